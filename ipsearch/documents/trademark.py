"""A trade mark as an index document: keys, filters, and the lean part that comes back with a hit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

import msgspec

from ipsearch.documents.keys import mark_keys, unique
from ipsearch.documents.packedform import PackedForm, pack_form, unpack_form
from ipsearch.records import MarkKind, Party, Status, Trademark
from ipsearch.text.form import Form, form_of
from ipsearch.text.normal import normalise

ANALYSIS_VERSION = "3"
"""Raised whenever a token changes: another version of the keys must never be asked of an index made with this one."""

FAMILY = "trademark"
NO_CLASS = "00"
"""Filter value of a mark whose classes are not known; such marks are searched whatever class is asked for."""


class Lean(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What a hit needs, small: one is read for every candidate, and 45 million are kept.

    Short keys; what the id says (office, number) is left out, and a registration number equal to the application number
    is written ``=``. :func:`decode_lean` fills both in again.
    """

    mark: str = msgspec.field(default="", name="m")
    office: str = msgspec.field(default="", name="o")
    number: str = msgspec.field(default="", name="n")
    registration: str = msgspec.field(default="", name="r")
    part: str = msgspec.field(default="", name="p")
    kind: MarkKind = msgspec.field(default="word", name="k")
    classes: tuple[int, ...] = msgspec.field(default=(), name="c")
    groups: tuple[str, ...] = msgspec.field(default=(), name="g")
    status: Status = msgspec.field(default="registered", name="s")
    applied: dt.date | None = msgspec.field(default=None, name="a")
    expires: dt.date | None = msgspec.field(default=None, name="e")
    ended: dt.date | None = msgspec.field(default=None, name="d")
    applicants: tuple[str, ...] = msgspec.field(default=(), name="h")
    packed_form: PackedForm | None = msgspec.field(default=None, name="f")

    @property
    def form(self) -> Form:
        """The mark's form, as it was when the index was made."""
        return unpack_form(self.packed_form, self.mark)


class Prepared(NamedTuple):
    """A document in parts, ready for any engine. ``detail`` is empty if ``lean`` says everything."""

    id: str
    fields: Mapping[str, tuple[str, ...] | int]
    lean: bytes
    detail: bytes
    form: Form


_DATES = ("application_date", "registration_date", "expiry_date", "termination_date")
_dates = attrgetter(*_DATES)
_LEAN = msgspec.json.Encoder()
_lean_decoder = msgspec.json.Decoder(Lean)
_record_decoder = msgspec.json.Decoder(Trademark)
_set = msgspec.structs.force_setattr


def prepare(record: Trademark) -> Prepared:
    """Analyse one record. Pure; the costliest step of a load, made to run in several processes."""
    form = form_of.__wrapped__(record.mark, record.classes)
    identity, number = record.id, record.application_number
    fields: dict[str, tuple[str, ...] | int] = {**mark_keys(form), **_filters(record)}
    plain = "".join(number.split()) == number
    lean = Lean(
        mark=record.mark,
        number="" if plain else number,
        registration="=" if record.registration_number == number else record.registration_number,
        part=record.part,
        kind=record.kind,
        classes=record.classes,
        groups=record.groups,
        status=record.status,
        applied=record.application_date,
        expires=record.expiry_date,
        ended=record.termination_date,
        applicants=tuple([p.name or p.name_en or p.identifier for p in record.applicants]),
        packed_form=pack_form(form, record.mark),
    )
    blob = _LEAN.encode(lean)
    detail = b"" if lean_record(_filled(lean, identity)) == record else _LEAN.encode(record)
    return Prepared(identity, fields, blob, detail, form)


def _filters(record: Trademark) -> dict[str, tuple[str, ...] | int]:
    fields: dict[str, tuple[str, ...] | int] = {
        "office": (record.office,),
        "classes": tuple([f"{c:02d}" for c in record.classes]) or (NO_CLASS,),
    }
    if record.groups:
        fields["groups"] = record.groups
    fields["status"] = (record.status,)
    if numbers := number_forms(record):
        fields["number"] = numbers
    if record.applicants and (applicants := unique([applicant_key(p.name or p.name_en) for p in record.applicants])):
        fields["applicant"] = applicants
    for name, date in zip(_DATES, _dates(record), strict=True):
        if date:
            fields[name] = date.year * 10000 + date.month * 100 + date.day
    return fields


def applicant_key(name: str) -> str:
    """An applicant's name for equality: the normal form without spaces."""
    return normalise(name).replace(" ", "")


def number_forms(record: Trademark) -> tuple[str, ...]:
    """The numbers a record can be asked for: application, registration, international; no spaces, upper case."""
    numbers = (record.application_number, record.registration_number, record.international_number)
    return unique(["".join(n.split()).upper() for n in numbers if n])


def asked_numbers(text: str) -> tuple[str, ...]:
    """The numbers that what a user typed may mean: as it stands, without the office before or the part after it.

    ``CN-8911270-09``, ``CN8911270``, ``8911270`` and ``G 1234567`` are all understood.
    """
    plain = "".join(text.split()).upper()
    found = [plain]
    if len(plain) > 2 and plain[:2].isalpha() and plain[:2].isascii():
        found.append(plain[2:].lstrip("-"))
    found += [n.rpartition("-")[0] for n in found if "-" in n]
    return unique(found)


def decode_lean(identity: str, blob: bytes) -> Lean:
    """The lean part of a hit with what its id says."""
    return _filled(_lean_decoder.decode(blob), identity)


def _filled(lean: Lean, identity: str) -> Lean:
    # The struct is new and nobody else's yet: a copy with three fields replaced costs as much as decoding it.
    office, _, rest = identity.partition("-")
    _set(lean, "office", office)
    if not lean.number:
        _set(lean, "number", rest[: -len(lean.part) - 1] if lean.part else rest)
    if lean.registration == "=":
        _set(lean, "registration", lean.number)
    return lean


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


def decode_record(identity: str, blob: bytes) -> Trademark:
    """A record from what an engine's ``get`` returns: the detail, or the lean part where there is none."""
    return _record_decoder.decode(blob) if blob.startswith(b'{"office"') else lean_record(decode_lean(identity, blob))
