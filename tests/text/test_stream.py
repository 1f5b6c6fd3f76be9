"""Running text as tokens: what is one word, where sentences end, and that nothing depends on how it is written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.query import spans
from ipsearch.text.stream import PARAGRAPH, SENTENCE, fold, is_word, stream, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("锂离子电池", "锂 离 子 电 池"),
        ("一种LED灯5G通信", "一 种 led 灯 5g 通 信"),
        ("Lithium-ion battery", "lithium ion battery"),
        ("1,000 mg of SiO2 at 0.5mm", "1000 mg of sio2 at 0.5mm"),
        ("the user's device’s", "the users devices"),
        ("蓄電池の電極", "蓄 电 池 の 电 极"),
        ("⻢", "马"),  # a radical, as in text copied from PDF
        ("人⺠の電気", "人 民 の 电 气"),
        ("ＡＢＣ ① ㈱", "abc 1 株"),
        ("café naïve Łódź", "cafe naive lodz"),
        ("First. Second! 第三。第四", "first . second . 第 三 . 第 四"),
        ("see Fig. 3 and e.g. No. 5", "see fig 3 and e g no 5"),
        ("H04L12/58", "h04l12 58"),
        ("A. B. Smith", "a b smith"),
        ("...", ""),
        ("。。开始。", "开 始"),
        ("배터리 전극", "배 터 리 전 극"),
        ("İstanbul", "istanbul"),
        ("x̌y", "xy"),
        ("שָׁלוֹם", "שלום"),
    ],
)
def test_tokens_of_a_text(text: str, expected: str) -> None:
    assert " ".join(tokens(text)) == expected


def test_paragraphs_are_kept_apart() -> None:
    assert stream(["一。二", "", "..", "three"]) == ("一", ".", "二", "¶", "three")


def test_the_marks_are_those_of_spans() -> None:
    assert (SENTENCE, PARAGRAPH) == (spans.SENTENCE, spans.PARAGRAPH)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_what_stands_beside_a_text_does_not_change_its_tokens(text: str) -> None:
    """A query is folded alone, the text that it must find in its paragraph."""
    assert fold(f"é가 {text} é가") == f"e가 {fold(text)} e가"


def test_no_mark_is_kept_on_a_letter() -> None:
    # The signs of voice belong to kana, and the iota below a letter is a letter in lower case.
    marks = [c for c in map(chr, range(0x110000)) if unicodedata.combining(c) and c not in "\u3099\u309a\u0345"]
    assert len(marks) > 800
    assert {c for c in marks if fold(f"x{c}") != "x"} == set()


@given(st.text())
def test_case_and_width_make_no_difference(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c.isalnum() else c for c in text)
    assert tokens(wide) == tokens(text)


@given(st.lists(st.text(max_size=20), max_size=4))
def test_tokens_are_words_or_marks(paragraphs: list[str]) -> None:
    found = stream(paragraphs)
    assert all(token and not token.isspace() for token in found)
    assert found[:1] not in ((SENTENCE,), (PARAGRAPH,))
    assert found[-1:] not in ((SENTENCE,), (PARAGRAPH,))
    assert not any(is_word(token) for token in found if token in (SENTENCE, PARAGRAPH))


@given(st.text(alphabet="电池ab 12.,。-", max_size=30))
def test_a_token_read_again_is_itself(text: str) -> None:
    for token in tokens(text):
        if token != SENTENCE:
            assert tokens(token) == [token]


def test_one_character_of_an_unspaced_script_is_no_word_of_the_vocabulary() -> None:
    assert not is_word("电")
    assert not is_word("の")
    assert is_word("a")
    assert is_word("led")


@pytest.mark.parametrize("code", [0x2EBF0, 0x31350, 0x323B0])
def test_an_ideograph_that_this_python_does_not_know_is_a_token(code: int) -> None:
    assert tokens(f"x{chr(code)}电") == ["x", chr(code), "电"]
