"""A load with small steps, so that there is much to interrupt: the same library call as ``ipsearch load trademarks``.

    python -m scripts.faults.small_steps FEED REJECTS [--resume] [--rebuild]

Writes the number of records after each batch. The engine is that of the environment; exit codes are those of ipsearch.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import closing
from pathlib import Path

from indexers import sink
from indexers.load import LoadOptions, load_trademarks
from ipsearch.backends.open import open_backend
from ipsearch.cli.exits import exit_code
from ipsearch.config import Settings
from ipsearch.errors import IpsearchError

BATCH, COMMIT = 500, 2000
AHEAD = sink.AHEAD * COMMIT // LoadOptions().commit_records
"""What may wait for a commit, in proportion to what there is between two of them."""


def main() -> int:
    """Load; the exit code."""
    sink.AHEAD = AHEAD
    parser = argparse.ArgumentParser()
    parser.add_argument("feed", type=Path)
    parser.add_argument("rejects", type=Path)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--rebuild", action="store_true")
    given = parser.parse_args()
    options = LoadOptions(
        resume=given.resume, rebuild=given.rebuild, rejects=given.rejects, batch=BATCH, commit_records=COMMIT
    )
    try:
        with closing(open_backend(Settings.load(os.environ))) as backend:
            load_trademarks([given.feed], backend, options, lambda now: print(now.records, flush=True))
    except IpsearchError as error:
        print(error.problem.text("en"), error.problem.text("zh"), sep="\n", flush=True)
        return exit_code(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
