"""Make ``data_samples/``: invented marks in the layouts that offices use, so that a newcomer has data.

Everything is invented and drawn with a fixed seed: the same files come out every time. Names are made of syllables that
were chosen for this script; a likeness to a real mark or company is chance.

    python scripts/make_samples.py [--out data_samples]
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from indexers.ndjson import encode
from ipsearch.records import Event, Goods, Party, Status, Trademark

SEED = 20260101
LAST_DAY = dt.date(2026, 6, 30)
ZIP_TIME = (2026, 1, 1, 0, 0, 0)
HEADS = "云岚禾沐澄翎朔黎珞煦茗棠皓芸屿笙"
TAILS = "泽川里朵野鹿岸芽舟谷原音松石"
PLACES = ("北京市海淀区", "上海市徐汇区", "广东省深圳市南山区", "浙江省杭州市余杭区", "四川省成都市武侯区")
TRADES = ("科技", "食品", "服饰", "文化传播", "日用品", "医药")
GOODS: Mapping[int, tuple[tuple[str, str], ...]] = {
    3: (("0301", "洗面奶"), ("0306", "化妆品"), ("0305", "香精油")),
    5: (("0501", "人用药"), ("0502", "婴儿食品")),
    9: (("0901", "计算机"), ("0907", "手机"), ("0908", "扬声器音箱"), ("0920", "眼镜")),
    16: (("1601", "纸"), ("1611", "文具")),
    25: (("2501", "服装"), ("2507", "鞋"), ("2508", "帽")),
    29: (("2901", "肉"), ("2907", "牛奶制品")),
    30: (("3001", "咖啡"), ("3002", "茶"), ("3006", "糕点")),
    32: (("3202", "无酒精饮料"),),
    33: (("3301", "酒"),),
    35: (("3501", "广告"), ("3503", "替他人推销")),
    41: (("4101", "培训"), ("4105", "娱乐服务")),
    42: (("4209", "技术研究"), ("4220", "计算机软件设计")),
    43: (("4301", "餐馆"), ("4302", "旅馆预订")),
}
FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("云岚", ("云岚", "雲嵐", "云兰", "蓝云", "岚云", "云岚山", "云岚牌", "云览", "运岚", "YUNLAN", "YUN LAN")),
    ("沐禾", ("沐禾", "沐和", "木禾", "禾沐", "沐禾堂", "MUHE", "小沐禾", "沐禾之家")),
    ("澄野", ("澄野", "橙野", "澄也", "野澄", "澄野户外", "CHENGYE", "澄晔")),
    ("翎朔", ("翎朔", "领朔", "翎溯", "零朔", "翎朔王", "LINGSHUO")),
    ("VENTORIA", ("VENTORIA", "VENTORA", "VENTORIAS", "WENTORIA", "VENTO RIA", "VANTORIA", "VENTORIA PLUS")),
    ("NOVALUME", ("NOVALUME", "NOVALUM", "NOVA LUME", "NOVALUMEN", "INOVALUME", "诺瓦露")),
)
"""Families of invented brands: the first is the mark, the others are what a check should find beside it."""
LIFE: tuple[tuple[Status, int], ...] = (
    ("registered", 12), ("pending", 3), ("published", 2), ("expired", 2), ("cancelled", 1), ("invalidated", 1),
    ("refused", 1), ("surrendered", 1),
)  # fmt: skip
ENDED: tuple[Status, ...] = ("cancelled", "invalidated", "surrendered")
CANDIDATES = (
    "云岚", "雲岚", "云蓝", "云岚云", "YUNLAN", "yun-lan", "沐禾", "沐荷", "禾沐记", "澄野", "澄夜", "翎朔", "凌朔",
    "VENTORIA", "VENTURIA", "NOVALUMI", "石上清", "QIXOVANT", "鹿鸣岸", "一点白",
)  # fmt: skip
"""Names to be checked against the samples: taken, near and free ones."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "data_samples")
    write_all(parser.parse_args(arguments).out)


