"""A patent document as an index document: text streams, filters, and the lean part that comes back with a hit.

Texts of all languages stand in one field, an end of paragraph between them; claims and paragraphs of the description
are paragraphs of their own. A family that no feed names is told by the priorities: documents with exactly the same
priorities (without any: of the same application) are one simple family, as the DOCDB has it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from ipsearch.documents.days import day_number
from ipsearch.documents.legalstatus import event_kinds, status_of
from ipsearch.patentnumbers.keys import number_tokens
from ipsearch.records import DELETED, Filing, Party, Patent, PatentType
from ipsearch.text.classsymbol import ancestors, locarno_symbol
from ipsearch.text.partyname import party_key, person_key
from ipsearch.text.stream import is_word, stream, tokens
from ipsearch.text.words import ranking_words

ANALYSIS_VERSION = "7"
"""Raised whenever a token changes: an index made with another version must never be asked with this one."""

FAMILY = "patent"
SHOWN_APPLICANTS = 5
"""Applicants that a row of a list keeps by name; the record has all."""

Fields = dict[str, tuple[str, ...] | int]


class Lean(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What a row of a result list shows, small. Keys are short because every document carries one."""

    title: str = msgspec.field(default="", name="t")
    published: dt.date | None = msgspec.field(default=None, name="p")
    applied: dt.date | None = msgspec.field(default=None, name="a")
    priority: dt.date | None = msgspec.field(default=None, name="q")
    application: str = msgspec.field(default="", name="n")
    applicants: tuple[str, ...] = msgspec.field(default=(), name="h")
    inventors: tuple[str, ...] = msgspec.field(default=(), name="i")
    ipc: tuple[str, ...] = msgspec.field(default=(), name="c")
    family: str = msgspec.field(default="", name="f")
    type: PatentType = msgspec.field(default="unknown", name="y")
    status: str = msgspec.field(default="unknown", name="s")


class Prepared(NamedTuple):
    """A document in parts, ready for any engine."""

    id: str
    fields: Fields
    lean: bytes
    detail: bytes


_lean_decoder = msgspec.json.Decoder(Lean)
_record_decoder = msgspec.json.Decoder(Patent)
_ENCODER = msgspec.json.Encoder()


def prepare(record: Patent) -> Prepared:
    """Analyse one record. Pure; the costliest step of a load, made to run in several processes."""
    fields: dict[str, tuple[str, ...] | int] = {}
    status = status_of(record).status
    if DELETED in record.notes:  # nothing but its number finds it, so that one can learn what became of it
        family = record.id
        fields |= {"number": _own_number(record), "family": (family,)}
    else:
        family = family_key(record)
        for part in (_texts(record), _bibliography(record), _numbers(record), _parties(record), _classes(record)):
            fields.update((name, value) for name, value in part if value != ())
        fields |= {"family": (family,), "status": (status,)}
    lean = Lean(
        title=best_text(record.title),
        published=record.publication_date,
        applied=record.application.date if record.application else None,
        priority=earliest(record),
        application=record.application.number if record.application else "",
        applicants=tuple([party.shown for party in record.applicants[:SHOWN_APPLICANTS]]),
        inventors=tuple([party.shown for party in record.inventors[:SHOWN_APPLICANTS]]),
        ipc=(record.ipc or record.cpc)[:3],
        family=family,
        type=record.type,
        status=status,
    )
    return Prepared(record.id, fields, _ENCODER.encode(lean), _ENCODER.encode(record))


def decode_lean(blob: bytes) -> Lean:
    """The lean part of a hit."""
    return _lean_decoder.decode(blob)


def decode_record(_identity: str, blob: bytes) -> Patent:
    """A record from what an engine's ``get`` returns."""
    return _record_decoder.decode(blob)


def best_text(texts: Mapping[str, str]) -> str:
    """A text in Chinese if there is one, else in English, else in whatever language comes first."""
    return texts.get("zh") or texts.get("en") or next((text for text in texts.values() if text), "")


def earliest(record: Patent) -> dt.date | None:
    """The earliest priority date (最早优先权日): that of a priority claimed, else of the application itself."""
    own = (record.application.date,) if record.application else ()
    return min((date for date in (*(p.date for p in record.priorities), *own) if date), default=None)


