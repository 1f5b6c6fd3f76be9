"""Damage inside an XML file: what is whole is read once, what is not is told, and reading goes on."""

from __future__ import annotations

import gzip
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from indexers import xmlreader
from indexers.base import Rejected
from indexers.files import Blob
from indexers.xmlstream import elements, local_name, text
from ipsearch.errors import InputError, Problem

BODIES = ("", "<g>a</g>\n", "<!-- a -->", "<g><![CDATA[ a < b ]]></g>", f"<g>{'w' * 400}</g>")


@dataclass(frozen=True)
class Read:
    """What came out of a file: texts of the records with their lines, rejects, and the error at the end."""

    seen: list[tuple[str, int]]
    rejects: list[Rejected]
    error: Problem | None

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.seen]

    @property
    def places(self) -> list[str]:
        return [one.problem.place.rpartition(":")[2] for one in self.rejects]


def read(folder: Path, data: bytes, *, packed: bool = False) -> Read:
    path = folder / "damaged.xml"
    path.write_bytes(gzip.compress(data) if packed else data)
    found = Read([], [], None)
    try:
        for item in elements(Blob(path, size=path.stat().st_size), "r", also=("end",)):
            if isinstance(item, Rejected):
                found.rejects.append(item)
            elif local_name(item) == "r":
                found.seen.append((text(item, "n"), int(item.sourceline or 0)))
    except InputError as error:
        return Read(found.seen, found.rejects, error.problem)
    return found


@dataclass(frozen=True)
class File:
    data: bytes
    spans: tuple[tuple[int, int], ...]
    beginning: int
    """Where the first record, or what is around it, begins."""


def written(bodies: list[str], *, wrapped: bool, encoding: str, newline: str) -> File:
    before, behind = ("<tx><d k='1'>", "</d><end>x</end></tx>") if wrapped else ("", "")
    data = f"<?xml version='1.0' encoding='{encoding}'?>\n<a xmlns:p='urn:p'><head>b</head><list>{newline}".encode()
    spans, beginning = [], len(data)
    for number, body in enumerate(bodies):
        data += before.encode()
        begin = len(data)
        data += f"<p:r id='{number}'>{body}<n>小米{number}</n>{body}</p:r>".encode(encoding)
        spans.append((begin, len(data)))
        data += (behind + newline).encode()
    return File(data + b"</list></a>", tuple(spans), beginning)


files = st.builds(
    written,
    st.lists(st.sampled_from(BODIES), min_size=2, max_size=6),
    wrapped=st.booleans(),
    encoding=st.sampled_from(("UTF-8", "GB18030")),
    newline=st.sampled_from(("", "\n")),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(
    file=files,
    where=st.floats(0, 0.999),
    size=st.sampled_from((1, 1, 1, 2, 7)),
    by=st.sampled_from((b"<", b"&", b">", b"\0", b"\xff", b"?", b"!", b"/", b'"', b"x")),
    chunk=st.sampled_from((7, 100, 1 << 16)),
)
@example(file=written(["", ""], wrapped=False, encoding="UTF-8", newline=""), where=0.7, size=1, by=b"<", chunk=7)
def test_every_whole_record_is_read_once_whatever_byte_is_damaged(
    tmp_path: Path, file: File, where: float, size: int, by: bytes, chunk: int
) -> None:
    place = file.beginning + int(where * (len(file.data) - file.beginning))
    data = file.data[:place] + by * size + file.data[place + size :]
    whole = [f"小米{n}" for n, (begin, end) in enumerate(file.spans) if place + size <= begin or place >= end]
    hurt = len(file.spans) - len(whole)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xmlreader, "CHUNK", chunk)
        found = read(tmp_path, data)
    if place < file.spans[0][0] and found.error is not None and not found.seen:
        return  # what is around all records is damaged in its attributes, and cannot be given to a parser again
    others = [name for name in found.names if name not in whole]
    assert [name for name in found.names if name in whole] == whole
    assert len(others) <= hurt  # changed, but still well-formed
    told = len(found.rejects) + (found.error is not None)
    assert told or hurt - len(others) <= (hurt > 1)  # two that are damaged at their border may have become one
    assert told <= max(hurt, 1) + 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(
    file=files,
    damaged=st.integers(0, 5),
    where=st.floats(0, 0.99),
    chunk=st.sampled_from((7, 1 << 16)),
)
def test_a_file_that_ends_early_is_told_as_such_behind_damage_too(
    tmp_path: Path, file: File, damaged: int, where: float, chunk: int
) -> None:
    begin, end = file.spans[damaged % len(file.spans)]
    at = file.data.index("小米".encode("gb18030" if b"GB18030" in file.data else "utf-8"), begin)
    assert at < end
    cut = end + int(where * (len(file.data) - end - 1))
    data = (file.data[:at] + b"&<" + file.data[at + 2 :])[:cut]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xmlreader, "CHUNK", chunk)
        found = read(tmp_path, data)
    assert found.error is not None
    assert found.error.code == "file.truncated"
    assert len(found.rejects) == 1
    whole = [f"小米{n}" for n, (first, last) in enumerate(file.spans) if last <= cut and first != begin]
    assert found.names == whole


