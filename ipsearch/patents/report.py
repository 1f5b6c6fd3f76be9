"""What patent search answers: typed, frozen, and the same from Python and as JSON (``to_json``)."""

from __future__ import annotations

import datetime as dt

import msgspec

from ipsearch.records import Citation, LegalEvent, Patent


class Remark(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something to know about the reading of the query, in both languages; ``start..end`` is the text it speaks of."""

    code: str
    level: str
    text_zh: str
    text_en: str
    start: int = 0
    end: int = 0


class Mark(msgspec.Struct, frozen=True):
    """A place in a text that made the document a hit: ``text[start:end]``."""

    start: int
    end: int


class Excerpt(msgspec.Struct, frozen=True, omit_defaults=True):
    """A text with what was found in it. ``claim`` or ``paragraph`` number it from 1 where it is one of many."""

    field: str
    text: str
    marks: tuple[Mark, ...] = ()
    language: str = ""
    claim: int = 0
    paragraph: int = 0


class PatentHit(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of a list; with ``family_size`` (members that the query selects, of the whole family) if collapsed."""

    id: str
    title: str
    country: str
    type: str
    status: str
    publication_date: dt.date | None = None
    application_number: str = ""
    application_date: dt.date | None = None
    priority_date: dt.date | None = None
    applicants: tuple[str, ...] = ()
    inventors: tuple[str, ...] = ()
    ipc: tuple[str, ...] = ()
    family: str = ""
    family_size: int = 0
    excerpts: tuple[Excerpt, ...] = ()


COLUMNS = (
    "id", "title", "country", "type", "status", "publication_date", "application_number", "application_date",
    "priority_date", "applicants", "inventors", "ipc", "family", "family_size",
)  # fmt: skip
"""Columns of a list as a table, one document a row."""


def row_of(hit: PatentHit) -> tuple[object, ...]:
    """A document as :data:`COLUMNS` names its cells; in a list of documents no size of a family was counted."""
    return (*[getattr(hit, name) for name in COLUMNS[:-1]], hit.family_size or None)


class FacetValue(msgspec.Struct, frozen=True):
    """A value and how many documents (or families, see :class:`FacetCounts`) have it."""

    value: str
    label: str
    count: int


class FacetCounts(msgspec.Struct, frozen=True, omit_defaults=True):
    """A statistic on exactly the query of the list.

    ``basis`` says what is counted: ``publication`` (every document, by publication date) or ``family`` (every simple
    family once, by its earliest priority date). ``distinct`` values exist in all; ``lag`` names values (years) that are
    incomplete because publications come eighteen months after filing.
    """

    facet: str
    basis: str
    values: tuple[FacetValue, ...]
    distinct: int
    lag: tuple[str, ...] = ()


class Searched(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was searched: so that no result is ever mistaken for not having searched."""

    records: int
    with_claims: int
    with_description: int
    as_of: str
    generation: str


class PatentPage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page of a list.

    ``dialect``, ``confidence`` and ``reading`` say how the text was understood; ``total`` documents are selected, in
    ``families`` simple families where these are shown; ``cursor`` asks for the next page, empty at the end.
    """

    query: str
    dialect: str
    confidence: float
    reading: str
    total: int
    hits: tuple[PatentHit, ...]
    searched: Searched
    families: int | None = None
    facets: tuple[FacetCounts, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sort: str = ""
    cursor: str = ""
    took_ms: float = 0.0

    def to_json(self) -> bytes:
        """One JSON object."""
        return msgspec.json.encode(self)


class InDialect(msgspec.Struct, frozen=True, omit_defaults=True):
    """The query in another dialect, and what could not be said there."""

    dialect: str
    text: str
    losses: tuple[Remark, ...] = ()


class Explanation(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a query is understood: reading, remarks, the canonical form, other dialects, the request to the engine."""

    query: str
    dialect: str
    confidence: float
    reading: str
    remarks: tuple[Remark, ...]
    dialects: tuple[InDialect, ...]
    engine: str
    guesses: dict[str, float] = {}

    def to_json(self) -> bytes:
        """One JSON object."""
        return msgspec.json.encode(self)


class StatusView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The legal status with the rule, the event and the as-of date behind it."""

    status: str
    rule: str
    event: LegalEvent | None = None
    as_of: dt.date | None = None


class EventView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A legal event with what its code means; ``kind`` is empty for a code that is not known."""

    event: LegalEvent
    kind: str = ""


class CitedView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A citation, and the document here that it names, if it is loaded."""

    citation: Citation
    id: str = ""
    title: str = ""


class PatentView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record with everything around it: ``family`` members, documents ``cited`` and ``cited_by``, status, events."""

    record: Patent
    status: StatusView
    family: tuple[PatentHit, ...] = ()
    cited: tuple[CitedView, ...] = ()
    cited_by: tuple[PatentHit, ...] = ()
    cited_by_total: int = 0
    events: tuple[EventView, ...] = ()

    def to_json(self) -> bytes:
        """One JSON object."""
        return msgspec.json.encode(self)


class Found(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a number names: the records, how it was read (``steps``), and whether several readings met something."""

    number: str
    views: tuple[PatentView, ...]
    steps_zh: tuple[str, ...] = ()
    steps_en: tuple[str, ...] = ()
    check: str = ""
    ambiguous: bool = False

    def to_json(self) -> bytes:
        """One JSON object."""
        return msgspec.json.encode(self)


class Shared(msgspec.Struct, frozen=True, omit_defaults=True):
    """What two documents share: words, classes, links by citation; each with its part of the score.

    ``kind`` is ``words``, ``classes``, ``cites``, ``cited``, or ``co_citation``: both cite the same document, which the
    field calls bibliographic coupling (文献耦合).
    """

    kind: str
    what: tuple[str, ...]
    score: float


class Similar(msgspec.Struct, frozen=True):
    """A similar document: the score is the sum of its reasons."""

    hit: PatentHit
    score: float
    reasons: tuple[Shared, ...]


class SimilarList(msgspec.Struct, frozen=True, omit_defaults=True):
    """Documents similar to one, best first, and the characteristic words that were looked for."""

    number: str
    words: tuple[str, ...]
    classes: tuple[str, ...]
    results: tuple[Similar, ...]
    compared: int
    searched: Searched

    def to_json(self) -> bytes:
        """One JSON object."""
        return msgspec.json.encode(self)
