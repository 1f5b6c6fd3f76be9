"""Find a Java that Elasticsearch runs on, by the ``release`` file that every JDK carries."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from messages import NodeError

NEEDED = 21
"""The first Java that Elasticsearch 9 runs on."""
INSTALLED = Path("/usr/lib/jvm")
_VERSION = re.compile(r'^JAVA_VERSION="(\d+)', re.MULTILINE)


def find(environment: Mapping[str, str], installed: Path = INSTALLED) -> Path:
    """The folder of a JDK: ``ES_JAVA_HOME``, ``JAVA_HOME``, the newest below ``installed``, the one of the PATH.

    The first that is new enough is taken. Raises ``NodeError`` ``java.missing``.
    """
    for home in _places(environment, installed):
        if version(home) >= NEEDED:
            return home
    raise NodeError("java.missing", needed=NEEDED)


def version(home: Path) -> int:
    """The feature version of the JDK in a folder, 0 if there is none."""
    try:
        found = _VERSION.search((home / "release").read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return 0
    return int(found[1]) if found and (home / "bin" / "java").is_file() else 0


def _places(environment: Mapping[str, str], installed: Path) -> Iterator[Path]:
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        if environment.get(name):
            yield Path(environment[name])
    if installed.is_dir():
        yield from sorted((home for home in installed.iterdir() if home.is_dir()), key=version, reverse=True)
    java = shutil.which("java", path=environment.get("PATH"))
    if java:
        yield Path(java).resolve().parents[1]
