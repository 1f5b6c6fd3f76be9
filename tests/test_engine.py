"""The object a program holds: calls that cannot be are told as what they are, whatever the type of a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import ipsearch
from indexers.load import LoadOptions, load_trademarks
from ipsearch.engine import Trademarks
from ipsearch.errors import UsageError
from ipsearch.matching.options import CheckOptions
from tests.small_register import write_register


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
    with pytest.raises(UsageError):
        next(reports)
    assert list(reports) == []
    asked = [(mark, CheckOptions()) for mark in ("小米", "", "XIAOMI")]
    one, wrong, other = trademarks.checker.check_batch(asked)
    assert isinstance(wrong, UsageError)
    assert [getattr(report, "query", None) for report in (one, other)] == ["小米", "XIAOMI"]
