"""What the loading loop must know of a kind of record: trade marks here, patents there, one loop for both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any, Generic, cast

from indexers.base import R, Rejected
from indexers.summary import LoadCounts
from ipsearch.backends.base import Document
from ipsearch.errors import Problem
from ipsearch.indices import Versions
from ipsearch.matching.statistics import Elements


@dataclass(frozen=True, slots=True)
class Library(Generic[R]):
    """A kind of record, from its sources to its index.

    ``sources`` names the module of each source, the most particular first: that is the order in which they are tried
    on a file. ``last_resort`` is the one that any text file could belong to, ``lists`` those of the lists that people
    make themselves, among which such a file is one more. ``foreign`` says what a file of another
    library is, from its first bytes, and ``foreign_code`` is the problem it then has.

    ``batch`` records go to the index at a time.

    ``check`` gives the reason why a record cannot be loaded; ``size`` its characters of text; ``count`` adds it to the
    counts of a load; ``document`` analyses it, and ``elements`` says what of several analysed records goes into the
    statistics of the register; ``decode`` reads a stored record; ``merge`` says what a partial record means for the
    stored one where its source does not.
    """

    family: str
    record: type[R]
    versions: Callable[[], Versions]
    sources: Mapping[str, str]
    last_resort: str
    lists: frozenset[str]
    foreign: Callable[[bytes], str]
    foreign_code: str
    batch: int
    check: Callable[[R], Problem | None]
    size: Callable[[R], int]
    count: Callable[[LoadCounts, str, R, dt.date], None]
    document: Callable[[R], tuple[Document, Any]]
    elements: Callable[[Sequence[Any]], Elements]
    decode: Callable[[str, bytes], R]
    merge: Callable[[R | None, R], R | Rejected]


_HOMES = MappingProxyType({"trademark": "indexers.trademarks", "patent": "indexers.patents.library"})


def find_library(family: str) -> Library[Any]:
    """The library of an index family; imported when it is asked for, by name from one process to another."""
    return cast(Library[Any], import_module(_HOMES[family]).LIBRARY)
