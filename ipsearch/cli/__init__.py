"""The command line: ``ipsearch check MARK`` and the rest. The only place that knows terminals and exit codes."""

from __future__ import annotations

import signal
import sys

from ipsearch.termination import terminated


def main() -> None:
    """Entry point of the ``ipsearch`` command."""
    from ipsearch.cli.streams import open_missing  # noqa: PLC0415

    open_missing()
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, terminated)
    try:
        from ipsearch.cli.app import run  # noqa: PLC0415 - `import ipsearch.cli` must not need Typer

        code = run(sys.argv[1:])
    except KeyboardInterrupt as interrupt:  # before a command could begin: its modules take a few tenths of a second
        from ipsearch.cli.stopped import stopped  # noqa: PLC0415

        code = stopped(sys.argv[1:], interrupt)
    sys.exit(code)
