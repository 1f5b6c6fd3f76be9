"""Analysis in helper processes: making the tokens of a record costs more than reading and storing it.

A helper gets records as MessagePack and gives back documents packed for the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any

import msgspec

from indexers.batches import Batch
from indexers.collector import without_collector
from indexers.library import Library, find_library
from ipsearch.backends.base import Packed, Packer
from ipsearch.errors import EngineError, Problem
from ipsearch.helpers import Work, serve
from ipsearch.matching.statistics import Elements

DEPTH = 8
"""Batches that a helper has at a time."""
WARM = 4
"""Batches that are analysed here before helpers are started: a start takes as long as some thousand records."""


class Analysed(msgspec.Struct, gc=False):
    """What became of a batch: documents in order, the records (by index) that failed and why, and what to count."""

    documents: list[Packed]
    failures: list[tuple[int, Problem]]
    elements: Elements


def analyse(records: Sequence[Any], library: Library[Any], pack: Packer) -> Analysed:
    """Make the documents of some records."""
    documents: list[Packed] = []
    failures: list[tuple[int, Problem]] = []
    forms: list[Any] = []
    with without_collector():
        for i, record in enumerate(records):
            try:
                document, form = library.document(record)
                documents.append(pack(document))
            except EngineError as error:
                failures.append((i, error.problem))
            except Exception as error:
                # One record that the analysis stumbles over must not end the load; it is rejected with this reason.
                failures.append((i, Problem("record.not_analysed", {"error": f"{type(error).__name__}: {error}"})))
            else:
                forms.append(form)
    return Analysed(documents, failures, library.elements(forms))


def analysis(library: Library[Any], pack: Packer) -> Work[Batch, Analysed]:
    """The documents of batches as a work for helpers."""
    return Work(
        here=lambda batch: analyse(batch.records, library, pack),
        packed=lambda batch: msgspec.msgpack.encode(batch.records),
        unpacked=_analysed,
        life=_help_out,
        arguments=lambda: (library.family, pack),
        depth=DEPTH,
        warm=WARM,
    )


def _analysed(answer: bytes) -> Analysed:
    with without_collector():
        return msgspec.msgpack.decode(answer, type=Analysed)


def _help_out(batches: Connection, answers: Connection, family: str, pack: Packer) -> None:
    def begin() -> Callable[[bytes], bytes]:
        library = find_library(family)
        decoder = msgspec.msgpack.Decoder(list[library.record])  # type: ignore[name-defined]
        encoder = msgspec.msgpack.Encoder()

        def answer(payload: bytes) -> bytes:
            with without_collector():
                return encoder.encode(analyse(decoder.decode(payload), library, pack))

        return answer

    serve(batches, answers, begin)
