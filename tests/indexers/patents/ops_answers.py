"""Helpers for answers of OPS: reading them, and writing an XML answer in the JSON that OPS gives for it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import patent_reading
from lxml import etree

from indexers.patents.ops import SOURCE

read = partial(patent_reading.read, SOURCE)
records = partial(patent_reading.records, SOURCE)
one = partial(patent_reading.only, SOURCE)


def badgerfish(element: Any) -> dict[str, Any]:
    """An element by the rules of the BadgerFish convention, namespaces as prefixes of the names."""
    found: dict[str, Any] = {}
    if element.getparent() is None:
        found["@xmlns"] = {prefix or "$": uri for prefix, uri in element.nsmap.items()}
    found.update({f"@{etree.QName(name).localname}": value for name, value in element.attrib.items()})
    if element.text and element.text.strip():
        found["$"] = element.text
    for child in element:
        if isinstance(child.tag, str):
            found.setdefault(_name(child), []).append(badgerfish(child))
    return {key: one[0] if isinstance(one, list) and len(one) == 1 else one for key, one in found.items()}


def _name(element: Any) -> str:
    return f"{element.prefix}:{etree.QName(element).localname}" if element.prefix else etree.QName(element).localname


def as_json(path: Path) -> dict[str, Any]:
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(remove_comments=True, remove_pis=True))
    return {_name(root): badgerfish(root)}
