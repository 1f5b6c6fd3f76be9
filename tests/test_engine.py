"""The object a program holds: calls that cannot be are told as what they are, whatever the type of a value."""

from __future__ import annotations

import copy
import gc
import pickle
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import ipsearch
from indexers.load import LoadOptions, load_patents, load_trademarks
from ipsearch.engine import Ipsearch, Trademarks
from ipsearch.errors import EngineError, UsageError
from ipsearch.matching.options import CheckOptions
from tests.small_register import write_register

SAMPLES = Path(__file__).resolve().parents[1] / "data_samples"


def loaded(url: str, folder: Path) -> Ipsearch:
    """The samples of both libraries in an engine."""
    ip = ipsearch.connect(url, home=folder)
    load_trademarks([SAMPLES / "trademarks.ndjson"], ip.backend, LoadOptions(workers=0))
    load_patents([SAMPLES / "patents"], ip.backend, LoadOptions(workers=0))
    return ip


@pytest.fixture(scope="module")
def trademarks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trademarks]:
    """The small register in the embedded engine."""
    folder = tmp_path_factory.mktemp("engine")
    with ipsearch.connect(f"embedded:{folder / 'engine'}", home=str(folder)) as ip:
        load_trademarks([write_register(folder)], ip.backend, LoadOptions(workers=0))
        yield ip.trademarks


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda t: t.check(None), "MARK: None is of the type NoneType"),
        (lambda t: t.check("小\udcff米"), "MARK: the text holds bytes or characters that are no Unicode text"),
        (lambda t: t.check("龙", classes=["30"]), "--class: '30' is of the type str → give int"),
        (lambda t: t.check("龙", classes=[30.0]), "--class: 30.0 is of the type float"),
        (lambda t: t.check("龙", classes="9"), "--class: '9' is of the type str → give list[int]"),
        (lambda t: t.check("龙", classes=9), "--class: 9 is of the type int → give list[int]"),
        (lambda t: t.check("龙", groups=[3001]), "--group: 3001 is of the type int → give str"),
        (lambda t: t.check("龙", groups="3001"), "--group: '3001' is of the type str → give list[str]"),
        (lambda t: t.check("龙", applicant=None), "--applicant: None is of the type NoneType"),
        (lambda t: t.check("龙", limit="5"), "--limit: '5' is of the type str → give int"),
        (lambda t: t.check_many("小米"), "MARK: '小米' is of the type str → give list[str]"),
        (lambda t: t.check_many(["小米"], classes="9"), "--class: '9' is of the type str → give list[int]"),
        (lambda t: list(t.check_many(["小米", None])), "MARK: None is of the type NoneType"),
        (lambda t: list(t.check_many(["小米", ""])), "MARK: the mark is empty"),
        (lambda t: t.compare(None, "x"), "MARK: None is of the type NoneType"),
        (lambda t: t.show(8911270), "NUMBER: 8911270 is of the type int"),
        (lambda t: t.compare("x", "\udcff"), "MARK: the text holds bytes"),
        (lambda t: t.pairs(classes=["9"]), "--class: '9' is of the type str → give int"),
        (lambda t: t.pairs(groups="0901"), "--group: '0901' is of the type str → give list[str]"),
    ],
)
def test_calls_that_cannot_be(trademarks: Trademarks, call: Callable[[Any], object], says: str) -> None:
    with pytest.raises(UsageError) as caught:
        call(trademarks)
    assert str(caught.value).startswith(says)


def test_a_bad_mark_ends_many_and_check_batch_answers_it(trademarks: Trademarks) -> None:
    reports = trademarks.check_many(["小米", "", "XIAOMI"])
    assert next(reports).query == "小米"
    with pytest.raises(UsageError, match="the mark is empty"):
        next(reports)
    assert list(reports) == []
    asked = [(mark, CheckOptions()) for mark in ("小米", "", "XIAOMI")]
    one, wrong, other = trademarks.checker.check_batch(asked)
    assert isinstance(wrong, UsageError)
    assert [getattr(report, "query", None) for report in (one, other)] == ["小米", "XIAOMI"]


def test_threads_share_a_connection_that_is_renewed_meanwhile(tmp_path: Path) -> None:
    """A web service that takes up what was loaded fails no request, and answers each from one generation."""
    with loaded("embedded:", tmp_path) as ip:
        until = time.monotonic() + 1

        def ask(turn: int) -> int:
            count = 0
            while time.monotonic() < until:
                if turn == 0:
                    ip.trademarks.reload()
                    ip.patents.reload()
                elif turn % 2:
                    assert "岚云" in [hit.mark for hit in ip.trademarks.check("云岚").hits]
                    assert len(list(ip.trademarks.check_many(["云岚", "zzyzx"]))) == 2
                else:
                    assert ip.patents.search("ti=batter*").hits
                    assert len(list(ip.patents.iter("电池"))) == ip.patents.count("电池")
                count += 1
            return count

        with ThreadPoolExecutor(5) as threads:
            assert all(threads.map(ask, range(5)))


