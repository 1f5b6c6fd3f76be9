"""Every feed that can be loaded into a library, by name. A source is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from indexers.base import R, Source
from indexers.library import Library
from ipsearch.errors import UsageError


def find_source(library: Library[R], name: str) -> Source[R]:
    """The source with this name. Raises :class:`~ipsearch.errors.UsageError` ``source.unknown``."""
    if name not in library.sources:
        raise UsageError("source.unknown", place="--source", value=name, sources=", ".join(library.sources))
    source: Source[Any] = import_module(library.sources[name]).SOURCE
    return source


def all_sources(library: Library[R]) -> Iterator[Source[R]]:
    """Every source, in the order in which they are tried."""
    return (find_source(library, name) for name in library.sources)
