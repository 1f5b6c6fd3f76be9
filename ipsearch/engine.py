"""One object for everything: settings, backend and services wired together."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from ipsearch.arguments import given_number
from ipsearch.atomicfile import write_atomic
from ipsearch.backends.base import Backend, Reader
from ipsearch.backends.live import Live
from ipsearch.backends.open import open_backend
from ipsearch.config import Settings
from ipsearch.documents.trademark import ANALYSIS_VERSION, FAMILY, asked_numbers, decode_record
from ipsearch.errors import EngineUnreachable, InputError, UsageError, error_of
from ipsearch.indices import Versions
from ipsearch.matching.check import Checker
from ipsearch.matching.compare import compare
from ipsearch.matching.goods import GoodsRelations
from ipsearch.matching.options import options_of, verified_marks, verify_mark
from ipsearch.matching.pairs import PairOptions, RegisterCheck
from ipsearch.matching.policy import V1, Level
from ipsearch.matching.report import Comparison, Pair, Report
from ipsearch.matching.statistics import Statistics
from ipsearch.query.ast import Terms, View
from ipsearch.records import Trademark
from ipsearch.text.form import form_of
from ipsearch.text.nice import GroupTable, parse_groups
from mappings.loader import load as load_mapping

if TYPE_CHECKING:
    from ipsearch.patents.library import Patents

FAMILIES = ("trademark", "patent")
"""The libraries, by the names of their indexes."""
GROUPS_FILE = "similar-groups.json"


class Trademarks:
    """The trade mark library: check, compare, look up, and every two marks that are alike.

    Opens the live generation on first use and stays on it until :meth:`reload`. Threads may share it.
    """

    def __init__(self, backend: Backend, settings: Settings) -> None:
        self._backend = backend
        self._reader = Live(lambda: backend.reader(FAMILY, versions()))
        self._checker = Live(lambda: Checker(self.reader, GoodsRelations(read_groups(settings.tables))))

    def __reduce__(self) -> NoReturn:
        raise UsageError("engine.one_process")

    def check(
        self,
        mark: str,
        *,
        classes: Iterable[int] = (),
        groups: Iterable[str] = (),
        applicant: str = "",
        limit: int | None = 100,
    ) -> Report:
        """Is this mark free, in which class, and why not (快速查重)?

        ``classes`` are Nice classes, none means all 45; ``groups`` similar groups such as ``0901``; ``applicant`` folds
        that applicant's own marks; ``limit`` bounds the hits shown, never the search (None shows all).
        Raises :class:`~ipsearch.errors.UsageError` for a mark or class that cannot be,
        :class:`~ipsearch.errors.IndexMissing` before anything is loaded.
        """
        verify_mark(mark)
        return self.checker.check(mark, options_of(classes, groups, applicant, limit))

    def check_many(
        self,
        marks: Iterable[str],
        *,
        classes: Iterable[int] = (),
        groups: Iterable[str] = (),
        applicant: str = "",
        limit: int | None = 20,
    ) -> Iterator[Report]:
        """:meth:`check` for each mark, lazily and in order.

        A mark that cannot be checked, such as an empty one, raises what :meth:`check` raises and ends the iteration:
        those behind it get no report. For a list that may hold such marks see
        :func:`ipsearch.dedupe.batch.dedupe_file`, which gives each line an answer or an error, or
        ``checker.check_batch``, which returns the error in place of the report.
        """
        return self.checker.check_many(verified_marks(marks), options_of(classes, groups, applicant, limit))

    def pairs(
        self, *, classes: Iterable[int] = (), groups: Iterable[str] = (), level: Level = "similar"
    ) -> Iterator[Pair]:
        """Every two marks of the register that are alike at this level or above, each pair once, lazily.

        They come by the id of ``a``, then worst first; each says whether the two marks stand in each other's way.
        ``classes`` and ``groups`` name a part of the register; both marks are in it. None means the whole. For a large
        register see :func:`ipsearch.dedupe.library.dedupe_library`, which can be interrupted.
        Raises what :meth:`check` raises, and :class:`~ipsearch.errors.UsageError` for a level that cannot be.
        """
        part = options_of(classes, groups, "", None)
        found = RegisterCheck(self.checker, PairOptions(part.classes, part.groups, level))
        return (pair for record in found.records() for pair in record.pairs)

    def compare(self, a: str, b: str) -> Comparison:
        """Two marks side by side: every feature, also where nothing conflicts. Works without a register.

        With one, its statistics weigh the characters; without one, all weigh alike, and the answer says so.
        """
        for mark in (a, b):
            verify_mark(mark)
            if not form_of(mark).compact:
                raise UsageError("check.no_text", mark=mark)
        self._checker.require_open()
        live = self._checker.is_held or _is_loaded(self._backend, FAMILY)
        statistics = self.checker.statistics if live else Statistics()
        return compare(a, b, statistics, V1, weights="register" if live else "even")

    def show(self, number: str) -> tuple[Trademark, ...]:
        """The records with this number in any of its forms: application, registration, with office, with class."""
        wanted = asked_numbers(given_number(number, "8911270"))
        hits = self.reader.search(Terms("number", wanted), View(limit=None, sort="id")).hits
        exact = [h.id for h in hits if h.id.upper() == wanted[0]] if wanted else []
        ids = exact or [h.id for h in hits]
        stored = self.reader.get(ids)
        return tuple(decode_record(i, stored[i]) for i in ids)

    @property
    def reader(self) -> Reader:
        """The opened live generation."""
        return self._reader.get()

    @property
    def checker(self) -> Checker:
        """The check on the opened generation."""
        return self._checker.get()

    def reload(self) -> None:
        """Forget the opened generation; the next call opens the live one, with what was loaded since.

        Calls of other threads, and iterators that are not at their end, go on with the one they began with.
        """
        self._reader.renew()
        self._checker.renew()  # in this order: none is made from the reader before

    def close(self) -> None:
        """Release files and connections, for good."""
        reader = self._reader.close()
        self._checker.close()
        if reader is not None:
            reader.close()


class Ipsearch:
    """The engine. Use it as a context manager; see :func:`connect`. Threads may share it, processes may not."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.backend = open_backend(settings)
        self.trademarks = Trademarks(self.backend, settings)
        self._patents = Live(self._open_patents)

    def __repr__(self) -> str:
        return f"<ipsearch.Ipsearch {self.settings.url}>"

    def __reduce__(self) -> NoReturn:
        raise UsageError("engine.one_process")

    @property
    def patents(self) -> Patents:
        """The patent library."""
        return self._patents.get()

    def _open_patents(self) -> Patents:
        from ipsearch.patents.library import Patents  # noqa: PLC0415 - 150 ms that a check need not wait for

        return Patents(self.backend)

    def loaded(self, family: str) -> bool:
        """Whether a library (``trademark`` or ``patent``) has a live generation."""
        if family not in FAMILIES:
            raise UsageError("index.family", place="family", value=family, families=", ".join(FAMILIES))
        self._patents.require_open()
        return _is_loaded(self.backend, family)

    def close(self) -> None:
        """Release files and connections. Whatever is asked behind it raises ``EngineError``."""
        self.trademarks.close()
        patents = self._patents.close()
        if patents is not None:
            patents.close()
        self.backend.close()

    def __enter__(self) -> Ipsearch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def connect(
    url: str | None = None,
    *,
    home: str | PathLike[str] = "",
    api_key: str = "",
    user: str = "",
    password: str = "",
    ca_certs: str | PathLike[str] = "",
) -> Ipsearch:
    """Open the engine: ``connect()``, ``connect("embedded:/data")``, ``connect("https://search:9200", api_key=...)``.

    ``home`` is the folder of the embedded engine's data and of the user's tables. A cluster is told an ``api_key``, or
    ``user`` and ``password``; ``ca_certs`` is a file with the certificates to trust. What is not given comes from the
    environment (see :class:`~ipsearch.config.Settings`).

    Nothing is opened or asked before it is needed: that an engine does not answer, or that nothing is loaded, is told
    by the first call. Raises :class:`~ipsearch.errors.UsageError` for an address or a setting that cannot be.
    """
    settings = Settings.load(
        os.environ, url, home=home, api_key=api_key, user=user, password=password, ca_certs=ca_certs
    )
    return Ipsearch(settings)


