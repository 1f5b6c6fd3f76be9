"""Messages about records, files, loads, indexes and the command line."""

from __future__ import annotations

from ipsearch.messages.message import Message

MESSAGES: dict[str, Message] = {
    # records
    "record.no_mark": Message(
        "the record has no mark text, and its kind is {kind}", "记录没有商标文字，而类型为 {kind}",
        "give the verbal elements, or a kind without words such as figurative", "请提供文字，或使用 figurative 等无文字类型",
    ),
    "record.no_number": Message(
        "the record has no application number", "记录没有申请号",
        "give application_number", "请提供 application_number",
    ),
    "record.no_office": Message(
        "the record has no office", "记录没有商标局代码", "give a WIPO ST.3 code such as CN", "请提供 WIPO ST.3 代码，例如 CN",
    ),
    "record.long_mark": Message(
        "the mark has {length} characters; the most is {limit}", "商标有 {length} 个字符，上限为 {limit}",
        "check whether a description was put into the mark", "请检查是否误将说明文字当作商标",
    ),
    "record.bad_class": Message(
        "class {value} does not exist", "不存在第 {value} 类", "Nice classes are 1 to 45", "国际分类为第 1 至 45 类",
    ),
    "record.no_class": Message(
        "the row has no class", "该行没有国际分类", "a registration is a number in a class", "一项注册由注册号和国际分类共同确定",
    ),
    "record.bad_group": Message(
        "similar group {value} is not a code", "类似群 {value} 不是有效代码",
        "a group is four digits: the class and a number, such as 0901", "类似群为四位数字：类别加序号，例如 0901",
    ),
    "record.bad_date": Message(
        "{field} is {value}, not a date", "{field} 的值 {value} 不是日期", "write YYYY-MM-DD", "请写作 YYYY-MM-DD",
    ),
    "record.bad_value": Message(
        "{field} is {value}", "{field} 的值为 {value}", "expected {expected}", "应为 {expected}",
    ),
    "record.orphan": Message(
        "a row of {member} belongs to {key}, which has no row in {base}", "{member} 中的一行属于 {key}，但 {base} 中没有该号",
        "load the package that holds the mark first", "请先加载包含该商标的数据包",
    ),
    # files and formats
    "file.missing": Message("no such file or folder", "文件或目录不存在", "check the path", "请检查路径"),
    "file.unreadable": Message("cannot be read: {error}", "无法读取：{error}", "check rights and disk", "请检查权限与磁盘"),
    "file.no_file": Message(
        "is a pipe or a device, which cannot be read twice", "是管道或设备，无法重复读取",
        "write its content to a file first", "请先将内容存为文件",
    ),
    "file.no_current": Message(
        "the current folder was deleted", "当前目录已被删除", "change to another one, and try again", "请切换到其他目录后重试",
    ),
    "file.empty_path": Message(
        "the path is empty", "路径为空", "name a file or a folder; `.` is the current one", "请给出文件或目录；当前目录写作 .",
    ),
    "file.workbook": Message(
        "is a binary workbook of Excel (.xls), or locked by a password", "是 Excel 二进制工作簿（.xls）或加密的工作簿",
        "save it as .xlsx or CSV, without a password", "请另存为 .xlsx 或 CSV 格式，不设密码",
    ),
    "file.document": Message(
        "has the format {format}, which is not read", "是 {format} 格式，无法读取",
        "save the table in it as .xlsx or CSV", "请将其中的表格另存为 .xlsx 或 CSV 格式",
    ),
    "file.damaged_workbook": Message(
        "cannot be read as a workbook: {error}", "无法作为 Excel 工作簿读取：{error}",
        "open it in Excel and save it as .xlsx or CSV", "请用 Excel 打开后另存为 .xlsx 或 CSV 格式",
    ),
    "cell.lost": Message(
        "a cell holds no value, only {value}", "单元格没有值，只有 {value}",
        "correct the formula, open the workbook in Excel and save it, so that its results are in the file",
        "请修正公式，并用 Excel 打开工作簿后保存，使计算结果写入文件",
    ),
    "file.empty": Message("the file is empty", "文件为空", "get it again from the office", "请重新获取该文件"),
    "file.truncated": Message(
        "the file ends in the middle of a record: {error}", "文件在记录中间结束：{error}",
        "whole records before that place are loaded, if there are any; get the file again and load it without --resume",
        "此处之前的完整记录（如有）已加载；请重新获取该文件后再加载，不要使用 --resume",
    ),
    "file.bomb": Message(
        "unpacks to more than {ratio} times its size (over {limit} bytes): stopped", "解压后超过原大小的 {ratio} 倍（超过 {limit} 字节），已停止",
        "this looks like a zip bomb; unpack it yourself if it is real", "疑似压缩炸弹；如确为真实数据请自行解压后加载",
    ),
    "file.encoding": Message(
        "is not valid {encoding}: {error}", "不是有效的 {encoding} 编码：{error}",
        "convert it to UTF-8", "请转换为 UTF-8 编码",
    ),
    "file.unknown_format": Message(
        "no source reads this file", "没有可读取该文件的数据源", "known sources: {sources}; name one with --source", "已知数据源：{sources}；请用 --source 指定",
    ),
    "file.no_header": Message(
        "none of its first lines names columns that are read", "前几行中没有可识别的表头",
        "put the names of the columns above the rows, such as mark, application_number and classes, of patents publication number, title and applicants; see docs/records.md and docs/patent-sources.md",
        "请在数据上方加上列名，例如 商标名称、申请号、国际分类（专利：公开号、标题、申请人）；参见 docs/records.md 与 docs/patent-sources.md",
    ),
    "file.nothing": Message(
        "nothing that can be loaded was found", "没有找到可加载的文件", "known sources: {sources}", "已知数据源：{sources}",
    ),
    "source.unknown": Message(
        "there is no source {value}", "没有名为 {value} 的数据源", "one of {sources}", "可用的数据源：{sources}",
    ),
    "xml.malformed": Message("is not well-formed XML: {error}", "XML 格式错误：{error}", "get the file again", "请重新获取文件"),
    "xml.damaged": Message(
        "is damaged in so many places that {limit} bytes were read again: the rest of it is not read", "损坏处过多，已重复读取 {limit} 字节，其余部分不再读取",
        "records before that place are loaded; look at the first rejects, and get the file again", "此处之前的记录已加载；请查看前几条拒绝记录，并重新获取文件",
    ),
    "xml.forbidden": Message(
        "declares entities or an external DTD that would be expanded: {error}", "含有实体或外部 DTD 定义：{error}",
        "office files have none; do not load files from an unknown origin", "官方文件不含此类定义；请勿加载来源不明的文件",
    ),
    "csv.columns": Message(
        "the header lacks {missing}", "表头缺少 {missing}", "columns read: {known}", "可识别的列：{known}",
    ),
    "csv.unknown_column": Message(
        "the header has a column {value} that is not read", "表头含有无法识别的列 {value}",
        "columns read: {known}; rename or remove it", "可识别的列：{known}；请改名或删除该列",
    ),
    "csv.doubled_column": Message(
        "the header names {value} more than once", "表头中 {value} 重复出现",
        "keep one column of each name", "每个列名只保留一列",
    ),
    "csv.quote": Message(
        "the row cannot be read: {error}", "该行无法读取：{error}",
        "look for a double quote that is not closed", "请检查是否有未闭合的双引号",
    ),
    "csv.cell": Message(
        "{value} cannot stand in column {column}", "列“{column}”的值不能是“{value}”",
        "look for a double quote or a delimiter that moved the cells", "请检查是否有多余的双引号或分隔符导致错列",
    ),
    "csv.row": Message(
        "the row has {found} {found:cell|cells}, the header {expected}", "该行有 {found} 个单元格，表头有 {expected} 个",
        "put cells that hold the delimiter in double quotes", "含分隔符的单元格请用双引号括起",
    ),
    "json.invalid": Message("is not valid JSON: {error}", "不是有效的 JSON：{error}", "one object a line", "每行一个对象"),
    "json.schema": Message("does not fit the record: {error}", "与记录格式不符：{error}", "see docs/records.md", "参见 docs/records.md"),
    # tables of similar groups
    "groups.invalid": Message(
        "the table of similar groups is not valid JSON: {error}", "类似群表不是有效的 JSON：{error}",
        "see ipsearch load groups --help for the form", "格式参见 ipsearch load groups --help",
    ),
    "groups.shape": Message(
        "the table of similar groups has something else here than {expected}",
        "类似群表此处的内容不符合要求（{expected}）",
        "a list of classes with code, name and children, each group likewise",
        "应为国际分类列表，每类含 code、name、children，类似群亦同",
    ),
    "groups.bad_class": Message(
        "{value} is not a class", "{value} 不是类别", "write two digits, 01 to 45", "请写作两位数字 01 至 45",
    ),
    "groups.bad_code": Message(
        "{value} is not a similar group of class {nice_class}", "{value} 不是第 {nice_class} 类的类似群",
        "a group is four digits: the class and a number, such as 0901", "类似群为四位数字：类别加序号，例如 0901",
    ),
    "groups.twice": Message(
        "group {value} stands twice in the table", "类似群 {value} 在表中出现两次",
        "leave one entry for each group", "每个类似群只保留一项",
    ),
    "groups.none": Message("the table holds no similar group", "表中没有类似群", "get it again", "请重新获取该文件"),
    "groups.unknown_related": Message(
        "the relation {pair} names group {value}, which is not in the table", "关系 {pair} 中的类似群 {value} 不在表中",
        "use relations and groups of one edition", "关系与类似群应属同一版本",
    ),
    # loading
    "record.not_text": Message(
        "the record holds characters that are no Unicode text", "记录含有非 Unicode 文本的字符",
        "write the file in UTF-8 again", "请以 UTF-8 重新保存该文件",
    ),
    "record.not_analysed": Message(
        "the record cannot be analysed: {error}", "无法分析该记录：{error}",
        "report it with the record as it stands in the rejects file", "请附上拒绝记录文件中的内容反馈此问题",
    ),
    "file.nested": Message(
        "is an archive too deep inside others, or damaged, and is not opened", "压缩包嵌套过深或已损坏，未打开",
        "unpack the outer one and load its folder", "请先解压外层压缩包，再加载该目录",
    ),
    "file.patent": Message(
        "holds patents ({format}), not trade marks", "该文件是专利数据（{format}），不是商标数据",
        "ipsearch load patents PATH", "请使用 ipsearch load patents PATH",
    ),
    "load.unit": Message(
        "could not be read to its end: {error}", "未能读完：{error}",
        "the records before it are loaded; report the file to the maintainers", "此前的记录已加载；请向维护者反馈该文件",
    ),
    "load.changed": Message(
        "is not as it was when the load was interrupted", "与加载中断时不一致",
        "give the same files in the same order, or load without --resume to begin again",
        "请按相同顺序提供相同的文件，或不使用 --resume 重新加载",
    ),
    "load.checkpoint": Message(
        "the interrupted load was made by another version of this program", "中断的加载由本程序的其他版本产生",
        "load without --resume to begin again", "请不使用 --resume 重新加载",
    ),
    "load.rejects": Message(
        "the rejects file cannot be written: {error}", "拒绝记录文件无法写入：{error}",
        "name another place with --rejects", "请用 --rejects 指定其他位置",
    ),
    "load.rejects_input": Message(
        "the rejects would replace a file that is to be loaded", "拒绝记录会覆盖要加载的文件",
        "name another file with --rejects", "请用 --rejects 指定其他文件",
    ),
    "load.count": Message(
        "the index holds {found} {found:record|records} where the load counted {expected}", "索引中有 {found} 条记录，而加载计数为 {expected}",
        "nothing was published; load again with --rebuild", "尚未发布；请用 --rebuild 重新加载",
    ),
    "load.empty": Message(
        "not one record could be loaded, so nothing was published", "没有任何记录可加载，因此未发布",
        "see why in the rejects file {rejects}", "原因见拒绝记录文件 {rejects}",
    ),
    "load.no_record": Message(
        "the files hold no record, so nothing was published", "文件中没有任何记录，因此未发布",
        "check that they are the files you meant, and whole", "请确认所选文件无误且完整",
    ),
    "load.interrupted": Message(
        "stopped; {records} {records:record is|records are} safe", "已停止；{records} 条记录已保存",
        "give the same command with --resume to go on", "使用相同命令并加 --resume 即可继续",
    ),
    # index
    "index.missing": Message(
        "no {data} data has been loaded", "尚未加载{data}数据",
        "load some: ipsearch load {family}s PATH (or try: ipsearch demo)",
        "请先加载：ipsearch load {family}s PATH（或试用 ipsearch demo）",
    ),
    "index.gone": Message(
        "an index that was asked is no longer there: {error}", "所查询的索引已不存在：{error}",
        "ask again; a program that keeps the engine open calls trademarks.reload() first. If it stays so, swap to another "
        "generation (ipsearch index list, swap), or load again with --rebuild",
        "请重新查询；保持引擎打开的程序请先调用 trademarks.reload()。如仍出现，请切换到其他版本（ipsearch index list、swap），"
        "或用 --rebuild 重新加载",
    ),
    "index.closed": Message(
        "somebody has closed the index", "索引已被关闭",
        "open it again in the cluster (POST /NAME/_open), or swap to another generation (ipsearch index list, swap)",
        "请在集群中重新打开（POST /NAME/_open），或切换到其他版本（ipsearch index list、swap）",
    ),
    "index.no_state": Message(
        "nothing is known of this generation in the index {state}, so it cannot be searched or updated",
        "索引 {state} 中没有该版本的信息，无法检索或更新",
        "restore {state} from the snapshot that holds both, or load again with --rebuild",
        "请从同时包含两者的快照恢复 {state}，或用 --rebuild 重新加载",
    ),
    "index.several": Message(
        "the alias points to several generations: {names}", "别名指向多个版本：{names}",
        "choose one: ipsearch index swap NAME", "请选定一个：ipsearch index swap NAME",
    ),
    "index.stale": Message(
        "the index was made by version {found}; this program needs {expected}", "索引由版本 {found} 生成；本程序需要 {expected}",
        "build it again: ipsearch load {family}s --rebuild PATH", "请重建：ipsearch load {family}s --rebuild PATH",
    ),
    "plan.no_sample": Message(
        "nothing is loaded of which the size of a record could be measured", "没有已加载的数据，无法测得每条记录的大小",
        "load a sample first, for instance 1 % of the records", "请先加载一份样本，例如全部记录的 1%",
    ),
    "index.no_generation": Message(
        "there is no finished generation {name}", "没有名为 {name} 的已完成版本",
        "see ipsearch index list", "参见 ipsearch index list",
    ),
    "index.live": Message(
        "generation {name} is live and cannot be dropped", "版本 {name} 正在使用，不能删除",
        "swap to another one first", "请先切换到其他版本",
    ),
    # command line
    "cli.usage": Message("the command line is wrong", "命令用法有误", "as follows", "说明如下"),
    "cli.no_option": Message(
        "the command line is wrong: there is no option {option}", "命令用法有误：没有选项 {option}",
        "--help lists the options; a mark or a query that begins with - comes after --",
        "用 --help 查看全部选项；以 - 开头的商标或检索式请写在 -- 之后",
    ),
    "cli.missing": Message(
        "the command line is wrong: {name} is missing", "命令用法有误：缺少 {name}",
        "--help shows the form of the command", "用 --help 查看命令格式",
    ),
    "cli.not_one_of": Message(
        "the command line is wrong: {name} has a value that it does not take", "命令用法有误：{name} 的值无效",
        "one of {choices}", "可用的值：{choices}",
    ),
    "cli.bad_value": Message(
        "the command line is wrong: {name} has a value that it does not take", "命令用法有误：{name} 的值无效",
        "--help says what it takes", "用 --help 查看可用的值",
    ),
    "cli.extra": Message(
        "the command line is wrong: {words} is more than the command takes", "命令用法有误：多余的参数 {words}",
        "put a mark or a query with spaces in quotation marks", "含空格的商标或检索式请加引号",
    ),
    "cli.no_command": Message(
        "the command line is wrong: there is no such command", "命令用法有误：没有这个命令",
        "--help lists the commands", "用 --help 查看全部命令",
    ),
    "cli.no_value": Message(
        "the command line is wrong: {option} has no value", "命令用法有误：选项 {option} 缺少取值",
        "--help says what it takes", "用 --help 查看可用的值",
    ),
    "cli.failed": Message(
        "ipsearch failed unexpectedly / 程序意外出错：{error}",
        "程序意外出错 / ipsearch failed unexpectedly: {error}",
        "set {debug}=1 to see where, and report it", "设置 {debug}=1 可查看详情，请反馈给维护者",
    ),
    "cli.output": Message(
        "the standard output takes no more: {error}", "无法写入标准输出：{error}",
        "make room on the disk, or send the output elsewhere", "请释放磁盘空间，或将输出改到其他位置",
    ),
    "cli.interrupted": Message(
        "stopped", "已停止",
        "a load, a dedupe or an export goes on with --resume", "加载、批量查重和导出可加 --resume 继续",
    ),
    "show.empty": Message(
        "the number is empty", "编号为空", "write what to look up, such as {example}", "请写明要查的编号，例如 {example}",
    ),
    "show.none": Message(
        "no record has the number {value}; {records} {records:record was|records were} searched",
        "已检索 {records} 条记录，没有编号为 {value} 的记录",
        "an application, registration or international number, with or without the office: 8911270, CN8911270",
        "可用申请号、注册号或国际注册号，可带商标局代码：8911270、CN8911270",
    ),
    "load.rejected": Message(
        "{count} {count:record was|records were} rejected", "{count} 条记录被拒绝", "see why in {path}", "原因见 {path}",
    ),
    "demo.no_samples": Message(
        "the samples are not here", "没有找到示例数据",
        "run `ipsearch demo` in a checkout of the project, which has the folder data_samples",
        "请在项目源代码目录（含 data_samples）中运行 ipsearch demo",
    ),
    # check
    "check.empty": Message("the mark is empty", "商标为空", "give the mark to check", "请输入要查询的商标"),
    "check.not_text": Message(
        "the text holds bytes or characters that are no Unicode text", "文本含有非 Unicode 文本的字节或字符",
        "give it in UTF-8", "请使用 UTF-8 编码",
    ),
    "check.type": Message(
        "{value} is of the type {found}", "{value} 的类型为 {found}",
        "give {expected}, such as {example}", "应为 {expected}，例如 {example}",
    ),
    "check.no_text": Message(
        "{mark} has nothing that can be searched: only symbols, emoji or punctuation", "“{mark}”中没有可检索的文字，只有符号、表情或标点",
        "give letters, digits or Han characters", "请输入汉字、字母或数字",
    ),
    "check.no_group": Message(
        "similar group {value} does not exist", "不存在类似群 {value}",
        "a group is four digits such as 0901; see the table of similar goods and services", "类似群为四位数字，例如 0901；参见《类似商品和服务区分表》",
    ),
    "check.limit": Message(
        "the limit is {value}", "显示条数为 {value}", "give 0 or more, or all", "请输入 0 或更大的数，或 all（全部）"
    ),
}  # fmt: skip
