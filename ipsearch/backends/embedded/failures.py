"""Turn what Tantivy and the disk raise into the errors of this program.

Tantivy raises ``ValueError`` for nearly everything, with the system's error number inside the text, and a panic of its
own surfaces as ``pyo3_runtime.PanicException``: a ``BaseException`` that ``except Exception`` lets through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from ipsearch.errors import EngineBusy, EngineError, EngineUnreachable

# Rust prints a system error as "No space left on device (os error 28)" or as "Os { code: 28, kind: ...".
_SYSTEM_ERROR = re.compile(r"os error \d+|\bOs \{ code: \d+")

_DAMAGE = re.compile(r"Data corrupt|FileDoesNotExist|kind: InvalidData")


@contextmanager
def engine_errors(place: str) -> Iterator[None]:
    """Run engine calls; ``place`` is the directory that messages name."""
    try:
        yield
    except OSError as error:
        raise EngineUnreachable("engine.directory", place=place, error=error) from error
    except (ValueError, RuntimeError) as error:
        text = str(error)
        if "LockBusy" in text:
            raise EngineBusy("engine.busy", place=place, owner="another program") from error
        if _DAMAGE.search(text):
            raise EngineError("engine.corrupt", place=place, error=text) from error
        if _SYSTEM_ERROR.search(text):
            raise EngineUnreachable("engine.directory", place=place, error=text) from error
        raise EngineError("engine.failed", place=place, error=text) from error
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise EngineError("engine.failed", place=place, error=error) from error
