"""Source ``ndjson``: the canonical form of a trade mark record, one JSON object a line, or as a list of objects.

``show --format ndjson`` writes it and ``load`` reads it back unchanged; ``show --format json`` prints several records
as a list. Keys are the field names of :class:`~ipsearch.records.Trademark`; only ``office`` and ``application_number``
are required, empty fields are left out, an unknown key or a wrong type is an error that names it.
"""

from __future__ import annotations

import msgspec

from indexers.base import Reading, Source, Unit
from indexers.files import Blob
from indexers.jsonfile import keys_of, read_json
from ipsearch.records import Trademark


def encode(record: Trademark) -> bytes:
    """One line of the canonical form, newline included: the inverse of reading."""
    return msgspec.json.encode(record) + b"\n"


def _read(unit: Unit[Trademark]) -> Reading[Trademark]:
    decoder = msgspec.json.Decoder(Trademark)
    for blob in unit.blobs:
        yield from read_json(blob, decoder.decode)


def _sniff(blob: Blob) -> bool:
    return "office" in keys_of(blob)


SOURCE = Source("ndjson", read=_read, sniff=_sniff)
