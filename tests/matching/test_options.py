"""What a check may be asked, and what it answers to a question that cannot be, in both languages."""

from __future__ import annotations

import datetime as dt
from numbers import Integral

import pytest

from ipsearch.errors import UsageError
from ipsearch.matching.options import CheckOptions, options_of, verified, verified_marks, verify_mark
from ipsearch.records import LONGEST_MARK
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
        ({"limit": -1}, "--limit", "the limit is -1", "显示条数为 -1"),
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


@pytest.mark.parametrize(
    ("asked", "place", "en", "zh", "remedy"),
    [
        (
            {"classes": ("30",)},
            "--class",
            "'30' is of the type str",
            "'30' 的类型为 str",
            "int, such as classes=[9, 35]",
        ),
        ({"classes": (30.0,)}, "--class", "30.0 is of the type float", "的类型为 float", "int, such as"),
        ({"classes": (True,)}, "--class", "True is of the type bool", "的类型为 bool", "int, such as"),
        ({"groups": (3001,)}, "--group", "3001 is of the type int", "的类型为 int", 'str, such as groups=["0901"]'),
        ({"groups": ([],)}, "--group", "[] is of the type list", "的类型为 list", "str, such as"),
        ({"applicant": None}, "--applicant", "None is of the type NoneType", "的类型为 NoneType", "str, such as"),
        ({"limit": "5"}, "--limit", "'5' is of the type str", "'5' 的类型为 str", "int, such as limit=20"),
        ({"limit": 5.0}, "--limit", "5.0 is of the type float", "的类型为 float", "int, such as"),
    ],
)
def test_options_of_a_wrong_type(asked: dict[str, object], place: str, en: str, zh: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        verified(CheckOptions(**asked))  # type: ignore[arg-type]
    english, chinese = message(caught.value)
    assert english.startswith(f"{place}: {en}")
    assert zh in chinese
    assert f"→ give {remedy}" in english
    assert "应为 " in chinese


@pytest.mark.parametrize(
    ("classes", "groups", "place", "shown"),
    [
        ("9", (), "--class", "'9' is of the type str → give list[int], such as classes=[9, 35]"),
        (9, (), "--class", "9 is of the type int"),
        (None, (), "--class", "None is of the type NoneType"),
        ((), "0901", "--group", "'0901' is of the type str → give list[str], such as groups=[\"0901\"]"),
    ],
)
def test_a_text_is_no_list_of_classes_or_groups(classes: object, groups: object, place: str, shown: str) -> None:
    with pytest.raises(UsageError) as caught:
        options_of(classes, groups, "", None)
    assert str(caught.value).startswith(f"{place}: {shown}")


def test_classes_and_groups_may_be_any_other_iterable() -> None:
    asked = options_of(iter([35, 9]), {"0901": 1}, "甲", 3)
    assert asked == CheckOptions((35, 9), ("0901",), "甲", 3, asked.today)


def test_whole_numbers_of_other_libraries_become_plain_ones() -> None:
    class Nine:
        """As numpy's: an Integral that is no int."""

        def __int__(self) -> int:
            return 9

    Integral.register(Nine)
    asked = verified(CheckOptions(classes=(Nine(),), limit=Nine()))  # type: ignore[arg-type]
    assert (asked.classes, asked.limit) == ((9,), 9)
    assert (type(asked.classes[0]), type(asked.limit)) == (int, int)


@pytest.mark.parametrize("mark", [None, 7, b"x", ["x"]])
def test_a_mark_that_is_no_text(mark: object) -> None:
    with pytest.raises(UsageError) as caught:
        verify_mark(mark)
    english, chinese = message(caught.value)
    assert english == f'MARK: {mark!r} is of the type {type(mark).__name__} → give str, such as "小米"'
    assert chinese == f'MARK: {mark!r} 的类型为 {type(mark).__name__} → 应为 str，例如 "小米"'


@pytest.mark.parametrize("text", ["小\udcff米", "\ud800", "NI\udcffKE"])
def test_bytes_that_are_no_text(text: str) -> None:
    with pytest.raises(UsageError) as mark:
        verify_mark(text)
    with pytest.raises(UsageError) as applicant:
        verified(CheckOptions(applicant=text))
    assert [caught.value.problem.code for caught in (mark, applicant)] == ["check.not_text", "check.not_text"]
    assert message(mark.value)[0].startswith("MARK: the text holds bytes")
    assert message(mark.value)[1].endswith("→ 请使用 UTF-8 编码")


@pytest.mark.parametrize("day", ["2026-11-30", dt.datetime(2026, 11, 30), None])
def test_a_day_that_is_none(day: object) -> None:
    with pytest.raises(UsageError, match=r"today: .* is of the type"):
        verified(CheckOptions(today=day))  # type: ignore[arg-type]


def test_marks_are_a_list_of_texts() -> None:
    assert list(verified_marks(iter(["小米", ""]))) == ["小米", ""]
    for marks in ("小米", 5):
        with pytest.raises(UsageError, match=r"give list\[str\]"):
            verified_marks(marks)
    listed = verified_marks(["小米", None])
    assert next(listed) == "小米"
    with pytest.raises(UsageError, match="NoneType"):
        next(listed)


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
