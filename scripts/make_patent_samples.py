"""Make the patents of ``data_samples/``: invented documents in the project's form and in a Chinese service's export.

Everything is invented and drawn with a fixed seed: the same files come out every time. Subjects are everyday ones;
names of companies and people are put together from syllables, and a likeness to a real one is chance. Numbers lie in
ranges that no office has given yet, so that none is taken for a real document.

    python scripts/make_patent_samples.py [--out data_samples]
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ipsearch.patentnumbers.checkdigits import chinese_check_digit
from ipsearch.records import Citation, Filing, LegalEvent, Party, Patent

SEED = 20190101


@dataclass(frozen=True, slots=True)
class Subject:
    """What an invention is about: a thing, its parts and what it is good for, in Chinese and English."""

    zh: str
    en: str
    ipc: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    effect: tuple[str, str]


SUBJECTS = (
    Subject("电池组热管理系统", "Thermal management system for a battery pack", ("H01M10/613", "H01M10/6568"),
            (("电池组", "battery pack"), ("冷却板", "cooling plate"), ("循环泵", "circulation pump"),
             ("温度传感器", "temperature sensor")),
            ("使电池组温度均匀，延长电池寿命", "keeps the battery pack at an even temperature and lengthens its life")),
    Subject("固态蓄电池", "Solid state storage battery", ("H01M10/0562", "H01M10/0525"),
            (("正极", "positive electrode"), ("固态电解质层", "solid electrolyte layer"),
             ("负极", "negative electrode"), ("封装壳体", "sealed housing")),
            ("提高蓄电池的安全性", "makes the storage battery safer")),
    Subject("无人机充电站", "Charging station for unmanned aircraft", ("B64U50/38", "H02J7/00"),
            (("停机坪", "landing pad"), ("充电触点", "charging contact"), ("蓄电池", "storage battery"),
             ("控制器", "controller")),
            ("无需人工更换电池", "does without changing batteries by hand")),
    Subject("语音识别方法", "Method for recognising speech", ("G10L15/16", "G10L15/02"),
            (("麦克风", "microphone"), ("特征提取单元", "feature extraction unit"), ("神经网络", "neural network"),
             ("词典", "lexicon")),
            ("在噪声环境中提高识别率", "recognises more words in noise")),
    Subject("茶叶烘干机", "Tea leaf dryer", ("A23F3/06", "F26B11/04"),
            (("滚筒", "drum"), ("热风炉", "hot air stove"), ("温度传感器", "temperature sensor"), ("出料口", "outlet")),
            ("茶叶受热均匀，香气保留完整", "heats the leaves evenly and keeps their scent")),
    Subject("折叠屏铰链", "Hinge for a foldable display", ("H04M1/02", "F16C11/04"),
            (("支架", "bracket"), ("转轴", "shaft"), ("弹性件", "elastic member"), ("柔性屏", "flexible display")),
            ("减小折痕", "makes the crease smaller")),
    Subject("净水滤芯", "Filter cartridge for drinking water", ("C02F1/44", "B01D63/02"),
            (("壳体", "housing"), ("中空纤维膜", "hollow fibre membrane"), ("活性炭层", "activated carbon layer"),
             ("出水口", "outlet")),
            ("去除重金属并保留矿物质", "removes heavy metals and keeps minerals")),
    Subject("风力发电机叶片", "Blade for a wind turbine", ("F03D1/06", "B29C70/30"),
            (("主梁", "spar"), ("蒙皮", "skin"), ("导流条", "flow strip"), ("排水孔", "drain hole")),
            ("降低噪声并提高发电量", "is quieter and yields more power")),
    Subject("图像去噪装置", "Image denoising apparatus", ("G06T5/70", "G06N3/08"),
            (("图像传感器", "image sensor"), ("神经网络", "neural network"), ("存储器", "memory"),
             ("显示屏", "display")),
            ("保留图像细节", "keeps the details of the image")),
    Subject("自行车变速器", "Gear shift for a bicycle", ("B62M9/122", "B62M25/08"),
            (("支架", "bracket"), ("电机", "motor"), ("电池", "battery"), ("链条导轮", "chain guide wheel")),
            ("换挡平稳", "shifts smoothly")),
)  # fmt: skip
COMPANIES = (
    ("澄野能源科技有限公司", "Chengye Energy Technology Co., Ltd."),
    ("翎朔智能技术股份有限公司", "Lingshuo Intelligent Technology Inc."),
    ("沐禾日用品有限公司", "Muhe Household Goods Co., Ltd."),
    ("云岚精密机械有限公司", "Yunlan Precision Machinery Co., Ltd."),
)
PEOPLE = (("林朔", "LIN Shuo"), ("云禾", "YUN He"), ("石岸", "SHI An"), ("茗川", "MING Chuan"), ("野舟", "YE Zhou"))
VARIANTS = (("带有自检功能的", "with self-test"), ("低成本", "of low cost"))
HEADERS = (
    "序号", "公开（公告）号", "公开（公告）日", "申请号", "申请日", "标题 (中文)", "摘要 (中文)", "申请人",
    "当前权利人", "发明人", "IPC主分类号", "IPC", "专利类型", "专利有效性", "当前法律状态", "引证专利", "首项权利要求",
)  # fmt: skip
"""Columns of the export of a Chinese service."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "data_samples")
    write_all(parser.parse_args(arguments).out)


