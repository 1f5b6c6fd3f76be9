"""Two marks side by side: every feature with its value, also where nothing conflicts."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ipsearch.documents.keys import hearings
from ipsearch.matching.han import aligned_share, han_rules
from ipsearch.matching.judge import heard_alike, judge_sides, meaning_differs, same_meaning
from ipsearch.matching.latin import latin_rules, sequences_share, words_share
from ipsearch.matching.policy import Policy
from ipsearch.matching.reasons import TEXTS, differences, longest_common, reasons_for
from ipsearch.matching.report import Comparison, Feature
from ipsearch.matching.side import Side
from ipsearch.matching.statistics import Statistics
from ipsearch.text.form import form_of
from ipsearch.text.glyph import similarity as glyph_similarity
from ipsearch.text.sound import character_sound, spellings


def compare(a: str, b: str, statistics: Statistics, policy: Policy, weights: str) -> Comparison:
    """The verdict on two marks and all features behind it. ``weights`` says whose statistics weighed the characters."""
    x, y = Side(form_of(a), statistics), Side(form_of(b), statistics)
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
    yield Feature("normal_form", float(a.form.compact == b.form.compact), "规范化后文字相同", "same normal form", *texts)
    yield from _han_features(a, b, policy)
    yield from _latin_features(a, b, policy)
    heard = (" ".join(hearings(a.form)), " ".join(hearings(b.form)))
    yield Feature("pinyin", float(heard_alike(a, b)), "拼音与汉字对应", "letters are the pinyin of the Han", *heard)
    yield Feature("meaning", float(same_meaning(a, b)), "含义相同", "same meaning", *texts)
    yield Feature("meaning_differs", float(meaning_differs(a, b)), "含义不同", "known to mean different things", *texts)


def _han_features(a: Side, b: Side, policy: Policy) -> Iterator[Feature]:
    both = bool(a.han and b.han)
    rules = han_rules(a, b)
    edits = 1 - OSA.distance(a.han, b.han) / max(len(a.han), len(b.han)) if both else 0.0
    yield Feature("characters", round(edits, 3), "汉字编辑相似度", "share of characters unchanged", a.han, b.han)
    share = aligned_share(a, b, policy) if both else 0.0
    yield Feature("distinctive_share", round(share, 3), "显著性加权的相同部分", "weight in common", a.core, b.core)
    common = longest_common(a.han, b.han)
    longest = max(len(a.han), len(b.han), 1)
    yield Feature("common_part", round(len(common) / longest, 3), f"最长相同部分：{common}", f"longest common part: {common}", a.han, b.han)
    looks, sounds = _unit_likeness(a.han, b.han) if len(a.han) == len(b.han) and both else (0.0, 0.0)
    different = differences(a.han, b.han) if both else ""
    yield Feature("look", round(looks, 3), f"逐字字形 {different}", f"characters by look {different}", a.han, b.han)
    spoken = (" ".join(next(iter(spellings(a.han)), ())), " ".join(next(iter(spellings(b.han)), ())))
    yield Feature("sound", round(sounds, 3), "逐字读音", "characters by sound", *spoken)
    for rule in ("same_core", "reordered", "same_sound", "near_sound", "look_alike", "near_look", "one_edit", "contained", "rare_part"):
        zh, en = (text.partition("{")[0].rstrip(":： ") for text in TEXTS[rule])
        yield Feature(rule, float(rule in rules), zh, en, a.core, b.core)


def _unit_likeness(x: str, y: str) -> tuple[float, float]:
    pairs = list(zip(x, y, strict=True))
    look = sum(glyph_similarity(p, q) for p, q in pairs) / len(pairs)
    return look, sum(1.0 if p == q else character_sound(p, q) for p, q in pairs) / len(pairs)


def _latin_features(a: Side, b: Side, policy: Policy) -> Iterator[Feature]:
    both = bool(a.letters and b.letters)
    rules = latin_rules(a, b, policy)
    words = (" ".join(a.words), " ".join(b.words))
    yield Feature("letters", round(fuzz.ratio(a.letters, b.letters) / 100 if both else 0.0, 3), "字母相似度", "letters in common", *words)
    spelled = (a.spelled, b.spelled)
    yield Feature("spoken_letters", round(fuzz.ratio(*spelled) / 100 if both else 0.0, 3), "按读音的字母相似度", "letters as heard", *spelled)
    by_words = words_share(a, b) if both else 0.0
    yield Feature("words", round(by_words, 3), "显著单词的相同部分", "distinctive words in common", *words)
    by_sequences = sequences_share(a, b) if both else 0.0
    yield Feature("sequences", round(by_sequences, 3), "罕见字母组合的相同部分", "rare letter sequences in common", *words)
    for rule in ("same_letters_look", "same_letters_sound", "same_consonants", "one_letter", "same_word", "letters_contained"):
        zh, en = (text.partition("{")[0].rstrip(":： ") for text in TEXTS[rule])
        yield Feature(rule, float(rule in rules), zh, en, *words)
