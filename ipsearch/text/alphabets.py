"""Words of other scripts in Latin letters, as they are heard and as firms write their names abroad.

Kana in Hepburn (:mod:`ipsearch.text.kana`), Hangul near the Revised Romanization (국어의 로마자 표기법, 2000), Cyrillic
near ISO 9 without its accents, Greek near ELOT 743. Where a scheme keeps apart what marks do not, the marks are
followed: 삼성 is SAMSUNG, not samseong; КОКА-КОЛА is koka-kola, which sounds as COCA-COLA.

Works on normal forms: lower case, no accents, one form of sigma, й written и.
"""

from __future__ import annotations

import re
from typing import Final

from ipsearch.text.kana import romanised as kana_romanised

_LETTERS: Final = (
    "аa бb вv гg ґg дd еe єye ёyo жzh зz иi іi їi јj кk лl љlj мm нn њnj оo пp рr сs тt ћc ђdj уu ўu фf хh цts чch џdz "
    "шsh щsh ъ ыy ь эe юyu яya ѓg ќk ѕdz ӏ әa өo үu ұu қk ғg ңn һh "
    "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo"
)
"""Each letter with what it is heard as; the signs of softness are not heard."""
_TABLE: Final = str.maketrans({row[0]: row[1:] for row in _LETTERS.split()})
_HARD_SIGN: Final = re.compile(r"ъ(?=[бвгджзклмнпрстфхцчшщ])")
"""A vowel in Bulgarian (БЪЛГАРИЯ is BALGARIA); before a vowel, in Russian (ОБЪЕКТ), it is not heard."""
_GREEK_PAIRS: Final = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"\bμπ", "b"), (r"\bντ", "d"), (r"\bγκ", "g"), (r"γ(?=[γξχ])", "n"), (r"ου", "ou"),
        (r"(?<=[αεη])υ(?=[αεηιουωβγδζλμνρ])", "v"), (r"(?<=[αεη])υ", "f"),
    )
)  # fmt: skip
"""Letters that are heard otherwise beside each other (ELOT 743)."""

_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
_HANGUL: Final = re.compile(f"[{chr(_FIRST_SYLLABLE)}-{chr(_LAST_SYLLABLE)}]+")
_INITIALS: Final = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS: Final = (
    "a", "ae", "ya", "yae", "u", "e", "yu", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "", "ui",
    "i",
)  # fmt: skip
_FINALS: Final = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
)  # fmt: skip
_CARRIED: Final = (
    "", "g", "kk", "gs", "n", "nj", "n", "d", "r", "lg", "lm", "lb", "ls", "lt", "lp", "r", "m", "b", "bs", "s", "ss",
    "ng", "j", "ch", "k", "t", "p", "",
)  # fmt: skip
"""Final consonants before a syllable that begins with a vowel: 한국어 is hangugu."""
_SILENT, _EU, _L = 11, 18, 8
"""The initial ㅇ, which is not heard, the vowel ㅡ and the final ㄹ."""
_FIRST_R: Final = re.compile("^r")
"""At the beginning of a name an l more often than an r: 롯데 LOTTE, 럭키 LUCKY."""
_BEFORE_L: Final = frozenset(["g", "kk", "d", "tt", "b", "pp", "s", "k", "t", "p"])
"""What an l may follow without a vowel: 블루 is BLUE, 구글 GOOGLE; but 하늘 HANUL."""


def romanised(word: str) -> str:
    """A word in Latin letters; characters of other scripts, Han among them, stay as they are."""
    word = _HANGUL.sub(_said, kana_romanised(word))
    if word.isascii():
        return word
    for pattern, to in _GREEK_PAIRS:
        word = pattern.sub(to, word)
    return _HARD_SIGN.sub("a", word).translate(_TABLE)


def _said(hangul: re.Match[str]) -> str:
    """Syllables in letters; ㅓ is u, as most firms write it (현대 HYUNDAI), and ㅡ is u only where a syllable needs it.

    A ㅡ that a loan word adds to a consonant is not heard in what it was made from: 스타 is STAR.
    """
    syllables = [_parts(character) for character in hangul[0]]
    letters = ""
    for (initial, vowel, final), following in zip(syllables, [*syllables[1:], None], strict=True):
        start, heard = _INITIALS[initial], _VOWELS[vowel]
        if vowel == _EU and (initial == _SILENT or (final and (final != _L or start not in _BEFORE_L))):
            heard = "u"
        ends = _CARRIED if following and following[0] == _SILENT else _FINALS
        letters += start + heard + ends[final]
    return _FIRST_R.sub("l", letters.replace("lr", "ll").replace("td", "tt"))


def _parts(syllable: str) -> tuple[int, int, int]:
    """The numbers of its initial, its vowel and its final (0 for none) in the order of Unicode (chapter 3.12)."""
    start, final = divmod(ord(syllable) - _FIRST_SYLLABLE, len(_FINALS))
    return (*divmod(start, len(_VOWELS)), final)
