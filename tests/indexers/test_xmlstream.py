"""The XML layer: what it yields, what it refuses, and that memory stays flat."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest

from indexers.base import Rejected
from indexers.files import Blob
from indexers.xmlhead import read_head
from indexers.xmlstream import elements, find_all, read_records, text, texts
from ipsearch.errors import InputError
from ipsearch.records import Trademark

ROWS = b"".join(b"<r><n>%d</n></r>\n" % n for n in range(3))


def blob(folder: Path, data: bytes) -> Blob:
    path = folder / "x.xml"
    path.write_bytes(data)
    return Blob(path, size=len(data))


def numbers(source: Blob) -> tuple[list[str], InputError | None]:
    """What came out before the end or the first damage, and the error there."""
    seen: list[str] = []
    try:
        for element in elements(source, "r"):
            if isinstance(element, Rejected):
                return seen, InputError(element.problem.code, place=element.problem.place, **element.problem.values)
            seen.append(text(element, "n") or text(element))
    except InputError as error:
        return seen, error
    return seen, None


@pytest.mark.parametrize(
    "data",
    [
        b"<a><r>%s</r></a>" % "小米".encode(),
        b"\xef\xbb\xbf<a><r>%s</r></a>" % "小米".encode(),
        "<?xml version='1.0' encoding='UTF-16'?><a><r>小米</r></a>".encode("utf-16"),
        "<?xml version='1.0' encoding='UTF-16BE'?><a><r>小米</r></a>".encode("utf-16-be"),
        "<?xml version='1.0' encoding='GB18030'?><a><r>小米</r></a>".encode("gb18030"),
        "<p:a xmlns:p='urn:x'><p:r>小<!-- no -->米</p:r></p:a>".encode(),
        b"<a><r>&#x5C0F;&#31859;</r></a>",
    ],
)
def test_every_encoding_gives_the_same_text(tmp_path: Path, data: bytes) -> None:
    assert numbers(blob(tmp_path, data)) == (["小米"], None)


@pytest.mark.parametrize(
    ("data", "before", "code", "line"),
    [
        (b"", 0, "file.empty", ""),
        (b" \r\n", 0, "file.empty", ""),
        (b"\xef\xbb\xbf", 0, "file.empty", ""),
        (b"<a>" + ROWS + b"<r><n>3", 3, "file.truncated", ":4"),
        (b"<a>" + ROWS + b"<r><n>3</n></", 3, "file.truncated", ":4"),
        (b"<a>" + ROWS, 3, "file.truncated", ":4"),
        (b"<a>" + ROWS + "<r><n>ü".encode()[:-1], 3, "file.truncated", ":4"),
        (b"<a>" + ROWS + b"<r><n x='3", 3, "file.truncated", ":4"),
        (b"<!DOCTYPE a [<!ELEMENT", 0, "file.truncated", ""),
        (b"<a>" + ROWS + b"<r><n>3</q></r></a>", 3, "xml.malformed", ":4"),
        (b"<a>" + ROWS + b"<r><n>3 & 4</n></r></a>", 3, "xml.malformed", ":4"),
        (b"<a>" + ROWS + b"</a><a>", 3, "xml.malformed", ":4"),
        (b"<a><r>&eacute;</r></a>", 0, "xml.malformed", ":1"),
        (b"<a>" * 300 + b"</a>" * 300, 0, "xml.malformed", ":1"),
        (b"no markup", 0, "xml.malformed", ":1"),
        (b"<a>" + ROWS + b"<r><n>\xff\xfe</n></r></a>", 3, "file.encoding", ":4"),
        (b"<?xml version='1.0' encoding='UTF-16'?><a>" + ROWS + b"</a>", 0, "file.encoding", ""),
        (b"<?xml version='1.0' encoding='klingon'?><a>" + ROWS + b"</a>", 0, "file.encoding", ":1"),
        ("<?xml version='1.0' encoding='UTF-8'?><a><r>小米</r></a>".encode("gb18030"), 0, "file.encoding", ":1"),
    ],
)
def test_damage_is_named_with_its_line_after_what_came_before(
    tmp_path: Path, data: bytes, before: int, code: str, line: str
) -> None:
    seen, error = numbers(blob(tmp_path, data))
    assert len(seen) == before
    assert error is not None
    assert error.problem.code == code
    assert error.problem.place.removeprefix(str(tmp_path / "x.xml")).startswith(line)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))


@pytest.mark.parametrize(
    "data",
    [
        f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a><r>&l29;</r></a>'.encode(),
        b"<!DOCTYPE a [<!ENTITY % p '<!ELEMENT a ANY>'> %p;]><a><r>1</r></a>",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><r>&x;</r></a>',
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.invalid/x.dtd"> %x;]><a><r>1</r></a>',
        "<!DOCTYPE a [<!ENTITY x 'boom'>]><a><r>&x;</r></a>".encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a +AFsAPAAh-ENTITY x "boom"+AD4AXQA+-<a><r>&x;</r></a>',
        b"<!DOCTYPE a [" + b"<!-- a long comment -->" * 3000 + b"<!ENTITY x 'late'>]><a><r>1</r></a>",
        b"<!-- endless prolog -->" * 50_000 + b"<a><r>1</r></a>",
    ],
)
def test_entity_declarations_are_refused(tmp_path: Path, data: bytes) -> None:
    seen, error = numbers(blob(tmp_path, data))
    assert seen == []
    assert error is not None
    assert error.problem.code == "xml.forbidden"


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE a [<!ELEMENT a (r)*> <!-- <!ENTITY it's a remark --> <!ATTLIST r x CDATA 'a]>b'>]>",
        "<!DOCTYPE a PUBLIC '-//USPTO//DTD X//EN' 'http://example.invalid/x.dtd'>",
        f"<!DOCTYPE a SYSTEM '{Path(__file__).as_uri()}'>",
    ],
)
def test_a_doctype_without_entities_is_read_and_never_fetched(tmp_path: Path, doctype: str) -> None:
    assert numbers(blob(tmp_path, f"{doctype}<a><r>1</r></a>".encode())) == (["1"], None)


def test_a_reference_to_an_entity_of_a_dtd_that_is_not_loaded_keeps_its_character(tmp_path: Path) -> None:
    data = b"<!DOCTYPE a SYSTEM 'x.dtd'><a><r>caf&eacute; &own; b</r></a>"
    assert numbers(blob(tmp_path, data)) == (["café &own; b"], None)


def test_a_large_text_arrives_whole(tmp_path: Path) -> None:
    goods = "Messgeräte; " * 80_000
    assert numbers(blob(tmp_path, f"<a><r>{goods}</r></a>".encode())) == ([goods.strip()], None)


def test_a_damaged_archive_gives_what_came_before(tmp_path: Path) -> None:
    rows = b"".join(b"<r><n>%d</n><x>%s</x></r>" % (n, str(n**40).encode()) for n in range(40_000))
    packed = gzip.compress(b"<a>" + rows + b"</a>")
    seen, error = numbers(blob(tmp_path, packed[: len(packed) // 2]))
    assert seen == [str(n) for n in range(len(seen))]
    assert len(seen) > 1000
    assert error is not None
    assert error.problem.code == "file.truncated"


@pytest.mark.untraced
def test_memory_stays_flat_whatever_surrounds_the_records(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.xml"
        with path.open("wb") as out:
            out.write(b"<a>")
            for n in range(count):
                out.write(b"<box><head><h>%d</h></head><list><r><n>%d</n></r></list></box>\n" % (n, n))
            out.write(b"</a>")
        tracemalloc.start()
        try:
            last, kept = "", 0
            for element in elements(Blob(path), "r"):
                assert not isinstance(element, Rejected)
                last = text(element, "n")
                root = element.getroottree().getroot()
                kept = max(kept, len(root))
            assert last == str(count - 1)
        finally:
            _, used = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        # The tree is libxml2's, out of sight of tracemalloc: one chunk's boxes may be there, never the whole file.
        assert kept < 3000
        return used

    assert peak(60_000) < peak(6_000) + (1 << 20)


def test_paths_ignore_namespaces(tmp_path: Path) -> None:
    data = b"<a xmlns='urn:a' xmlns:b='urn:b'><r><b:x><y>1</y><y/></b:x><b:x><b:y>2</b:y></b:x></r></a>"
    (found,) = [(texts(e, "x/y"), texts(e, "*/y"), texts(e, ".//y"), len(find_all(e, "x")), text(e, "no/such"))
                for e in elements(blob(tmp_path, data), "r") if not isinstance(e, Rejected)]  # fmt: skip
    assert found == (["1", "2"], ["1", "2"], ["1", "2"], 2, "")


def test_a_record_that_cannot_be_built_is_a_reject_with_its_line(tmp_path: Path) -> None:
    def build(element: object) -> Trademark:
        raise InputError("record.no_number")

    source = blob(tmp_path, b"<a>\n\n<r><n>7</n></r></a>")
    (rejected,) = read_records(source, "r", build)
    assert not isinstance(rejected, Trademark)
    assert rejected.problem.code == "record.no_number"
    assert rejected.problem.place == f"{source.label}:3"
    assert rejected.raw == "<r><n>7</n></r>"


def test_the_head_names_the_root_even_when_only_the_doctype_is_there() -> None:
    whole = b"<?xml version='1.0'?><!DOCTYPE t:root [<!ELEMENT x ANY>]><!-- > --><t:root a='>' xmlns:t=\"urn:t\"><x/>"
    assert (read_head(whole).root, read_head(whole).namespace, read_head(whole).complete) == ("root", "urn:t", True)
    cut = read_head(whole[:45])
    assert (cut.root, cut.complete) == ("root", False)
