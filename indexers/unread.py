"""What an element of a register's XML says that its reader does not read: no office uses all of a standard, each adds
elements of its own, and nothing of it may be lost."""

from __future__ import annotations

from collections.abc import Set

from indexers.officevalues import joined
from indexers.xmlstream import Element, find, find_all, local_name, text


def unread(node: Element, read: Set[str]) -> list[tuple[str, str]]:
    """Name and texts of the elements of another that nobody reads."""
    others = [child for child in find_all(node, "*") if local_name(child) not in read]
    return [(local_name(child), said) for child in others if (said := _said(child))]


def _said(node: Element) -> str:
    """The texts of an element, without indicators that are not set and without files."""
    leaves = (one for one in node.iter("*") if find(one, "*") is None and not local_name(one).endswith("Binary"))
    return joined(*(value for leaf in leaves if (value := text(leaf)).strip("0") and value != "false"))
