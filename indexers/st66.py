"""WIPO Standard ST.66: what the trade mark files of EUIPO, DPMA and USPTO (TSDR) share.

The three are dialects of one schema, each in a namespace of its own and with its own extensions. :func:`read_mark`
reads the common part of a ``TradeMark`` element; the sources add their status words, parties and extensions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

import msgspec

from indexers.officevalues import Notes, joined, read_date, read_vienna, require_number
from indexers.st66_claims import read_claims
from indexers.unread import note_unread, say_unread
from indexers.xmlstream import Element, find_all, text, texts
from ipsearch.records import Event, Trademark

_COLOURS = ("MarkImageColourClaimedText", "MarkImageColourPartClaimedText", "Colour")
_WORDS = ("WordMarkSpecification/MarkVerbalElementText", "WordMarkSpecification/MarkSignificantVerbalElement")
_READ = frozenset((
    "RegistrationOfficeCode", "ApplicationNumber", "ApplicationDate", "ApplicationDateTime", "RegistrationNumber",
    "RegistrationDate", "ApplicationLanguageCode", "ExpiryDate", "TerminationDate", "MarkCurrentStatusCode",
    "MarkCurrentStatusDate", "KindMark", "MarkFeature", "MarkDescriptionDetails", "MarkDisclaimerDetails",
    "OppositionPeriodStartDate", "OppositionPeriodEndDate", "WordMarkSpecification", "MarkImageDetails",
    "GoodsServicesDetails", "PriorityDetails", "SeniorityDetails", "ExhibitionPriorityDetails", "PublicationDetails",
    "ApplicantDetails", "HolderDetails", "RepresentativeDetails", "MarkRecordDetails",
    "InternationalRegistrationNumber",
))  # fmt: skip
"""Elements of a ``TradeMark`` that every source reads."""
_WORD = frozenset((
    "MarkVerbalElementText", "MarkSignificantVerbalElement", "MarkVerbalElementSignificantIndicator", "MarkTranslation",
    "MarkTransliteration", "MarkStandardCharacterIndicator",
))  # fmt: skip
_IMAGE = frozenset((
    "MarkImageURI", "MarkImageFilename", "MarkImageIdentifier", "MarkImageFileFormat", "MarkImageCategory",
    "MarkImageColourMode", "MarkImageRepresentationSize", "MarkImageQualityIndicator", "MarkImageRenditionDetails",
    *_COLOURS,
))  # fmt: skip
_PUBLICATION = frozenset((
    "PublicationIdentifier", "PublicationSection", "PublicationDate", "PublicationPage", "PublicationExt",
))  # fmt: skip


def read_mark(mark: Element, office: str, notes: Notes) -> Trademark:
    """The common part of a ``TradeMark`` element: numbers, dates, mark, priorities, publications.

    Kind, status, goods and parties differ by office and are left to the source. Raises
    :class:`~ipsearch.errors.InputError` ``record.no_number``.
    """
    published = _publications(mark, notes)
    images = _images(mark)
    notes.extend(f"image:{image}" for image in images[1:])
    for path, read in (("WordMarkSpecification", _WORD), ("MarkImageDetails/MarkImage", _IMAGE)):
        for node in find_all(mark, path):
            note_unread(node, read, notes)
    return Trademark(
        office=office,
        application_number=require_number(text(mark, "ApplicationNumber")),
        registration_number=text(mark, "RegistrationNumber"),
        mark=verbal_elements(mark, *_WORDS),
        status_date=_date(mark, "MarkCurrentStatusDate", notes),
        application_date=_date(mark, "ApplicationDate", notes) or _date(mark, "ApplicationDateTime", notes),
        registration_date=_date(mark, "RegistrationDate", notes),
        expiry_date=_date(mark, "ExpiryDate", notes),
        termination_date=_date(mark, "TerminationDate", notes),
        publication_date=_first_publication(published),
        priorities=read_claims(mark, notes),
        vienna=read_vienna(
            texts(mark, "MarkImageDetails/MarkImage/MarkImageCategory/CategoryCodeDetails/CategoryCode"), notes
        ),
        transliteration=sentences(mark, "WordMarkSpecification/MarkTransliteration"),
        translation=sentences(mark, "WordMarkSpecification/MarkTranslation"),
        description=sentences(mark, "MarkDescriptionDetails/MarkDescription"),
        disclaimer=sentences(mark, "MarkDisclaimerDetails/MarkDisclaimer"),
        colours=joined(*(sentences(mark, f"MarkImageDetails/MarkImage/{name}") for name in _COLOURS), by="; "),
        events=(*_opposition_period(mark, notes), *published),
        image=images[0] if images else "",
        international_number=text(mark, "InternationalRegistrationNumber"),
        language=text(mark, "ApplicationLanguageCode").lower(),
    )


def verbal_elements(mark: Element, *paths: str) -> str:
    """The words of a mark, each element once, from the first of some paths that has any: the significant element
    repeats the others, or a part of them, but a mark that has it alone must not lose its words."""
    return " ".join(dict.fromkeys(next(filter(None, (texts(mark, path) for path in paths)), ())))


def finish(record: Trademark, notes: Notes) -> Trademark:
    """The record with its notes, each once."""
    return msgspec.structs.replace(record, notes=tuple(dict.fromkeys(notes)))


def note_rest(mark: Element, read: Set[str], notes: Notes) -> None:
    """What the elements of a ``TradeMark`` say that neither every source nor this one (``read``) reads.

    The standard has many that the offices' known files lack, and an office may add its own.
    """
    note_unread(mark, _READ | read, notes)


def _date(node: Element, name: str, notes: Notes) -> dt.date | None:
    return read_date(text(node, name), name, notes)


def sentences(node: Element, path: str) -> str:
    """The texts at a path, each once, a line each."""
    return "\n".join(dict.fromkeys(texts(node, path)))


def _images(mark: Element) -> list[str]:
    images = find_all(mark, "MarkImageDetails/MarkImage")
    named = (text(i, "MarkImageURI") or text(i, "MarkImageFilename") or text(i, "MarkImageIdentifier") for i in images)
    return [name for name in named if name]


def _publications(mark: Element, notes: Notes) -> list[Event]:
    return [
        Event(
            "publication",
            _date(node, "PublicationDate", notes),
            code=text(node, "PublicationSection"),
            text=joined(*say_unread(node, _PUBLICATION), by="; "),
            reference=joined(text(node, "PublicationIdentifier"), _page(node)),
        )
        for node in find_all(mark, "PublicationDetails/Publication")
    ]


def _page(publication: Element) -> str:
    page = text(publication, "PublicationPage")
    # The EUIPO's electronic bulletin has no pages and prints 0.
    return f"p. {page}" if page.strip("0") else ""


def _first_publication(publications: list[Event]) -> dt.date | None:
    """Of the application: section A of the EUIPO's bulletin (B: registrations, C: changes), or one without section. A
    German mark is published when it is registered: part 1 of the Markenblatt (2: oppositions, 5: cancellations).
    """
    return next((e.date for e in publications if not e.code or e.code[0] in "A1"), None)


def _opposition_period(mark: Element, notes: Notes) -> list[Event]:
    start = _date(mark, "OppositionPeriodStartDate", notes)
    end = _date(mark, "OppositionPeriodEndDate", notes)
    if start is None and end is None:
        return []
    return [Event("opposition period", start or end, text=f"until {end.isoformat()}" if end else "")]
