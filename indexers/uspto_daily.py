"""USPTO bulk data: ``trademark-applications-daily``, the daily and annual XML of the Trademark Applications product.

Written from its DTD (V2.0, 2005-04-01) and the product documentation. A ``case-file`` is a record; a file holds up to
some hundred thousand. Dates are YYYYMMDD; classes three digits; a statement's six-character ``type-code`` says what
its text is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from indexers.officevalues import Notes, joined, read_date, require_number
from indexers.st66 import finish
from indexers.statuses import termination_date, uspto_status
from indexers.uspto_notes import note_entity, note_header, note_us_classes, rest
from indexers.uspto_values import (
    CORRESPONDENT,
    LANGUAGE,
    drawing_kind,
    event_kind,
    named,
    national_goods,
    note_designs,
    note_first_use,
    split_owners,
)
from indexers.xmlstream import Element, find_all, text, texts
from ipsearch.records import Event, Goods, Party, Priority, Trademark

NICE_SINCE = dt.date(1973, 9, 1)
"""Applications filed from this day on are in the international classification (37 CFR 2.85(a))."""

_HEADER = "case-file-header"
_CLAIM = "foreign-priority-claim-in"
_FOREIGN = ("entry-number", "country", _CLAIM)
"""What is read of a foreign application beside its number and date."""
_INTERNATIONAL_NUMBER, _INTERNATIONAL_CODE = "international-registration-number", "international-status-code"
_GOODS = re.compile(r"GS(.{3})(.?)")
_LESS_GOODS = "2"
"""Last position of a statement that names only what was taken out of the goods of a class."""
# DS is not among the documented codes: files of 2024 have the words that are disclaimed ("RACINO") under it.
_STATEMENTS = (("D0", "disclaimer"), ("D1", "disclaimer"), ("DS", "disclaimer"), ("TLIT", "transliteration"),
               ("TR", "translation"), ("CC", "colours"), ("CD", "colours"), ("DM", "description"),
               ("PM", "pseudo-mark"), ("MK", "mark"))  # fmt: skip
_ACTIVE = "6"
"""Status of a class in force (``ACTIVE`` in TSDR)."""
_US_STATE = re.compile(r"[A-Z]{2}\Z")


def read_case_file(case: Element) -> Trademark:
    """One ``case-file``. Raises :class:`~ipsearch.errors.InputError` ``record.no_number`` without serial number."""
    notes: Notes = []
    number = require_number(text(case, "serial-number"))
    registration = text(case, "registration-number")
    statements = _statements(case)
    words = _mark(text(case, f"{_HEADER}/mark-identification"), _statement(statements, "mark"))
    goods = _goods(case, statements, notes)
    applicants, former = split_owners(_owners(case), notes)
    code = text(case, f"{_HEADER}/status-code")
    status = uspto_status(code)
    status_date = _day(case, f"{_HEADER}/status-date", notes)
    cancelled, abandoned = (_day(case, f"{_HEADER}/{name}-date", notes) for name in ("cancellation", "abandonment"))
    if cancelled is not None and abandoned is not None:  # a record has one end
        notes.append(f"abandonment-date:{text(case, f'{_HEADER}/abandonment-date')}")
    drawing = text(case, f"{_HEADER}/mark-drawing-code")
    solid = text(case, f"{_HEADER}/drawing-3d-current-in") == "T"
    _note_header(case, notes)
    _note_statements(statements, notes)
    note_designs(texts(case, "design-searches/design-search/code"), notes, every=True)
    _note_beside(case, notes)
    return finish(
        Trademark(
            office="US",
            application_number=number,
            # Seven zeros stand for "not registered".
            registration_number=registration if registration.strip("0") else "",
            mark=words,
            kind=drawing_kind(drawing, words, notes, solid=solid),
            classes=tuple(sorted({item.nice_class for item in goods})),
            goods=tuple(item for item in goods if item.text),
            status=status,
            status_code=code,
            status_date=status_date,
            application_date=_day(case, f"{_HEADER}/filing-date", notes),
            publication_date=_day(case, f"{_HEADER}/published-for-opposition-date", notes),
            registration_date=_day(case, f"{_HEADER}/registration-date", notes),
            termination_date=termination_date(status, cancelled or abandoned, None, status_date),
            priorities=_priorities(case, notes),
            applicants=applicants,
            agents=_agents(case, notes),
            transliteration=_statement(statements, "transliteration"),
            translation=_statement(statements, "translation"),
            description=_statement(statements, "description"),
            disclaimer=_statement(statements, "disclaimer"),
            colours=_statement(statements, "colours"),
            events=(*_events(case, notes), *_madrid_filings(case, notes), *former),
            international_number=text(case, "international-registration/international-registration-number"),
            language=LANGUAGE,
        ),
        notes,
    )


def _mark(identification: str, overflow: str) -> str:
    """The mark with what of it went beyond the field ("mark overflow"), which may repeat the beginning."""
    if overflow.startswith(identification):
        return overflow
    return joined(identification, *overflow.split("\n"), by=" ")


def _day(case: Element, path: str, notes: Notes) -> dt.date | None:
    return read_date(text(case, path), path.rpartition("/")[2], notes)


def _statements(case: Element) -> list[tuple[str, str]]:
    """Type code and text of every statement; a statement may be cut into several texts."""
    found = find_all(case, "case-file-statements/case-file-statement")
    pairs = [(text(node, "type-code"), "\n".join(texts(node, "text"))) for node in found]
    return [(code, words) for code, words in pairs if words]


def _meaning(code: str) -> str:
    return next((meaning for prefix, meaning in _STATEMENTS if code.startswith(prefix)), "")


def _statement(statements: Sequence[tuple[str, str]], meaning: str) -> str:
    return "\n".join(words for code, words in statements if _meaning(code) == meaning)


def _note_statements(statements: Sequence[tuple[str, str]], notes: Notes) -> None:
    for code, words in statements:
        meaning = _meaning(code)
        if meaning == "pseudo-mark":
            notes.append(f"pseudo-mark:{words}")
        elif not meaning and not _GOODS.match(code):
            notes.append(f"statement-{code}:{words}")


def _goods(case: Element, statements: Sequence[tuple[str, str]], notes: Notes) -> list[Goods]:
    """Goods per class: statements are joined with the classification whose primary code they name."""
    described: dict[str, list[str]] = {}
    for code, words in statements:
        found = _GOODS.match(code)
        if found and found[2] == _LESS_GOODS:
            notes.append(f"less-goods:{found[1].strip()}:{words}")
        elif found:
            described.setdefault(found[1].strip(), []).append(words)
    goods: list[Goods] = []
    filed = _day(case, f"{_HEADER}/filing-date", notes)
    # Without an international code, the filing date says which system a number belongs to.
    is_nice = filed is not None and filed >= NICE_SINCE
    for node in find_all(case, "classifications/classification"):
        international = texts(node, "international-code")
        prime = text(node, "primary-code") or next(iter(international), "")
        note_first_use(prime, text(node, "first-use-anywhere-date"), text(node, "first-use-in-commerce-date"), notes)
        words = "\n".join(described.pop(prime, []))
        nice = international or ([prime] if is_nice else [])
        goods += national_goods(prime, nice, words, text(node, "status-code"), notes)
    for prime, left in described.items():  # a statement without a classification
        goods += national_goods(prime, [prime] if is_nice else [], "\n".join(left), "", notes)
    return goods


def _owners(case: Element) -> list[tuple[str, Party]]:
    return [(text(node, "party-type"), _owner(node)) for node in find_all(case, "case-file-owners/case-file-owner")]


def _owner(node: Element) -> Party:
    state = text(node, "state")
    # Owners in the United States have a state and no country; so do those that are of a state.
    country = text(node, "country") or ("US" if _US_STATE.match(state) else "")
    origin = text(node, "nationality/country") or ("US" if text(node, "nationality/state") else "")
    lines = ("address-1", "address-2", "city", "state", "postcode")
    return Party(
        name=text(node, "party-name"),
        address=joined(*(text(node, line) for line in lines), text(node, "other")),
        country=country or origin,
    )


def _agents(case: Element, notes: Notes) -> tuple[Party, ...]:
    """Attorney, domestic representative and correspondent, whose first address line is a name; old files have the
    correspondent among the owners."""
    lines = texts(case, "correspondent/*") or [""]
    parties = (
        Party(name=text(case, f"{_HEADER}/attorney-name")),
        Party(name=text(case, f"{_HEADER}/domestic-representative-name")),
        Party(name=lines[0], address=joined(*lines[1:])),
        *(party for stage, party in _owners(case) if stage == str(CORRESPONDENT)),
    )
    return named(parties, notes)


def _priorities(case: Element, notes: Notes) -> tuple[Priority, ...]:
    found = [_foreign(node, notes) for node in find_all(case, "foreign-applications/foreign-application")]
    claimed = _day(case, "international-registration/priority-claimed-date", notes)
    if claimed is not None:
        number = text(case, "international-registration/international-registration-number")
        found.append(Priority(number=number, country="WO", date=claimed))
    return tuple(found)


def _foreign(node: Element, notes: Notes) -> Priority:
    """Section 44(d) claims priority; section 44(e) rests on a foreign registration, which is no priority."""
    claimed, by_registration = text(node, _CLAIM) == "T", _is_by_registration(node)
    return Priority(
        number=text(node, "registration-number" if by_registration else "application-number"),
        country=text(node, "country") or text(node, "other"),
        date=_day(node, "registration-date" if by_registration else "filing-date", notes),
        kind="" if claimed else "foreign registration" if by_registration else "foreign application",
    )


def _is_by_registration(node: Element) -> bool:
    return bool(text(node, "registration-number")) and text(node, _CLAIM) != "T"


def _note_header(case: Element, notes: Notes) -> None:
    for header in find_all(case, _HEADER):
        note_header(header, notes)
    for name in ("dba-aka-text", "entity-statement", "composed-of-statement", "name-change-explanation"):
        notes.extend(f"owner-{name}:{value}" for value in texts(case, f"case-file-owners/case-file-owner/{name}"))
    for node in find_all(case, "prior-registration-applications/prior-registration-application"):
        notes.append(f"prior-{text(node, 'relationship-type')}:{text(node, 'number')}")
    if text(case, "prior-registration-applications/other-related-in") == "T":
        notes.append("prior-and-others")


def _note_beside(case: Element, notes: Notes) -> None:
    """Particulars of owners, foreign applications and classes that have no field."""
    for node in find_all(case, "case-file-owners/case-file-owner"):
        state, country, other = (text(node, f"nationality/{name}") for name in ("state", "country", "other"))
        note_entity(
            text(node, "party-name"), text(node, "legal-entity-type-code"), state, joined(country, other), notes
        )
    for node in find_all(case, "foreign-applications/foreign-application"):
        # The priority has room for one number and one date.
        read = ("registration-number",) if _is_by_registration(node) else ("application-number", "filing-date")
        if said := rest(node, *_FOREIGN, *read):
            notes.append(f"foreign:{joined(text(node, 'country'), text(node, read[0]), by=' ')}: {said}")
    for node in find_all(case, "classifications/classification"):
        prime = text(node, "primary-code") or text(node, "international-code")
        note_us_classes(prime, texts(node, "us-code"), notes)
        # A class that is not active has ended apart from the others.
        status = text(node, "status-code")
        if status not in ("", _ACTIVE):
            notes.append(f"class-status:{joined(prime, status, text(node, 'status-date'), by=' ')}")


def _events(case: Element, notes: Notes) -> list[Event]:
    events = [_history(node, notes) for node in find_all(case, "case-file-event-statements/case-file-event-statement")]
    for name, kind in (("renewal-date", "renewal"), ("republished-12c-date", "publication")):
        if (day := _day(case, f"{_HEADER}/{name}", notes)) is not None:
            events.append(Event(kind, day, code=name))
    for node in find_all(case, "international-registration"):
        events.append(_international(node, notes))
        if (death := _day(node, "international-death-date", notes)) is not None:
            events.append(Event("international registration ended", death))
    return events


def _history(node: Element, notes: Notes) -> Event:
    code = text(node, "code")
    return Event(
        event_kind(code),
        _day(node, "date", notes),
        code=code,
        text=text(node, "description-text"),
        # The number is that of a proceeding or an examiner; 0 is none.
        reference=text(node, "number").lstrip("0"),
    )


def _international(node: Element, notes: Notes) -> Event:
    return Event(
        "international registration",
        _day(node, "international-registration-date", notes),
        code=text(node, _INTERNATIONAL_CODE),
        text=rest(
            node, _INTERNATIONAL_NUMBER, _INTERNATIONAL_CODE, "international-registration-date",
            "international-death-date", "priority-claimed-in", "priority-claimed-date",
        ),
        reference=text(node, _INTERNATIONAL_NUMBER),
    )  # fmt: skip


def _madrid_filings(case: Element, notes: Notes) -> list[Event]:
    """International filings that rest on this mark: another right, so its number is not the mark's own."""
    events: list[Event] = []
    for node in find_all(case, "madrid-international-filing-requests/madrid-international-filing-record"):
        reference = text(node, "reference-number")
        events.append(
            Event(
                "madrid filing",
                _day(node, "original-filing-date-uspto", notes),
                code=text(node, _INTERNATIONAL_CODE),
                text=joined(
                    text(node, _INTERNATIONAL_NUMBER),
                    rest(
                        node, "entry-number", "reference-number", "original-filing-date-uspto", _INTERNATIONAL_NUMBER,
                        _INTERNATIONAL_CODE,
                    ),
                ),
                reference=reference,
            )
        )  # fmt: skip
        for step in find_all(node, "madrid-history-events/madrid-history-event"):
            events.append(
                Event(
                    "madrid", _day(step, "date", notes), text(step, "code"), text(step, "description-text"), reference
                )
            )
    return events
