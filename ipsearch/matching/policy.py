"""The policy: every number that turns features into a level, in one table with its reason.

The rules follow the similarity part of China's Trademark Examination and Trial Guide (商标审查审理指南 2021, 下编第五章
商标相同、近似的审查审理); the order of the values follows the order in which the guide treats the cases. The bounds of
the levels were set on the decided pairs as described in docs/judgement.md. A change makes a new policy; old ones stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["identical", "near_identical", "similar", "remote"]
LEVELS: tuple[Level, ...] = ("identical", "near_identical", "similar", "remote")
"""Worst first. ``remote`` is reported for completeness and does not colour a light."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Bounds of the levels and the scores that a fired rule gives at least (``floor``) or costs (``factor``)."""

    name: str
    near_identical: float
    similar: float
    remote: float
    floors: dict[str, float]
    factors: dict[str, float]
    letters_overlap: float
    heard_overlap: float
    extra_weight: float
    above_floor: float

    def level(self, score: float) -> Level | None:
        """The level of a score below identity; None if it is not worth reporting."""
        if score >= self.near_identical:
            return "near_identical"
        if score >= self.similar:
            return "similar"
        return "remote" if score >= self.remote else None


V1 = Policy(
    name="v1",
    near_identical=0.88,
    similar=0.5,
    remote=0.3,
    floors={
        # the same words, other order: 安途/途安 are similar in the guide; of two characters only the order differs
        "reordered": 0.88,
        # the same sound written otherwise; the longer, the less chance is to blame
        "same_number": 0.82,
        "same_sound_1": 0.45,
        "same_sound_2": 0.74,
        "same_sound": 0.82,
        "near_sound_2": 0.6,
        "near_sound": 0.7,
        # Han against its pinyin: read alike, look apart (海尔/HAIER similar, 汉水/HANSHUI not)
        "pinyin_1": 0.45,
        "pinyin": 0.8,
        "look_alike_1": 0.7,
        "look_alike": 0.85,
        "near_look_1": 0.4,
        "near_look": 0.6,
        "same_core": 0.8,
        # one character, and each mark has weak elements of its own beside it: 爱贷款/爱理财 share little
        "same_core_1": 0.45,
        "same_letters_look": 0.93,
        "same_letters_sound": 0.86,
        # one letter replaced wherever it stands is one difference to the eye: ADIDAS/ABIBAS
        "one_letter_throughout": 0.5,
        # the same letters, two of them in each other's place: NIVEA/NEVIA
        "swapped_letters": 0.5,
        # read alike, spelled in the way of Taiwan: TATUNG/大同
        "wade_giles": 0.7,
        # a foreign name and the Chinese characters that stand for its sounds: TESLA/特斯拉
        "near_pinyin": 0.55,
        "same_meaning": 0.75,
        # the public knows both as names of one brand: NIKE/耐克
        "known_name": 0.8,
        # one letter from such a name: at most similar to the brand's other names, as it mostly is to that one
        "known_name_near": 0.65,
        "contained": 0.4,
        # the same as heard, but for one character: 慕思/慕斯迪尔; listed at least
        "sound_contained": 0.36,
        # the other mark begins with all of it, and it is no short word: 好太太/好太太大家庭; or adds weak elements only
        "contained_first": 0.5,
    },
    factors={
        # the whole mark has weak elements beside what is alike
        "by_core_only": 0.97,
        # one part is the same, the mark has another part beside it
        "other_part_beside": 0.96,
        "other_parts_differ": 0.9,
        "latin_part_only": 0.88,
        "latin_part_against_other_han": 0.7,
        # the first character or letter is what a consumer remembers
        "first_differs": 0.93,
        "meaning_differs": 0.9,
        # what is shared tells no one where the goods come from
        "weak_part_shared": 0.85,
        "generic_name": 0.75,
    },
    # letter sequences in common, by weight: as written, and as heard, where more marks fall together
    letters_overlap=0.2,
    heard_overlap=0.3,
    extra_weight=0.7,
    # marks at one floor stand in the order of what matches, and none reaches the next level by that alone
    above_floor=0.02,
)
"""The first policy."""
