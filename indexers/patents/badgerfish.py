"""JSON answers of OPS as the XML they were made from, so that one reader serves both.

The convention is BadgerFish: ``$`` is the text, ``@name`` an attribute, ``@xmlns`` a table of prefixes; a child that
occurs once is an object, one that occurs several times a list. The order of children with different names is lost in
it.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from indexers.xmlstream import Element
from ipsearch.errors import InputError

DEEPEST = 60


def element_of(name: str, value: Any, depth: int = 0) -> Element:
    """The element that an object stands for; prefixes are dropped, names are matched without them anyway.

    Raises ``InputError`` ``json.schema`` for what cannot be an element.
    """
    if depth > DEEPEST:
        raise InputError("json.schema", error=f"more than {DEEPEST} levels")
    try:
        element = etree.Element(name.rpartition(":")[2])
        if not isinstance(value, dict):
            element.text = "" if value is None else str(value)
            return element
        for key, content in value.items():
            if key == "$":
                element.text = str(content)
            elif key.startswith("@"):
                if not isinstance(content, dict):  # a table of prefixes
                    element.set(key[1:].rpartition(":")[2], str(content))
            else:
                for one in content if isinstance(content, list) else [content]:
                    element.append(element_of(key, one, depth + 1))
    except ValueError as error:  # a name or a text that XML cannot hold
        raise InputError("json.schema", error=str(error)) from error
    return element
