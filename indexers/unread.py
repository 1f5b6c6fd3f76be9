"""What an element of a register's XML says that its reader does not read: no office uses all of a standard, each adds
elements of its own, and nothing of it may be lost."""

from __future__ import annotations

from collections.abc import Set

from indexers.officevalues import Notes, joined
from indexers.xmlstream import Element, find, local_name, text


def unread(node: Element, read: Set[str]) -> list[tuple[str, str]]:
    """Name and texts of the elements of another that nobody reads."""
    others = [(name, child) for child in node.iterchildren("*") if (name := local_name(child)) not in read]
    return [(name, said) for name, child in others if (said := _said(child))]


def note_unread(node: Element, read: Set[str], notes: Notes) -> None:
    """:func:`unread`, a note each."""
    notes.extend(f"{name}:{said}" for name, said in unread(node, read))


def say_unread(node: Element, read: Set[str]) -> list[str]:
    """:func:`unread` in words, for the text of an event."""
    return [f"{name} {said}" for name, said in unread(node, read)]


def _said(node: Element) -> str:
    """The texts of an element, without indicators that are not set and without files."""
    leaves = (one for one in node.iter("*") if find(one, "*") is None and not local_name(one).endswith("Binary"))
    return joined(*(value for leaf in leaves if (value := text(leaf)).strip("0") and value != "false"))
