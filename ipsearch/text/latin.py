"""How Latin words look and sound: respelling, letter look-alikes, stems, beginnings and endings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import Stemmer

from ipsearch.text.alphabets import romanised

_RESPELL: Final = tuple(
    (needed, re.compile(pattern), to)
    for needed, pattern, to in (
        ("n", r"^(kn|gn|pn)", "n"), ("wr", r"^wr", "r"), ("x", r"^x", "s"), ("ps", r"^ps", "s"),
        ("tch", r"tch", "C"), ("h", r"sch|sh", "S"), ("ch", r"ch", "C"), ("ph", r"ph", "f"), ("gh", r"gh(?=t|$)", ""),
        ("gh", r"gh", "g"), ("th", r"th", "t"), ("dg", r"dge?", "d"), ("c", r"ck|cq|c(?![eiy])", "k"),
        ("q", r"q(?!u)", "k"), ("qu", r"qu", "kw"), ("c", r"c", "s"), ("x", r"x", "ks"), ("z", r"z", "s"),
        ("wh", r"wh", "w"), ("e", r"(?<=[^aeiou])e(?=s?$)", ""), ("e", r"ee|ea|ie|ey|ei(?=[^g])", "i"),
        ("", r"oo|ou|ue|ew", "u"), ("a", r"ai|ay", "e"), ("", r"au|aw|oa|ow", "o"), ("y", r"y", "i"),
        ("j", r"j", "g"), ("h", r"(?<=[aeiou])h", ""), ("", r"(\D)\1+", r"\1"),
    )
)  # fmt: skip
"""Respellings in order. Letters that a pattern needs are looked for first: of 28 patterns a word takes part in five.
Doubled letters sound as one, doubled digits do not (100 is not 10)."""
_VOWEL: Final = re.compile(r"[aeiouy]|[^\x00-\x7f]")
_NOT_HEARD: Final = frozenset(["", *"aeiou"])
_LOOK: Final = (
    ("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("8", "b"), ("6", "b"),
    ("u", "v"), ("q", "g"),
)  # fmt: skip
_SMALL: Final = str.maketrans("авекмнорстухіѕјԁԛԝԍүӏһαβεικνορτυχγζημσω", "abekmhopctyxisjdqwgylhabeikvoptuxyznuow")
_CAPITAL: Final = str.maketrans("авекмнорстухіѕјԁԛԝԍүӏһαβεζηικμνορτυχ", "abekmhopctyxisjdqwgylhabezhikmnoptyx")
"""Greek and Cyrillic letters as the Latin ones that their small or capital forms look like. Marks are mostly written in
capitals (Ν is N), now and then small (ν is v)."""
_LOGO: Final = str.maketrans("зяиλσξ", "3rnaee")
"""Capitals that stand for Latin ones in logos only: Я for R, Λ for A, Σ for E."""

_SAID_OTHERWISE: Final = re.compile(r"[2489]|\b[nru]\b")
"""What a text has in which :data:`_SAID` finds anything."""
_SAID: Final = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"\b4 ?ever\b", "forever"), (r"\b4 ?(?=(?:u|you)\b)", "for "),
        (r"(?<=[a-z]{2})( ?)4\1(?=[a-z]{2}|u\b)", " for "), (r"(?<=[a-z]{2})( ?)2\1(?=[a-z]{2}|u\b)", " to "),
        (r"\b2(?=(?:day|night|nite|morrow|gether)\b)", "to"), (r"\bb ?4\b", "before"), (r"\bgr ?8\b", "great"),
        (r"\bsk ?8\b", "skate"), (r"\bsk8e?r\b", "skater"), (r"\bstr8\b", "straight"), (r"\bl8r\b", "later"),
        (r"\bk ?9\b", "canine"), (r"\b(for|love) u\b", r"\1 you"), (r"(?<=[a-z]{2}) r us\b", " are us"),
        (r"(?<=[a-z]{2}) n (?=[a-z]{2})", " and "),
    )
)  # fmt: skip
"""Digits and letters that English readers say as words, in order: 4U, FIT4LESS, GOOD 2 GO, GR8, K-9, TOYS R US, PICK N
PAY. Not those that are as often a number, a size or a model (M8, U, 4 before other words)."""


def read_aloud(text: str) -> str:
    """A Latin text with the words for which its digits and letters stand: fit4less -> fit for less, 4u -> for you."""
    if _SAID_OTHERWISE.search(text):
        for pattern, to in _SAID:
            text = pattern.sub(to, text)
    return text


@lru_cache(maxsize=32768)
def respell(word: str) -> str:
    """The word as a plain speaker would spell what he hears: quik, kwik, quick -> kwik; vybe -> vib; cato -> kato.

    A reduced English orthography, in the spirit of Metaphone but keeping the vowels, because one vowel is often all
    that tells two marks apart. Works on normal forms (lower case, no accents). What is said letter by letter stays as
    it is: QQ sounds neither like C nor like Q. Other scripts sound like the Latin letters as which they are
    :func:`~ipsearch.text.alphabets.romanised` (カワイ: KAWAI), digits like the words as which they are
    :func:`read_aloud`.
    """
    if not word.isalpha() and (said := read_aloud(word)) != word:
        return respelled(tuple(said.split()))
    heard = word if word.isascii() else romanised(word)
    if len(heard) < 2:  # α is called alpha, not a
        return word
    if said_by_letters(heard) or (len(heard) == 2 and heard[1] == "e"):  # an e that is the only vowel is heard
        return heard
    for needed, pattern, to in _RESPELL:
        if needed in heard:
            heard = pattern.sub(to, heard)
    # letters that are silent in a word (gh) are spelled out where they are all of it; ai is not said as the letter e is
    return word if heard in _NOT_HEARD else heard.lower()


def said_by_letters(word: str) -> bool:
    """Whether a word is no word to a speaker: one letter, once or repeated, or no vowel among all (AAA, KFC, 100)."""
    return word == word[0] * len(word) or _VOWEL.search(word) is None


@lru_cache(maxsize=8192)
def respelled(words: tuple[str, ...]) -> str:
    """The words as they sound, joined; a letter doubled at a seam of two words is one (ICE SHINE and ISHINE)."""
    joined = ""
    flows = False
    for word in read_aloud(" ".join(words)).split() if len(words) > 1 else words:
        heard = respell(word)
        flowed, flows = flows, not said_by_letters(word)
        at_seam = (flowed or flows) and heard[0] == joined[-1:] and not heard[0].isdigit()
        joined += heard[1:] if at_seam else heard
    return joined


_VOWELS: Final = str.maketrans(dict.fromkeys("aeiou", "."))


def consonants(spelled: str) -> str:
    """A respelling with every vowel written ``.``: the consonants, and where the vowels stand (siko, seko -> s.k.)."""
    return spelled.translate(_VOWELS)


@lru_cache(maxsize=32768)
def shapes(word: str) -> tuple[str, ...]:
    """How a word may look: :func:`look` of it and, if it is another, of its small Greek and Cyrillic letters."""
    capital = look(word)
    if word.isascii():
        return (capital,)
    small = look(word.translate(_SMALL))
    return (capital,) if small == capital else (capital, small)


def latin_double(word: str) -> str:
    """The Latin word as which Greek and Cyrillic capitals are read (ΝΙΚΕ -> nike); empty if they do not make one."""
    if word.isascii():
        return ""
    double = word.translate(_CAPITAL)
    return double if double.isascii() else ""


def latin_doubles(word: str) -> tuple[str, ...]:
    """The Latin words as which a word of another script is read, by its look or its sound (НОРА -> hopa, nora)."""
    return tuple([double for double in (latin_double(word), romanised(word)) if double and double.isascii()])


@lru_cache(maxsize=32768)
def look(word: str) -> str:
    """Letters that look alike made one: 0/o, 1/l/i, vv/w, rn/m, cl/d, u/v, and Greek or Cyrillic capitals."""
    if not word.isascii():
        word = word.translate(_CAPITAL).translate(_LOGO)
    for shape, to in _LOOK:
        word = word.replace(shape, to)
    return word


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """The word without plural, gerund and tense endings (Snowball English): redefined, redefining -> redefin."""
    if len(word) <= 3 or not word.isascii():
        return word
    found: str = _stemmer().stemWord(word)
    return found


def trigrams(word: str) -> frozenset[str]:
    """All runs of three letters, with one mark for the beginning and one for the end: cat -> ^ca cat at$."""
    padded = f"^{word}$"
    return frozenset([padded[i : i + 3] for i in range(len(padded) - 2)])
