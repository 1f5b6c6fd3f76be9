"""A trade mark as an index document: keys, filters, and the lean part that comes back with a hit."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

import msgspec

from ipsearch.documents.days import day_number
from ipsearch.documents.keys import mark_keys
from ipsearch.documents.lean import decode_lean, filled, lean_of, lean_record
from ipsearch.records import Trademark
from ipsearch.text.edits import unique
from ipsearch.text.form import Form, form_of
from ipsearch.text.normal import normalise

ANALYSIS_VERSION = "12"
"""Raised whenever a token changes: another version of the keys must never be asked of an index made with this one."""

FAMILY = "trademark"
NO_CLASS = "00"
"""Filter value of a mark whose classes are not known; such marks are searched whatever class is asked for."""


class Prepared(NamedTuple):
    """A document in parts, ready for any engine. ``detail`` is empty if ``lean`` says everything."""

    id: str
    fields: dict[str, tuple[str, ...] | int]
    lean: bytes
    detail: bytes
    form: Form


_DATES: Final = ("application_date", "registration_date", "expiry_date", "termination_date")
_LEAN = msgspec.json.Encoder()
_NUMBER_WORD = re.compile(r"^(?:第|NO\.)")
_record_decoder = msgspec.json.Decoder(Trademark)


def prepare(record: Trademark) -> Prepared:
    """Analyse one record. Pure; the costliest step of a load, made to run in several processes."""
    form = form_of.__wrapped__(record.mark, record.classes)
    identity = record.id
    fields: dict[str, tuple[str, ...] | int] = {**mark_keys(form), **_filters(record)}
    lean = lean_of(record, form)
    blob = _LEAN.encode(lean)
    detail = b"" if lean_record(filled(lean, identity)) == record else _LEAN.encode(record)
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
    for name in _DATES:
        if date := getattr(record, name):
            fields[name] = day_number(date)
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

    ``CN-8911270-09``, ``CN8911270``, ``8911270``, ``第8911270号``, ``No. 8911270``, ``88/000,001`` and ``G 1234567``
    are all understood.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    plain = _NUMBER_WORD.sub("", plain).removesuffix("号").removesuffix("號")
    found = [plain]
    if len(plain) > 2 and plain[:2].isalpha() and plain[:2].isascii():
        found.append(plain[2:].lstrip("-"))
    found += [n.rpartition("-")[0] for n in found if "-" in n]
    found += [n.replace("/", "").replace(",", "") for n in found]  # as the USPTO prints a serial number
    return unique(found)


def decode_record(identity: str, blob: bytes) -> Trademark:
    """A record from what an engine's ``get`` returns: the detail, or the lean part where there is none."""
    return _record_decoder.decode(blob) if blob.startswith(b'{"office"') else lean_record(decode_lean(identity, blob))
