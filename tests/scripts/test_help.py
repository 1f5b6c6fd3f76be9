"""Programs that take minutes, or start a cluster, say what they do when asked, and do not begin."""

from collections.abc import Callable

import pytest

from benchmarks import ranking
from scripts.faults import messages


@pytest.mark.parametrize("main", [messages.main, ranking.main])
def test_help_begins_nothing(
    main: Callable[[], object], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def begun(*_: object) -> None:
        pytest.fail("it has begun")

    monkeypatch.setattr(messages, "running", begun)
    monkeypatch.setattr(ranking, "decided_pairs", begun)
    monkeypatch.setattr("sys.argv", ["program", "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert "usage: program" in capsys.readouterr().out
