"""What a feed says of a document means for the record that is stored: no feed tells everything of one.

DOCDB has the bibliography, the family and the classes of today, the full texts of the offices have claims and
description; OPS answers the bibliography, the abstract, the claims, the description and the legal events separately;
PatentsView keeps each in a table of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from ipsearch.records import DELETED, EQUIVALENT, FAMILY_ABSTRACT, Patent

_TEXTS = frozenset(("title", "abstract", "claims", "description"))
_GROWING = frozenset(("events", "related", "notes"))
_KINDS: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {"events": lambda event: bool(event.code), "related": lambda related: related.kind == EQUIVALENT}
)
"""Lists of two kinds that come from different feeds."""


def merge_patents(stored: Patent | None, patch: Patent) -> Patent:
    """An empty field keeps the stored value, texts are merged language by language, anything else replaces it.

    Events with a code of the office replace such events, events in words replace those in words: INPADOC has the one,
    European full texts the other, and the few steps of a full text must not push out the whole procedure. So do members
    of the family and other relations, of which DOCDB knows the one, full texts the other.
    """
    return _merged(stored, patch, lambda name, old, new: _apart(old, new, _KINDS[name]) if name in _KINDS else new)


def join_patents(stored: Patent | None, patch: Patent) -> Patent:
    """Like :func:`merge_patents`, but what happened, what is related and the notes grow by what they do not hold yet.

    Answers about one document share these: the register's events, its steps and its lapses, and the events of INPADOC
    come one by one, and the last must not push out the others.
    """
    return _merged(stored, patch, lambda name, old, new: _grown(old, new) if name in _GROWING else new)


def append_patents(stored: Patent | None, patch: Patent) -> Patent:
    """Like :func:`merge_patents`, but every list grows by what it does not hold yet: rows of a table come singly."""
    return _merged(stored, patch, lambda _name, old, new: _grown(old, new))


def _apart(old: tuple[Any, ...], new: tuple[Any, ...], of: Callable[[Any], bool]) -> tuple[Any, ...]:
    """The new list, and what the old one has of a kind that the new one has not."""
    told = {of(one) for one in new}
    return (*(one for one in old if of(one) not in told), *new)


def _grown(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*old, *(one for one in new if one not in old))


def _merged(
    stored: Patent | None, patch: Patent, lists: Callable[[str, tuple[Any, ...], tuple[Any, ...]], tuple[Any, ...]]
) -> Patent:
    # Of a document that was deleted nothing is left, and it gives nothing to the one that takes its place.
    if stored is None or DELETED in stored.notes or DELETED in patch.notes:
        return patch
    stored, patch = _abstracts(stored, patch)
    fields: dict[str, Any] = {}
    for name in patch.__struct_fields__:
        new, old = getattr(patch, name), getattr(stored, name)
        if new in ("", None, (), "unknown") or new == {}:
            continue
        if name in _TEXTS:
            new = {**old, **new}
        elif isinstance(new, tuple):
            new = lists(name, old, new)
        fields[name] = new
    return _fitting(msgspec.structs.replace(stored, **fields), stored, patch)


def _abstracts(stored: Patent, patch: Patent) -> tuple[Patent, Patent]:
    """Both, without an abstract of the family and its note where the other one has an English abstract of its own."""
    if "en" in stored.abstract and "en" in patch.abstract and _borrows(stored) != _borrows(patch):
        return (_own(stored), patch) if _borrows(stored) else (stored, _own(patch))
    return stored, patch


def _borrows(record: Patent) -> bool:
    return any(note.startswith(FAMILY_ABSTRACT) for note in record.notes)


def _own(record: Patent) -> Patent:
    return msgspec.structs.replace(
        record,
        abstract={language: text for language, text in record.abstract.items() if language != "en"},
        notes=tuple(note for note in record.notes if not note.startswith(FAMILY_ABSTRACT)),
    )


def _fitting(merged: Patent, stored: Patent, patch: Patent) -> Patent:
    """What a field says of another one goes when that one is replaced.

    A feed that names the offices of its classes (DOCDB, OPS) tells which are additional as well, also when none is.
    """
    fields: dict[str, Any] = {}
    if patch.cpc:
        symbols = frozenset(merged.cpc)
        additional = patch.cpc_additional if patch.cpc_offices else merged.cpc_additional
        fields["cpc_additional"] = tuple(one for one in additional if one in symbols)
        fields["cpc_offices"] = tuple(one for one in merged.cpc_offices if one.partition(" ")[0] in symbols)
    if patch.status and patch.status != stored.status:
        fields["status_date"] = patch.status_date
    return msgspec.structs.replace(merged, **fields) if fields else merged
