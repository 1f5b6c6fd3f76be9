"""What an element of a register's XML says that its reader does not read: no office uses all of a standard, each adds
elements of its own, and nothing of it may be lost."""

from __future__ import annotations

from collections.abc import Set
from functools import cache

from indexers.officevalues import joined
from indexers.xmlstream import Element, find, local_name, text


def unread(node: Element, read: Set[str]) -> list[tuple[str, str]]:
    """Name and texts of the elements of another that nobody reads."""
    # Asked of every element that is read: names are looked up, not taken apart each time.
    others = [(name, child) for child in node.iterchildren("*") if (name := _name(str(child.tag))) not in read]
    return [(name, said) for name, child in others if (said := _said(child))]


@cache
def _name(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def _said(node: Element) -> str:
    """The texts of an element, without indicators that are not set and without files."""
    leaves = (one for one in node.iter("*") if find(one, "*") is None and not local_name(one).endswith("Binary"))
    return joined(*(value for leaf in leaves if (value := text(leaf)).strip("0") and value != "false"))
