"""The sample data: what the script writes is what is there, and the sources read all of it."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from indexers import cnipa, csvfile, ndjson
from indexers.base import Rejected, Source, Unit
from indexers.files import walk
from ipsearch.records import Trademark

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data_samples"
FILES = ("trademarks.ndjson", "names.csv", "cnipa/2000.zip", "cnipa/2026_5.zip")


def read(source: Source, path: Path) -> tuple[list[Trademark], list[Rejected]]:
    units = source.group([blob for blob in walk(path) if source.sniff(blob)])
    items = [item for blobs in units for item in source.read(Unit(source, blobs))]
    return [i for i in items if isinstance(i, Trademark)], [i for i in items if isinstance(i, Rejected)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, str(ROOT / "scripts" / "make_samples.py"), "--out", str(out)], cwd=ROOT, check=True)
    return out


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_what_the_script_makes(made: Path, name: str) -> None:
    assert (SAMPLES / name).read_bytes() == (made / name).read_bytes()


def test_the_samples_are_small(made: Path) -> None:
    assert sum(path.stat().st_size for path in made.rglob("*") if path.is_file()) < 300_000


def test_marks_of_many_classes_and_fates() -> None:
    marks, rejected = read(ndjson.SOURCE, SAMPLES / "trademarks.ndjson")
    assert not rejected
    assert len(marks) == len({mark.id for mark in marks}) == 200
    statuses = Counter(mark.status for mark in marks)
    assert {"registered", "pending", "published", "expired", "cancelled", "invalidated", "refused"} <= statuses.keys()
    assert len({c for mark in marks for c in mark.classes}) >= 10
    # The demo asks for 云岚: the same name in several classes, and its relatives, must be there.
    assert len({mark.classes for mark in marks if mark.mark == "云岚"}) >= 2
    assert {"雲嵐", "云兰", "岚云", "YUNLAN"} <= {mark.mark for mark in marks}


def test_names_to_check() -> None:
    marks, rejected = read(csvfile.SOURCE, SAMPLES / "names.csv")
    assert not rejected
    assert len(marks) == 20


def test_a_filing_year_with_its_defects() -> None:
    marks, rejected = read(cnipa.SOURCE, SAMPLES / "cnipa" / "2000.zip")
    by_number = {mark.application_number: mark for mark in marks}
    # One of 300 rows is cut short, but its side rows make a fragment; one has a class that is no number, and is
    # rejected in the basic member, the owners and the three goods rows.
    assert len(marks) == 299
    assert Counter(bad.problem.code for bad in rejected) == {"csv.row": 1, "record.bad_class": 5}
    assert by_number["1500021"].description == "由云与山组成\n\n第三行继续说明"
    assert by_number["1500035"].description == '"云形图案'
    assert by_number["1500049"].mark == "NOVA,LUME"
    assert by_number["1500077"].mark == "云\ufffd岚"
    assert by_number["G700123"].international_number == "700123"
    owners = [owner.name for owner in by_number["1500273"].applicants]
    assert owners == ["深圳芸谷医药有限公司", "北京云岚食品有限公司"]
    assert by_number["1500301"].priorities[0].number == "75/900001,75/900002"
    assert by_number["1500315"].applicants[0].name == "NOVALUME CO., LTD."
    assert by_number["1500343"].status == "inactive"


def test_a_month() -> None:
    marks, rejected = read(cnipa.SOURCE, SAMPLES / "cnipa" / "2026_5.zip")
    assert not rejected
    assert len(marks) == 13
    assert all(mark.goods for mark in marks[:12])
    assert {agent.name for mark in marks for agent in mark.agents} == {
        "北京示例商标代理有限公司",
        "上海样本知识产权有限公司",
    }
    assert [(m.application_number, m.kind, m.applicants[0].name) for m in marks[12:]] == [
        ("1500707", "unknown", "上海澄野服饰有限公司")
    ]
