"""Patent documents for benchmarks: made of the sentences, names and symbols of real ones, with the numbers changed.

Each text is a row of real sentences in which every fourth word is replaced by another one, drawn as often as it occurs
in the real texts, and to which rare words come that few documents share: so the list of words grows with the library,
as it does in reality. The bibliography is that of a real document with its own number, dates, applicants, classes,
family and citations drawn anew. Descriptions are short (12 paragraphs) unless ``full`` asks for those of real length.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import msgspec

from benchmarks.registers import SHARED
from indexers.base import Rejected
from indexers.discover import discover
from indexers.library import find_library
from indexers.meter import Meter
from ipsearch.records import Citation, Claim, Filing, LegalEvent, Party, Patent

SEED = 11
FOLDERS = ("docdb", "uspto-grant", "uspto-application", "uspto-legacy", "epo-fulltext", "cnipa-xml", "dpma")
APPLICANTS = 20_000
RARE = 400_000
"""Rare words; a document has some of them."""
_SENTENCE = re.compile(r"(?<=[.;])\s+|(?<=[。；])")


def real_patents() -> list[Patent]:
    """Every real document with a text."""
    found: list[Patent] = []
    plan = discover([SHARED / "office-samples" / name for name in FOLDERS], find_library("patent"), None, Meter())
    for unit in plan.units:
        found += [
            one for one in unit.source.read(unit) if not isinstance(one, Rejected) and (one.abstract or one.claims)
        ]
    return found


class Corpus:
    """Draws documents; each corpus gives the same ones."""

    def __init__(self, real: Sequence[Patent]) -> None:
        self._rnd = random.Random(SEED)
        self._real = real
        self._en = self.sentences("en")
        self._zh = self.sentences("zh")
        self._words = [word for sentence in self._en for word in sentence]
        names = [p.name for one in real for p in one.applicants if p.name]
        self._names = [f"{self._rnd.choice(names)} {i}" for i in range(APPLICANTS)]
        self._weights = list(accumulate(1 / (i + 10) for i in range(APPLICANTS)))
        self.symbols = [symbol for one in real for symbol in one.ipc]

    def sentences(self, language: str) -> list[list[str]]:
        """The sentences of the real texts, as words or, in Chinese, characters."""
        found: list[list[str]] = []
        for record in self._real:
            claims = [c.text if isinstance(c, Claim) else c for c in record.claims.get(language, ())]
            for text in (record.abstract.get(language, ""), *claims, *record.description.get(language, ())):
                for sentence in _SENTENCE.split(text):
                    parts = sentence.split() if language == "en" else list(sentence.strip())
                    if 5 <= len(parts) <= 60:
                        found.append(parts)
        return found

    def patents(self, count: int, full: bool = False) -> Iterator[Patent]:
        """``count`` documents, ``full`` with descriptions of real length (60 paragraphs of five sentences)."""
        for i in range(count):
            yield self._patent(i, 60 if full else 12, 5 if full else 2)

    def _patent(self, i: int, paragraphs: int, length: int) -> Patent:
        rnd, base = self._rnd, self._rnd.choice(self._real)
        chinese = rnd.random() < 0.4
        language, country = ("zh", "CN") if chinese else ("en", rnd.choice(("US", "EP", "WO", "US")))
        filed = dt.date(1995, 1, 1) + dt.timedelta(days=rnd.randrange(10_500))
        published = filed + dt.timedelta(days=540)
        symbols = tuple(dict.fromkeys(rnd.choices(self.symbols, k=3)))
        number = str(30_000_000 + i)
        first = Filing(country, number, "A", filed)
        members = i - i % 5 if i % 5 < 3 else i
        return msgspec.structs.replace(
            base,
            country=country, number=number, kind=rnd.choice(("A", "B")), original="", publication_date=published,
            grant_date=None, application=first, priorities=(first,), family_id=str(members), language=language,
            title={language: self._text(1, chinese)[:120]}, abstract={language: self._text(5, chinese)},
            claims={language: tuple(self._text(1, chinese) for _ in range(12))},
            description={language: tuple(self._text(length, chinese) for _ in range(paragraphs))},
            applicants=tuple(Party(name) for name in rnd.choices(self._names, cum_weights=self._weights, k=2)),
            ipc=symbols, cpc=symbols, cpc_additional=(), cpc_offices=(),
            citations=tuple(Citation(f"US-{30_000_000 + rnd.randrange(i + 1)}-A") for _ in range(4)),
            events=(LegalEvent("GR01", published, country="CN"),) if chinese else (), notes=(), related=(),
        )  # fmt: skip

    def _text(self, sentences: int, chinese: bool) -> str:
        rnd = self._rnd
        parts: list[str] = []
        for sentence in rnd.choices(self._zh if chinese else self._en, k=sentences):
            changed = sentence if chinese else [rnd.choice(self._words) if rnd.random() < 0.25 else w for w in sentence]
            parts.append(("" if chinese else " ").join(changed))
            if rnd.random() < 0.3:
                parts[-1] += f" x{rnd.randrange(RARE):x}."
        return (("" if chinese else " ").join(parts)).strip()


def write_corpus(path: Path, count: int) -> None:
    """Write documents with short descriptions as NDJSON, unless the file is there."""
    if path.exists():
        return
    part = path.with_suffix(".part")
    encoder = msgspec.json.Encoder()
    with part.open("wb") as stream:
        for record in Corpus(real_patents()).patents(count):
            stream.write(encoder.encode(record) + b"\n")
    part.replace(path)
