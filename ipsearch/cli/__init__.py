"""The command line: ``ipsearch check MARK`` and the rest. The only place that knows terminals and exit codes."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the ``ipsearch`` command."""
    from ipsearch.cli.app import run  # noqa: PLC0415 - `import ipsearch.cli` must not need Typer

    sys.exit(run(sys.argv[1:]))
