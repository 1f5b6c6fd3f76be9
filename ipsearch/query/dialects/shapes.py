"""Trees put into their one form: what is joined is flat, two ends of a range are one range."""

from __future__ import annotations

from ipsearch.query import syntax


def either(a: syntax.Query, b: syntax.Query) -> syntax.Query:
    """One of both and not the other."""
    return join("or", [join("and", [a, syntax.Not(b)]), join("and", [b, syntax.Not(a)])])


def join(name: str, items: list[syntax.Query]) -> syntax.Query:
    """Items joined by a word, flat, closed ranges as one."""
    if len(items) == 1:
        return items[0]
    kind = syntax.Or if name == "or" else syntax.And
    flat: list[syntax.Query] = []
    for item in items:
        flat += item.items if isinstance(item, kind) else (item,)
    if kind is syntax.And:
        flat = _closed(flat)
    return kind(tuple(flat)) if len(flat) > 1 else flat[0]


def _closed(items: list[syntax.Query]) -> list[syntax.Query]:
    """``pd>=a and pd<=b`` as one range, which dialects without ranges write in no other way."""
    found: list[syntax.Query] = []
    for item in items:
        before = found[-1] if found else None
        match before, item:
            case (syntax.Dates(a, low, None), syntax.Dates(b, None, high)) if a == b and low and high and low <= high:
                found[-1] = syntax.Dates(a, low, high)
            case (syntax.Numbers(a, first, None), syntax.Numbers(b, None, last)) if (
                a == b and first is not None and last is not None and first <= last
            ):
                found[-1] = syntax.Numbers(a, first, last)
            case _:
                found.append(item)
    return found


def operand_of(query: syntax.Query) -> syntax.Operand | None:
    """What stands beside an operator of nearness; None if that cannot."""
    match query:
        case syntax.Term() | syntax.Near():
            return query
        case syntax.Or(items):
            operands = [operand_of(item) for item in items]
            return None if None in operands else syntax.OneOf(tuple(one for one in operands if one is not None))
        case _:
            return None


def with_offices(query: syntax.Query, offices: tuple[str, ...]) -> syntax.Query:
    """Classes limited to the offices that assigned them."""
    match query:
        case syntax.Class(name, symbol, spread):
            return syntax.Class(name, symbol, spread, offices)
        case syntax.Or(items):
            return syntax.Or(tuple([with_offices(item, offices) for item in items]))
        case _:
            return query
