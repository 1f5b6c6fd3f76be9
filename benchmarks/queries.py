"""Patent queries by chance: random signs, operators in any order, real queries with mistakes, deep and long ones."""

from __future__ import annotations

import random
from collections.abc import Callable

REAL = (
    "ta=green prox/distance<=2/ordered=true ta=energy",
    'pa="robert bosch" and pd within "2018 2020" not ti=lead',
    'cpc=/low H01M10 and (ti any "anode cathode" or ab=cell*)',
    "cpc=(C08F prox/unit=sentence (US, EP)) and pn=EP1000000",
    "Siemens EP 200701 G08B25",
    "ti=a or ti=b and ti=c not ab=d prox/unit=paragraph ab=e",
    "ti=(空调 (2w) 蒸发器) not ap=格力",
    "tiabc=(压缩机 and 制冷) and (20110101<=pd<=20130101) and R=(一种空调)",
    'tiab=("机器人" (3f)) or ipc-low=H01M and ap=(TREE@"华为技术有限公司")',
    "claim=((a or b) (3n) (c or d)) not (des=e (s) f) # 说明",
    "pd=[20200101 to 20241231] and ad>=2019 and claim-count=[5 to 10] and lg=失效",
    "ABST:(太阳能 $W2 电池 $W2 硅) AND PBD:[20200101 TO *]",
    "TTL:((a OR b) $PRE3 c*) NOT SIMPLE_LEGAL_STATUS:(0 OR 1)",
    'EPDS:DE GAND EPDS_SLS:1 OR TAC:(t_shirt $FREQ3) AND ANCS:(TREE@"全名")',
    "IPC:[A21B3/04 TO A21B3/16] OR LEGAL_STATUS:3 AND TTL:m#tor",
    "发明名称=（发动机 引擎） AND 申请日>2010-01-01",
    "（电池 3W 正极 =2D 负极）/TI OR 申请（专利权）人=（华为） NOT IPC分类号=H01M10/052",
    "SS 公开（公告）日>=2017年5月 AND colo?r/AB AND CN1020+/PN",
    "(engine ADJ3 valve).clm. AND @pd>=20200101<=20201231",
    "(a NEAR5 b WITH c SAME d XOR e).ti,ab. NOT batter$2.spec. | TI/motor & 429/209.ccls.",
    '电池 正极 -铅酸 OR ti:("fuel cell" NEAR/3 stack) pd:2019..2021',
    "标题=电池 and not pa:华为 | status:alive claimcount>=10",
)
SIGNS = "()[]\"'=<>:;,.$#*?+-_/@&|{}~^\\!%（）：＝＞＜，“”［］　 \t\n\u0000\u200b\ud7ff\U0001f50b"
LETTERS = "abtiswdnpfr019XxéÉßıİ电池的与或非和年月日あカ한²٣"
_TOKENS = """
and or not AND OR NOT XOR GAND xor 与 或 非 和 ( ) ( ) ( ) （ ） [ ] " “ ti= ab= pd= cpc= ipc-high= ap= R=
RAD= TTL: ABST:( PBD:[ IPC: 发明名称= 发明名称=（ 申请日> 公开年= 标题= pd: year: ti: prox
prox/ordered prox/unit=sentence prox/distance<=2 prox/distance=0 prox/wrong any all within =/low /high /same (2w)
(n) (s) (p) (3f) (100w) (0f) to TO $W2 $PRE0 $WS $SEN $PARA $FREQ3 $W $FREQ W 3W =2D D S P F NOTF /TI /PA ADJ ADJ3
NEAR5 WITH SAME SAME3 ONEAR2 .ti. .ti,ab. [ti] TI/ @pd>= @pd>=20200101<=20201231 & | - -- NEAR/3 ADJ/0 SENTENCE
2019..2021 .. TREE@ TREE@"名" "a b" a 电池 valve batter* *x wom?n colo#r x+ y$ z$2 ** t_shirt _ 2019 20190802
20191301 9999 9999-12-31 0000 2019年5月 H01M10/052 A01B1/00/low EP1000000 200710308494.X <= >= < > = == , # SS US
x
"""
TOKENS = tuple(_TOKENS.split())
CHAINS = (
    "not ", "-", "NOT NOT ", "a or b and ", "a or b not ", "a ", "a AND ", "a $W2 ", "a (2w) ", "a W ", "a ADJ ",
    "a xor ", "a prox ", "a GAND ", "a NEAR/1 ", "ti:a ", "a SAME b WITH ", "ti=a prox/unit=sentence ", "a|",
    "a b AND c ",
)  # fmt: skip
OPENINGS = (
    "(",
    "ti=(",
    "TTL:(",
    "发明名称=（",
    "ti:(",
    "not (",
    "a or (",
    "a or b and c not (",
    "-(",
    "((",
    "R=(",
    "[",
)
SUFFIXES = (").ti,ab.", ")", ").ti.", ")/TI", " $FREQ2)", " (2f)", " (2f))", "]", " or b)", " W b)")


