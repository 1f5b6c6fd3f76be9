"""Source ops: every recorded answer, and the same as JSON."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from ops_answers import as_json, one, read, records
from patent_reading import blob, written

from indexers.base import Rejected
from indexers.patents.mergepatent import join_patents
from indexers.patents.ops import SOURCE
from ipsearch.records import Citation, Claim, Filing, LegalEvent, Party, Patent, Related

# Answers with documents: how many records, and of how many events, citations and claims in all, counted in the files.
ANSWERS: dict[str, tuple[int, int, int, int]] = {
    "testdata/abstract.xml": (1, 0, 0, 0),
    "testdata/biblio.xml": (1, 0, 6, 0),
    "testdata/claims.xml": (1, 0, 0, 15),
    "testdata/description.xml": (1, 0, 0, 0),
    "testdata/family.xml": (3, 0, 0, 0),
    "testdata/legal.xml": (1, 69, 0, 0),
    "testdata/search.xml": (2, 0, 0, 0),
    "demo/examples/get_abstract/response.xml": (1, 0, 0, 0),
    "demo/examples/get_abstract_multiple/response.xml": (3, 0, 0, 0),
    "demo/examples/get_biblio/response.xml": (1, 0, 6, 0),
    "demo/examples/get_biblio_multiple/response.xml": (3, 0, 7, 0),
    "demo/examples/get_claims/response.xml": (1, 0, 0, 15),
    "demo/examples/get_claims_multiple/response.xml": (1, 0, 0, 15),
    "demo/examples/get_description/response.xml": (1, 0, 0, 0),
    "demo/examples/get_description_multiple/response.xml": (1, 0, 0, 0),
    "demo/examples/get_family/response.xml": (5, 0, 0, 0),
    "demo/examples/get_family_with_biblio/response.xml": (5, 0, 72, 0),
    "demo/examples/get_family_with_biblio_multiple/response.xml": (5, 0, 0, 0),
    "demo/examples/get_family_with_legal/response.xml": (5, 75, 0, 0),
    "demo/examples/get_family_with_legal_multiple/response.xml": (5, 0, 0, 0),
    "demo/examples/get_full_cycle_multiple/response.xml": (4, 0, 7, 0),
    "demo/examples/get_legal/response.xml": (1, 69, 0, 0),
    "demo/examples/get_legal_multiple/response.xml": (1, 69, 0, 0),
    "demo/examples/get_published_equivalents/response.xml": (1, 0, 0, 0),
    "demo/examples/get_published_equivalents_multiple/response.xml": (1, 0, 0, 0),
    # Of the register's 295 lapses the latest list has 33, and three steps are told with a day; events and procedural
    # steps are answers of their own.
    "demo/examples/get_register_biblio/response.xml": (1, 36, 6, 0),
    "demo/examples/get_register_biblio_multiple/response.xml": (1, 36, 6, 0),
    "demo/examples/get_register_events/response.xml": (1, 55, 0, 0),
    "demo/examples/get_register_events_multiple/response.xml": (1, 55, 0, 0),
    "demo/examples/get_register_procedural_steps/response.xml": (1, 19, 0, 0),
    "demo/examples/get_register_procedural_steps_multiple/response.xml": (1, 19, 0, 0),
    "demo/examples/get_register_unip/response.xml": (1, 36, 6, 0),
    "demo/examples/get_register_unip_multiple/response.xml": (1, 36, 6, 0),
    "demo/examples/search_register/response.xml": (5, 0, 0, 0),
    "demo/examples/search_register_with_constituent/response.xml": (3, 0, 5, 0),
    "demo/examples/search_with_constituent/response.xml": (3, 0, 0, 0),
}
WITHOUT_DOCUMENTS = (
    "testdata/image-inquiry.xml",
    "demo/examples/convert_patent_number_epodoc/response.xml",
    "demo/examples/convert_patent_number_multiple/response.xml",
    "demo/examples/convert_patent_number_original/response.xml",
    "demo/examples/get_classification_mapping/response.xml",
    "demo/examples/get_classification_schema/response.xml",
    "demo/examples/get_classification_schema_multiple/response.xml",
    "demo/examples/get_classification_schema_subclass/response.xml",
    "demo/examples/get_classification_statistics/response.xml",
    "demo/examples/get_fulltext/response.xml",
    "demo/examples/get_fulltext_multiple/response.xml",
    "demo/examples/search/response.xml",
)
FAULTS = ("testdata/error_404.xml", "testdata/error_429.xml")


@pytest.fixture(scope="module")
def answers(shared: Path) -> Path:
    return shared / "office-samples" / "epo-ops"


def test_no_recorded_answer_is_left_out_of_these_tests(answers: Path) -> None:
    found = {path.relative_to(answers).as_posix() for path in answers.rglob("*") if path.suffix in (".xml", ".json")}
    assert found == {*ANSWERS, *WITHOUT_DOCUMENTS, *FAULTS}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_loads_whole(answers: Path, name: str) -> None:
    assert SOURCE.sniff(blob(answers / name))
    found = records(answers / name)
    claims = sum(len(several) for record in found for several in record.claims.values())
    events, citations = sum(len(r.events) for r in found), sum(len(r.citations) for r in found)
    assert (len(found), events, citations, claims) == ANSWERS[name]
    assert not [note for record in found for note in record.notes if note.startswith("unread-")]


@pytest.mark.parametrize("name", ANSWERS)
def test_json_gives_the_same_records(answers: Path, tmp_path: Path, name: str) -> None:
    path = written(tmp_path / "answer.json", json.dumps(as_json(answers / name)))
    assert SOURCE.sniff(blob(path))
    found, expected = records(path), records(answers / name)
    if name == "testdata/description.xml":  # headings among paragraphs: JSON does not keep where they stood
        assert sorted(found[0].description["en"]) == sorted(expected[0].description["en"])
    else:
        assert found == expected


@pytest.mark.parametrize("name", WITHOUT_DOCUMENTS)
def test_an_answer_without_documents_is_left_aside(answers: Path, name: str) -> None:
    assert not SOURCE.sniff(blob(answers / name))


@pytest.mark.parametrize("name", [n for n in WITHOUT_DOCUMENTS if "schema_multiple" not in n])
def test_an_answer_without_documents_that_is_read_all_the_same(answers: Path, name: str) -> None:
    (item,) = read(answers / name)
    assert isinstance(item, Rejected)
    assert (item.problem.code, item.problem.place) == ("file.nothing", str(answers / name))


@pytest.mark.parametrize(
    ("name", "error"), [(FAULTS[0], "404 Document not found"), (FAULTS[1], "429 Fair use limit exceeded")]
)
def test_an_error_is_rejected_with_its_code(answers: Path, tmp_path: Path, name: str, error: str) -> None:
    for path in (answers / name, written(tmp_path / "fault.json", json.dumps(as_json(answers / name)))):
        assert SOURCE.sniff(blob(path))
        (item,) = read(path)
        assert isinstance(item, Rejected)
        assert (item.problem.code, item.problem.values) == ("record.office_error", {"error": error})
        assert item.problem.place.startswith(str(path))
        assert error.split(" ", 1)[1] in item.raw


@pytest.mark.parametrize("name", ["abstract", "biblio", "claims", "description", "family", "legal", "search"])
@pytest.mark.parametrize(
    ("encoding", "mark", "declared"),
    [
        ("utf-16", "", "UTF-16"),
        ("utf-16-be", "", "UTF-16"),
        ("utf-16-le", "\ufeff", "UTF-8"),  # as the shell of Windows saves what a program prints
        ("utf-16-le", "", "UTF-8"),
    ],
)
def test_answers_in_utf16(answers: Path, tmp_path: Path, name: str, encoding: str, mark: str, declared: str) -> None:
    [plain] = list(answers.rglob(f"{name}.xml"))
    text = plain.read_text("utf-8-sig").replace('encoding="UTF-8"', f'encoding="{declared}"', 1)
    path = tmp_path / "a.xml"
    path.write_bytes((mark + text.replace("\n", "\r\n")).encode(encoding))
    assert SOURCE.sniff(blob(path))
    assert records(path) == records(plain)


def test_bibliography_in_full(answers: Path) -> None:
    found = one(answers / "testdata" / "biblio.xml")
    assert (found.id, found.family_id, found.publication_date) == ("EP-2400812-A1", "43088294", dt.date(2011, 12, 28))
    assert found.application == Filing("EP", "10167109", "A", dt.date(2010, 6, 24), "10167109")
    # The answer has the priority in epodoc form alone: EP20100167109.
    assert found.priorities == (Filing("EP", "10167109", "A", dt.date(2010, 6, 24)),)
    assert found.title == {
        "de": "BLUETOOTH-VERNETZUNG", "fr": "MISE EN RÉSEAU BLUETOOTH", "en": "BLUETOOTH NETWORKING",
    }  # fmt: skip
    # Two spellings of one applicant and six of three inventors.
    assert found.applicants == (Party("9Solutions Oy", country="FI"),)
    assert found.inventors == (
        Party("Herrala, Sami", "HERRALA SAMI", country="FI"),
        Party("Kylmänen, Jari", "KYLMAENEN JARI", country="FI"),
        Party("Niemi, Jaakko", "NIEMI JAAKKO", country="FI"),
    )
    assert (found.ipc, found.cpc, found.cpc_additional) == (
        ("H04W84/20",), ("H04W84/20", "H04W88/04"), ("H04W88/04",),
    )  # fmt: skip
    assert found.cpc_offices == ("H04W84/20 US", "H04W84/20 EP", "H04W88/04 US", "H04W88/04 EP")
    assert found.citations[0] == Citation(
        "WO-02054790-A2", category="A", phase="search", claims="1-15", date=dt.date(2002, 7, 11)
    )
    assert found.citations[4] == Citation(
        "US-20040136338-A1", category="YA", phase="search", claims="Y 1-12,15; A 13,14", date=dt.date(2004, 7, 15)
    )
    assert "passage:EP-1542377-A2 * the whole document *" in found.notes
    assert found.abstract["en"].startswith("An apparatus enabling establishment of a Bluetooth mesh network")


def test_literature_against_claims_of_two_categories(answers: Path) -> None:
    found = records(answers / "demo" / "examples" / "get_biblio_multiple" / "response.xml")
    assert [record.id for record in found] == ["EP-2400812-A1", "EP-2533477-A1", "EP-2533477-B1"]
    (cited,) = found[1].citations
    assert cited.text.startswith('- SEWOOK JUNG ET AL, "Performance comparison of overlaid bluetooth piconets (OBP)')
    assert (cited.document, cited.category, cited.claims) == ("", "XI", "X 1,2,4-13; I 3")


def test_claims_have_no_numbers_in_front(answers: Path) -> None:
    found = one(answers / "testdata" / "claims.xml")
    claims = [claim for claim in found.claims["en"] if isinstance(claim, Claim)]
    assert [claim.number for claim in claims] == list(range(1, 16))
    assert claims[0].text.startswith("A communication device (100) comprising: a first Bluetooth transceiver")
    assert claims[0].text.endswith("as the Bluetooth transceiver circuitry that received the data packet.")
    assert claims[14].text.startswith("A computer program product embodied on a distribution medium")
    # 4: claim 2 or 3, 10: claim 7 to 9, 14: claim 13
    assert [claims[i].depends_on for i in (1, 3, 9, 13, 14)] == [(1,), (2, 3), (7, 8, 9), (13,), ()]


def test_divisions_of_the_recorded_register(answers: Path) -> None:
    found = records(answers / "demo" / "examples" / "search_register_with_constituent" / "response.xml")
    assert [[related.kind for related in record.related] for record in found] == [["division"], ["division"], []]


def test_descriptions_keep_their_paragraphs(answers: Path) -> None:
    found = one(answers / "testdata" / "description.xml")
    assert found.id == "EP-2400812-B1"
    assert [paragraph[:27] for paragraph in found.description["en"]] == [
        "The present invention relat", "In recent years, wireless c", "BACKGROUND OF THE INVENTION",
        "Conventional wireless syste", "SUMMARY OF THE INVENTION", "The present invention addre",
    ]  # fmt: skip
    long = one(answers / "demo" / "examples" / "get_description" / "response.xml")
    assert len(long.description["en"]) == 38
    assert long.description["en"][0] == "Field"
    assert long.description["en"][1].startswith("[0001] The invention relates to the field of wireless networking")


def test_members_of_a_family(answers: Path) -> None:
    plain = records(answers / "demo" / "examples" / "get_family" / "response.xml")
    ids = ["EP-2400812-A1", "EP-2400812-B1", "CA-2744162-A1", "US-20120057518-A1", "US-9648662-B2"]
    assert [record.id for record in plain] == ids
    assert {record.family_id for record in plain} == {"43088294"}
    full = records(answers / "demo" / "examples" / "get_family_with_biblio" / "response.xml")
    assert [record.id for record in full] == ids
    # The members' own data are in DOCDB form, the bibliography inside names the application's printed number.
    assert full[0].application == Filing("EP", "10167109", "A", dt.date(2010, 6, 24), "10167109")
    assert {record.priorities for record in full} == {(Filing("EP", "10167109", "A", dt.date(2010, 6, 24)),)}
    legal = records(answers / "demo" / "examples" / "get_family_with_legal" / "response.xml")
    assert [len(record.events) for record in legal] == [69, 0, 1, 5, 0]


def test_the_register_tells_steps_with_their_days(answers: Path) -> None:
    found = one(answers / "demo" / "examples" / "get_register_biblio" / "response.xml")
    assert found.events[:3] == (
        LegalEvent(date=dt.date(2012, 6, 6), text="request for examination", kind="examination"),
        LegalEvent(date=dt.date(2017, 2, 1), text="first examination report despatched", kind="examination"),
        LegalEvent(date=dt.date(2020, 8, 28), text="no opposition filed", kind="no_opposition"),
    )


def test_legal_events(answers: Path) -> None:
    found = one(answers / "testdata" / "legal.xml")
    states = (
        "AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MK MT NL NO PL PT RO SE SI SK SM TR"
    )
    assert found.events[0] == LegalEvent(
        "AK",
        dt.date(2011, 12, 28),
        f"DESIGNATED CONTRACTING STATES; Kind Code of Ref Document: A1; Designated State(s): {states}",
        "EP",
        "+",
    )
    # The effective date goes before that of the gazette; the country is where the patent lapsed.
    lapses = [event for event in found.events if event.code == "PG25"]
    assert len(lapses) == 32
    (bulgaria,) = [event for event in lapses if event.country == "BG"]
    assert (bulgaria.date, bulgaria.impact) == (dt.date(2020, 2, 27), "-")
    assert bulgaria.text.endswith("; LAPSE BECAUSE OF FAILURE TO SUBMIT A TRANSLATION OF THE DESCRIPTION OR TO PAY THE "
                                  "FEE WITHIN THE PRESCRIBED TIME-LIMIT")  # fmt: skip
    # A national code and what it means.
    assert any(
        (event.code, event.country) == ("REG", "GB")
        and event.text.endswith("Ref Legal Event Code: FG4D (EUROPEAN PATENT GRANTED)")
        for event in found.events
    )
    assert found.events[-1].text.endswith("; Payment DATE: 20250514; Year of Fee Payment: 16")
    assert (found.events[-1].country, found.events[-1].date) == ("SE", dt.date(2025, 7, 30))


def test_published_equivalents(answers: Path) -> None:
    found = one(answers / "demo" / "examples" / "get_published_equivalents" / "response.xml")
    assert found.id == "EP-2400812-A1"
    assert found.related == (Related("equivalent", "US-2012057518"), Related("equivalent", "CA-2744162"))


def test_answers_about_one_document_make_one_record(answers: Path) -> None:
    names = ("get_biblio", "get_claims", "get_description", "get_legal", "get_published_equivalents", "get_abstract")
    stored: Patent | None = None
    assert SOURCE.partial
    assert SOURCE.merge is not None
    for name in names:
        merged = SOURCE.merge(stored, one(answers / "demo" / "examples" / name / "response.xml"))
        assert isinstance(merged, Patent)
        stored = merged
    assert stored is not None
    assert (stored.id, len(stored.events), len(stored.claims["en"]), len(stored.description["en"])) == (
        "EP-2400812-A1", 69, 15, 38,
    )  # fmt: skip
    assert (len(stored.citations), len(stored.related), len(stored.inventors)) == (6, 2, 3)


def test_events_of_two_answers_are_all_kept(answers: Path) -> None:
    events = one(answers / "demo" / "examples" / "get_register_events" / "response.xml")
    steps = one(answers / "demo" / "examples" / "get_register_procedural_steps" / "response.xml")
    assert events.id == steps.id
    distinct = len(set(events.events)) + len(set(steps.events))
    assert len(set(join_patents(events, steps).events)) == distinct > 70
