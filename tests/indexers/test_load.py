"""The loading loop: what a load does to the register, and what it tells."""

from __future__ import annotations

import datetime as dt
import json
import threading
from contextlib import closing
from pathlib import Path

import pytest
from cnipa_packages import BASIC, GOODS, PLAIN, write_zip
from loading import HERE, contents, rejects, row, with_, write_ndjson

from indexers.load import LoadOptions, load_trademarks
from indexers.summary import LoadSummary, Progress
from ipsearch.backends.base import Backend
from ipsearch.documents.trademark import FAMILY
from ipsearch.documents.trademark import prepare as good
from ipsearch.engine import versions
from ipsearch.errors import EngineBusy, InputError, UsageError
from ipsearch.indices import GenerationInfo
from ipsearch.matching.statistics import Statistics

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(("processors", "workers"), [(None, 1), (1, 1), (2, 1), (4, 2), (5, 3), (64, 3)])
def test_helpers_leave_room_for_the_engine(
    monkeypatch: pytest.MonkeyPatch, processors: int | None, workers: int
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    assert LoadOptions().workers == workers


def test_paths_may_be_texts_and_are_a_list(tmp_path: Path, backend: Backend) -> None:
    path = str(write_ndjson(tmp_path / "a.ndjson", [row(1, "云岚", classes=[9])]))
    assert load_trademarks([path], backend).records == 1
    with pytest.raises(UsageError, match=r"PATH: .* is of the type str → give list\[Path\]"):
        load_trademarks(path, backend)


def test_a_first_load(tmp_path: Path, backend: Backend, folder: Path) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", [row(1, "云岚", classes=[9]), row(2, "蓝云", status="registered")])
    summary = load_trademarks([path], backend, HERE)
    (generation,) = backend.generations(FAMILY)
    assert summary == LoadSummary(
        generation=generation.name, rebuilt=True, total=2, records=2, replaced=0, by_source={"ndjson": 2}, rejected={},
        unknown_statuses={}, unknown_groups={}, skipped=(), rejects=None, resumed=False, discarded=False,
        seconds=summary.seconds,
    )  # fmt: skip
    assert (generation.live, generation.finished, generation.records) == (True, True, 2)
    records, statistics = contents(backend)
    assert {i: (r.mark, r.classes, r.status) for i, r in records.items()} == {
        "CN-1": ("云岚", (9,), "unknown"), "CN-2": ("蓝云", (), "registered"),
    }  # fmt: skip
    counts = Statistics.from_bytes(statistics).counts
    assert counts.han_marks == 2
    assert counts.characters["云"] == 2
    assert list(folder.iterdir()) == []


def test_every_name_of_a_real_list(shared: Path, backend: Backend, tmp_path: Path) -> None:
    lines = (shared / "names" / "cn-company-short-names.txt").read_text("utf-8-sig").splitlines()[3:2003]
    (tmp_path / "names.txt").write_text("\n".join(lines), "utf-8")
    summary = load_trademarks([tmp_path / "names.txt"], backend, HERE)
    records, _ = contents(backend)
    assert {r.application_number: r.mark for r in records.values()} == {
        str(i): line.strip() for i, line in enumerate(lines, 1) if line.strip()
    }
    assert summary.total == summary.records == len(records)
    assert summary.rate > 0


def test_office_files_among_others(shared: Path, backend: Backend) -> None:
    summary = load_trademarks([shared / "office-samples"], backend, HERE)
    euipo = len(list((shared / "office-samples" / "euipo-trademarks").glob("*.xml")))
    # The two USPTO files hold the same mark, once in ST.66 and once in ST.96.
    # One mark, and a list of three results.
    assert summary.by_source["dpma"] == 1 + 3
    assert summary.by_source["uspto"] == 2
    assert summary.replaced >= 1
    assert summary.by_source["euipo"] + sum(summary.rejected.values()) >= euipo
    assert any(label.endswith("LICENSE") or label.endswith("v4-5-B1.xml") for label in summary.skipped)


def test_rejects_are_told_with_place_and_reason(tmp_path: Path, backend: Backend, folder: Path) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", [row(1), "{", row(2, ""), row(3, classes=[46]), {"office": "CN"}])
    summary = load_trademarks([path], backend, HERE)
    assert summary.records == 1
    assert summary.rejected == {"json.invalid": 1, "record.no_mark": 1, "record.bad_class": 1, "json.schema": 1}
    assert summary.rejects is not None
    assert summary.rejects.absolute().parent == folder
    assert summary.rejects.name.startswith("rejects-")
    assert [(line["code"], line["place"]) for line in rejects(summary.rejects)] == [
        ("json.invalid", f"{path}:2"), ("record.no_mark", f"{path}#record 3"),
        ("record.bad_class", f"{path}#record 4"), ("json.schema", f"{path}:5"),
    ]  # fmt: skip
    assert json.loads(rejects(summary.rejects)[2]["raw"])["classes"] == [46]


def test_a_record_that_the_index_cannot_hold_is_rejected_alone(tmp_path: Path, backend: Backend) -> None:
    # One token of 40,000 bytes: Lucene refuses it.
    rows = [row(1), row(2, applicants=[{"name": "x" * 40_000}]), row(3)]
    summary = load_trademarks([write_ndjson(tmp_path / "a.ndjson", rows)], backend, HERE)
    assert set(contents(backend)[0]) == {"CN-1", "CN-3"}
    assert (summary.records, summary.rejected) == (2, {"engine.document": 1})
    assert rejects(summary.rejects)[0]["place"].endswith("a.ndjson#record 2")


def test_a_record_that_cannot_be_analysed_is_rejected_alone(
    tmp_path: Path, backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prepare(record: object) -> object:
        if getattr(record, "application_number", "") == "2":
            raise KeyError("tone")
        return good(record)  # type: ignore[arg-type]

    monkeypatch.setattr("indexers.trademarks.prepare", prepare)
    summary = load_trademarks([write_ndjson(tmp_path / "a.ndjson", [row(i) for i in (1, 2, 3)])], backend, HERE)
    assert set(contents(backend)[0]) == {"CN-1", "CN-3"}
    assert (summary.by_source, summary.rejected) == ({"ndjson": 2}, {"record.not_analysed": 1})
    assert "KeyError: 'tone'" in rejects(summary.rejects)[0]["reason_en"]


def test_what_is_not_known_is_counted(tmp_path: Path, backend: Backend) -> None:
    rows = [
        row(1, status_code="77"), row(2, status_code="77"), row(3, status="registered", status_code="78"), row(4),
        row(5, groups=["0901", "0999"]), row(6, groups=["0999"]),
    ]  # fmt: skip
    summary = load_trademarks([write_ndjson(tmp_path / "a.ndjson", rows)], backend, HERE)
    assert summary.unknown_statuses == {"CN 77": 2}
    assert summary.unknown_groups == {"0999": 2}
    assert not summary.rejected


def test_a_second_load_is_a_delta(tmp_path: Path, backend: Backend) -> None:
    first = load_trademarks([write_ndjson(tmp_path / "a.ndjson", [row(1, "旧"), row(2, "二")])], backend, HERE)
    second = load_trademarks([write_ndjson(tmp_path / "b.ndjson", [row(1, "新"), row(3, "三")])], backend, HERE)
    records, statistics = contents(backend)
    assert {i: r.mark for i, r in records.items()} == {"CN-1": "新", "CN-2": "二", "CN-3": "三"}
    assert (second.rebuilt, second.total, second.records, second.replaced) == (False, 3, 2, 1)
    assert second.generation == first.generation
    assert len(backend.generations(FAMILY)) == 1
    # every record that was loaded counts
    assert Statistics.from_bytes(statistics).counts.han_marks == 4


def test_a_rebuild_keeps_the_generation_before(tmp_path: Path, backend: Backend) -> None:
    old = load_trademarks([write_ndjson(tmp_path / "a.ndjson", [row(1), row(2)])], backend, HERE)
    new = load_trademarks([write_ndjson(tmp_path / "b.ndjson", [row(3)])], backend, with_(rebuild=True))
    assert set(contents(backend)[0]) == {"CN-3"}
    assert new.rebuilt
    assert {g.name: g.live for g in backend.generations(FAMILY)} == {old.generation: False, new.generation: True}
    backend.swap(FAMILY, old.generation)
    assert set(contents(backend)[0]) == {"CN-1", "CN-2"}


def test_the_last_of_equal_ids_stays(tmp_path: Path, backend: Backend) -> None:
    rows = [row(i % 70, f"第{i}", status="registered") for i in range(400)]
    summary = load_trademarks([write_ndjson(tmp_path / "a.ndjson", rows)], backend, HERE)
    assert (summary.total, summary.records, summary.replaced) == (70, 400, 330)
    assert {r.mark for r in contents(backend)[0].values()} == {f"第{i}" for i in range(330, 400)}


def test_the_date_of_the_data(tmp_path: Path, backend: Backend) -> None:
    future = (dt.date.today() + dt.timedelta(days=400)).isoformat()
    rows = [
        row(1, application_date="2020-01-02", status_date="2021-03-04"),
        row(2, application_date=future, expiry_date=future),
    ]
    load_trademarks([write_ndjson(tmp_path / "a.ndjson", rows)], backend, HERE)
    assert backend.generations(FAMILY)[0].as_of == "2021-03-04"
    load_trademarks([write_ndjson(tmp_path / "b.ndjson", [row(3, application_date="1999-01-01")])], backend, HERE)
    assert backend.generations(FAMILY)[0].as_of == "2021-03-04"


@pytest.mark.parametrize("before", [0, 1])
def test_a_load_that_ends_while_another_one_begins_is_kept(
    tmp_path: Path, backend: Backend, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    later = write_ndjson(tmp_path / "later.ndjson", [row(1, "云岚", status_date="2021-03-04")])
    earlier = write_ndjson(tmp_path / "earlier.ndjson", [row(2, "蓝云", status_date="2020-01-02")])
    if before:
        load_trademarks([earlier], backend, HERE)
    list_them = backend.generations
    with monkeypatch.context() as patch:

        def list_and_be_overtaken(family: str) -> list[GenerationInfo]:
            found = list_them(family)
            patch.undo()
            load_trademarks([later], backend, HERE)
            return found

        patch.setattr(backend, "generations", list_and_be_overtaken)
        load_trademarks([earlier], backend, HERE)
    records, statistics = contents(backend)
    assert {mark.mark for mark in records.values()} == {"云岚", "蓝云"}
    assert Statistics.from_bytes(statistics).counts.han_marks == 2 + before  # a record that is replaced counts again
    assert [info.as_of for info in backend.generations(FAMILY) if info.live] == ["2021-03-04"]


def test_files_without_a_record_are_told_as_such(tmp_path: Path, backend: Backend) -> None:
    (tmp_path / "a.csv").write_text("mark,application_number\n", "utf-8")
    with pytest.raises(InputError) as error:
        load_trademarks([tmp_path / "a.csv"], backend, HERE)
    assert error.value.problem.code == "load.no_record"
    assert "reject" not in str(error.value)
    assert not any(g.live for g in backend.generations(FAMILY))


def test_nothing_is_published_where_nothing_was_loaded(tmp_path: Path, backend: Backend) -> None:
    bad = write_ndjson(tmp_path / "bad.ndjson", [{"office": "CN"}, row(2, "")])
    with pytest.raises(InputError) as error:
        load_trademarks([bad], backend, HERE)
    assert error.value.problem.code == "load.empty"
    assert "rejects-" in str(error.value)
    assert not any(g.live for g in backend.generations(FAMILY))
    load_trademarks([write_ndjson(tmp_path / "good.ndjson", [row(1)])], backend, HERE)
    with pytest.raises(InputError) as error:
        load_trademarks([bad], backend, with_(rebuild=True))
    assert error.value.problem.code == "load.empty"
    assert set(contents(backend)[0]) == {"CN-1"}


def test_a_second_load_at_the_same_time_is_refused(tmp_path: Path, backend: Backend) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", [row(1)])
    with closing(backend.build(FAMILY, versions())), pytest.raises(EngineBusy):
        load_trademarks([path], backend, HERE)
    assert load_trademarks([path], backend, HERE).total == 1


def test_a_failed_load_lets_the_next_one_in(tmp_path: Path, backend: Backend) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", [row(1), "{"])
    with pytest.raises(InputError) as error:
        load_trademarks([path], backend, with_(rejects=tmp_path / "none" / "r.ndjson"))
    assert error.value.problem.code == "load.rejects"
    assert load_trademarks([path], backend, HERE).total == 1


def test_progress_goes_up_to_the_end(tmp_path: Path, backend: Backend) -> None:
    a = write_ndjson(tmp_path / "a.ndjson", [row(i) for i in range(500)])
    b = write_ndjson(tmp_path / "b.ndjson", [row(i, "") for i in range(500, 620)])
    steps: list[Progress] = []
    load_trademarks([a, b], backend, HERE, steps.append)
    assert [s.bytes_done for s in steps] == sorted(s.bytes_done for s in steps)
    assert {s.bytes_total for s in steps} == {a.stat().st_size + b.stat().st_size}
    last = steps[-1]
    assert (last.unit, last.bytes_done, last.records, last.rejected) == (str(b), last.bytes_total, 500, 120)
    assert [s.records for s in steps][:3] == [50, 100, 150]


def test_a_load_in_a_thread(tmp_path: Path, backend: Backend) -> None:
    path = write_ndjson(tmp_path / "a.ndjson", [row(1)])
    done: list[LoadSummary] = []
    thread = threading.Thread(target=lambda: done.append(load_trademarks([path], backend, HERE)))
    thread.start()
    thread.join()
    assert done[0].total == 1


GOODS_ROW = "1500001,9,0901,1,计算机,1"
PATCHED = "1500001,9,0901,2,软件,1"
ORPHAN = "9999999,9,0901,1,计算机,1"


@pytest.mark.parametrize("apart", [False, True])
def test_a_patch_completes_the_mark_it_changes(tmp_path: Path, backend: Backend, apart: bool) -> None:
    members = {"注册商标基本信息.csv": f"{BASIC}\n{PLAIN}\n", "注册商标商品服务信息.csv": f"{GOODS}\n{GOODS_ROW}\n"}
    base = write_zip(tmp_path / "1.zip", members)
    patch = write_zip(tmp_path / "2.zip", {"注册商标商品服务信息.csv": f"{GOODS}\n{PATCHED}\n{ORPHAN}\n"})
    if apart:
        load_trademarks([base], backend, HERE)
        summary = load_trademarks([patch], backend, HERE)
    else:
        summary = load_trademarks([base, patch], backend, HERE)
    (record,) = contents(backend)[0].values()
    assert (record.mark, record.id) == ("云岚", "CN-1500001-09")
    assert [(g.item, g.text) for g in record.goods] == [("1", "计算机"), ("2", "软件")]
    assert summary.rejected == {"record.orphan": 1}
    assert rejects(summary.rejects)[0]["place"].startswith(f"{patch}")
    assert summary.replaced == 1
