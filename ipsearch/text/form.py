"""A mark taken apart for comparison: its normal form, its Han part, its Latin words."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from ipsearch.text.brandnames import named_brands
from ipsearch.text.latin import latin_doubles, respell, respelled, stem
from ipsearch.text.meaning import concept_keys
from ipsearch.text.normal import HAN, normalise
from ipsearch.text.weak import core_zh, names_a_firm, weak_kind_latin

_HAN_RUN = re.compile(rf"[{HAN}]")
_ONLY_HAN = re.compile(rf"[{HAN}]+\Z")
_NUMBERED = re.compile(r"([^\W\d_]{3,})[0-9]+")
_TOKEN = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")


class Form(msgspec.Struct, frozen=True, gc=False):
    """A mark in the parts that an examiner compares separately.

    ``text`` is the normal form, ``compact`` the same without spaces. ``han`` holds the Han characters in order, with
    pure digits that stand beside them (58同城); ``words`` the other words, ``letters`` those words joined.
    A part of a mixed mark that only names a firm is left out (集团 in KROPKA集团, Inc in 翔麟 Inc, but letters at the
    beginning are initials: CC直播), and so is an "and" between initials (H&M has the letters hm).
    ``core`` is the Han part without weak elements (水云轩 -> 水云), equal to ``han`` if there are none.
    ``meanings`` are the concept keys of the mark as a whole and of its core
    (:func:`~ipsearch.text.meaning.concept_keys`), ``spelled`` the letters as they sound
    (:func:`~ipsearch.text.latin.respelled`), ``word_keys`` as :func:`word_keys` says, ``brands`` the keys of the brands
    that the mark names, or has a name of beside something else (:func:`~ipsearch.text.brandnames.named_brands`).
    """

    text: str
    compact: str
    han: str
    words: tuple[str, ...]
    letters: str
    core: str
    meanings: tuple[str, ...] = ()
    spelled: str = ""
    word_keys: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()

    @property
    def aspects(self) -> tuple[str, ...]:
        """The Han part and, if it is another text, its core."""
        if not self.han:
            return ()
        return (self.han,) if self.core == self.han else (self.han, self.core)


@lru_cache(maxsize=8192)
def form_of(mark: str, classes: tuple[int, ...] = ()) -> Form:
    """The form of a mark as filed; ``classes`` tell which goods' names are generic in it."""
    text = normalise(mark)
    if _ONLY_HAN.match(text):
        core = core_zh(text, classes)
        brands = tuple(named_brands(text, text, core, ()))
        return Form(text, text, text, (), "", core, concept_keys(text, core), brands=brands)
    if not _HAN_RUN.search(text):
        words = without_and(tuple(text.split()))
        letters, compact = "".join(words), text.replace(" ", "")
        meanings, brands = concept_keys(text), tuple(named_brands(compact, "", "", words))
        return Form(text, compact, "", words, letters, "", meanings, respelled(words), word_keys(words), brands)
    tokens = _TOKEN.findall(text)
    han = "".join(t for t in tokens if _HAN_RUN.match(t) or t.isdigit())
    words = without_and(tuple(t for t in tokens if not (_HAN_RUN.match(t) or t.isdigit())))
    if words:
        only_form, only_forms = names_a_firm(han), all(map(names_a_firm, words))
        # compared as 集团, KROPKA集团 would be like every group of the register
        if only_form and not only_forms:
            han = ""
        elif only_forms and not only_form and tokens[0] != words[0]:
            words = ()
    core = core_zh(han, classes)
    meanings = concept_keys(text, core if text == han else None)
    compact, letters = text.replace(" ", ""), "".join(words)
    brands = tuple(named_brands(compact, han, core, words))
    return Form(text, compact, han, words, letters, core, meanings, respelled(words), word_keys(words), brands)


def without_and(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without an "and" beside an initial: H&M and HM, AT&T and ATT have the same letters."""
    if "and" not in words:
        return words
    last = len(words) - 1
    return tuple(
        [w for i, w in enumerate(words) if w != "and" or not 0 < i < last or min(map(len, words[i - 1 : i + 2])) > 1]
    )


@lru_cache(maxsize=8192)
def word_keys(words: tuple[str, ...]) -> tuple[str, ...]:
    """Stem and respelling (``~``) of every word that is not weak; of all words if all are weak or numbers.

    A word of another script counts as the Latin ones that it looks and sounds like, too, and one with a number behind
    it also without that (LIV52: LIV).
    """
    words = (*words, *[double for word in words if not word.isascii() for double in latin_doubles(word)])
    words = (*words, *[found[1] for word in words if (found := _NUMBERED.fullmatch(word))])
    distinctive = [stem(w) for w in words if not weak_kind_latin(w)]
    if all(map(str.isdecimal, distinctive)):
        distinctive = list(map(stem, words))
    return tuple(dict.fromkeys([key for word in distinctive for key in (word, "~" + respell(word))]))
