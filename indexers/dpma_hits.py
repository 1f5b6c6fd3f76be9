"""DPMAregister, a list of results: the few facts that it shows of each mark (``HitList``, no schema, no namespace).

``ApplicationNumber`` is the number under which the register keeps the mark. For an old mark that is the number of its
registration: 919224, whose own answer calls it that and has E17341 as the number of the application. Such a mark is a
record of its own for each of the two answers. Forms and states are the register's German words without spaces:
``wort-bildmarke``, ``akte-vernichtet``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from indexers.base import Rejected
from indexers.merge import merge_part
from indexers.officevalues import Notes, listed_party, read_date, require_nice_class, require_number, settle_kind
from indexers.st66 import finish
from indexers.statuses import dpma_status
from indexers.xmlstream import Element, text, texts
from ipsearch.records import MarkKind, Trademark

LISTED = "from-list-of-results"
"""Note of a record that holds no more than a list shows."""

_FORMS: Mapping[str, MarkKind] = MappingProxyType(
    {
        "wortmarke": "word",
        "wort-bildmarke": "combined",
        "bildmarke": "figurative",
        "dreidimensionale-marke": "three_dimensional",
        "farbmarke": "colour",
        "hoermarke": "sound",
        "klangmarke": "sound",
        "bewegungsmarke": "motion",
        "multimediamarke": "multimedia",
        "hologrammmarke": "hologram",
        "positionsmarke": "position",
        "mustermarke": "pattern",
        "sonstige-marke": "other",
    }
)
"""Forms of a mark (Markenform) at the DPMA; the first two stand in real answers."""


def read_hit(entry: Element) -> Trademark:
    """One ``Entries`` element. Raises :class:`~ipsearch.errors.InputError` for what cannot be a record."""
    notes: Notes = [LISTED]
    number = require_number(text(entry, "ApplicationNumber"))
    words, described = text(entry, "MarkVerbalElementText"), text(entry, "MarkDescriptionDetails/DescriptionText")
    label = text(entry, "MarkCurrentStatusCode")
    registered = read_date(text(entry, "RegistrationDate"), "RegistrationDate", notes)
    numbers = re.split(r"[\s,;]+", " ".join(texts(entry, "Classification")))
    classes = {require_nice_class(raw) for raw in numbers if raw}
    return finish(
        Trademark(
            office=text(entry, "RegistrationOfficeCode") or "DE",
            application_number=number,
            registration_number=number if registered else "",
            mark=words,
            kind=_kind(text(entry, "MarkFeature"), words, notes),
            classes=tuple(sorted(classes)),
            status=dpma_status(label),
            status_code=label,
            application_date=read_date(text(entry, "ApplicationDate"), "ApplicationDate", notes),
            registration_date=registered,
            applicants=tuple(listed_party(value) for value in texts(entry, "Applicant")),
            # The list repeats the words of the mark where the register has no description.
            description="" if described == words else described,
        ),
        notes,
    )


def is_whole(record: Trademark) -> bool:
    """Whether the record replaces what is stored; one from a list only adds to it."""
    return LISTED not in record.notes


def merge_hit(stored: Trademark | None, hit: Trademark) -> Trademark | Rejected:
    """What a list means for the stored mark: what the list does not show is kept, goods and events above all."""
    if stored is None or not is_whole(stored):
        return hit
    return merge_part(stored, msgspec.structs.replace(hit, notes=tuple(n for n in hit.notes if n != LISTED)))


def _kind(form: str, words: str, notes: Notes) -> MarkKind:
    kind = _FORMS.get(form.casefold(), "unknown")
    if kind == "unknown" and form:
        notes.append(f"mark-feature:{form}")
    return settle_kind(kind, form, words, notes)
