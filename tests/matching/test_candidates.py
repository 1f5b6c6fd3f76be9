"""The candidate query: bounded, made of keys only, and complete where a key is asked by its counterpart."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ipsearch.backends.base import Document, check_query
from ipsearch.backends.memory import holds
from ipsearch.matching.candidates import candidate_query, inside, overlap_node, substrings, variants
from ipsearch.matching.check import RULES
from ipsearch.matching.policy import V1
from ipsearch.matching.statistics import Counts, Statistics
from ipsearch.query.ast import And, AtLeast, Node, Terms, leaves
from ipsearch.text.form import form_of
from ipsearch.text.latin import trigrams
from mappings.loader import load
from tests.matching.builders import even
from tests.matching.marks import counts, pairs


def asked(node: Node, field: str) -> set[str]:
    return {v for leaf in leaves(node) if isinstance(leaf, Terms) and leaf.field == field for v in leaf.values}


def query(mark: str, statistics: Statistics | None = None) -> Node:
    return candidate_query(form_of(mark), statistics or even(), V1)


@given(pairs, counts)
@settings(max_examples=100, deadline=None)
def test_a_query_asks_keys_of_the_mapping_for_values_that_can_be_tokens(pair: tuple[str, str], known: Counts) -> None:
    form = form_of(pair[1])
    if not form.compact:
        return
    node = candidate_query(form, Statistics(known), V1)
    check_query(node, load("trademark"))
    for leaf in leaves(node):
        assert isinstance(leaf, Terms)
        assert leaf.field in RULES
        assert all(v and len(v.split()) == 1 for v in leaf.values)
        assert len(set(leaf.values)) == len(leaf.values)


def test_every_key_that_a_report_names_is_asked() -> None:
    node = query("小红太阳ROOTS")
    fields = {leaf.field for leaf in leaves(node) if isinstance(leaf, Terms)}
    fields |= {leaf.field for leaf in leaves(query("太阳")) if isinstance(leaf, Terms)}
    assert fields == set(RULES)


def test_two_characters_ask_for_each_look_alike_of_each_and_strong_ones_of_both() -> None:
    found = variants("未己")
    assert {"末己", "未已", "末已", "未巳"} <= set(found)
    assert "未己" not in found
    assert set(variants("土")) >= {"士"}
    twice = variants("帕尔斯")  # one deletion finds those that differ in one
    assert "怕尔期" in twice
    assert all(sum(a != b for a, b in zip("帕尔斯", text, strict=True)) == 2 for text in twice)
    assert variants("帕尔斯公司") == []


def test_parts_of_a_mark_are_asked_as_whole_marks() -> None:
    assert set(inside(form_of("红太阳"), even())) >= {"红太阳", "太阳", "红太", "红", "阳"}
    assert "阳" not in inside(form_of("红太阳鸟"), even())  # one of four is one among many
    common = Statistics(Counts(han_marks=10_000, characters={"阳": 501}))
    assert "阳" not in inside(form_of("红太阳"), common)


def test_substrings() -> None:
    assert list(substrings("abcd", 3)) == ["abc", "bcd", "abcd"]
    assert list(substrings("ab", 3)) == []
    assert max(map(len, substrings("a" * 300, 4))) == 64


def test_the_query_for_the_longest_mark_stays_bounded() -> None:
    for mark in ("米" * 300, "小米华为" * 75, "a" * 300, "abcdefghij" * 30, "r " * 150, "重乐长行" * 75):
        values = sum(len(leaf.values) for leaf in leaves(query(mark)) if isinstance(leaf, Terms))
        assert values < 8_000, mark[:4]


def test_a_word_of_silent_letters_can_be_asked() -> None:
    assert asked(query("gh"), "exact") >= {"gh"}
    assert asked(query("GH GH"), "exact") >= {"ghgh"}


def test_a_mark_of_one_character_is_looked_for_around() -> None:
    assert asked(query("茅"), "gram") == {"茅"}
    common = Statistics(Counts(han_marks=10_000, characters={"茅": 501}))
    assert asked(query("茅", common), "gram") == set()


def test_common_pairs_of_characters_are_no_reason_to_look() -> None:
    common = Statistics(Counts(han_marks=10_000, grams={"科技": 900}))
    asked_for = [leaf for leaf in leaves(query("小米科技", common)) if isinstance(leaf, Terms)]
    alone = {leaf.values for leaf in asked_for if leaf.field == "gram"}
    assert ("小米", "米科") in alone  # the rare ones, any of them
    assert ("科技",) in alone  # as part of the whole


def test_only_the_rarest_sequences_are_asked_where_two_of_them_must_be_shared() -> None:
    weights = dict.fromkeys(trigrams("shoppingzyxwvut"), 1.0) | dict.fromkeys(trigrams("shopping"), 0.001)
    node = overlap_node(weights, "~", 0.2)  # needs 1.6 of 8: two of the eight rare ones
    assert isinstance(node, AtLeast)
    assert node.count == 2
    values = [leaf.values[0] for leaf in node.items if isinstance(leaf, Terms)]
    assert {"~gzy", "~zyx", "~ut$"} <= set(values)
    assert "~^sh" not in values


def test_as_many_sequences_are_asked_as_the_heaviest_need() -> None:
    node = overlap_node(dict.fromkeys(trigrams("abcdefgh"), 1.0), "", 0.5)  # 4 of 8
    assert isinstance(node, AtLeast)
    assert (node.count, len(node.items)) == (4, 8)
    assert overlap_node({}, "", 0.2) == AtLeast(2, ())


SEQUENCES = st.sampled_from(["abc", "bcd", "cde", "def", "efg", "fgh", "ghi"])


@given(
    st.dictionaries(SEQUENCES, st.floats(0.0025, 1), min_size=1),
    st.sets(SEQUENCES),
    st.sampled_from([0.2, 0.3, 0.5]),
)
def test_whoever_shares_two_sequences_of_enough_weight_is_asked_for(
    weights: dict[str, float], other: set[str], share: float
) -> None:
    shared = other & weights.keys()
    if len(shared) > 1 and sum(weights[s] for s in shared) >= share * sum(weights.values()):
        kept = Document("x", {"letters": tuple(other)}, b"")
        assert holds(overlap_node(weights, "", share), kept)


def test_containment_asks_all_inner_sequences_together() -> None:
    node = query("root")
    wholes = [n.items for n in getattr(node, "items", ()) if isinstance(n, And)]
    assert (Terms("letters", ("roo",)), Terms("letters", ("oot",))) in wholes
