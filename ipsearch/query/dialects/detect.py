"""Which dialect a text is written in, and a text read in it or in the one that was declared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from ipsearch.errors import UsageError
from ipsearch.fields import absent, codes, plain_code
from ipsearch.query.dialects import brs, cnipa, cql, incopat, patsnap, simple
from ipsearch.query.dialects.base import Dialect, Misread, Notice, Reading, Rendering
from ipsearch.query.dialects.lexing import plain
from ipsearch.query.dialects.pasted import refuse_other_system
from ipsearch.query.syntax import Query

DIALECTS: Mapping[str, Dialect] = MappingProxyType(
    {"cql": cql, "incopat": incopat, "patsnap": patsnap, "cnipa": cnipa, "brs": brs, "simple": simple}
)
"""Every dialect by name."""

SURE = 0.3
"""Below this a text is read as ``simple``."""
CERTAIN = 0.5
"""A text that looks as much like a dialect is of that dialect: its mistakes are told, not read as words."""
NAMED = 0.35
"""How sure field codes make that only some dialects have."""
MISTAKES = 8
"""How many in one query are put right."""
_FIELD = re.compile(r"(?<![\w.@])([^\W\d][\w()-]{0,40})\s{0,4}(<=|>=|[=<>:])")
_SIGNS: Mapping[str, str] = MappingProxyType({"cql": "=", "incopat": "=", "patsnap": ":", "cnipa": "=", "simple": ":="})


def detect(text: str) -> tuple[tuple[str, float], ...]:
    """How much a text looks like each dialect, the likeliest first."""
    named = _of_codes(text)
    found = [(name, max(dialect.marks(text), NAMED if name in named else 0.0)) for name, dialect in DIALECTS.items()]
    return tuple(sorted(found, key=lambda one: -one[1]))


def _of_codes(text: str) -> frozenset[str]:
    """The dialects that have all field codes of a text, with the sign behind them, if ``simple`` has not."""
    found = [(plain_code(code), ":" if sign == ":" else "=") for code, sign in _FIELD.findall(plain(text))]
    fitting = {
        name
        for name, signs in _SIGNS.items()
        if found and all(sign in signs and (code in codes(name) or code in absent(name)) for code, sign in found)
    }
    return frozenset() if "simple" in fitting else frozenset(fitting)


def read(text: str, dialect: str | None = None) -> Reading:
    """Read a query in a dialect, or in the one it looks like.

    Where none is declared, the dialects are tried from the likeliest to the least likely that is still plausible; the
    reading says which one it was and how sure that is. Raises :class:`~ipsearch.query.dialects.base.Misread`, naming
    another dialect that the text looks like, or ``UsageError`` ``query.dialect``.
    """
    if dialect is not None:
        if dialect not in DIALECTS:
            raise UsageError("query.dialect", place="--dialect", value=dialect, dialects=", ".join(DIALECTS))
        try:
            return _noticed(text, DIALECTS[dialect].parse(text))
        except Misread as error:
            error.likely, error.fix = _other(text, dialect), _readable(error)
            raise
    refuse_other_system(text, simple.NAME)
    first: Misread | None = None
    certain = False
    for name, confidence in detect(text):
        if (confidence < SURE and name != "simple") or (certain and confidence < CERTAIN):
            continue
        try:
            reading = DIALECTS[name].parse(text)
        except Misread as error:
            first, certain = first or error, certain or confidence >= CERTAIN
            continue
        return _noticed(text, replace(reading, confidence=confidence))
    assert first is not None
    first = _of_the_knowing(text, first)
    first.likely, first.fix = _other(text, first.dialect) or _knowing(first), _readable(first)
    raise first


def translations(query: Query) -> dict[str, Rendering]:
    """The query in every dialect, each with what could not be said there."""
    return {name: dialect.render(query) for name, dialect in DIALECTS.items()}


def canonical(query: Query) -> str:
    """The query as readings are shown: in the plain dialect if that can say it, else in the one that loses least."""
    found: list[Rendering] = []
    for name in ("simple", "cql", *DIALECTS):
        found.append(DIALECTS[name].render(query))
        if not found[-1].losses:
            break
    return min(found, key=lambda one: len(one.losses)).text


def _other(text: str, dialect: str) -> str:
    """Another dialect that the text looks more like, and in which it can be read."""
    own = DIALECTS[dialect].marks(text)
    for name, confidence in detect(text):
        if name != dialect and confidence >= SURE and confidence > own:
            try:
                DIALECTS[name].parse(text)
            except Misread:
                continue
            return name
    return ""


def _readable(error: Misread) -> str:
    """The query put right so far that it can be read: each fix mends one mistake, and there may be others."""
    fix = error.fix
    for _ in range(MISTAKES):
        if not fix:
            break
        try:
            DIALECTS[error.dialect].parse(fix)
        except Misread as another:
            fix = another.fix
        else:
            return fix
    return ""


def _knowing(error: Misread) -> str:
    """A dialect that has the field code which the one of the error has not."""
    code = plain_code(str(error.problem.values.get("field_code", "")))
    if error.problem.code != "query.unknown_field" or error.dialect != "simple":
        return ""
    return next((name for name in DIALECTS if code in codes(name) or code in absent(name)), "")


def _of_the_knowing(text: str, error: Misread) -> Misread:
    """The error of the dialect that has the field code which is told as unknown, if another code is unknown to it, too:
    of ``TTL:(a) AND LS:b`` that is ``LS``."""
    if name := _knowing(error):
        try:
            DIALECTS[name].parse(text)
        except Misread as another:
            if another.problem.code in ("query.unknown_field", "query.absent_field"):
                return another
    return error


def _noticed(text: str, reading: Reading) -> Reading:
    if plain(text) == text:
        return reading
    return replace(reading, notices=(Notice("query.plain_punctuation", 0, len(text), level="note"), *reading.notices))
