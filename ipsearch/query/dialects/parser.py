"""One parser for all dialects: operators by how strongly they bind, operands by the grammar of the dialect.

Equal strength is read from left to right. Depth is bounded before it recurses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ipsearch.query.dialects import pasted, raw
from ipsearch.query.dialects.base import DEEPEST, Misread, Notice
from ipsearch.query.dialects.lexing import Op, Token
from ipsearch.query.dialects.raw import Joined, Near, Negated, Raw

MOST_NESTED = 160
"""Expressions that are read inside each other: parentheses, and operands of operators that bind more strongly."""
_DAY = re.compile(r"\d{4}(?![^\d./-])")
MOST_SHOWN = 12
"""Operands that a warning spells out."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a dialect reads operators.

    ``binds`` gives the strength of each operator; ``implied`` is what a space means; ``unary_not`` whether ``not`` can
    stand before the first operand. ``operand`` reads a field or another operand of the dialect and gives None where a
    plain word or phrase stands; ``after`` reads what can stand behind an operand (a suffix).
    """

    name: str
    binds: Mapping[str, int]
    implied: str
    unary_not: bool
    operand: Callable[[Parser], Raw | None]
    after: Callable[[Parser, Raw], Raw] = lambda _, item: item
    implied_inside: str = ""
    left_to_right: bool = False


def frequencies(most: int) -> Callable[[Parser, Raw], Raw]:
    """What reads ``/freqN`` behind an operand, as often as it stands there; N is 1 to ``most``."""

    def after(parser: Parser, item: Raw) -> Raw:
        token = parser.peek()
        while token is not None and token.kind == "freq":
            least = int(re.sub(r"\D", "", token.text))
            if not 1 <= least <= most:
                raise parser.misread("query.frequency", (f"1-{most}",), n=least, most=most)
            parser.place += 1
            item = raw.Often(item, least, token.start, token.end)
            token = parser.peek()
        return item

    return after


@dataclass(slots=True)
class Parser:
    """The state of reading one text."""

    text: str
    tokens: Sequence[Token]
    grammar: Grammar
    place: int = 0
    depth: int = 0
    nested: int = 0
    inside: int = 0
    notices: list[Notice] = field(default_factory=list)
    spaces: list[Token] = field(default_factory=list)

    def whole(self) -> Raw:
        """The whole text as one query."""
        self.tokens = pasted.joined_symbols(self.tokens, self.grammar.name)
        if not self.tokens:
            raise self.misread("query.empty", ("word",))
        found = self.expression()
        if self.spaces and self.grammar.implied == "or":
            self._tell_of_spaces()
        if token := self.peek():
            code = "query.stray_close" if token.kind == ")" else "query.unexpected"
            fix = self.text[: token.start] + self.text[token.end :] if token.kind == ")" else ""
            raise self.misread(code, ("and", "or", "not"), fix=fix, token=token.text)
        if (deep := raw.deeper_than(found, DEEPEST)) is not None:
            raise self.misread_at(deep, "query.too_deep", (")",), limit=DEEPEST)
        return found

    def expression(self, least: int = 0) -> Raw:
        """Operands and operators that bind at least so strongly."""
        self.nested += 1
        if self.nested > MOST_NESTED:
            raise self.misread("query.too_deep", (")",), limit=DEEPEST)
        begin, joins = self.place, list[tuple[str, int, int]]()
        left, name, items = self.operand(), "", list[Raw]()
        while (found := self._operator()) is not None:
            op, implied = found
            strength = self.grammar.binds[op.name] + op.binds
            if strength < least:
                break
            if op.name in ("and", "or", "not"):
                joins.append((op.name, self.place, self.place + (not implied)))
            if implied and op.name == "or":
                self.spaces.append(self.tokens[self.place])
            self.place += not implied
            start, right = self.place, self._right(op, strength)
            together = "and" if op.name == "not" else op.name
            if together != name and items:
                left, items = Joined(name, tuple(items)), []
            if op.name == "near":
                sign = self.tokens[start - 1]
                left = Near(op, left, right, sign.start, sign.end)
            else:
                name, items = together, items or [left]
                items.append(Negated(right) if op.name == "not" else right)
        left = Joined(name, tuple(items)) if items else left
        if self.grammar.left_to_right and len({name == "or" for name, _, _ in joins}) > 1:
            self._warn_of_mixed(begin, joins)
        self.nested -= 1
        return left

    def _operator(self) -> tuple[Op, bool] | None:
        token = self.peek()
        if token is None or token.kind == ")":
            return None
        if token.op is not None:
            return token.op, False
        name = (self.grammar.implied_inside if self.inside else "") or self.grammar.implied
        return (Op(name), True) if name and self.starts_operand(token) else None  # type: ignore[arg-type]

    def _right(self, op: Op, strength: int) -> Raw:
        """The operand behind an operator."""
        token = self.peek()
        not_follows = token is not None and token.op is not None and token.op.name == "not"
        if token is not None and not_follows and op.name in ("and", "or") and not self.grammar.unary_not:
            before = self.tokens[self.place - 1]
            fix = self.text[: before.start] + self.text[token.start :] if op.name == "and" else ""
            raise self.misread("query.binary_not", ("word",), fix=fix)
        return self.expression(strength + 1)

    def operand(self) -> Raw:
        """One operand: parentheses, a field, a word, each with its suffix."""
        token = self.peek()
        if token is None:
            last = self.tokens[self.place - 1] if self.place else None
            if last is not None and last.op is not None:
                fix = self.text[: last.start].rstrip()
                raise self.misread("query.operand_missing", ("word", "("), fix=fix, operator=last.text.strip())
            raise self.misread("query.ends", ("word", "("))
        if token.op is not None and token.op.name == "not":
            if not self.grammar.unary_not:
                fix = self.text[: token.start] + self.text[token.end :].lstrip()
                raise self.misread("query.binary_not_first", ("word", "("), fix=fix)
            self.place += 1
            return Negated(self.expression(self.grammar.binds["not"] + 1))
        if (special := self.grammar.operand(self)) is not None:
            return self.grammar.after(self, special)
        if token.kind == "(":
            return self.grammar.after(self, self.parentheses())
        if token.kind == "tree":
            return self.grammar.after(self, tree_of(self, token))
        if token.kind in ("word", "phrase"):
            if token.kind == "word":
                self._look_at(token)
            self.place += 1
            return self.grammar.after(self, word_of(token))
        if token.op is not None:
            raise self.misread("query.operator_first", ("word", "("), operator=token.text.strip())
        raise self.misread("query.unexpected", ("word", "("), token=token.text)

    def _look_at(self, token: Token) -> None:
        """A word that another language takes for a sign or an operator."""
        pasted.refuse_foreign(token, self.text, self.grammar.name)
        if (notice := pasted.doubtful(token, self.grammar.name)) is not None:
            self.notices.append(notice)

    def parentheses(self) -> Raw:
        """``( query )``; the next token is the opening one."""
        opening = self.tokens[self.place]
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.misread("query.too_deep", (")",), limit=DEEPEST)
        self.place += 1
        if (token := self.peek()) is not None and token.kind == ")":
            before = self.tokens[self.place - 2] if self.place > 1 else None
            is_value = before is not None and before.kind == "rel"
            fix = "" if is_value else self.text[: opening.start] + self.text[token.end :]
            raise self.misread("query.empty_parentheses", ("word",), fix=fix)
        found = self.expression()
        self.close(opening)
        self.depth -= 1
        return found

    def close(self, opening: Token) -> None:
        """The closing parenthesis."""
        token = self.peek()
        if token is None or token.kind != ")":
            fix = self._closed(opening) if token is None else ""
            raise self.misread("query.open_parenthesis", (")",), fix=fix, column=opening.start + 1)
        self.place += 1

    def _closed(self, opening: Token) -> str:
        """The text with the parenthesis closed: behind a field's value, before the operator of the next field."""
        begin = self.tokens.index(opening)
        depth = 0
        for i in range(begin + 1, len(self.tokens) - 2) if begin and self.tokens[begin - 1].kind == "rel" else ():
            token, name, relation = self.tokens[i : i + 3]
            depth += (token.kind == "(") - (token.kind == ")")
            if not depth and token.op is not None and name.kind == "word" and relation.kind == "rel":
                return f"{self.text[: token.start].rstrip()}) {self.text[token.start :]}"
        return self.text + ")"

    def within(self, read: Callable[[], Raw]) -> Raw:
        """Read inside the parentheses of a field, where a space may mean something else."""
        self.inside += 1
        found = read()
        self.inside -= 1
        return found

    def peek(self, ahead: int = 0) -> Token | None:
        """The token that comes next."""
        at = self.place + ahead
        return self.tokens[at] if at < len(self.tokens) else None

    def starts_operand(self, token: Token) -> bool:
        """Whether an operand can begin with this token."""
        return token.op is None and token.kind not in (")", "]", ",", "rel", "freq")

    def misread(self, code: str, expected: tuple[str, ...], fix: str = "", **values: object) -> Misread:
        """The error at the next token, or at the end of the text."""
        token = self.peek()
        return self.misread_at(token.start if token is not None else len(self.text), code, expected, fix, **values)

    def misread_at(
        self, position: int, code: str, expected: tuple[str, ...], fix: str = "", **values: object
    ) -> Misread:
        """The error at a place of the text."""
        return Misread(
            code,
            text=self.text,
            position=position,
            dialect=self.grammar.name,
            expected=expected,
            fix=fix,
            **values,
        )

    def _tell_of_spaces(self) -> None:
        """Spaces that mean or, where the searcher may have meant and."""
        reading = self.text
        for token in reversed(self.spaces):
            reading = f"{reading[: token.start]}or {reading[token.start :]}"
        first, last = self.spaces[0], self.spaces[-1]
        self.notices.append(Notice("query.space_or", first.start, last.end, {"reading": reading.strip()[:200]}))

    def _warn_of_mixed(self, begin: int, joins: Sequence[tuple[str, int, int]]) -> None:
        """Each join is the operator, the token where the operand before it ends, and that where the next one begins."""
        begins = [begin, *(behind for _, _, behind in joins)]
        ends = [*(at for _, at, _ in joins), self.place]
        spans = [(self.tokens[a].start, self.tokens[b - 1].end) for a, b in zip(begins, ends, strict=True)]
        operands = [self.text[start:end] for start, end in spans[:MOST_SHOWN]]
        named = [(name, operand) for (name, _, _), operand in zip(joins, operands[1:], strict=False)]
        left, groups = operands[0], [[operands[0]]]
        for name, operand in named:
            left = f"({left} {name} {operand})"
            if name == "or":
                groups.append([operand])
            else:
                groups[-1] += [name, operand]
        other = " or ".join("(" + " ".join(group) + ")" if len(group) > 1 else group[0] for group in groups)
        more = " …" if len(spans) > MOST_SHOWN else ""
        names = [name for name, _, _ in joins]
        if not any(name != "or" for name in names[names.index("or") :]):
            told: dict[str, object] = {"reading": left[:300] + more}
            self.notices.append(Notice("query.mixed_same", spans[0][0], spans[-1][1], told, "note"))
            return
        values: dict[str, object] = {"reading": left[:300] + more, "other": other[:300] + more}
        self.notices.append(Notice("query.mixed", spans[0][0], spans[-1][1], values))


