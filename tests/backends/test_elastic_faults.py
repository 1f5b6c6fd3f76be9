"""A load into a real cluster that is killed (kill -9) and goes on: nothing lost, nothing doubled.

``scripts.faults`` shows the same with more records, more kills, and nodes that are killed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from elastic_node import Cluster as Started
from elastic_node import call

from scripts.faults.cluster import Cluster
from scripts.faults.contents import EQUAL, contents, differences, told
from scripts.faults.feed import read_names, write_feed
from scripts.faults.kill_loader import NEVER, Moment, attempt, kill_and_resume
from scripts.faults.program import environment, small_steps

RECORDS = 6000
NAMES = "cn-company-short-names.txt"


@pytest.fixture
def cluster(elastic_plain: Started) -> Cluster:
    return Cluster(tuple(elastic_plain.url.split(",")))


def test_a_load_that_is_killed_three_times(
    cluster: Cluster, elastic_plain: Started, prefix: str, shared: Path, tmp_path: Path
) -> None:
    feed = write_feed(tmp_path / "feed.ndjson", read_names(shared / "names" / NAMES, 0, RECORDS), refused=True)
    alone, killed = (environment(cluster, f"{prefix}-{name}") for name in ("alone", "killed"))
    rejects, output = [tmp_path / name for name in ("alone.rejects", "killed.rejects")], tmp_path / "output"
    whole = attempt(small_steps(feed, rejects[0]), alone, Moment(NEVER), output)
    assert (whole.killed, whole.code) == (False, 0), whole.output
    # Behind a commit (begun after 5 batches, 4 at most wait for it), in the middle of the rest, while it is published.
    planned = [Moment(0.1, batches=11), Moment(0.0, batches=3), Moment(0.05, records=whole.records)]
    attempts = list(kill_and_resume(small_steps(feed, rejects[1], "--resume"), killed, planned, output))
    assert [each.killed for each in attempts] == [True, True, True, False]
    assert attempts[-1].code == 0, attempts[-1].output
    # It went on behind the checkpoint, not from the beginning.
    assert not any(each.output.startswith("500\n") for each in attempts[1:])
    expected, found = contents(alone), contents(killed)
    assert len(found.records) == RECORDS - RECORDS // 1000
    assert told(differences(found, expected)) == EQUAL
    assert rejects[0].read_bytes() == rejects[1].read_bytes()
    assert rejects[1].read_bytes().count(b"\n") == RECORDS // 1000
    # One generation and the index of states: no kill left anything behind.
    assert len(call(elastic_plain, "GET", f"/{prefix}-killed-*/_alias")) == 2


def test_the_comparison_sees_every_difference(cluster: Cluster, prefix: str, shared: Path, tmp_path: Path) -> None:
    names = read_names(shared / "names" / NAMES, 0, 30)
    alone, other = (environment(cluster, f"{prefix}-{name}") for name in ("alone", "other"))
    for settings, feed in (
        (alone, write_feed(tmp_path / "a.ndjson", names)),
        (other, write_feed(tmp_path / "b.ndjson", [*names[:20], "别的", *names[21:29]])),
    ):
        each = attempt(small_steps(feed, tmp_path / "rejects"), settings, Moment(NEVER), tmp_path / "output")
        assert each.code == 0, each.output
    found, expected = contents(other), contents(alone)
    different = differences(found, expected)
    assert {name for name, count in different.items() if count} == {
        "lost", "rows differ", "records differ", "count differs", "statistics differ",
    }  # fmt: skip
    assert (different["lost"], different["rows differ"]) == (1, 2)
    assert told(differences(replace(expected, doubled=1), expected)) == "doubled: 1"
    assert told(differences(expected, found)).startswith("extra: 1")
    assert told(differences(found, found)) == EQUAL
