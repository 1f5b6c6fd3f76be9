"""The Elasticsearch that is run: from Maven Central, fetched once, kept unpacked in a cache folder.

It is the distribution that Elasticsearch's own integration tests run on: the real server with its security, without the
optional modules (ingest, scripts, reindex, machine learning). What works there works on the full distribution.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from account import has
from messages import NodeError

VERSION = "9.5.0"
LOCK = "lock"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"


def cache_folder(environment: Mapping[str, str]) -> Path:
    """``IPSEARCH_ES_CACHE``, else a folder of the user's cache.

    Root's is below ``/var/cache``: the home of root is closed to the user that the node then runs as.
    """
    given = environment.get("IPSEARCH_ES_CACHE")
    if given:
        return Path(given).expanduser().resolve()
    base = Path("/var/cache") if os.geteuid() == 0 else Path.home() / ".cache"
    return base / "ipsearch-elasticsearch"


def unpacked(cache: Path) -> Path:
    """The folder of the distribution, fetched and unpacked on first use.

    Raises ``NodeError`` ``maven.missing``, ``maven.failed`` or ``archive.broken``.
    """
    home = cache / f"elasticsearch-{VERSION}"
    if home.is_dir():  # without the lock: the cache may be another user's
        return home
    with locked(cache):
        if not home.is_dir():
            archive = cache / f"elasticsearch-{VERSION}.zip"
            if not archive.is_file():
                _fetch(cache)
            _unpack(archive, home)
    return home


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Make the folder, and keep other processes that ask for it waiting until the end of the block."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
    with (folder / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch(cache: Path) -> None:
    if not has("mvn"):
        raise NodeError("maven.missing")
    command = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={cache}"]
    # Maven's own words are not passed on: they hold the addresses of the repositories of the machine.
    if subprocess.run(command, capture_output=True, cwd=cache, stdin=subprocess.DEVNULL, check=False).returncode:
        raise NodeError("maven.failed", artifact=ARTIFACT)


def _unpack(archive: Path, home: Path) -> None:
    """Unpack beside the final place and rename, so that a folder of that name is always whole."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as name:
        try:
            with zipfile.ZipFile(archive) as file:
                file.extractall(name)
                modes = {entry.filename: entry.external_attr >> 16 for entry in file.infolist()}
        except (zipfile.BadZipFile, EOFError) as error:
            archive.unlink()
            raise NodeError("archive.broken", path=archive) from error
        for path in Path(name).rglob("*"):
            mode = modes.get(str(path.relative_to(name)), 0)
            path.chmod(0o755 if path.is_dir() or mode & 0o100 else 0o644)
        shutil.move(next(Path(name).iterdir()), home)
