"""From what a searcher wrote to what an engine is asked: words of the register, keys of numbers, notices, errors."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ipsearch.errors import UsageError
from ipsearch.patents import pattern
from ipsearch.patents.lower import Lowered, lower
from ipsearch.query.ast import Frequency, Node, Not, Or, Phrase, Prefix, Proximity, Range, Terms, all_of, any_of
from ipsearch.query.dialects.detect import read
from ipsearch.query.spans import Near, Word
from ipsearch.query.spans import Sequence as Words

WORDS = ("battery", "batteries", "batch", "charge", "charged", "charger", "recharge", "colour", "color", "led")


def vocabulary(field: str, start: str) -> Sequence[str]:
    words = sorted(word[::-1] if field.endswith("reversed") else word for word in WORDS)
    return [word for word in words if word.startswith(start)]


def asked(query: str, dialect: str = "simple") -> Lowered:
    return lower(read(query, dialect).query, vocabulary)


def title(*words: tuple[str, ...]) -> Node:
    return Proximity("title", Words(tuple(Word(values) for values in words)))


@pytest.mark.parametrize(
    ("query", "dialect", "node"),
    [
        ("ti:Battery", "simple", Terms("title", ("battery",))),
        ("ti:电池", "simple", Phrase("title", ("电", "池"))),
        ('ti:"LED灯"', "simple", Phrase("title", ("led", "灯"))),
        ("ti:batter*", "simple", Terms("title", ("batteries", "battery"))),
        ("ti:*charge", "simple", Terms("title", ("charge", "recharge"))),
        ("ti:colo?r", "simple", Terms("title", ("colour",))),
        ("ti=colo?r", "cql", Terms("title", ("color", "colour"))),
        ("ti:charge?", "simple", Terms("title", ("charged", "charger"))),
        ("ti:c*r", "simple", Terms("title", ("charger", "color", "colour"))),
        ("ti:电池*", "simple", Phrase("title", ("电", "池"))),
        ("ti:锂?电", "simple", Proximity("title", Near(Word(("锂",)), Word(("电",)), 1, 1, True))),
        ('ti:"led batt*"', "simple", title(("led",), ("batteries", "battery"))),
        ("ta:led", "simple", any_of([Terms("title", ("led",)), Terms("abstract", ("led",))])),
        ("ti:(led NEAR/2 battery)", "simple", Proximity("title", Near(Word(("led",)), Word(("battery",)), 0, 2))),
        ("TI=((led) (3f))", "incopat", Frequency("title", Word(("led",)), 3)),
        ("pd:2019..2020", "simple", Range("publication_date", 20190101, 20201231)),
        ("pd<2020-03", "simple", Range("publication_date", None, 20200229)),
        ("year:2019", "simple", Terms("year", ("2019",))),
        ("claimcount>=10", "simple", Range("claim_count", 10, None)),
        ("pn:CN102025678A", "simple", Terms("number", ("CN102025678A",))),
        ("pn:CN102025678", "simple", Terms("number", ("CN102025678",))),
        ("pn:CN", "simple", Prefix("number", "CN")),
        ("pn:CN1020*", "simple", Prefix("number", "CN1020")),
        ("an:200910190429.X", "simple", Terms("application", ("CN200910190429",))),
        ("cites:US7650331", "simple", Terms("cites", ("US7650331",))),
        ("country:cn", "simple", Terms("country", ("CN",))),
        ("status:有效", "simple", Terms("status", ("granted",))),
        ("ti:led -ab:led", "simple", all_of([Terms("title", ("led",)), Not(Terms("abstract", ("led",)))])),
        ("owner:华为", "simple", any_of([Terms("owner", ("华为",)), Prefix("owner", "/华_为_")])),
        ('pa1:"General Motors"', "simple",
         any_of([Terms("first_applicant", ("general_motors",)), Prefix("first_applicant", "/general_motors_")])),
        ("cites:CN1*", "simple", Prefix("cites", "CN1")),
        ("in:smith", "simple", any_of([Terms("inventor_names", ("smith",)), Terms("inventor", ("smith",))])),
    ],
)  # fmt: skip
def test_what_the_engine_is_asked(query: str, dialect: str, node: Node) -> None:
    assert asked(query, dialect).node == node


def test_a_national_class_is_found_without_the_name_of_its_scheme() -> None:
    node = asked("36/103.ccls.", "brs").node
    assert isinstance(node, Terms)
    assert {"36/103", "US_36/103"} <= set(node.values)
    several = asked("D2/$.ccls.", "brs").node
    assert isinstance(several, Or)
    assert Prefix("national", "US_D2/") in several.items


def test_a_name_without_a_text_field_cannot_be_asked_by_distance() -> None:
    with pytest.raises(UsageError) as caught:
        asked("owner:(samsung NEAR/3 electronics)")
    assert caught.value.problem.code == "query.not_text"
    assert "专利权人" in caught.value.problem.text("zh")


def test_a_company_is_found_by_its_words_and_by_its_whole_name() -> None:
    node = asked('pa:"Tencent Technology Co., Ltd."').node
    assert isinstance(node, Or)
    assert Terms("applicant", ("tencent_technology",)) in node.items


def test_what_was_expanded_is_told_and_too_much_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    [note] = asked("ti:batter*").notices
    assert (note.code, note.level, note.values["count"]) == ("query.expanded", "note", "2")
    monkeypatch.setattr(pattern, "BROAD", 1)
    assert asked("ti:batter*").notices[0].level == "warning"
    [none] = asked("ti:zz*").notices
    assert none.code == "query.no_expansion"


def test_words_that_must_not_stand_there_neither_rank_nor_mark() -> None:
    lowered = asked("ti:led -ab:battery")
    assert [one.field for one in lowered.sought] == ["title"]
    assert {one.tokens for one in lowered.ranked} == {("led",)}


def test_a_wrong_check_digit_is_a_warning() -> None:
    assert [one.code for one in asked("an:200910190429.1").notices] == ["query.check_digit"]


def test_a_list_that_is_no_number_is_not_told_whole() -> None:
    with pytest.raises(UsageError) as caught:
        asked("pn:" + ";".join(f"CN1020{i:05}A" for i in range(6000)))
    assert caught.value.problem.code == "query.not_number"
    assert len(caught.value.problem.text("en")) < 300


@pytest.mark.parametrize(
    ("query", "dialect", "told"),
    [
        ("PN=(CN102025678A CN101234567B)", "incopat", True),
        ("pn=CN102025678A and pn=CN101234567B", "cql", True),
        ("PN=(CN102025678A or CN101234567B)", "incopat", False),
        ("pn:CN102025678A pn:102025678", "simple", False),
        ("pn:CN pn:102025678", "simple", False),
        ("num:CN102025678A num:200910190429", "simple", False),
    ],
)
def test_numbers_that_no_document_has_together_are_a_warning(query: str, dialect: str, told: bool) -> None:
    assert ("query.several_numbers" in [one.code for one in asked(query, dialect).notices]) is told


def test_a_company_tree_is_the_name_alone_and_says_so() -> None:
    lowered = asked('AP=TREE@"tencent"', "incopat")
    assert "query.no_tree" in [one.code for one in lowered.notices]
    assert lowered.node == Terms("applicant", ("tencent",))


def test_a_semantic_field_orders_and_selects_nothing() -> None:
    lowered = asked("R=(battery cooling) and TI=led", "incopat")
    assert lowered.node == Terms("title", ("led",))
    assert "query.like_ranks" in [one.code for one in lowered.notices]
    assert any("batteri" in one.tokens for one in lowered.ranked)


@pytest.mark.parametrize(
    ("text", "words"),
    [("ti=bat?ery", set()), ("ti=batter*", set()), ("ti=电池*", {"电池"}), ("ti=(bat?ery or led)", {"led"})],
)
def test_pieces_of_a_latin_word_with_a_wildcard_rank_nothing(text: str, words: set[str]) -> None:
    lowered = asked(text, "cql")
    assert {token for one in lowered.ranked for token in one.tokens} == words


@pytest.mark.parametrize(
    ("query", "dialect", "code"),
    [
        ("ipc:battery", "simple", "query.bad_class"),
        ("pn:battery", "simple", "query.not_number"),
        ("ti:---", "simple", "query.empty_term"),
    ],
)
def test_what_cannot_be_carried_out_is_told(query: str, dialect: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        asked(query, dialect)
    assert caught.value.problem.code == code
