"""The tokens of a field that begin with a text.

A cluster may forbid prefix queries. It lists tokens instead, in the order of their bytes, over all shards.
"""

from __future__ import annotations

from functools import partial

from ipsearch.backends.elastic.client import Cluster
from ipsearch.backends.elastic.failures import engine_errors
from ipsearch.backends.elastic.patience import READING, repeated
from ipsearch.errors import EngineError

AT_ONCE = 10_000
"""Tokens in one answer."""
MOST = 500_000
"""Tokens that a query can have as values: some megabytes."""
_SECONDS = "20s"
_TRIES = 3


def expand(cluster: Cluster, index: str, field: str, start: str, at_once: int = AT_ONCE) -> list[str]:
    """All tokens of the field that begin with ``start``, in the index as it was last refreshed.

    ``EngineError`` ``engine.complex`` if there are too many for a query.
    """
    found: list[str] = []
    while True:
        page = _page(cluster, index, field, start, at_once, found[-1] if found else None)
        found += page
        if len(page) < at_once:
            return found
        if len(found) > MOST:
            raise EngineError("engine.complex", place=index, error=f"more than {MOST} values begin with {start!r}")


def _page(cluster: Cluster, index: str, field: str, start: str, size: int, after: str | None) -> list[str]:
    for _ in range(_TRIES):
        ask = partial(
            cluster.client.terms_enum,
            index=index, field=field, string=start, size=size, timeout=_SECONDS, search_after=after,
        )  # fmt: skip
        with engine_errors(index):
            answer = repeated(READING, ask)
        if answer["complete"]:
            terms: list[str] = answer["terms"]
            return terms
    raise EngineError("engine.failed", place=index, error=f"the values that begin with {start!r} could not be listed")
