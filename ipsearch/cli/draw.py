"""Drawing shared by the views."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ipsearch.cli.harmless import plain
from ipsearch.errors import Lang
from ipsearch.matching.report import Reason

LEVEL_STYLE = {"identical": "bold red", "near_identical": "red", "similar": "yellow", "remote": "dim", "none": "green"}
LIGHT_STYLE = {"taken": "bold red", "near": "yellow", "free": "green"}
LIGHT_SIGN = {"taken": "●", "near": "◐", "free": "○"}


def fit(text: str, width: int) -> str:
    """Text in exactly so many cells, Han characters taking two; what is too long ends in ``…``."""
    text = plain(text)
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)


def padded(text: str, width: int) -> str:
    """Text in at least so many cells."""
    text = plain(text)
    return text + " " * (width - cell_len(text))


def indented(text: Text, left: int) -> Padding:
    """A paragraph, wrapped within an indent."""
    return Padding(text, (0, 0, 0, left))


def columns(*, header: bool = False) -> Table:
    """A table without rules, as wide as it needs to be."""
    return Table(box=None, show_header=header, header_style="bold", padding=(0, 2, 0, 0), pad_edge=False)


def reason_text(reason: Reason, lang: Lang) -> Text:
    """A reason in one language, with the two texts compared where they differ."""
    text = Text("· " + plain(reason.text_zh if lang == "zh" else reason.text_en))
    if reason.a and reason.b and reason.a != reason.b:
        text.append(f"  [{plain(reason.a)} ~ {plain(reason.b)}]", style="dim")
    return text
