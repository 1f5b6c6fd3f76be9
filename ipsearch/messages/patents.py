"""Messages about patents: lists, exports, files, and what another dialect cannot say."""

from __future__ import annotations

from ipsearch.messages.message import Message

MESSAGES: dict[str, Message] = {
    "query.mixed_same": Message(
        "and and or without parentheses are read from left to right: {reading}; with precedence it would be the same",
        "未加括号的 and/or 按从左到右理解为：{reading}；按优先级理解结果相同",
    ),
    "query.foreign_operator": Message(
        "{sign} is no operator of this dialect",
        "{sign} 不是本语法的运算符",
        "write {right}, or put it in quotation marks",
        "请写作 {right}，或加引号作为检索词",
    ),
    "query.foreign_field": Message(
        "{sign} does not stand behind a field in this dialect",
        "本语法的字段之后不用 {sign}",
        "write {right}",
        "请写作 {right}",
    ),
    "query.absent_field": Message(
        "{field_code} is a field of this dialect, but no record here holds it",
        "{field_code} 是该语法的字段，但本库记录中没有此项数据",
        "leave this condition out",
        "请去掉该条件",
    ),
    "query.wider_field": Message(
        "{field_code} is not told apart in the records here: all of {field} was searched",
        "本库记录不区分 {field_code}，已检索整个字段 {field}",
    ),
    "query.foreign_wild": Message(
        "{word} was searched as typed: {sign} is no truncation in this dialect",
        "{word} 按原样检索：本语法中 {sign} 不是截词符",
        "write {right}",
        "请写作 {right}",
    ),
    "query.operator_like": Message(
        "{word} was searched as a word, though it looks like an operator",
        "{word} 按检索词处理，但它像是运算符",
        "write {right} if it is one, put it in quotation marks if not",
        "如为运算符请写作 {right}，否则请加引号",
    ),
    "query.quoted_wild": Message(
        "signs of truncation inside quotation marks are plain characters in this dialect: {word}",
        "本语法的引号内截词符不起作用：{word}",
        "leave the quotation marks out",
        "如需截词请去掉引号",
    ),
    "query.unknown_value": Message(
        "{value} is no value of the field {field}: nothing will be found",
        "{value} 不是字段 {field} 的取值，将没有命中",
        "one of {values}",
        "可用：{values}",
    ),
    "query.family_number": Message(
        "{value} looks like the number of a document, but {field} holds the number of a family",
        "{value} 像是单篇文献的号码，而字段 {field} 中是同族号",
        "show {value} lists the members of its family",
        "其同族成员请用 show {value} 查看",
    ),
    "query.weight": Message(
        "the weight {sign} selects nothing and was left out",
        "权重 {sign} 不影响命中，已忽略",
    ),
    "query.loose_phrase": Message(
        "{sign} behind a phrase: its words in any order, up to {n} words between each two",
        "短语后的 {sign}：各词不限顺序，相邻两词最多间隔 {n} 个词",
    ),
    "query.other_system": Message(
        "this is written as for J-PlatPat or KIPRIS, whose signs ({sign}) mean something else here",
        "这是 J-PlatPat 或 KIPRIS 的检索式，其符号（{sign}）在此处含义不同",
        "write AND for *, OR for +, NOT for - or !, and the field before its words: ti:(a OR b)",
        "请将 * 写作 AND，+ 写作 OR，- 或 ! 写作 NOT，字段写在词前：ti:(a OR b)",
    ),
    "query.several_numbers": Message(
        "a document has one {field}: nothing has all of {values}",
        "一件文献只有一个 {field}，没有文献同时具有 {values}",
        "write or between the numbers",
        "请在号码之间写 or",
    ),
    "query.suffix_end": Message(
        "the field {sign} behind a word does not end with a period",
        "词后的字段 {sign} 未以句点结束",
        "write {sign}. with a period at its end",
        "请写作 {sign}. 并以句点结束",
    ),
    "query.distance_number": Message(
        "{sign} needs a distance",
        "{sign} 之后缺少距离",
        "write {sign}5 for up to five words between",
        "请写作 {sign}5，表示最多间隔五个词",
    ),
    "query.loss_field": Message(
        "this dialect has no field {field}: {instead} stands for it",
        "该语法没有字段 {field}，改用 {instead}",
    ),
    "query.loss_often": Message(
        "this dialect has no frequency: at least {least} times is lost",
        "该语法没有频次运算：至少 {least} 次的条件丢失",
    ),
    "query.loss_group": Message(
        "this dialect has no company tree: {name} is searched as a name",
        "该语法没有公司树：{name} 按名称检索",
    ),
    "query.loss_like": Message(
        "this dialect has no similarity",
        "该语法没有语义检索",
    ),
    "query.loss_same_event": Message(
        "this dialect has no conditions of one event",
        "该语法没有同一事件运算",
    ),
    "query.loss_not": Message(
        "this dialect cannot begin with not",
        "该语法不能以 not 开头",
    ),
    "query.loss_wild": Message(
        "this dialect has no sign for the truncation {sign}",
        "该语法没有与 {sign} 对应的截词符",
    ),
    "query.loss_phrase_wild": Message(
        "this dialect has no truncation inside a phrase: {word}",
        "该语法不支持短语内截词：{word}",
    ),
    "query.loss_signs": Message(
        "this dialect cannot look for the signs in {word} themselves",
        "该语法无法将 {word} 中的符号作为普通字符检索",
    ),
    "query.loss_near": Message(
        "this dialect has no such distance: both words anywhere is asked instead",
        "该语法没有该邻近运算，改为同时出现",
    ),
    "query.loss_class_range": Message(
        "this dialect has no ranges of classes: {symbol} alone is asked",
        "该语法不支持分类号范围：仅检索 {symbol}",
    ),
    "query.loss_offices": Message(
        "this dialect does not know which office assigned {symbol}",
        "该语法无法限定 {symbol} 的分类局",
    ),
    "query.loss_spread": Message(
        "this dialect cannot ask for {symbol} alone or for what is above it",
        "该语法无法仅检索 {symbol} 本身或其上位",
    ),
    "search.sort": Message(
        "there is no order {value}",
        "没有排序方式 {value}",
        "one of {names}; a date may have :asc behind it",
        "可用：{names}；日期后可加 :asc",
    ),
    "search.cursor": Message(
        "the cursor {value} does not belong to the order {sort}",
        "游标 {value} 不属于排序方式 {sort}",
        "use the cursor of the page before with the same order",
        "请使用同一排序下前一页的游标",
    ),
    "search.facet": Message(
        "there is no statistic {value}",
        "没有统计项 {value}",
        "one of {names}",
        "可用：{names}",
    ),
    "search.none": Message(
        "no patent document with the number {value} among {records} {records:document|documents}; it was read as {read}",
        "在 {records} 篇文献中没有号码为 {value} 的专利文献；解读为 {read}",
        "check the number",
        "请检查号码",
    ),
    "search.none_check": Message(
        "no patent document with the number {value} among {records} {records:document|documents}; it was read as {read}, "
        "whose check digit {given} is wrong: {right} would be right",
        "在 {records} 篇文献中没有号码为 {value} 的专利文献；解读为 {read}，校验位 {given} 不正确，应为 {right}",
        "check the number",
        "请检查号码",
    ),
    "search.limit": Message(
        "limit is {value}",
        "limit 的值为 {value}",
        "0 or more",
        "应为 0 或更大",
    ),
    "export.format": Message(
        "the ending {value} names no format",
        "扩展名 {value} 不对应任何格式",
        "one of {names}",
        "可用：{names}",
    ),
    "export.extra": Message(
        "writing {value} needs the package {library}",
        "写出 {value} 需要 {library}",
        "install it: pip install 'ipsearch[{extra}]'",
        "请安装：pip install 'ipsearch[{extra}]'",
    ),
    "export.exists": Message(
        "the file exists already",
        "文件已存在",
        "name another file, or delete this one; --resume goes on with an export that was interrupted",
        "请使用其他文件名，或删除该文件；--resume 只能继续中断的导出",
    ),
    "export.other": Message(
        "the file was begun with another query, order or library",
        "该文件由其他检索式、排序或库生成",
        "name another file",
        "请使用其他文件名",
    ),
    "export.unwritable": Message(
        "cannot be written: {error}",
        "无法写入：{error}",
        "check that the folder is there, its rights and the free space, or name another place with --out; "
        "--resume goes on with what is written",
        "请检查文件夹是否存在、写入权限与剩余空间，或用 --out 指定其他位置；可用 --resume 继续",
    ),
    "file.trademark": Message(
        "this is a file of trade marks: {format}",
        "这是商标文件：{format}",
        "load it with ipsearch load trademarks",
        "请用 ipsearch load trademarks 加载",
    ),
    "record.office_error": Message(
        "the office answered with an error: {error}",
        "专利局返回错误：{error}",
        "ask the office again",
        "请重新向该局请求",
    ),
    "record.no_country": Message(
        "the record has no country",
        "记录没有国家代码",
        "give a WIPO ST.3 code such as CN",
        "请提供 WIPO ST.3 代码，例如 CN",
    ),
    "record.no_document_number": Message(
        "the document has no number",
        "文献没有号码",
        "give number",
        "请提供 number",
    ),
    "record.bad_type": Message(
        "type is {value}",
        "type 的值为 {value}",
        "one of invention, utility_model, design, plant, unknown",
        "应为 invention、utility_model、design、plant 或 unknown",
    ),
}
