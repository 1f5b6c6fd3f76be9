"""The table of messages: each is used, each that is used exists, and both languages take the same values."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ipsearch import errors
from ipsearch.errors import IpsearchError
from ipsearch.messages import MESSAGES
from ipsearch.messages.phrases import OWN, PHRASES, STANDING_FOR, in_chinese
from ipsearch.patentnumbers.checkdigits import chinese_check_digit
from tests.placeholders import placeholders

ROOT = Path(__file__).resolve().parents[1]
MODULES = [p for package in ("ipsearch", "indexers", "mappings") for p in sorted((ROOT / package).rglob("*.py"))]
RAISED = {n for n, c in vars(errors).items() if isinstance(c, type) and issubclass(c, IpsearchError)} | {"Problem"}
FAMILIES = {code.partition(".")[0] for code in MESSAGES}


@pytest.fixture(scope="module")
def nodes() -> list[tuple[Path, ast.AST]]:
    """Every node of the source, parsed once for all these tests."""
    return [
        (path, node)
        for path in MODULES
        if path.parent.name != "messages"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]


def text_of(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.fixture(scope="module")
def raised(nodes: list[tuple[Path, ast.AST]]) -> set[tuple[str, str]]:
    """Module and code of every error or problem that is made with a code written out."""
    found = set()
    for path, node in nodes:
        if isinstance(node, ast.Call) and node.args:
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in RAISED and text_of(node.args[0]):
                found.add((str(path.relative_to(ROOT)), text_of(node.args[0])))
    return found


def test_the_scan_sees_the_errors(raised: set[tuple[str, str]]) -> None:
    assert ("ipsearch/matching/options.py", "check.empty") in raised
    assert len(raised) > 20


def test_every_code_that_is_raised_has_a_message(raised: set[tuple[str, str]]) -> None:
    assert {(path, code) for path, code in raised if code not in MESSAGES} == set()


def test_every_text_that_looks_like_a_code_has_a_message(nodes: list[tuple[Path, ast.AST]]) -> None:
    """Codes also go through helpers (``bad("record.bad_date", ...)``), so every constant of that shape is looked at."""
    shaped = {
        (path.name, value)
        for path, node in nodes
        if path.parent.name != "cli"  # which has a table of its own words, with keys of the same shape
        if isinstance(node, ast.Constant) and isinstance(value := node.value, str)
        for family, dot, rest in [value.partition(".")]
        if dot and family in FAMILIES and rest.replace("_", "").isalpha() and rest.islower()
    }
    assert {(path, code) for path, code in shaped if code not in MESSAGES} == set()


def test_every_message_is_used(nodes: list[tuple[Path, ast.AST]]) -> None:
    constants = {text_of(node) for _, node in nodes if isinstance(node, ast.Constant)}
    assert set(MESSAGES) - constants == set()


def test_whatever_is_wrong_says_what_would_be_right() -> None:
    """Notes on how a query was read, and what a translation loses, are no errors and need no remedy."""
    without = {code for code, message in MESSAGES.items() if not message.remedy_en}
    assert {code for code in without if not code.startswith("query.")} == set()


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_say_the_same_with_the_same_values(code: str) -> None:
    message = MESSAGES[code]
    assert message.en
    assert message.zh
    assert bool(message.remedy_en) == bool(message.remedy_zh)
    assert placeholders(message.en) | placeholders(message.remedy_en) == placeholders(message.zh) | placeholders(
        message.remedy_zh
    )
    assert any("一" <= c <= "鿿" for c in message.zh)


def test_no_message_ends_with_a_stop_or_begins_with_a_capital() -> None:
    """They are joined: place, what is wrong, an arrow, the remedy."""
    for message in MESSAGES.values():
        for text in (message.en, message.zh):
            assert not text.endswith((".", "。", " ")), text
        assert not message.en[0].isupper(), message.en


def test_every_value_a_call_gives_is_in_its_message(nodes: list[tuple[Path, ast.AST]]) -> None:
    """A value that the message does not name would be lost without a word; one that it misses would not be filled."""
    for path, node in nodes:
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Name)):
            continue
        code = text_of(node.args[0])
        given = {k.arg for k in node.keywords if k.arg}
        if node.func.id in RAISED - {"Problem"} and code in MESSAGES and all(k.arg for k in node.keywords):
            message = MESSAGES[code]
            asked = placeholders(message.en) | placeholders(message.remedy_en)
            assert given - {"place"} == asked, (path.name, node.lineno, code)


def phrase(node: ast.expr) -> str:
    """A text that the program wrote, with ``{}`` for what is filled in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
    return text_of(node)