def write_all(out: Path) -> None:
    folder = out / "patents"
    folder.mkdir(parents=True, exist_ok=True)
    rnd = random.Random(SEED)
    documents = list(make_documents(rnd))
    (folder / "patents.ndjson").write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in documents))
    (folder / "incopat.csv").write_bytes(make_export(rnd))


def make_documents(rnd: random.Random) -> Iterator[Patent]:
    """Families of an invention: a Chinese application, its grant, and sometimes a European or American member."""
    earlier: list[str] = []
    for i, (subject, variant) in enumerate((s, v) for v in (("", ""), *VARIANTS) for s in SUBJECTS):
        filed = dt.date(2019, 1, 4) + dt.timedelta(days=23 * i)
        application = _chinese_application(filed, 900_000 + 137 * i, "1")
        shared = _shared(rnd, subject, variant, str(90_000_000 + i))
        cited = tuple(Citation(one, category="X" if n == 0 else "A", phase="search", claims="1")
                      for n, one in enumerate(earlier[-2:]))  # fmt: skip
        published = filed + dt.timedelta(days=540)
        number = str(199_000_000 + 731 * i)
        laid_open = msgspec.structs.replace(
            shared, country="CN", number=number, kind="A", type="invention", publication_date=published,
            application=application, language="zh", citations=cited, events=tuple(_events(i, published)),
        )  # fmt: skip
        yield laid_open
        earlier.append(laid_open.id)
        if i % 4 in (0, 1):
            granted = published + dt.timedelta(days=500)
            yield msgspec.structs.replace(
                laid_open, kind="B", publication_date=granted, grant_date=granted, owners=shared.applicants
            )
        priority = (msgspec.structs.replace(application, original=""),)
        if i % 3 == 0:
            yield msgspec.structs.replace(
                shared, country="EP", number=f"{9_900_000 + 11 * i:07d}", kind="A1", type="invention", language="en",
                publication_date=published + dt.timedelta(days=200), priorities=priority,
                application=Filing("EP", f"20{990_000 + i:06d}", "A", filed + dt.timedelta(days=360)),
                citations=(Citation(laid_open.id, category="A", phase="search", claims="1-3"),),
            )  # fmt: skip
        if i % 5 == 0:
            yield msgspec.structs.replace(
                shared, country="US", number=f"20200{990_000 + i:06d}", kind="A1", type="invention", language="en",
                publication_date=published + dt.timedelta(days=60), priorities=priority,
                application=Filing("US", f"16{990_000 + i:06d}", "A", filed + dt.timedelta(days=300)),
            )  # fmt: skip


