"""Signals that interrupt are held back, and an application's own handling of them stays."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from indexers.interrupt import Interrupt
from ipsearch.termination import Terminated, terminated


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_sigterm_waits_for_the_end_of_what_is_held() -> None:
    signal.signal(signal.SIGTERM, terminated)
    interrupt, steps = Interrupt(), list[str]()

    def work() -> None:
        with interrupt.held():
            signal.raise_signal(signal.SIGTERM)
            steps.append("went on")

    with interrupt.watched(), pytest.raises(Terminated):
        work()
    assert steps == ["went on"]
    with interrupt.watched(), interrupt.ignored():
        signal.raise_signal(signal.SIGTERM)
    with interrupt.watched(), pytest.raises(Terminated):
        signal.raise_signal(signal.SIGTERM)


def test_an_application_keeps_its_own_handlers() -> None:
    told: list[int] = []

    def own(number: int, _frame: object) -> None:
        told.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, own)
    interrupt = Interrupt()
    with interrupt.watched(), interrupt.held():
        for number in (signal.SIGINT, signal.SIGTERM):
            assert signal.getsignal(number) is own
            signal.raise_signal(number)
    assert told == [signal.SIGINT, signal.SIGTERM]