ROWS = [b"<r><n>%d</n></r>\n" % n for n in range(6)]


def rows(damaged: dict[int, bytes], before: bytes = b"<a>\n", behind: bytes = b"</a>") -> bytes:
    return before + b"".join(damaged.get(n, row) for n, row in enumerate(ROWS)) + behind


@pytest.mark.parametrize(
    ("damaged", "lost", "places"),
    [
        ({2: b"<r><n>2\x01</n></r>\n"}, "2", ["4"]),
        ({2: b"<r><n>2 & 3</n></r>\n"}, "2", ["4"]),
        ({2: b"<r><n>2\xff</n></r>\n"}, "2", ["4"]),
        ({2: b"<r><n>2</n></r>&\n"}, "", ["4"]),
        ({2: b"<r><n>2</r>\n"}, "2", ["4"]),
        ({2: b"<r><n>2</n>\n"}, "2", ["4"]),  # found out at the end of the file only
        ({2: b"<r><n>2</n>\n", 4: b"<r><n>4\0</n></r>\n"}, "24", ["4", "6"]),
        ({2: b"<n>2</n></r>\n"}, "2", ["4"]),
        ({2: b"<\x01r><n>2</n></r>\n"}, "2", ["4"]),
        ({2: b"<r x='1><n>2</n></r>\n"}, "2", ["4"]),
        ({2: b"<r x=\x01><n>2</n></r>\n"}, "2", ["4"]),
        ({2: b"<r><n>2</n><?r>\n"}, "2", ["4"]),  # a parser waits for ?> to the end of the file
        ({2: b"<r><n>2</n><!-- </r>\n"}, "2", ["4"]),
        ({2: b"<r><g><![CDATA[a]] ></g></r>\n", 4: b"<r><n>4</n><g><![CDATA[a]]></g></r>\n"}, "2", ["4"]),
        ({0: b"<r><n>0&</n></r>\n", 5: b"<r><n>5&</n></r>\n"}, "05", ["2", "7"]),
    ],
)
def test_reading_goes_on_with_the_next_record(
    tmp_path: Path, damaged: dict[int, bytes], lost: str, places: list[str]
) -> None:
    found = read(tmp_path, rows(damaged))
    assert found.names == [name for name in "012345" if name not in lost]
    assert found.error is None
    assert found.places == places
    assert [line for _, line in found.seen] == [int(name) + 2 for name in found.names]
    assert read(tmp_path, rows(damaged), packed=True) == found


def test_a_reject_has_the_text_of_the_record_and_what_the_parser_said(tmp_path: Path) -> None:
    (lost,) = read(tmp_path, rows({2: b"<r><n>2 & 3</n></r>\n"})).rejects
    assert lost.problem.code == "xml.malformed"
    assert "xmlParseEntityRef" in lost.problem.text("en")
    assert lost.raw == "<r><n>2 & 3</n></r>"
    (lost,) = read(tmp_path, rows({2: "<r><n>小米\1</n></r>\n".encode("gb18030")}, b"<?xml version='1.0' "
                                  b"encoding='GB18030'?><a>\n")).rejects  # fmt: skip
    assert lost.raw == "<r><n>小米\1</n></r>"


def test_records_that_are_quoted_are_none(tmp_path: Path) -> None:
    quoting = b"<r><!-- <r> <r> <r> <r> --><n>2</n><g><![CDATA[<r><n>no</n></r>]]></g><?x <r> ?></r>\n"
    found = read(tmp_path, rows({2: quoting}, b"<a><!-- <r>\n<r>\n<r> -->"))
    assert (found.names, found.rejects, found.error) == (list("012345"), [], None)


def test_a_record_beyond_all_bounds_ends_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xmlreader, "MOST_RECORD", 200_000)
    found = read(tmp_path, rows({2: b"<r>" + b"<n/>" * 100_000 + b"</r>\n"}))
    assert (found.names, found.rejects) == (["0", "1"], [])
    assert found.error is not None
    assert (found.error.code, found.error.place.rpartition(":")[2]) == ("xml.malformed", "4")


