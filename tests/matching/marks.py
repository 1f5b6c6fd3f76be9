"""Strategies: marks over a small alphabet in which every rule is likely to hold, and edits of them.

What sounds or looks alike is taken from the product's own tables: they only choose what is tried, never what is right.
"""

from __future__ import annotations

from hypothesis import strategies as st

from ipsearch.documents.keys import spoken
from ipsearch.matching.statistics import Counts
from ipsearch.text.form import form_of
from ipsearch.text.glyph import look_alikes
from ipsearch.text.sound import character_sound, syllables
from ipsearch.text.wade import spelled_in_wade

HAN = "重长乐行未末己已巳土士太大天水云轩阁红虹王玉国國东東先西安小米华为来豆金茅之兰南山三女绿努堂"
"""Polyphones (重长乐行), look-alikes (未末 己已巳 土士), traditional forms (國東), near sounds (兰南), ü (女绿)."""
TRADITIONAL = {"国": "國", "东": "東", "华": "華", "为": "為", "来": "來", "阳": "陽"}
WEAK = ("集团", "牌", "旗舰店", "手机", "中国", "有限公司")
LONG = (
    "公牛",
    "红牛",
    "太阳",
    "永恒印记",
    "大众",
    "帕尔斯",
    "同城",
    "北京同仁堂",
    "女娲",
    "特斯拉",
    "五十岚",
    "千里马",
    "易路通",
    "耐克",
    "奔驰",
    "耐克空军",
    "阿迪达斯",
    "七天",
    "7天",
)
WORDS = (
    "the", "huawei", "huavvei", "xiaomi", "mi", "gh", "root", "roots", "daily's", "ltd", "red", "bull", "de", "kwik",
    "quick", "sun", "sunshine", "taiyang", "ice", "shine", "ishine", "forevermark", "burnt", "bumt", "ababab", "aaaa",
    "mystery", "mixery", "ruffles", "adidas", "trading", "café", "group", "beijing", "nyu", "nuwa", "lv", "tongrentang",
    "bosch", "boshc", "tools", "www.mi.com", "7up", "1st", "cc", "xiao", "xiaomi14",
    "tesla", "tungcheng", "nivea", "nevia", "taiyang xiao", "カワイ", "kawai", "хіаомі", "nike",
    "кола", "αδιδας", "블루",
    "mercedes benz", "nike air", "n1ke", "toro", "rojo", "marazul", "blue sea", "soles", "by", "lux", "1991", "mi52",
    "root52", "adidos", "adidsa", "4u", "for you", "fit4u", "fit for you", "2 go", "to go", "n", "gr8", "great", "k9",
    "7 days",
)  # fmt: skip
LETTERS = "abcdehimnorv150"

han = st.text(HAN, min_size=1, max_size=4)
letters = st.text(LETTERS, min_size=1, max_size=8)
latin = st.lists(st.sampled_from(WORDS) | letters, min_size=1, max_size=3).map(" ".join)
weakened = st.builds("".join, st.tuples(han | st.sampled_from(LONG), st.sampled_from(WEAK)))
mixed = st.tuples(han, latin, st.sampled_from(["", "", " group"])).map("".join) | st.tuples(latin, han).map("".join)
numbers = st.sampled_from(["58", "5", "1", "585", "158", "11"])
numbered = (
    st.sampled_from(["50岚", "1000里马", "e路通", "v优客"])
    | st.tuples(numbers, han, st.sampled_from(["", *WEAK])).map("".join)
    | st.tuples(han, numbers).map("".join)
)
again = st.builds(lambda char, times: char * times, st.sampled_from(HAN), st.integers(1, 4))
marks = st.one_of(han, han, weakened, st.sampled_from(LONG), latin, letters, mixed, numbered, numbers, again)
"""Any mark."""


