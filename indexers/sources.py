"""Every feed of trade marks that can be loaded, by name. A source is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType

from indexers.base import Source
from ipsearch.errors import UsageError

_MODULES: Mapping[str, str] = MappingProxyType(
    {
        "cnipa": "indexers.cnipa",
        "euipo": "indexers.euipo",
        "dpma": "indexers.dpma",
        "uspto": "indexers.uspto",
        "ndjson": "indexers.ndjson",
        "csv": "indexers.csvfile",
        "names": "indexers.names",
    }
)

LAST_RESORT = "names"
"""The source that any text file could belong to: it is tried last, and its plain lists only where no other reads."""


def source_names() -> tuple[str, ...]:
    """The names of all sources, in the order in which they are tried on a file: the most particular first."""
    return tuple(_MODULES)


def find_source(name: str) -> Source:
    """The source with this name. Raises :class:`~ipsearch.errors.UsageError` ``source.unknown``."""
    if name not in _MODULES:
        raise UsageError("source.unknown", place="--source", value=name, sources=", ".join(_MODULES))
    source = import_module(_MODULES[name]).SOURCE
    assert isinstance(source, Source)
    return source


def all_sources() -> Iterator[Source]:
    """Every source, in the order in which they are tried."""
    return map(find_source, _MODULES)
