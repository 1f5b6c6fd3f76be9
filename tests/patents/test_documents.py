"""One document by any of its numbers, with what surrounds it."""

from __future__ import annotations

import pytest

from ipsearch.backends.base import Document
from ipsearch.backends.memory import MemoryBackend
from ipsearch.documents.patent import ANALYSIS_VERSION, FAMILY, prepare
from ipsearch.patents.documents import Documents, not_found
from ipsearch.patents.library import Patents, versions
from ipsearch.records import DELETED, Citation, Filing, Party, Patent


@pytest.mark.parametrize(
    "number",
    ["CN-199000731-A", "CN199000731A", "cn 199 000 731 a", "ＣＮ１９９０００７３１Ａ", "199000731", "CN199000731"],
)
def test_a_publication_by_its_number(patents: Patents, number: str) -> None:
    found = patents.show(number)
    assert "CN-199000731-A" in [view.record.id for view in found.views]


@pytest.mark.parametrize("number", ["201919900137.2", "CN201919900137.2", "2019199001372", "ZL 2019 1 9900137.2"])
def test_an_application_number_gives_every_publication_of_it(patents: Patents, number: str) -> None:
    found = patents.show(number)
    assert [view.record.id for view in found.views] == ["CN-199000731-A", "CN-199000731-B"]
    assert found.check == "ok"
    assert found.steps_en
    assert found.steps_zh


def test_a_wrong_check_digit_is_told_and_found_all_the_same(patents: Patents) -> None:
    found = patents.show("201919900137.3")
    assert found.check == "wrong"
    assert len(found.views) == 2


def test_a_priority_number_finds_the_family_abroad(patents: Patents) -> None:
    [view] = patents.show("EP9900000").views
    assert view.record.priorities[0].number == "201919900000"
    assert [hit.id for hit in view.family] == ["CN-199000000-A", "US-20200990000-A1", "CN-199000000-B"]


def test_citations_both_ways(patents: Patents) -> None:
    [view] = patents.show("CN-199000731-A").views
    assert [(one.citation.document, one.id, one.title) for one in view.cited] == [
        ("CN-199000000-A", "CN-199000000-A", "电池组热管理系统")
    ]
    assert {hit.id for hit in view.cited_by} == {"CN-199001462-A", "CN-199002193-A", "CN-299000313-U"}
    assert view.cited_by_total == 3


def test_the_status_names_rule_event_and_date(patents: Patents) -> None:
    [view] = patents.show("CN-199000731-A").views
    assert (view.status.status, view.status.rule) == ("lapsed", "event")
    assert view.status.event is not None
    assert (view.status.event.code, str(view.status.as_of)) == ("CF01", "2024-05-20")
    assert [one.kind for one in view.events] == ["publication", "examination", "grant", "lapse"]


@pytest.mark.parametrize("number", ["CN-1-A", "no number", "999999999999999999"])
def test_a_number_that_names_nothing(patents: Patents, number: str) -> None:
    assert patents.show(number).views == ()


def of(*records: Patent) -> Patents:
    backend = MemoryBackend()
    writer = backend.build(FAMILY, versions())
    writer.put([Document(p.id, p.fields, p.lean, p.detail) for p in map(prepare, records)])
    writer.publish()
    return Patents(backend)


def test_a_number_of_two_offices_is_ambiguous() -> None:
    patents = of(Patent("EP", "1234567", "A1"), Patent("US", "1234567", "B2"))
    found = patents.show("1234567")
    assert found.ambiguous
    assert {view.record.id for view in found.views} == {"EP-1234567-A1", "US-1234567-B2"}
    assert not patents.show("US1234567").ambiguous


def test_a_record_of_a_register_hides_no_publication_of_its_number() -> None:
    register, published = Patent("EP", "2400812"), Patent("EP", "2400812", "A1")
    patents = of(published, register, Patent("EP", "2400812", "B1"))
    for number in ("EP-2400812", "ep-2400812"):
        assert [view.record.id for view in patents.show(number).views] == [
            "EP-2400812", "EP-2400812-A1", "EP-2400812-B1",
        ]  # fmt: skip
    assert [view.record.id for view in patents.show("EP-2400812-A1").views] == ["EP-2400812-A1"]


@pytest.mark.parametrize("stored", ["9961002", "1999061002"])
def test_an_international_publication_is_found_in_every_form(stored: str) -> None:
    patents = of(Patent("WO", stored, "A1"), Patent("US", "1", "A", citations=(Citation("WO-1999061002-A1"),)))
    for number in ("WO-9961002-A1", "WO-1999061002-A1", "WO 99/61002", "WO 1999/061002 A1", "WO99061002", "1999061002"):
        [view] = patents.show(number).views
        assert (view.record.id, [hit.id for hit in view.cited_by]) == ("WO-9961002-A1", ["US-1-A"]), number
    assert [hit.id for hit in patents.iter("pn:WO1999061002A1")] == ["WO-9961002-A1"]


def test_similar_documents_are_those_of_the_publication_that_has_a_text() -> None:
    patents = of(Patent("EP", "2400812"), Patent("EP", "2400812", "A1", title={"en": "Bluetooth network"}))
    assert patents.similar("EP-2400812").number == "EP-2400812-A1"
    assert of(Patent("EP", "2400812")).similar("EP-2400812").number == "EP-2400812"


def test_a_document_that_the_office_deleted_is_found_by_its_number_alone() -> None:
    patents = of(
        Patent("EP", "1234567", "A1", title={"en": "battery"}, notes=(DELETED,)),
        Patent("EP", "1234567", "B1", title={"en": "battery"}),
    )
    assert [hit.id for hit in patents.iter("ti:battery")] == ["EP-1234567-B1"]
    assert {view.record.id for view in patents.show("EP1234567").views} == {"EP-1234567-A1", "EP-1234567-B1"}
    assert [hit.id for hit in patents.iter("ti:battery or pn:EP1234567", family=True)] == [
        "EP-1234567-A1",
        "EP-1234567-B1",
    ]


