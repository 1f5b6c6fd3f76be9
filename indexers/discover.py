"""From paths to units: which source reads which file, and what is left aside.

A file that is named is loaded or refused with a reason; in a folder or an archive, what no source reads (a licence, a
table of codes) is left aside and listed. A damaged archive is never left aside: it becomes a unit that is rejected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any

from indexers.base import Reading, Rejected, Source, Unit
from indexers.encoding import has_cells, refuse_utf16
from indexers.files import Blob, opened_archive, walk
from indexers.library import Library
from indexers.meter import Meter, MeteredBlob, PeekedBlob
from indexers.sources import all_sources, find_source
from indexers.tarfiles import begins_tar
from indexers.xmlhead import read_head
from ipsearch.errors import InputError, Problem, error_of, unicode_text
from ipsearch.spreadsheets.filekinds import (
    BEGINNING,
    ENDINGS,
    OLD_BEGINNING,
    OLD_DOCUMENTS,
    archived_document,
    document_of,
    refuse_document,
    refuse_markup,
    refuse_old_workbook,
)

FOREIGN = frozenset(("file.patent", "file.trademark"))
"""Problems of a file that is sound but belongs to another library."""

_ABOUT = re.compile(
    r"(?:(?:readme|licen[cs]e|copying|notice|changelog|sources|authors)[^.]*|[^.]*(?:说明|声明)书?)(?:\.(?:txt|md))?",
    re.IGNORECASE,
)
TABLES = (".csv", ".tsv", ".txt", ".xls", ".et")
"""Endings of what is read as a table, if it is text."""
CELLS = (".csv", ".tsv")
"""Endings of nothing but tables."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load will read, in order, and the labels of the files and sheets that it leaves aside."""

    units: tuple[Unit[Any], ...]
    skipped: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Stored bytes of all units."""
        return sum(unit.size for unit in self.units)


@dataclass(frozen=True, slots=True)
class _Found:
    """A blob with the source that reads it, or the problem it has, or neither."""

    blob: Blob
    source: Source[Any] | None = None
    problem: Problem | None = None
    aside: tuple[str, ...] = ()
    """Labels of what the source leaves aside in it."""

    @property
    def damaged(self) -> bool:
        """Whether there may be records in it that cannot be reached."""
        return self.problem is not None and self.problem.code not in FOREIGN


def discover(paths: Sequence[Path], library: Library[Any], source: str | None, meter: Meter) -> Plan:
    """The units below some paths, in the order given and by name inside each; those of one source as it groups them.

    With ``source`` the files it recognises are read by it; where it recognises none of an argument, all of that
    argument's files.

    Raises:
        UsageError: ``source.unknown``.
        InputError: ``file.missing``, ``file.nothing``; for a single file ``file.unknown_format``, ``file.no_header``,
            ``file.patent`` or ``file.trademark``, ``file.truncated`` or what else is wrong with it.
    """
    wanted = find_source(library, source) if source else None
    found: list[_Found] = []
    seen: set[tuple[Path, str]] = set()
    for path in paths:
        blobs = [b for b in walk(path) if (b.path.resolve(), b.member) not in seen]
        seen.update((b.path.resolve(), b.member) for b in blobs)
        named = path.is_file() and not any(b.member for b in blobs)
        group = list(_assign(blobs, library, wanted, named, meter))
        if named:
            _refuse(group, library)
        found += group
    loadable = [f for f in found if f.source is not None]
    if not loadable:
        problem = next((f.problem for f in found if f.problem is not None), None)
        if problem is not None:
            raise error_of(InputError, problem)
        raise InputError("file.nothing", place=", ".join(map(str, paths)), sources=", ".join(library.sources))
    order = {id(f.blob): i for i, f in enumerate(found)}
    placed: list[tuple[int, Unit[Any]]] = []
    for units in (*_units(loadable), [_rejected(f) for f in found if f.damaged]):
        # The places are the files', which of them a unit of this source takes is for the source to say.
        places = sorted(min(order[id(blob)] for blob in unit.blobs) for unit in units)
        placed += zip(places, units, strict=True)
    placed.sort(key=itemgetter(0))
    metered = (Unit(unit.source, tuple(_metered(blob, meter) for blob in unit.blobs)) for _, unit in placed)
    skipped = [f.aside if f.source is not None else (f.blob.label,) for f in found if not f.damaged]
    return Plan(tuple(metered), tuple(map(unicode_text, chain.from_iterable(skipped))))


def _metered(blob: Blob, meter: Meter) -> MeteredBlob:
    return MeteredBlob(blob.path, blob.member, blob.title, blob.size, meter)


def _assign(
    blobs: Sequence[Blob], library: Library[Any], wanted: Source[Any] | None, named: bool, meter: Meter
) -> Iterator[_Found]:
    """Give the blobs of one argument their sources."""
    candidates = [wanted] if wanted else list(all_sources(library))
    found = [_look(blob, library, candidates, named, meter) for blob in blobs]
    if wanted:
        force = not any(f.source for f in found)
        return (_Found(f.blob, wanted) if force and f.problem is None else f for f in found)
    # Beside the files of an office any text file is a note about them, not a list of marks.
    last = library.last_resort
    office = any(f.source is not None and f.source.name not in library.lists for f in found)
    return (_Found(f.blob) if office and f.source is not None and f.source.name == last else f for f in found)


def _look(blob: Blob, library: Library[Any], candidates: Iterable[Source[Any]], named: bool, meter: Meter) -> _Found:
    peeked = PeekedBlob(blob.path, blob.member, blob.title, blob.size, meter)
    if not named and _ABOUT.fullmatch(blob.name):
        return _Found(blob)
    try:
        head = peeked.head()
        # No office sends such a file, and no list is one: its download, or what wrote it, broke off.
        if not head and (named or blob.name.lower().endswith(".xml")):
            return _Found(blob, problem=Problem("file.empty", place=blob.label))
        tar = begins_tar(head)
        if tar or (head.startswith(BEGINNING) and not blob.plain_name.endswith(ENDINGS)):
            archive = None if blob.member else opened_archive(blob.path)
            if archive is None and (tar or blob.member):  # in an archive, or packed by gzip
                return _Found(blob, problem=Problem("file.nested", place=blob.label))
            if archive is None:
                problem = Problem("file.truncated", {"error": "a zip without its directory"}, blob.label)
                return _Found(blob, problem=problem)
            with archive:  # a whole one is a workbook by another name, or a document
                document = archived_document(archive.namelist())
            if not named and document:
                return _Found(blob)
            refuse_document(document, blob.label)
        for source in candidates:
            if source.sniff(peeked):
                return _Found(blob, source, aside=tuple(source.aside(peeked)))
        foreign = library.foreign(head)
        if not foreign:
            _refuse_form(head, blob, named)
    except InputError as error:
        return _Found(blob, problem=error.problem)
    if not foreign and read_head(head).declares_entity:  # its root cannot be told, but it is no harmless file either
        return _Found(blob, problem=Problem("xml.forbidden", {"error": "<!ENTITY"}, blob.label))
    return _Found(blob, problem=Problem(library.foreign_code, {"format": foreign}, blob.label) if foreign else None)


def _refuse_form(head: bytes, blob: Blob, named: bool) -> None:
    """Raise ``InputError`` for a table that no source recognises because of the form it was saved in.

    A workbook, a web page in place of one, or a document is only refused where it is named: in a folder it is left
    aside and listed, as those of later Excels are.
    """
    if named:
        refuse_document(document_of(head), blob.label)
        if blob.plain_name.endswith(OLD_DOCUMENTS):
            refuse_old_workbook(head, blob.label)
    if blob.plain_name.endswith(TABLES):
        if named:
            refuse_old_workbook(head, blob.label)
            refuse_markup(head, blob.label)
        if not head.startswith(OLD_BEGINNING):
            refuse_utf16(head, blob.label)


def _refuse(group: Sequence[_Found], library: Library[Any]) -> None:
    """A file that was named and cannot be loaded ends the call."""
    for found in group:
        if found.problem is not None:
            raise error_of(InputError, found.problem)
        if found.source is None and _is_table(found.blob):
            raise InputError("file.no_header", place=found.blob.label)
        if found.source is None:
            raise InputError("file.unknown_format", place=found.blob.label, sources=", ".join(library.sources))


def _is_table(blob: Blob) -> bool:
    """Whether a file that no source reads is a table, so that the names of its columns are what it lacks."""
    name = blob.plain_name
    return name.endswith((*CELLS, *ENDINGS)) or (name.endswith(".txt") and has_cells(blob.head()))


def _units(found: Sequence[_Found]) -> Iterator[list[Unit[Any]]]:
    """The units of each source, as it groups its blobs."""
    by_source: dict[str, list[_Found]] = {}
    for f in found:
        if f.source is not None:
            by_source.setdefault(f.source.name, []).append(f)
    for group in by_source.values():
        source = group[0].source
        assert source is not None
        yield [Unit(source, blobs) for blobs in source.group([f.blob for f in group])]


def _rejected(found: _Found) -> Unit[Any]:
    """A unit for a file that cannot even be looked into: reading it gives its problem."""
    problem = found.problem
    assert problem is not None

    def read(_: Unit[Any]) -> Reading[Any]:
        yield Rejected(problem)

    return Unit(Source("unreadable", read=read, sniff=lambda _: False), (found.blob,))
