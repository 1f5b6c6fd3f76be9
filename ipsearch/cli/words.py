"""Words of the terminal in both languages: labels of levels, lights, statuses and fields, and whole sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipsearch.cli.patentwords import WORDS as PATENT_WORDS
from ipsearch.errors import Lang
from ipsearch.matching.report import Completeness, Report
from ipsearch.messages.wording import filled
from ipsearch.text.nice import CLASSES

_WORDS: dict[str, tuple[str, str]] = {
    # level of similarity
    "level.identical": ("相同", "identical"),
    "level.near_identical": ("高度近似", "nearly identical"),
    "level.similar": ("近似", "similar"),
    "level.remote": ("低度近似", "remote"),
    "level.none": ("不近似", "not similar"),
    # lights
    "light.taken": ("相同/高度近似", "taken"),
    "light.near": ("近似", "near"),
    "light.free": ("未见障碍", "free"),
    # legal status
    "status.pending": ("申请中", "pending"),
    "status.published": ("初步审定公告", "published"),
    "status.opposed": ("异议中", "opposed"),
    "status.registered": ("已注册", "registered"),
    "status.expired": ("期满未续展", "expired"),
    "status.refused": ("驳回", "refused"),
    "status.withdrawn": ("撤回", "withdrawn"),
    "status.surrendered": ("注销", "surrendered"),
    "status.cancelled": ("撤销", "cancelled"),
    "status.invalidated": ("宣告无效", "invalidated"),
    "status.inactive": ("失效", "inactive"),
    "status.unknown": ("状态不明", "status unknown"),
    # effect of a status that its name does not say
    "life.past_expiry": ("已过专用期限", "past expiry"),
    "life.blocks": ("{until}前仍构成障碍", "blocks until {until}"),
    "life.blocks_undated": ("终止日期不详，视为障碍", "may still block"),
    "life.dead": ("不构成障碍", "does not block"),
    "own": ("本申请人", "own mark"),
    # kinds of marks
    "kind.word": ("文字", "word"),
    "kind.figurative": ("图形", "figurative"),
    "kind.combined": ("图文组合", "combined"),
    "kind.three_dimensional": ("三维标志", "three-dimensional"),
    "kind.colour": ("颜色组合", "colour"),
    "kind.sound": ("声音", "sound"),
    "kind.motion": ("动态", "motion"),
    "kind.multimedia": ("多媒体", "multimedia"),
    "kind.hologram": ("全息图", "hologram"),
    "kind.position": ("位置", "position"),
    "kind.pattern": ("图案", "pattern"),
    "kind.smell": ("气味", "smell"),
    "kind.other": ("其他", "other"),
    "kind.unknown": ("不明", "unknown"),
    # fields of a record
    "field.office": ("商标局", "Office"),
    "field.application_number": ("申请号", "Application no."),
    "field.registration_number": ("注册号", "Registration no."),
    "field.part": ("区分标识（类别）", "Part"),
    "field.mark": ("商标", "Mark"),
    "field.kind": ("商标类型", "Kind"),
    "field.classes": ("国际分类", "Classes"),
    "field.groups": ("类似群", "Similar groups"),
    "field.goods": ("商品/服务", "Goods"),
    "field.status": ("法律状态", "Status"),
    "field.status_code": ("官方状态", "Office's status"),
    "field.status_date": ("状态日期", "Status date"),
    "field.application_date": ("申请日期", "Application date"),
    "field.publication_date": ("初审公告日期", "Publication date"),
    "field.registration_date": ("注册公告日期", "Registration date"),
    "field.expiry_date": ("专用期限至", "Expiry date"),
    "field.termination_date": ("终止日期", "Termination date"),
    "field.priorities": ("优先权", "Priorities"),
    "field.applicants": ("申请人", "Applicants"),
    "field.agents": ("代理人", "Agents"),
    "field.vienna": ("图形要素编码", "Vienna codes"),
    "field.transliteration": ("音译", "Transliteration"),
    "field.translation": ("意译", "Translation"),
    "field.description": ("商标说明", "Description"),
    "field.disclaimer": ("放弃专用权说明", "Disclaimer"),
    "field.colours": ("指定颜色", "Colours"),
    "field.events": ("流程", "Events"),
    "field.image": ("图样", "Image"),
    "field.international_number": ("国际注册号", "International no."),
    "field.language": ("语言", "Language"),
    "field.notes": ("备注", "Notes"),
    "field.id": ("编号", "Id"),
    # parts of an answer
    "class_short": ("第{numbers}类", "class {numbers}"),
    "classes_short": ("第{numbers}类", "classes {numbers}"),
    "no_classes": ("类别不详", "class unknown"),
    "compared_as": ("（规范化：{normal}）", "(compared as: {normal})"),
    "hits": ("命中", "Hits"),
    "near_in_grid": (
        "另有 {count} 个类别存在近似商标，见上表 ◐。",
        "{count} more {count:class has|classes have} similar marks: see ◐ above.",
    ),
    "near_only_in_grid": (
        "{count} 个类别存在近似商标，见上表 ◐。",
        "{count} {count:class has|classes have} similar marks: see ◐ above.",
    ),
    "alike_classes": ("{count} 个类别结果相同", "{count} classes alike"),
    "feature": ("特征", "Feature"),
    "value": ("值", "Value"),
    "weights.register": ("权重取自已加载的商标库", "weights taken from the loaded register"),
    "weights.even": ("未加载商标库，各字权重相同", "no register loaded: all characters weigh the same"),
    "policy": ("判断标准 {policy}", "policy {policy}"),
    # completeness
    "searched": (
        "已检索全部 {records} 件商标，{classes}，{rules} 条规则，逐一比对候选 {candidates} 件，{caps}。",
        "Searched all {records} {records:record|records}, {classes}, by {rules} rules; {candidates} "
        "{candidates:candidate|candidates} compared; {caps}.",
    ),
    "all_classes": ("全部 45 个类别", "all 45 classes"),
    "one_class": ("第 {numbers} 类", "class {numbers}"),
    "some_classes": ("第 {numbers} 类", "classes {numbers}"),
    "no_caps": ("未作任何截断", "nothing was cut off"),
    "caps": ("已截断：{caps}", "cut off: {caps}"),
    "nothing_found": (
        "已检索 {records} 件商标，未发现相同或近似商标。",
        "{records} {records:record was|records were} searched and no identical or similar mark was found.",
    ),
    "shown_all": ("共命中 {hits} 件，全部显示。", "{hits} {hits:hit|hits}, all shown."),
    "shown_some": (
        "共命中 {hits} 件，显示前 {shown} 件；用 --limit 显示更多。",
        "{shown} of {hits} {hits:hit|hits} shown; use --limit for more.",
    ),
    "missing.figurative_elements": (
        "未检索：图形要素不参与比较。",
        "Not searched: devices (figurative elements) are not compared.",
    ),
    "missing.related_groups": (
        "未检索：未加载含类似群关联的区分表，商品仅按类别与类似群代码比较（参见 ipsearch load groups）。",
        "Not searched: no table that relates similar groups is loaded, goods are compared by class and group code only "
        "(see ipsearch load groups).",
    ),
    "missing.related_classes": (
        "未检索：未指定类别时，各类别只看本类的商标，不计其他类别的关联类似群（用 --class 或 --group 指定）。",
        "Not searched: with no class asked for, each class is told by its own marks, not by related similar groups of "
        "others (ask with --class or --group).",
    ),
    "missing.other": ("未检索：{code}。", "Not searched: {code}."),
    "as_of": ("数据截至 {date}", "Data as of {date}"),
    "as_of_unknown": ("数据日期不详", "The date of the data is unknown"),
    "checked_on": ("；状态按 {date} 判断", "; status judged on {date}"),
    "took": ("；用时 {ms} 毫秒", "; took {ms} ms"),
    "stop": ("。", "."),
    # loading
    "load.loaded": (
        "已加载 {records} 条记录，用时 {seconds} 秒（每秒 {rate} 条）。",
        "Loaded {records} {records:record|records} in {seconds} s ({rate} a second).",
    ),
    "load.nothing": (
        "文件中没有任何记录：请确认所选文件无误且完整。",
        "The files hold no record: check that they are the files you meant, and whole.",
    ),
    "load.replaced": ("其中 {count} 条替换了已有记录。", "{count} of them replaced a stored record."),
    "load.again": (
        "其中 {count} 条与本次加载中更早的记录同号，已取而代之。",
        "{count} of them took the place of an earlier one of this load with the same number.",
    ),
    "load.rebuilt": (
        "新版本 {generation} 已启用，共 {total} 条。",
        "The new generation {generation} is live with {total} {total:record|records}.",
    ),
    "load.updated": (
        "版本 {generation} 已更新，共 {total} 条。",
        "Generation {generation} is updated and holds {total} {total:record|records}.",
    ),
    "load.resumed": ("本次继续了中断的加载。", "An interrupted load was continued."),
    "load.discarded": ("此前中断的加载已丢弃。", "An interrupted load was found and dropped."),
    "load.by_source": ("数据源：{counts}", "By source: {counts}"),
    "load.statuses": ("无法识别的状态或事件代码：{counts}", "Statuses or event codes without a mapping: {counts}"),
    "load.groups": ("现行表中没有的类似群：{counts}", "Similar groups that the table in use does not have: {counts}"),
    "load.skipped": (
        "跳过 {count} 个文件或工作表：{names}",
        "{count} {count:file or sheet|files or sheets} left aside: {names}",
    ),
    "load.progress": (
        "已加载 {records} 条，拒绝 {rejected} 条，{rate} 条/秒  {unit}",
        "{records} loaded, {rejected} rejected, {rate}/s  {unit}",
    ),
    "load.table": (
        "类似群表已保存：{groups} 个类似群，{goods} 项商品，{relations} 个关联。",
        "The table is kept: {groups} similar {groups:group|groups}, {goods} goods, {relations} "
        "{relations:relation|relations}.",
    ),
    "load.no_relations": (
        "该表未注明哪些类似群相互关联：查重仍按类别与类似群代码比较商品；如需按关联比较，请为类似群加上 related。",
        "It relates no groups: goods are still compared by class and group code; add related to the groups.",
    ),
    # dedupe
    "dedupe.progress": ("已完成 {done} 件，错误 {bad} 行，{rate} 件/秒", "{done} done, {bad} bad lines, {rate}/s"),
    "dedupe.done": (
        "{done} 件商标已对照 {records} 条记录查重，结果在 {out}（用时 {seconds} 秒）。",
        "{done} {done:mark|marks} checked against {records} {records:record|records}; the {done:answer is|answers are} "
        "in {out} ({seconds} s).",
    ),
    "dedupe.none_done": ("没有一行能够查重，原因见 {out}。", "No line could be checked; {out} says why."),
    "dedupe.worst": (
        "各类均未见障碍 {free} 件，存在近似 {near} 件，存在相同或高度近似 {taken} 件。",
        "{free} {free:mark is|marks are} free in every class asked, {near} {near:meets|meet} a similar mark, {taken} "
        "an identical or nearly identical one.",
    ),
    "dedupe.reused": (
        "{reused} 件与前面的文字相同，直接沿用结果。",
        "{reused} {reused:repeats|repeat} the text of an earlier line and {reused:reuses|reuse} its answer.",
    ),
    "dedupe.resumed": ("其中 {resumed} 行此前已完成。", "{resumed} {resumed:line|lines} had been done before."),
    "dedupe.skipped": (
        "跳过 {count} 个没有商标列的工作表：{names}",
        "{count} {count:sheet|sheets} without a column for the mark left aside: {names}",
    ),
    "dedupe.pairs_progress": (
        "{records} / {total} 件，{pairs} 对，{rate} 件/秒",
        "{records} of {total} records, {pairs} pairs, {rate}/s",
    ),
    "dedupe.pairs_done": (
        "{checked} 件商标已互相查重，{pairs} 对近似，结果在 {out}（用时 {seconds} 秒）。",
        "{checked} {checked:mark|marks} checked against each other, {pairs} {pairs:pair is|pairs are} alike; see {out} "
        "({seconds} s).",
    ),
    "dedupe.pairs_levels": (
        "{levels}；其中 {conflicts} 对互相构成障碍，其余属同一申请人或有一方已失效。",
        "{levels}; in {conflicts} of these each stands in the other's way, in the others one is dead or both have one "
        "applicant.",
    ),
    "dedupe.pairs_all_conflict": (
        "{levels}；这 {pairs} 对均互相构成障碍。",
        "{levels}; in {pairs:this|all of these} each stands in the other's way.",
    ),
    "dedupe.pairs_worst": (
        "各自类别中：未见障碍 {free} 件，存在近似 {near} 件，存在相同或高度近似 {taken} 件（他人的商标）。",
        "In their own classes {free} {free:mark meets|marks meet} none of another's, {near} a similar one, {taken} an "
        "identical or nearly identical one.",
    ),
    "dedupe.pairs_searched": (
        "已检索全部 {records} 件商标，{classes}，{rules} 条规则，逐一比对 {candidates} 对，{caps}。",
        "Searched all {records} {records:record|records}, {classes}, by {rules} rules; {candidates} "
        "{candidates:pair|pairs} compared; {caps}.",
    ),
    "dedupe.pairs_groups": ("仅限类似群 {groups}。", "Only goods of the similar groups {groups}."),
    "dedupe.pairs_below": (
        "另有 {count} 对近似程度更低，未列出（参见 --level）。",
        "{count} more {count:pair is|pairs are} less alike and not told (see --level).",
    ),
    "dedupe.pairs_without_text": (
        "未检索：{count} 件商标没有可比较的文字。",
        "Not searched: {count} {count:record has|records have} no text that could be compared.",
    ),
    "dedupe.pairs_resumed": (
        "其中 {resumed} 件此前已完成。",
        "{resumed} {resumed:record|records} had been done before.",
    ),
    "class": ("类别", "Class"),
    "heading": ("名称", "Heading"),
    # generations
    "index.none": (
        "还没有任何版本；请先运行 ipsearch load trademarks PATH 或 load patents PATH。",
        "There is no generation yet; run ipsearch load trademarks PATH or load patents PATH.",
    ),
    "index.family.trademark": ("商标", "Trade marks"),
    "index.family.patent": ("专利", "Patents"),
    "index.live": ("使用中", "live"),
    "index.kept": ("保留", "kept"),
    "index.unfinished": ("未完成", "unfinished"),
    "index.stale": ("，已过期", ", stale"),
    "index.name": ("版本", "Generation"),
    "index.state": ("状态", "State"),
    "index.records": ("记录", "Records"),
    "index.dead": (
        "；被替换而仍占空间的记录 {count} 条。",
        "; {count} replaced {count:record still takes|records still take} up room.",
    ),
    "index.bytes": ("大小", "Size"),
    "index.advice": (
        "被替换的记录已超过三成，建议用 --rebuild 重新加载。",
        "More than 30 % of the records are replaced ones: load with --rebuild.",
    ),
    "index.load_again": (
        "该版本由其他版本的程序生成，无法检索：请用 --rebuild 重新加载。",
        "It was made by another version of this program and cannot be searched: load with --rebuild.",
    ),
    # the plan of an index
    "plan.measured": (
        "实测每条记录 {size}（版本 {name}，{records} 条，引擎 {engine}）。",
        "{size} a record, measured in generation {name} with {records} {records:record|records} on the engine "
        "{engine}.",
    ),
    "plan.other_engine": (
        "其他引擎的每条记录大小不同：请先向 Elasticsearch 加载样本，再以其地址运行本命令。",
        "Elasticsearch takes another size: load a sample there and ask again with its address.",
    ),
    "plan.small_sample": (
        "样本不足 {records} 条，每条记录大小偏高，可达两倍。",
        "A sample of fewer than {records} records overstates the size of one, up to twice.",
    ),
    "plan.records": ("记录", "records"),
    "plan.nodes": ("数据节点", "data nodes"),
    "plan.primaries": ("主分片", "primary shards"),
    "plan.replicas": ("副本", "replicas"),
    "plan.shard": ("每个分片（大小，记录）", "each shard (size, records)"),
    "plan.index": ("索引大小（一份）", "index, one copy"),
    "plan.disk": ("磁盘（全部节点，含新版本构建）", "disk, all nodes, while a new generation is built"),
    "plan.heap": ("每个节点的堆内存", "heap of each node"),
    "plan.cache": ("每个节点的文件缓存", "file cache of each node"),
    "plan.settings": ("将创建的设置：", "Settings it would be created with:"),
    "index.swapped": ("版本 {name} 已启用。", "Generation {name} is live."),
    "index.dropped": ("版本 {name} 已删除。", "Generation {name} is deleted."),
    # demo
    "demo.load": ("一、加载示例数据", "1. Load the samples"),
    "demo.check": ("二、查一个商标能否注册", "2. Is this name free?"),
    "demo.compare": ("三、比较两个商标", "3. Compare two marks"),
    "demo.dedupe": ("四、批量查重", "4. A whole list of names"),
    "demo.end": (
        "示例数据在 {url}。下一步：ipsearch load trademarks PATH 或 load patents PATH，用您自己的数据。",
        "The samples stay in {url}. Next: ipsearch load trademarks PATH or load patents PATH, with data of your own.",
    ),
}


def say(key: str, lang: Lang, **values: object) -> str:
    """A label or a sentence in one language."""
    zh, en = _WORDS.get(key) or PATENT_WORDS[key]
    return filled(zh if lang == "zh" else en, values)


def number(value: float) -> str:
    """A number with its thousands marked."""
    return f"{value:,.0f}"


def ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers in short: ``1-3, 9, 35``."""
    found: list[list[int]] = []
    for value in numbers:
        if found and value == found[-1][-1] + 1:
            found[-1][1:] = [value]
        else:
            found.append([value])
    return ", ".join("-".join(map(str, run)) for run in found)


