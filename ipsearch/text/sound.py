"""How Han characters sound: toneless pinyin in every reading, and classes of near sounds.

A reading of a text is a tuple of syllables, one a character. A polyphonic character multiplies the readings
(重庆: chong qing, zhong qing); at most :data:`MOST_READINGS` are formed, the usual ones first, and *the same* limit
holds for keys and for comparison (and again for a name of :data:`WORDS`), so that what is compared is always found.

The table writes ü as v, as on a keyboard (女: nv), so that 女 and 努 sound apart. Letters on marks write it in four
ways (NVWA, NÜWA, NUWA, NYUWA), so where Han meets letters it is u (:func:`joined_spellings`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from itertools import islice, product
from typing import Final

from ipsearch.text.remembered import Remembered
from ipsearch.text.tables import read_table, readings

Reading = tuple[str, ...]
"""One way to read a text: its syllables in order."""

MOST_READINGS: Final = 12
"""Readings formed for one text. Marks of up to 6 characters with two polyphones stay below it."""

DIGITS: Final = {
    "0": "ling", "1": "yi", "2": "er", "3": "san", "4": "si", "5": "wu", "6": "liu", "7": "qi", "8": "ba", "9": "jiu",
}  # fmt: skip
"""Digits as they are read beside Han characters (58同城 sounds like 五八同城)."""

WORDS: Final = {"万俟": ("mo", "qi"), "乐亭": ("lao", "ting"), "乐陵": ("lao", "ling")}
"""Names read in a way that their characters, among the commonest in marks, have nowhere else. Each has a polyphone."""

_INITIAL: Final = re.compile(r"zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]")
_NEAR_INITIALS: Final = {"zh": "z", "ch": "c", "sh": "s", "n": "l", "h": "f", "r": "l"}
_NEAR_FINALS: Final = (("iang", "ian"), ("uang", "uan"), ("ang", "an"), ("eng", "en"), ("ing", "in"), ("ong", "on"))


def syllables(char: str) -> tuple[str, ...]:
    """All toneless readings of one Han character or digit, the usual one first; empty if it has none."""
    return _SYLLABLES[char]


def _syllables(char: str) -> tuple[str, ...]:
    return (DIGITS[char],) if char in DIGITS else tuple(readings().get(char, "").split())


_SYLLABLES: Final = Remembered(_syllables)


def spellings(text: str) -> tuple[Reading, ...]:
    """The readings of a run of Han characters and digits; empty if a character cannot be read."""
    if not text:
        return ()
    choices = [*map(_SYLLABLES.__getitem__, text)]
    first = [choice[0] for choice in choices if len(choice) == 1]
    if len(first) == len(text):  # one reading each: most texts
        return (tuple(first),)
    found = tuple(islice(product(*choices), MOST_READINGS))
    for word, reading in WORDS.items():
        at = text.find(word)
        if at >= 0:
            choices[at : at + len(word)] = [(syllable,) for syllable in reading]
            found += tuple(islice(product(*choices), MOST_READINGS))
    return found


@lru_cache(maxsize=8192)
def joined_sounds(text: str) -> frozenset[str]:
    """The joined pinyin of every reading."""
    return frozenset(map("".join, spellings(text)))


@lru_cache(maxsize=8192)
def joined_spellings(text: str) -> frozenset[str]:
    """The joined pinyin of every reading with ü written u: what letters are compared with."""
    return frozenset([umlaut_as_u(sound) for sound in joined_sounds(text)])


def umlaut_as_u(letters: str) -> str:
    """Letters with u for the v that is ü after l and n: nvwa -> nuwa, lveyang -> lueyang."""
    return letters.replace("lv", "lu").replace("nv", "nu") if "v" in letters else letters


def passport_umlaut_as_u(letters: str) -> str:
    """The same for the yu that passports write (GB/T 28039): lyushi -> lushi. Also anyuan -> anuan, so never alone."""
    return letters.replace("lyu", "lu").replace("nyu", "nu") if "yu" in letters else letters


@lru_cache(maxsize=8192)
def joined_nears(text: str) -> frozenset[str]:
    """The joined classes of near sounds of every reading."""
    return frozenset([*map(joined_near, spellings(text))])


@lru_cache(maxsize=8192)
def homophones(char: str) -> frozenset[str]:
    """The standard characters (通用规范汉字表) that share a toneless reading with one of them; none with any other."""
    by_syllable = _standard_by_syllable()
    found = frozenset[str]().union(*[by_syllable.get(syllable, ()) for syllable in syllables(char)])
    return found - {char} if char in found else frozenset()


@cache
def _standard_by_syllable() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    known = readings()  # asked one by one, 8,105 characters would take as long again as reading the table
    for char in read_table("tygf.txt").split():
        for syllable in known.get(char, "").split():
            found[syllable].append(char)
    return dict(found)


def meet_at_ends(x: str, y: str) -> bool:
    """Whether two texts can be read alike at all: whether some readings begin with one letter and end with one.

    A look at four characters instead of all readings of both texts, and nine of ten pairs are told apart by it.
    """
    return not (
        _FIRST_LETTERS[x[0]].isdisjoint(_FIRST_LETTERS[y[0]]) or _LAST_LETTERS[x[-1]].isdisjoint(_LAST_LETTERS[y[-1]])
    )


def _first_letters(char: str) -> frozenset[str]:
    found = frozenset([s[0] for s in syllables(char)] or char) | ({char} & DIGITS.keys())
    return found | {reading[0][0] for word, reading in WORDS.items() if word[0] == char}


def _last_letters(char: str) -> frozenset[str]:
    found = frozenset([s[-1] for s in syllables(char)] or char) | ({char} & DIGITS.keys())
    found |= {reading[-1][-1] for word, reading in WORDS.items() if word[-1] == char}
    return found | {"u"} if "v" in found else found  # ü, however it is written


_FIRST_LETTERS: Final = Remembered(_first_letters)
_LAST_LETTERS: Final = Remembered(_last_letters)


def split_syllable(syllable: str) -> tuple[str, str]:
    """Initial (声母, may be empty) and final (韵母)."""
    match = _INITIAL.match(syllable)
    cut = match.end() if match else 0
    return syllable[:cut], syllable[cut:]


def joined_near(reading: Reading) -> str:
    """The joined classes of near sounds of one reading."""
    return "".join(map(_NEAR.__getitem__, reading))


def near_class(syllable: str) -> str:
    """The class of near sounds: z/zh, c/ch, s/sh, n/l/r, f/h and the finals n/ng count as one.

    These are the confusions of southern Mandarin speakers that name agents search by hand. They over-merge on purpose
    and form a level of their own, below the same sound.
    """
    return _NEAR[syllable]


def _near_class(syllable: str) -> str:
    initial, final = split_syllable(syllable)
    initial = _NEAR_INITIALS.get(initial, initial)
    for ng, n in _NEAR_FINALS:
        if final == ng:
            final = n
    return initial + final


_NEAR: Final = Remembered(_near_class)


_NEAR_SOUNDS: Final = Remembered(lambda char: frozenset(map(near_class, syllables(char))))


def sound_near(x: str, y: str) -> bool:
    """Whether some readings of two characters are of one class of near sounds."""
    return not _NEAR_SOUNDS[x].isdisjoint(_NEAR_SOUNDS[y])


def _parts(syllable: str) -> tuple[str, str, str]:
    return near_class(syllable), *split_syllable(syllable)


_PARTS: Final = Remembered(_parts)


def syllable_similarity(a: str, b: str) -> float:
    """How near two syllables sound: 1 same, .9 same class of near sounds, .5 same final, .4 same initial, else 0."""
    if a == b:
        return 1.0
    near_a, initial_a, final_a = _PARTS[a]
    near_b, initial_b, final_b = _PARTS[b]
    if near_a == near_b:
        return 0.9
    if final_a == final_b and len(final_a) > 1:
        return 0.5
    return 0.4 if initial_a and initial_a == initial_b else 0.0


def character_sound(a: str, b: str) -> float:
    """:func:`syllable_similarity` of the two most alike readings of two characters."""
    spoken_a, spoken_b = syllables(a), syllables(b)
    if len(spoken_a) == 1 == len(spoken_b):
        return syllable_similarity(spoken_a[0], spoken_b[0])
    return max([syllable_similarity(x, y) for x in spoken_a for y in spoken_b], default=0.0)
