"""Messages of batches: a list of marks against the register, and the register against itself."""

from __future__ import annotations

from ipsearch.messages.message import Message

MESSAGES: dict[str, Message] = {
    "dedupe.same_file": Message(
        "the answers would replace the input",
        "结果文件与输入文件是同一个",
        "name another file with --out",
        "请用 --out 指定其他文件",
    ),
    "dedupe.out_table": Message(
        "the answers are NDJSON, one object a line, and not {ending}", "结果为 NDJSON（每行一个对象），不是 {ending}",
        "name a file such as answers.ndjson with --out", "请用 --out 指定文件名，例如 answers.ndjson",
    ),
    "dedupe.no_answers": Message(
        "is not an answer of a batch: {error}", "不是批量查重的结果：{error}",
        "name the file of the interrupted job with --out, or leave --resume out to begin again",
        "请用 --out 指定中断任务的结果文件，或去掉 --resume 重新开始",
    ),
    "dedupe.other_input": Message(
        "holds the answer to {query}, which is not the next line of the input",
        "此处是“{query}”的结果，与输入的下一行不符",
        "give the same input as before, or leave --resume out to begin again",
        "请使用与此前相同的输入，或去掉 --resume 重新开始",
    ),
    "dedupe.other_options": Message(
        "was made for other classes", "此结果针对的类别不同",
        "give the same options and the same input as before, or leave --resume out to begin again",
        "请使用与此前相同的选项与输入，或去掉 --resume 重新开始",
    ),
    "dedupe.other_register": Message(
        "was made from generation {found}; {expected} is live now",
        "已有结果来自版本 {found}，当前使用的是 {expected}",
        "leave --resume out so that all answers come from the same data", "请去掉 --resume，使所有结果来自同一份数据",
    ),
    "dedupe.no_input": Message(
        "there is nothing to check", "没有要查重的内容",
        "name a file with marks, or use --self to check the register against itself",
        "请给出商标名单文件，或用 --self 对商标库自身查重",
    ),
    "dedupe.two_inputs": Message(
        "a file and --self do not go together", "不能同时给出文件和 --self",
        "leave one of them out", "请去掉其中一个",
    ),
    "dedupe.no_out": Message(
        "it is not said where the answers go", "未指定结果写到哪里",
        "name a file with --out, or a folder if --self is given", "请用 --out 指定结果文件；使用 --self 时指定文件夹",
    ),
    "dedupe.not_with_self": Message(
        "does not go with --self", "不能与 --self 同时使用",
        "leave it out: every pair is told, and marks of one applicant are marked as such",
        "请去掉该选项：--self 总是列出全部商标对，并标明同一申请人的商标",
    ),
    "dedupe.only_self": Message(
        "goes with --self only", "只能与 --self 同时使用", "leave it out", "请去掉该选项",
    ),
    "dedupe.level": Message(
        "{value} is no level of similarity", "没有“{value}”这一近似程度", "one of: {levels}", "可用：{levels}",
    ),
    "dedupe.no_folder": Message(
        "is a file; the library against itself needs a folder", "是文件；商标库自身查重需要一个文件夹",
        "name another place with --out", "请用 --out 指定其他位置",
    ),
    "dedupe.finished": Message(
        "holds a run that has ended ({name})", "已有一次完成的查重结果（{name}）",
        "name another folder with --out, or delete this one", "请用 --out 指定其他文件夹，或删除该文件夹",
    ),
    "dedupe.unfinished": Message(
        "holds an interrupted run", "已有一次中断的查重",
        "go on with --resume, or name another folder with --out", "请加 --resume 继续，或用 --out 指定其他文件夹",
    ),
    "dedupe.other_files": Message(
        "holds a file {name} that belongs to no run", "已有不属于任何查重任务的文件 {name}",
        "name another folder with --out", "请用 --out 指定其他文件夹",
    ),
    "dedupe.no_progress": Message(
        "does not say how far a run is: {error}", "不是查重任务的进度文件：{error}",
        "name the folder of the interrupted run with --out, or begin again in another one",
        "请用 --out 指定中断任务的文件夹，或在其他文件夹重新开始",
    ),
    "dedupe.pairs_cut": Message(
        "has {found} bytes, {expected} had been written", "只有 {found} 字节，此前已写入 {expected} 字节",
        "begin again in another folder", "请在其他文件夹重新开始",
    ),
    "dedupe.other_library": Message(
        "was begun on the register {found}; it is {expected} now", "此任务针对的商标库为 {found}，现在为 {expected}",
        "begin again in another folder, so that all pairs come from the same data",
        "请在其他文件夹重新开始，使所有结果来自同一份数据",
    ),
    "dedupe.other_goods": Message(
        "was begun with the table of goods {found}; it is {expected} now",
        "此任务使用的商品表为 {found}，现在为 {expected}",
        "load the same table again, or begin again in another folder", "请重新加载同一商品表，或在其他文件夹重新开始",
    ),
    "dedupe.busy": Message(
        "another run is at work here: {owner}", "另有查重任务正在此处运行：{owner}",
        "wait until it has ended, or name another folder with --out", "请等待其结束，或用 --out 指定其他文件夹",
    ),
    "dedupe.other_run": Message(
        "was begun with {options}", "此任务开始时的选项为 {options}",
        "give the same options as before, or begin again in another folder",
        "请使用与此前相同的选项，或在其他文件夹重新开始",
    ),
    "dedupe.packed": Message("is packed by {packer}", "是 {packer} 压缩文件", "unpack it first", "请先解压"),
    "dedupe.no_list": Message(
        "is {found}, not a list of marks", "是 {found} 文件，不是商标名单",
        "save it as .xlsx or CSV, or write one mark or one JSON object a line",
        "请另存为 .xlsx 或 CSV，或每行写一个商标或一个 JSON 对象",
    ),
    "dedupe.sheets": Message(
        "marks stand in several sheets: {sheets}", "多个工作表中都有商标：{sheets}",
        "save each of them as a file of its own", "请将各工作表分别另存为文件",
    ),
    "dedupe.other_job": Message(
        "was begun with {found}; now it is {expected}", "此任务开始时的选项为 {found}，现在为 {expected}",
        "give the same options as before, or leave --resume out to begin again",
        "请使用与此前相同的选项，或去掉 --resume 重新开始",
    ),
    "dedupe.other_table": Message(
        "was begun with the table of goods {found}; it is {expected} now",
        "此任务使用的商品表为 {found}，现在为 {expected}",
        "load the same table again, or leave --resume out to begin again", "请重新加载同一商品表，或去掉 --resume 重新开始",
    ),
    "dedupe.no_job": Message(
        "with which options these answers were made is not known: {name} beside them is missing or damaged",
        "无法得知这些结果是用哪些选项得出的：旁边的 {name} 缺失或损坏",
        "put it back, or leave --resume out to begin again", "请恢复该文件，或去掉 --resume 重新开始",
    ),
    "dedupe.file_busy": Message(
        "another job is writing these answers: {owner}", "另有任务正在写入此结果：{owner}",
        "wait until it has ended, or name another file with --out", "请等待其结束，或用 --out 指定其他文件",
    ),
    "dedupe.no_file": Message(
        "is no file that answers could go to", "不是可以写入结果的文件",
        "name a file with --out", "请用 --out 指定一个文件",
    ),
    "dedupe.unwritable": Message(
        "cannot be written: {error}", "无法写入：{error}",
        "check that the folder is there, its rights and the free space, or name another place with --out; "
        "answers that are written stay, --resume goes on with them",
        "请检查文件夹是否存在、写入权限与剩余空间，或用 --out 指定其他位置；已写入的结果不会丢失，可用 --resume 继续",
    ),
    "dedupe.empty": Message(
        "the list holds no mark", "名单中没有商标",
        "give one mark a line, or a table with a column `mark`", "请每行写一个商标，或使用含“商标”列的表格",
    ),
    "dedupe.bad_lines": Message(
        "{bad} {bad:line|lines} could not be checked",
        "{bad} 行无法查询",
        "{bad:it has|each has} an error object in {out}",
        "原因见 {out} 中对应行的 error",
    ),
}  # fmt: skip
