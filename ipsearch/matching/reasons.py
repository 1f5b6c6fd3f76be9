"""Reasons in the words of the examination standards, with the characters that were aligned, in Chinese and English.

Wording follows the cases of China's Trademark Examination and Trial Guide (商标审查审理指南 2021) on similar word marks.
A reason is made only for hits that are shown.
"""

from __future__ import annotations

from collections.abc import Callable

from rapidfuzz.distance import OSA, Levenshtein

from ipsearch.documents.keys import core_letters, heard_words, long_hearings, sounds, spelled_word, word_sounds
from ipsearch.matching.brands import linked_names, names_of_one_brand
from ipsearch.matching.han import ORDER as HAN_ORDER
from ipsearch.matching.han import looks, said_at_ends
from ipsearch.matching.judge import Verdict, first_of
from ipsearch.matching.latin import ORDER as LATIN_ORDER
from ipsearch.matching.latin import nearly_same
from ipsearch.matching.report import Reason
from ipsearch.matching.side import beside
from ipsearch.text.brandnames import HELD, NEAR
from ipsearch.text.form import Form, word_keys
from ipsearch.text.glyph import WEAK
from ipsearch.text.glyph import similarity as glyph_similarity
from ipsearch.text.meaning import same_meaning
from ipsearch.text.numerals import by_value
from ipsearch.text.pinyin import is_near_pinyin, letter_variants
from ipsearch.text.sound import character_sound, joined_near, joined_sounds, spellings
from ipsearch.text.wade import read_as_wade
from ipsearch.text.weak import core_latin, weak_kind_latin

TEXTS: dict[str, tuple[str, str]] = {
    "same_text": ("文字相同（不计字体、大小写、繁简、空格与标点）", "same text (font, case, script variant, spacing and punctuation aside)"),
    "same_part": ("汉字部分相同", "the Han parts are the same"),
    "same_core": ("显著部分相同：{core}", "same distinctive part: {core}"),
    "reordered": ("文字相同，仅排列顺序不同：{core}", "same characters in another order: {core}"),
    "look_alike": ("字形近似：{pairs}", "characters look alike: {pairs}"),
    "near_look": ("字形较近似：{pairs}", "characters look somewhat alike: {pairs}"),
    "same_number": ("数字相同，仅写法不同：{core}", "the same number, written otherwise: {core}"),
    "same_sound": ("读音相同：{sound}", "same sound: {sound}"),
    "near_sound": ("读音近似：{sounds}", "near sound: {sounds}"),
    "one_edit": ("仅个别文字不同：{difference}", "differs in one character only: {difference}"),
    "contained": ("完整包含：{core}", "one contains the other whole: {core}"),
    "rare_part": ("含有相同的少见文字：{core}", "shares characters that few marks have: {core}"),
    "sound_contained": ("按读音完整包含：{pairs}", "one contains the other as heard: {pairs}"),
    "same_letters": ("字母部分相同", "the letters are the same"),
    "same_letters_look": ("字母外形近似", "the letters look alike"),
    "same_letters_sound": ("字母读音相同", "the letters sound the same"),
    "same_consonants": ("辅音结构相同：{core}", "same consonants and vowels in place: {core}"),
    "one_letter": ("仅个别字母不同：{difference}", "differs in one letter only: {difference}"),
    "swapped_letters": ("两个字母互换位置：{difference}", "two letters have changed places: {difference}"),
    "same_word": ("含有相同或同音的显著单词：{core}", "shares a distinctive word: {core}"),
    "near_word": ("含有近似的显著单词：{core}", "a distinctive word is nearly the same: {core}"),
    "letters_contained": ("字母完整包含：{core}", "one contains the other's letters: {core}"),
    "letters_overlap": ("字母组合近似：{core}", "letter sequences in common: {core}"),
    "pinyin": ("{spelled}与汉字读音相同", "{spelled} of the Han characters"),
    "wade_giles": ("为汉字的威妥玛拼音：{core}", "the Han characters in Wade-Giles: {core}"),
    "near_pinyin": ("与汉字的拼音近似：{core}", "nearly the pinyin of the Han characters: {core}"),
    "spelled_word": ("含有汉字的拼音：{core}", "has the pinyin of the Han characters as a word: {core}"),
    "same_meaning": ("{part}含义相同", "{part}"),
    "known_name": ("公众熟知的同一品牌的不同名称：{core}", "known as names of one brand: {core}"),
    "known_name_held": ("一方含有对方品牌公众熟知的另一名称：{core}", "one contains another name of the other's brand: {core}"),
    "known_name_near": ("{letters}与{name}仅个别字母不同，后者与{other}为公众熟知的同一品牌的名称", "{letters} is one letter from {name}, known as one brand with {other}"),
    "other_part_beside": ("一方另有其他文字", "one mark has another part beside it"),
    "other_parts_differ": ("其他文字部分不同", "the other parts differ"),
    "latin_part_only": ("仅外文部分近似", "only the Latin parts are alike"),
    "latin_part_against_other_han": ("外文部分近似，汉字部分不同", "the Latin parts are alike, the Han parts differ"),
    "first_differs": ("首字不同：{difference}", "the first character differs: {difference}"),
    "meaning_differs": ("含义不同", "the meanings differ"),
    "weak_part_shared": ("相同部分显著性弱：{core}", "what is shared carries little distinctiveness: {core}"),
    "other_class": ("商品/服务类别不同", "other class of goods or services"),
    "other_group": ("类似群不同：{a} / {b}", "other similar group: {a} / {b}"),
    "related_group": ("关联类似群：{asked} / {theirs}", "related similar group: {asked} / {theirs}"),
    "generic_name": ("相同部分为商品通用名称：{core}", "what is shared is a generic name of the goods: {core}"),
    "dead_recent": ("已失效，但{until}前仍构成障碍（商标法第五十条）", "dead, but blocks until {until} (Trademark Law of China, art. 50)"),
    "dead_undated": ("已失效，失效日期不详，可能仍构成障碍（商标法第五十条）", "dead since an unknown day, may still block (Trademark Law of China, art. 50)"),
    "renewable": ("有效期满，宽展期六个月内可续展或已续展；{until}前仍构成障碍（商标法第四十条、第五十条）", "past its expiry date, a renewal may still come or have come; blocks until {until} (Trademark Law of China, arts. 40 and 50)"),
    "dead": ("已失效，不构成障碍", "dead, does not stand in the way"),
    "own": ("同一申请人", "same applicant"),
    "co_owner": ("共有人：{b}；申请人不完全相同，不作为本申请人的商标", "co-owner: {b}; the applicants are not the same, so it is no own mark"),
}  # fmt: skip
"""Rule -> Chinese and English wording. Every rule that a verdict can carry has a row; a test proves it."""