def test_the_programs_own_words_in_a_message_about_a_file_have_a_chinese_form(
    nodes: list[tuple[Path, ast.AST]],
) -> None:
    """What an engine or a library says stays in its language; so do codes, which a user writes as they are."""
    told = set()
    for path, node in nodes:
        if "indexers" not in path.parts and path.name != "nice.py":
            continue
        given: list[tuple[str, ast.expr]] = []
        if isinstance(node, ast.Call):
            given = [(k.arg or "", k.value) for k in node.keywords]
        elif isinstance(node, ast.Dict):
            given = [(text_of(key), value) for key, value in zip(node.keys, node.values, strict=True) if key]
        told |= {phrase(value) for name, value in given if name in OWN}
    words = {text for text in told if len(text.replace("{}", "").replace(":", "").split()) > 1}
    assert len(words) > 15
    assert words - PHRASES.keys() == set()


@pytest.mark.parametrize("english", PHRASES)
def test_every_phrase_is_chinese_with_the_same_holes(english: str) -> None:
    assert any("一" <= c <= "鿿" for c in PHRASES[english])
    assert PHRASES[english].count("{}") == english.count("{}")
    filled = english.replace("{}", "7")
    assert in_chinese("error", filled) == PHRASES[english].replace("{}", "7")


def test_one_is_no_plural() -> None:
    problem = errors.Problem("load.rejected", {"count": 1, "path": "a|b {count:x|y}"})
    assert problem.text("en") == "1 record was rejected → see why in a|b {count:x|y}"
    assert (
        errors.Problem("load.rejected", {"count": 2, "path": "p"}).text("en")
        == "2 records were rejected → see why in p"
    )


def test_no_code_of_a_library_stands_in_a_chinese_sentence() -> None:
    problem = errors.Problem("index.missing", {"family": "trademark", "data": "trademark"})
    assert problem.text("en").startswith("no trademark data has been loaded → load some: ipsearch load trademarks")
    assert problem.text("zh").startswith("尚未加载商标数据 → 请先加载：ipsearch load trademarks")


def test_what_a_user_wrote_stays_as_it_is() -> None:
    assert in_chinese("value", "a list") == "a list"
    assert in_chinese("error", "Opening and ending tag mismatch") == "Opening and ending tag mismatch"
    assert in_chinese("expected", 4) == 4
    assert in_chinese("value", "(empty)") == STANDING_FOR["(empty)"]


def test_a_chinese_message_has_no_english_of_the_programs_own() -> None:
    values: dict[str, object] = {"field": "office", "value": "cn", "expected": "a WIPO ST.3 code such as CN"}
    problem = errors.Problem("record.bad_value", values)
    assert problem.text("zh") == "office 的值为 cn → 应为 WIPO ST.3 代码，例如 CN"
    assert problem.text("en") == "office is cn → expected a WIPO ST.3 code such as CN"


def test_an_example_of_an_application_number_has_the_right_check_digit() -> None:
    """Who tries what help, documentation or a message shows must not be told that it is wrong."""
    pages = [ROOT / "README.md", ROOT / "docs" / "cli.md", ROOT / "docs" / "patent-search.md"]
    commands = sorted((ROOT / "ipsearch" / "cli").glob("*.py"))
    texts = [path.read_text("utf-8") for path in (*pages, *commands)]
    texts += [part for message in MESSAGES.values() for part in message]
    shown = {found for text in texts for found in re.findall(r"\b20\d{10}\.[\dX]", text)}
    assert shown
    assert {number for number in shown if chinese_check_digit(number[:12]) != number[-1]} == set()
