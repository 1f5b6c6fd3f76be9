"""Source dpma: lists of results, and what they mean for a mark that is stored."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import msgspec
import pytest
import source_reading
from loading import HERE, contents

from indexers.base import Rejected
from indexers.dpma import SOURCE
from indexers.dpma_hits import LISTED, merge_hit
from indexers.files import Blob
from indexers.load import load_trademarks
from ipsearch.backends.base import Backend
from ipsearch.records import Event, Goods, Party, Trademark

read = partial(source_reading.read, SOURCE)

HIT = "<Entries><ApplicationNumber>{}</ApplicationNumber>{}</Entries>"


def made(folder: Path, *hits: str) -> list[Trademark | Rejected]:
    path = folder / "made.xml"
    path.write_text(f'<HitList HitCount="{len(hits)}">{"".join(hits)}</HitList>', encoding="utf-8")
    assert SOURCE.sniff(Blob(path))
    return read(path)


def test_the_three_results_of_a_real_answer(shared: Path) -> None:
    first, second, third = read(shared / "office-samples" / "dpma" / "trademark_search.xml")
    assert first == Trademark(
        office="DE",
        application_number="919224",
        registration_number="919224",
        mark="von Eicken`s Apple and Grape",
        kind="word",
        classes=(34,),
        status="inactive",
        status_code="akte-vernichtet",
        application_date=dt.date(1974, 1, 25),
        registration_date=dt.date(1974, 6, 6),
        applicants=(Party(name="Joh. Wilh. von Eicken GmbH", address="23556 Lübeck", country="DE"),),
        notes=(LISTED,),
    )
    assert isinstance(second, Trademark)
    assert second.applicants[0].name == "Planta Tabak-Manufaktur Dr. Manfred Obermann GmbH & Co"
    assert isinstance(third, Trademark)
    assert (third.mark, third.kind, third.classes) == ("black apple", "combined", (25,))


def test_what_the_answer_does_not_show(tmp_path: Path) -> None:
    device, coded, bad, none = made(
        tmp_path,
        HIT.format(
            "3020200000017",
            "<RegistrationOfficeCode>EM</RegistrationOfficeCode><MarkFeature>bildmarke</MarkFeature>"
            "<MarkDescriptionDetails><DescriptionText>ein Stern</DescriptionText></MarkDescriptionDetails>"
            "<Classification>9 35, 42,</Classification><MarkCurrentStatusCode>anmeldung-eingegangen"
            "</MarkCurrentStatusCode><Applicant>Ann Lee</Applicant><Applicant>B, Inc., 1050 Wien, AT</Applicant>",
        ),
        HIT.format("2", "<MarkFeature>kennfadenmarke</MarkFeature>"),
        HIT.format("3", "<Classification>46</Classification>"),
        HIT.format("", ""),
    )
    assert isinstance(device, Trademark)
    assert (device.id, device.registration_number, device.status) == ("EM-3020200000017", "", "pending")
    assert (device.kind, device.description, device.classes) == ("figurative", "ein Stern", (9, 35, 42))
    assert device.applicants == (Party("Ann Lee"), Party("B, Inc.", address="1050 Wien", country="AT"))
    assert isinstance(coded, Trademark)
    assert (coded.kind, coded.notes) == ("unknown", (LISTED, "mark-feature:kennfadenmarke"))
    assert [item.problem.code for item in (bad, none) if isinstance(item, Rejected)] == [
        "record.bad_class", "record.no_number",
    ]  # fmt: skip


def test_an_answer_without_a_result_holds_no_record(tmp_path: Path) -> None:
    assert made(tmp_path) == []


STORED = Trademark(
    "DE", "919224", "Apple and Grape", classes=(34,), goods=(Goods(34, "Tabak", "de"),), status="expired",
    status_code="Akte vernichtet", events=(Event("renewal"),), notes=("standard-characters",),
)  # fmt: skip
RESULT = Trademark(
    "DE", "919224", "Apple & Grape", status="inactive", status_code="akte-vernichtet", notes=(LISTED, "x:y")
)


def test_a_result_adds_to_the_whole_record_and_does_not_replace_it() -> None:
    assert merge_hit(STORED, RESULT) == msgspec.structs.replace(
        STORED, mark="Apple & Grape", status_code="akte-vernichtet", notes=("standard-characters", "x:y")
    )
    assert merge_hit(STORED, msgspec.structs.replace(RESULT, status="registered")) == msgspec.structs.replace(
        STORED, mark="Apple & Grape", status="registered", status_code="akte-vernichtet",
        notes=("standard-characters", "x:y"),
    )  # fmt: skip


def test_a_result_replaces_an_older_one_and_stands_alone_where_there_is_nothing() -> None:
    silent = Trademark("DE", "1", kind="unknown", notes=(LISTED,))
    assert merge_hit(None, silent) is silent
    assert merge_hit(msgspec.structs.replace(silent, description="old"), silent) is silent


@pytest.mark.usefixtures("folder")
def test_a_list_loaded_after_the_mark_leaves_its_goods(shared: Path, tmp_path: Path, backend: Backend) -> None:
    samples = shared / "office-samples" / "dpma"
    # As the register answers for a mark whose application number is the listed one.
    whole = tmp_path / "whole.xml"
    text = (samples / "trademark_info.xml").read_text("utf-8")
    assert "<ApplicationNumber>E17341<" in text
    whole.write_text(text.replace("<ApplicationNumber>E17341<", "<ApplicationNumber>919224<"), "utf-8")
    load_trademarks([whole], backend, HERE)
    summary = load_trademarks([samples / "trademark_search.xml"], backend, HERE)
    assert (summary.records, summary.replaced, summary.total) == (3, 1, 3)
    record = contents(backend)[0]["DE-919224"]
    assert [goods.nice_class for goods in record.goods] == [34]
    assert (record.status, record.status_code) == ("expired", "akte-vernichtet")
    assert LISTED not in record.notes


@pytest.mark.parametrize(
    ("value", "party"),
    [("M.I.C. Textilhandelsgesellschaft mbH, 40474 Düsseldorf, DE",
      Party("M.I.C. Textilhandelsgesellschaft mbH", address="40474 Düsseldorf", country="DE")),
     ("Studio 1234 Nord, Ring 5, 10965 Berlin, DE",
      Party("Studio 1234 Nord, Ring 5", address="10965 Berlin", country="DE")),
     ("Acme Ltd., London, GB", Party("Acme Ltd., London", country="GB")), ("Ann Lee", Party("Ann Lee"))],
)  # fmt: skip
def test_an_applicant_in_one_line(tmp_path: Path, value: str, party: Party) -> None:
    (item,) = made(tmp_path, HIT.format("1", f"<Applicant>{value}</Applicant>"))
    assert isinstance(item, Trademark)
    assert item.applicants == (party,)
