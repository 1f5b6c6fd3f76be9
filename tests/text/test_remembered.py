"""A function that remembers its values is asked once for each text."""

from __future__ import annotations

from ipsearch.text.remembered import Remembered


def test_a_value_is_computed_once() -> None:
    asked: list[str] = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    lengths = Remembered(length)
    assert [*map(lengths.__getitem__, ["水", "水云", "水"]), lengths["水云"]] == [1, 2, 1, 2]
    assert asked == ["水", "水云"]
