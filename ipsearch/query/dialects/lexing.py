"""Text into tokens with their places, for every dialect.

Full-width signs, letters and digits (an input method for Chinese writes ``ＡＮＤ``, ``ＣＮ``, ``２０２０``) and
typographic quotes are read as their plain forms; every replacement has the length of what it replaces, so places are
those of the text as typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ipsearch.query.dialects.base import LONGEST, Misread
from ipsearch.query.spans import Unit

_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans("“”„‟″　", '""""" ')
_SINGLE_QUOTES = re.compile(r"(?<![^\s=:<>(\[|-])(?:‘([^‘’]*)’|'([^']*)')(?![^\s)\],;|])")
"""A phrase in single quotes; an apostrophe (``driver’s``, ``2',3'-dideoxy``) is none."""
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters without width, as they are copied from web pages and files."""
_AT_AN_EDGE = re.compile(rf"(?<![^\s()\"=:<>])[{INVISIBLE}]+|[{INVISIBLE}]+(?![^\s()\"=:<>])")
"""Some of them around a word."""

OpName: TypeAlias = Literal["and", "or", "not", "xor", "near", "gand"]


@dataclass(frozen=True, slots=True)
class Op:
    """An operator; for ``near`` its distance: ``least`` to ``most`` words between (None: any), order and unit."""

    name: OpName
    least: int = 0
    most: int | None = None
    ordered: bool = False
    unit: Unit = ""
    binds: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """A token: ``kind`` is ``word``, ``phrase``, ``(``, ``)``, ``op``, or one of the dialect's own kinds."""

    kind: str
    text: str
    start: int
    end: int
    op: Op | None = None

    def of(self, kind: str, op: Op | None = None) -> Token:
        """The token as another kind, an operator with what it means."""
        return self if kind == self.kind and op is None else Token(kind, self.text, self.start, self.end, op)


def plain(text: str) -> str:
    """The text with plain punctuation, letters and digits, of the same length."""
    if text.isascii() and "'" not in text:
        return text
    signs = _AT_AN_EDGE.sub(lambda found: " " * len(found[0]), text.translate(_PLAIN))
    parts = signs.split('"')
    parts[::2] = [_SINGLE_QUOTES.sub(_in_double_quotes, part) for part in parts[::2]]
    return '"'.join(parts)


def _in_double_quotes(found: re.Match[str]) -> str:
    return f'"{found[0][1:-1]}"'


def lex(text: str, rules: re.Pattern[str], dialect: str) -> list[Token]:
    """The tokens of a text: every named group of ``rules`` is a kind; ``space`` and ``comment`` are left out.

    Raises :class:`Misread` ``query.too_long``, ``query.open_quote``, ``query.character``.
    """
    if len(text) > LONGEST:
        raise Misread("query.too_long", text=text[:200], dialect=dialect, expected=("word",), limit=LONGEST)
    source, found, place = plain(text), list[Token](), 0
    while place < len(source):
        match = rules.match(source, place)
        if match is None or match.end() == place:
            code = "query.open_quote" if source[place] == '"' else "query.character"
            fix = text + '"' if code == "query.open_quote" else text[:place] + text[place + 1 :]
            fix = "" if source[place] == "/" else fix  # without it, B60K1 / 04 would be two symbols
            expected = ('"',) if code == "query.open_quote" else ("word", "(")
            raise Misread(
                code, text=text, position=place, dialect=dialect, expected=expected, fix=fix, character=text[place]
            )
        kind = match.lastgroup or "word"
        if kind not in ("space", "comment"):
            found.append(Token(kind, match[0], match.start(), match.end()))
        place = match.end()
    return found


def require_distance(words: int, most: int, token: Token, text: str, dialect: str) -> None:
    """A distance that the dialect has; ``query.distance`` for one that is longer."""
    if words > most:
        raise Misread(
            "query.distance",
            text=text,
            position=token.start,
            dialect=dialect,
            expected=(f"0-{most}",),
            n=words,
            most=most,
        )
