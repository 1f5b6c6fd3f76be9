"""The user a node runs as: oneself, or ``nobody`` where one is root, because Elasticsearch refuses root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from messages import NodeError

UNPRIVILEGED = "nobody"


@dataclass(frozen=True, slots=True)
class Account:
    """A user by name and ids. ``switch`` says that this process is root and has to become that user."""

    name: str
    uid: int
    gid: int
    switch: bool

    @classmethod
    def of_this_process(cls) -> Account:
        """Oneself, or ``nobody`` for root."""
        switch = os.geteuid() == 0
        entry = pwd.getpwnam(UNPRIVILEGED) if switch else pwd.getpwuid(os.geteuid())
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid, switch)

    def give(self, folder: Path) -> None:
        """Make the folder and everything in it the user's own, closed to others."""
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)
            if self.switch:
                os.chown(path, self.uid, self.gid)

    def check_reads(self, path: Path) -> None:
        """Raise ``NodeError`` unless the user can read the path; a closed folder above it is found so too."""
        if self.switch and self.run("test", "-r", str(path)).returncode:
            raise NodeError("account.cannot_read", user=self.name, path=path)

    def run(self, *command: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a short program as the user, with ``given`` as its input and the environment besides the PATH."""
        return subprocess.run(
            command,
            env={"PATH": os.environ.get("PATH", os.defpath), **environment},
            capture_output=True, text=True, check=False, cwd="/", input=given,
            user=self.uid if self.switch else None,
            group=self.gid if self.switch else None,
            extra_groups=[] if self.switch else None,
        )  # fmt: skip


def has(program: str) -> bool:
    """Whether a program is on the PATH."""
    return shutil.which(program) is not None