def test_the_end_of_a_section_that_is_lost_does_not_swallow_a_record_in_silence(tmp_path: Path) -> None:
    section = b"<r><n><![CDATA[%d]]></n></r>\n"
    found = read(tmp_path, rows({2: b"<r><n><![CDATA[2]] ></n></r>\n", 3: section % 3}))
    assert (found.names, found.places) == (["0", "1", "3", "4", "5"], ["4"])


def test_damage_before_the_first_record(tmp_path: Path) -> None:
    found = read(tmp_path, rows({}, b"<a>\n<head><x>&</head><list>", b"</list></a>"))
    assert (found.names, found.places, found.error) == (list("012345"), ["2"], None)
    found = read(tmp_path, rows({}, b"<a x=\0>\n"))
    assert (found.names, found.rejects) == ([], [])
    assert found.error is not None
    assert found.error.code == "xml.malformed"


def test_names_of_namespaces_that_the_root_declares_hold_behind_damage(tmp_path: Path) -> None:
    data = b"<a xmlns='urn:a' xmlns:p='urn:p'><b c='1'><p:r><n>&</n></p:r><p:r><p:n>1</p:n></p:r></b></a>"
    (tmp_path / "x.xml").write_bytes(data)
    lost, one = elements(Blob(tmp_path / "x.xml"), "r")
    assert isinstance(lost, Rejected)
    assert not isinstance(one, Rejected)
    above = one.getparent()
    assert above is not None
    assert (one.tag, above.tag, above.get("c")) == ("{urn:p}r", "{urn:a}b", "1")


def test_a_document_behind_another(tmp_path: Path) -> None:
    again = b"\n<?xml version='1.0'?>\n<a>" + ROWS[5] + b"</a>"
    found = read(tmp_path, rows({}) + again)
    assert (found.names, found.error) == ([*"012345", "5"], None)
    assert len(found.rejects) == 1


def test_entities_declared_before_damage_end_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, rows({2: b"<r>&</r>"}, b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>"))
    assert (found.names, found.rejects) == ([], [])
    assert found.error is not None
    assert found.error.code == "xml.forbidden"


def test_utf_16_is_read_up_to_damage(tmp_path: Path) -> None:
    data = "<?xml version='1.0' encoding='UTF-16'?><a><r><n>1</n></r><r>&</r><r><n>3</n></r></a>".encode("utf-16")
    found = read(tmp_path, data)
    assert (found.names, found.rejects) == (["1"], [])
    assert found.error is not None
    assert found.error.code == "xml.malformed"


def test_damage_that_makes_a_parser_read_much_again_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xmlreader, "MOST_AGAIN", 100)
    found = read(tmp_path, rows(dict.fromkeys(range(6), b"<r><?r></r>\n")))
    assert found.error is not None
    assert found.error.code == "xml.damaged"


def test_a_damaged_archive_keeps_what_stands_behind_damage_of_the_document(tmp_path: Path) -> None:
    body = b"".join(b"<r><n>%d</n><x>%s</x></r>" % (n, str(n**40).encode()) for n in range(20_000))
    body = body.replace(b"<n>7<", b"<n>7&<")
    (tmp_path / "x.xml.gz").write_bytes(gzip.compress(b"<a>" + body + b"</a>")[:400_000])
    reading = elements(Blob(tmp_path / "x.xml.gz", size=400_000), "r")
    found: list[str] = []
    with pytest.raises(InputError) as caught:
        found.extend("lost" if isinstance(item, Rejected) else text(item, "n") for item in reading)
    assert caught.value.problem.code == "file.truncated"
    assert len(found) > 1000
    assert found == ["lost" if n == 7 else str(n) for n in range(len(found))]


@pytest.mark.untraced
def test_memory_stays_flat_with_damage(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.xml"
        with path.open("wb") as out:
            out.write(b"<a>")
            for n in range(count):
                bad = b"</n>" if n % 100 else b"&" if n % 200 else b""
                out.write(b"<box><head><h>%d</h></head><list><r><n>%d%s</r></list></box>\n" % (n, n, bad))
            out.write(b"<box>x</box>\n" * count + b"</a>")
        tracemalloc.start()
        try:
            found = [isinstance(item, Rejected) for item in elements(Blob(path), "r")]
            assert (len(found), sum(found)) == (count, count // 100)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(20_000) < peak(4_000) + (2 << 20)
