"""Tables of marks: which files are one, their columns, and the rows as they stand in the file."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from pathlib import Path

import msgspec
import pytest

from indexers.base import Rejected, Unit
from indexers.csvfile import SOURCE
from indexers.files import Blob
from indexers.load import LoadOptions, load_trademarks
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.errors import InputError
from ipsearch.records import Event, Goods, Party, Trademark, field_of
from tests.indexers.csv_reading import mark, read


def test_every_kind_of_column(tmp_path: Path) -> None:
    content = (
        "office,application_number,mark,classes,groups,status,application_date,applicants,kind,goods,vienna,notes\n"
        "CN,8911270,云岚,9;35,0901;0907,registered,2010-11-22,甲公司；乙公司,combined,9:手机;35:广告,26.01.01,一;二\n"
    )
    assert read(tmp_path / "x.csv", content) == [
        Trademark(
            "CN", "8911270", "云岚", kind="combined", classes=(9, 35), groups=("0901", "0907"),
            goods=(Goods(9, "手机"), Goods(35, "广告")), status="registered",
            application_date=dt.date(2010, 11, 22), applicants=(Party("甲公司"), Party("乙公司")),
            vienna=("26.01.01",), notes=("一", "二"),
        )
    ]  # fmt: skip


def test_a_list_with_chinese_headings(tmp_path: Path) -> None:
    content = (
        "序号,商标名称,申请/注册号,国际分类,申请人名称,商标状态,申请日期,专用权截止日期,商标形态,代理机构\n"
        "1,云岚,8911270,第9类,甲公司,已注册,2010/1/2,2031年5月6日,图文组合,乙事务所\n"
        "2,蓝云,8911271,35,丙公司,商标注册申请完成,20100103,,文字,\n"
    )
    assert read(tmp_path / "x.csv", content.encode("gb18030")) == [
        Trademark(
            "XX", "8911270", "云岚", part="09", kind="combined", classes=(9,), status="registered",
            status_code="已注册", application_date=dt.date(2010, 1, 2), expiry_date=dt.date(2031, 5, 6),
            applicants=(Party("甲公司"),), agents=(Party("乙事务所"),), notes=("序号:1",),
        ),
        # a word without a mapping is kept and not guessed at
        Trademark(
            "XX", "8911271", "蓝云", part="35", classes=(35,), status_code="商标注册申请完成",
            application_date=dt.date(2010, 1, 3), applicants=(Party("丙公司"),), notes=("序号:2",),
        ),
    ]  # fmt: skip


def test_a_table_is_recognised_by_either_name_of_the_mark(tmp_path: Path) -> None:
    for header, expected in {"mark,classes": True, "商标名称,国际分类": True, "名称,国际分类": False}.items():
        (tmp_path / "x.csv").write_text(f"{header}\n1,2\n")
        assert SOURCE.sniff is not None
        assert SOURCE.sniff(Blob(tmp_path / "x.csv")) == expected


def test_utf16_is_refused_and_not_read_as_nonsense(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="UTF-16"):
        read(tmp_path / "x.csv", "mark\n云岚\n".encode("utf-16"))


def test_a_column_of_marks_is_enough(tmp_path: Path) -> None:
    items = read(tmp_path / "x.csv", "\ufeffMark\r\n云岚\r\n\r\n蓝云\r\n")
    assert items == [Trademark("XX", "2", "云岚"), Trademark("XX", "4", "蓝云")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_that_of_the_header(tmp_path: Path, delimiter: str) -> None:
    content = f'mark{delimiter}classes\n"A{delimiter}B"{delimiter}"9;35"\n'
    assert read(tmp_path / "x.csv", content) == [Trademark("XX", "2", f"A{delimiter}B", classes=(9, 35))]


def test_a_cell_over_several_lines_keeps_the_line_numbers(tmp_path: Path) -> None:
    items = read(tmp_path / "x.csv", 'mark,description\n云岚,"一\n二\n三"\n蓝云,四\n')
    assert items == [
        Trademark("XX", "2", "云岚", description="一\n二\n三"),
        Trademark("XX", "5", "蓝云", description="四"),
    ]


def test_gb18030_of_a_spreadsheet(tmp_path: Path) -> None:
    assert read(tmp_path / "x.csv", "mark,classes\n云岚科技,9\n".encode("gb18030")) == [
        Trademark("XX", "2", "云岚科技", classes=(9,))
    ]


def test_empty_cells_beyond_the_header_are_padding(tmp_path: Path) -> None:
    assert read(tmp_path / "x.csv", "mark,classes,,\n云岚,9,,\n蓝云,9,,,\n") == [
        Trademark("XX", "2", "云岚", classes=(9,)),
        Trademark("XX", "3", "蓝云", classes=(9,)),
    ]


@pytest.mark.parametrize(
    "above",
    ["", "\ufeff", "\n\r\n", "sep=;\n", "sep=;;;;\n", '"sep=;"\r\n', "商标查询结果;;;\n", "导出时间：2020-01-02\n\n"],
)
def test_what_may_stand_above_the_header(tmp_path: Path, above: str) -> None:
    content = f"{above}商标名称;申请号;国际分类;申请人\n云岚;5;9;甲\n"
    (tmp_path / "x.csv").write_text(content, encoding="utf-8")
    assert SOURCE.sniff(Blob(tmp_path / "x.csv"))
    items = read(tmp_path / "x.csv", content)
    assert items == [Trademark("XX", "5", "云岚", part="09", classes=(9,), applicants=(Party("甲"),))]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Trademark Name,Application No.,Nice Classes,Owner,Filing Date", "云岚,5,9,甲,2-Jan-2020"),
        ("商標名稱,申請號,類別,申請人,申請日期", "云岚,5,9,甲,民國109年1月2日"),
        ('"商标\n名称",申请/注册号：, 国际分类 ,申请人名称,申请日', "云岚,5,9,甲,43832"),
        ("mark,application number,classes,applicant,application_date", "云岚,5,9,甲,02.01.2020"),
    ],
)
def test_headings_in_the_words_of_others(tmp_path: Path, header: str, row: str) -> None:
    assert mark(tmp_path, header, row) == Trademark(
        "XX", "5", "云岚", part="09", classes=(9,), applicants=(Party("甲"),), application_date=dt.date(2020, 1, 2)
    )


def test_a_list_as_services_export_it(tmp_path: Path) -> None:
    header = (
        "编号,商标名称,商标注册号,商标国际分类,申请人名称（中文）,申请人名称（英文）,商标申请日期,专用权期限,"
        "代理/办理机构,流程状态,商品/服务列表"
    )
    row = (
        "1,云岚,41234567,29类 食品,甲公司,JIA LTD,1569081600000,2020年09月07日至2030年09月06日,"
        "乙事务所,商标续展中,肉;鱼"
    )
    assert mark(tmp_path, header, row) == Trademark(
        "XX", "41234567", "云岚", registration_number="41234567", part="29", classes=(29,),
        goods=(Goods(29, "肉"), Goods(29, "鱼")), status="registered", status_code="商标续展中",
        application_date=dt.date(2019, 9, 22), expiry_date=dt.date(2030, 9, 6), applicants=(Party("甲公司"),),
        agents=(Party("乙事务所"),), events=(Event("term_start", dt.date(2020, 9, 7), "专用期开始日期"),),
        notes=("编号:1", "申请人名称(英文):JIA LTD"),
    )  # fmt: skip


SERVICE = "申请日期,商标,商标名称,注册号,国际分类,商标状态"


@pytest.mark.parametrize("cell", ["", "https://x.test/1.jpg", "1.PNG", "[图片]", "云岚"])
def test_the_picture_beside_the_words(tmp_path: Path, cell: str) -> None:
    assert mark(tmp_path, SERVICE, f"2020-01-02,{cell},云岚,5,9,商标已注册") == Trademark(
        "XX", "5", "云岚", registration_number="5", part="09", classes=(9,), status="registered",
        status_code="商标已注册", application_date=dt.date(2020, 1, 2), notes=(f"商标:{cell}",) if cell else (),
    )  # fmt: skip


def test_words_beside_other_words_are_told_and_not_lost(tmp_path: Path) -> None:
    [bad, other] = read(tmp_path / "x.csv", f"{SERVICE}\n2020-01-02,蓝云,云岚,5,9,\n2020-01-02,,山岚,6,9,\n")
    assert isinstance(bad, Rejected)
    assert (bad.problem.code, bad.problem.values["value"]) == ("record.bad_value", "蓝云")
    assert isinstance(other, Trademark)


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("application_number", ("商标号", "商标申请号", "商标申请/注册号", "申请号/注册号")),
        ("applicants", ("申请人中文名称", "商标申请人")),
        ("agents", ("代理人名称", "代理机构名称")),
        ("status", ("当前权利状态", "当前商标状态")),
        ("application_date", ("申请时间", "商标申请日")),
        ("registration_date", ("商标注册日",)),
        ("publication_date", ("初审日期",)),
        ("goods", ("商品或服务列表",)),
        ("expiry_date", (
            "到期日期", "商标到期日", "有效期止", "有效期截止日", "有效期限", "商标有效期", "专用期限",
            "专用期结束日期", "专用权期限截止", "专用权期限结束",
        )),
    ],
)  # fmt: skip
def test_headings_of_services_and_of_agencies(field: str, headings: tuple[str, ...]) -> None:
    assert {field_of(heading) for heading in headings} == {field}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Wordmark,Appl. No.,Intl. Class,Owner(s),Date Filed,Country", "云岚,5,9,甲,2-Jan-2020,CH"),
        ("Verbal element,Serial No.,Nice Cl.,Holder name,Filed,Country", "云岚,5,9,甲,2 Jan 2020,CH"),
        ("商标,商标申请号,商品/服务类别,权利人,申请时间,Country", "云岚,5,9,甲,2020-01-02,CH"),
        ("商标,申请号,尼斯分类号,申请人(中文),申请日,Country", "云岚,5,9,甲,2020-01-02,CH"),
    ],
)
def test_headings_of_registers_and_exports_and_one_that_has_no_field(tmp_path: Path, header: str, row: str) -> None:
    """Whether it is the country of the applicant or of the register nobody can tell: it is kept as it stands."""
    assert mark(tmp_path, header, row) == Trademark(
        "XX", "5", "云岚", part="09", classes=(9,), applicants=(Party("甲"),),
        application_date=dt.date(2020, 1, 2), notes=("country:CH",),
    )  # fmt: skip


def test_a_field_that_is_misspelt_is_still_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="clases"):
        read(tmp_path / "x.csv", "mark,clases,country\n云岚,9,CH\n")


def test_columns_without_a_heading_and_columns_that_are_there_twice(tmp_path: Path) -> None:
    header = ",商标名称,注册公告日期,注册日期,备注,备注,"
    assert mark(tmp_path, header, "x,云岚,2020-01-02,2020-01-03,一,二,").notes == (
        "一",
        "(1):x",
        "注册日期 (4):2020-01-03",
        "备注 (6):二",
    )
    assert mark(tmp_path, header, ",云岚,,2020-01-03,,二,") == Trademark(
        "XX", "2", "云岚", registration_date=dt.date(2020, 1, 3), notes=("二",)
    )


def test_a_stray_quote_swallows_no_row(tmp_path: Path) -> None:
    content = 'mark,classes,applicants\n"云岚,9,甲\n风林,9,乙\n火山,9,"丙\n"东,方",9,"丁\n路"\n'
    items = read(tmp_path / "x.csv", content)
    assert [item.mark for item in items if isinstance(item, Trademark)] == ['"云岚', "风林", "火山", "东,方"]
    assert read(tmp_path / "x.csv", 'mark,description\n云岚,"一,\n二,三"\n')[0].description == "一,\n二,三"  # type: ignore[union-attr]


@pytest.mark.parametrize(("row", "found"), [("云岚", 1), ("云岚,9,x", 3)])
def test_short_and_long_rows(tmp_path: Path, row: str, found: int) -> None:
    bad, good = read(tmp_path / "x.csv", f"mark,classes\n{row}\n蓝云,9\n")
    assert isinstance(good, Trademark)
    assert isinstance(bad, Rejected)
    assert (bad.problem.code, bad.problem.values) == ("csv.row", {"found": found, "expected": 2})


def test_undecodable_bytes_reject_one_row(tmp_path: Path) -> None:
    text = "mark\n云岚山水集团\n蓝云科技\n".encode()
    bad, good = read(tmp_path / "x.csv", text.replace("岚".encode(), b"\xe5\xb2", 1))
    assert isinstance(bad, Rejected)
    assert bad.problem.code == "file.encoding"
    assert good == Trademark("XX", "3", "蓝云科技")


def test_a_cell_without_end_is_told(tmp_path: Path) -> None:
    one, bad, other = read(tmp_path / "x.csv", "mark\n一\n" + "长名" * 70_000 + "\n二\n")
    assert (one, other) == (Trademark("XX", "2", "一"), Trademark("XX", "4", "二"))
    assert isinstance(bad, Rejected)
    assert bad.problem.code == "csv.quote"
    assert bad.problem.place.endswith(":3")


def test_a_row_without_end_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with path.open("wb") as stream:
        stream.write("mark,applicant\n一,a\n".encode())
        for _ in range(200):
            stream.write(b"0" * 1_000_000)
        stream.write("\n二,b\n".encode())
    tracemalloc.start()
    try:
        one, bad, other = SOURCE.read(Unit(SOURCE, (Blob(path),)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [item.mark for item in (one, other) if isinstance(item, Trademark)] == ["一", "二"]
    assert isinstance(bad, Rejected)
    assert (bad.problem.code, bad.problem.place) == ("csv.quote", f"{path}:3")
    assert peak < 150_000_000


@pytest.mark.parametrize(
    ("header", "code", "values"),
    [
        ("name,classes", "csv.columns", {"missing": "mark"}),
        ("mark,klass,colour", "csv.unknown_column", {"value": "klass, colour"}),
        ("mark,classes,mark", "csv.doubled_column", {"value": "mark"}),
        ("商标名,classes,商标名称", "csv.doubled_column", {"value": "商标名, 商标名称"}),
    ],
)
def test_a_header_that_does_not_fit_says_so(tmp_path: Path, header: str, code: str, values: dict[str, str]) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path / "x.csv", f"{header}\n1,2,3\n")
    problem = caught.value.problem
    assert problem.code == code
    assert values.items() <= problem.values.items()
    if code != "csv.doubled_column":
        assert "application_number" in str(problem.values["known"])


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path / "x.csv", "")
    assert caught.value.problem.code == "file.empty"


@pytest.mark.parametrize(
    ("content", "known"),
    [("mark\n", True), ("\ufeffid;Mark\n", True), ("a,b\nmark\n", False), ('{"mark":1}', False), ("", False)],
)
def test_recognised_by_a_column_of_marks(tmp_path: Path, content: str, known: bool) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content)
    assert SOURCE.sniff(Blob(path)) is known


def test_a_record_that_cannot_be_loaded_is_named_by_its_line(tmp_path: Path) -> None:
    path, rejects = tmp_path / "x.csv", tmp_path / "rejects.ndjson"
    path.write_text("商标名称,国际分类\n云岚,9\n\n风林,46\n", encoding="utf-8")
    load_trademarks([path], EmbeddedBackend(tmp_path / "home"), LoadOptions(workers=0, rejects=rejects))
    assert msgspec.json.decode(rejects.read_bytes())["place"] == f"{path}:4"
