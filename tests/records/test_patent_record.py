"""A patent record: its identity, its claims, and its JSON form."""

from __future__ import annotations

import msgspec
import pytest

from ipsearch.records import Claim, Patent, claims_of, document_name
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


@pytest.mark.parametrize(
    ("name", "written"),
    [  # as WIPO printed them: five digits until June 2002 (WO 02/51230), six since, the whole year since 2004
        ("WO-7800001-A1", ("7800001", "78000001", "1978000001")),
        ("WO-9961002-A1", ("9961002", "99061002", "1999061002", "199961002")),
        ("WO-0012345-A1", ("0012345", "00012345", "2000012345", "200012345")),
        ("WO-0220444-A1", ("0220444", "02020444", "2002020444", "200220444")),
        ("WO-0251230-A1", ("0251230", "2002051230")),
        ("WO-02051231-A1", ("0251231", "02051231", "2002051231")),
        ("WO-02103456-A1", ("02103456", "2002103456")),
        ("WO-03059327-A1", ("0359327", "03059327", "2003059327", "002003059327")),
        ("WO-2004012345-A1", ("0412345", "04012345", "2004012345", "200412345")),
        ("WO-2024123456-A1", ("24123456", "2024123456")),
    ],
)
def test_an_international_publication_has_one_name(name: str, written: tuple[str, ...]) -> None:
    assert {document_name("WO", number, "A1") for number in written} == {name}
    assert {document_name("WO", number) for number in written} == {name.removesuffix("-A1")}


@pytest.mark.parametrize(
    ("country", "number", "kind", "name"),
    [
        ("US", "9816128", "W", "US-9816128-W"),
        ("US", "2017317382", "W", "US-2017317382-W"),
        ("WO", "1999061002", "W", "WO-1999061002-W"),
        ("WO", "DM074086", "", "WO-DM074086"),
        ("WO", "US9912345", "", "WO-US9912345"),
        ("EP", "1999061002", "A1", "EP-1999061002-A1"),
    ],
)
def test_nothing_else_is_named_like_an_international_publication(
    country: str, number: str, kind: str, name: str
) -> None:
    assert document_name(country, number, kind) == name


@pytest.mark.parametrize("kind", ["A1", "A2", "A9", "P1", "P4", "P9"])
def test_a_publication_of_an_american_application_has_one_name(kind: str) -> None:
    """P1, P4 and P9 are those of plants, as A1, A2 and A9 are of all others."""
    assert (
        document_name("US", "2017317382", kind) == document_name("US", "20170317382", kind) == f"US-20170317382-{kind}"
    )


def test_unknown_keys_are_an_error() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"country":"CN","number":"1","colour":"red"}', type=Patent)
