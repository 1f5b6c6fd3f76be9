"""Make the two character tables of ``ipsearch/text/data``: ``simplify.tsv`` and ``pinyin.tsv``.

``simplify.tsv`` maps a traditional or variant character to its simplified form, one character at a time: OpenCC's
``t2s`` asked for each Han character alone (Apache-2.0). One character at a time, because the mapping must not depend on
the neighbours: 乾 inside 乾隆 must fold as it does alone, or a mark would no longer contain its own part.

``pinyin.tsv`` lists the readings of a character without tones, the usual one first (pypinyin's dictionaries, MIT): the
first reading of the character dictionary, and every other one that today's words use, that is, that stands in at least
two entries of the phrase dictionary. The character dictionary alone would add readings nobody speaks (家 gu, 重 tong),
and each of them makes two names sound alike that do not. Surnames, which many marks begin with, are read in their own
way (翟 zhai, 单 shan); these readings are added by hand behind the others. So is 〇, which Unicode keeps apart from the
other Han characters.

Run ``python scripts/make_character_tables.py``; needs the ``dev`` dependencies. ``--check`` compares only.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from pathlib import Path

import opencc
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

DATA = Path(__file__).resolve().parents[1] / "ipsearch" / "text" / "data"
BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2EBE0))
VARIANTS = """
堃坤 喆哲 囍喜 菓果 舘馆 峯峰 羣群 粧妆 甦苏 昇升 陞升 麯曲 麴曲 燿耀 煇辉 暉晖 堦阶 喫吃
啓启 啟启 線线 綫线 鉅巨 讚赞 託托 採采 週周 佔占 逥回 迴回 蹟迹 跡迹 薑姜 慾欲 噹当 係系
繫系 髮发 臺台 檯台 颱台 裏里 裡里 鹹咸 衝冲 鬥斗 麵面 穀谷 乾干 幹干 榦干
"""
"""Pairs an examiner treats as one character although OpenCC keeps some apart (variant, merged or popular forms)."""

SURNAMES = "单shan 翟zhai 区ou 盖ge 缪miao 覃qin 郗chi 郇xun 阚kan 佴nai"
"""Surnames in use whose reading the rule above does not give, each with that reading. A rare surname that is a common
word (会 gui, 黑 he) is left out: it would make more names sound alike that do not than the other way."""


def han() -> list[str]:
    return [chr(c) for first, last in BLOCKS for c in range(first, last + 1)]


def simplify_table() -> str:
    convert = opencc.OpenCC("t2s").convert
    table = {c: convert(unicodedata.normalize("NFKC", c)) for c in han()}
    table.update({pair[0]: pair[1] for pair in VARIANTS.split()})
    for char, simple in table.items():  # follow chains, so that folding twice changes nothing
        while table.get(simple, simple) != simple:
            simple = table[simple]
        table[char] = simple
    return "".join(f"{c}{s}\n" for c, s in sorted(table.items()) if c != s and len(s) == 1)


def pinyin_table() -> str:
    spoken = Counter(
        (char, toneless(options[0]))
        for phrase, sounds in PHRASES_DICT.items()
        if len(phrase) == len(sounds)
        for char, options in zip(phrase, sounds, strict=True)
    )
    surnames: dict[str, list[str]] = {}
    for entry in SURNAMES.split():
        surnames.setdefault(entry[0], []).append(entry[1:])
    rows = ["〇\tling\n"]
    for char in han():
        known = [r for r in (toneless(r) for r in PINYIN_DICT.get(ord(char), "").split(",")) if r.isascii() and r]
        others = {r for r in known[1:] if spoken[char, r] >= 2}
        kept = known[:1] + sorted(others, key=lambda r: (-spoken[char, r], r)) + surnames.get(char, [])
        if kept:
            rows.append(f"{char}\t{' '.join(dict.fromkeys(kept))}\n")
    return "".join(rows)


def toneless(syllable: str) -> str:
    """``lǜ`` -> ``lv``: tones off, ü written v as on a keyboard."""
    plain = syllable.replace("ü", "v").replace("ǖ", "v").replace("ǘ", "v").replace("ǚ", "v").replace("ǜ", "v")
    plain = plain.replace("ê", "e")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def main() -> None:
    tables = {"simplify.tsv": simplify_table(), "pinyin.tsv": pinyin_table()}
    stale = [n for n, t in tables.items() if not (DATA / n).exists() or (DATA / n).read_text("utf-8") != t]
    if "--check" in sys.argv:
        sys.exit(f"stale: {stale}" if stale else 0)
    for name in stale:
        (DATA / name).write_text(tables[name], "utf-8")
        print(f"{name}: {tables[name].count(chr(10))} rows")


if __name__ == "__main__":
    main()