def dated(as_of: str, lang: Lang) -> str:
    """How old the data is, without a stop at its end."""
    return say("as_of", lang, date=as_of) if as_of else say("as_of_unknown", lang)


def completeness_text(report: Report, lang: Lang) -> Iterator[str]:
    """The statement of completeness in sentences, the one about the hits first."""
    stated = report.completeness
    yield _hits_sentence(stated, lang)
    yield from searched_text(stated, lang, took_ms=report.took_ms)


def searched_text(
    stated: Completeness, lang: Lang, key: str = "searched", *, took_ms: float | None = None
) -> Iterator[str]:
    """What was searched, in sentences; ``key`` names the first of them, in which the candidates are counted."""
    yield say(
        key,
        lang,
        records=number(stated.records),
        candidates=number(stated.candidates),
        rules=len(stated.rules),
        classes=_classes(stated, lang),
        caps=say("caps", lang, caps=", ".join(stated.caps)) if stated.caps else say("no_caps", lang),
    )
    for code in stated.not_searched:
        missing = f"missing.{code}"
        yield say(missing, lang) if missing in _WORDS else say("missing.other", lang, code=code)
    took = "" if took_ms is None else say("took", lang, ms=f"{took_ms:.0f}")
    yield dated(stated.as_of, lang) + say("checked_on", lang, date=stated.checked_on) + took + say("stop", lang)


def _hits_sentence(stated: Completeness, lang: Lang) -> str:
    if stated.hits == 0:
        return say("nothing_found", lang, records=number(stated.records))
    key = "shown_all" if stated.shown == stated.hits else "shown_some"
    return say(key, lang, hits=number(stated.hits), shown=number(stated.shown))


def _classes(stated: Completeness, lang: Lang) -> str:
    if len(stated.classes) == len(CLASSES):
        return say("all_classes", lang)
    return say("one_class" if len(stated.classes) == 1 else "some_classes", lang, numbers=ranges(stated.classes))