SAME_MEANING = {
    "sunshine": "sun shine",
    "太阳": "sun",
    "红牛": "red bull",
    "永恒印记": "forevermark",
    "sun": "太阳",
    "bull": "牛",
    "耐克": "nike",
    "nike": "耐克",
    "nike air": "耐克",
    "耐克空军": "nike",
    "奔驰": "mercedes-benz",
    "adidos": "阿迪达斯",
    "阿迪达斯": "adidos",
    "adidas": "阿迪达斯",
    "huawai": "华为",
    "华为": "huawai",
    "7 days": "七天",
    "天": "day",
}
LOOKS = {"w": "vv", "m": "rn", "o": "0", "l": "1", "d": "cl", "s": "5", "n": "Ν", "h": "Н", "v": "ν", "i": "Ι"}
"""The last four are Greek and Cyrillic."""
HEARD = {"qu": "kw", "ph": "f", "c": "k", "x": "ks", "ee": "i", "a": "o", "e": "a"}


def spelled_out(mark: str) -> list[str]:
    """The letters that spell a mark or what is said of it, ü in each way, with a word more or less."""
    texts = (mark, mark.replace(" group", ""), *spoken(form_of(mark)))
    found = ["".join((syllables(c) or (c,))[at] for c in text) for text in texts for at in (0, -1)]
    found += [word.replace("nv", "n" + u).replace("lv", "l" + u) for word in found for u in ("u", "yu")]
    wade = [letters for word in found for letters in spelled_in_wade(word)]
    return [*found, *wade, *(f"{word} {other}" for word in found for other in ("group", "root"))]


def confusable(mark: str) -> list[str]:
    """What one may take for this mark: by near sound, look, script, meaning, weak elements."""
    found: list[str] = []
    for i, char in enumerate(mark):
        alike = [c for c in HAN if c != char and character_sound(c, char) >= 0.9]
        alike += [*list(look_alikes(char))[:5], *TRADITIONAL.get(char, "")]
        found += (changed := [mark[:i] + c + mark[i + 1 :] for c in alike])
        found += [whole for other in changed for whole in (other + "云轩", "云轩" + other)]
    for table in (LOOKS, HEARD, SAME_MEANING):
        found += [mark.replace(part, other) for part, other in table.items() if part in mark]
    core = form_of(mark).core
    found += [core + w for w in WEAK] if core else [mark + " ltd", "the " + mark]
    found += [mark + "58", mark + mark, mark.strip("158"), "".join(c for c in mark if c in "158")]
    return [f for f in found if f and f != mark]


@st.composite
def edited(draw: st.DrawFn, mark: str) -> str:
    """A mark taken for another, then up to two edits: a unit added, dropped, changed, swapped, or all moved."""
    if draw(st.booleans()) and (other := confusable(mark)):
        mark = draw(st.sampled_from(other) | st.sampled_from(spelled_out(mark)))
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        i = draw(st.integers(0, len(mark)))
        unit = draw(st.sampled_from(HAN + LETTERS) | st.sampled_from(WEAK))
        mark = draw(
            st.sampled_from(
                [
                    mark[:i] + unit + mark[i:],
                    mark[:i] + unit + mark[i + 1 :],
                    mark[:i] + mark[i + 1 :],
                    mark[:i] + mark[i + 1 : i + 2] + mark[i : i + 1] + mark[i + 2 :],
                    mark[::-1],
                    "".join(sorted(mark)),
                ]
            )
        )
    return mark or "小"


pairs = marks.flatmap(lambda m: st.tuples(st.just(m), edited(m) | edited(m) | edited(m) | marks))
"""Two marks, mostly near each other."""

EVERY_PAIR = frozenset(a + b for a in HAN for b in HAN)
counts = st.builds(
    lambda han_marks, latin_marks, frequent, grams: Counts(
        han_marks,
        latin_marks,
        characters=dict.fromkeys(frequent, 600),
        words={"root": 40, "red": 3},
        trigrams={"^ro": 90, "roo": 70, "ot$": 400},
        grams=dict.fromkeys(grams, 101),
    ),
    st.sampled_from([0, 2000, 500_000]),
    st.sampled_from([0, 3000]),
    st.sets(st.sampled_from(HAN + "158"), max_size=20),
    st.sets(st.sampled_from(["太阳", "红牛", "大众", "集团", "小米", "王玉"])) | st.just(EVERY_PAIR),
)
"""Statistics of some register: some characters too common to be telling, some pairs too common to be rare."""