def write_all(out: Path) -> None:
    (out / "cnipa").mkdir(parents=True, exist_ok=True)
    (out / "trademarks.ndjson").write_bytes(b"".join(encode(mark) for mark in make_marks()))
    (out / "names.csv").write_text("mark\n" + "".join(f"{name}\n" for name in CANDIDATES), "utf-8", newline="\n")
    (out / "cnipa" / "2000.zip").write_bytes(zip_bytes(base_package(), encoding="gb18030"))
    (out / "cnipa" / "2026_5.zip").write_bytes(zip_bytes(month_package(), encoding=""))


# --- the canonical form


def make_marks() -> list[Trademark]:
    """About 200 marks of all families and of none, alive and dead, in several classes."""
    rnd = random.Random(SEED)
    marks: list[Trademark] = []
    for family, members in FAMILIES:
        home = rnd.choice(tuple(GOODS))
        for name in members:
            for nice_class in dict.fromkeys((home, *rnd.sample(tuple(GOODS), 2)) if name == family else (home,)):
                marks.append(_mark(rnd, len(marks), name, nice_class, alive=name == family))
    while len(marks) < 200:
        marks.append(_mark(rnd, len(marks), _name(rnd), rnd.choice(tuple(GOODS)), alive=False))
    return marks


def _mark(rnd: random.Random, index: int, name: str, nice_class: int, alive: bool) -> Trademark:
    status: Status = "registered" if alive else rnd.choices([s for s, _ in LIFE], [w for _, w in LIFE])[0]
    applied = dt.date(2012, 1, 4) + dt.timedelta(days=rnd.randrange(13 * 365))
    if status == "pending":
        applied = LAST_DAY - dt.timedelta(days=rnd.randrange(200))
    elif status == "expired":
        applied = dt.date(2014, 1, 1) + dt.timedelta(days=rnd.randrange(400))
    published = applied + dt.timedelta(days=rnd.randrange(150, 300))
    registered = published + dt.timedelta(days=91)
    was_published = status not in ("pending", "refused")
    was_registered = was_published and status != "published"
    ended = min(registered + dt.timedelta(days=rnd.randrange(400, 1500)), LAST_DAY)
    expiry = registered.replace(year=registered.year + 10, day=min(registered.day, 28))
    entries = rnd.sample(GOODS[nice_class], min(len(GOODS[nice_class]), rnd.choice((1, 2, 3))))
    goods = tuple(Goods(nice_class, text, "zh", group, str(i)) for i, (group, text) in enumerate(sorted(entries), 1))
    number = str(10_000_000 + index * 173_911)
    events = [Event("publication", published, "初审公告", reference=str(1300 + index))] if was_published else []
    if was_registered:
        events.append(Event("registration", registered, "注册公告", reference=str(1313 + index)))
    if status in ENDED:
        events.append(Event(status, ended))
    return Trademark(
        "CN", number, name, registration_number=number if was_registered else "", part=f"{nice_class:02d}",
        classes=(nice_class,), groups=tuple(sorted({g.group for g in goods})), goods=goods, status=status,
        application_date=applied, publication_date=published if was_published else None,
        registration_date=registered if was_registered else None, expiry_date=expiry if was_registered else None,
        termination_date=ended if status in ENDED else expiry if status == "expired" else None,
        applicants=(_applicant(rnd),), events=tuple(events),
    )  # fmt: skip


def _name(rnd: random.Random) -> str:
    name = rnd.choice(HEADS) + rnd.choice(TAILS)
    return name + rnd.choice(("", "", "", "记", "坊", "优品"))


def _applicant(rnd: random.Random) -> Party:
    place = rnd.choice(PLACES)
    town = place.split("省")[-1][:2]
    name = f"{town}{rnd.choice(HEADS)}{rnd.choice(TAILS)}{rnd.choice(TRADES)}有限公司"
    return Party(name, address=f"{place}示例路{rnd.randrange(1, 400)}号", country="CN")


# --- packages of CNIPA

