"""One document with everything around it: family, citations both ways, legal events, status with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ipsearch.backends.base import Hit, Reader
from ipsearch.documents.legalstatus import meaning, status_of
from ipsearch.documents.patent import decode_lean, decode_record, document_tokens, family_key
from ipsearch.errors import Problem
from ipsearch.patentnumbers.keys import number_tokens
from ipsearch.patentnumbers.number import read_numbers
from ipsearch.patentnumbers.reading import Reading, step_text
from ipsearch.patents.lower import ROLES, asked_key
from ipsearch.patents.report import CitedView, EventView, Found, PatentView, StatusView
from ipsearch.patents.rows import hit_of
from ipsearch.query.ast import By, Not, Terms, View, all_of
from ipsearch.records import Patent, document_name

FIELDS = ("number", "application", "priority")
"""Where a number is looked for; the first that meets anything decides for a reading."""
MOST_CITING = 100
_BY_DATE = By("publication_date")


def not_found(number: str, records: int) -> Problem:
    """What to say of a number that names nothing: how it was read, a wrong check digit above all."""
    readings = read_numbers(number)
    if not readings:
        return Problem("query.not_number", {"value": number})
    first = readings[0]
    name = document_name(first.country, first.number, first.kind)
    values: dict[str, object] = {"value": number, "records": f"{records:,}", "read": name}
    wrong = next((step for step in first.steps if step.code == "check_wrong"), None)
    if wrong is None:
        return Problem("search.none", values)
    return Problem("search.none_check", {**values, "given": wrong.values[0], "right": wrong.values[1]})


class Documents:
    """Looks documents up in one generation."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def show(self, number: str) -> Found:
        """What a number names, each document with everything around it."""
        exact = self._exact(number)
        if any(record.kind for record in exact):
            return Found(number, tuple(map(self.view, exact)))
        readings = read_numbers(number)
        met = self._met(readings)
        chosen = met[0][0] if met else readings[0] if readings else None
        # A record without a kind (of a register) has the number of the publications for its id: it hides none of them.
        records = exact + [record for record in self._records(met) if record not in exact]
        countries = {record.country for record in records}
        steps = chosen.steps if chosen else ()
        return Found(
            number=number,
            views=tuple(map(self.view, records)),
            steps_zh=tuple(step_text(step, "zh") for step in steps),
            steps_en=tuple(step_text(step, "en") for step in steps),
            check=chosen.check if chosen and chosen.check != "none" else "",
            ambiguous=len(met) > 1 or (chosen is not None and not chosen.country and len(countries) > 1),
        )

    def first(self, number: str) -> Patent | None:
        """The first document that a number names, alone, one with a text before others; None if it names none."""
        exact = self._exact(number)
        if any(record.kind for record in exact):
            return exact[0]
        found = [*exact, *self._records(self._met(read_numbers(number)))]
        return next((record for record in found if record.title), found[0] if found else None)

    def _exact(self, identity: str) -> list[Patent]:
        return [decode_record(i, blob) for i, blob in self._reader.get([identity.strip().upper()]).items()]

    def _met(self, readings: Iterable[Reading]) -> list[tuple[Reading, tuple[Hit, ...]]]:
        """The readings of a number that name a document here, with these documents."""
        return [(reading, hits) for reading in readings if (hits := self._hits(reading))]

    def _records(self, met: Iterable[tuple[Reading, tuple[Hit, ...]]]) -> list[Patent]:
        ids = list(dict.fromkeys(hit.id for _, hits in met for hit in hits))
        stored = self._reader.get(ids)
        return [decode_record(i, stored[i]) for i in ids]

    def _hits(self, reading: Reading) -> tuple[Hit, ...]:
        keys = asked_key(reading)
        for field in sorted(FIELDS, key=lambda name: reading.role not in ROLES[name]):
            if hits := self._reader.search(Terms(field, keys), View(limit=None, sort=_BY_DATE)).hits:
                return hits
        return ()

    def view(self, record: Patent) -> PatentView:
        """A record with what surrounds it."""
        status = status_of(record)
        citing = Terms("cites", number_tokens(record.country, record.number)[-1:])
        page = self._reader.search(citing, View(limit=MOST_CITING, sort=By("publication_date", True)))
        return PatentView(
            record=record,
            status=StatusView(status.status, status.rule, status.event, status.as_of),
            family=tuple(hit_of(hit) for hit in self.members(record)),
            cited=self._cited(record),
            cited_by=tuple(hit_of(hit) for hit in page.hits),
            cited_by_total=page.total,
            events=tuple(
                EventView(event, code.kind if (code := meaning(record, event)) else "") for event in record.events
            ),
        )

    def members(self, record: Patent) -> Sequence[Hit]:
        """The other members of the simple family, oldest first."""
        family = all_of([Terms("family", (family_key(record),)), Not(Terms("id", (record.id,)))])
        return self._reader.search(family, View(limit=None, sort=_BY_DATE)).hits

    def _cited(self, record: Patent) -> tuple[CitedView, ...]:
        keys = {one.document: document_tokens(one.document) for one in record.citations if one.document}
        wanted = tuple(dict.fromkeys(tokens[1] for tokens in keys.values() if len(tokens) > 1))
        found: dict[str, Hit] = {}
        if wanted:
            for hit in self._reader.search(Terms("number", wanted), View(limit=None, sort="id")).hits:
                country, _, rest = hit.id.partition("-")
                number, _, _ = rest.partition("-")
                for key in number_tokens(country, number)[1:]:
                    found.setdefault(key, hit)
        views: list[CitedView] = []
        for citation in record.citations:
            tokens = keys.get(citation.document, ())
            known = found.get(tokens[1]) if len(tokens) > 1 else None
            title = decode_lean(known.lean).title if known else ""
            views.append(CitedView(citation, known.id if known else "", title))
        return tuple(views)
