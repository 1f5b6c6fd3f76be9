"""Source incopat: the tables of other services: PatSnap, the national gazette, J-PlatPat, Espacenet."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from incopat_tables import csv
from patent_reading import only, recognised, written

from indexers.patents.incopat import SOURCE, parse_row
from ipsearch.records import Claim, Filing, Party


def test_lists_of_patsnap_are_set_apart_by_strokes() -> None:
    found = parse_row(
        ["公开(公告)号", "发明人", "IPC分类号"], ["CN110000001A", "林朔 | 云禾", "H01M4/13 | H01M10/0525"]
    )
    assert found.inventors == (Party("林朔"), Party("云禾"))
    assert found.ipc == ("H01M4/13", "H01M10/0525")


def test_patsnap_has_the_names_it_gives_to_companies_in_columns_of_their_own() -> None:
    # An export of its usual columns has these alone.
    found = parse_row(
        ["公开(公告)号", "[标]当前申请(专利权)人", "[标]代理机构"], ["CN110000001B", "云岚 | 澄野", "沪上"]
    )
    assert found.applicants == found.owners == (Party("云岚"), Party("澄野"))
    assert (found.agents, found.notes) == ((Party("沪上"),), ())
    headers = ["公开号", "[标]当前申请(专利权)人", "[标]原始申请(专利权)人", "当前申请(专利权)人", "原始申请(专利权)人"]
    found = parse_row(headers, ["CN110000001B", "澄野", "云岚", "澄野公司", "云岚公司"])
    assert (found.applicants, found.owners) == ((Party("云岚公司"),), (Party("澄野公司"),))
    assert found.notes == ("标准申请人:云岚", "标准当前权利人:澄野")
    assert parse_row(headers[:3], ["CN110000001B", "澄野", "云岚"]).applicants == (Party("云岚"),)


def test_a_grant_in_the_columns_of_the_national_gazette() -> None:
    headers = ["专利公开号", "专利名称", "专利摘要", "专利申请号", "申请公布日", "授权公布号", "授权公布日", "主权项"]
    values = [
        "CN110000001B",
        "电池",
        "一种电池。",
        "CN201910000001.X",
        "2019-08-02",
        "CN110000001B",
        "2021-06-01",
        "1.一种电池。",
    ]
    found = parse_row(headers, values)
    assert (found.id, found.publication_date, found.grant_date) == (
        "CN-110000001-B",
        dt.date(2021, 6, 1),
        dt.date(2021, 6, 1),
    )
    assert (found.title, found.abstract) == ({"zh": "电池"}, {"zh": "一种电池。"})
    assert found.claims == {"zh": (Claim(1, "一种电池。"),)}
    assert found.notes == ("公开(公告)日:2019-08-02",)


def test_a_table_of_j_platpat(tmp_path: Path) -> None:
    headers = [
        "文献番号",
        "出願番号",
        "出願日",
        "公知日",
        "発明の名称",
        "出願人/権利者",
        "FI",
        "要約",
        "登録番号",
        "ステージ",
    ]
    values = ["特開2019-012345", "特願2017-123456", "2017/07/20", "2019/01/24", "全固体電池", "云岚株式会社",
              "H01M10/0562,G01N37/00,102,H01M4/13@Z", "(57)【要約】\n電池", "特許6543210", "特許 有効"]  # fmt: skip
    path = written(tmp_path / "a.csv", csv([headers, values]))
    assert recognised(path) == ["incopat"]
    found = only(SOURCE, path)
    assert (found.id, found.publication_date) == ("JP-2019012345-A", dt.date(2019, 1, 24))
    assert found.application == Filing("JP", "2017123456", "", dt.date(2017, 7, 20), "特願2017-123456")
    assert (found.title, found.abstract) == ({"ja": "全固体電池"}, {"ja": "(57)【要約】\n電池"})
    assert found.applicants == (Party("云岚株式会社"),)
    assert found.national == ("FI H01M10/0562", "FI G01N37/00,102", "FI H01M4/13@Z")
    assert found.notes == ("登録番号:特許6543210", "ステージ:特許 有効")


def test_a_table_of_espacenet(tmp_path: Path) -> None:
    headers = ["No", "Title", "Inventors", "Applicants", "Publication number", "Earliest priority", "IPC", "CPC",
               "Publication date", "Earliest publication", "Family number", ""]  # fmt: skip
    values = ["1", "LAMP", "ROE JANE [US] \nDOE JOHN [US]", "LAMPS INC [US]", "US2019012345A1 \nUS11000001B2",
              "2017-07-20", "F21V1/00 \nF21V3/00", "F21V1/00 (EP,US) \nY02B20/30 (EP)", "2019-01-24 \n2021-05-11",
              "2019-01-24", "61234567", ""]  # fmt: skip
    path = written(tmp_path / "a.csv", csv([headers, values]))
    assert recognised(path) == ["incopat"]
    found = only(SOURCE, path)
    assert (found.id, found.publication_date, found.family_id) == (
        "US-20190012345-A1", dt.date(2019, 1, 24), "61234567",
    )  # fmt: skip
    assert found.inventors == (Party("ROE JANE", country="US"), Party("DOE JOHN", country="US"))
    assert (found.ipc, found.cpc) == (("F21V1/00", "F21V3/00"), ("F21V1/00", "Y02B20/30"))
    assert "公开(公告)号:US2019012345A1; US11000001B2" in found.notes
