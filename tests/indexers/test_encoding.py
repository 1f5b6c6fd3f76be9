"""Encodings of files that do not say theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexers.encoding import SAMPLE_SIZE, detect_encoding

NAMES = ["小米", "华为技术", "腾讯科技", "阿里巴巴", "云岚山水"]


@pytest.mark.parametrize(("encoding", "found"), [("utf-8", "utf-8-sig"), ("utf-8-sig",) * 2, ("gb18030",) * 2])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_list_of_names(encoding: str, found: str, newline: str) -> None:
    assert detect_encoding(newline.join(NAMES).encode(encoding)) == found


@pytest.mark.parametrize("cut", [1, 2, 3])
@pytest.mark.parametrize(("encoding", "found"), [("utf-8", "utf-8-sig"), ("gb18030",) * 2])
def test_a_sample_may_end_inside_a_character(encoding: str, found: str, cut: int) -> None:
    assert detect_encoding("\n".join(NAMES).encode(encoding)[:-cut]) == found


@pytest.mark.parametrize("damage", [b"\xff\xff", b"\xe5\xb0", b"\xce\xd2\xc3\xc7"])
def test_one_damaged_line_does_not_turn_a_short_list_into_gb18030(damage: bytes) -> None:
    assert detect_encoding("小米\n".encode() + damage + "\n小米2\n".encode()) == "utf-8-sig"


def test_one_damaged_line_does_not_turn_a_list_in_gb18030_into_utf8() -> None:
    assert detect_encoding("\n".join(NAMES).encode("gb18030").replace("华为".encode("gb18030"), b"\xff")) == "gb18030"


def test_damage_in_the_only_line_does_not_turn_it_into_gb18030() -> None:
    assert detect_encoding(",".join(NAMES).encode().replace("华".encode(), b"\xe5\x8d")) == "utf-8-sig"


def test_old_latin_text_is_not_chinese() -> None:
    assert detect_encoding("Café\nMüller\nabc\n".encode("cp1252")) == "utf-8-sig"


def test_a_whole_sample_that_ends_inside_a_character() -> None:
    text = ("云岚" * 7 + "\n").encode() * 2000
    assert detect_encoding(text[:SAMPLE_SIZE]) == "utf-8-sig"


@pytest.mark.parametrize("names", [["水圣"], ["魔药"], ["圣展"], ["水圣", "云岚"]])
def test_a_short_list_in_gb18030_whose_bytes_could_be_utf8(names: list[str]) -> None:
    assert detect_encoding("\n".join(names).encode("gb18030")) == "gb18030"


@pytest.mark.parametrize("names", [["Müller"], ["ΨΩ", "ΣΤ"], ["абид"], ["é"], ["Éé"], ["Nº 5"], ["±½"], ["ÄÖÜ", "СТ"]])
def test_alphabets_of_two_bytes(names: list[str]) -> None:
    assert detect_encoding("\n".join(names).encode()) == "utf-8-sig"


TRADITIONAL = ["雲嵐科技", "風林火山", "東方紅", "臺灣茶業", "永和豆漿"]


@pytest.mark.parametrize("size", range(1, 6))
def test_traditional_chinese(size: int) -> None:
    text = "\n".join(TRADITIONAL[:size])
    assert detect_encoding(text.encode("cp950")) == "cp950"
    assert detect_encoding(text.encode("gb18030")) == "gb18030"


@pytest.mark.untraced
def test_a_corpus_in_gb18030_is_not_read_as_big5(shared: Path) -> None:
    lines = (shared / "names" / "cn-company-short-names.txt").read_text("utf-8-sig").splitlines()[3:]
    lists = ("\n".join(lines[i : i + 10]).encode("gb18030") for i in range(0, 100_000, 10))
    assert "cp950" not in {detect_encoding(one) for one in lists}
