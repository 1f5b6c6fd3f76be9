"""The policy's numbers: in order, within bounds, and the same in docs/judgement.md."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from ipsearch.matching.policy import LEVELS, V1

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "judgement.md"
ROW = re.compile(r"^\| `(\w+)` \| ([\d.]+) \|", re.MULTILINE)


def documented(heading: str) -> dict[str, float]:
    """The numbers of the table under a heading."""
    text = DOCUMENT.read_text("utf-8").partition(f"### {heading}\n")[2].partition("\n#")[0]
    return {name: float(value) for name, value in ROW.findall(text)}


def test_the_document_says_what_the_policy_says() -> None:
    assert V1.name == "v1"
    assert documented("Floors") == V1.floors
    assert documented("Factors") == V1.factors
    single = {f.name for f in dataclasses.fields(V1)} - {"name", "floors", "factors"}
    assert documented("Bounds and weights") == {name: getattr(V1, name) for name in single}


@pytest.mark.parametrize(
    ("score", "level"),
    [
        (1.0, "near_identical"),  # identity is no matter of score
        (0.88, "near_identical"),
        (0.8799, "similar"),
        (0.5, "similar"),
        (0.4999, "remote"),
        (0.3, "remote"),
        (0.2999, None),
        (0.0, None),
    ],
)
def test_levels_begin_at_their_bounds(score: float, level: str | None) -> None:
    assert V1.level(score) == level


def test_levels_worst_first() -> None:
    assert LEVELS == ("identical", "near_identical", "similar", "remote")
    assert 1 > V1.near_identical > V1.similar > V1.remote > 0


def test_floors_and_factors_are_shares() -> None:
    assert all(0 < floor < 1 for floor in V1.floors.values())
    assert all(0 < factor < 1 for factor in V1.factors.values())


def test_a_longer_mark_of_the_same_sound_is_no_less_similar() -> None:
    for rule in ("same_sound", "near_sound", "look_alike", "near_look", "pinyin"):
        by_length = [V1.floors[name] for name in (f"{rule}_1", f"{rule}_2", rule) if name in V1.floors]
        assert len(by_length) > 1
        assert by_length == sorted(by_length)


def test_near_is_below_same() -> None:
    for length in ("_2", ""):
        assert V1.floors[f"near_sound{length}"] < V1.floors[f"same_sound{length}"]
    assert V1.floors["near_look"] < V1.floors["look_alike"]