def test_families_without_a_number_are_told_by_their_priorities() -> None:
    first = Filing("CN", "202010000001", "A")
    patents = of(
        Patent("CN", "1", "A", application=first),
        Patent("EP", "2", "A1", priorities=(first,)),
        Patent("US", "3", "A1", priorities=(first, Filing("CN", "202010000002", "A"))),
    )
    [view] = patents.show("CN-1-A").views
    assert [hit.id for hit in view.family] == ["EP-2-A1"]


def test_similar_documents_need_nothing_of_what_stands_around_the_document(
    patents: Patents, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Family, citations and citing documents are a search each."""
    monkeypatch.setattr(Documents, "view", lambda *_: pytest.fail("a view was made"))
    assert patents.similar("CN-199000000-A").results


def test_similar_documents_show_what_they_share(patents: Patents) -> None:
    found = patents.similar("CN-199000000-A", limit=10)
    assert found.number == "CN-199000000-A"
    assert "循环泵" in found.words or "循环" in found.words
    ids = [one.hit.id for one in found.results]
    assert not {"CN-199000000-B", "EP-9900000-A1", "US-20200990000-A1", "CN-199000000-A"} & set(ids)
    assert ids[0] == "CN-299000000-U" or found.results[0].hit.title.endswith("电池组热管理系统")
    for one in found.results:
        assert one.score == pytest.approx(sum(reason.score for reason in one.reasons))
        assert 0 < one.score <= 3
    assert [one.score for one in found.results] == sorted((one.score for one in found.results), reverse=True)


def test_characteristic_words_are_shown_as_the_document_writes_them() -> None:
    text = {"en": "Circuitry of transceivers and a transceiver for topologies"}
    records = [Patent("EP", str(i), "A1", title={"en": f"other {i}"}) for i in range(3, 9)]
    found = of(Patent("EP", "1", "A1", title=text), Patent("EP", "2", "A1", title=text), *records).similar("EP1")
    assert {"circuitry", "transceiver", "topologies"} == set(found.words)
    assert set(found.results[0].reasons[0].what) == set(found.words)


def test_a_link_by_citation_counts() -> None:
    a = Patent("CN", "1000001", "A", family_id="1", citations=(Citation("US-7000001-B2"),), applicants=(Party("甲"),))
    b = Patent("US", "7000001", "B2", family_id="2")
    c = Patent("EP", "3000001", "A1", family_id="3", citations=(Citation("US-7000001-B2"),))
    d = Patent("EP", "4000001", "A1", family_id="4", citations=(Citation("CN-1000001-A"),))
    found = of(a, b, c, d).similar("CN-1000001-A")
    assert {one.hit.id: (one.reasons[0].kind, one.score) for one in found.results} == {
        "US-7000001-B2": ("cited", 1.0),
        "EP-3000001-A1": ("co_citation", 0.5),
        "EP-4000001-A1": ("cites", 1.0),
    }


PARTIES = (
    Patent("CN", "1", "A", applicants=(Party("深圳市华为技术有限公司", "Huawei Technologies Co., Ltd."),)),
    Patent("CN", "2", "A", applicants=(Party("李华"), Party("华为终端有限公司"))),
    Patent("CN", "3", "B", applicants=(Party("华为技术有限公司"),), owners=(Party("中兴通讯股份有限公司"),)),
    Patent("CN", "4", "A", applicants=(Party("Applera Corp"),)),
)


@pytest.mark.parametrize(
    ("query", "dialect", "found"),
    [
        ("AP-FIRST=(华为)", "incopat", ["CN-1-A", "CN-3-B"]),
        ("AP-FIRST=(华为技术有限公司)", "incopat", ["CN-1-A", "CN-3-B"]),
        ("AP-FIRST=(技术)", "incopat", ["CN-1-A", "CN-3-B"]),
        ("AP-FIRST=(李为)", "incopat", []),
        ("ANCS:(华为)", "patsnap", ["CN-1-A", "CN-2-A"]),
        ("ANCS:(中兴)", "patsnap", ["CN-3-B"]),
        ('ANCS:("huawei technologies")', "patsnap", ["CN-1-A"]),
        ("ANCS:(huawei AND technologies)", "patsnap", ["CN-1-A"]),
        ("ANCS:(huaw*)", "patsnap", ["CN-1-A"]),
        ("ANCS:(apple)", "patsnap", []),
        ("ANCS:(appl*)", "patsnap", ["CN-4-A"]),
    ],
)  # fmt: skip
def test_first_applicants_and_owners_are_found_by_words_of_their_names(
    query: str, dialect: str, found: list[str]
) -> None:
    """Without an owner in the data the applicant is the one that is known."""
    assert [hit.id for hit in of(*PARTIES).iter(query, dialect=dialect)] == found


@pytest.mark.parametrize(
    ("number", "code", "told"),
    [
        ("201919900137.3", "search.none_check", "校验位 3 不正确，应为 2"),
        ("CN555555555A", "search.none", "解读为 CN-555555555-A"),
        ("Nature 2010", "query.not_number", "不是文献号码"),
    ],
)
def test_a_number_that_names_nothing_tells_how_it_was_read(number: str, code: str, told: str) -> None:
    problem = not_found(number, 72)
    assert problem.code == code
    assert told in problem.text("zh")


def test_the_analysis_has_a_version() -> None:
    assert versions().analysis == ANALYSIS_VERSION