def opened_checker(settings: Settings) -> Checker:
    """The check on the live generation, for a process of its own: what ``opened`` of a batch's helpers gives."""
    return Ipsearch(settings).trademarks.checker


def _is_loaded(backend: Backend, family: str) -> bool:
    return any(one.live for one in backend.generations(family))


def versions() -> Versions:
    """The versions that an index must have been made with to be asked by this code."""
    return Versions(analysis=ANALYSIS_VERSION, schema=load_mapping(FAMILY).schema_hash)


def read_groups(tables: Path) -> GroupTable | None:
    """The user's table of similar groups, if one has been loaded; ``InputError`` if it has been damaged since."""
    path = tables / GROUPS_FILE
    return _parsed(path.read_bytes(), path) if path.exists() else None


def store_groups(source: Path, tables: Path) -> GroupTable:
    """Check a table of similar groups and keep it in the user's data; returns what was read.

    Raises:
        InputError: the file cannot be read, or is no such table.
        EngineUnreachable: ``engine.directory``, the user's data cannot be written.
    """
    data = source.read_bytes()
    table = _parsed(data, source)
    try:
        tables.mkdir(parents=True, exist_ok=True)
        write_atomic(tables / GROUPS_FILE, data)
    except OSError as error:
        raise EngineUnreachable("engine.directory", place=str(tables), error=error) from error
    return table


def _parsed(data: bytes, file: Path) -> GroupTable:
    """The table that a file holds; errors name the file, and the place in it."""
    try:
        return parse_groups(io.BytesIO(data))
    except InputError as error:
        told = error.problem
        place = f"{file}: {told.place}" if told.place else str(file)
        raise error_of(InputError, told.at(place)) from error
