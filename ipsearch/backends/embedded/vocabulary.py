"""The words of a generation, beside its index: Tantivy lists the tokens of no field.

One file a vocabulary field, a word a line, in the order in which they first came. Words are added and synced before the
commit that needs them; after a crash there may be words of documents that are loaded again, which does no harm.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path

PREFIX = "vocabulary-"


def path_of(generation: Path, field: str) -> Path:
    """The file of a field."""
    return generation / f"{PREFIX}{field}.txt"


def read_words(generation: Path, field: str) -> list[str]:
    """The words of a field in the order of code points; a line without its end is still being written."""
    try:
        data = path_of(generation, field).read_bytes()
    except FileNotFoundError:
        return []
    return sorted(set(data[: data.rfind(b"\n") + 1].decode().split("\n")) - {""})


def words_from(words: list[str], start: str) -> list[str]:
    """Those that begin with a text, of sorted words."""
    low = bisect_left(words, start)
    high = bisect_left(words, start + "\U0010ffff", low)
    return words[low:high]


class VocabularyWriter:
    """Adds the words of documents. :meth:`sync` makes them durable."""

    def __init__(self, generation: Path, fields: Iterable[str]) -> None:
        self._generation = generation
        self._known: dict[str, set[str]] = {field: set(read_words(generation, field)) for field in fields}
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
