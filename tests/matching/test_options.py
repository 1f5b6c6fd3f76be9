"""What a check may be asked, and what it answers to a question that cannot be, in both languages."""

from __future__ import annotations

import pytest

from ipsearch.errors import UsageError
from ipsearch.matching.options import LONGEST_MARK, CheckOptions, verified, verify_mark
from tests.matching.builders import checker, options


def message(error: UsageError) -> tuple[str, str]:
    return error.problem.text("en"), error.problem.text("zh")


@pytest.mark.parametrize(
    ("asked", "place", "en", "zh"),
    [
        ({"classes": (46,)}, "--class", "class 46 does not exist", "不存在第 46 类"),
        ({"classes": (9, 0)}, "--class", "class 0 does not exist", "不存在第 0 类"),
        ({"groups": ("0999",)}, "--group", "similar group 0999 does not exist", "不存在类似群 0999"),
        ({"groups": ("9",)}, "--group", "similar group 9 does not exist", "不存在类似群 9"),
        ({"limit": -1}, "--limit", "the limit is -1", "上限为 -1"),
    ],
)
def test_options_that_cannot_be(asked: dict[str, object], place: str, en: str, zh: str) -> None:
    with pytest.raises(UsageError) as caught:
        verified(CheckOptions(**asked))  # type: ignore[arg-type]
    assert caught.value.problem.place == place
    english, chinese = message(caught.value)
    assert english.startswith(f"{place}: {en}")
    assert chinese.startswith(f"{place}: {zh}")
    assert "→" in english
    assert "→" in chinese


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        ("", "check.empty"),
        (" \t\u3000", "check.empty"),
        ("米" * 301, "record.long_mark"),
        ("🙂🙂", "check.no_text"),
        ("!?-、。", "check.no_text"),
        ("\u200b\u0000", "check.no_text"),
    ],
)
def test_marks_that_cannot_be_checked(mark: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        checker(["小米"]).check(mark, options())
    assert caught.value.problem.code == code
    english, chinese = message(caught.value)
    assert english != chinese
    assert "→" in english


def test_the_longest_mark_is_checked() -> None:
    verify_mark("米" * LONGEST_MARK)
    [hit] = checker(["米" * LONGEST_MARK]).check("米" * LONGEST_MARK, options()).hits
    assert hit.level == "identical"


def test_the_classes_of_groups_are_added_once_and_in_order() -> None:
    asked = verified(CheckOptions(classes=(35, 9), groups=("0901", "0301")))
    assert asked.classes == (3, 9, 35)
    assert asked.groups == ("0901", "0301")


def test_nothing_asked_is_nothing_changed() -> None:
    asked = CheckOptions()
    assert verified(asked) == asked
    assert verified(CheckOptions(limit=0)).limit == 0
    assert verified(CheckOptions(limit=None)).limit is None