Both = tuple[str, str]
"""A value in Chinese and in English."""

SPELLED: tuple[Both, Both] = (
    ("拼音", "the letters are the pinyin"),
    ("字母、数字", "letters and digits have the sound"),
)
"""What is read as the Han characters are: letters alone, or with digits."""


def reason(rule: str, a: str, b: str, **values: str | Both) -> Reason:
    """A reason from its row of the table."""
    zh, en = TEXTS[rule]
    if "{" in zh:
        zh = zh.format(a=a, b=b, **{name: v if isinstance(v, str) else v[0] for name, v in values.items()})
        en = en.format(a=a, b=b, **{name: v if isinstance(v, str) else v[1] for name, v in values.items()})
    return Reason(rule, zh, en, a, b)


def reasons_for(a: Form, b: Form, verdict: Verdict) -> tuple[Reason, ...]:
    """All reasons of a verdict, similarities first, then what speaks against."""
    a, b = beside(a, b), beside(b, a)
    return tuple([_reason(rule, a, b) for rule in (*verdict.rules, *verdict.against)])


_HAN = frozenset({"same_part", *HAN_ORDER, "first_differs", "weak_part_shared", "generic_name"})
_LATIN = frozenset({"same_letters", *LATIN_ORDER})
"""Rules of one part of each mark: the texts beside their reasons are those parts."""


