"""The normal key of a party's name, so that the spellings of one applicant (申请人) meet, and every merge can be told.

A company's key is its name in normal form (case, width, script variant, punctuation, accents; initials joined) without
the legal forms (``legal_forms.tsv``) at its end; some, as 株式会社, stand at the beginning too. Nothing else goes:
words such as 科技 or China tell companies apart. A name that is nothing but legal forms stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ipsearch.text.normal import HAN, normalise
from ipsearch.text.tables import read_table

MOST_FORMS = 12
"""No name has more legal forms; a longer row of them is no name."""
_SIGN = r"[（(]\s*(?:株|有|주|유)\s*[)）]|[㈱㈲]"
_SIGNS = re.compile(rf"\A\s*({_SIGN})|({_SIGN})\s*\Z")
"""Japanese and Korean forms in brackets; elsewhere in a name 有 and 株 are words."""
_SLASHED = re.compile(r"(?<!\w)([^\W\d_])/([^\W\d_])(?!\w)")
_INITIALS = re.compile(r"(?<!\w)[^\W\d_](?: [^\W\d_])+(?!\w)")
_UNSPACED = re.compile(rf"[{HAN}぀-ヿ가-힣]")
_LAST_WORD = re.compile(rf"[^ {HAN}぀-ヿ가-힣]+\Z")


@dataclass(frozen=True, slots=True)
class PartyKey:
    """A key, and the legal forms that were removed for it, in the order of their removal."""

    key: str
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Forms:
    """Legal forms in normal form, the longest first.

    ``words`` are those of words, by their last one; ``joined`` have no space around; ``leading`` may stand first.
    """

    words: dict[str, tuple[str, ...]]
    joined: tuple[str, ...]
    leading: tuple[str, ...]
    every: frozenset[str]


@lru_cache(maxsize=65536)
def party_key(name: str) -> PartyKey:
    """The key of a company's name; empty for a name without letters."""
    plain = _plain(name)
    signs = [sign for match in _SIGNS.finditer(name) for sign in match.groups() if sign]
    text, removed = _plain(_SIGNS.sub(" ", name)) if signs else plain, signs
    forms = _forms()
    while len(removed) < MOST_FORMS and (found := _outermost(text, forms)):
        text, form = found
        removed.append(form)
    if not text or text in forms.every:
        return PartyKey(plain)
    return PartyKey(text, tuple(removed))


@lru_cache(maxsize=65536)
def person_key(name: str) -> str:
    """The key of a person's name: ``SMITH, John A.`` and ``John A. Smith`` are one; Chinese names without spaces."""
    plain = normalise(re.sub(r"[,，.．]", " ", name))
    if _UNSPACED.search(plain):
        return plain.replace(" ", "")
    return normalise(" ".join(sorted(plain.split())))  # in this order a letter and a number may meet


def _plain(name: str) -> str:
    """The normal form, initials and forms such as S. p. A. and A/S in one word."""
    return _INITIALS.sub(lambda match: match[0].replace(" ", ""), normalise(_SLASHED.sub(r"\1\2", name)))


def _outermost(text: str, forms: _Forms) -> tuple[str, str] | None:
    """A name without the legal form at its end, or at its beginning, and that form; None without one."""
    last = _LAST_WORD.search(text)
    for form in forms.words.get(last[0], ()) if last else ():
        rest = text.removesuffix(form)
        if rest != text and rest and (rest[-1] == " " or _UNSPACED.match(rest[-1])):
            # "GmbH & Co. KG", "du Pont de Nemours and Company"
            return rest.rstrip().removesuffix(" and"), form
    for form in forms.joined:
        if text.endswith(form) and len(text) > len(form):
            return text[: -len(form)].strip(), form
    for form in forms.leading:
        start = form if form in forms.joined else form + " "
        if text.startswith(start) and len(text) > len(start):
            return text[len(start) :].strip(), form
    return None


@cache
def _forms() -> _Forms:
    rows = [row.split("\t") for row in read_table("legal_forms.tsv").splitlines() if not row.startswith("#")]
    places = {_plain(name): place for name, place in rows}
    known = sorted(places, key=lambda form: (-len(form), form))
    words: dict[str, tuple[str, ...]] = {}
    for form in known:
        last = form.rpartition(" ")[2]
        words[last] = (*words.get(last, ()), form)
    joined = tuple(form for form in known if _UNSPACED.search(form))
    return _Forms(words, joined, tuple(form for form in known if places[form] == "both"), frozenset(known))