def family_key(record: Patent) -> str:
    """The simple family: as the feed names it, else a key over the priorities, else over the application.

    Feeds write one priority in several ways (JP H11-322368, 32236899 A), so that its key counts, not its number.
    """
    if record.family_id:
        return "".join(record.family_id.split())
    claimed = record.priorities or ((record.application,) if record.application and record.application.number else ())
    keys = (number_tokens(one.country or record.country, one.number, one.kind) for one in claimed)
    names = sorted({known[:2][-1] for known in keys if known})  # with its country, without its kind
    if not names:
        return record.id
    return "~" + hashlib.blake2b("\n".join(names).encode(), digest_size=9).hexdigest()


def text_paragraphs(record: Patent, field: str) -> Iterator[str]:
    """The paragraphs of a text field of the index, in the order in which they are indexed."""
    match field:
        case "title":
            yield from record.title.values()
        case "abstract":
            yield from record.abstract.values()
        case "claims":
            for language in record.claims:
                yield from (one if isinstance(one, str) else one.text for one in record.claims[language])
        case "first_claim":
            for language in record.claims:
                yield from (one if isinstance(one, str) else one.text for one in record.claims[language][:1])
        case "description":
            for paragraphs in record.description.values():
                yield from paragraphs
        case "applicant_names":
            yield from _names((*record.applicants, *record.owners))
        case "inventor_names":
            yield from _names(record.inventors)
        case "agent_names":
            yield from _names(record.agents)
        case "names":
            yield from _names((*record.applicants, *record.owners, *record.inventors, *record.agents))
        case "cited_text":
            yield from (citation.text for citation in record.citations if citation.text)
        case _:
            raise KeyError(field)


TEXT_FIELDS = (
    "title", "abstract", "claims", "first_claim", "description", "names", "applicant_names", "inventor_names",
    "agent_names", "cited_text",
)  # fmt: skip
MOST_NAME_WORDS = 32
"""Words of a name that are told apart where it has no text field; a Chinese character is one."""
RANKED_FIELDS = frozenset(("title", "abstract", "claims"))
"""Texts whose words order a list."""


def _texts(record: Patent) -> Iterator[tuple[str, tuple[str, ...] | int]]:
    vocabulary: set[str] = set()
    for field in TEXT_FIELDS:
        paragraphs = tuple(text_paragraphs(record, field))
        found = stream(paragraphs)
        yield field, found
        if field in RANKED_FIELDS:
            yield f"{field}_words", ranking_words(" \n".join(paragraphs), found)
        if field not in ("first_claim", "names"):
            vocabulary.update(found)
    words = sorted(filter(is_word, vocabulary))
    yield "vocabulary", tuple(words)
    yield "vocabulary_reversed", tuple([word[::-1] for word in words])


def _bibliography(record: Patent) -> Iterator[tuple[str, tuple[str, ...] | int]]:
    yield "country", _token(record.country)
    yield "kind", _token(record.kind)
    yield "type", (record.type,)
    yield "language", _token(record.language)
    applied, priority = record.application.date if record.application else None, earliest(record)
    for name, date in (
        ("publication_date", record.publication_date),
        ("application_date", applied),
        ("priority_date", priority),
        ("grant_date", record.grant_date),
        ("expiry_date", record.expiry_date),
    ):
        if date:
            yield name, day_number(date)
    for name, date in (
        ("year", record.publication_date), ("application_year", applied), ("priority_year", priority)
    ):  # fmt: skip
        if date:
            yield name, (str(date.year),)
    count = max((len(claims) for claims in record.claims.values()), default=0)
    if count:
        yield "claim_count", count
    codes = [(e.country or record.country, "".join(e.code.split()).upper()) for e in record.events if e.code]
    yield "event", _unique(token for office, code in codes for token in (code, f"{office}:{code}"))
    yield "event_kind", _unique(event_kinds(record))
    yield "designated", _unique(record.designated)


