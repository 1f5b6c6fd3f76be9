"""Plain lists of names."""

from __future__ import annotations

import gzip
from pathlib import Path

import msgspec
import pytest

from indexers.base import Rejected, Unit
from indexers.files import Blob
from indexers.load import LoadOptions, load_trademarks
from indexers.names import SOURCE, header_size
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.errors import InputError
from ipsearch.records import Trademark


def read_path(path: Path) -> list[Trademark | Rejected]:
    """What a list holds, without the name of the list, which every record has."""
    items = list(SOURCE.read(Unit(SOURCE, (Blob(path),))))
    assert {item.part for item in items if isinstance(item, Trademark)} <= {Blob(path).list_name}
    return [msgspec.structs.replace(item, part="") if isinstance(item, Trademark) else item for item in items]


def read(path: Path, content: bytes) -> list[Trademark | Rejected]:
    path.write_bytes(content)
    return read_path(path)


def test_lines_of_two_lists_are_two_records(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.csv"
    first.write_text("云岚\n风林\n", encoding="utf-8")
    second.write_text("商标名称\n火山\n东方\n", encoding="utf-8")
    backend, options = EmbeddedBackend(tmp_path / "home"), LoadOptions(workers=0)
    assert load_trademarks([first, second], backend, options).total == 4
    again = load_trademarks([first], backend, options)
    assert (again.total, again.replaced) == (4, 2)


def test_a_list_has_the_name_of_its_file_and_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [Blob(tmp_path / folder / name).list_name for folder in ("2023", "2024") for name in ("a.txt", "b.txt")]
    assert len(set(names)) == 4
    assert all(len(name) == 5 and name.isalnum() for name in names)
    monkeypatch.chdir(tmp_path)
    assert Blob(Path("2023/a.txt")).list_name == names[0]


def test_a_list_has_the_same_name_packed(tmp_path: Path) -> None:
    plain = Blob(tmp_path / "2023" / "a.txt").list_name
    assert Blob(tmp_path / "2023" / "a.txt.gz").list_name == plain
    members = {
        (year, member): Blob(tmp_path / f"{year}.zip", member, member).list_name
        for year in ("2023", "2024")
        for member in ("a.txt", f"{year}/a.txt", "b/a.txt")
    }
    assert members["2023", "a.txt"] == members["2023", "2023/a.txt"] == plain
    assert len(set(members.values())) == 4


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_utf16_is_refused_and_not_read_as_nonsense(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(InputError, match="UTF-16"):
        read(tmp_path / "x.txt", "小米 MI\n华为\n".encode(encoding))


@pytest.mark.untraced
def test_the_corpus_of_company_names(shared: Path) -> None:
    items = read_path(shared / "names" / "cn-company-short-names.txt")
    # 267,400 physical lines: two of credits, one blank, the rest names, all different (counted with awk).
    assert len(items) == 267_397
    assert items[0] == Trademark("XX", "4", "吖吖宝贝")
    assert items[-1] == Trademark("XX", "267400", "做足功夫")


def test_the_table_of_brands(shared: Path) -> None:
    items = read_path(shared / "names" / "osm-brands.tsv")
    assert not [i for i in items if isinstance(i, Rejected)]
    by_number = {i.application_number: i.mark for i in items if isinstance(i, Trademark)}
    assert len(by_number) == len(items)
    assert by_number["2.1"] == "'t Zusje"
    # 15,422 rows, one of them without a value in the first column (counted with awk).
    assert sum(number.endswith(".1") for number in by_number) == 15_421


def test_a_brand_in_several_columns_counts_once(tmp_path: Path) -> None:
    content = "brand\tbrand_zh\tbrand_zh_hant\tbrand_en\tcategories\n云岚\t云岚\t雲嵐\tYunlan\tx\n\n蓝云\t\t\t\ty\nz\n"
    items = read(tmp_path / "brands.tsv", content.encode())
    assert items[:4] == [
        Trademark("XX", "2.1", "云岚"), Trademark("XX", "2.3", "雲嵐"), Trademark("XX", "2.4", "Yunlan"),
        Trademark("XX", "4.1", "蓝云"),
    ]  # fmt: skip
    assert isinstance(items[4], Rejected)
    assert items[4].problem.place.endswith("brands.tsv:5")


def test_a_packed_brand_table_is_no_list_of_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "brands.tsv.gz"
    items = read(path, gzip.compress("brand\tbrand_zh\nYunlan\t云岚\n".encode()))
    assert items == [Trademark("XX", "2.1", "Yunlan"), Trademark("XX", "2.2", "云岚")]


def test_a_brand_that_cannot_be_loaded_is_named_by_its_line(tmp_path: Path) -> None:
    path, rejects = tmp_path / "brands.tsv", tmp_path / "rejects.ndjson"
    path.write_text(f"brand\nYunlan\n{'x' * 301}\n", encoding="utf-8")
    load_trademarks([path], EmbeddedBackend(tmp_path / "home"), LoadOptions(workers=0, rejects=rejects))
    assert msgspec.json.decode(rejects.read_bytes())["place"] == f"{path}:3"


def test_byte_order_mark_crlf_and_blank_lines_keep_the_line_numbers(tmp_path: Path) -> None:
    items = read(tmp_path / "x.txt", "\ufeff云岚\r\n\r\n 蓝云\u3000\r\nA B".encode())
    assert items == [Trademark("XX", "1", "云岚"), Trademark("XX", "3", "蓝云"), Trademark("XX", "4", "A B")]


@pytest.mark.parametrize("last", ["", "\r"])
def test_lines_that_end_with_cr_alone(tmp_path: Path, last: str) -> None:
    items = read(tmp_path / "x.txt", f"小米\r\r华为\r大疆{last}".encode())
    assert items == [Trademark("XX", "1", "小米"), Trademark("XX", "3", "华为"), Trademark("XX", "4", "大疆")]


def test_a_short_list_with_a_damaged_line(tmp_path: Path) -> None:
    items = read(tmp_path / "x.txt", "小米\n".encode() + b"\xff\xff\n" + "小米2\n".encode())
    assert [m.mark for m in items if isinstance(m, Trademark)] == ["小米", "小米2"]
    assert [r.problem.code for r in items if isinstance(r, Rejected)] == ["file.encoding"]


def test_gb18030(tmp_path: Path) -> None:
    items = read(tmp_path / "x.txt", "云岚科技\n蓝云\n".encode("gb18030"))
    assert items == [Trademark("XX", "1", "云岚科技"), Trademark("XX", "2", "蓝云")]


def test_a_line_that_cannot_be_decoded_is_rejected_alone(tmp_path: Path) -> None:
    first, bad, last = read(tmp_path / "x.txt", "云岚科技\n".encode() + b"\xff\n" + "蓝云山水\n".encode())
    assert first == Trademark("XX", "1", "云岚科技")
    assert last == Trademark("XX", "3", "蓝云山水")
    assert isinstance(bad, Rejected)
    assert (bad.problem.code, bad.problem.place) == ("file.encoding", f"{tmp_path / 'x.txt'}:2")


@pytest.mark.parametrize(
    ("lines", "size"),
    [
        (["By@somebody", "2022.11.30", "", "云岚"], 3),
        (["names", "2022年11月30日", "", "云岚"], 3),
        (["see https://example.org", "", "云岚"], 2),
        (["云岚", "蓝云", "", "山水"], 0),
        (["云岚", "2022.11.30"], 0),
        (["a", "b", "c", "d", "e@f", ""], 0),
        (["", "a@b"], 0),
        ([], 0),
    ],
)
def test_only_credits_are_left_out(lines: list[str], size: int) -> None:
    assert header_size(lines) == size


def test_a_list_that_begins_with_two_names_and_a_blank_line_is_read_whole(tmp_path: Path) -> None:
    assert len(read(tmp_path / "x.txt", "云岚\n蓝云\n\n山水\n".encode())) == 3


@pytest.mark.parametrize(
    ("name", "content", "known"),
    [
        ("x.txt", b"a\n", True), ("x.TXT", b"a\n", True), ("x.csv", b"a\n", False),
        ("x.tsv", b"brand\tbrand_zh\n", True), ("x.tsv", b"id\tbrand\n", False), ("x.tsv", b"brand\nBoshi\n", True),
        ("x.txt", b"<html><body>\nBoshi\n", False), ("x.txt", b"<Boshi>\n", True),
    ],
)  # fmt: skip
def test_recognised_by_its_name(tmp_path: Path, name: str, content: bytes, known: bool) -> None:
    (tmp_path / name).write_bytes(content)
    assert SOURCE.sniff(Blob(tmp_path / name)) is known


def test_a_table_without_brands_is_rejected(tmp_path: Path) -> None:
    (bad,) = read(tmp_path / "x.tsv", b"id\tname\n1\tx\n")
    assert isinstance(bad, Rejected)
    assert (bad.problem.code, bad.problem.values["missing"]) == ("csv.columns", "brand")
