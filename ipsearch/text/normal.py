"""The normal form of a mark: what is left when font, case, width, script variant, accents and punctuation do not count.

Order of the pipeline, each step on the result of the one before:

1. decorations (® ™ © ℗ ℠) become spaces, before NFKC would turn ™ into letters; ´ and ` become apostrophes;
2. NFKC: full width, ligatures, circled and Roman numerals (Ａ -> A, ﬁ -> fi, ① -> 1, Ⅳ -> IV), and the white on black
   letters and numerals that it leaves alone (🅽 -> n, ❶ -> 1);
3. a heart behind I is the word love (I♥NY -> i love ny); control characters, zero-width characters, private use and
   emoji become spaces (inside a word: nothing);
4. case folding (ß -> ss);
5. traditional and variant characters and radicals to simplified, one character at a time (``simplify.tsv``);
6. accents off (é -> e, ø -> o, ł -> l), small capitals and script letters to plain ones (ɴ -> n, ɡ -> g);
7. a sign that stands for a letter inside a word is that letter: $ before one (KE$HA), ! behind the first or second of a
   word (P!NK, not YAHOO!JAPAN); a + at the end of a word is said (A+ -> a plus, 爱+ -> 爱加);
8. apostrophes, middle dots and dots inside words vanish (DAILY'S -> dailys, U.S.A. -> usa, 让·保罗 -> 让保罗), but the
   parts of a domain name are words (WWW.TAOBAO.COM -> www taobao com); ``&`` between letters (not Han characters)
   becomes the word "and", ° behind a number 度 where letters other than c and f do not follow (361° -> 361度), every
   other punctuation mark a space;
9. spaces collapse; none remains beside a Han character, nor between a single letter and a number (K 11, K-11 -> k11,
   3 M -> 3m), unless a Han character counts what the number says (A 1号店);
10. の between Han characters, where Chinese marks write it for 的, becomes 的;
11. hiragana become katakana (さくら -> サクラ): two ways to write one word.

The original is kept in the record; this form is only for keys and comparison. :func:`normalise` is idempotent.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from ipsearch.text.tables import simplified

HAN = r"〇㐀-䶿一-鿿\uF900-\uFAFF\U00020000-\U0003FFFD"
"""Han characters, as the inside of a regular-expression class.

