"""The normal form: what does not count is gone, and nothing else."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipsearch.text.form import form_of
from ipsearch.text.normal import normalise
from ipsearch.text.tables import simplified


@pytest.mark.parametrize(
    ("mark", "normal"),
    [
        # 1 decorations
        ("小米®", "小米"),
        ("ABC™ XYZ℠", "abc xyz"),
        ("©2020 QUILL℗", "2020 quill"),
        # 2 NFKC
        ("ＨＵＡＷＥＩ　５", "huawei 5"),
        ("ﬁt", "fit"),
        ("①号店", "1号店"),
        ("Ⅳ", "iv"),
        ("ｱｲﾌﾙ", "アイフル"),
        ("㍿", "株式会社"),
        ("🅽🅸🅺🅴", "nike"),
        ("🅝🅘🅚🅔", "nike"),
        ("❶号店 ⓫ ➉", "1号店11 10"),
        # 3 what cannot be seen, and emoji
        ("小\u200b米", "小米"),
        ("AB\u00adCD", "abcd"),
        ("AB\u0000CD", "ab cd"),
        ("AB\ue000CD", "ab cd"),
        ("I🙂YOU", "i you"),
        ("👨‍👩‍👧", ""),
        ("\ufeff小米", "小米"),
        # 4 case
        ("Straße", "strasse"),
        ("İSTANBUL", "istanbul"),
        ("ΣΟΦΟΣ", "σοφοσ"),
        # 5 traditional and variant characters, one at a time
        ("華為", "华为"),
        ("囍茶", "喜茶"),
        ("乾隆", "干隆"),
        ("\uf900", "岂"),  # a compatibility character of 豈
        ("后宫後宮", "后宫后宫"),
        ("寳馬", "宝马"),
        ("荳腐", "豆腐"),
        ("中囯", "中国"),
        ("髙島屋", "高岛屋"),
        ("竜", "龙"),  # Japanese forms
        ("桜沢気円栄広発鉄辺斉蔵関恵徳暁県図豊囘", "樱泽气圆荣广发铁边齐藏关惠德晓县图丰回"),
        ("芸缶弁欠体浜", "芸缶弁欠体浜"),  # Chinese characters of their own
        ("堃喆淼", "坤哲淼"),
        ("⻢⻰", "马龙"),  # radicals, as in text copied from PDF
        ("人⺠⼾⻯", "人民户龙"),
        # 6 accents, and letters of another cut
        ("Nestlé", "nestle"),
        ("Łódź", "lodz"),
        ("Øresund", "oresund"),
        ("Æther Œuvre", "aether oeuvre"),
        ("Đà Nẵng", "da nang"),
        ("Ŋ Þ ð ı ħ", "n th d i h"),
        ("パナ ガ", "パナ ガ"),  # パ is another letter than ハ
        ("ɴɪᴋᴇ", "nike"),
        ("ɡucci", "gucci"),
        ("ɑpple", "apple"),
        # 7 apostrophes, dots, ampersand, punctuation
        ("DAILY'S", "dailys"),
        ("DAILY’S", "dailys"),
        ("DAILY`S", "dailys"),
        ("DAILY´S", "dailys"),
        ("DAILY＇S", "dailys"),
        ("Hawaiʻi", "hawaii"),
        ("Rock 'n' Roll", "rock n roll"),
        ("I♥NY", "i love ny"),
        ("i ❤️ 北京", "i love北京"),
        ("WIFI♥", "wifi"),  # no word I
        ("KE$HA", "kesha"),
        ("$MART", "smart"),
        ("US$100", "us 100"),
        ("P!NK", "pink"),
        ("YAHOO!JAPAN", "yahoo japan"),
        ("WHAM!", "wham"),
        ("A+", "a plus"),
        ("C++", "c plus"),
        ("1+1", "1 1"),
        ("健康+", "健康加"),
        ("U.S.A.", "usa"),
        ("U.S.A. today", "usa today"),
        ("Dr. No", "dr no"),
        ("WWW.TAOBAO.COM", "www taobao com"),
        ("https://www.amazon.co.jp/", "https www amazon co jp"),
        ("淘宝.com", "淘宝com"),
        ("Taobao.company", "taobaocompany"),  # no ending of a domain
        ("A.B.CO", "abco"),  # nor is one a letter's
        ("361°", "361度"),
        ("85℃", "85度c"),
        ("85 °C 咖啡", "85度c咖啡"),
        ("360°全景", "360度全景"),
        ("90° COFFEE", "90 coffee"),  # no Chinese word beside Latin ones
        ("让·保罗", "让保罗"),
        ("让・保罗", "让保罗"),
        ("AT&T", "at and t"),
        ("A & B", "a and b"),
        ("天&地", "天地"),
        ("3&4", "3 4"),
        ("COCA-COLA", "coca cola"),
        ("x_y/z", "x y z"),
        ("小米！（手机）", "小米手机"),
        # 8 spaces
        ("  a \t b\n", "a b"),
        ("小 米", "小米"),
        ("小米 MIX 手机", "小米mix手机"),
        ("한국 사람", "한국 사람"),  # Hangul is no Han
        ("K 11", "k11"),
        ("K-11购物中心", "k11购物中心"),
        ("F 1 RACING 2020", "f1 racing 2020"),
        ("A 1号店", "a 1号店"),
        ("A 12345", "a 12345"),
        ("NO 5", "no 5"),
        ("X 5G", "x 5g"),
        ("3 M胶带", "3m胶带"),
        ("4 U", "4u"),
        ("A 1 B", "a1 b"),
        ("1 A 2", "1 a2"),
        ("第 3 A组", "第3 a组"),
        # 9 の for 的
        ("奈雪の茶", "奈雪的茶"),
        ("奈雪 の 茶", "奈雪的茶"),
        ("一ノ瀬", "一的濑"),  # the same in katakana
        ("海のり", "海ノリ"),  # a Japanese word
        # 10 hiragana
        ("さくら", "サクラ"),
        ("らーめん", "ラーメン"),
        ("がっこう", "ガッコウ"),
        ("みすゞ", "ミスヾ"),
        ("…", ""),
        ("", ""),
    ],
)
def test_each_step_has_an_example(mark: str, normal: str) -> None:
    assert normalise(mark) == normal


@given(st.text())
@example("ᄀ'ᅡ")  # the apostrophe goes, and two parts of a syllable meet
@example("A.ŉ")
@example("ΐ")
def test_a_normal_form_is_its_own(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.untraced
def test_every_character_alone_and_between_others_is_normalised_once_and_for_all() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        if unicodedata.category(char) not in ("Cn", "Co"):  # unassigned or private: seven of eight, all alike
            once = normalise(f"a{char}b 小{char}.")
            assert normalise(once) == once, hex(ord(char))


@given(st.text())
def test_a_normal_form_has_single_spaces_between_words_only(text: str) -> None:
    normal = normalise(text)
    assert normal == " ".join(normal.split())
    # Python takes the ideographs that are younger than itself for unprintable.
    assert "".join(c for c in normal if not "\U00020000" <= c <= "\U0003fffd").isprintable()


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("㐀𠀀國乾后後"))


@given(HAN, HAN)
def test_folding_a_han_character_does_not_look_at_its_neighbours(a: str, b: str) -> None:
    assert normalise(a + b) == normalise(a) + normalise(b)


def test_every_row_of_the_table_is_what_folding_does() -> None:
    for code, simple in simplified().items():
        assert normalise(chr(code)) == simple


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "Zs"])))
def test_the_short_way_for_plain_text_is_the_long_way(text: str) -> None:
    assert normalise(text) == normalise(text + "®")  # the sign forces the long way and leaves nothing


@pytest.mark.parametrize("mark", ["米" * 300, "ab " * 100, "🙂" * 300, "\u0000" * 300, "é" * 300, "ﷺ" * 300])
def test_long_input(mark: str) -> None:
    normal = normalise(mark)
    assert normalise(normal) == normal
    assert bool(normal) == any(c.isalnum() for c in mark)


@pytest.mark.parametrize("code", [0x2EBF0, 0x2EE5D, 0x31350, 0x323AF, 0x323B0])
def test_an_ideograph_is_one_whatever_unicode_this_python_knows(code: int) -> None:
    # Of the extensions I (Unicode 15.1), H (15.0) and J (17.0): Python 3.11 knows none, 3.12 one, 3.13 two of them.
    assert normalise(f"A{chr(code)}b") == f"a{chr(code)}b"
    assert form_of(f"{chr(code)}牌").core == chr(code)
