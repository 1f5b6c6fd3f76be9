"""Work in helper processes, on pieces that are numbers."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

import pytest

from ipsearch.helpers import NOT_DONE, Pipeline, Work, serve

DEPTH, WARM, PIECES = 3, 4, 60


def squared(number: int) -> int:
    return number * number


def help_out(pieces: Connection, answers: Connection, refused: int) -> None:
    """Squares, with the id of the process; not those of multiples of ``refused``."""

    def begin() -> Callable[[bytes], bytes]:
        def answer(piece: bytes) -> bytes:
            number = int(piece[:20])
            if refused and number % refused == 0:
                return NOT_DONE
            return b"%d/%d/%s" % (squared(number), os.getpid(), piece[20:])

        return answer

    serve(pieces, answers, begin)


Answer = tuple[int, int]
"""A square, and the process that made it."""


def unpacked(answer: bytes) -> Answer:
    square, process, _ = answer.split(b"/")
    return int(square), int(process)


def squares(refused: int = 0, padding: int = 0) -> Work[int, Answer]:
    return Work(
        here=lambda number: (squared(number), os.getpid()),
        packed=lambda number: b"%20d" % number + b"0" * padding,
        unpacked=unpacked,
        life=help_out,
        arguments=lambda: (refused,),
        depth=DEPTH,
        warm=WARM,
    )


def processes(pipeline: Pipeline[int, Answer]) -> list[int]:
    return [helper.process.pid for helper in pipeline._helpers if helper.process.pid is not None]


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_results_come_in_order_and_helpers_end(workers: int) -> None:
    with Pipeline(workers, squares()) as pipeline:
        done = list(pipeline.run(range(PIECES)))
        pids = processes(pipeline)
    assert [(number, square) for number, (square, _) in done] == [(n, n * n) for n in range(PIECES)]
    assert len(pids) == workers
    assert {made for _, (_, made) in done} <= {os.getpid(), *pids}
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_helpers_take_part() -> None:
    with Pipeline(1, squares()) as pipeline:
        made = {process for _, (_, process) in pipeline.run(range(PIECES * 10))}
        assert made == {os.getpid(), *processes(pipeline)}


def test_few_pieces_start_no_helper() -> None:
    with Pipeline(2, squares()) as pipeline:
        assert len(list(pipeline.run(range(WARM)))) == WARM
        assert processes(pipeline) == []


def test_what_is_under_way_is_bounded() -> None:
    taken: list[int] = []

    def watched() -> Iterator[int]:
        for number in range(PIECES):
            taken.append(number)
            yield number

    with Pipeline(1, squares()) as pipeline:
        for number, _ in pipeline.run(watched()):
            assert taken[-1] - number <= DEPTH + 2


def test_a_helper_that_dies_loses_nothing() -> None:
    done: list[tuple[int, Answer]] = []
    with Pipeline(1, squares()) as pipeline:
        for item in pipeline.run(range(PIECES)):
            done.append(item)
            if len(done) == WARM + 2:
                (helper,) = pipeline._helpers
                assert helper.process.pid is not None
                os.kill(helper.process.pid, signal.SIGKILL)
                helper.process.join()
    assert [(number, square) for number, (square, _) in done] == [(n, n * n) for n in range(PIECES)]


def test_what_a_helper_cannot_do_is_done_here() -> None:
    with Pipeline(1, squares(refused=3)) as pipeline:
        done = list(pipeline.run(range(PIECES * 10)))
    assert [square for _, (square, _) in done] == [n * n for n in range(PIECES * 10)]
    assert {made for number, (_, made) in done if number % 3 == 0} == {os.getpid()}


def test_pieces_larger_than_a_pipe_do_not_block() -> None:
    with Pipeline(1, squares(padding=2_000_000)) as pipeline:
        assert [square for _, (square, _) in pipeline.run(range(PIECES))] == [n * n for n in range(PIECES)]


def test_helpers_ignore_ctrl_c() -> None:
    interrupted = 0
    with Pipeline(1, squares()) as pipeline:
        for _, (_, made) in pipeline.run(range(PIECES * 10)):
            if made != os.getpid():  # the first answer says that the helper is past its start
                os.kill(made, signal.SIGINT)
                interrupted += 1
        assert all(helper.process.is_alive() for helper in pipeline._helpers)
    assert interrupted