Planes 2 and 3 whole: Unicode keeps them for ideographs, and a Python knows those of its own version only (3.11: Unicode
14, without the extensions H and I). An index must not depend on the Python that made it.
Compatibility characters are written as escapes: typed, they turn into ordinary ones in any tool that normalises text.
"""

_WHITE_ON_BLACK: Final = {
    **{first + i: chr(ord("a") + i) for first in (0x1F150, 0x1F170) for i in range(26)},  # 🅐, 🅰
    **{ord(c): str(int(unicodedata.numeric(c))) for c in "⓿❶❷❸❹❺❻❼❽❾❿⓫⓬⓭⓮⓯⓰⓱⓲⓳⓴➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓⓵⓶⓷⓸⓹⓺⓻⓼⓽⓾"},
}
_DECORATION = re.compile(r"[®™©℗℠]")
_ACCENTS_AS_APOSTROPHES = str.maketrans("´`｀", "'''")  # NFKC would make the first a space, step 3 the others
_JOINERS = re.compile(r"(?<=\w)['’‘.·・•‧](?=\w)|(?<=\b\w)\.(?=\W|$)")
_DOMAIN = re.compile(
    r"(?<=\bwww)\.(?=\w\w)|(?<=\w\w)\.(?=(?:com|net|org|edu|gov|info|biz|app|shop|store|online|site|club|vip|top|xyz|tech"
    r"|cn|hk|mo|tw|jp|kr|sg|in|ru|uk|de|fr|it|es|ch|eu|us|ca|au|co|cc|tv|me|io|ai)(?![^\W_]))"
)
"""The dots of a domain name: behind www, and before the endings that a name of two characters or more may have."""
_SIGNS = (
    ("$", re.compile(r"(?<!\d)\$(?=[a-z])"), "s"),
    ("!", re.compile(r"(?:(?<=\b[a-z])|(?<=\b[a-z][a-z]))!(?=[a-z])"), "i"),
    ("+", re.compile(rf"(?<=[{HAN}])\+(?!\w)"), "加"),
    ("+", re.compile(r"(?<=[^\W_])\+(?!\w)"), " plus"),
)
"""Signs that stand for letters or are said as a word, where they are."""
_HEART = re.compile(r"(?<![^\W_])[Ii]\s*[♥♡❤💓💕💖💗💘💙💚💛💜🖤🤍🤎🧡]\ufe0f?")
_DEGREE = re.compile(rf"(?<=\d)\s*°(?=\s*[cf]?\s*(?:[{HAN}]|$))")
_AND = re.compile(rf"(?<=[^\W\d_{HAN}])\s*&\s*(?=[^\W\d_{HAN}])")
_VOICED = frozenset("\u3099\u309a")  # to Unicode these are accents, but パ and ハ are two letters
_NOISE = re.compile(rf"[^\w{HAN}]+|_+")
_BESIDE_HAN = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")
_LETTER_AND_NUMBER = (
    re.compile(rf"(?<![^ {HAN}])([a-z]) (?=\d{{1,4}}(?![^ {HAN}])(?![号度点天年月日岁]))"),
    re.compile(rf"(?<![^ ])(\d{{1,4}}) (?=[a-z](?![^ {HAN}]))"),
)
_NO = re.compile(rf"(?<=[{HAN}])[のノ](?=[{HAN}])")
_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n",
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢɑɡ", "abcdefghijklmnopqrstuvwyzag", strict=True)),
    "ʼ": "'", "ʻ": "'",  # letters to Unicode, apostrophes to everyone who writes Hawaiʻi or ŉ
})  # fmt: skip
_IDEOGRAPH = re.compile(rf"[{HAN}]")
_PLAIN_HAN = re.compile(r"[一-鿿]+\Z")
_PLAIN_LATIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*\Z")


def normalise(text: str) -> str:
    """The normal form. Words are separated by one space; empty if nothing searchable is left."""
    table = simplified()
    if _PLAIN_HAN.match(text):  # most Chinese marks: nothing but step 5 can apply
        return text.translate(table)
    if text.isascii():
        folded = text.lower()
        if _PLAIN_LATIN.match(folded):
            return _one_word(folded)
    folded = unicodedata.normalize("NFKC", _DECORATION.sub(" ", text).translate(_ACCENTS_AS_APOSTROPHES))
    folded = folded.translate(_WHITE_ON_BLACK).translate(table)  # radicals are symbols, which the next step would drop
    if "°" in folded:
        folded = _DEGREE.sub("度", folded.casefold())
    folded = "".join(_visible(c) for c in _HEART.sub("i love ", folded)).casefold().translate(table)
    folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if c in _VOICED or not unicodedata.combining(c))
    folded = unicodedata.normalize("NFC", folded).translate(_LETTERS).translate(table)
    for sign, where, said in _SIGNS:
        if sign in folded:
            folded = where.sub(said, folded)
    if "." in folded:
        folded = _DOMAIN.sub(" ", folded)
    folded = unicodedata.normalize("NFC", _JOINERS.sub("", folded))  # parts of a Hangul syllable may have met
    folded = _AND.sub(" and ", folded)
    folded = _NO.sub("的", _BESIDE_HAN.sub("", " ".join(_NOISE.sub(" ", folded).split())))
    return _one_word(folded).translate(_KATAKANA)


def _one_word(text: str) -> str:
    """Letters and numbers that make a name of two parts (K 11), joined."""
    if " " in text:
        for apart in _LETTER_AND_NUMBER:
            text = apart.sub(r"\1", text)
    return text


@cache
def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cn" and _IDEOGRAPH.match(char):
        return char
    if category in ("Cf", "Cs", "Mn", "Me"):
        return char if category == "Mn" else ""
    return " " if category in ("Cc", "Co", "Cn", "So", "Sk") else char
