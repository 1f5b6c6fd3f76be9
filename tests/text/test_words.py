"""Words for ranking: segmentation is jieba's own, stems are Snowball's, empty words are left out."""

from __future__ import annotations

import re

import jieba
import pytest

from ipsearch.text.words import ranking_words

TEXTS = (
    "本发明公开了一种锂离子电池及其制备方法",
    "一种基于深度学习的图像识别装置",
    "半导体器件的制造方法和通信系统",
    "权利要求书所述的无线充电线圈固定在壳体内",
    "南京市长江大桥的桥墩结构",
)


@pytest.fixture(scope="module")
def segmenter() -> jieba.Tokenizer:
    found = jieba.Tokenizer()
    jieba.setLogLevel(60)
    found.initialize()
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_segmentation_is_that_of_jieba(segmenter: jieba.Tokenizer, text: str) -> None:
    expected = list(segmenter.cut_for_search(text))
    found = ranking_words(text)
    assert [word for word in expected if word in found] == list(found)
    # What is missing is a word that says nothing of the subject.
    assert {word for word in expected if word not in found} <= {
        "本", "一种", "及其", "方法", "的", "装置", "和", "系统", "权利", "要求", "所述", "在", "了", "所", "述",
        "基于",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("batteries and battery", ["batteri", "batteri"]),
        ("The device comprising a charging coil", ["charg", "coil"]),
        ("LED灯 charging", ["灯", "led", "charg"]),
        ("", []),
        ("。，", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert list(ranking_words(text)) == expected


def test_script_variants_are_one_word() -> None:
    assert ranking_words("鋰離子電池") == ranking_words("锂离子电池")
    assert not any(re.search(r"\s", word) for word in ranking_words("a b\tc 电池 充电"))
