"""How Latin words look and sound: respelling, letter look-alikes, stems, beginnings and endings."""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

_RESPELL = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^(kn|gn|pn)", "n"), (r"^wr", "r"), (r"^x", "s"), (r"^ps", "s"),
        (r"tch", "C"), (r"sch|sh", "S"), (r"ch", "C"), (r"ph", "f"), (r"gh(?=t|$)", ""), (r"gh", "g"), (r"th", "t"),
        (r"dge?", "d"), (r"ck|cq|q(?!u)|c(?![eiy])", "k"), (r"qu", "kw"), (r"c", "s"), (r"x", "ks"), (r"z", "s"),
        (r"wh", "w"), (r"v", "v"), (r"(?<=[^aeiou])e(?=s?$)", ""),
        (r"ee|ea|ie|ey|ei(?=[^g])", "i"), (r"oo|ou|ue|ew", "u"), (r"ai|ay", "e"), (r"au|aw|oa|ow", "o"), (r"y", "i"),
        (r"j", "g"), (r"(?<=[aeiou])h", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
_LOOK = (
    ("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("8", "b"), ("6", "b"),
    ("u", "v"), ("q", "g"),
)  # fmt: skip
_CYRILLIC = str.maketrans("авекмнорстухіѕјԁԛԝ", "abekmhopctyxisjdqw") | str.maketrans("αβεικνορτυχγζ", "abeikvoptuxyz")


@lru_cache(maxsize=131072)
def respell(word: str) -> str:
    """The word as a plain speaker would spell what he hears: quik, kwik, quick -> kwik; vybe -> vib; cato -> kato.

    A reduced English orthography, in the spirit of Metaphone but keeping the vowels, because one vowel is often all
    that tells two marks apart. Works on normal forms (lower case, no accents).
    """
    heard = word
    for pattern, to in _RESPELL:
        heard = pattern.sub(to, heard)
    return heard.lower() or word  # letters that are silent in a word (gh) are spelled out where they are all of it


@lru_cache(maxsize=131072)
def look(word: str) -> str:
    """Letters that look alike made one: 0/o, 1/l/i, vv/w, rn/m, cl/d, u/v, and Cyrillic or Greek doubles of Latin."""
    word = word.translate(_CYRILLIC)
    for shape, to in _LOOK:
        word = word.replace(shape, to)
    return word


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=131072)
def stem(word: str) -> str:
    """The word without plural, gerund and tense endings (Snowball English): redefined, redefining -> redefin."""
    if len(word) <= 3 or not word.isascii():
        return word
    found: str = _stemmer().stemWord(word)
    return found


def trigrams(word: str) -> frozenset[str]:
    """All runs of three letters, with one mark for the beginning and one for the end: cat -> ^ca cat at$."""
    padded = f"^{word}$"
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))
