"""Files that are written: replaced in one step, so that whoever is killed meanwhile leaves a whole one, old or new; and
what the system refuses, told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ipsearch.errors import InputError


def write_atomic(path: Path, data: bytes) -> None:
    """Replace a file in one step, durably."""
    aside = path.with_name(path.name + ".new")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    if os.name == "posix":  # the rename itself is durable when the directory is synced; Windows cannot do it
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def refusals_told(code: str, place: object) -> Iterator[None]:
    """What the system refuses meanwhile, as ``InputError`` with this code that names the place."""
    try:
        yield
    except OSError as error:
        raise InputError(code, place=str(place), error=error.strerror or str(error)) from error
