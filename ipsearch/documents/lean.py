"""The lean part of a trade mark: what comes back with every hit, and often all that there is to a record."""

from __future__ import annotations

import datetime as dt

import msgspec

from ipsearch.documents.packedform import PackedForm, pack_form, unpack_form
from ipsearch.records import MarkKind, Party, Status, Trademark
from ipsearch.text.form import Form


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


_decoder = msgspec.json.Decoder(Lean)
_set = msgspec.structs.force_setattr


def lean_of(record: Trademark, form: Form) -> Lean:
    """The lean part of a record, without what its id says."""
    number = record.application_number
    plain = "".join(number.split()) == number
    return Lean(
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
        applicants=tuple([party.shown for party in record.applicants]),
        packed_form=pack_form(form, record.mark),
    )


def decode_lean(identity: str, blob: bytes) -> Lean:
    """The lean part of a hit with what its id says."""
    return filled(_decoder.decode(blob), identity)


def filled(lean: Lean, identity: str) -> Lean:
    """A lean part that is nobody else's yet, with what its id says filled in."""
    # In place: a copy with three fields replaced costs as much as decoding it.
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
