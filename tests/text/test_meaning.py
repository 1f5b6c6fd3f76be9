"""Translation, synonyms and near ideas, and the keys made of them."""

from __future__ import annotations

import pytest

from ipsearch.text.meaning import (
    MAX_KEYS,
    concept_keys,
    concepts,
    same_idea,
    same_meaning,
    segment_concepts,
)
from ipsearch.text.normal import normalise
from ipsearch.text.tables import read_table


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("永恒印记", "forevermark"),
        ("永恒印记", "forever mark"),
        ("苹果", "apple"),
        ("苹果", "manzana"),
        ("红牛", "red bull"),
        ("红牛", "redbull"),
        ("小王子", "le petit prince"),
        ("狮王", "lion king"),
        ("王者之剑", "sword of the king"),
        ("金狮", "golden lion"),
        ("金凤凰", "golden phoenix"),
        ("黑天鹅", "black swan"),
        ("海之星", "star of the sea"),
        ("雪花", "snowflakes"),
        ("闪耀之星", "shining star"),
        ("三只松鼠", "three squirrels"),
        ("白马", "weisses pferd"),
        ("老虎", "tigre"),
        ("boss", "chief"),  # synonyms in one language
        ("老虎", "虎"),
        ("月光", "moon light"),  # compounds written apart
        ("蓝鸟", "blue bird"),
        ("超人", "super man"),
        ("向日葵", "sun flowers"),
        ("月之光", "moon light"),  # and what the words say one by one
        ("阳光海滩", "sun shine beach"),
        ("狼", "wolves"),
        ("叶", "leaves"),
        ("鹅", "geese"),
        ("白狼", "whitewolves"),
        ("七匹狼", "seven wolves"),  # a measure word
        ("三朵花", "three flowers"),
        ("88", "八十八"),
        ("88", "eighty eight"),
        ("24", "贰拾肆"),
        ("双11", "双拾壹"),
        ("2000", "两千"),
        ("2000", "two thousand"),
        ("1024", "一千零二十四"),
        ("110", "一百一十"),
        ("9999", "九千九百九十九"),
        ("捌", "八"),
        ("自然", "natural"),
        ("东方", "oriental"),
        ("双星", "twin star"),
        ("花花公子", "playboy"),
        ("福", "lucky"),
        ("美丽", "beauty"),
        ("苹果apple", "apple"),  # a bilingual mark says the same twice
        ("red bull", "toro rosso"),  # a phrase of the table, and what its words say
        ("white house", "casa blanca"),
        ("蓝天海", "cielo azul mar"),
        ("schwarzwald", "black forest"),  # two words of one language written as one
        ("marazul", "mar azul"),
        ("islas verdes", "green islands"),  # plurals of other languages
        ("flores", "fleurs"),
        ("peregrina", "pilgrim"),  # either gender
        ("rossa", "roja"),
        ("buenos dias", "good morning"),
        ("aquacare", "water care"),
        ("gastown", "gas city"),
        ("葵花", "sunflower"),
        ("安琪儿", "天使"),  # the word as it is heard
        ("脚踏车", "自行车"),
        ("飞马", "flying horse"),
        ("七天", "seven days"),  # 天 behind a number
        ("7天", "7days"),
        ("10天", "ten days"),
        ("七天", "七日"),
        ("7匹狼", "seven wolves"),  # digits before what they count
        ("三天", "three heavens"),
        ("4ever", "永远"),  # digits and letters said as words
        ("i love u", "我爱你"),
        ("桂冠", "laurel"),
        ("月桂", "lorbeer"),
        ("黑洞", "black hole"),  # no cave
        ("枫叶", "maple leaf"),
        ("夜空", "night sky"),
        ("竹林", "bamboo forest"),
        ("晨光", "morning light"),
        ("石桥", "bridgestone"),  # not bridges and tone
        ("丝绸之路", "silk road"),
        ("金色麦田", "golden wheat field"),
    ],
)
def test_same_meaning(a: str, b: str) -> None:
    assert same_meaning(a, b)
    assert same_meaning(b, a)
    assert set(concept_keys(a)) & set(concept_keys(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("虎", "lion"),
        ("太阳", "star"),
        ("金狮", "golden tiger"),
        ("88", "八十六"),
        ("88", "十八"),
        ("24", "四十二"),
        ("10000", "一万"),  # five digits are no word here
        ("金条", "gold"),  # 条 measures behind numbers only
        ("moon bright", "月光"),
        ("红苹果花", "apple"),
        ("蓝天", "blue day"),  # no number before it
        ("苹果", "zzyx"),
        ("modest", "mode"),
        ("zzyx", "zzyx"),  # unknown words have no meaning to compare
        ("", ""),
        ("之", "of"),
        ("marwald", "sea forest"),  # half Spanish, half German
        ("dreamer", "dream"),  # no comparative
        ("pointer", "point"),
        ("mars", "sea"),  # too short for a plural of mar
        ("puerta", "puerto"),  # gender makes another word where it does not agree with something
        ("波兰", "wave orchid"),  # Poland
        ("剑鱼", "剑与鱼"),
    ],
)
def test_other_meaning(a: str, b: str) -> None:
    assert not same_meaning(a, b)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("国王", "女王", True),
        ("女王", "国王", True),
        ("狮子", "狮子", True),
        ("飞翔", "翱翔", True),
        ("狮子", "老虎", False),
        ("狮子", "不明", False),
    ],
)
def test_same_idea(a: str, b: str, same: bool) -> None:
    assert same_idea(concepts(a), concepts(b)) is same


