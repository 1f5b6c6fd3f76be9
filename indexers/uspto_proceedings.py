"""USPTO, TSDR: what others did to a mark. Recorded assignments, and proceedings before the Trademark Trial and Appeal
Board (TTAB), which the answers in ST.96 hold with both sides, their marks and every step."""

from __future__ import annotations

from collections.abc import Iterator

from indexers.officevalues import Notes, joined, read_date
from indexers.st66_parties import in_words, said
from indexers.unread import say_unread
from indexers.uspto_contacts import contact_name, read_contact
from indexers.xmlstream import Element, find, find_all, local_name, text, texts
from ipsearch.records import Event, Party

_KINDS = ("opposition", "cancellation", "appeal")
_DECISION = "BOARD'S DECISION"
"""How the board's own label of a step begins that decides: 809, ``BOARD'S DECISION: SUSTAINED``."""
_READ = frozenset(("ProceedingStatus", "ProceedingEventBag", "ProceedingDocumentBag", "StaffBag"))
_MARK_NUMBERS = (
    "NationalApplicationNumber/ApplicationNumberText", "NationalRegistrationNumber",
    "WordMarkSpecification/MarkVerbalElementText",
)  # fmt: skip


def read_assignment(node: Element, notes: Notes) -> Event:
    """An ``Assignment``: the day on which it was recorded, both sides, the days on which they signed, the document."""
    giving, taking = (" and ".join(_names(node, side)) for side in ("Assignor", "Assignee"))
    # ST.96 has one day of execution, ST.66 and the draft of ST.96 one for each who signs.
    signed = [*texts(node, "AssignmentExecutedDate"), *texts(node, ".//AssignmentExecutionDate")]
    papers = [*texts(node, "AssignmentDocumentBag//*"), *texts(node, "AssignmentDocumentBag")]
    return Event(
        "assignment",
        read_date(text(node, "AssignmentRecordedDate"), "AssignmentRecordedDate", notes),
        code=text(node, "AssignmentConveyanceCategory"),
        text=joined(
            joined(f"from {giving}" if giving else "", f"to {taking}" if taking else "", by=" "),
            *(f"executed {day}" for day in dict.fromkeys(value[:10] for value in signed)),
            *dict.fromkeys(paper for paper in papers if paper.startswith("http")),
            by="; ",
        ),
        reference=text(node, "AssignmentIdentifier"),
    )


def read_board(mark: Element, notes: Notes) -> list[Event]:
    """Every proceeding of ``LegalProceedings`` with its steps, those that decide as decisions."""
    found = find_all(mark, "LegalProceedingsBag/LegalProceedings/*")
    return [event for node in found for event in _proceeding(node, notes)]


def _names(node: Element, side: str) -> list[str]:
    """The names on one side; ST.96 has them in a bag, ST.66 and the draft of ST.96 beside each other."""
    parties = (*find_all(node, side), *find_all(node, f"{side}Bag/{side}"))
    return [name for party in parties for contact in find_all(party, "Contact") if (name := contact_name(contact))]


def _proceeding(node: Element, notes: Notes) -> Iterator[Event]:
    label = local_name(node).lower()
    kind = next((kind for kind in _KINDS if kind in label), "proceeding")
    own = [child for child in find_all(node, "*") if find(child, "*") is None]
    numbers, days = ([child for child in own if local_name(child).endswith(end)] for end in ("Identifier", "Date"))
    number = text(numbers[0]) if numbers else ""
    parties = _parties(node)
    read = {*_READ, *map(local_name, (*numbers[:1], *days[:1], *parties)), *(f"{local_name(p)}Bag" for p in parties)}
    status = "ProceedingStatus/NationalStatus"
    since = text(node, f"{status}Date")
    if number or days or parties:
        yield Event(
            kind,
            read_date(text(days[0]), local_name(days[0]), notes) if days else None,
            code=text(node, f"{status}ExternalDescriptionText") or text(node, f"{status}Code"),
            text=joined(
                *(line for party in parties for line in _side(party)),
                f"status since {since[:10]}" if since else "",
                *say_unread(node, read),
                by="; ",
            ),
            reference=number,
        )
    for step in find_all(node, ".//ProceedingEvent"):
        yield _step(step, kind, number, notes)


def _parties(node: Element) -> list[Element]:
    """The two sides; the standard allows a bag of them, the USPTO writes each by itself."""
    bags = [child for child in find_all(node, "*") if local_name(child).endswith("Bag")]
    return [one for parent in (node, *bags) for one in find_all(parent, "*") if find(one, "Contact") is not None]


def _side(node: Element) -> Iterator[str]:
    """One side of a proceeding: the party with its marks, and who acts for it."""
    marks = [
        joined(*(text(one, path) for path in _MARK_NUMBERS), by=" ")
        for one in find_all(node, "AssociatedMarkBag/AssociatedMark")
    ]
    named = said(read_contact(node))
    yield joined(in_words(local_name(node)), named, f"({joined(*marks)})" if any(marks) else "", by=" ")
    for one in find_all(node, "*"):
        if (acting := read_contact(one)) != Party():
            yield f"{in_words(local_name(one))} {said(acting)}"


def _step(step: Element, kind: str, number: str, notes: Notes) -> Event:
    words = text(step, "NationalMarkEvent/MarkEventDescriptionText")
    return Event(
        "decision" if words.upper().startswith(_DECISION) else kind,
        read_date(text(step, "MarkEventDate"), "MarkEventDate", notes),
        code=text(step, "NationalMarkEvent/MarkEventCode"),
        text=joined(
            words,
            *texts(step, "NationalMarkEvent/CommentText"),
            *texts(step, "NationalMarkEvent/MarkEventDocumentIdentifier"),
            by="; ",
        ),
        reference=number,
    )
