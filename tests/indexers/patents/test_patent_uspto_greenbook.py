"""Source uspto-greenbook (1976 to 2001)."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from patent_reading import blob, depends, only, read, records, written

from indexers.base import Rejected, Unit
from indexers.patents.uspto_greenbook import SOURCE
from ipsearch.errors import InputError
from ipsearch.records import Citation, Claim, Filing, Party, Patent, Related

SAMPLE = "office-samples/uspto-legacy/US03937375.greenbook"
PATN = "PATN\nWKU  {0}\nSRC  5\nAPN  5184541\nAPT  1\nAPD  19741029\nTTL  Lamp\nISD  19760210\nNCL  {1}\n"
CLAIMS = "CLMS\nSTM  What I claim is:\nNUM  1.\nPAR  1. A lamp.\nNUM  2.\nPAR  2. The lamp of claim 1,\n      lit.\n"


def test_a_grant_of_1976_in_full(shared: Path) -> None:
    found = only(SOURCE, shared / SAMPLE)
    assert (found.id, found.original, found.type) == ("US-3937375-A", "039373754", "invention")
    assert (found.publication_date, found.grant_date) == (dt.date(1976, 2, 10), dt.date(1976, 2, 10))
    # The seventh digit of the serial is a check digit.
    assert found.application == Filing("US", "05518454", "", dt.date(1974, 10, 29), "05/518454")
    assert found.title == {"en": "Bumper support for a boat loader"}
    daniels = Party("Daniels, Everette E.", address="221 Locust St., Des Moines, IA, 50309", country="US")
    assert found.inventors == found.applicants == (daniels,)
    assert (found.owners, found.agents, found.examiners) == ((), (), (Party("Love, John J."),))
    assert (found.ipc, found.national) == (("B60R9/00",), ("US 224/42.07", "US 214/450"))
    assert found.citations == tuple(
        Citation(f"US-{number}") for number in ("2542907", "2762542", "2772799", "3113789", "3702197")
    )
    assert (found.priorities, found.related) == ((), ())
    assert found.notes == ("exemplary-claim:1", "art-unit:313")


def test_texts_of_a_grant_of_1976(shared: Path) -> None:
    found = only(SOURCE, shared / SAMPLE)
    assert depends(found) == {1: (), 2: (1,), 3: (2,)}
    first, _, last = found.claims["en"]
    assert isinstance(first, Claim)
    assert first.text.startswith("In a bumper support for a boat loader, the combination of")
    assert isinstance(last, Claim)
    assert last.text.endswith("car bumper from being scratched thereby.")
    assert found.abstract["en"].startswith(
        "A unit mountable on a rear bumper of a vehicle, and which does not interfere"
    )
    paragraphs = found.description["en"]  # 9 of BSUM, 4 of DRWD, 8 of DETD
    assert len(paragraphs) == 21
    assert paragraphs[0] == "This invention relates generally to automotive accessories."
    assert paragraphs[10:13] == (
        "FIG. 1 is a rear perspective view of the present invention.",
        "FIG. 2 is a side elevation thereof.",
        "FIG. 3 is a rear perspective view of the steel plate seat member that comprises a component of the present "
        "invention.",
    )


def test_counts_of_the_green_book_are_those_of_its_tags(shared: Path) -> None:
    text = (shared / SAMPLE).read_text(encoding="latin-1")
    body, claims = text.split("\nCLMS\n")
    found = only(SOURCE, shared / SAMPLE)
    assert len(found.claims["en"]) == len(re.findall(r"^NUM ", claims, re.MULTILINE))
    assert len(found.description["en"]) == len(re.findall(r"^PAR ", body, re.MULTILINE))
    assert len(found.citations) == len(re.findall(r"^[UFO]REF$", text, re.MULTILINE))
    assert len(found.national) == len(re.findall(r"^[OX]CL  ", body.partition("UREF")[0], re.MULTILINE))
    assert len(found.inventors) == len(re.findall(r"^INVT$", text, re.MULTILINE))


def test_other_groups_of_the_green_book(tmp_path: Path) -> None:
    groups = (
        "ASSG\nNAM  Lamps Ltd.\nCTY  London\nCNT  GB2\nPRIR\nCNT  DEX\nAPD  19990204\nAPN  199 04 123.3\n"
        "RLAP\nCOD  72\nAPN  123456\nAPD  19720304\nPCTA\nPCN  PCT/DE79/00012\nPD1  19801001\nPD3  19790203\n"
        "PCP  WO80/00123\nPCD  19800807\nFREF\nPNO  1,234,567\nISD  19711200\nCNT  FRX\nFREF\nPNO  99\nCNT  EAST\n"
        "OREF\nPAL  Smith, Lamps, 1970.\nLREP\nFRM  Miller & Co.\nAAT  Miller; Ann\nABST\nPAL  A lamp.\n"
    )
    (found,) = records(SOURCE, written(tmp_path / "one.txt", PATN.format("RE0286711", 2) + groups + CLAIMS))
    assert (found.id, found.type) == ("US-RE28671-E", "invention")
    assert found.applicants == found.owners == (Party("Lamps Ltd.", address="London", country="GB"),)
    assert found.priorities == (Filing("DE", "19904123", "", dt.date(1999, 2, 4), "199 04 123.3"),)
    assert found.related == (
        Related("continuation_in_part", "US-05123456", dt.date(1972, 3, 4)),
        Related("pct_application", "DE-7900012-W", dt.date(1979, 2, 3)),
        Related("pct_publication", "WO-8000123", dt.date(1980, 8, 7)),
    )
    assert found.citations == (
        Citation("FR-1234567"), Citation(text="EAST 99"), Citation(text="Smith, Lamps, 1970."),
    )  # fmt: skip
    assert found.agents == (Party("Miller & Co."), Party("Miller, Ann"))
    assert found.claims == {"en": (Claim(1, "A lamp."), Claim(2, "The lamp of claim 1, lit.", (1,)))}


def test_a_green_book_without_number_between_two_good_ones(tmp_path: Path) -> None:
    documents = [PATN.format(number, 2) + CLAIMS for number in ("039373754", "", "D02425831")]
    path = written(tmp_path / "week.txt", "HHHHHT  APS1\n" + "".join(documents))
    first, rejected, last = read(SOURCE, path)
    assert isinstance(first, Patent)
    assert isinstance(last, Patent)
    assert (first.id, last.id, last.type) == ("US-3937375-A", "US-D242583-S", "invention")
    assert isinstance(rejected, Rejected)
    assert (rejected.problem.code, rejected.problem.place) == ("record.no_document_number", f"{path}:18")
    assert "TTL Lamp" in rejected.raw
    assert SOURCE.sniff(blob(path))


def test_a_green_book_that_is_cut_keeps_what_stands_before(tmp_path: Path, shared: Path) -> None:
    whole = PATN.format("039373754", 2) + CLAIMS
    path = written(tmp_path / "cut.txt", whole + PATN.format("039373762", 2) + "BSUM\nPAR  A lam")
    reading = SOURCE.read(Unit(SOURCE, (blob(path),)))
    assert next(reading) == records(SOURCE, written(tmp_path / "whole.txt", whole))[0]
    with pytest.raises(InputError) as caught:
        next(reading)
    assert (caught.value.problem.code, caught.value.problem.place) == ("file.truncated", f"{path}:17")
    data = (shared / SAMPLE).read_text(encoding="latin-1")
    with pytest.raises(InputError) as caught:
        read(SOURCE, written(tmp_path / "half.txt", data[: len(data) // 2]))
    assert caught.value.problem.code == "file.truncated"


def test_a_green_book_of_bibliographic_data_has_no_claims_and_is_not_cut(tmp_path: Path) -> None:
    (found,) = records(SOURCE, written(tmp_path / "bib.txt", PATN.format("039373754", 12) + "ABST\nPAL  A lamp.\n"))
    assert (found.id, found.claims, found.abstract) == ("US-3937375-A", {}, {"en": "A lamp."})


def test_a_text_without_documents_is_rejected(tmp_path: Path) -> None:
    path = written(tmp_path / "notes.txt", "Minutes of a meeting\n")
    (item,) = read(SOURCE, path)
    assert isinstance(item, Rejected)
    assert (item.problem.code, item.problem.place) == ("file.nothing", str(path))
    assert not SOURCE.sniff(blob(path))


def test_a_division_in_the_green_book(tmp_path: Path) -> None:
    groups = (
        "RLAP\nCOD  74\nAPN  900001\nAPD  19920618\nPSC  01\nPNO  5512001\nFREF\nPNO  2191674\nISD  19900700\n"
        "CNT  JPX\nPARN\nPAR  This application is a division of application Ser. No. 07/900,001.\n"
    )
    (found,) = records(SOURCE, written(tmp_path / "one.txt", PATN.format("057006474", 2) + groups + CLAIMS))
    assert found.related == (
        Related("division", "US-07900001", dt.date(1992, 6, 18)), Related("division", "US-5512001"),
    )  # fmt: skip
    assert found.citations == (Citation("JP-H02191674"),)
