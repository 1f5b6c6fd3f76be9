"""What was found, marked: always the very words, in the text as it was published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.patents.lower import Sought
from ipsearch.patents.marking import AROUND, LONG, excerpts, marks
from ipsearch.query.spans import Either, Near, Sequence, Span, Word
from ipsearch.records import Patent
from ipsearch.text.stream import tokens


def word(text: str) -> Word:
    return Word((text,))


def phrase(text: str) -> Sequence:
    return Sequence(tuple(word(token) for token in tokens(text)))


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("The Battery is charged.", word("battery"), ["Battery"]),
        ("锂离子电池的电池组", phrase("电池"), ["电池", "电池"]),
        ("一种ＬＥＤ灯", word("led"), ["ＬＥＤ"]),
        ("蓄電池", phrase("蓄电池"), ["蓄電池"]),
        ("résumé of the café", word("cafe"), ["café"]),
        ("the green, new and blue energy", Near(word("green"), word("energy"), most=4), ["green", "energy"]),
        ("the green and the energy", Near(word("green"), word("energy"), most=1), []),
        ("heat. The pump heats", Near(word("heat"), word("pump"), unit="sentence"), []),
        ("1,000 parts and 2.5 mg", Either((word("1000"), word("2.5"))), ["1,000", "2.5"]),
        ("the user's device", word("users"), ["user's"]),
        ("ΑΒΓ straße", word("strasse"), ["straße"]),
        ("0:0:¼0", word("40"), ["¼0"]),
        ("nothing here", word("battery"), []),
        ("25℃的电池", phrase("电池"), ["电池"]),
        ("质量为5㎏的电池", phrase("5kg"), ["5㎏"]),
        ("re\u0301sume\u0301 of a cafe\u0301", word("cafe"), ["cafe\u0301"]),
    ],
)
def test_the_words_that_are_marked(text: str, span: Span, expected: list[str]) -> None:
    assert [text[m.start : m.end] for m in marks(text, [span])] == expected


@given(st.text(max_size=60), st.data())
def test_every_token_of_a_text_is_marked_where_it_stands(text: str, data: st.DataObject) -> None:
    stream = [token for token in tokens(text) if token != "."]
    if not stream:
        return
    wanted = data.draw(st.sampled_from(stream))
    found = marks(text, [word(wanted)])
    assert found
    for mark in found:
        assert 0 <= mark.start < mark.end <= len(text)
        assert wanted in tokens(text[mark.start : mark.end])


def test_excerpts_name_claim_and_paragraph_and_put_the_title_first() -> None:
    record = Patent(
        "CN", "1", "A", title={"zh": "电池", "en": "Battery"}, claims={"zh": ("一种灯。", "一种电池。")},
        description={"zh": ("背景", "电池很大。")},
    )  # fmt: skip
    sought = [Sought(field, phrase("电池")) for field in ("claims", "description", "title")]
    found = excerpts(record, sought)
    assert [(one.field, one.text, one.claim, one.paragraph) for one in found] == [
        ("title", "电池", 0, 0),
        ("claims", "一种电池。", 2, 0),
        ("description", "电池很大。", 0, 2),
    ]


def test_a_long_text_is_cut_around_what_was_found() -> None:
    text = "x " * 400 + "battery" + " y" * 400
    [found] = excerpts(Patent("CN", "1", "A", abstract={"en": text}), [Sought("abstract", word("battery"))])
    assert len(found.text) <= LONG + 2 * AROUND
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert [found.text[m.start : m.end] for m in found.marks] == ["battery"]