def _reason(rule: str, a: Form, b: Form) -> Reason:
    x, y = (a.han, b.han) if rule in _HAN else (" ".join(a.words), " ".join(b.words)) if rule in _LATIN else ("", "")
    x, y = x or a.text, y or b.text
    match rule:
        case "same_core":
            return reason(rule, x, y, core=_common_aspect(a, b))
        case "first_differs":
            return reason(rule, x, y, difference=f"{first_of(a, b)}/{first_of(b, a)}")
        case "reordered":
            return reason(rule, x, y, core=" / ".join(_between(a, b, _same_characters)))
        case "same_number":
            return reason(rule, x, y, core=" / ".join(_between(a, b, _same_number)))
        case "same_meaning":
            return reason(rule, x, y, part=_whole_or_part(a, b))
        case "known_name":
            return reason(rule, x, y, core=" / ".join(names_of_one_brand(a, b) or ()))
        case "known_name_held":
            return reason(rule, x, y, core=" / ".join(_name_held(a, b)))
        case "known_name_near":
            return reason(rule, x, y, **_name_near(a, b))
        case "look_alike" | "near_look":
            x, y = _between(a, b, _look)
            return reason(rule, x, y, pairs=differences(x, y))
        case "one_edit":
            x, y = _between(a, b, _one_edit)
            return reason(rule, x, y, difference=differences(x, y))
        case "same_sound":
            return reason(rule, x, y, sound=_shared_sound(a, b))
        case "near_sound":
            return reason(rule, x, y, sounds=_near_sounds(a, b))
        case "one_letter" | "swapped_letters":
            return reason(rule, x, y, difference=differences(a.letters, b.letters))
        case "same_word":
            return reason(rule, x, y, core=" ".join(_shared_words(a, b)))
        case "near_word":
            return reason(rule, x, y, core=_near_words(a, b))
        case "contained":
            return reason(rule, x, y, core=max(_held(a, b), key=len, default=""))
        case "sound_contained":
            return reason(rule, x, y, pairs=" / ".join(_said_inside(a, b)))
        case "rare_part" | "weak_part_shared" | "generic_name":
            words = " ".join([word for word in a.words if word in b.words])
            return reason(
                rule, x, y, core=longest_common(a.han, b.han) or words or longest_common(a.letters, b.letters)
            )
        case "letters_contained":
            return reason(rule, x, y, core=min(a.letters, b.letters, key=len))
        case "letters_overlap":
            written, heard = longest_common(a.letters, b.letters), longest_common(a.spelled, b.spelled)
            said = f"{heard}（按读音）", f"{heard} (as heard)"
            return reason(rule, x, y, core=written if len(written) > 2 or len(written) >= len(heard) else said)
        case "pinyin":
            return reason(rule, x, y, spelled=_spelled(a, b))
        case "wade_giles":
            return reason(rule, x, y, core=_in_wade(*_letters_first(a, b)))
        case "near_pinyin":
            return reason(rule, x, y, core=_near_pinyin(*_letters_first(a, b)))
        case "spelled_word":
            return reason(rule, x, y, core=spelled_word(a, word_sounds(b)) or spelled_word(b, word_sounds(a)))
        case "same_consonants":
            return reason(rule, x, y, core=f"{a.letters} / {b.letters}")
        case _:
            return reason(rule, x, y)


def _spelled(a: Form, b: Form) -> Both:
    """What is read as the Han characters are: all letters, with digits or not, or those neither weak nor a model's."""
    for latin, han in ((a, b), (b, a)):
        heard = set(sounds(han)) if han.han and not latin.han else set()
        if heard.isdisjoint(letter_variants(latin.letters)):
            core = core_letters(latin.words)
            for said in (core, core.rstrip("0123456789")):
                if not heard.isdisjoint(letter_variants(said)):
                    return f"显著部分{said}", f"the distinctive letters, {said}, have the sound"
    return SPELLED[any(len(word) == 1 or not word.isalpha() for word in (*a.words, *b.words))]


def _letters_first(a: Form, b: Form) -> tuple[Form, Form]:
    """Two marks, one all letters and one all Han characters."""
    return (a, b) if a.letters else (b, a)


def _near_pinyin(latin: Form, han: Form) -> str:
    pinyin = next(p for p in long_hearings(han) if is_near_pinyin(latin.letters, p))
    return f"{latin.letters} / {pinyin}"


def _in_wade(latin: Form, han: Form) -> str:
    known = read_as_wade(latin.letters)
    return f"{latin.letters} / {next(sound for sound in sounds(han) if sound in known)}"


def _common_aspect(a: Form, b: Form) -> str:
    return next(x for x in reversed(a.aspects) if x in b.aspects)


def _name_held(a: Form, b: Form) -> tuple[str, ...]:
    """The two names of a brand, in the order of the marks."""
    return linked_names(HELD, a, b) or tuple(reversed(linked_names(HELD, b, a) or ()))


def _name_near(a: Form, b: Form) -> dict[str, str | Both]:
    """The letters that are one edit from a name of a brand, that name, and what the other mark calls the brand."""
    names, letters = linked_names(NEAR, a, b), core_letters(b.words)
    if names is None:
        names, letters = linked_names(NEAR, b, a), core_letters(a.words)
    other, name = names or ("", "")
    return {"letters": letters, "name": name, "other": other}


def _pairs(a: Form, b: Form) -> list[tuple[str, str]]:
    return [(x, y) for x in a.aspects for y in b.aspects if x != y]


def _between(a: Form, b: Form, degree: Callable[[str, str], float]) -> tuple[str, str]:
    """The two aspects between which a rule holds to the highest degree, the longest of them."""
    return max(_pairs(a, b), key=lambda p: (degree(*p), len(p[0])))


