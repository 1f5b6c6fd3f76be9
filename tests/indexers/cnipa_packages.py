"""Packages in the layout of CNIPA, made for a test."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from indexers.base import Rejected, Unit
from indexers.cnipa import SOURCE
from indexers.files import walk
from ipsearch.records import Trademark

BASIC = (
    "注册号/申请号,国际分类,申请日期,商标名称,商标类型,代理机构代码,初审公告期号,初审公告日期,注册公告期号,注册公告日期,"
    "专用期开始日期,专用期结束日期,专用有效期,商标设计说明,商标颜色说明,放弃专用权说明,是否立体商标,是否共有申请,商标形态,"
    "地理标志信息,颜色标志,是否驰名商标"
)
OWNERS = "注册号/申请号,国际分类,注册人中文名称,注册人外文名称,注册人中文地址,注册人英文地址"
GOODS = "注册号/申请号,国际分类,类似群,商品序号,商品中文名称,商品状态"
CO_OWNERS = "注册号/申请号,共有人中文名称,共有人英文文名称,共有人中文地址,共有人英文地址"
PRIORITIES = "注册号/申请号,国际分类,优先权编号,优先权种类,优先权日期,优先权商品,优先权国家/地区"
INTERNATIONAL = (
    "注册号/申请号,国际注册号,国际注册日期,国际通知日期 ,国际申请语种,国际申请类型,国际公告期号,国际公告日期,"
    "后期指定>日期,基础注册日期"
)
AGENTS = "代理人编码,代理人名称"
PLAIN = "1500001,9,2000-01-02,云岚,一般,10001,1234,2000-10-14,1246,2001-01-14,2001-01-14,2011-01-13,10年,,,,否,否,,,,否"
NEXT = "1500002,25,2000/1/3,蓝云,一般,,,,,,,,,,,,否,否,,,,否"


def write_zip(path: Path, members: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            data = content if isinstance(content, bytes) else ("\ufeff" + content).encode()
            archive.writestr(zipfile.ZipInfo(name), data)
    return path


def damaged_name(path: Path, last: bool) -> Path:
    """An archive with a damaged name, in the last of the two places in which it has it, its directory, or the first."""
    write_zip(path, {"名.csv": "mark\n云岚\n"})
    data, name = bytearray(path.read_bytes()), "名.csv".encode()
    data[data.rindex(name) if last else data.index(name)] = 0xFF
    path.write_bytes(data)
    return path


def read_all(path: Path) -> list[Trademark | Rejected]:
    units = SOURCE.group([blob for blob in walk(path) if SOURCE.sniff(blob)])
    return [item for blobs in units for item in SOURCE.read(Unit(SOURCE, blobs))]


def read_package(tmp_path: Path, **members: str | bytes) -> list[Trademark | Rejected]:
    """Read a package; keyword = member, value = the whole text of its file."""
    names = {
        "basic": "注册商标基本信息.csv", "owners": "商标注册人信息.csv", "goods": "注册商标商品服务信息.csv",
        "co_owners": "注册商标共有人信息.csv", "priorities": "注册商标优先权信息.csv",
        "international": "国际注册基本信息.csv", "agents": "商标代理人信息.csv",
    }  # fmt: skip
    return read_all(write_zip(tmp_path / "2000.zip", {names[key]: text for key, text in members.items()}))


def basic_rows(tmp_path: Path, *rows: str, header: str = BASIC) -> list[Trademark | Rejected]:
    return read_package(tmp_path, basic="\n".join((header, *rows)) + "\n")


def marks(items: list[Trademark | Rejected]) -> list[Trademark]:
    return [item for item in items if isinstance(item, Trademark)]


def rejects(items: list[Trademark | Rejected]) -> list[Rejected]:
    return [item for item in items if isinstance(item, Rejected)]


def with_cells(row: str = PLAIN, **cells: str) -> str:
    values = row.split(",")
    for name, value in cells.items():
        values[BASIC.split(",").index(name)] = value
    return ",".join(values)