@pytest.mark.parametrize(
    ("inflected", "base"),
    [
        ("dreams", "dream"),
        ("butterflies", "butterfly"),
        ("dancing", "dance"),
        ("running", "run"),
        ("foxes", "fox"),
        ("loved", "love"),
        ("wolves", "wolf"),
        ("knives", "knife"),
        ("women", "woman"),
        ("mice", "mouse"),
        ("children", "child"),
        ("feet", "foot"),
        ("biggest", "big"),
        ("happiest", "happy"),
        ("bigger", "big"),
        ("lazier", "lazy"),
        ("whiter", "white"),
        ("fired", "fire"),
        ("coding", "code"),
    ],
)
def test_inflected_words(inflected: str, base: str) -> None:
    assert concepts(inflected) & concepts(base)


def test_unknown_words_have_no_concepts() -> None:
    assert concepts("zzyx") == frozenset()
    assert concepts("ss") == frozenset()
    assert concepts("") == frozenset()


def test_segmentation_covers_as_much_as_possible() -> None:
    assert [part for part, _ in segment_concepts("春天花园")] == ["春天", "花园"]
    assert [part for part, _ in segment_concepts("天空之城")] == ["天空", "城"]
    assert [part for part, _ in segment_concepts("golden eagle ice cream")] == ["golden", "eagle", "ice cream"]
    assert [(part, bool(found)) for part, found in segment_concepts("狮鑫")] == [("狮", True), ("鑫", False)]
    assert segment_concepts("") == ()


def test_no_key_unless_the_whole_mark_is_covered() -> None:
    assert concept_keys("狮鑫") == ()
    assert concept_keys("lion zzyx") == ()
    assert concept_keys("") == ()


def test_keys_do_not_depend_on_weak_elements_or_order() -> None:
    assert concept_keys("狮子有限公司") == concept_keys("lion")
    assert concept_keys("lion gmbh") == concept_keys("狮子")
    assert concept_keys("king lion") == concept_keys("lion king")


def test_every_sense_gives_a_key_up_to_the_limit() -> None:
    assert len(concepts("spring")) >= 1
    senses = concepts("happy")
    assert set(concept_keys("happy")) == {f"c{s}" for s in senses}
    assert len(senses) > 1
    assert len(concept_keys("happy lucky happy fortune spirit")) <= MAX_KEYS


def test_table_of_concepts_is_sound() -> None:
    rows = [line.split("\t") for line in read_table("concepts.tsv").splitlines()]
    assert rows[0] == ["id", "domain", "zh", "en", "es", "fr", "de", "it", "pt", "ja", "related"]
    near = {}
    for number, (identity, domain, zh, en, *others, close) in enumerate(rows[1:], 1):
        assert int(identity) == number
        assert domain
        assert zh, identity
        assert en, identity
        for cell in (zh, en, *others):
            words = cell.split(";") if cell else []
            assert len(set(words)) == len(words), identity
            for word in words:
                assert word == normalise(word), word
        near[number] = {int(c) for c in close.split(";") if c}
    assert len(near) >= 3500
    for number, others_near in near.items():
        assert number not in others_near
        assert all(number in near[other] for other in others_near), f"{number} is not related both ways"


def test_endings_are_those_of_english_words_only() -> None:
    assert concepts("starking").isdisjoint(concepts("stark"))  # German for strong


def test_a_particle_means_nothing_between_two_parts_only() -> None:
    assert same_meaning("白的云", "白云")
    assert not same_meaning("美的", "美")
