"""The keys of a mark: exactly these values, so that an index made by any engine holds the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipsearch.documents.keys import (
    LONGEST_DELETED_LETTERS,
    Keys,
    consonants,
    grams,
    hearings,
    letter_deletions,
    long_hearings,
    mark_keys,
    meant_alike,
    short_name,
    sounds,
    spoken,
    whole_sounds,
)
from ipsearch.text.form import form_of
from mappings.loader import load
from tests.matching.marks import marks


def keys(mark: str) -> Keys:
    return mark_keys(form_of(mark))


def test_every_key_of_a_han_mark() -> None:
    found = {key: set(values) for key, values in keys("红太阳").items()}
    assert found.pop("meaning")
    assert found == {
        "exact": {"红太阳", "太阳"},
        "sorted": {"太红阳", "太阳"},
        "del1": {"太阳", "红阳", "红太"},
        "sound": {"hongtaiyang", "taiyang"},
        "near": {"fontaiyan", "taiyan"},
        "gram": {"红太", "太阳", "红", "太", "阳"},
    }


def test_a_mark_is_found_by_the_brand_that_it_names_and_by_those_of_which_it_has_a_name() -> None:
    (nike,) = keys("耐克")["meaning"]
    assert keys("NIKE")["meaning"] == (nike,)
    assert keys("耐克运动")["meaning"] == (f"+{nike}",)
    assert f"+{nike}" in keys("NIKE AIR")["meaning"]
    assert set(meant_alike(form_of("NIKE"))) == {nike, f"+{nike}", f"~{nike}"}
    assert set(meant_alike(form_of("耐克运动"))) == {nike}  # no other mark that only has a name of it


def test_a_mark_one_edit_from_a_name_of_a_brand_and_what_names_the_brand_find_each_other() -> None:
    (adidas,) = keys("阿迪达斯")["meaning"]
    assert keys("ADIDOS")["meaning"] == (f"~{adidas}",)
    assert f"~{adidas}" in meant_alike(form_of("阿迪达斯"))
    assert set(meant_alike(form_of("ADIDOS"))) == {adidas}


def test_every_key_of_a_latin_mark() -> None:
    found = {key: set(values) for key, values in keys("De Roots").items()}
    found.pop("meaning", None)
    assert found == {
        "exact": {"deroots"},
        "look": {"deroots"},
        "word": {"root", "~rut", "=ruts", "=rut", "=rus", "=rts"},  # the last four: what is nearly ruts
        "letters": {"^de", "der", "ero", "roo", "oot", "ots", "ts$", "~^de", "~der", "~eru", "~rut", "~uts", "~ts$"},
        "sound": {"~deruts", "=d.r.ts"},
        "del1": {"der..ts", "roots", "oots", "rots", "roos", "root"},  # what recurs left open; the distinctive word
    }


NEAR_PINGMAP = {
    *("=pingm", "=pinga", "=pingp", "=pinma", "=pinmp", "=pinap", "=pigma", "=pigmp", "=pigap", "=pimap"),
    *("=pngma", "=pngmp", "=pngap", "=pnmap", "=pgmap", "+ping", "+pin", "+pig", "+png"),
}
"""Of pingmap two letters behind the first dropped, of the word ping none or one; map is too short."""


@pytest.mark.parametrize(
    ("mark", "key", "values"),
    [
        ("小米", "exact", {"小米"}),
        ("小米", "sorted", {"小米"}),
        ("安途", "sorted", {"安途"}),
        ("途安", "sorted", {"安途"}),
        ("重庆", "sound", {"zhongqing", "chongqing"}),
        ("58同城", "sound", {"wubatongcheng", "wubatong"}),
        ("58同城", "exact", {"58同城", "58同"}),
        ("华为HUAWEI", "exact", {"华为huawei", "华为", "huawei"}),
        ("华为HUAWEI", "sound", {"huawei", "~huoei", "=h....", "huaweihuawei"}),
        ("小mi", "sound", {"xiao", "xiaomi", "~mi", "=m."}),
        ("mi小", "sound", {"xiao", "mixiao", "~mi", "=m."}),
        ("HUAVVEI", "look", {"hvawel"}),
        ("CAT", "del1", {"at", "ct", "ca"}),
        ("奥利奥", "del1", {"利奥", "奥奥", "奥利", ".利."}),
        ("哈哈哈", "del1", {"哈哈"}),  # nothing would remain
        ("ADIDAS", "del1", {"didas", "aidas", "addas", "adias", "adids", "adida", ".did.s", "a.i.as"}),
        ("CAT", "letters", {"^ca", "cat", "at$", "~^ka", "~kat", "~at$"}),
        ("SEIKO", "sound", {"~siko", "=s.k."}),
        ("BEIJING XIAOMI", "sound", {"~bigingsiaomi", "=b.g.ngs...m.", "xiaomi"}),
        ("QUILL LTD", "sound", {"~kwiltd", "=kw.ltd"}),  # no pinyin
        ("NVWA", "sound", {"~nvwa", "=nvw.", "nuwa"}),
        ("NYUWA", "sound", {"~niuwa", "=n..w.", "nuwa"}),
        ("女娲", "sound", {"nuwa"}),
        ("女娲", "near", {"lvwa"}),
        ("北京同仁堂", "sound", {"beijingtongrentang", "tongren", "tongrentang"}),
        ("北京同仁堂", "exact", {"北京同仁堂", "同仁"}),
        ("QUILL LTD", "word", {"quill", "~kwil", "=kwil", "=kwi", "=kwl", "=kil"}),
        ("PING MAP", "word", {"ping", "~ping", "map", "~map", *NEAR_PINGMAP}),
        ("LTD", "word", {"ltd", "~ltd"}),
        ("H&M", "exact", {"handm", "hm"}),
        ("杏花村里", "gram", {"杏花", "花村", "村里"}),
        ("茅", "gram", {"茅"}),
    ],
)
def test_values(mark: str, key: str, values: set[str]) -> None:
    assert set(keys(mark)[key]) == values


@pytest.mark.parametrize(
    ("mark", "key"),
    [
        ("小米", "del1"),  # two units: one dropped is half the mark
        ("米", "sorted"),
        ("HI", "del1"),
        ("ABCDEFG", "del1"),  # enough sequences are left
        ("小米", "letters"),
        ("QUILLFORD", "meaning"),
        ("小米", "word"),
        ("삼성", "near"),
    ],
)
def test_keys_that_a_mark_has_not(mark: str, key: str) -> None:
    assert key not in keys(mark)


def test_a_translation_shares_the_meaning() -> None:
    assert set(keys("太阳")["meaning"]) & set(keys("SUN")["meaning"])
    assert set(keys("永恒印记")["meaning"]) & set(keys("FOREVERMARK")["meaning"])


@given(marks | st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_values_are_tokens_of_fields_of_the_mapping(mark: str) -> None:
    found = keys(mark)
    fields = load("trademark").fields
    for key, values in found.items():
        assert key in fields
        assert len(set(values)) == len(values) > 0
        assert all(v and v.split() == [v] for v in values)
    assert bool(found) == bool(form_of(mark).compact)


def test_deletions_of_short_letters_only() -> None:
    assert letter_deletions("ab") == ()
    assert len(letter_deletions("abcdef")) == LONGEST_DELETED_LETTERS
    assert letter_deletions("abcdefg") == ()


def test_pairs_of_neighbours() -> None:
    assert grams("娃哈哈哈") == ("娃哈", "哈哈")
    assert grams("米") == ()


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("北京同仁堂", "同仁堂"),
        ("北京同仁堂集团有限公司", "同仁堂"),
        ("同仁堂集团", "同仁堂"),
        ("同仁堂", ""),  # the mark itself
        ("小米科技有限公司", ""),  # the core
        ("海尔", ""),
        ("XIAOMI", ""),
    ],
)
def test_the_name_that_a_firm_is_called_by(mark: str, name: str) -> None:
    form = form_of(mark)
    assert short_name(form) == name
    assert spoken(form) == (*form.aspects, *([name] if name else []))


def test_what_a_mark_is_heard_as() -> None:
    assert hearings(form_of("海尔")) == ("haier",)
    assert hearings(form_of("HAIER")) == ("haier",)
    assert set(hearings(form_of("小mi"))) == {"xiao", "xiaomi", "mi"}
    assert whole_sounds(form_of("小mi")) == ("xiaomi",)
    assert "xiaomi" in sounds(form_of("小mi"))


def test_consonants_keep_the_places_of_the_vowels() -> None:
    assert consonants("siko") == consonants("seka") == "s.k."


def test_umlauts_of_a_mixed_mark_are_u() -> None:
    assert whole_sounds(form_of("女lv")) == ("nulu",)


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        ("特斯拉", ("tesila",)),
        ("西安果", ("xianguo",)),
        ("宏达", ()),  # two syllables are near too many words
        ("北京同仁堂", ("beijingtongrentang", "tongrentang")),
        ("嗯嗯嗯", ()),  # n is no syllable that letters can be divided into
        ("特斯拉特斯拉特斯拉特斯拉", ()),  # too long
        ("TESLA", ()),
    ],
)
def test_pinyin_that_letters_may_nearly_spell(mark: str, found: tuple[str, ...]) -> None:
    assert long_hearings(form_of(mark)) == found
