"""What a user would write by hand with Elasticsearch: character bigrams and pinyin, or a fuzzy query.

The baseline is as good as it can be without our keys. It gets our normal form (case, width, traditional characters) and
every reading of a character; its tokens are made here, because an n-gram tokenizer and a pinyin filter are modules that
not every cluster has, and would make the same ones. The index has the settings of ours and is merged as ours is. A
search neither counts its hits nor fetches the tokens, and what it shows of a hit is what our lean part holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice, product
from typing import Any

from elasticsearch import Elasticsearch, helpers

from ipsearch.documents.trademark import Prepared
from ipsearch.records import Trademark
from ipsearch.text.normal import normalise
from ipsearch.text.sound import MOST_READINGS, syllables

EXPENSIVE = "search.allow_expensive_queries"
_SHOWN = {"type": "keyword", "index": False, "doc_values": False}
_MAPPINGS = {
    "dynamic": "strict",
    "_source": {"excludes": ["mark", "grams", "pinyin"]},
    "properties": {
        "mark": {"type": "keyword", "doc_values": False},
        "grams": {"type": "text", "analyzer": "whitespace"},
        "pinyin": {"type": "text", "analyzer": "whitespace"},
        "name": _SHOWN,
        "number": _SHOWN,
        "classes": {"type": "keyword"},
        "status": {"type": "keyword"},
    },
}
_MERGE_SECONDS = 4 * 3600.0

Json = dict[str, Any]


def compact(name: str) -> str:
    """The normal form without spaces."""
    return normalise(name).replace(" ", "")


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters; of a single character, itself."""
    return [text[i : i + 2] for i in range(len(text) - 1)] or [text][: len(text)]


def pinyin(text: str) -> list[str]:
    """The whole in toneless pinyin, in each reading; what is no Han character stays as it is."""
    readings = product(*(syllables(char) or (char,) for char in text))
    return list(dict.fromkeys("".join(reading) for reading in islice(readings, MOST_READINGS))) if text else []


def grams_query(name: str) -> Json:
    """At least half of the bigrams, or the same sound."""
    text = compact(name)
    shared = [{"term": {"grams": gram}} for gram in dict.fromkeys(bigrams(text))]
    alike = {"bool": {"should": shared, "minimum_should_match": "50%"}}
    return {"bool": {"should": [alike, {"match": {"pinyin": " ".join(pinyin(text))}}]}}


def fuzzy_query(name: str) -> Json:
    """The mark with up to two edits: none for 2 characters, one for 3 to 5; of all such marks the cluster takes 50."""
    return {"fuzzy": {"mark": {"value": compact(name), "fuzziness": "AUTO"}}}


def uncut_fuzzy_query(name: str) -> Json:
    """The same for who wants more of them: one edit for 2 to 5 characters, two for more, and no mark left out."""
    near = {"value": compact(name), "fuzziness": "AUTO:2,6", "rewrite": "constant_score"}
    return {"fuzzy": {"mark": near}}


class ByHand:
    """An index of marks for both queries."""

    def __init__(self, client: Elasticsearch, index: str, shards: int) -> None:
        self._client, self.index = client, index
        self._settings = {"number_of_shards": shards, "number_of_replicas": 0, "refresh_interval": "-1"}

    def create(self) -> None:
        """Make it, empty, in place of one that was there."""
        self._client.indices.delete(index=self.index, ignore_unavailable=True)
        self._client.indices.create(index=self.index, settings=self._settings, mappings=_MAPPINGS)

    def put(self, records: Sequence[tuple[Trademark, Prepared]]) -> None:
        """Add marks; raises what the cluster refuses."""
        actions = ({"_index": self.index, "_id": p.id, "_source": _source(record, p)} for record, p in records)
        helpers.bulk(self._client, actions, chunk_size=len(records) or 1, request_timeout=120)

    def finish(self) -> None:
        """Merge each shard to one segment and make all marks visible."""
        merging = self._client.options(request_timeout=_MERGE_SECONDS)
        merging.indices.forcemerge(index=self.index, max_num_segments=1)
        self._client.indices.refresh(index=self.index)

    def count(self) -> int:
        """Marks that can be found; 0 without an index."""
        if not self._client.indices.exists(index=self.index):
            return 0
        found: int = self._client.count(index=self.index)["count"]
        return found

    def search(self, query: Json, limit: int) -> list[str]:
        """Ids of the best, best first; what is shown of them is fetched too."""
        answer = self._client.search(index=self.index, query=query, size=limit, track_total_hits=False)
        return [hit["_id"] for hit in answer["hits"]["hits"]]


def _source(record: Trademark, prepared: Prepared) -> Json:
    text = prepared.form.compact
    return {
        "mark": text,
        "grams": " ".join(bigrams(text)),
        "pinyin": " ".join(pinyin(text)),
        "name": record.mark,
        "number": record.application_number,
        "classes": record.classes,
        "status": record.status,
    }


@contextmanager
def expensive_queries(client: Elasticsearch) -> Iterator[None]:
    """Allow a cluster what a fuzzy query needs; afterwards it is as it was."""
    kept = client.cluster.get_settings(flat_settings=True)["persistent"].get(EXPENSIVE)
    client.cluster.put_settings(persistent={EXPENSIVE: True})
    try:
        yield
    finally:
        client.cluster.put_settings(persistent={EXPENSIVE: kept})
