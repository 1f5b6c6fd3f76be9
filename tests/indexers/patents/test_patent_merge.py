"""Partial records of patents and what they mean for the stored one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from indexers.patents.mergepatent import append_patents, join_patents, merge_patents
from ipsearch.records import DELETED, FAMILY_ABSTRACT, Claim, LegalEvent, Party, Patent, Related

STORED = Patent(
    country="EP",
    number="1",
    kind="A1",
    type="invention",
    title={"en": "Pump", "de": "Pumpe"},
    claims={"en": (Claim(1, "A pump."),)},
    applicants=(Party("ABC"),),
    ipc=("F04B1/00",),
    events=(LegalEvent("AK"),),
    related=(Related("division", "EP-2"),),
    notes=("a:1",),
)
PATCH = Patent(
    country="EP",
    number="1",
    kind="A1",
    publication_date=dt.date(2020, 1, 2),
    title={"en": "A pump"},
    claims={"fr": (Claim(1, "Pompe."),)},
    applicants=(Party("XYZ"),),
    events=(LegalEvent("17P"), LegalEvent("AK")),
    related=(Related("equivalent", "US-3"),),
    notes=("b:2",),
)


@pytest.mark.parametrize("merge", [merge_patents, join_patents, append_patents])
def test_what_every_merge_does(merge: Callable[[Patent | None, Patent], Patent]) -> None:
    assert merge(None, PATCH) is PATCH
    assert merge(STORED, Patent(country="EP", number="1", kind="A1")) == STORED
    merged = merge(STORED, PATCH)
    # An empty field and an unknown type keep what is stored; texts are merged by language.
    assert (merged.type, merged.ipc, merged.publication_date) == ("invention", ("F04B1/00",), dt.date(2020, 1, 2))
    assert merged.title == {"en": "A pump", "de": "Pumpe"}
    assert merged.claims == {"en": (Claim(1, "A pump."),), "fr": (Claim(1, "Pompe."),)}
    assert merge(merged, PATCH) == merged


@pytest.mark.parametrize("merge", [merge_patents, join_patents, append_patents])
def test_of_a_deleted_document_nothing_is_left(merge: Callable[[Patent | None, Patent], Patent]) -> None:
    deleted = Patent(country="EP", number="1", kind="A1", notes=(DELETED,))
    assert merge(STORED, deleted) is deleted
    assert merge(deleted, PATCH) is PATCH


@pytest.mark.parametrize(
    ("merge", "applicants", "events", "related", "notes"),
    [
        (merge_patents, ["XYZ"], ["17P", "AK"], ["EP-2", "US-3"], ("b:2",)),
        (join_patents, ["XYZ"], ["AK", "17P"], ["EP-2", "US-3"], ("a:1", "b:2")),
        (append_patents, ["ABC", "XYZ"], ["AK", "17P"], ["EP-2", "US-3"], ("a:1", "b:2")),
    ],
)
def test_what_replaces_and_what_grows(
    merge: Callable[[Patent | None, Patent], Patent],
    applicants: list[str],
    events: list[str],
    related: list[str],
    notes: tuple[str, ...],
) -> None:
    merged = merge(STORED, PATCH)
    assert [party.name for party in merged.applicants] == applicants
    assert [event.code for event in merged.events] == events
    assert [one.document for one in merged.related] == related
    assert merged.notes == notes


CLASSIFIED = Patent(
    country="EP",
    number="1",
    kind="A1",
    cpc=("H01M10/05", "H01M4/02", "Y02E60/10"),
    cpc_additional=("H01M4/02", "Y02E60/10"),
    cpc_offices=("H01M10/05 EP", "H01M4/02 EP", "Y02E60/10 US"),
    status="granted",
    status_date=dt.date(2017, 6, 21),
)


@pytest.mark.parametrize("merge", [merge_patents, join_patents])
@pytest.mark.parametrize(
    ("offices", "additional", "expected", "left"),
    [
        # DOCDB names offices, and then all that is additional: H01M4/02 is inventive now
        (("H01M4/02 EP",), (), (), ("H01M4/02 EP",)),
        (("H01M4/02 EP",), ("H01M4/02",), ("H01M4/02",), ("H01M4/02 EP",)),
        # a feed that knows the symbols alone leaves what is known of them, but of no other
        ((), (), ("H01M4/02",), ("H01M4/02 EP",)),
    ],
)
def test_nothing_is_said_of_a_class_that_a_document_has_no_longer(
    merge: Callable[[Patent | None, Patent], Patent],
    offices: tuple[str, ...],
    additional: tuple[str, ...],
    expected: tuple[str, ...],
    left: tuple[str, ...],
) -> None:
    symbols = ("H01M4/02", "H01M50/10")
    patch = Patent("EP", "1", "A1", cpc=symbols, cpc_additional=additional, cpc_offices=offices)
    merged = merge(CLASSIFIED, patch)
    assert (merged.cpc, merged.cpc_additional, merged.cpc_offices) == (symbols, expected, left)
    untouched = merge(CLASSIFIED, Patent("EP", "1", "A1", title={"en": "Cell"}))
    assert untouched.cpc_additional == CLASSIFIED.cpc_additional


@pytest.mark.parametrize("merge", [merge_patents, join_patents, append_patents])
def test_the_day_of_a_status_is_not_that_of_another(merge: Callable[[Patent | None, Patent], Patent]) -> None:
    other = merge(CLASSIFIED, Patent("EP", "1", "A1", status="expired"))
    assert (other.status, other.status_date) == ("expired", None)
    same = merge(CLASSIFIED, Patent("EP", "1", "A1", status="granted"))
    assert (same.status, same.status_date) == ("granted", dt.date(2017, 6, 21))


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        # A full text tells some steps in words, INPADOC all that have a code; each replaces its own kind.
        ((LegalEvent(text="patent limited"),), ["", "", "patent limited"]),
        ((LegalEvent("26N"),), ["opposition rejected", ""]),
        ((LegalEvent(text="patent limited"), LegalEvent("26N")), ["patent limited", ""]),
    ],
)
def test_steps_in_words_do_not_push_out_events_with_a_code(patch: tuple[LegalEvent, ...], expected: list[str]) -> None:
    events = (LegalEvent("17P"), LegalEvent(text="opposition rejected"), LegalEvent("AK"))
    stored = Patent(country="EP", number="1", kind="A1", events=events)
    merged = merge_patents(stored, Patent(country="EP", number="1", kind="A1", events=patch))
    assert [event.text for event in merged.events] == expected


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        # DOCDB has the family as it is today, a full text what its own office knows of it.
        ((Related("equivalent", "US-3"),), ["EP-2", "US-3"]),
        ((Related("division", "EP-4"),), ["CN-9", "EP-4"]),
        ((Related("division", "EP-4"), Related("equivalent", "US-3")), ["EP-4", "US-3"]),
        ((), ["EP-2", "CN-9"]),
    ],
)
def test_members_of_the_family_replace_members_alone(patch: tuple[Related, ...], expected: list[str]) -> None:
    stored = Patent(
        country="EP", number="1", kind="A1", related=(Related("division", "EP-2"), Related("equivalent", "CN-9"))
    )
    merged = merge_patents(stored, Patent(country="EP", number="1", kind="A1", related=patch))
    assert [one.document for one in merged.related] == expected


@pytest.mark.parametrize("merge", [merge_patents, join_patents, append_patents])
def test_an_abstract_of_the_family_gives_way_to_that_of_the_document(
    merge: Callable[[Patent | None, Patent], Patent],
) -> None:
    own = Patent(country="DE", number="1", kind="A1", abstract={"en": "Own.", "de": "Eigene."}, notes=("a:1",))
    family = Patent(
        country="DE", number="1", kind="A1", abstract={"en": "Of another."}, notes=(f"{FAMILY_ABSTRACT}US-2-A1", "b:2")
    )
    for first, then in ((own, family), (family, own)):
        merged = merge(first, then)
        assert merged.abstract == {"en": "Own.", "de": "Eigene."}
        assert not [note for note in merged.notes if note.startswith(FAMILY_ABSTRACT)]
    assert merge(family, family).notes == family.notes
    alone = Patent(country="DE", number="1", kind="A1", abstract={"de": "Eigene."})
    assert merge(alone, family).abstract == {"de": "Eigene.", "en": "Of another."}
