"""Similar documents (相似专利): characteristic words, classes and citations, combined in the open.

The score of a document is the sum of three parts, each between 0 and 1, each shown with what it rests on:

* words: the weight (inverse document frequency in this library) of the characteristic words of the document that the
  other one has too, as a share of the weight of all of them;
* classes: main groups in common, as a share of those of both;
* citations: 1 if one cites the other, half a point if both cite the same document.

Words come from title, abstract and claims. Candidates are the documents that rank best for the characteristic words,
and all that are linked by a citation; members of the document's own family are left out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from ipsearch.backends.base import Reader
from ipsearch.documents.patent import decode_record, document_tokens, family_key, text_paragraphs
from ipsearch.errors import UsageError, error_of
from ipsearch.patentnumbers.keys import number_tokens
from ipsearch.patents.documents import Documents, not_found
from ipsearch.patents.lower import RANKED
from ipsearch.patents.report import Searched, Shared, Similar, SimilarList
from ipsearch.patents.rows import hit_of
from ipsearch.query.ast import Node, Not, Nothing, Ranked, Terms, View, Weighed, all_of, any_of
from ipsearch.records import Patent
from ipsearch.text.stream import tokens
from ipsearch.text.words import ranking_words

CHARACTERISTIC = 20
"""Words that stand for a document."""
LOOKED_AT = 60
"""Most frequent words of the document whose frequency in the library is counted."""
CANDIDATES = 300
LANGUAGES = ("zh", "en")
"""Languages whose words are compared; nearly every document has a title in one of them."""
_COUNT = View(limit=0)


def similar(reader: Reader, number: str, limit: int, searched: Searched) -> SimilarList:
    """The documents most similar to the one that a number names. ``UsageError`` ``search.none`` if it names none."""
    record = Documents(reader).first(number)
    if record is None:
        raise error_of(UsageError, not_found(number, searched.records))
    weights = characteristic_words(reader, record, searched.records)
    shown = _as_written(record, weights)
    groups = _groups(record)
    cited, key = _citations(record), number_tokens(record.country, record.number)[-1:]
    outside = Not(Terms("family", (family_key(record),)))
    linked = _linked(key, cited)
    by_words: Node = any_of([Terms(field, tuple(weights)) for field, _ in RANKED]) if weights else Nothing()
    ranked = Ranked(tuple(Weighed(field, tuple(weights), weight) for field, weight in RANKED))
    rows = {hit.id: hit for hit in reader.search(all_of([by_words, outside]), View(CANDIDATES, sort=ranked)).hits}
    rows |= {hit.id: hit for hit in reader.search(all_of([linked, outside]), View(CANDIDATES, sort="id")).hits}
    stored = reader.get(list(rows))
    results: list[Similar] = []
    for identity, hit in rows.items():
        other = decode_record(identity, stored[identity])
        reasons = tuple(
            one
            for one in (_words(weights, shown, other), _classes(groups, other), _links(record, cited, other))
            if one.score > 0
        )
        if reasons:
            results.append(Similar(hit_of(hit), round(sum(one.score for one in reasons), 4), reasons))
    results.sort(key=lambda one: (-one.score, one.hit.id))
    return SimilarList(
        record.id, tuple(shown.values()), tuple(sorted(groups)), tuple(results[:limit]), len(rows), searched
    )


def characteristic_words(reader: Reader, record: Patent, records: int) -> dict[str, float]:
    """The words that tell a document from others, the most telling first, with their weights."""
    counts = Counter(_all_words(record))
    common = [word for word, _ in counts.most_common(LOOKED_AT)]
    queries: list[tuple[Node, View]] = [
        (any_of([Terms(field, (word,)) for field, _ in RANKED]), _COUNT) for word in common
    ]
    held = [page.total for page in reader.search_many(queries)]
    idf = {word: math.log((records + 1) / (count + 0.5)) for word, count in zip(common, held, strict=True)}
    telling = sorted(common, key=lambda word: (-(1 + math.log(counts[word])) * idf[word], word))
    return {word: round(idf[word], 4) for word in telling[:CHARACTERISTIC] if idf[word] > 0}


def _all_words(record: Patent) -> Iterable[str]:
    readable = _readable(record)
    for field in ("title", "abstract", "claims"):
        yield from (word for word in ranking_words(" \n".join(text_paragraphs(readable, field))) if len(word) > 1)


def _readable(record: Patent) -> Patent:
    """The record with its Chinese and English texts alone, if it has any: titles in three languages are one title."""
    texts = (record.title, record.abstract, record.claims)
    if not any(language in several for several in texts for language in LANGUAGES):
        return record
    title, abstract, claims = ({name: one[name] for name in LANGUAGES if name in one} for one in texts)
    return msgspec.structs.replace(record, title=title, abstract=abstract, claims=claims)


def _as_written(record: Patent, stems: Iterable[str]) -> dict[str, str]:
    """Words as the document writes them, for stems that are no words; of several forms the shortest."""
    forms: dict[str, str] = {}
    readable = _readable(record)
    for field in ("title", "abstract", "claims"):
        for word in set(tokens(" ".join(text_paragraphs(readable, field)))):
            for stem in ranking_words(word) if word.isascii() else ():
                forms[stem] = min(word, forms.get(stem, word), key=lambda one: (len(one), one))
    return {stem: forms.get(stem, stem) for stem in stems}


def _words(weights: dict[str, float], shown: dict[str, str], other: Patent) -> Shared:
    has = set(_all_words(other))
    found = [word for word in weights if word in has]
    whole = sum(weights.values())
    score = round(sum(weights[word] for word in found) / whole, 4) if whole else 0.0
    return Shared("words", tuple(shown[word] for word in found), score)


def _groups(record: Patent) -> set[str]:
    return {symbol.partition("/")[0] for symbol in (*record.ipc, *record.cpc)}


def _classes(groups: set[str], other: Patent) -> Shared:
    theirs = _groups(other)
    shared = groups & theirs
    return Shared("classes", tuple(sorted(shared)), round(len(shared) / len(groups | theirs), 4) if shared else 0.0)


def _citations(record: Patent) -> set[str]:
    """The documents that a record cites, as keys with country and number."""
    keys = (document_tokens(one.document) for one in record.citations if one.document)
    return {tokens[1] for tokens in keys if len(tokens) > 1}


def _linked(key: Sequence[str], cited: set[str]) -> Node:
    """Documents that cite this one, are cited by it, or cite what it cites."""
    found: list[Node] = [Terms("cites", tuple(key))]
    if cited:
        found += [Terms("number", tuple(sorted(cited))), Terms("cites", tuple(sorted(cited)))]
    return any_of(found)


def _links(record: Patent, cited: set[str], other: Patent) -> Shared:
    mine, theirs = number_tokens(record.country, record.number)[1:2], number_tokens(other.country, other.number)[1:2]
    if set(theirs) & cited:
        return Shared("cited", (other.id,), 1.0)
    others = _citations(other)
    if set(mine) & others:
        return Shared("cites", (other.id,), 1.0)
    common = cited & others
    return Shared("co_citation", tuple(sorted(common)), 0.5 if common else 0.0)
