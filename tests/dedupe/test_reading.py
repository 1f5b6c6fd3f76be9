import io

import pytest

from ipsearch.dedupe.reading import LONGEST_LINE, Entry, read_entries
from ipsearch.errors import InputError


def entries(text: str | bytes, encoding: str = "utf-8-sig") -> list[Entry]:
    raw = text if isinstance(text, bytes) else text.encode()
    return list(read_entries(io.TextIOWrapper(io.BytesIO(raw), encoding, "surrogateescape", newline=""), "in"))


def problems(text: str | bytes) -> list[tuple[int, str]]:
    return [(e.line, e.problem.code) for e in entries(text) if e.problem]


@pytest.mark.parametrize(
    "line", ["mark", "id;Mark;note", "\ufeffmark,class", "商标\t类别", "商标名称|国际分类", "商标名称"]
)  # fmt: skip
def test_a_header_is_no_mark(line: str) -> None:
    cells = {"id;Mark;note": "1;x;-"}.get(line, "x")
    assert entries(f"{line}\n{cells}") == [Entry(2, "x")]
    with pytest.raises(InputError) as caught:
        entries(line)
    assert caught.value.problem.code == "dedupe.empty"


@pytest.mark.parametrize("line", ["小米", "A, B", "A|B", "trademark"])
def test_a_name_is_no_header(line: str) -> None:
    assert entries(line) == [Entry(1, line)]


def test_list_keeps_its_line_numbers() -> None:
    assert entries("小米\r\n 大米 \n\nXIAOMI, INC.") == [
        Entry(1, "小米"), Entry(2, "大米"), Entry(3, ""), Entry(4, "XIAOMI, INC."),
    ]  # fmt: skip


def test_blank_lines_at_both_ends_are_left_out() -> None:
    assert entries("\n\n小米\n\n\n") == [Entry(3, "小米")]


def test_table_with_options_of_its_own() -> None:
    text = 'id,mark,classes,groups,applicant\n1,小米,9；35,"0901,0907",甲\n2,"两\n行",,,\n3,末\n'
    assert entries(text) == [
        Entry(2, "小米", (9, 35), ("0901", "0907"), "甲"),
        Entry(3, "两\n行"),
        Entry(5, "末"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("待查商标清单\n\n商标名称,国际分类\n小米,9\n", 4),
        ("2026年名单,\n序号,商标名称,国际分类\n1,小米,9\n", 3),
        ("\n\n清单\n商标名称,国际分类\n小米,9\n", 5),
        ("sep=;\n商标名称;国际分类\n小米;9\n", 3),
        ('商标名称,"国际\n分类"\n小米,9\n', 3),
        ('\n名单\n"商标\n名称",国际分类\n"小米",9\n', 5),
    ],
)
def test_a_header_is_found_where_a_table_that_is_loaded_may_have_it(text: str, line: int) -> None:
    assert entries(text) == [Entry(line, "小米", (9,))]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    assert entries(f"note{delimiter}mark\nx{delimiter}小米\n") == [Entry(2, "小米")]


@pytest.mark.parametrize(
    ("place", "header"),
    [("in.csv", "id,name"), ("IN.CSV", "编号;名称"), ("in.tsv", "小米\t9"), ("in.txt", "小米\t9"), ("-", "小米\t9")],
)
def test_a_table_without_a_column_for_the_mark_is_no_list_of_marks(place: str, header: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(f"\n{header}\n1,小米\n".encode()), "utf-8", "surrogateescape", newline="")
    with pytest.raises(InputError, match="商标名称") as error:
        next(read_entries(stream, place))
    assert (error.value.problem.code, error.value.problem.place) == ("csv.columns", f"{place}:2")


def test_rows_below_a_title_are_no_list_of_marks() -> None:
    stream = io.TextIOWrapper(io.BytesIO("名单\n名称,类\n小米,9\n".encode()), "utf-8", "surrogateescape", newline="")
    with pytest.raises(InputError) as error:
        next(read_entries(stream, "in.csv"))
    assert (error.value.problem.code, error.value.problem.place) == ("csv.columns", "in.csv:2")


def test_a_list_may_have_the_name_of_a_table() -> None:
    stream = io.TextIOWrapper(io.BytesIO("小米\nXIAOMI, INC.\n华为".encode()), "utf-8", "surrogateescape", newline="")
    assert [entry.mark for entry in read_entries(stream, "in.csv")] == ["小米", "XIAOMI, INC.", "华为"]


@pytest.mark.parametrize(
    ("mark", "classes", "groups", "applicant"),
    [
        ("商标文字", "国际分类号", "类似群号", "注册人"),
        ("商标名", "类号", "类似群组", "申请人名称"),
        ("MARK", "Class", "group", "applicants"),
    ],
)
def test_headings_are_those_of_a_table_that_is_loaded(mark: str, classes: str, groups: str, applicant: str) -> None:
    text = f"{mark},{classes},{groups},{applicant}\n小米,第9类；35,0901,甲\n"
    assert entries(text) == [Entry(2, "小米", (9, 35), ("0901",), "甲")]