class Queries:
    """Makes queries, each by one of :attr:`kinds`."""

    def __init__(self, seed: int | str) -> None:
        self._chance = random.Random(seed)
        self.kinds: dict[str, Callable[[], str]] = {
            "signs": self._signs,
            "tokens": self._tokens,
            "mistakes": self._mistakes,
            "mixture": self._mixture,
            "deep": self._deep,
            "long": self._long,
        }
        self._weights = (20_000, 30_000, 40_000, 9_300, 695, 5)

    def query(self) -> str:
        """The next one."""
        kind = self._chance.choices(list(self.kinds), self._weights)[0]
        return self.kinds[kind]()

    def _signs(self) -> str:
        return "".join(self._chance.choices(SIGNS + LETTERS, k=self._chance.randint(0, 25)))

    def _tokens(self) -> str:
        between = self._chance.choice((" ", " ", " ", ""))
        return between.join(self._chance.choices(TOKENS, k=self._chance.randint(1, 12)))

    def _mistakes(self) -> str:
        text = self._chance.choice(REAL)
        for _ in range(self._chance.randint(0, 4)):
            text = self._mistake(text)
        return text

    def _mistake(self, text: str) -> str:
        at = self._chance.randint(0, len(text))
        end = min(len(text), at + self._chance.randint(1, 6))
        sign = self._chance.choice(SIGNS + LETTERS)
        match self._chance.randrange(6):
            case 0:
                return text[:at] + text[end:]
            case 1:
                return text[:at] + sign + text[at:]
            case 2:
                return text[:at] + sign + text[end:]
            case 3:
                return text[:at] + text[at:end] * 2 + text[end:]
            case 4:
                return text[:at] + f" {self._chance.choice(TOKENS)} " + text[at:]
            case _:
                return text[:at]

    def _mixture(self) -> str:
        first, second = self._chance.choices(REAL, k=2)
        join = self._chance.choice((" ", " and ", " OR ", "", "(", ") AND "))
        return first[: self._chance.randint(0, len(first))] + join + second[self._chance.randint(0, len(second)) :]

    def _deep(self) -> str:
        count = int(10 ** self._chance.uniform(0.5, 3))
        opening, suffix = self._chance.choice(OPENINGS), self._chance.choice(SUFFIXES)
        match self._chance.randrange(4):
            case 0:
                return opening * count + "a" + suffix * self._chance.choice((count, count, count - 1, 0))
            case 1:
                return self._chance.choice(CHAINS) * count + self._chance.choice(("a", "", "b)"))
            case 2:
                return "a" + suffix * count
            case _:
                several = self._chance.choices(OPENINGS, k=min(count, 60))
                return "".join(several) + "a" + "".join(self._chance.choices(SUFFIXES, k=len(several)))

    def _long(self) -> str:
        part = self._chance.choice((*CHAINS, *TOKENS, *REAL, "a", "电", '"', "(", "a*", "*"))
        wanted = self._chance.choice((5_000, 20_000, 99_000, 101_000))
        return (part * (wanted // len(part) + 1))[:wanted]
