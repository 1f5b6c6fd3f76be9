"""The words of a generation, beside its index: Tantivy lists the tokens of no field.

One file a vocabulary field, a word a line, in the order in which they first came. Words are added and synced before the
commit that needs them; after a crash there may be words of documents that are loaded again, which does no harm.
"""

from __future__ import annotations

import mmap
import os
from bisect import bisect_left
from pathlib import Path

from mappings.loader import Mapping

PREFIX = "vocabulary-"


def path_of(generation: Path, field: str) -> Path:
    """The file of a field."""
    return generation / f"{PREFIX}{field}.txt"


def fields_of(mapping: Mapping) -> list[str]:
    """The fields whose tokens are kept here."""
    return [spec.name for spec in mapping.fields.values() if spec.use == "vocabulary"]


def sorted_words(data: bytes) -> list[str]:
    """The words of a file in the order of code points; a line without its end is still being written."""
    return sorted(set(data[: data.rfind(b"\n") + 1].decode().split("\n")) - {""})


class VocabularyReader:
    """The words of a generation as its files were when it was opened. May be used from several threads.

    They are read when they are first asked for, and held open until then: of a generation that was dropped since there
    would be no files, and no words.
    """

    def __init__(self, generation: Path, mapping: Mapping) -> None:
        self._files = {field: _map(path_of(generation, field)) for field in fields_of(mapping)}
        self._words: dict[str, list[str]] = {}

    def beginning(self, field: str, start: str) -> list[str]:
        """The words of a field that begin with a text; ``ValueError`` if they were not read and it is closed."""
        words = self._words.get(field)
        if words is None:
            file = self._files[field]
            words = self._words[field] = [] if file is None else sorted_words(file[:])
        low = bisect_left(words, start)
        return words[low : bisect_left(words, start + "\U0010ffff", low)]

    def close(self) -> None:
        """Release the files."""
        for file in self._files.values():
            if file is not None:
                file.close()


def _map(path: Path) -> mmap.mmap | None:
    """A file; None if there is none, or nothing in it."""
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if os.fstat(file.fileno()).st_size else None
    except FileNotFoundError:
        return None


class VocabularyWriter:
    """Adds the words of documents. :meth:`sync` makes them durable."""

    def __init__(self, generation: Path, mapping: Mapping) -> None:
        self._generation = generation
        self._known: dict[str, set[str]] = {}
        for field in fields_of(mapping):
            path = path_of(generation, field)
            self._known[field] = set(sorted_words(path.read_bytes())) if path.exists() else set()
        self._new: dict[str, list[str]] = {field: [] for field in self._known}

    def add(self, words: str) -> None:
        """Words as the packer gives them: a field a line, its name first, then its words."""
        for line in words.split("\n"):
            field, *found = line.split(" ")
            known, new = self._known[field], self._new[field]
            for word in found:
                if word not in known:
                    known.add(word)
                    new.append(word)

    def sync(self) -> None:
        """Write what came since the last time."""
        for field, new in self._new.items():
            if not new:
                continue
            with path_of(self._generation, field).open("ab") as file:
                # A torn line of a killed writer is ended, so that it does not swallow the next word.
                file.write(("\n" + "\n".join(new) + "\n").encode())
                file.flush()
                os.fsync(file.fileno())
            new.clear()