@pytest.mark.parametrize(
    ("classes", "groups", "read"),
    [
        ("9-科学仪器", "901", ((9,), ("0901",))), ("第1类至第3类", "0101(一)", ((1, 2, 3), ("0101",))),
        ("第九类、9", "0901 0901", ((9,), ("0901",))), ("9.0", "0901.0", ((9,), ("0901",))),
    ],
)  # fmt: skip
def test_classes_and_groups_are_written_as_in_a_table_that_is_loaded(
    classes: str, groups: str, read: tuple[tuple[int, ...], tuple[str, ...]]
) -> None:
    [entry] = entries(f"mark,classes,groups\n小米,{classes},{groups}\n")
    assert (entry.classes, entry.groups) == read


def test_padding_of_spreadsheets() -> None:
    assert entries("mark,class\n小米,9,,\n") == [Entry(2, "小米", (9,))]


def test_json_lines() -> None:
    text = (
        '{"mark":"小米","classes":[9,"35"],"groups":["0901"],"applicant":"甲","id":7}\n'
        '{"mark":"大米","class":9}\n{"mark":"米","classes":"9;35","group":"0901"}\n'
    )
    assert entries(text) == [
        Entry(1, "小米", (9, 35), ("0901",), "甲"),
        Entry(2, "大米", (9,)),
        Entry(3, "米", (9, 35), ("0901",)),
    ]


def test_bad_lines_have_a_problem_and_do_not_end_the_reading() -> None:
    lines = '{"mark":"a"}\n{"mark":5}\n{broken\n{"mark":"b","classes":["x"]}\n{"class":9}\n{"mark":"c"}\n'
    assert problems(lines) == [(2, "json.schema"), (3, "json.invalid"), (4, "record.bad_class"), (5, "json.schema")]
    assert [e.mark for e in entries(lines) if not e.problem] == ["a", "c"]
    table = "mark,class\na,nine\nb,9,x\nc,9\n"
    assert problems(table) == [(2, "record.bad_class"), (3, "csv.row")]


def test_the_picture_beside_the_words() -> None:
    table = "商标,商标名称,国际分类\n1.jpg,小米,9\n#NAME?,大米,\n小米,小米,\n蓝云,云岚,9\n"
    assert entries(table)[:3] == [Entry(2, "小米", (9,)), Entry(3, "大米"), Entry(4, "小米")]
    assert problems(table) == [(5, "record.bad_value")]


def test_bytes_that_are_no_text_concern_their_line_only() -> None:
    raw = "小米\n".encode() + b"\xff\xfe\n" + "大米\n".encode()
    assert problems(raw) == [(2, "file.encoding")]
    assert [e.mark for e in entries(raw)] == ["小米", "\ufffd\ufffd", "大米"]
    assert entries("小米\n".encode("gb18030"), "gb18030") == [Entry(1, "小米")]


def test_a_cell_without_end_is_a_problem() -> None:
    found = entries("mark\na\n" + "x" * 140_000 + "\nb\n")
    assert (found[0], found[1].line, found[2]) == (Entry(2, "a"), 3, Entry(4, "b"))
    assert found[1].problem is not None
    assert found[1].problem.code == "csv.quote"


def test_a_quote_that_is_never_closed_takes_no_mark_with_it() -> None:
    found = entries('mark,class\n"小米,9\n华为,9\n"茅台, 33, 35\n五粮液,33\n')
    assert [(e.line, e.mark, e.problem and e.problem.code) for e in found] == [
        (2, '"小米', None), (3, "华为", None), (4, '"茅台, 33, 35', "csv.quote"), (5, "五粮液", None),
    ]  # fmt: skip


def test_a_line_without_end_is_cut() -> None:
    found = entries("a\n" + "b" * (LONGEST_LINE * 2 + 5) + "\nc\n")
    assert [(e.line, len(e.mark)) for e in found] == [(1, 1), (2, LONGEST_LINE), (3, 1)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "dedupe.empty"),
        ("\n \n", "dedupe.empty"),
        ("mark,classes\n", "dedupe.empty"),
        ("商标,备注\n,x\n,\n", "dedupe.empty"),
        ("mark,商标\n", "csv.doubled_column"),
    ],
)
def test_an_input_that_cannot_be_used(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        entries(text)
    assert caught.value.problem.code == code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[{"mark": "小米", "class": 9}, {"mark": "大米"}]', "JSON"),
        ('\ufeff[\n  {"mark": "小米"}\n]', "JSON"),
        ('["小米", "大米"]', "JSON"),
        ("\n<html><body><table>\n<tr><td>小米</td></tr>\n</table></body></html>", "HTML"),
        ("<!DOCTYPE html>\n<p>小米</p>", "HTML"),
        ('<TABLE border="1">\n<tr><td>小米</td></tr></TABLE>', "HTML"),
        ("<!-- 导出 -->\n<table><tr><td>小米</td></tr></table>", "HTML"),
        ('<?xml version="1.0"?>\n<Workbook/>', "XML"),
        ("%PDF-1.4\n1 0 obj", "PDF"),
    ],
)
def test_what_begins_as_another_format_is_no_list_of_marks(text: str, found: str) -> None:
    with pytest.raises(InputError) as caught:
        entries(text)
    problem = caught.value.problem
    assert (problem.code, problem.place, problem.values["found"]) == ("dedupe.no_list", "in", found)


@pytest.mark.parametrize(
    "mark", ["[小米]", "[[小米]]", "[x] y", "<小米>", "<3 COFFEE", "<DIVA>", "%PDF", "小米 <table>", "[]"]
)
def test_a_mark_in_brackets_is_a_mark(mark: str) -> None:
    assert entries(mark) == [Entry(1, mark)]
