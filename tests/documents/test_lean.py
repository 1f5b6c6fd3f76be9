"""What comes back with a hit, and what it says alone."""

from __future__ import annotations

from ipsearch.documents.lean import Lean, decode_lean, lean_record
from ipsearch.documents.trademark import prepare
from ipsearch.records import Party, Trademark


def test_a_hit_names_its_applicants_in_whatever_script_there_is() -> None:
    parties = (Party(name_en="ACME"), Party(identifier="42"), Party(name="甲"))
    record = Trademark(office="CN", application_number="1", mark="a", applicants=parties)
    assert decode_lean(record.id, prepare(record).lean).applicants == ("ACME", "42", "甲")


def test_a_lean_part_alone_describes_a_record() -> None:
    lean = Lean(mark="小米", office="CN", number="1", classes=(9,), status="registered", applicants=("甲",))
    assert lean_record(lean).id == "CN-1"
    assert lean_record(lean).applicants == (Party(name="甲"),)