BASIC = (
    "注册号/申请号", "国际分类", "申请日期", "商标名称", "商标类型", "代理机构代码", "初审公告期号", "初审公告日期",
    "注册公告期号", "注册公告日期", "专用期开始日期", "专用期结束日期", "专用有效期", "商标设计说明", "商标颜色说明",
    "放弃专用权说明", "是否立体商标", "是否共有申请", "商标形态", "地理标志信息", "颜色标志", "是否驰名商标",
)  # fmt: skip
OWNERS = ("注册号/申请号", "国际分类", "注册人中文名称", "注册人外文名称", "注册人中文地址", "注册人英文地址")
GOODS_ROW = ("注册号/申请号", "国际分类", "类似群", "商品序号", "商品中文名称", "商品状态")
CO_OWNERS = ("注册号/申请号", "共有人中文名称", "共有人英文文名称", "共有人中文地址", "共有人英文地址")
PRIORITIES = ("注册号/申请号", "国际分类", "优先权编号", "优先权种类", "优先权日期", "优先权商品", "优先权国家/地区")
INTERNATIONAL = (
    "注册号/申请号", "国际注册号", "国际注册日期", "国际通知日期 ", "国际申请语种", "国际申请类型", "国际公告期号",
    "国际公告日期", "后期指定>日期", "基础注册日期",
)  # fmt: skip
AGENTS = ("代理人编码", "代理人名称")


class _Row(msgspec.Struct):
    """One registration while a package is made; ``cells`` are those of the basic member."""

    cells: dict[str, str]
    owner: list[str]
    goods: list[list[str]]

    def key(self) -> list[str]:
        return [self.cells["注册号/申请号"], self.cells["国际分类"]]


def base_package() -> dict[str, bytes]:
    """A filing year: 300 marks, and every defect that the packages are known for at least once."""
    rows = _base_rows()
    changes: dict[int, dict[str, str]] = {
        3: {"商标设计说明": "由云与山组成\n\n第三行继续说明"}, 5: {"商标设计说明": '"云形图案'},
        7: {"商标名称": "NOVA,LUME"},
        9: {"商标设计说明": "由云,山,水三部分组成"}, 11: {"商标名称": "云\ufffd岚"}, 13: {"注册号/申请号": "G700123"},
        15: {"注册号/申请号": "1500105A"}, 16: {"注册号/申请号": "1500105AA"}, 17: {"商标名称": "图形", "商标形态": ""},
        19: {"商标名称": "", "是否立体商标": "是"}, 21: {"国际分类": "46"}, 23: {"申请日期": "20000302"},
        25: {"申请日期": "2000/3/2"}, 27: {"申请日期": "2000年3月2日"}, 29: {"初审公告日期": "0000-00-00"},
        31: {"是否驰名商标": "是"}, 33: {"放弃专用权说明": "放弃“集团”的专用权"}, 35: {"商标类型": "集体"},
        37: {"商标形态": "文字、图形"}, 39: {"是否共有申请": "是"}, 41: {"国际分类": "九"},
    }  # fmt: skip
    for index, cells in changes.items():
        rows[index].cells.update(cells)
    rows[45].owner = ["", "NOVALUME CO., LTD.", "", "12 Example Street, Springfield, Exampleland"]
    rows[47].goods[0][2] = "1,2,3-三氯丙烷"
    for entry in rows[49].goods:
        entry[3] = "2"
    rows[51].goods[0][3], rows[53].goods[0][3] = "0", "1"
    rows[55].goods[0][2] = "电\ufffd\ufffd"
    basic = [",".join(row.cells[name] for name in BASIC) for row in rows]
    basic[61] = ",".join(basic[61].split(",")[:5])
    basic.insert(70, "")
    madrid = rows[13].key()[0]
    return {
        "注册商标基本信息.csv": _csv(BASIC, basic),
        "商标注册人信息.csv": _csv(OWNERS, [",".join((*row.key(), *row.owner)) for row in rows]),
        "注册商标商品服务信息.csv": _csv(GOODS_ROW, [",".join((*row.key(), *g)) for row in rows for g in row.goods]),
        "注册商标共有人信息.csv": _csv(CO_OWNERS, [f"{rows[39].key()[0]},北京云岚食品有限公司,,{PLACES[0]}示例路8号,"]),
        "注册商标优先权信息.csv": _csv(
            PRIORITIES, [",".join((*rows[43].key(), "75/900001", "75/900002", "首次申请", "1999-12-01", "", "美国"))]
        ),
        "国际注册基本信息.csv": _csv(
            INTERNATIONAL, [f"{madrid},700123,1998-05-06,1998-07-08,英语,领土延伸,12,1998-06-07,,1997-03-04"]
        ),
    }


