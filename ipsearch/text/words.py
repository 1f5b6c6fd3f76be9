"""Words for ranking: Chinese text segmented, other words reduced to their stems. They never decide whether a document
is found, only where it stands (see :mod:`ipsearch.text.stream` for what decides).

Segmentation is that of jieba in its search mode (``rjieba``, the same dictionary and model, twenty times as fast); runs
of Latin letters and digits are taken apart before it, because only there the two differ. Stems are Snowball's for
English: patents of all offices carry English titles and abstracts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import Stemmer

from ipsearch.text.normal import HAN
from ipsearch.text.stream import fold, is_word, tokens

if TYPE_CHECKING:
    import rjieba

_HAN_RUN = re.compile(rf"[{HAN}]+")
_STOP = frozenset(
    """
    a an and are as at be by for from has have in is it its of on or that the this to was which with wherein said
    being comprising comprises comprise including includes according least one more first second method device system
    的 了 和 与 及 或 在 是 为 其 该 所述 一种 以及 及其 包括 包含 具有 用于 中 上 下 对 将 并 且 由 从 到 有 个 于 被
    而 之 等 根据 权利 要求 特征 在于 其特征 第一 第二 方法 装置 系统 所 述 通过 进行 以 使 可 能 不 至少 一个
    """.split()  # noqa: SIM905 (words read best as words)
)
"""Words that say nothing about a patent's subject; patent drafting has its own. Compiled for this project."""


def ranking_words(text: str, known: Iterable[str] | None = None) -> tuple[str, ...]:
    """The words of a text, repeated as often as they occur, Chinese ones first; words without a subject left out.

    ``known`` are the tokens of the text (:func:`~ipsearch.text.stream.stream`) where they have been made already.
    """
    found: list[str] = []
    if not text.isascii():
        for run in _HAN_RUN.findall(fold(text)):
            found += _segmenter().cut_for_search(run, True)
    found += [_stem(token) for token in (tokens(text) if known is None else known) if is_word(token)]
    return tuple([word for word in found if word not in _STOP])


@cache
def _segmenter() -> rjieba.Jieba:
    import rjieba  # noqa: PLC0415 - 100 ms that a command without Chinese ranking need not wait for

    return rjieba.Jieba()


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=131072)
def _stem(word: str) -> str:
    # A word without its stem is left out of the stop list, which holds words as they are written.
    return word if word in _STOP else str(_stemmer().stemWord(word))
