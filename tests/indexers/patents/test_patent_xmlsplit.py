"""Files of many XML documents: where they are cut, what a damaged one does to the others, images, limits."""

from __future__ import annotations

from pathlib import Path

import pytest
from patent_reading import blob, ids, rejects, written

from indexers.base import Rejected
from indexers.patents import xmlsplit
from indexers.patents.xmlsplit import Cut, cuts, read_documents, root_of, without_images
from indexers.xmlstream import Element
from ipsearch.errors import InputError
from ipsearch.records import Patent

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def build(root: Element) -> Patent:
    if not root.get("n"):
        raise InputError("record.no_document_number")
    return Patent(country="US", number=root.get("n") or "")


def documents(*names: str) -> str:
    return "".join(f'{DECLARATION}<doc n="{name}">\n</doc>\n' for name in names)


def found(path: Path) -> list[Patent | Rejected]:
    return list(read_documents(blob(path), {"doc": build}, frozenset(("index",))))


def test_documents_are_cut_before_each_declaration(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xml", documents("1", "2"))
    one = documents("1").encode()
    assert list(cuts(blob(path))) == [Cut(1, one), Cut(4, documents("2").encode())]
    assert ids(found(path)) == ["US-1", "US-2"]


@pytest.mark.parametrize("size", [1, 2, 7, 39, 40, 64])
def test_cuts_do_not_depend_on_how_the_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    path = written(tmp_path / "a.xml", documents("1", "2", "3"))
    whole = list(cuts(blob(path)))
    monkeypatch.setattr(xmlsplit, "CHUNK", size)
    assert list(cuts(blob(path))) == whole
    assert [cut.line for cut in whole] == [1, 4, 7]


def test_marks_of_byte_order_and_indents_before_a_declaration(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xml", f"\ufeff{documents('1')}  {documents('2')}\ufeff{documents('3')}")
    assert ids(found(path)) == ["US-1", "US-2", "US-3"]


@pytest.mark.parametrize("size", [1, 3, 1 << 20])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_documents_in_utf16(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, size: int) -> None:
    image = '<!DOCTYPE doc [<!ENTITY a SYSTEM "a.TIF" NDATA TIF>]>'
    text = (documents("1", "é池𠀀") + f'<doc n="3"></doc>{DECLARATION}{image}<doc n="4"/>').replace("UTF-8", "UTF-16")
    path = tmp_path / "a.xml"
    path.write_bytes(text.encode(encoding))
    assert root_of(blob(path)) == "doc"
    monkeypatch.setattr(xmlsplit, "CHUNK", max(size, 4))
    assert ids(found(path)) == ["US-1", "US-é池𠀀", "US-3", "US-4"]


def test_damage_in_utf16(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(documents("1").encode("utf-16-le") + b"\x00\xdc\x00\xdc" + documents("2").encode("utf-16-le"))
    assert root_of(blob(path)) == ""
    with pytest.raises(InputError) as error:
        list(cuts(blob(path)))
    assert (error.value.problem.code, error.value.problem.place) == ("file.encoding", f"{path}:1")


def test_a_document_without_declaration(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xml", f'<doc n="0"/>\n{documents("1")}')
    assert ids(found(path)) == ["US-0", "US-1"]


def test_a_broken_document_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    broken = f'{DECLARATION}<doc n="2">\n<p></doc>\n'
    nothing, other = f"{DECLARATION}<doc/>\n", f"{DECLARATION}<other/>\n"
    path = written(tmp_path / "a.xml", documents("1") + broken + nothing + other + documents("3") + f"{DECLARATION}<do")
    items = found(path)
    assert ids(items) == ["US-1", "US-3"]
    assert rejects(items) == [
        ("xml.malformed", f"{path}:4"), ("record.no_document_number", f"{path}:7"), ("xml.malformed", f"{path}:9"),
        ("xml.malformed", f"{path}:14"),
    ]  # fmt: skip
    assert next(one.raw for one in items if isinstance(one, Rejected)) == broken.rstrip()


def test_roots_to_be_passed_over_are_no_rejects(tmp_path: Path) -> None:
    assert ids(found(written(tmp_path / "a.xml", f"{DECLARATION}<index/>\n{documents('1')}"))) == ["US-1"]


@pytest.mark.parametrize("text", ["", "\n\n", "  "])
def test_an_empty_file_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        found(written(tmp_path / "a.xml", text))
    assert caught.value.problem.code == "file.empty"


def test_a_document_beyond_the_limit_ends_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xmlsplit, "MOST_BYTES", 200)
    monkeypatch.setattr(xmlsplit, "CHUNK", 50)
    path = written(tmp_path / "a.xml", f"{documents('1')}{DECLARATION}<doc n='2'>{'x' * 300}</doc>")
    items: list[Patent | Rejected] = []
    with pytest.raises(InputError) as caught:
        items.extend(read_documents(blob(path), {"doc": build}, frozenset()))
    assert (caught.value.problem.code, caught.value.problem.place) == ("xml.malformed", f"{path}:4")
    assert ids(items) == ["US-1"]


IMAGES = (
    '<!DOCTYPE doc SYSTEM "d.dtd" [\n<!ENTITY US1-D00000 SYSTEM "US1-D00000.TIF" NDATA TIF>\n'
    "<!NOTATION TIF SYSTEM 'x'>\n]>\n"
)


def test_declarations_of_images_are_taken_out_and_lines_stay(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xml", f'{DECLARATION}{IMAGES}<doc n="1"/>\n')
    assert ids(found(path)) == ["US-1"]
    assert root_of(blob(path)) == "doc"
    data = f'{IMAGES}<doc n="1"/>'.encode()
    assert without_images(data).count(b"\n") == data.count(b"\n")
    assert b"ENTITY" not in without_images(data)


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a "b">', '<!ENTITY a SYSTEM "/etc/passwd">', '<!ENTITY % a "b">', '<!ENTITY a "1 NDATA TIF>']
)
def test_any_other_entity_is_refused(tmp_path: Path, entity: str) -> None:
    document = f'{DECLARATION}<!DOCTYPE doc [{entity}]>\n<doc n="2"/>\n'
    path = written(tmp_path / "a.xml", documents("1") + document + documents("3"))
    items = found(path)
    assert ids(items) == ["US-1", "US-3"]
    assert rejects(items) == [("xml.forbidden", f"{path}:4")]


def test_documents_on_one_line_end_with_their_roots_and_not_with_a_listing_inside(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xml", '<doc n="1"><index>x</index></doc><doc n="2">y</doc >\n\n<doc n="3"></doc>\x1a')
    assert ids(found(path)) == ["US-1", "US-2", "US-3"]
    assert [cut.line for cut in cuts(blob(path), ("doc",))] == [1, 1, 3]


@pytest.mark.parametrize("remark", ["<!-- made by a tool -->", "<?tool end?>", "<!-- a -->\n<?b?> <!-- c -->"])
@pytest.mark.parametrize("padding", ["", "\n", "\0\0\x1a"])
def test_comments_behind_a_document_are_no_document(tmp_path: Path, remark: str, padding: str) -> None:
    path = written(tmp_path / "a.xml", f"{documents('1')}{remark}\n{documents('2')}{remark}{padding}")
    items = found(path)
    assert (ids(items), rejects(items)) == (["US-1", "US-2"], [])


def test_a_comment_before_a_document_and_one_behind_it_do_not_hide_it(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xml", f'{documents("1")}<!-- a --><doc n="2"/><!-- b -->')
    items = found(path)
    assert (ids(items), rejects(items)) == (["US-1", "US-2"], [])


def test_a_file_that_ends_behind_a_declaration_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xml", f"{documents('1')}<!-- a -->{DECLARATION}")
    items = found(path)
    assert (ids(items), rejects(items)) == (["US-1"], [("xml.malformed", f"{path}:4")])


@pytest.mark.parametrize("size", [7, 50, 1 << 20])
def test_an_end_tag_that_is_damaged_does_not_take_the_next_document_of_sgml_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(xmlsplit, "CHUNK", size)
    one = "\n<!-- a -->\n<!DOCTYPE doc SYSTEM 'x'>\n<doc n='{}'>text</doc>\n"
    text = one.format(1) + one.format(2).replace("</doc>", "<\1doc>") + one.format(3)
    items = found(written(tmp_path / "a.sgml", text))
    assert ids(items) == ["US-1", "US-3"]
    assert [item.problem.code for item in items if isinstance(item, Rejected)] == ["xml.malformed"]
