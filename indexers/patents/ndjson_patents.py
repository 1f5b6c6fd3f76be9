"""Source ``patents-ndjson``: the canonical form of a patent record, one JSON object a line, or as a list of objects.

``export`` writes it and ``load`` reads it back unchanged; ``show --format json`` prints the record within its answer.
Keys are the field names of :class:`~ipsearch.records.Patent`; only ``country`` and ``number`` are required, an unknown
key or a wrong type is an error that names it.
"""

from __future__ import annotations

import msgspec

from indexers.base import Reading, Source, Unit
from indexers.files import Blob
from indexers.jsonfile import keys_of, read_json
from ipsearch.records import Patent


def _read(unit: Unit[Patent]) -> Reading[Patent]:
    decoder = msgspec.json.Decoder(Patent)
    for blob in unit.blobs:
        yield from read_json(blob, decoder.decode)


def _sniff(blob: Blob) -> bool:
    keys = keys_of(blob)
    return {"country", "number"} <= keys and "office" not in keys


SOURCE: Source[Patent] = Source("patents-ndjson", read=_read, sniff=_sniff)
