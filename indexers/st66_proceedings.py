"""Proceedings about a mark in WIPO ST.66 and TM-XML: oppositions, appeals, decisions, entries in the register.

All are built alike: ``OppositionDetails/Opposition`` has ``OppositionIdentifier`` and ``OppositionDate``, its parties
by register key or with name and address, and its steps (``OppositionEventDetails``). Cancellations, which ST.66 lacks,
are read by the same pattern. What is not read of one is said behind the name of its element: nothing of it is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from indexers.officevalues import Notes, joined, read_date
from indexers.st66_parties import involved, said
from indexers.unread import say_unread
from indexers.xmlstream import Element, find_all, local_name, text, texts
from ipsearch.records import Event

_PROCEEDINGS = {"Opposition": "opposition", "Cancellation": "cancellation", "Appeal": "appeal", "Decision": "decision"}
READ = frozenset(("MarkEventDetails", *(f"{name}Details" for name in _PROCEEDINGS)))
"""Elements of a ``TradeMark`` that :func:`read_proceedings` reads."""
RECORD_KINDS = (
    ("transfer", "transfer"),
    ("surrender", "surrender"),
    ("licence", "licence"),
    ("renewal", "renewal"),
    ("change of name", "change of name"),
    ("changename", "change of name"),
    ("representative", "representative"),
    ("oppositionperiod", "opposition period"),
)
"""What is in the label of an entry, and the kind of event that it is."""
_RECORD_DATES = (
    "RecordCurrentStatusDate", "RecordEffectiveDate", "RecordFilingDate", "RecordPublicationDate",
    "RecordPublicationDetails/RecordPublication/PublicationDate",
)  # fmt: skip
_EARLIER = frozenset((
    "EarlierMarkCountryCode", "ApplicationNumber", "ApplicationDate", "RegistrationNumber", "RegistrationDate",
    "MarkFeature", "WordMarkSpecification", "MarkImageDetails", "DesignatedCountryDetails",
))  # fmt: skip
_RECORD = frozenset(("RecordIdentifier", "BasicRecordKind", "RecordCurrentStatusCode", "RecordCurrentStatusDate"))


def read_proceedings(mark: Element, notes: Notes) -> list[Event]:
    """Every proceeding with the decision in it and its steps, and the steps of the examination."""
    return [
        *(
            event
            for name, kind in _PROCEEDINGS.items()
            for node in find_all(mark, f"{name}Details/{name}")
            for event in _proceeding(node, name, kind, notes)
        ),
        *_steps(mark, "Mark", "prosecution", "", notes),
    ]


def read_records(mark: Element, notes: Notes) -> list[Event]:
    """The entries in the register (``MarkRecord``): transfers, licences, renewals, changes of representatives."""
    parts = find_all(mark, "MarkRecordDetails/MarkRecord/*")
    return [_record(node, notes) for node in parts if local_name(node) == "BasicRecord" or any(texts(node, ".//*"))]


def _proceeding(node: Element, name: str, kind: str, notes: Notes) -> Iterator[Event]:
    number = text(node, f"{name}Identifier")
    words = "DecisionText" if name == "Decision" else f"{name}GroundText"
    decided, outcome = f"{name}DecisionDate", f"{name}DecisionStatusCode"
    parties, known = _parties(node)
    read = {
        f"{name}Identifier", f"{name}Date", words, decided, outcome, f"{name}EventDetails", "EarlierMarkDetails",
        "ProceedingLanguageCode", *known,
    }  # fmt: skip
    lines = (line.strip() for value in texts(node, words) for line in value.splitlines())
    yield Event(
        kind,
        read_date(text(node, f"{name}Date"), f"{name}Date", notes),
        code=joined(*dict.fromkeys(lines), by="; "),
        text=joined(
            *parties,
            *(f"earlier mark {_earlier(n)}" for n in find_all(node, "EarlierMarkDetails/EarlierMark")),
            *say_unread(node, read),
            by="; ",
        ),
        reference=number,
    )
    if text(node, decided) or text(node, outcome):
        day = read_date(text(node, decided), decided, notes)
        yield Event("decision", day, code=text(node, outcome), text=kind, reference=number)
    yield from _steps(node, name, kind, number, notes)


def _steps(node: Element, name: str, kind: str, number: str, notes: Notes) -> Iterator[Event]:
    code, day, moment = (f"{name}Event{part}" for part in ("Code", "Date", "DateTime"))
    for step in find_all(node, f"{name}EventDetails/{name}Event"):
        yield Event(
            kind,
            read_date(text(step, day) or text(step, moment), day, notes),
            code=text(step, code),
            text=joined(text(step, "Comment"), *say_unread(step, {code, day, moment, "Comment"}), by="; "),
            reference=number,
        )


def _record(node: Element, notes: Notes) -> Event:
    # A record of another kind than the basic one has its kind for a name.
    label = text(node, "BasicRecordKind") or local_name(node).removeprefix("BasicRecord")
    path = next((path for path in _RECORD_DATES if text(node, path)), "")
    parties, known = _parties(node)
    return Event(
        _record_kind(label),
        read_date(text(node, path), path.rpartition("/")[2], notes) if path else None,
        code=label,
        text=joined(text(node, "RecordCurrentStatusCode"), *parties, *say_unread(node, {*_RECORD, *known}), by="; "),
        reference=text(node, "RecordIdentifier"),
    )


def _record_kind(label: str) -> str:
    lowered = label.lower()
    return next((kind for word, kind in RECORD_KINDS if word in lowered), "record")


def _parties(node: Element) -> tuple[list[str], set[str]]:
    """Who takes part, in words, and the elements that say so."""
    found = involved(node)
    return [f"{role} {said(party)}" for _, role, party in found], {name for name, _, _ in found}


def _earlier(node: Element) -> str:
    """An earlier mark by its numbers and words, where it is valid, and for which goods; it is a record of its own."""
    return joined(
        text(node, "EarlierMarkCountryCode"),
        *dict.fromkeys((text(node, "ApplicationNumber"), text(node, "RegistrationNumber"))),
        text(node, "WordMarkSpecification/MarkVerbalElementText"),
        *texts(node, "DesignatedCountryDetails/DesignatedCountryCode"),
        *say_unread(node, _EARLIER),
        by=" ",
    )
