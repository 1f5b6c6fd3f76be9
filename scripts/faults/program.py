"""ipsearch in processes of its own: the command line, and a load with small steps. Settings are in the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL

from scripts.faults.cluster import ROOT, Cluster

Environment = Mapping[str, str]


def environment(cluster: Cluster, prefix: str, user: str = "", **more: str) -> Environment:
    """The environment of a process that works on the indices with this prefix, with nothing of the caller's settings.

    ``more`` are further settings by their names without ``IPSEARCH_``.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IPSEARCH_")}
    settings = {"url": cluster.url, "index_prefix": prefix, "ca_certs": cluster.ca_certs}
    if user:
        settings |= {"user": user, "password": cluster.users[user]}
    settings |= more
    return kept | {f"IPSEARCH_{name.upper()}": value for name, value in settings.items() if value}


def command_line(*arguments: str) -> list[str]:
    """The command line of ``ipsearch`` with these arguments."""
    return [sys.executable, "-m", "ipsearch", *arguments]


def small_steps(feed: Path, rejects: Path, *options: str) -> list[str]:
    """The command of a load that makes durable after every 2,000 records what a usual load does after 200,000."""
    return [sys.executable, "-m", "scripts.faults.small_steps", str(feed), str(rejects), *options]


def run(command: Sequence[str], environment: Environment) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def start(command: Sequence[str], environment: Environment, output: Path) -> subprocess.Popen[bytes]:
    """Start a command in a group of its own, to be killed with its helpers; what it writes goes to a file."""
    with output.open("wb") as file:
        return subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, start_new_session=True
        )


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a started process and its helpers at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, SIGKILL)
    process.wait()