def _numbers(record: Patent) -> Iterator[tuple[str, tuple[str, ...] | int]]:
    yield "number", _own_number(record)
    if record.application:
        yield "application", _unique(_filing_tokens(record.application, record.country))
    yield "priority", _unique(token for p in record.priorities for token in _filing_tokens(p, record.country))
    cited = (citation.document for citation in record.citations if citation.document)
    yield "cites", _unique(token for document in cited for token in document_tokens(document))
    yield "related", _unique(token for one in record.related for token in document_tokens(one.document))
    yield "extended_family", _token(record.extended_family_id)


def _own_number(record: Patent) -> tuple[str, ...]:
    return _unique((record.id, *number_tokens(record.country, record.number, record.kind)))


def document_tokens(document: str) -> tuple[str, ...]:
    """The keys of a document that is written ``US-7650331-B1``."""
    country, _, rest = document.partition("-")
    number, _, kind = rest.partition("-")
    return number_tokens(country, number, kind) if number else ()


def _filing_tokens(filing: Filing, country: str) -> tuple[str, ...]:
    return number_tokens(filing.country or country, filing.number, filing.kind) if filing.number else ()


def _parties(record: Patent) -> Iterator[tuple[str, tuple[str, ...] | int]]:
    applicants = _unique(key for party in record.applicants for key in _party_keys(party))
    yield "applicant", applicants
    yield "first_applicant", _unique(key for party in record.applicants[:1] for key in _findable(party))
    yield "owner", _unique(key for party in record.owners or record.applicants for key in _findable(party))
    yield "agent", _unique(key for party in record.agents for key in _party_keys(party))
    yield "inventor", _unique(token(person_key(p.name or p.name_en)) for p in record.inventors)
    yield "applicant_country", _unique(party.country for party in record.applicants)


def _party_keys(party: Party) -> Iterator[str]:
    for name in (party.name, party.name_en):
        if name:
            yield token(party_key(name).key)


def _findable(party: Party) -> Iterator[str]:
    """The keys of a party whose field has no text of its own: whole names, and every place where words can begin."""
    yield from _party_keys(party)
    for name in (party.name, party.name_en):
        words = tokens(name)
        yield from (name_words(words[i:]) for i in range(len(words)))


def name_words(words: Sequence[str]) -> str:
    """Words of a name from one of them on, as a token; a name that holds a run of words has one that begins with it."""
    return f"/{'_'.join(words[:MOST_NAME_WORDS])}_"


def token(text: str) -> str:
    """A text as one token: white space becomes ``_``, which no normal form of a name has."""
    return "_".join(text.split())


def label(value: str) -> str:
    """The text of a token that :func:`token` made."""
    return value.replace("_", " ")


def _classes(record: Patent) -> Iterator[tuple[str, tuple[str, ...] | int]]:
    additional = set(record.cpc_additional)
    yield "ipc", _above(record.ipc)
    yield "ipc_main", _above(record.ipc[:1])
    yield "cpc", _above(record.cpc)
    yield "cpc_inventive", _above(symbol for symbol in record.cpc if symbol not in additional)
    yield "cpc_additional", _above(record.cpc_additional)
    yield (
        "cpc_office",
        _unique(
            f"{one}|{office}"
            for symbol, _, office in (text.partition(" ") for text in record.cpc_offices)
            for one in ancestors(symbol)
        ),
    )
    yield "ipc4", _unique(symbol[:4] for symbol in record.ipc if len(symbol) >= 4)
    yield "cpc4", _unique(symbol[:4] for symbol in record.cpc if len(symbol) >= 4)
    yield "locarno", _unique(locarno_symbol(one) or token(one) for one in record.locarno)
    yield "national", _unique(token(symbol) for symbol in record.national)


def _above(symbols: Iterable[str]) -> tuple[str, ...]:
    known = tuple(symbols)
    return _unique((*(one for symbol in known for one in ancestors(symbol)), *(f"={symbol}" for symbol in known)))


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys("".join(value.split()) for value in values if value and value.strip()))


def _token(value: str) -> tuple[str, ...]:
    return _unique((value,))


def _names(parties: Iterable[Party]) -> Iterator[str]:
    for party in parties:
        yield from (name for name in dict.fromkeys((party.name, party.name_en)) if name)
