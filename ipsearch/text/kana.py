"""Japanese syllables in Latin letters (ヘボン式, Hepburn), as Japanese firms write their names abroad: カワイ -> kawai.

Long vowels and doubled consonants are not marked, as on most marks: カローラ -> karora, ニッカ -> nika.
"""

from __future__ import annotations

import re
from typing import Final

_ROWS: Final = (
    "アa イi ウu エe オo カka キki クku ケke コko ガga ギgi グgu ゲge ゴgo "
    "サsa シshi スsu セse ソso ザza ジji ズzu ゼze ゾzo "
    "タta チchi ツtsu テte トto ダda ヂji ヅzu デde ドdo ナna ニni ヌnu ネne ノno "
    "ハha ヒhi フfu ヘhe ホho バba ビbi ブbu ベbe ボbo パpa ピpi プpu ペpe ポpo "
    "マma ミmi ムmu メme モmo ヤya ユyu ヨyo ラra リri ルru レre ロro ワwa ヰi ヱe ヲo ンn ヴvu "
    "ァ*a ィ*i ゥ*u ェ*e ォ*o ャ*ya ュ*yu ョ*yo ヮ*a ヵka ヶke"
)
_TABLE: Final = str.maketrans({row[0]: row[1:] for row in _ROWS.split()} | {"ッ": "", "ー": ""})
_W: Final = re.compile("ウ(?=[ァィェォ])")
_GLIDE: Final = re.compile(r"(sh|ch|j)i\*y|i\*(?=y)")
"""The vowel before a small ya, yu or yo, which becomes one syllable with it: キャ kya, シャ sha."""
_VOWEL: Final = re.compile(r"[aiueo]\*|\*")
"""The vowel that a small one takes the place of: ファ fa, ティ ti."""


def romanised(word: str) -> str:
    """A word of katakana in Latin letters; other characters stay as they are."""
    return _VOWEL.sub("", _GLIDE.sub(r"\1", _W.sub("w", word).translate(_TABLE)))