def open_files(folder: Path) -> list[str]:
    """The files below a folder that this process has open."""
    links = [one for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    return sorted(target for one in links if (target := str(one.readlink())).startswith(str(folder)))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at open files")
def test_what_was_opened_is_released_at_once(tmp_path: Path) -> None:
    """At once: a service that renews its connection each minute cannot wait for the next collection of garbage."""
    loaded("embedded:", tmp_path).close()
    gc.collect()
    gc.disable()
    try:
        before = open_files(tmp_path)
        for _ in range(3):
            with ipsearch.connect(home=tmp_path) as ip:
                for _ in range(3):
                    ip.trademarks.check("云岚")
                    ip.patents.search("ti=(电池 near/9 冷却) or batter*", facets=["year"])
                    ip.trademarks.reload()
                    ip.patents.reload()
                ip.trademarks.compare("小米", "大米")
                next(ip.trademarks.pairs())
                assert open_files(tmp_path) != before
        assert open_files(tmp_path) == before
    finally:
        gc.enable()


@pytest.mark.parametrize("url", ["embedded:", "memory:"])
def test_behind_the_end_of_a_connection(tmp_path: Path, url: str) -> None:
    with loaded(url, tmp_path) as ip:
        trademarks, patents = ip.trademarks, ip.patents
        report, page = trademarks.check("云岚"), patents.search("电池")
        assert report.hits
        assert page.hits
    calls: list[Callable[[], object]] = [
        lambda: ip.trademarks.check("云岚"),
        lambda: next(trademarks.check_many(["云岚"])),
        lambda: next(trademarks.pairs()),
        lambda: trademarks.compare("云岚", "岚云"),
        lambda: trademarks.show(report.hits[0].id),
        lambda: ip.patents,
        lambda: ip.loaded("patent"),
        lambda: patents.search("电池"),
        lambda: patents.count("电池"),
        lambda: patents.explain("电池"),
        lambda: next(patents.iter("电池")),
        lambda: patents.show(page.hits[0].id),
        lambda: patents.similar(page.hits[0].id),
    ]
    for call in calls:
        with pytest.raises(EngineError) as caught:
            call()
        assert caught.value.problem.code == "engine.disconnected"
    ip.close()


def test_an_iterator_goes_on_behind_a_reload_and_not_behind_the_end(tmp_path: Path) -> None:
    with loaded("embedded:", tmp_path) as ip:
        reports, hits = ip.trademarks.check_many(["云岚"] * 3), ip.patents.iter("电池")
        next(reports)
        next(hits)
        ip.trademarks.reload()
        ip.patents.reload()
        assert next(reports).hits
        assert len(list(hits)) == ip.patents.count("电池") - 1
        reports = ip.trademarks.check_many(["云岚"] * 3)
        next(reports)
    with pytest.raises(EngineError, match="the connection was closed"):
        next(reports)


def test_a_connection_stays_in_its_process(trademarks: Trademarks) -> None:
    ip = ipsearch.connect("memory:")
    for one in (ip, trademarks, ip.patents):
        for send in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(UsageError, match="cannot be copied or sent to another process"):
                send(one)
    assert repr(ip) == "<ipsearch.Ipsearch memory:>"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"url": 5}, 'url: 5 is of the type int → give str, such as "embedded:/data"'),
        ({"url": Path("/data")}, "url: PosixPath('/data') is of the type PosixPath"),
        ({"home": b"/data"}, "home: b'/data' is of the type bytes"),
        ({"ca_certs": 5}, "ca_certs: 5 is of the type int"),
        ({"url": "http://localhost:1", "api_key": b"secret"}, "api_key: *** is of the type bytes → give str"),
        ({"url": "http://localhost:1", "user": "u", "password": 1234}, "password: *** is of the type int"),
    ],
)
def test_connections_that_cannot_be(given: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError) as caught:
        ipsearch.connect(**given)
    assert str(caught.value).startswith(says)
    assert "secret" not in str(caught.value)


def test_a_folder_may_be_a_path_and_a_scheme_in_capitals(tmp_path: Path) -> None:
    assert ipsearch.connect("EMBEDDED:", home=tmp_path).settings.data == tmp_path / "index"


def test_a_library_that_is_none() -> None:
    for name in ("trademarks", "", None):
        with pytest.raises(UsageError) as caught:
            ipsearch.connect("memory:").loaded(name)  # type: ignore[arg-type]
        assert caught.value.problem.text("zh").endswith("应为以下之一：trademark, patent")


def test_a_comparison_asks_nothing_of_an_engine_that_is_open(
    trademarks: Trademarks, monkeypatch: pytest.MonkeyPatch
) -> None:
    trademarks.check("云岚")

    def fail(_: str) -> None:
        raise AssertionError("generations were listed")

    monkeypatch.setattr(trademarks._backend, "generations", fail)
    assert trademarks.compare("云岚", "岚云").weights == "register"
