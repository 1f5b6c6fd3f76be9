"""What is said on the standard error.

Apart from the answers (:mod:`ipsearch.cli.output`), because these need Typer: Ctrl-C may come while it is being loaded,
and has to be told all the same.
"""

from __future__ import annotations

import sys

from ipsearch.cli.harmless import plain


def tell(text: str) -> None:
    """Say something, in one line."""
    print(plain(text), file=sys.stderr, flush=True)
