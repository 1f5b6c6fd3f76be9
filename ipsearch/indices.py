"""Names and versions of index generations.

An index family (``trademark``) is served by one *live* generation. A generation is built aside, checked, and then made
live in one step; the one before is kept until it is dropped. Its name says what it was made with::

    trademark-a1-m1a2b3c4d-20261123t101500
    family    |  |         time of creation, UTC
              |  hash of the mapping
              version of the analysis (how tokens are made)

Names are lower case because Elasticsearch accepts no other.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from ipsearch.errors import IndexStale

_NAME = re.compile(
    r"(?P<family>[a-z][a-z0-9_]*)-a(?P<analysis>[a-z0-9.]+)-m(?P<schema>[0-9a-f]{8})-(?P<at>\d{8}t\d{6})"
)
_TIME = "%Y%m%dt%H%M%S"


@dataclass(frozen=True, slots=True)
class Versions:
    """What tokens and fields an index must have been made with: the analysis version and the mapping's hash."""

    analysis: str
    schema: str


@dataclass(frozen=True, slots=True)
class Name:
    """A generation's name in parts. ``created`` is in UTC, to the second."""

    family: str
    versions: Versions
    created: dt.datetime


@dataclass(frozen=True, slots=True)
class GenerationInfo:
    """What is known of a generation.

    ``records`` can be found; ``dead`` were replaced and still take up room and time until the next rebuild; ``bytes``
    is the size on disk. ``created`` is an ISO time in UTC. ``as_of`` is the date of the data (ISO), empty if unknown.
    ``finished`` is false while a load is under way or was interrupted.
    """

    family: str
    name: str
    live: bool
    finished: bool
    records: int
    bytes: int
    created: str
    analysis_version: str
    schema_hash: str
    as_of: str = ""
    dead: int = 0

    @property
    def versions(self) -> Versions:
        """What it was made with."""
        return Versions(self.analysis_version, self.schema_hash)

    @property
    def rebuild_advised(self) -> bool:
        """More than 30 % of the live records are dead: engines never merge such segments away on their own."""
        return self.dead * 10 > self.records * 3


def format_name(name: Name) -> str:
    """The name as text. Raises ``ValueError`` if a part cannot stand in a name."""
    created = name.created.astimezone(dt.UTC)
    text = f"{name.family}-a{name.versions.analysis}-m{name.versions.schema}-{created.strftime(_TIME)}"
    if _NAME.fullmatch(text) is None:
        raise ValueError(f"{text} is not a name of a generation")
    return text


def parse_name(text: str) -> Name | None:
    """The parts of a generation's name; None for anything else."""
    found = _NAME.fullmatch(text)
    if found is None:
        return None
    try:
        created = dt.datetime.strptime(found["at"], _TIME).replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    return Name(found["family"], Versions(found["analysis"], found["schema"]), created)


def named(text: str, *, live: bool = False) -> GenerationInfo:
    """What a generation's name says of it: as an unfinished, empty one. Raises ``ValueError`` for anything else."""
    name = parse_name(text)
    if name is None:
        raise ValueError(f"{text} is not a name of a generation")
    created, versions = name.created.isoformat(), name.versions
    return GenerationInfo(name.family, text, live, False, 0, 0, created, versions.analysis, versions.schema)


def new_generation(family: str, versions: Versions, now: dt.datetime, taken: set[str]) -> GenerationInfo:
    """A new, empty, unfinished generation; its name moves on by a second while it is in ``taken``."""
    created = now.replace(microsecond=0)
    while (name := format_name(Name(family, versions, created))) in taken:
        created += dt.timedelta(seconds=1)
    return named(name)


def check(info: GenerationInfo, expected: Versions) -> None:
    """Raise :class:`~ipsearch.errors.IndexStale` if the generation was made by another version.

    Searching it would compare tokens that were made differently, and miss marks without a word.
    """
    found = info.versions
    if found != expected:
        raise IndexStale(
            "index.stale",
            place=info.name,
            found=f"{found.analysis}/{found.schema}",
            expected=f"{expected.analysis}/{expected.schema}",
            family=info.family,
        )