def value_of(parser: Parser, between: str) -> Raw:
    """What stands behind a field: a range in brackets with ``between`` between its ends, parentheses, a company tree,
    a word."""
    token = parser.peek()
    if token is not None and token.kind == "[":
        return _range(parser, token, between)
    if token is not None and token.kind == "(":
        return _dates_between(parser, between) or parser.within(parser.parentheses)
    if token is not None and token.kind == "tree":
        return tree_of(parser, token)
    return worded(parser, ("word", '"..."', "(", "["))


def worded(parser: Parser, expected: tuple[str, ...]) -> raw.Word:
    """The word or phrase that comes next; ``expected`` is what a message names if none does."""
    token = parser.peek()
    if token is None or token.kind not in ("word", "phrase"):
        raise parser.misread("query.value_missing", expected)
    parser.place += 1
    return word_of(token)


def tree_of(parser: Parser, token: Token) -> raw.Special:
    """``TREE@"name"``, a company with its group; the next token is that one."""
    parser.place += 1
    return raw.Special("tree", token.text[6:-1], token.start, token.end)


def _dates_between(parser: Parser, between: str) -> Raw | None:
    """``(20191203 to 20191206)``, days or years in parentheses; None if these hold anything else."""
    inside = [parser.peek(ahead) for ahead in range(1, 5)]
    low, word, high, closing = (token.text if token is not None else "" for token in inside)
    if word.casefold() != between.casefold() or closing != ")" or not (_DAY.match(low) and _DAY.match(high)):
        return None
    opening = parser.tokens[parser.place]
    parser.place += len(inside) + 1
    return raw.Range(low, high, opening.start, parser.tokens[parser.place - 1].end)


