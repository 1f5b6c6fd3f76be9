"""Tables as Markdown, written row by row while a program works."""

from __future__ import annotations

from collections.abc import Sequence


def head(*names: str) -> None:
    """Begin a table."""
    row(names)
    row(["---"] * len(names))


def row(cells: Sequence[object]) -> None:
    """Write a row; line ends and bars in a cell would break it."""
    texts = (" ".join(str(cell).split()).replace("|", "\\|") for cell in cells)
    print(f"| {' | '.join(texts)} |", flush=True)