def _shared(rnd: random.Random, subject: Subject, variant: tuple[str, str], family: str) -> Patent:
    zh, en = variant[0] + subject.zh, f"{subject.en} {variant[1]}".strip()
    company, people = rnd.choice(COMPANIES), rnd.sample(PEOPLE, 2)
    (a_zh, a_en), (b_zh, b_en), (c_zh, c_en), (d_zh, d_en) = subject.parts
    good_zh, good_en = subject.effect
    return Patent(
        country="",
        number="",
        family_id=family,
        title={"zh": zh, "en": en},
        abstract={
            "zh": f"本发明公开了一种{zh}，包括{a_zh}、{b_zh}、{c_zh}和{d_zh}，{b_zh}与{a_zh}连接。本发明{good_zh}。",
            "en": f"A {en[0].lower()}{en[1:]} comprises a {a_en}, a {b_en}, a {c_en} and a {d_en}. "
            f"The {b_en} is connected to the {a_en}. The invention {good_en}.",
        },
        claims={
            "zh": (
                f"一种{zh}，其特征在于，包括{a_zh}和{b_zh}，所述{b_zh}与所述{a_zh}连接。",
                f"根据权利要求1所述的{zh}，其特征在于，还包括{c_zh}。",
                f"根据权利要求1或2所述的{zh}，其特征在于，还包括{d_zh}。",
            ),
            "en": (
                f"A {en[0].lower()}{en[1:]}, comprising a {a_en} and a {b_en} connected to the {a_en}.",
                f"The subject matter of claim 1, further comprising a {c_en}.",
                f"The subject matter of claim 1 or 2, further comprising a {d_en}.",
            ),
        },
        description={
            "zh": (
                f"现有的{subject.zh}结构复杂。",
                f"本发明的{zh}{good_zh}。",
                f"如图1所示，{c_zh}设置在{a_zh}的一侧，{d_zh}设置在{b_zh}的另一侧。",
            )
        },
        applicants=(Party(company[0], company[1], country="CN"),),
        inventors=tuple(Party(name, latin) for name, latin in people),
        ipc=subject.ipc,
        cpc=subject.ipc,
    )


def _events(i: int, published: dt.date) -> Iterator[LegalEvent]:
    """The life of a Chinese application as the office announces it; the fate goes by the number."""

    def on(days: int, code: str, text: str) -> LegalEvent:
        return LegalEvent(code, published + dt.timedelta(days=days), text, "CN")

    yield on(0, "PB01", "公布")
    yield on(40, "SE01", "实质审查的生效")
    if i % 4 in (0, 1):
        yield on(500, "GR01", "授权")
    if i % 8 == 1:
        yield on(1400, "CF01", "未缴年费专利权终止")
    if i % 4 == 2:
        yield on(600, "RJ01", "发明专利申请公布后的驳回")


def _chinese_application(filed: dt.date, serial: int, right: str) -> Filing:
    """``right`` 1 is an invention, 2 a utility model."""
    number = f"{filed.year}{right}9{serial:06d}"
    return Filing("CN", number, "A", filed, f"{number}.{chinese_check_digit(number)}")


def make_export(rnd: random.Random) -> bytes:
    """Utility models (实用新型) as a service exports them, each the small sister of an invention."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    for i, subject in enumerate(SUBJECTS):
        filed = dt.date(2019, 3, 1) + dt.timedelta(days=31 * i)
        application = _chinese_application(filed, 900_000 + 91 * i, "2")
        company, people = rnd.choice(COMPANIES), rnd.sample(PEOPLE, 2)
        (a, _), (b, _), (c, _), _ = subject.parts
        row: Mapping[str, str] = {
            "序号": str(i + 1), "公开（公告）号": f"CN{299_000_000 + 313 * i}U",
            "公开（公告）日": str(filed + dt.timedelta(days=220)), "申请号": f"CN{application.original}",
            "申请日": str(filed), "标题 (中文)": f"一种{subject.zh}",
            "摘要 (中文)": f"本实用新型公开了一种{subject.zh}，"
            f"{b}固定在{a}上，{c}与{b}可拆卸连接，{subject.effect[0]}。",
            "申请人": company[0], "当前权利人": company[0], "发明人": "; ".join(name for name, _ in people),
            "IPC主分类号": subject.ipc[0], "IPC": "; ".join(subject.ipc), "专利类型": "实用新型",
            "专利有效性": "有效" if i % 3 else "失效", "当前法律状态": "授权" if i % 3 else "未缴年费",
            "引证专利": f"CN{199_000_000 + 731 * i}A",
            "首项权利要求": f"1. 一种{subject.zh}，其特征在于，包括{a}、{b}和{c}。",
        }  # fmt: skip
        writer.writerow([row[name] for name in HEADERS])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


if __name__ == "__main__":
    main()
