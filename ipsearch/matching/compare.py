"""Two marks side by side: every feature with its value, also where nothing conflicts."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ipsearch.documents.keys import hearings
from ipsearch.matching.brands import RULES, linked_by, name_one_brand
from ipsearch.matching.han import ORDER, aligned_share, han_rules
from ipsearch.matching.judge import (
    facing,
    heard_alike,
    judge_sides,
    meaning_differs,
    nearly_heard_alike,
    same_meaning,
    spelled_in_wade_giles,
    word_that_spells,
)
from ipsearch.matching.latin import ORDER as LATIN_ORDER
from ipsearch.matching.latin import latin_rules, sequences_share, words_share
from ipsearch.matching.policy import Policy
from ipsearch.matching.reasons import TEXTS, differences, longest_common, reasons_for
from ipsearch.matching.report import Comparison, Feature
from ipsearch.matching.side import Side
from ipsearch.matching.statistics import Statistics
from ipsearch.text.form import form_of
from ipsearch.text.glyph import similarity as glyph_similarity
from ipsearch.text.sound import character_sound, spellings

FEATURES: dict[str, tuple[str, str]] = {
    "normal_form": ("规范化后文字相同", "same normal form"),
    "characters": ("汉字编辑相似度", "share of Han characters unchanged"),
    "distinctive_share": ("显著性加权的相同部分", "weight of the Han part in common"),
    "common_part": ("最长相同部分", "longest common part"),
    "look": ("逐字字形", "characters by look"),
    "sound": ("逐字读音", "characters by sound"),
    "letters": ("字母相似度", "letters in common"),
    "spoken_letters": ("按读音的字母相似度", "letters as heard"),
    "words": ("显著单词的相同部分", "distinctive words in common"),
    "sequences": ("罕见字母组合的相同部分", "rare letter sequences in common"),
    "pinyin": ("拼音与汉字对应", "letters are the pinyin of the Han characters"),
    "wade_giles": ("字母为汉字的威妥玛拼音", "letters spell the Han characters in Wade-Giles"),
    "near_pinyin": ("字母与汉字拼音近似", "letters are nearly the pinyin of the Han characters"),
    "spelled_word": ("一个单词是汉字的拼音", "one word is the pinyin of the Han characters"),
    "same_meaning": ("含义相同", "same meaning"),
    "known_name": ("公众熟知的同一品牌的不同名称", "known as names of one brand"),
    "known_name_held": ("一方含有对方品牌公众熟知的另一名称", "one contains another name of the other's brand"),
    "known_name_near": (
        "与对方品牌的另一名称仅个别字母不同",
        "one is one letter from another name of the other's brand",
    ),
    "meaning_differs": ("含义不同", "known to mean different things"),
}
"""Measures beside the rules, with their wording; the rules keep theirs (:data:`ipsearch.matching.reasons.TEXTS`)."""


def compare(a: str, b: str, statistics: Statistics, policy: Policy, weights: str) -> Comparison:
    """The verdict on two marks and all features behind it. ``weights`` says whose statistics weighed the characters."""
    x, y = facing(Side(form_of(a), statistics), Side(form_of(b), statistics))
    verdict = judge_sides(x, y, policy)
    return Comparison(
        a=a,
        b=b,
        level=verdict.level or "none",
        score=verdict.score,
        reasons=reasons_for(x.form, y.form, verdict),
        features=tuple(features(x, y, policy)),
        policy=policy.name,
        weights=weights,
    )


def features(a: Side, b: Side, policy: Policy) -> Iterator[Feature]:
    """Every feature, 0 to 1, whether or not it matters for these marks."""
    texts = (a.form.text, b.form.text)
    yield _feature("normal_form", a.form.compact == b.form.compact, *texts)
    yield from _han_features(a, b, policy)
    yield from _latin_features(a, b, policy)
    yield _feature("pinyin", heard_alike(a, b), " ".join(hearings(a.form)), " ".join(hearings(b.form)))
    yield _feature("wade_giles", spelled_in_wade_giles(a, b), *texts)
    yield _feature("near_pinyin", nearly_heard_alike(a, b), *texts)
    yield _feature("spelled_word", bool(word_that_spells(a, b) or word_that_spells(b, a)), *texts)
    yield _feature("same_meaning", same_meaning(a, b), *texts)
    yield _feature("known_name", name_one_brand(a, b), *texts)
    for link, rule in RULES.items():
        yield _feature(rule, linked_by(link, a, b), *texts)
    yield _feature("meaning_differs", meaning_differs(a, b), *texts)


def _feature(name: str, value: float, a: str, b: str, zh: str = "", en: str = "") -> Feature:
    """A feature, with what its label is to name beside it."""
    said_zh, said_en = FEATURES[name]
    return Feature(name, round(float(value), 3), _beside(said_zh, zh), _beside(said_en, en), a, b)


def _beside(label: str, value: str) -> str:
    return f"{label} {value}" if value else label


def _rule(name: str, holds: bool, a: str, b: str) -> Feature:
    zh, en = (text.partition("{")[0].rstrip(":： ") for text in TEXTS[name])
    return Feature(name, float(holds), zh, en, a, b)


def _han_features(a: Side, b: Side, policy: Policy) -> Iterator[Feature]:
    x, y = a.han, b.han
    both = bool(x and y)
    longest = max(len(x), len(y), 1)
    common = longest_common(x, y)
    pairs = list(zip(x, y, strict=True)) if both and len(x) == len(y) else []
    looks = sum(glyph_similarity(p, q) for p, q in pairs) / (len(pairs) or 1)
    sounds = sum(1.0 if p == q else character_sound(p, q) for p, q in pairs) / (len(pairs) or 1)
    spoken = (" ".join(next(iter(spellings(x)), ())), " ".join(next(iter(spellings(y)), ())))
    yield _feature("characters", 1 - OSA.distance(x, y) / longest if both else 0.0, x, y)
    yield _feature("distinctive_share", aligned_share(a, b, policy) if both else 0.0, a.core, b.core)
    yield _feature("common_part", len(common) / longest, x, y, common, common)
    yield _feature("look", looks, x, y, *(differences(x, y) if both else ()))
    yield _feature("sound", sounds, *spoken)
    rules = han_rules(a, b)
    for name in ORDER:
        yield _rule(name, name in rules, a.core, b.core)


def _latin_features(a: Side, b: Side, policy: Policy) -> Iterator[Feature]:
    words = (" ".join(a.words), " ".join(b.words))
    both = bool(a.letters and b.letters)
    yield _feature("letters", fuzz.ratio(a.letters, b.letters) / 100 if both else 0.0, *words)
    yield _feature("spoken_letters", fuzz.ratio(a.spelled, b.spelled) / 100 if both else 0.0, a.spelled, b.spelled)
    yield _feature("words", words_share(a, b) if both else 0.0, *words)
    yield _feature("sequences", sequences_share(a, b) if both else 0.0, *words)
    rules = latin_rules(a, b, policy)
    for name in LATIN_ORDER:
        yield _rule(name, name in rules, *words)