def _range(parser: Parser, opening: Token, between: str) -> Raw:
    """``[a to b]``; an end that is open is a ``*``."""
    parser.place += 1
    ends: list[str] = [""]
    while (token := parser.peek()) is not None and token.kind in ("word", "phrase"):
        if token.text.casefold() == between.casefold() and len(ends) == 1:
            ends.append("")
        else:
            ends[-1] += token.text.strip('"')
        parser.place += 1
    if len(ends) != 2:
        raise parser.misread("query.value_missing", (between,), fix=_spaced_range(parser, opening, between))
    if token is None or token.kind != "]":
        raise parser.misread("query.open_parenthesis", ("]",), column=opening.start + 1)
    parser.place += 1
    return raw.Range(ends[0], ends[1], opening.start, token.end)


def _spaced_range(parser: Parser, opening: Token, between: str) -> str:
    """``[20190101 20191231]`` with what is missing between its two ends; empty for another shape."""
    first, second = parser.peek(-2), parser.peek(-1)
    if first is None or second is None or first.start < opening.end or parser.peek(-3) is not opening:
        return ""
    return f"{parser.text[: first.end]} {between} {parser.text[second.start :]}"


def word_of(token: Token) -> raw.Word:
    """A word or phrase token as an operand."""
    if token.kind == "phrase":
        return raw.Word(token.text[1:-1], token.start, token.end, True)
    return raw.Word(token.text, token.start, token.end)
