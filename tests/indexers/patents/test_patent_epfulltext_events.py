"""Source epfulltext: what happened to an application or a patent, by the tags of the DTD (version 1.5)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from epfulltext_documents import one

from ipsearch.documents.legalstatus import event_kinds
from ipsearch.records import LegalEvent

DAY = "<date>20090504</date>"
ON = dt.date(2009, 5, 4)


def steps(tmp_path: Path, biblio: str) -> list[tuple[str, str]]:
    found = one(tmp_path, biblio).events
    assert {event.date for event in found} <= {ON}
    return [(event.text, event.kind) for event in found]


@pytest.mark.parametrize(
    ("tag", "words", "kind"),
    [
        ("B230/B235", "application refused", "refusal"),
        ("B230/B236", "application withdrawn", "withdrawal"),
        ("B230/B237", "application deemed withdrawn", "withdrawal"),
        ("B230/B239", "patent revoked", "revocation"),
        ("B240/B246", "proceedings resumed", ""),
        ("B240/B248", "rights after appeal notified", ""),
    ],
)
def test_a_step_of_the_application_is_an_event(tmp_path: Path, tag: str, words: str, kind: str) -> None:
    group, step = tag.split("/")
    found = steps(tmp_path, f"<B200><{group}><{step}>{DAY}</{step}></{group}></B200>")
    assert found == [(words, kind)]


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [
        ("2", "re-establishment of rights refused", ""),
        ("3", "re-establishment of rights allowed", "restoration"),
        ("", "re-establishment of rights decided", "restoration"),
    ],
)
def test_what_was_decided_on_rights_stands_apart_from_its_day(tmp_path: Path, code: str, words: str, kind: str) -> None:
    tags = f"<B000><eptags><B004EP>{code}</B004EP></eptags></B000>"
    assert steps(tmp_path, f"{tags}<B200><B230><B238>{DAY}</B238></B230></B200>") == [(words, kind)]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1", "proceedings suspended: Rule 14"),
        ("2", "proceedings interrupted: applicant died"),
        ("", "proceedings suspended"),
    ],
)
def test_why_proceedings_stand_still(tmp_path: Path, code: str, words: str) -> None:
    tags = f"<B245>{DAY}</B245><B245EP>{code}</B245EP>"
    assert steps(tmp_path, f"<B200><B240>{tags}</B240></B200>") == [(words, "")]


def test_a_conversion_is_of_each_state(tmp_path: Path) -> None:
    found = one(tmp_path, f"<B200><B240><B244>{DAY}<ctry>DE</ctry><ctry>FR</ctry></B244></B240></B200>")
    words = "conversion to a national application requested"
    assert found.events == tuple(LegalEvent(date=ON, text=words, country=c, kind="national") for c in ("DE", "FR"))


def test_disclaimers_and_invalidations(tmp_path: Path) -> None:
    biblio = f"<B400><B472><B473>{DAY}</B473></B472><B476>{DAY}<ctry>CZ</ctry></B476></B400>"
    found = one(tmp_path, biblio)
    assert found.events == (
        LegalEvent(date=ON, text="disclaimer", kind="disclaimer"),
        LegalEvent(date=ON, text="patent invalidated", country="CZ", kind="revocation"),
    )
    assert list(event_kinds(found)) == ["disclaimer", "revocation"]


def test_opponents_with_what_became_of_them(tmp_path: Path) -> None:
    """The example of the DTD, and an opposition that was withdrawn."""
    first = (
        "<B781><dnum><text>01</text></dnum><date>20040726</date><kind>1</kind><snm>SIMEM S.R.L.</snm>"
        "<iid>00166150</iid><adr><str>Via Ronchi, 44 -</str><city>37046 MINERBE (Verona)</city><ctry>IT</ctry></adr>"
        "<B784><snm>Gatti, Enrico</snm><adr><str>Via E. Zambianchi, 3</str><city>24121 Bergamo</city><ctry>IT</ctry>"
        "</adr></B784></B781>"
    )
    second = (
        "<B781><dnum><text>02</text></dnum><date>20040801</date><kind>4</kind><snm>Rival AG</snm>"
        f"<B786>{DAY}</B786></B781>"
    )
    found = one(tmp_path, f"<B700><B780>{first}{second}<B788>{DAY}</B788></B780></B700>")
    assert [(event.date, event.text) for event in found.events] == [
        (ON, "opposition inadmissible"),
        (ON, "opposition procedure terminated"),
        (dt.date(2004, 7, 26), "opposition admissible: SIMEM S.R.L."),
        (dt.date(2004, 8, 1), "opposition withdrawn: Rival AG"),
    ]
    assert {event.kind for event in found.events} == {"opposition"}
    assert found.notes == (
        "opponent:SIMEM S.R.L., 20040726",
        "opponent-agent:Gatti, Enrico, Via E. Zambianchi, 3, 24121 Bergamo, IT",
        "opponent:Rival AG, 20040801",
    )


def test_no_opposition(tmp_path: Path) -> None:
    tags = f"<B000><eptags><B078EP>{DAY}</B078EP></eptags></B000><B700><B780><B789>none filed</B789></B780></B700>"
    found = one(tmp_path, tags)
    assert found.events == (LegalEvent(date=ON, text="no opposition filed", kind="no_opposition"),)
    assert found.notes == ("no-opposition-filed:none filed",)


def test_licences_and_transfers(tmp_path: Path) -> None:
    """The example of the DTD; a proprietor who took over later."""
    licence = (
        "<B790><B791><dnum><text>0100</text></dnum><date>20040225</date><kind>E</kind>"
        "<snm>Environmental Minerals (UK) LTD</snm><B794><snm>Agent, A.</snm></B794>"
        "<B796><ctry>AT</ctry><ctry>BE</ctry></B796></B791></B790>"
    )
    owner = f"<B730><B731><snm>Lamp SA</snm><B736EP><ctry>FR</ctry></B736EP><B738EP>{DAY}</B738EP></B731></B730>"
    found = one(tmp_path, f"<B700>{owner}{licence}</B700>")
    assert found.events == (
        LegalEvent(date=dt.date(2004, 2, 25), text="licence E: Environmental Minerals (UK) LTD, AT BE", kind="licence"),
        LegalEvent(date=ON, text="transfer of rights: Lamp SA", kind="transfer"),
    )
    assert set(found.notes) >= {
        "licensee:Environmental Minerals (UK) LTD, 20040225, AT BE", "licensee-agent:Agent, A.",
    }  # fmt: skip


def test_a_revocation_that_the_proprietor_asked_for(tmp_path: Path) -> None:
    tags = (
        "<B0121EP><date>20090102</date></B0121EP><B0122EP>02</B0122EP><B0123EP>{}</B0123EP><B0124EP><date>20090103</date>"
        "</B0124EP><B0125EP>en</B0125EP><B0126EP><date>20090401</date></B0126EP>"
        f"<B0127EP>{DAY}</B0127EP>"
    )
    whole = "<B000><eptags><B012EP><B0120EP>{}</B0120EP></B012EP></eptags></B000>"
    found = one(tmp_path, whole.format(tags.format("01")))
    assert [(event.text, event.kind) for event in found.events] == [
        ("revocation requested by the proprietor after the opposition period; paid 20090103", "revocation_request"),
        ("request for revocation decided: admissible", "revocation_request"),
        ("patent revoked", "revocation"),
    ]
    assert [event.date for event in found.events] == [dt.date(2009, 1, 2), dt.date(2009, 4, 1), ON]
    # One that was not admitted revokes nothing.
    refused = one(tmp_path, whole.format(tags.format("02")))
    assert (refused.events[-1].text, refused.events[-1].kind) == (
        "request for revocation decided: inadmissible", "revocation_request",
    )  # fmt: skip
    undated = one(tmp_path, whole.format("<B0122EP>01</B0122EP><B0123EP>03</B0123EP>"))
    words = "revocation requested by the proprietor during the opposition period; deemed not filed"
    assert undated.events == (LegalEvent(text=words, kind="revocation_request"),)


def test_limitations_asked_for_rejected_and_allowed(tmp_path: Path) -> None:
    asked = (
        "<B091EP><B0911EP><date>20090102</date></B0911EP><B0912EP>01</B0912EP><B0913EP>01</B0913EP>"
        "<B0914EP><date>20090103</date></B0914EP></B091EP>"
    )
    rejected = f"<B092EP><B0921EP>02</B0921EP><B0922EP>{DAY}</B0922EP><B0923EP>{DAY}</B0923EP></B092EP>"
    allowed = f"<B093EP><B0931EP>{DAY}</B0931EP><B0932EP><date>20090601</date></B0932EP></B093EP>"
    whole = f'<B0900EP limitation-sequence="1">{asked}{rejected}{allowed}</B0900EP>'
    found = one(tmp_path, f"<B000><eptags><B090EP>{whole}</B090EP></eptags></B000>")
    assert [(event.date, event.text) for event in found.events] == [
        (dt.date(2009, 1, 2), "limitation requested during the opposition period; admissible; paid 20090103"),
        (ON, "limitation rejected: inadmissible for formal reasons"),
        (ON, "rejection of the limitation has effect"),
        (ON, "limitation allowed; translation received 20090601"),
    ]
    assert {event.kind for event in found.events} == {"limitation"}


def test_petitions_for_review_and_means_of_execution(tmp_path: Path) -> None:
    review = (
        '<B0750EP review-number="R0001/08"><B0751EP>T0123/07</B0751EP><B0752EP>APPR</B0752EP>'
        f"<B0755EP>{DAY}</B0755EP><B0756EP>R05</B0756EP></B0750EP>"
    )
    other = f"<B010EP><B011EP>{DAY}<dnum><text>0001</text></dnum><ctry>DE</ctry><ctry>FR</ctry></B011EP></B010EP>"
    found = steps(tmp_path, f"<B000><eptags>{other}<B075EP>{review}</B075EP></eptags></B000>")
    assert found == [
        ("petition for review R0001/08: APPR, T0123/07; rejected", ""),
        ("other right or legal means of execution: 0001, DE FR", ""),
    ]


def test_phases_of_an_international_application(tmp_path: Path) -> None:
    assert steps(tmp_path, f"<B800><B850>{DAY}</B850></B800><B900><B910>{DAY}</B910></B900>") == [
        ("national or regional phase entered", "national_phase"),
        ("international application no longer effective", "no_national_phase"),
    ]
