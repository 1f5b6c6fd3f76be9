"""The lights of the classes, fitted to the width there is: numbers are never cut, texts give way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from ipsearch.cli.draw import LIGHT_SIGN, LIGHT_STYLE, columns
from ipsearch.cli.harmless import plain
from ipsearch.cli.words import ranges, say
from ipsearch.errors import Lang
from ipsearch.matching.report import ClassLight
from ipsearch.text.nice import class_heading

PER_ROW, CELL = 15, 4
"""Most lights in a row of the grid, and the terminal cells of one with the space behind it."""
MOST_LISTED = 15
"""If more classes than this are not free, only the taken ones are listed, those with one answer together."""
WIDEST_NUMBERS, WIDEST_HEADING, WIDEST_MARK = 24, 30, 16
"""Cells of a listed row: numbers of classes beyond it are folded, texts end in an ellipsis."""
GAP = 2
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class _Fitted:
    """What is drawn once the width is known."""

    draw: Callable[[int], RenderableType]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        yield self.draw(options.max_width)


@dataclass(frozen=True, slots=True)
class _Row:
    sign: Text
    heading: Text
    mark: Text
    levels: tuple[str, ...]


def grid(lights: Sequence[ClassLight]) -> RenderableType:
    """Every class with its light, in rows."""
    signs = [Text(f"{one.nice_class:>2}{LIGHT_SIGN[one.light]}", style=LIGHT_STYLE[one.light]) for one in lights]

    def draw(width: int) -> Text:
        across = max(1, min(PER_ROW, (width + 1) // CELL))
        rows = (Text(" ").join(signs[start : start + across]) for start in range(0, len(signs), across))
        return Text("\n").join(rows)

    return _Fitted(draw)


def listed_lights(lights: Sequence[ClassLight], lang: Lang) -> RenderableType:
    """A row a class, or several with one answer: its worst hit, and how many hits there are of each level."""
    rows = [_row(alike, lang) for alike in _alike(lights)]
    return _Fitted(lambda width: _table(rows, width))


def _row(alike: Sequence[ClassLight], lang: Lang) -> _Row:
    light, numbers = alike[0], ranges(one.nice_class for one in alike).rjust(2)
    several = say("alike_classes", lang, count=len(alike))
    heading = class_heading(light.nice_class, lang) if len(alike) == 1 else several
    levels = tuple(f"{say(f'level.{name}', lang)} {hits}" for name, hits in light.hits.items())
    return _Row(
        Text(f"{LIGHT_SIGN[light.light]} {numbers}", style=LIGHT_STYLE[light.light]),
        Text(heading, no_wrap=True, overflow="ellipsis"),
        Text(plain(light.best_mark), no_wrap=True, overflow="ellipsis"),
        levels,
    )


def _alike(lights: Sequence[ClassLight]) -> list[list[ClassLight]]:
    """Classes with the same answer together, where they are too many to be read one by one."""
    if len(lights) <= MOST_LISTED:
        return [[light] for light in lights]
    found: dict[tuple[str, tuple[tuple[str, int], ...]], list[ClassLight]] = {}
    for light in lights:
        found.setdefault((light.best, tuple(light.hits.items())), []).append(light)
    return list(found.values())


def _table(rows: Sequence[_Row], width: int) -> Table:
    # Rich would narrow every column, those with numbers too, so the widths are settled here.
    table, widths = columns(), _widths(rows, width)
    for cells in widths:
        table.add_column(width=cells, overflow="fold")
    for row in rows:
        table.add_row(row.sign, row.heading, row.mark, Text(_wrapped(row.levels, widths[-1]), style="dim"))
    return table


def _wrapped(levels: Sequence[str], width: int) -> str:
    """Levels with their counts in lines, broken between them where they are short enough for it."""
    lines: list[str] = []
    for level in levels:
        if lines and cell_len(f"{lines[-1]} {level}") <= width:
            lines[-1] += f" {level}"
        else:
            lines.append(level)
    return "\n".join(lines)


def _widths(rows: Sequence[_Row], width: int) -> tuple[int, int, int, int]:
    """Cells of numbers, heading, mark and levels: what no number needs is left to heading and mark, then to levels."""
    numbers = min(max(row.sign.cell_len for row in rows), WIDEST_NUMBERS, max(width // 3, GAP + len("10-45,")))
    levels = [level for row in rows for level in row.levels]
    word = max((cell_len(word) for level in levels for word in level.split()), default=1)
    least = max(word, min(max(map(cell_len, levels), default=1), width // 3))
    heading = min(max(row.heading.cell_len for row in rows), WIDEST_HEADING)
    mark = min(max(row.mark.cell_len for row in rows), WIDEST_MARK)
    rest = max(width - numbers - least - 3 * GAP, 2)
    mark = max(min(mark, max(rest - heading, rest // 2)), 1)
    heading = max(min(heading, rest - mark), 1)
    return numbers, heading, mark, least + rest - heading - mark
