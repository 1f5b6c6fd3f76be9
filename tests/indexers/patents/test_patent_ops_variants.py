"""Source ops: answers written for it: claims in lines, divisions, errors, damage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ops_answers import as_json, one, read
from patent_reading import blob, written

from indexers.base import Rejected, Unit
from indexers.patents.badgerfish import element_of
from indexers.patents.ops import SOURCE
from indexers.xmlstream import find_all, text
from ipsearch.errors import InputError
from ipsearch.records import Claim, Patent, Related


def test_an_error_of_the_gateway_and_documents_that_are_not_there(tmp_path: Path) -> None:
    path = written(
        tmp_path / "quota.xml",
        "<error><code>403</code><message>Fair use policy</message><moreInfo>http://www.epo.org/x</moreInfo></error>",
    )
    assert SOURCE.sniff(blob(path))
    (item,) = read(path)
    assert isinstance(item, Rejected)
    assert item.problem.values == {"error": "403 Fair use policy"}
    several = written(
        tmp_path / "several.xml",
        '<ops:world-patent-data xmlns:ops="http://ops.epo.org"><exchange-documents>'
        '<exchange-document country="EP" doc-number="1" kind="A1"/>'
        '<exchange-document country="EP" doc-number="2" kind="A1" status="not found"/>'
        "</exchange-documents></ops:world-patent-data>",
    )
    good, missing = read(several)
    assert isinstance(good, Patent)
    assert good.id == "EP-1-A1"
    assert isinstance(missing, Rejected)
    assert missing.problem.values == {"error": "not found EP2A1"}


WORLD = '<ops:world-patent-data xmlns="http://www.epo.org/exchange" xmlns:ops="http://ops.epo.org" xmlns:reg="r">'


def claims_answer(*texts: str) -> str:
    return (
        f"{WORLD}<fulltext-documents><fulltext-document><bibliographic-data><publication-reference>"
        "<document-id document-id-type='docdb'><country>WO</country><doc-number>2099148899</doc-number>"
        "<kind>A1</kind></document-id></publication-reference></bibliographic-data><claims lang='EN'><claim>"
        + "".join(f"<claim-text>{text}</claim-text>" for text in texts)
        + "</claim></claims></fulltext-document></fulltext-documents></ops:world-patent-data>"
    )


LINES = """1. A method comprising:
(a) heating;
(1) once, and
3. twice.
2. The method of claim 1,
wherein it cools.
3. The method of claim 1 or 2."""


@pytest.mark.parametrize("heading", ["", "\n", "CLAI MS\n", "What is claimed is:\n\n"])
def test_claims_of_international_applications_are_lines_of_one_text(tmp_path: Path, heading: str) -> None:
    found = one(written(tmp_path / "claims.xml", claims_answer(heading + LINES)))
    claims = [claim for claim in found.claims["en"] if isinstance(claim, Claim)]
    assert [(claim.number, claim.depends_on) for claim in claims] == [(1, ()), (2, (1,)), (3, (1, 2))]
    assert claims[0].text == "A method comprising: (a) heating; (1) once, and 3. twice."
    assert claims[1].text == "The method of claim 1, wherein it cools."


@pytest.mark.parametrize(
    "texts",
    [
        ["A method comprising\nheating, and\ncooling."],
        ["What is above a list of numbered lines is here too long to be the heading of claims:\n1. one\n2. two"],
        ["1. A method comprising:\n2. heating", "2. The method of claim 1."],
    ],
)  # fmt: skip
def test_lines_that_are_no_claims_stay_together(tmp_path: Path, texts: list[str]) -> None:
    found = one(written(tmp_path / "claims.xml", claims_answer(*texts)))
    assert len(found.claims["en"]) == len(texts)


def test_what_an_application_of_the_register_is_divided_out_of(tmp_path: Path) -> None:
    def numbers(name: str, application: str = "", publication: str = "") -> str:
        identity = (
            "<reg:document-id document-id-type='{} number'><reg:country>EP</reg:country><reg:doc-number>{}"
            "</reg:doc-number><reg:kind>D</reg:kind></reg:document-id>"
        )
        empty = "<reg:document-id><reg:country></reg:country><reg:doc-number></reg:doc-number></reg:document-id>"
        known = identity.format("application", application) + identity.format("publication", publication)
        return f"<reg:{name}>{known if application else empty}</reg:{name}>"

    def relation(*sides: str) -> str:
        return f"<reg:division><reg:relation>{''.join(sides)}</reg:relation></reg:division>"

    path = written(
        tmp_path / "register.xml",
        f"{WORLD}<reg:register-documents><reg:register-document><reg:bibliographic-data><reg:publication-reference>"
        "<reg:document-id><reg:country>EP</reg:country><reg:doc-number>9930274</reg:doc-number><reg:kind>A2</reg:kind>"
        "<reg:date>20140514</reg:date></reg:document-id></reg:publication-reference><reg:related-documents>"
        + relation(numbers("parent-doc", "20110797099", "9954689"), numbers("child-doc"))
        + relation(numbers("parent-doc"), numbers("child-doc", "20150161199", "20150161199"))
        + "</reg:related-documents></reg:bibliographic-data></reg:register-document></reg:register-documents>"
        "</ops:world-patent-data>",
    )
    assert one(path).related == (
        Related("division", "EP-9954689"), Related("divisional_application", "EP-15161199-A"),
    )  # fmt: skip
    assert one(written(tmp_path / "register.json", json.dumps(as_json(path)))).related == one(path).related


def test_one_object_and_a_list_of_objects_in_json() -> None:
    single = element_of("ops:a", {"exch:b": {"$": "x"}, "@n": 1})
    several = element_of("a", {"b": [{"$": "x"}, {"$": "y"}], "c": None, "d": 5, "@xmlns": {"$": "u"}})
    assert (single.tag, single.get("n"), text(single, "b")) == ("a", "1", "x")
    assert [text(one) for one in find_all(several, "b")] == ["x", "y"]
    assert (text(several, "c"), text(several, "d")) == ("", "5")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "json.invalid"),
        ('{"ops:world-patent-data": {"exchange-documents": {"exchange-document": {"@country": "EP"', "json.invalid"),
        ('{"a b": {}}', "json.schema"),
        ('{"a": {"b": {"$": "\\u0000"}}}', "json.schema"),
        ('{"a": ' + '{"a": ' * 70 + "1" + "}" * 71, "json.schema"),
        ("<ops:world-patent-data xmlns:ops='o'><exchange-documents><exchange-doc", "file.truncated"),
        ("<world-patent-data><a></world-patent-data>", "xml.malformed"),
        ("", "file.empty"),
        ("  \n", "file.empty"),
    ],
)
def test_damage(tmp_path: Path, content: str, code: str) -> None:
    path = written(tmp_path / "answer", content)
    with pytest.raises(InputError) as caught:
        list(SOURCE.read(Unit(SOURCE, (blob(path),))))
    assert caught.value.problem.code == code
    assert caught.value.problem.place.startswith(str(path))


def test_a_document_without_number_in_json(tmp_path: Path) -> None:
    documents = [{"@country": "EP", "@doc-number": "1"}, {"@country": "EP"}]
    answer = {"ops:world-patent-data": {"exchange-documents": {"exchange-document": documents}}}
    good, rejected = read(written(tmp_path / "answer.json", json.dumps(answer)))
    assert isinstance(good, Patent)
    assert good.id == "EP-1"
    assert isinstance(rejected, Rejected)
    assert (rejected.problem.code, rejected.problem.place) == (
        "record.no_document_number", str(tmp_path / "answer.json"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "content",
    ["<fault><code>1</code></fault>", "<error>no</error>", '{"country": "EP", "number": "1"}', "<exchange-documents/>",
     '{"ops:world-patent-data": {"ops:meta": {}}}', "<ep-patent-document/>", "exchange-document", ""],
)  # fmt: skip
def test_files_of_others_are_not_claimed(tmp_path: Path, content: str) -> None:
    assert not SOURCE.sniff(blob(written(tmp_path / "file", content)))