def _same_characters(x: str, y: str) -> float:
    return float(sorted(x) == sorted(y))


def _same_number(x: str, y: str) -> float:
    return float(by_value(x) == by_value(y) != "")


def _whole_or_part(a: Form, b: Form) -> Both:
    return ("", "same meaning") if same_meaning(a.text, b.text) else ("显著部分", "the distinctive parts mean the same")


def _look(x: str, y: str) -> float:
    return looks(x, y) if len(x) == len(y) else 0.0


def _one_edit(x: str, y: str) -> float:
    return float(OSA.distance(x, y) == 1)


def differences(x: str, y: str) -> Both:
    """What differs, by position, with look and sound where they are alike: ``#2 末/未 (形近)``."""
    swapped = _swapped(x, y)
    if swapped is not None:
        said = f"#{swapped + 1} {x[swapped : swapped + 2]}/{y[swapped : swapped + 2]}"
        return said, said
    found: list[Both] = []
    for step in Levenshtein.opcodes(x, y):
        if step.tag == "equal":
            continue
        left, right = x[step.src_start : step.src_end], y[step.dest_start : step.dest_end]
        if step.tag == "replace":  # character by character
            for at, (p, q) in enumerate(zip(left, right, strict=True), step.src_start + 1):
                zh, en = _likeness(p, q)
                found.append((f"#{at} {p}/{q}{zh}", f"#{at} {p}/{q}{en}"))
        else:
            said = f"#{step.src_start + 1} {left or '∅'}/{right or '∅'}"
            found.append((said, said))
    return ", ".join(zh for zh, _ in found), ", ".join(en for _, en in found)


def _swapped(x: str, y: str) -> int | None:
    """Where two neighbours are swapped, if nothing else differs."""
    if len(x) != len(y):
        return None
    differing = [i for i, (p, q) in enumerate(zip(x, y, strict=True)) if p != q]
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return None
    i = differing[0]
    return i if x[i : i + 2] == y[i + 1] + y[i] else None


def _likeness(a: str, b: str) -> Both:
    if a.isascii() or b.isascii():
        return "", ""
    sound = character_sound(a, b)
    zh, en = [], []
    if glyph_similarity(a, b) >= WEAK:
        zh.append("形近")
        en.append("look alike")
    if sound >= 0.9:
        zh.append("音同" if sound == 1.0 else "音近")
        en.append("sound the same" if sound == 1.0 else "sound alike")
    return (f" ({''.join(zh)})", f" ({', '.join(en)})") if zh else ("", "")


def _shared_sound(a: Form, b: Form) -> str:
    for x, y in _pairs(a, b):
        heard = joined_sounds(y)
        for syllables in spellings(x):
            if "".join(syllables) in heard:
                return " ".join(syllables)
    return ""


def _near_sounds(a: Form, b: Form) -> str:
    for x, y in _pairs(a, b):
        heard = {joined_near(s): s for s in reversed(spellings(y))}
        for syllables in spellings(x):
            if other := heard.get(joined_near(syllables)):
                return f"{' '.join(syllables)} / {' '.join(other)}"
    return ""


def _shared_words(a: Form, b: Form) -> list[str]:
    other = set(b.word_keys)
    shared = [w for w in a.words if not other.isdisjoint(word_keys((w,)))]
    return [w for w in shared if not weak_kind_latin(w)] or shared


def _near_words(a: Form, b: Form) -> str:
    near = (f"{x} / {y}" for x, p in _as_heard(a) for y, q in _as_heard(b) if nearly_same(p, q))
    return next(near, f"{core_letters(a.words)} / {core_letters(b.words)}")


def _as_heard(form: Form) -> list[tuple[str, str]]:
    """The distinctive words, all joined and each alone, with what is heard."""
    words, heard = core_latin(form.words), heard_words(form.words)
    return [(" ".join(words), "".join(heard)), *zip(words, heard, strict=True)]


def _held(a: Form, b: Form) -> list[str]:
    return [x for x in a.aspects if x in b.han] + [y for y in b.aspects if y in a.han]


def _said_inside(a: Form, b: Form) -> tuple[str, str]:
    """What one mark has of the other as heard, in the order of the marks."""
    found = [(part, y) for x, y in _pairs(a, b) for part, _ in said_at_ends(y, x)]
    found += [(x, part) for x, y in _pairs(a, b) for part, _ in said_at_ends(x, y)]
    return found[0]


def longest_common(x: str, y: str) -> str:
    """The longest text that stands in both."""
    best = ""
    for i in range(len(x)):
        while len(best) < len(x) - i and x[i : i + len(best) + 1] in y:
            best = x[i : i + len(best) + 1]
    return best
