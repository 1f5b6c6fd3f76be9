"""Look-alike characters: known pairs, known strangers, and the shape of the committed table."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations

import opencc
import pytest

from ipsearch.text.glyph import STRONG, WEAK, covers, look_alikes, similarity
from ipsearch.text.tables import read_table

EASILY_TAKEN = """
    未末 己已巳 土士 中田 计斗 日曰 人入 大太犬 王玉 干千于 刁力 刀力 午牛 鸟乌 免兔 晴睛 情清请 蓝篮 象像 辩辨辫 戊戌戍
    侯候 拔拨 汩汨 栗粟 亳毫 冶治 茶荼 崇祟 折拆 徽微 暖暧 洒酒 今令 几凡 风凤 哀衰衷 管菅 赢羸嬴 瑞端 博搏 搏膊
"""
ALIKE = """
    五玉 露霞 天夫 玉主 王主 刀刁 禧喜 舒舍 戊戎 戌戎 戍戎 贝见 历厉 博膊 娃姓 哈啥 晴情 晴清 晴请 睛情 睛清 睛请
"""
STRANGERS = """
    一龙 水火 红蓝 东西 小米 华为 阿里 金银 海河 江湖 铜铁 妈姐 鸡鸭 騎駒 鏡針
"""


def pairs(groups: str) -> list[tuple[str, str]]:
    return [pair for group in groups.split() for pair in combinations(group, 2)]


def standard_characters() -> list[str]:
    return read_table("tygf.txt").split()


@pytest.mark.parametrize(("a", "b"), pairs(EASILY_TAKEN))
def test_characters_easily_taken_for_each_other_are_strong(a: str, b: str) -> None:
    assert similarity(a, b) >= STRONG


@pytest.mark.parametrize(("a", "b"), pairs(ALIKE))
def test_characters_with_the_same_outline_or_main_component_are_look_alikes(a: str, b: str) -> None:
    assert similarity(a, b) >= WEAK


@pytest.mark.parametrize(("a", "b"), pairs(STRANGERS))
def test_a_shared_radical_or_nothing_shared_is_no_look_alike(a: str, b: str) -> None:
    assert similarity(a, b) == 0.0
    assert b not in look_alikes(a)


def test_the_same_character_is_one_and_not_its_own_look_alike() -> None:
    assert similarity("龙", "龙") == 1.0
    assert similarity("A", "A") == 1.0
    assert "未" not in look_alikes("未")


def test_every_pair_is_in_both_rows_with_the_same_likeness_above_the_threshold() -> None:
    rows = {row[0]: look_alikes(row[0]) for row in read_table("glyph.tsv").splitlines()}
    assert sum(map(len, rows.values())) > 100_000
    for char, others in rows.items():
        for other, likeness in others.items():
            assert rows[other][char] == likeness == similarity(char, other) == similarity(other, char)
            assert WEAK <= likeness < 1


def test_look_alikes_come_most_alike_first() -> None:
    likeness = list(look_alikes("清").values())
    assert len(likeness) > 5
    assert likeness == sorted(likeness, reverse=True)


def test_the_standard_list_is_the_one_of_2013() -> None:
    # The three levels of 通用规范汉字表 begin and end with these: 1-3500, 3501-6500, 6501-8105.
    standard = standard_characters()
    assert len(standard) == len(set(standard)) == 8105
    assert "".join(standard[n - 1] for n in (1, 3500, 3501, 6500, 6501, 8105)) == "一矗乂齉亍蠼"


def test_covers_the_standard_characters_and_their_traditional_forms() -> None:
    standard = standard_characters()
    to_traditional = opencc.OpenCC("s2t")
    forms = {to_traditional.convert(c) for c in standard}
    assert len(forms - set(standard)) > 2000
    assert [c for c in {*standard, *forms} if len(c) == 1 and not covers(c)] == []


def test_covers_marks_of_taiwan_hong_kong_and_japan() -> None:
    assert all(map(covers, "臺灣龍鳳麵裏為着栄桜亜"))


@pytest.mark.parametrize("stranger", ["", "a", "9", "未末", "あ", "\t", "𰻞"])
def test_anything_outside_the_table_is_like_nothing(stranger: str) -> None:
    assert not covers(stranger)
    assert look_alikes(stranger) == {}
    assert similarity(stranger, "未") == similarity("未", stranger) == 0.0


def test_what_the_market_takes_for_each_other_is_listed() -> None:
    assert similarity("奥", "粤") >= STRONG
    assert similarity("计", "斗") >= STRONG


def test_traditional_pairs_count_too() -> None:
    assert similarity("鳥", "烏") >= STRONG
    assert similarity("晝", "畫") >= STRONG
    assert similarity("馬", "马") == 0.0


def test_neighbourhoods_are_small_enough_to_expand_a_query() -> None:
    counts = [len(look_alikes(c)) for c in standard_characters()]
    strong = [sum(x >= STRONG for x in look_alikes(c).values()) for c in standard_characters()]
    assert 3 <= sum(strong) / len(strong) <= 8
    assert sum(counts) / len(counts) <= 20
    assert max(counts) <= 60


def test_importing_reads_nothing_and_the_table_is_read_once() -> None:
    script = (
        "import sys\n"
        "reads = []\n"
        "sys.addaudithook(lambda event, args: event == 'open' and 'glyph.tsv' in str(args[0]) and reads.append(args))\n"
        "from ipsearch.text.glyph import look_alikes, similarity\n"
        "assert len(reads) == 0, reads\n"
        "similarity('未', '末'), look_alikes('未'), similarity('土', '士')\n"
        "assert len(reads) == 1, reads\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
