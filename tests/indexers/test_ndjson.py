"""The canonical form: what is written is read back, and every defect has a line."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexers.base import Rejected, Unit
from indexers.files import Blob
from indexers.ndjson import SOURCE, encode
from ipsearch.records import Event, Goods, Party, Priority, Trademark

ONE = b'{"office":"CN","application_number":"1","mark":"\xe4\xba\x91\xe5\xb2\x9a"}'


def read(path: Path, content: bytes) -> list[Trademark | Rejected]:
    path.write_bytes(content)
    return list(SOURCE.read(Unit(SOURCE, (Blob(path),))))


@st.composite
def trademarks(draw: st.DrawFn) -> Trademark:
    words = st.text(st.characters(codec="utf-8"), max_size=12)
    dates = st.none() | st.dates()
    parties = st.lists(st.builds(Party, name=words, address=words, country=words), max_size=2).map(tuple)
    goods = st.builds(Goods, nice_class=st.integers(1, 45), text=words, group=words, item=words, status=words)
    return Trademark(
        draw(words), draw(words), draw(words), part=draw(words), kind=draw(st.sampled_from(["word", "combined"])),
        classes=tuple(draw(st.lists(st.integers(1, 45), max_size=3))), goods=tuple(draw(st.lists(goods, max_size=2))),
        status=draw(st.sampled_from(["registered", "unknown"])), application_date=draw(dates), expiry_date=draw(dates),
        priorities=tuple(draw(st.lists(st.builds(Priority, number=words, date=dates), max_size=2))),
        applicants=draw(parties), agents=draw(parties),
        events=tuple(draw(st.lists(st.builds(Event, kind=words, date=dates, text=words), max_size=2))),
        notes=tuple(draw(st.lists(words, max_size=2))),
    )  # fmt: skip


@given(st.lists(trademarks(), max_size=3))
def test_what_is_written_is_read_back_unchanged(records: list[Trademark]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert read(Path(folder) / "x.ndjson", b"".join(map(encode, records))) == records


def test_the_example_of_the_documentation(tmp_path: Path) -> None:
    line = (
        '{"office":"CN","application_number":"8911270","mark":"云岚","classes":[9],"groups":["0901","0907"],'
        '"status":"registered","application_date":"2010-11-22","applicants":[{"name":"某公司","country":"CN"}],'
        '"goods":[{"nice_class":9,"text":"手机"}],"kind":"word"}'
    )
    assert read(tmp_path / "x.ndjson", line.encode()) == [
        Trademark(
            "CN", "8911270", "云岚", classes=(9,), groups=("0901", "0907"), goods=(Goods(9, "手机"),),
            status="registered", application_date=dt.date(2010, 11, 22), applicants=(Party("某公司", country="CN"),),
        )
    ]  # fmt: skip


def test_byte_order_mark_blank_lines_and_crlf(tmp_path: Path) -> None:
    items = read(tmp_path / "x.ndjson", b"\xef\xbb\xbf" + ONE + b"\r\n\r\n  \n" + ONE)
    assert items == [Trademark("CN", "1", "云岚")] * 2


@pytest.mark.parametrize(
    ("line", "code", "named"),
    [
        (b'{"office":"CN","application_number":"1","marc":"x"}', "json.schema", "marc"),
        (b'{"office":"CN","application_number":"1","applicants":[{"nam":"x"}]}', "json.schema", "nam"),
        (b'{"office":"CN","application_number":"1","classes":["9"]}', "json.schema", "$.classes[0]"),
        (b'{"office":"CN","application_number":1}', "json.schema", "$.application_number"),
        (b'{"office":"CN"}', "json.schema", "application_number"),
        (b'{"office":"CN","application_number":"1","kind":"wort"}', "json.schema", "$.kind"),
        (b'{"office":"CN","application_number":"1","expiry_date":"2000-13-01"}', "json.schema", "$.expiry_date"),
        (b'{"office":"CN",', "json.invalid", "truncated"),
        (b'[1]', "json.schema", "array"),
        (b'{"office":"CN","application_number":"1","mark":"\xff\xfe"}', "file.encoding", "byte 48"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path, line: bytes, code: str, named: str) -> None:
    path = tmp_path / "x.ndjson"
    first, bad, last = read(path, b"\n".join((ONE, line, ONE)))
    assert first == last == Trademark("CN", "1", "云岚")
    assert isinstance(bad, Rejected)
    assert (bad.problem.code, bad.problem.place) == (code, f"{path}:2")
    assert named in str(bad.problem.values["error"])
    assert bad.raw


@pytest.mark.parametrize(
    ("content", "known"),
    [
        (ONE, True),
        (b"\xef\xbb\xbf\n " + ONE, True),
        (b'{"mark":"' + b"x" * 9000 + b'","office":"CN"}', False),
        (b'{"office":"CN","mark":"' + b"x" * 9000 + b'"}', True),
        (b'{"country":"CN","number":"102025678","kind":"A"}', False),
        (b"[" + ONE + b"]", True),
        (b'[{"country":"CN","number":"102025678","kind":"A"}]', False),
        (b"mark\nx\n", False),
        (b"", False),
    ],
)
def test_recognised_by_its_first_object(tmp_path: Path, content: bytes, known: bool) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    assert SOURCE.sniff(Blob(path)) is known


def test_a_line_without_end_is_not_read_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexers.jsonlines.LINE_LIMIT", 100)
    long = b'{"office":"CN","application_number":"' + b"1" * 400 + b'"}'
    first, bad, last = read(tmp_path / "x.ndjson", b"\n".join((ONE, long, ONE)))
    assert first == last == Trademark("CN", "1", "云岚")
    assert isinstance(bad, Rejected)
    assert bad.problem.code == "json.invalid"
    assert bad.problem.place.endswith(":2")


def test_a_list_of_objects_and_an_object_over_several_lines(tmp_path: Path) -> None:
    two = (
        b'[\n  {"office": "CN", "application_number": "1", "mark": "\xe4\xba\x91\xe5\xb2\x9a"},\n'
        + ONE.replace(b'"1"', b'"2"')
        + b",{}]"
    )
    first, second, bad = read(tmp_path / "x.json", two)
    assert [first, second] == [Trademark("CN", "1", "云岚"), Trademark("CN", "2", "云岚")]
    assert isinstance(bad, Rejected)
    assert (bad.problem.code, bad.problem.place) == ("json.schema", f"{tmp_path / 'x.json'}[3]")
    assert read(tmp_path / "y.json", ONE.replace(b",", b",\n")) == [Trademark("CN", "1", "云岚")]
