"""A trade mark as an index document: keys, filters, and the lean part that comes back with a hit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from ipsearch.documents.keys import mark_keys, unique
from ipsearch.records import MarkKind, Party, Status, Trademark
from ipsearch.text.form import Form, form_of
from ipsearch.text.normal import normalise

ANALYSIS_VERSION = "1"
"""Raised whenever a token changes: another version of the keys must never be asked of an index made with this one."""

FAMILY = "trademark"
NO_CLASS = "00"
"""Filter value of a mark whose classes are not known; such marks are searched whatever class is asked for."""


class Lean(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a hit needs, small. Short keys, because one is read for every candidate."""

    mark: str = msgspec.field(default="", name="m")
    office: str = msgspec.field(default="XX", name="o")
    number: str = msgspec.field(default="", name="n")
    registration: str = msgspec.field(default="", name="r")
    part: str = msgspec.field(default="", name="p")
    kind: MarkKind = msgspec.field(default="word", name="k")
    classes: tuple[int, ...] = msgspec.field(default=(), name="c")
    groups: tuple[str, ...] = msgspec.field(default=(), name="g")
    status: Status = msgspec.field(default="unknown", name="s")
    applied: dt.date | None = msgspec.field(default=None, name="a")
    expires: dt.date | None = msgspec.field(default=None, name="e")
    ended: dt.date | None = msgspec.field(default=None, name="d")
    applicants: tuple[str, ...] = msgspec.field(default=(), name="h")


class Prepared(NamedTuple):
    """A document in parts, ready for any engine. ``detail`` is empty if ``lean`` says everything."""

    id: str
    fields: Mapping[str, tuple[str, ...] | int]
    lean: bytes
    detail: bytes
    form: Form


_LEAN = msgspec.json.Encoder()
_lean_decoder = msgspec.json.Decoder(Lean)
_record_decoder = msgspec.json.Decoder(Trademark)


def prepare(record: Trademark) -> Prepared:
    """Analyse one record. Pure; the costliest step of a load, made to run in several processes."""
    form = form_of.__wrapped__(record.mark, record.classes)
    fields: dict[str, tuple[str, ...] | int] = {**mark_keys(form), **_filters(record)}
    lean = Lean(
        mark=record.mark,
        office=record.office,
        number=record.application_number,
        registration=record.registration_number,
        part=record.part,
        kind=record.kind,
        classes=record.classes,
        groups=record.groups,
        status=record.status,
        applied=record.application_date,
        expires=record.expiry_date,
        ended=record.termination_date,
        applicants=tuple(p.name or p.name_en or p.identifier for p in record.applicants),
    )
    detail = b"" if lean_record(lean) == record else _LEAN.encode(record)
    return Prepared(record.id, fields, _LEAN.encode(lean), detail, form)


def _filters(record: Trademark) -> dict[str, tuple[str, ...] | int]:
    fields: dict[str, tuple[str, ...] | int] = {
        "office": (record.office,),
        "classes": tuple(f"{c:02d}" for c in record.classes) or (NO_CLASS,),
        "groups": record.groups,
        "status": (record.status,),
        "number": number_forms(record),
        "applicant": unique(applicant_key(p.name or p.name_en) for p in record.applicants),
    }
    for name in ("application_date", "registration_date", "expiry_date", "termination_date"):
        if date := getattr(record, name):
            fields[name] = date.year * 10000 + date.month * 100 + date.day
    return {k: v for k, v in fields.items() if v != ()}


def applicant_key(name: str) -> str:
    """An applicant's name for equality: the normal form without spaces."""
    return normalise(name).replace(" ", "")


def number_forms(record: Trademark) -> tuple[str, ...]:
    """Every way to ask for the record by number: its id, its numbers, with and without office, upper case."""
    numbers = (record.application_number, record.registration_number, record.international_number)
    plain = ["".join(n.split()).upper() for n in numbers if n]
    return unique((record.id.upper(), *plain, *(record.office + n for n in plain)))


def decode_lean(blob: bytes) -> Lean:
    """The lean part of a hit."""
    return _lean_decoder.decode(blob)


def lean_record(lean: Lean) -> Trademark:
    """The record that a lean part alone describes."""
    return Trademark(
        office=lean.office,
        application_number=lean.number,
        mark=lean.mark,
        registration_number=lean.registration,
        part=lean.part,
        kind=lean.kind,
        classes=lean.classes,
        groups=lean.groups,
        status=lean.status,
        application_date=lean.applied,
        expiry_date=lean.expires,
        termination_date=lean.ended,
        applicants=tuple(Party(name=n) for n in lean.applicants),
    )


def decode_record(blob: bytes) -> Trademark:
    """A record from what an engine's ``get`` returns: the detail, or the lean part where there is none."""
    return _record_decoder.decode(blob) if b'"application_number"' in blob else lean_record(decode_lean(blob))
