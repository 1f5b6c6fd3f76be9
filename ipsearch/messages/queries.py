"""Messages about queries of patents: what cannot be read, what was noticed, what another dialect cannot say."""

from __future__ import annotations

from ipsearch.messages.message import Message

MESSAGES: dict[str, Message] = {
    "query.empty": Message(
        "the query is empty", "检索式为空",
        "write what to look for, such as ti=battery", "请输入检索内容，例如 ti=电池",
    ),
    "query.too_long": Message(
        "the query has more than {limit} characters", "检索式超过 {limit} 个字符",
        "split it", "请拆分检索式",
    ),
    "query.too_deep": Message(
        "the query has more than {limit} levels", "检索式嵌套超过 {limit} 层",
        "put operators of one kind together, or split the query", "请合并同类运算符或拆分检索式",
    ),
    "query.open_quote": Message(
        "a quotation mark is not closed", "引号未闭合",
        "close it with \"", "请用 \" 闭合",
    ),
    "query.character": Message(
        "the character {character} cannot stand here", "此处不能出现字符 {character}",
        "remove it, or put the text in quotation marks", "请删除，或将文本放入引号",
    ),
    "query.open_parenthesis": Message(
        "the parenthesis opened at character {column} is not closed", "第 {column} 个字符处的括号未闭合",
        "add )", "请补充 )",
    ),
    "query.stray_close": Message(
        "{token} closes nothing", "{token} 没有对应的左括号",
        "remove it", "请删除",
    ),
    "query.empty_parentheses": Message(
        "nothing stands between the parentheses", "括号内没有内容",
        "write a term, or remove them", "请填写检索词或删除括号",
    ),
    "query.unexpected": Message(
        "{token} cannot stand here", "此处不能出现 {token}",
        "write an operator or a term", "请填写运算符或检索词",
    ),
    "query.ends": Message(
        "the query ends where a term is expected", "检索式在应有检索词处结束",
        "add a term", "请补充检索词",
    ),
    "query.operand_missing": Message(
        "nothing follows the operator {operator}", "运算符 {operator} 之后没有检索词",
        "add a term, or remove the operator", "请补充检索词或删除该运算符",
    ),
    "query.operator_first": Message(
        "nothing stands before the operator {operator}", "运算符 {operator} 之前没有检索词",
        "add a term before it", "请在其前补充检索词",
    ),
    "query.relation_first": Message(
        "nothing stands before {relation}", "{relation} 之前没有字段",
        "write a field before it, such as ti", "请在其前填写字段，例如 ti",
    ),
    "query.value_missing": Message(
        "a value is expected here", "此处应有取值",
        "write a word, or a phrase in quotation marks", "请填写检索词，或用引号括起的短语",
    ),
    "query.binary_not": Message(
        "not stands between two terms and needs no and before it", "not 是二元运算符，其前不需要 and",
        "write `a not b`", "请写作 `a not b`",
    ),
    "query.binary_not_first": Message(
        "not stands between two terms and cannot begin a query", "not 是二元运算符，不能位于检索式开头",
        "write what it is taken from: `a not b`", "请写出被排除的集合：`a not b`",
    ),
    "query.modifier": Message(
        "the modifier {modifier} does not exist", "没有修饰符 {modifier}",
        "prox takes distance, unit=word|sentence|paragraph, ordered", "prox 可用 distance、unit=word|sentence|paragraph、ordered",
    ),
    "query.unknown_field": Message(
        "there is no field {field_code} in this dialect", "该语法没有字段 {field_code}",
        "check the code", "请检查字段代码",
    ),
    "query.class_relation": Message(
        "{field_code} is not a classification; low, high and same are for classes", "{field_code} 不是分类号字段；low、high、same 仅用于分类号",
        "write {field_code}=", "请写作 {field_code}=",
    ),
    "query.list_value": Message(
        "{relation} takes a list in quotation marks", "{relation} 之后应为引号中的列表",
        "write {relation} \"a b\"", "请写作 {relation} \"a b\"",
    ),
    "query.within": Message(
        "within takes two values in quotation marks", "within 之后应为引号中的两个值",
        "write {field_code} within \"2019 2023\"", "请写作 {field_code} within \"2019 2023\"",
    ),
    "query.empty_value": Message(
        "a value is empty", "取值为空",
        "write a word between the quotation marks", "请在引号之间填写内容",
    ),
    "query.bad_date": Message(
        "{value} is not a date", "{value} 不是日期",
        "write 20190802, 2019-08-02, 201908 or 2019", "请写作 20190802、2019-08-02、201908 或 2019",
    ),
    "query.bad_integer": Message(
        "{value} is not a whole number", "{value} 不是整数",
        "write digits only", "请只写数字",
    ),
    "query.range_order": Message(
        "the range ends before it begins: {low} to {high}", "范围的终点早于起点：{low} 至 {high}",
        "swap the two", "请交换两端",
    ),
    "query.range_field": Message(
        "a range needs a field", "范围检索需要字段",
        "write pd=[20190101 to 20191231]", "请写作 pd=[20190101 to 20191231]",
    ),
    "query.no_range": Message(
        "the field {field_code} has no ranges", "字段 {field_code} 不支持范围检索",
        "give single values joined by or", "请用 or 连接单个取值",
    ),
    "query.near_operand": Message(
        "only words, phrases and alternatives of them can stand beside an operator of nearness", "邻近运算符两侧只能是词、短语或其并列",
        "move other conditions out of it", "请将其他条件移到邻近运算之外",
    ),
    "query.near_fields": Message(
        "both sides of an operator of nearness must be in one field, not in {fields}", "邻近运算符两侧必须属于同一字段，而非 {fields}",
        "use one field on both sides, or join them by and", "请使用同一字段，或改用 and 连接",
    ),
    "query.often_operand": Message(
        "a frequency belongs to one word or phrase", "频次运算只能用于一个词或短语",
        "write it behind the word", "请写在该词之后",
    ),
    "query.often_wild": Message(
        "a frequency cannot be asked of a truncated word", "频次运算不能用于截词",
        "write the word in full", "请写出完整的词",
    ),
    "query.only_wild": Message(
        "{word} has no letters", "{word} 没有字母",
        "write at least one letter", "请至少写一个字母",
    ),
    "query.long_word": Message(
        "{word}... has more than {limit} characters", "{word}… 超过 {limit} 个字符",
        "shorten it", "请缩短",
    ),
    "query.unsupported": Message(
        "the construct {construct} is not supported", "不支持 {construct}",
        "remove it from the query", "请从检索式中删除",
    ),
    "query.foreign_near": Message(
        "{sign} is an operator of another language; here nearness is written {right}", "{sign} 是其他语法的运算符；此处应写作 {right}",
        "write {right}, or declare the dialect", "请写作 {right}，或指定语法",
    ),
    "query.like_once": Message(
        "a semantic field (R, RAD, RPD) can stand in a query once only", "语义检索字段 (R/RAD/RPD) 只能出现一次",
        "keep one of them", "请只保留一个",
    ),
    "query.like_place": Message(
        "a semantic field (R, RAD, RPD) must begin or end the query", "语义检索字段 (R/RAD/RPD) 必须位于检索式的开头或结尾，不能出现在中间位置",
        "move it to the end", "请移到检索式末尾",
    ),
    "query.like_joined": Message(
        "a semantic field (R, RAD, RPD) can only be joined by and", "语义检索字段 (R/RAD/RPD) 只能用 and 连接",
        "join it by and", "请用 and 连接",
    ),
    "query.like_negated": Message(
        "a semantic field (R, RAD, RPD) cannot be negated", "语义检索字段 (R/RAD/RPD) 不能被 not 修饰",
        "remove not", "请删除 not",
    ),
    "query.like_inside": Message(
        "a semantic field (R, RAD, RPD) cannot stand inside a field or beside an operator of nearness", "语义检索字段 (R/RAD/RPD) 不能出现在普通字段的值中，也不能用于邻近运算符",
        "move it out", "请移到外面",
    ),
    "query.distance": Message(
        "the distance {n} is out of range", "距离 {n} 超出范围",
        "0 to {most}", "应为 0 至 {most}",
    ),
    "query.frequency": Message(
        "the frequency {n} is out of range", "频次 {n} 超出范围",
        "1 to {most}", "应为 1 至 {most}",
    ),
    "query.dialect": Message(
        "there is no dialect {value}", "没有名为 {value} 的检索语法",
        "one of {dialects}", "可用：{dialects}",
    ),
    "query.mixed": Message(
        "and and or without parentheses are read from left to right: {reading}; with precedence it would be {other}", "未加括号的 and/or 按从左到右理解为：{reading}；若按优先级则为 {other}",
        "add parentheses to be sure", "请加括号以明确含义",
    ),
    "query.inferred": Message(
        "{word} has no field and is searched as {field_code}", "{word} 未指定字段，按 {field_code} 检索",
    ),
    "query.default_field": Message(
        "{word} has no field and is searched in {field_code}", "{word} 未指定字段，在 {field_code} 中检索",
    ),
    "query.space_or": Message(
        "a space inside the parentheses of a field means or: {reading}", "字段括号内的空格表示 or：{reading}",
        "write and between the words if both are meant", "如需同时满足请在词间写 and",
    ),
    "query.short_stem": Message(
        "{word} has fewer than {least} letters before its truncation", "{word} 截断前不足 {least} 个字母",
        "write more letters", "请多写几个字母",
    ),
    "query.han_truncation": Message(
        "{word}: Chinese text is found whatever follows, the sign at its end adds nothing", "{word}：中文检索不受其后文字影响，末尾截词符无作用",
    ),
    "query.sign_one": Message(
        "in this dialect {sign} is exactly one character: {word}", "本语法中 {sign} 表示恰好一个字符：{word}",
    ),
    "query.sign_optional": Message(
        "in this dialect {sign} is none or one character: {word}", "本语法中 {sign} 表示零个或一个字符：{word}",
    ),
    "query.expanded": Message(
        "{word} stands for {count} words of the register", "{word} 展开为库中 {count} 个词",
    ),
    "query.no_expansion": Message(
        "no word of the register fits {word}", "库中没有符合 {word} 的词",
    ),
    "query.plain_punctuation": Message(
        "full-width or typographic signs were read as plain ones", "全角或印刷符号已按半角理解",
    ),
    "query.no_tree": Message(
        "no company tree is loaded: only {name} itself is searched", "未加载公司树：仅检索 {name} 本身",
    ),
    "query.like_ranks": Message(
        "similarity orders the list and leaves nothing out", "语义相似度仅用于排序，不会排除文献",
    ),
    "query.check_digit": Message(
        "the check digit of {number} is wrong; it was searched without it", "{number} 的校验位不正确，已忽略校验位检索",
    ),
    "query.detected": Message(
        "read as {dialect}", "按 {dialect} 语法理解",
    ),
    "query.empty_term": Message(
        "{value} has nothing that can be searched", "{value} 中没有可检索的内容",
        "write letters, digits or characters", "请输入文字、字母或数字",
    ),
    "query.not_text": Message(
        "the field {field} has no text", "字段 {field} 不是文本",
        "use = with a whole value", "请使用完整取值",
    ),
    "query.same_event": Message(
        "conditions of one and the same event (GAND) cannot be told from the index", "无法判断多个条件是否属于同一事件 (GAND)",
        "join them by AND, knowing that they may hold for different events", "请改用 AND，但可能来自不同事件",
    ),
    "query.bad_class": Message(
        "{value} is not a symbol of the IPC or CPC", "{value} 不是 IPC 或 CPC 分类号",
        "write H01M, H01M10 or H01M10/0525", "请写作 H01M、H01M10 或 H01M10/0525",
    ),
    "query.class_range": Message(
        "a range of classes must lie in one subclass: {low} to {high}", "分类号范围须在同一小类内：{low} 至 {high}",
        "write two groups of one subclass, such as A21B3/04 to A21B3/16", "请写同一小类的两个组，例如 A21B3/04 至 A21B3/16",
    ),
    "query.not_number": Message(
        "{value} is not the number of a document", "{value} 不是文献号码",
        "write CN102025678A, 200910190429.X or US7650331B1", "请写作 CN102025678A、200910190429.X 或 US7650331B1",
    ),
    "query.loss_field": Message(
        "this dialect has no field {field}", "该语法没有字段 {field}",
    ),
    "query.loss_often": Message(
        "this dialect has no frequency: at least {least} times is lost", "该语法没有频次运算：至少 {least} 次的条件丢失",
    ),
    "query.loss_group": Message(
        "this dialect has no company tree: {name} is searched as a name", "该语法没有公司树：{name} 按名称检索",
    ),
    "query.loss_like": Message(
        "this dialect has no similarity", "该语法没有语义检索",
    ),
    "query.loss_same_event": Message(
        "this dialect has no conditions of one event", "该语法没有同一事件运算",
    ),
    "query.loss_not": Message(
        "this dialect cannot begin with not", "该语法不能以 not 开头",
    ),
    "query.loss_wild": Message(
        "this dialect has no sign for the truncation {sign}", "该语法没有与 {sign} 对应的截词符",
    ),
    "query.loss_phrase_wild": Message(
        "this dialect has no truncation inside a phrase: {word}", "该语法不支持短语内截词：{word}",
    ),
    "query.loss_near": Message(
        "this dialect has no such distance: both words anywhere is asked instead", "该语法没有该邻近运算，改为同时出现",
    ),
    "query.loss_class_range": Message(
        "this dialect has no ranges of classes: {symbol} alone is asked", "该语法不支持分类号范围：仅检索 {symbol}",
    ),
    "query.loss_offices": Message(
        "this dialect does not know which office assigned {symbol}", "该语法无法限定 {symbol} 的分类局",
    ),
    "query.loss_spread": Message(
        "this dialect cannot ask for {symbol} alone or for what is above it", "该语法无法仅检索 {symbol} 本身或其上位",
    ),
    "search.sort": Message(
        "there is no order {value}", "没有排序方式 {value}",
        "one of {names}; a date may have :asc behind it", "可用：{names}；日期后可加 :asc",
    ),
    "search.cursor": Message(
        "the cursor {value} does not belong to the order {sort}", "游标 {value} 不属于排序方式 {sort}",
        "use the cursor of the page before with the same order", "请使用同一排序下前一页的游标",
    ),
    "search.facet": Message(
        "there is no statistic {value}", "没有统计项 {value}",
        "one of {names}", "可用：{names}",
    ),
    "search.none": Message(
        "no patent document with the number {value} among {records} documents", "在 {records} 篇文献中没有号码为 {value} 的专利文献",
        "check the number; ipsearch explain \"pn={value}\" shows how it is read", "请检查号码；ipsearch explain \"pn={value}\" 可查看解读方式",
    ),
    "search.limit": Message(
        "limit is {value}", "limit 的值为 {value}",
        "0 or more", "应为 0 或更大",
    ),
    "export.format": Message(
        "the ending {value} names no format", "扩展名 {value} 不对应任何格式",
        "one of {names}", "可用：{names}",
    ),
    "export.extra": Message(
        "writing {value} needs the package {library}", "写出 {value} 需要 {library}",
        "install it: pip install 'ipsearch[{extra}]'", "请安装：pip install 'ipsearch[{extra}]'",
    ),
    "export.exists": Message(
        "the file exists already", "文件已存在",
        "name another file, or go on with --resume", "请使用其他文件名，或用 --resume 继续",
    ),
    "export.other": Message(
        "the file was begun with another query, order or library", "该文件由其他检索式、排序或库生成",
        "name another file", "请使用其他文件名",
    ),
    "file.trademark": Message(
        "this is a file of trade marks: {format}", "这是商标文件：{format}",
        "load it with ipsearch load trademarks", "请用 ipsearch load trademarks 加载",
    ),
    "record.office_error": Message(
        "the office answered with an error: {error}", "专利局返回错误：{error}",
        "ask the office again", "请重新向该局请求",
    ),
    "record.no_country": Message(
        "the record has no country", "记录没有国家代码",
        "give a WIPO ST.3 code such as CN", "请提供 WIPO ST.3 代码，例如 CN",
    ),
    "record.no_document_number": Message(
        "the document has no number", "文献没有号码",
        "give number", "请提供 number",
    ),
    "record.bad_type": Message(
        "type is {value}", "type 的值为 {value}",
        "one of invention, utility_model, design, plant, unknown", "应为 invention、utility_model、design、plant 或 unknown",
    ),
    "source.extra": Message(
        "reading this file needs the package {library}", "读取该文件需要 {library}",
        "install it: pip install 'ipsearch[{extra}]'", "请安装：pip install 'ipsearch[{extra}]'",
    ),
}
