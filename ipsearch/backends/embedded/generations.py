"""The directory of an index family: its generations, which one is live, what is known of each.

    <home>/<family>/LIVE                    name of the live generation, replaced in one step
    <home>/<family>/<generation>/meta.json  what it was made with, finished or not
                                 state.json records, checkpoint, date of the data: as of the last commit
                                 statistics opaque, of the callers
                                 rows.dat, details.dat, tantivy/

Every small file is written aside, synced and renamed over the old one: after a crash it is the old or the new one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from ipsearch.atomicfile import write_atomic
from ipsearch.backends.base import none_live
from ipsearch.errors import EngineError, IndexMissing
from ipsearch.indices import GenerationInfo, named, parse_name

LIVE, META, STATE, STATISTICS, TANTIVY = "LIVE", "meta.json", "state.json", "statistics", "tantivy"


class State(msgspec.Struct, frozen=True):
    """What the last commit left: how many records, the sizes of the row files, how far the caller had read, the date of
    the data."""

    records: int = 0
    row_bytes: int = 0
    detail_bytes: int = 0
    checkpoint: bytes = b""
    as_of: str = ""


class _Meta(msgspec.Struct, frozen=True):
    """``published``: it was live. Of a generation from before this was noted it is not known, and taken for granted."""

    finished: bool
    published: bool = True


_Read = TypeVar("_Read", State, _Meta)


@dataclass(frozen=True, slots=True)
class Counted:
    """Records that can be found, and those replaced since the last rebuild."""

    records: int
    dead: int


def live_name(folder: Path) -> str:
    """The live generation of a family's folder, empty if there is none yet. Damage is an ``EngineError``."""
    try:
        text = (folder / LIVE).read_bytes().decode("utf-8", "replace").strip()
    except FileNotFoundError:
        return ""
    name = parse_name(text)
    if name is None or name.family != folder.name or not (folder / text).is_dir():
        raise EngineError("engine.corrupt", place=str(folder / LIVE), error=f"it names {text[:80]!r}")
    return text


def _readable_live(folder: Path) -> str:
    """The live generation; none where that cannot be told, which swap repairs."""
    try:
        return live_name(folder)
    except EngineError:
        return ""


def require_live(folder: Path) -> str:
    """The live generation; ``IndexMissing`` if there is none yet, or the file that names it was deleted."""
    name = live_name(folder)
    if not name:
        raise none_live(str(folder), folder.name, [info.name for info in listing(folder) if info.finished])
    return name


def make_live(folder: Path, name: str) -> None:
    """Switch in one step, and note what was live: what never was, a load that was killed before goes on with."""
    with suppress(EngineError):  # of a load that was killed behind the switch; nothing is noted of a damaged one
        if before := live_name(folder):
            _note_published(folder / before)
    write_atomic(folder / LIVE, f"{name}\n".encode())
    with suppress(EngineError, OSError):  # it is live: this must not look like a switch that failed
        _note_published(folder / name)


def _note_published(generation: Path) -> None:
    meta = _read(generation / META, _Meta)
    if not meta.published:
        _write_meta(generation, msgspec.structs.replace(meta, published=True))


def unpublished(folder: Path) -> list[str]:
    """The finished generations behind the live one that were never live, oldest first."""
    known, live = names(folder), _readable_live(folder)
    found = []
    for name in known[known.index(live) + 1 if live in known else 0 :]:
        with suppress(EngineError):  # one that is damaged or was dropped meanwhile
            meta = _read(folder / name / META, _Meta)
            if meta.finished and not meta.published:
                found.append(name)
    return found


def names(folder: Path) -> list[str]:
    """Every generation's name, oldest first."""
    if not folder.is_dir():
        return []
    found = [
        (name.created, path.name) for path in folder.iterdir() if (name := parse_name(path.name)) and path.is_dir()
    ]
    return [text for _, text in sorted(found)]


def create(folder: Path, info: GenerationInfo) -> None:
    """Make the directory of a new generation."""
    (folder / info.name / TANTIVY).mkdir(parents=True)
    _write_meta(folder / info.name, _Meta(finished=False, published=False))


def finish(generation: Path) -> None:
    """Say that the build is finished, and not live yet."""
    _write_meta(generation, _Meta(finished=True, published=False))


def _write_meta(generation: Path, meta: _Meta) -> None:
    write_atomic(generation / META, msgspec.json.encode(meta))


def is_finished(generation: Path) -> bool:
    """Whether the build was finished. Damage is an ``EngineError``."""
    meta = _read(generation / META, _Meta)
    return meta.finished


def read_state(generation: Path) -> State:
    """What the last commit left; the empty state before the first."""
    path = generation / STATE
    return _read(path, State) if path.exists() else State()


def write_state(generation: Path, state: State) -> None:
    """Remember a commit."""
    write_atomic(generation / STATE, msgspec.json.encode(state))


def _read(path: Path, kind: type[_Read]) -> _Read:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (FileNotFoundError, msgspec.DecodeError) as error:
        raise EngineError("engine.corrupt", place=str(path), error=error) from error


def counted(generation: Path) -> Counted:
    """Live and dead records as Tantivy's own list of segments has them; its Python API tells no dead ones."""
    path = generation / TANTIVY / META
    try:
        segments = json.loads(path.read_bytes())["segments"]
        dead = sum((segment.get("deletes") or {}).get("num_deleted_docs", 0) for segment in segments)
        return Counted(sum(segment["max_doc"] for segment in segments) - dead, dead)
    except FileNotFoundError:
        return Counted(0, 0)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EngineError("engine.corrupt", place=str(path), error=error) from error


def describe(folder: Path, name: str, live: str) -> GenerationInfo:
    """What is known of a generation. Damage is an ``EngineError``."""
    generation = folder / name
    state, found = read_state(generation), counted(generation)
    return replace(
        _named(folder, name, live),
        finished=is_finished(generation),
        records=found.records,
        dead=found.dead,
        as_of=state.as_of,
    )


def _named(folder: Path, name: str, live: str) -> GenerationInfo:
    if parse_name(name) is None or not (folder / name).is_dir():
        raise IndexMissing("index.no_generation", place=str(folder), name=name)
    return replace(named(name, live=name == live), bytes=sum(_sizes(folder / name)))


def _sizes(folder: Path) -> Iterator[int]:
    with suppress(FileNotFoundError):  # a folder that was dropped meanwhile
        for path in folder.rglob("*"):
            with suppress(FileNotFoundError):  # a segment that was merged away
                yield path.stat().st_size


def listing(folder: Path) -> list[GenerationInfo]:
    """Every generation, oldest first. A damaged one is listed as unfinished and empty, so that it can be dropped."""
    live = _readable_live(folder)
    infos: list[GenerationInfo] = []
    for name in names(folder):
        try:
            infos.append(describe(folder, name, live))
        except EngineError:
            with suppress(EngineError):  # of one that was dropped meanwhile there is nothing
                infos.append(_named(folder, name, live))
    return infos
