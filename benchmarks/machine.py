"""What the numbers were measured on."""

from __future__ import annotations

import datetime as dt
import os
import platform
from importlib.metadata import version
from pathlib import Path

from ipsearch.matching import judge


def describe() -> str:
    """Date, processor, cores, memory, the versions that matter, and whether `make fast` was run, in one line."""
    info = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").exists() else ""
    model = next((line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    compiled = "interpreted" if str(judge.__file__).endswith(".py") else "compiled"
    packages = ", ".join(f"{name} {version(name)}" for name in ("tantivy", "rapidfuzz"))
    return (
        f"{dt.date.today()}, {model or platform.processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"Python {platform.python_version()}, {packages}, {compiled}"
    )
