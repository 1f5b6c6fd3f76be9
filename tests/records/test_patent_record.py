"""A patent record: its identity, its claims, and its JSON form."""

from __future__ import annotations

import msgspec
import pytest

from ipsearch.records import Claim, Patent, claims_of
from ipsearch.records.patent import dependencies


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("根据权利要求1所述的电池", 2, (1,)),
        ("如权利要求1或2所述的电池", 3, (1, 2)),
        ("根据权利要求1至4中任一项所述的电池", 5, (1, 2, 3, 4)),
        ("如前述任一权利要求所述的电池", 4, (1, 2, 3)),
        ("根据上述权利要求中任一项所述的方法", 3, (1, 2)),
        ("The device of claim 3, wherein", 9, (3,)),
        ("The device according to any of claims 1 to 3", 4, (1, 2, 3)),
        ("The device of claims 1, 2 and 5", 6, (1, 2, 5)),
        ("A device as claimed in any preceding claim", 4, (1, 2, 3)),
        ("Vorrichtung nach einem der vorhergehenden Ansprüche", 3, (1, 2)),
        ("Vorrichtung nach Anspruch 1 oder 2", 3, (1, 2)),
        ("Dispositif selon l'une quelconque des revendications précédentes", 3, (1, 2)),
        ("Dispositif selon la revendication 1", 2, (1,)),
        ("請求項1に記載の電池", 2, (1,)),
        ("A device comprising 3 parts", 2, ()),
        ("The device of claim 7", 3, ()),
    ],
)
def test_what_a_claim_depends_on(text: str, number: int, expected: tuple[int, ...]) -> None:
    assert dependencies(text, number) == expected


def test_claims_may_be_their_text_alone() -> None:
    record = Patent("CN", "1", "A", claims={"zh": ("一种灯。", "如权利要求1所述的灯。")})
    assert claims_of(record, "zh") == (Claim(1, "一种灯。"), Claim(2, "如权利要求1所述的灯。", (1,)))
    assert claims_of(record, "en") == ()


def test_the_identity_leaves_out_what_is_not_there() -> None:
    assert Patent("CN", "102 025 678", "A").id == "CN-102025678-A"
    assert Patent("CN", "1").id == "CN-1"


def test_unknown_keys_are_an_error() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"country":"CN","number":"1","colour":"red"}', type=Patent)