def month_package() -> dict[str, bytes]:
    """A month: new applications, a new owner, an entry that died, agents; with the headers of newer packages."""
    rnd = random.Random(SEED + 2)
    new = [_registration(rnd, str(90_000_001 + i), 2026) for i in range(12)]
    sold = _base_rows()[101].key()
    header = [name.replace("注册号/申请号", "申请号").replace("初审公告日期", "初审公告日期＞日期") for name in BASIC]
    return {
        "2026_5注册商标基本信息.csv": _csv(
            [name.replace("代理机构代码", "代理人编码") for name in header],
            [",".join(row.cells[name] for name in BASIC) for row in new],
        ),
        "2026_5商标注册人信息.csv": _csv(
            OWNERS,
            [",".join((*sold, "上海澄野服饰有限公司", "", f"{PLACES[1]}示例路1号", ""))]
            + [",".join((*row.key(), *row.owner)) for row in new],
        ),
        "2026_5注册商标商品服务信息1.xls": _tabs(GOODS_ROW, [[*row.key(), *g] for row in new[:6] for g in row.goods]),
        "2026_5注册商标商品服务信息2.xls": _tabs(GOODS_ROW, [[*row.key(), *g] for row in new[6:] for g in row.goods]),
        "2026_5商标代理人信息.csv": _csv(AGENTS, ["10001,北京示例商标代理有限公司", "10002,上海样本知识产权有限公司"]),
    }


def _base_rows() -> list[_Row]:
    """The marks of the base package before anything is damaged."""
    rnd = random.Random(SEED + 1)
    return [_registration(rnd, str(1_500_000 + 7 * i), 2000) for i in range(300)]


def _registration(rnd: random.Random, number: str, year: int) -> _Row:
    nice_class = rnd.choice(tuple(GOODS))
    applied = dt.date(year, 1, 4) + dt.timedelta(days=rnd.randrange(120))
    cells = dict.fromkeys(BASIC, "")
    cells |= {
        "注册号/申请号": number, "国际分类": str(nice_class), "申请日期": applied.isoformat(), "商标名称": _name(rnd),
        "商标类型": "一般", "代理机构代码": rnd.choice(("10001", "10002", "")), "是否立体商标": "否",
        "是否共有申请": "否", "商标形态": rnd.choice(("文字", "文字", "")), "是否驰名商标": "否",
    }  # fmt: skip
    if year < 2026:
        published = applied + dt.timedelta(days=240)
        registered = published + dt.timedelta(days=91)
        cells |= {
            "初审公告期号": "742", "初审公告日期": published.isoformat(), "注册公告期号": "754",
            "注册公告日期": registered.isoformat(), "专用期开始日期": registered.isoformat(),
            "专用期结束日期": registered.replace(year=registered.year + 30, day=min(registered.day, 28)).isoformat(),
            "专用有效期": "10年",
        }  # fmt: skip
    owner = _applicant(rnd)
    goods = [[group, str(i), text, ""] for i, (group, text) in enumerate(GOODS[nice_class], 1)]
    return _Row(cells, [owner.name, "", owner.address, ""], goods)


def _csv(header: Sequence[str], rows: Sequence[str]) -> bytes:
    return ("\ufeff" + "\r\n".join((",".join(header), *rows, ""))).encode()


def _tabs(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    return "\r\n".join(("\t".join(header), *("\t".join(row) for row in rows), "")).encode("gb18030")


def zip_bytes(members: Mapping[str, bytes], encoding: str) -> bytes:
    """An archive that is the same on every machine: stored, fixed times.

    With an ``encoding`` the names are written in it without the UTF-8 flag, as older Chinese tools do.
    """
    buffer = io.BytesIO()
    places: dict[bytes, bytes] = {}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for index, (name, content) in enumerate(members.items()):
            legacy = name.encode(encoding) if encoding else b""
            place = f"@{index}@".ljust(len(legacy), "@")
            places[place.encode()] = legacy
            info = zipfile.ZipInfo(place if encoding else name, ZIP_TIME)
            info.create_system = 3
            archive.writestr(info, content)
    data = buffer.getvalue()
    if encoding:
        # zipfile always sets the flag for such names, so the names are put in afterwards; lengths are equal.
        for place_bytes, legacy in places.items():
            data = data.replace(place_bytes, legacy)
    return data


if __name__ == "__main__":
    main()
