"""The normal key of a party's name, so that the spellings of one applicant (申请人) meet, and every merge can be told.

A company's key is its name in normal form (case, width, script variant, punctuation, accents) without the legal form at
its end, and without 株式会社 and the like at its beginning too. Nothing else is removed: words such as 科技 or China tell
companies apart. A name that is nothing but legal forms stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ipsearch.text.normal import HAN, normalise
from ipsearch.text.tables import read_table

_BRACKETED = re.compile(r"[（(]\s*(株|有|주)\s*[)）]|[㈱㈲㈜]")
_DOTTED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\s?[./]\s?){1,4}[^\W\d_]\.?(?!\w)")
_UNSPACED_FORMS = re.compile(rf"[{HAN}぀-ヿ가-힣]")


@dataclass(frozen=True, slots=True)
class PartyKey:
    """A key, and the legal forms that were removed for it, as they stood in the normal form."""

    key: str
    removed: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def party_key(name: str) -> PartyKey:
    """The key of a company's name; empty for a name without letters."""
    plain = normalise(_DOTTED.sub(_undotted, _BRACKETED.sub(" ", name)))
    forms, joined = _forms()
    if plain in forms or plain in joined:
        return PartyKey(plain)
    removed: list[str] = ["株式会社"] if _BRACKETED.search(name) else []
    text, changed = plain, True
    while changed and text:
        changed = False
        words = text.split(" ")
        if len(words) > 1 and words[-1] in forms:
            removed.append(words[-1])
            text, changed = " ".join(words[:-1]), True
            if text.endswith((" and", " &")):  # GmbH & Co. KG
                text = text.rsplit(" ", 1)[0]
            continue
        for form in joined:
            if text.endswith(form) and len(text) > len(form):
                removed.append(form)
                text, changed = text[: -len(form)].strip(), True
                break
            if _is_leading(form) and text.startswith(form) and len(text) > len(form):
                removed.append(form)
                text, changed = text[len(form) :].strip(), True
                break
    return PartyKey(text, tuple(removed)) if text else PartyKey(plain)


@lru_cache(maxsize=65536)
def person_key(name: str) -> str:
    """The key of a person's name: ``SMITH, John A.`` and ``John A. Smith`` are one; Chinese names are kept as written."""
    plain = normalise(name.replace(",", " ").replace("，", " "))
    if _UNSPACED_FORMS.search(plain):
        return plain.replace(" ", "")
    return " ".join(sorted(plain.split()))


def _undotted(match: re.Match[str]) -> str:
    return re.sub(r"[.\s/]", "", match[0]) + " "


def _is_leading(form: str) -> bool:
    return form.endswith(("会社", "회사", "法人"))


@cache
def _forms() -> tuple[frozenset[str], tuple[str, ...]]:
    """Forms that are words of their own, and those written without a space (the longest first)."""
    rows = [row.split("\t")[0] for row in read_table("legal_forms.tsv").splitlines() if not row.startswith("#")]
    known = [normalise(row) for row in rows if "(" not in row]
    joined = sorted((form for form in known if _UNSPACED_FORMS.search(form)), key=len, reverse=True)
    return frozenset(form for form in known if form not in joined), tuple(joined)
