"""Make the two character tables of ``ipsearch/text/data``: ``simplify.tsv`` and ``pinyin.tsv``.

``simplify.tsv`` maps a traditional or variant character to its simplified form, one character at a time: OpenCC's
``t2s`` asked for each Han character alone (Apache-2.0). One character at a time, because the mapping must not depend on
the neighbours: 乾 inside 乾隆 must fold as it does alone, or a mark would no longer contain its own part. A Japanese
form (``jp2t``: 竜, 桜) is folded too, unless it is a character of 通用规范汉字表, where it is mostly another word
(芸, 缶, 弁, 浜).

``pinyin.tsv`` lists the readings of a character without tones, the usual one first (pypinyin's dictionaries, MIT): the
first reading of the character dictionary, and every other one that today's words use, that is, that stands in at least
two entries of the phrase dictionary. The character dictionary alone would add readings nobody speaks (家 gu, 重 tong),
and each of them makes two names sound alike that do not. A simplified form is also read as those it stands for are, by
the same measure of two entries: marks are folded before they are read, so that 干 stands for the 乾 of 乾隆 too.
Surnames, which many marks begin with, and places are read in their own way (翟 zhai, 番禺 panyu); these readings are
added by hand behind the others. So is 〇, which Unicode keeps apart from the other Han characters.

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

ALLOGRAPHS = """
晻暗 㟁岸 鞌鞍 垇坳 翺翱 翶翱 覇霸 栢柏 粺稗 岅坂 幇帮 幚帮 牓榜 髈膀 緥褓 寳宝 㬥暴 桮杯 揹背 誖悖 俻备 逩奔 偪逼
痺痹 獘弊 徧遍 鼈鳖 氷冰 竝并 盋钵 愽博 駮驳 頚脖 倸睬 跴踩 叅参 筞策 筴策 揷插 詧察 甞尝 塲场 膓肠 厰厂 趂趁 椉乘
翄翅 酧酬 詶酬 醻酬 讐仇 㕑厨 耡锄 窓窗 窻窗 牎窗 牕窗 剏创 剙创 搥捶 箠棰 醕醇 惷蠢 䛐词 辤辞 悤匆 怱匆 樷丛 觕粗
麤粗 麁粗 顇悴 脃脆 剉锉 瑇玳 噉啖 啗啖 悳德 隄堤 觝抵 蔕蒂 遯遁 蜨蝶 椗碇 矴碇 働动 鬦斗 鬬斗 鬭斗 荳豆 妬妒 覩睹
兊兑 墪墩 垜垛 朶朵 頟额 譌讹 峩峨 鵞鹅 䳘鹅 戹厄 阨厄 尒尔 弍二 灋法 颿帆 繙翻 飜翻 凢凡 緐繁 倣仿 髣仿 疿痱 癈废
雰氛 豊丰 蠭蜂 髴佛 俛俯 坿附 媍妇 匄丐 匃丐 槩概 槪概 皐皋 臯皋 餻糕 稾稿 謌歌 畊耕 躳躬 皷鼓 鑵罐 槼规 瓌瑰 囯国
囶国 囻国 圀国 凾函 釬焊 銲焊 猂悍 皜皓 暠皓 咊和 閧哄 矦侯 虖呼 嘑呼 謼呼 蘤花 懽欢 讙欢 驩欢 囘回 囬回 廻回 蛕蛔
痐蛔 蚘蛔 䰟魂 旤祸 檝楫 裌夹 戞戛 堿碱 劒剑 呌叫 勦剿 稭秸 刦劫 刧劫 刼劫 觔斤 秔粳 稉粳 穽阱 烱炯 逈迥 糺纠 揫揪
捄救 廐厩 跼局 勌倦 睠眷 濬浚 刋刊 埳坎 穅糠 粇糠 匟炕 攷考 欬咳 尅克 肎肯 阬坑 敂叩 袴裤 欵款 鑛矿 崐昆 濶阔 臈腊
惏婪 嬾懒 瑯琅 棃梨 瓈璃 琍璃 暦历 歴历 厯历 涖莅 茘荔 隷隶 匲奁 匳奁 籢奁 隣邻 燐磷 粦磷 麐麟 悋吝 痳淋 蔆菱 畱留
瑠琉 栁柳 桞柳 樐橹 艣橹 艪橹 剹戮 畧略 躶裸 臝裸 蔴麻 衇脉 眽脉 夘卯 戼卯 楳梅 槑梅 緜绵 玅妙 畒亩 畆亩 畞亩 畮亩
幙幕 拏拿 挐拿 廼乃 暱昵 秊年 揑捏 孼孽 寜宁 寍宁 挵弄 衖弄 煖暖 煗暖 鉋刨 砲炮 礮炮 珮佩 肧胚 掽碰 踫碰 毘毗 疋匹
飃飘 凴凭 缾瓶 廹迫 慽戚 碁棋 憇憩 噐器 鈆铅 濳潜 鎗枪 彊强 繈襁 鍫锹 琹琴 懃勤 坵丘 秌秋 龝秋 穐秋 毬球 駈驱 敺驱
搉榷 裠裙 帬裙 髥髯 冄冉 靭韧 靱韧 螎融 毧绒 羢绒 宂冗 輭软 蘂蕊 蕋蕊 橤蕊 叡睿 篛箬 顋腮 繖伞 桒桑 澁涩 濇涩 饍膳
虵蛇 昚慎 愼慎 賸剩 旹时 寔实 昰是 眎视 眡视 疎疏 藷薯 庻庶 佀似 禩祀 飤饲 蘓苏 愬诉 亗岁 牠它 墖塔 枱台 坮台 餹糖
搯掏 籐藤 薙剃 鬀剃 蹏蹄 嗁啼 覜眺 筩筒 婾偷 兎兔 骽腿 駞驼 涶唾 韈袜 韤袜 鼃蛙 盌碗 亾亡 徃往 朢望 餧喂 螡蚊 脗吻
汚污 啎忤 隖坞 厀膝 㐂喜 戱戏 僊仙 鱻鲜 啣衔 亯享 咲笑 傚效 効效 擕携 㩗携 恊协 衺邪 爕燮 胷胸 敍叙 賉恤 壻婿 諠喧
蕿萱 萲萱 蘐萱 鞾靴 斈学 廵巡 狥徇 枒丫 鵶鸦 崕崖 厓崖 臙胭 喦岩 嵒岩 巗岩 燄焰 讌宴 醼宴 鴈雁 鷰燕 敭扬 殀夭 窰窑
齩咬 埜野 壄野 亱夜 弌一 彞彝 㕥以 螘蚁 瞖翳 婣姻 隂阴 唫吟 婬淫 滛淫 鸎莺 甖罂 頴颖 暎映 慂恿 鬰郁 欝郁 庽寓 瘉愈
寃冤 猨猿 蝯猿 帀匝 襍杂 雑杂 烖灾 菑灾 簮簪 偺咱 喒咱 蹔暂 賛赞 剳札 紥扎 牐闸 搾榨 氊毡 琖盏 醆盏 炤照 櫂棹 輙辄
淛浙 珎珍 碪砧 姪侄 妷侄 帋纸 阯址 寘置 穉稚 稺稚 呪咒 箒帚 煑煮 竚伫 塼砖 甎砖 譔撰 籑馔 槕桌 斲斫 斮斫 谘咨 姉姊
椶棕 捴总 摠总 騌鬃 騣鬃 冣最 辠罪 罇樽 淸清 靑青 硏研 吿告 値值 尙尚 郞郎 飮饮 兪俞 黒黑 髙高 﨑崎 嵜崎 嶋岛 嶌岛
舩船 枩松 冨富 𠮷吉 壐玺 擧举 挙举 鄕乡 鄊乡 霊灵 歩步 毎每 凨凤 竜龙 龒龙 㒷兴 彂发 衞卫 塩盐 䴡丽 夀寿 㤙恩 𦔻圣
啚图 圗图 㫯昌 坣堂 㿝香 乕虎 虝虎 羙美 譱善 靣面 徳德 惪德 広广 阦阳 崋华 蕐华 亀龟 𠅘亭 亰京 夣梦 𩵋鱼 旾春 萅春
灥泉 灮光 炛光 朙明 眀明 兲天 坔地 埊地 𣑻桃 朖朗 赮霞 䴏燕 鶮鹤 旣既
"""
"""More variant forms (异体字), each with its standard form: those of the first official table of variants (第一批异体字
整理表, 1955, as changed until 2013) and other printed or popular forms. Compiled for this project. None is a character
of 通用规范汉字表, which made some variants characters of their own again (堃, 喆, 淼)."""

RADICALS = """
2E81=厂 2E82=乛 2E83=乚 2E84=乙 2E85=亻 2E86=冂 2E87=𠘨 2E88=刀 2E89=刂 2E8A=卜 2E8B=㔾 2E8C=小 2E8D=小 2E8E=兀
2E8F=尣 2E90=尢 2E91=𡯂 2E92=巳 2E93=幺 2E94=彑 2E95=彐 2E96=忄 2E97=心 2E98=扌 2E99=攵 2E9B=旡 2E9C=日 2E9D=月
2E9E=歺 2E9F=母 2EA0=民 2EA1=氵 2EA2=氺 2EA3=灬 2EA4=爫 2EA5=爫 2EA6=丬 2EA7=牛 2EA8=犭 2EA9=王 2EAA=𤴔 2EAB=目
2EAC=示 2EAD=礻 2EAE=𥫗 2EAF=糹 2EB0=纟 2EB1=罓 2EB2=罒 2EB3=㓁 2EB4=冗 2EB5=𦉫 2EB6=羊 2EB7=𦍌 2EB8=𦍋 2EB9=耂
2EBA=肀 2EBB=聿 2EBC=肉 2EBD=𦥑 2EBE=艹 2EBF=艹 2EC0=艹 2EC1=虎 2EC2=衤 2EC3=覀 2EC4=西 2EC5=见 2EC6=角 2EC7=𧢲
2EC8=讠 2EC9=贝 2ECA=𧾷 2ECB=车 2ECC=辶 2ECD=辶 2ECE=辶 2ECF=邑 2ED0=钅 2ED1=長 2ED2=镸 2ED3=长 2ED4=门 2ED5=𨸏
2ED6=阝 2ED7=雨 2ED8=青 2ED9=韦 2EDA=页 2EDB=风 2EDC=飞 2EDD=食 2EDE=𩙿 2EDF=飠 2EE0=饣 2EE1=𩠐 2EE2=马 2EE3=骨
2EE4=鬼 2EE5=鱼 2EE6=鸟 2EE7=卤 2EE8=麦 2EE9=黄 2EEA=黾 2EEB=斉 2EEC=齐 2EED=歯 2EEE=齿 2EEF=竜 2EF0=龙 2EF1=龜
2EF2=亀 2EF3=龟
"""
"""CJK radicals (U+2E80..2EF3), which text copied from PDF files has in place of characters, each with the character of
that shape: ``Equivalent_Unified_Ideograph`` of the Unicode Character Database 14. NFKC knows those of U+2F00..2FD5."""

SURNAMES = "单shan 翟zhai 区ou 盖ge 缪miao 覃qin 郗chi 郇xun 阚kan 佴nai"
"""Surnames in use whose reading the rule above does not give, each with that reading. A rare surname that is a common
word (会 gui, 黑 he) is left out: it would make more names sound alike that do not than the other way."""

PLACES = """
六lu 番pan 铅yan 单chan 蔚yu 洞tong 枞zong 浚xun 莘xin 埔bu 龟qiu 兹ci 秘bi 泌bi 荥ying 犍qian 筠jun 涡guo 珲hun
"""
"""Readings that places have and the rule above does not give: 六安, 番禺, 铅山, 单于, 蔚县, 洪洞, 枞阳, 浚县, 莘庄,
大埔, 龟兹, 秘鲁, 泌阳, 荥经, 犍为, 筠连, 涡阳, 珲春. They are what such a mark is written as in letters."""

WORDS = "咖ga 殷yan"
"""Readings of ordinary words (咖喱, 殷红) that the rule does not give. Those of characters that are common in marks
are given to single names only (``WORDS`` in :mod:`ipsearch.text.sound`): 万俟 moqi, 乐亭 laoting."""


def han() -> list[str]:
    return [chr(c) for first, last in BLOCKS for c in range(first, last + 1)]


def simplify_table() -> str:
    convert, from_japanese = opencc.OpenCC("t2s").convert, opencc.OpenCC("jp2t").convert
    standard = {row[0] for row in (DATA / "tygf.txt").read_text("utf-8").splitlines()}
    table = {c: convert(unicodedata.normalize("NFKC", c)) for c in han()}
    table |= {c: convert(from_japanese(c)) for c, s in table.items() if s == c and c not in standard}
    table |= {pair[0]: pair[1] for pair in (*ALLOGRAPHS.split(), *VARIANTS.split())}
    table |= {chr(int(code, 16)): char for code, _, char in (pair.partition("=") for pair in RADICALS.split())}
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
    by_hand: dict[str, list[str]] = {}
    for entry in f"{SURNAMES} {PLACES} {WORDS}".split():
        by_hand.setdefault(entry[0], []).append(entry[1:])
    stands_for: dict[str, list[str]] = {}
    for row in simplify_table().splitlines():
        stands_for.setdefault(row[1], []).append(row[0])
    rows = ["〇\tling\n"]
    for char in han():
        known = dictionary_readings(char)
        others = {r for r in known[1:] if spoken[char, r] >= 2}
        kept = known[:1] + sorted(others, key=lambda r: (-spoken[char, r], r))
        for other in stands_for.get(char, ()):
            kept += [r for r in dictionary_readings(other) if spoken[other, r] >= 2]
        kept += by_hand.get(char, [])
        if kept:
            rows.append(f"{char}\t{' '.join(dict.fromkeys(kept))}\n")
    return "".join(rows)


def dictionary_readings(char: str) -> list[str]:
    """All readings of the character dictionary without tones, the usual one first."""
    return [r for r in (toneless(r) for r in PINYIN_DICT.get(ord(char), "").split(",")) if r.isascii() and r]


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
