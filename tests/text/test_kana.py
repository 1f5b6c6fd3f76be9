"""Japanese syllables in Latin letters."""

from __future__ import annotations

import pytest

from ipsearch.text.kana import romanised
from ipsearch.text.normal import normalise


@pytest.mark.parametrize(
    ("kana", "letters"),
    [
        ("カワイ", "kawai"),
        ("さくら", "sakura"),
        ("ヤマハ", "yamaha"),
        ("シャープ", "shapu"),
        ("ジャパン", "japan"),
        ("キャノン", "kyanon"),
        ("チョコ", "choko"),
        ("ファミリーマート", "famirimato"),
        ("ティファニー", "tifani"),
        ("ヴィトン", "viton"),
        ("ウォーク", "woku"),
        ("ニッカ", "nika"),
        ("ﾄﾖﾀ", "toyota"),
        ("abcд", "abcд"),
    ],
)
def test_as_they_are_written_abroad(kana: str, letters: str) -> None:
    assert romanised(normalise(kana)) == letters
