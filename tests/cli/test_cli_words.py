import re
from pathlib import Path
from typing import get_args

import pytest

import ipsearch.cli
from indexers import dpma_records, st66_proceedings
from indexers import uspto_values as marks_values
from indexers.patents import (
    cnipa_xml,
    epfulltext_biblio,
    google,
    steps,
    uspto_greenbook,
    uspto_pap,
    uspto_sgml,
    uspto_values,
)
from ipsearch.cli import words
from ipsearch.cli.arguments import parse_limit, split_list
from ipsearch.cli.harmless import plain
from ipsearch.cli.patentterms import term
from ipsearch.cli.patentwords import WORDS as PATENT_WORDS
from ipsearch.cli.words import ranges, say
from ipsearch.matching.policy import LEVELS
from ipsearch.matching.report import Light
from ipsearch.records import MARK_KINDS, STATUSES, Trademark
from tests.placeholders import placeholders


def test_both_languages_fill_the_same_values() -> None:
    assert words._WORDS.keys().isdisjoint(PATENT_WORDS)
    for zh, en in (*words._WORDS.values(), *PATENT_WORDS.values()):
        assert zh
        assert en
        assert placeholders(zh) == placeholders(en)


def test_one_is_no_plural() -> None:
    assert say("shown_all", "en", hits="1") == "1 hit, all shown."
    assert say("shown_all", "en", hits="12") == "12 hits, all shown."
    assert say("shown_all", "zh", hits="1") == "共命中 1 件，全部显示。"


def test_every_value_of_the_vocabulary_has_a_word() -> None:
    keys = [
        *(f"level.{level}" for level in (*LEVELS, "none")),
        *(f"light.{light}" for light in get_args(Light)),
        *(f"status.{status}" for status in STATUSES),
        *(f"kind.{kind}" for kind in MARK_KINDS),
        *(f"field.{name}" for name in Trademark.__struct_fields__),
        "missing.figurative_elements",
        "missing.related_groups",
        "missing.related_classes",
    ]
    assert [key for key in keys if not say(key, "zh")] == []


def test_every_event_of_a_mark_that_a_source_names_has_a_chinese_word() -> None:
    """Those that stand in a table, and those that are written where an event is made."""
    modules = sorted(p for p in Path(dpma_records.__file__).parent.rglob("*.py") if "patents" not in p.parts)
    made = re.compile(r'\b_?[Ee]vent\(\s*"([a-z_ ]+)"')
    named = {kind for path in modules for kind in made.findall(path.read_text("utf-8"))}
    named |= {
        *dpma_records.RECORD_KINDS.values(),
        *marks_values._EVENTS.values(),
        *st66_proceedings._PROCEEDINGS.values(),
    }
    named |= {kind for _, kind in st66_proceedings.RECORD_KINDS}
    named |= {"abandonment", "division", "madrid", "proceeding", "prosecution", "record", "relation"}
    assert len(named) > 20
    assert {kind for kind in named if term("mark_event", kind, "zh").isascii()} == set()
    assert term("mark_event", "co_owner", "en") == "co owner"
    assert term("mark_event", "的", "zh") == "的"


def test_every_relation_that_a_source_names_has_a_chinese_word() -> None:
    named = {
        *uspto_values.RELATIONS.values(), *uspto_pap._RELATIONS.values(), *uspto_sgml._RELATIONS.values(),
        *uspto_greenbook._RELATIONS.values(), *google._RELATIONS.values(), *cnipa_xml._RELATED.values(),
        *(kind for _, kind in epfulltext_biblio._RELATED),
    }  # fmt: skip
    assert len(named) > 10
    assert {kind for kind in named if term("relation", kind, "zh").isascii()} == set()


def test_every_step_of_a_bibliography_has_a_chinese_word() -> None:
    named = {step.kind for step in steps.STEPS if step.kind}
    assert len(named) > 10
    assert {kind for kind in named if term("event", kind, "zh").isascii()} == set()


def test_no_word_is_left_over() -> None:
    sources = "".join(p.read_text(encoding="utf-8") for p in Path(ipsearch.cli.__path__[0]).glob("*.py"))
    composed = {
        "level", "light", "status", "kind", "field", "missing", "weights", "index", "plan", "dedupe",
        "patent", "facet", "place", "similar",
    }  # fmt: skip
    known = {*words._WORDS, *PATENT_WORDS}
    assert {k for k in known if sources.count(f'"{k}"') < 2 and k.partition(".")[0] not in composed} == set()


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((), ""), ((9,), "9"), ((1, 2, 3), "1-3"), ((1, 2, 9, 35, 36), "1-2, 9, 35-36")],
)
def test_ranges(numbers: tuple[int, ...], text: str) -> None:
    assert ranges(numbers) == text


def test_lists_of_options() -> None:
    assert split_list(["9,35", "42；1", " 3 4"]) == ("9", "35", "42", "1", "3", "4")
    assert (parse_limit(None, 20), parse_limit("all", 20), parse_limit("0", 20)) == (20, None, 0)


def test_plain_text_is_harmless() -> None:
    assert plain("小米 ABC") == "小米 ABC"
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", plain("a\x1b]0;x\x07b\nc\u202ed\x9b2J"))
