"""Encodings of files that do not say theirs."""

from __future__ import annotations

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
