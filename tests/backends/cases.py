"""For the tests of engines: examples with answers written by hand, strategies for any, and what an error says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import strategies as st

from ipsearch.backends.base import Backend, Document, Reader
from ipsearch.cli.exits import exit_code
from ipsearch.errors import IpsearchError
from ipsearch.indices import Versions
from ipsearch.query.ast import (
    And,
    AtLeast,
    Everything,
    Exists,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Range,
    Terms,
    View,
)
from mappings.loader import load

FAMILY = "trademark"
VERSIONS = Versions("1", load(FAMILY).schema_hash)
ALL = View(limit=None)
BY_ID = View(limit=None, sort="id")


def doc(identity: str, /, lean: bytes = b"{}", detail: bytes = b"", **fields: tuple[str, ...] | int) -> Document:
    return Document(identity, fields, lean, detail)


def loaded(backend: Backend, documents: Iterable[Document]) -> Reader:
    writer = backend.build(FAMILY, VERSIONS)
    writer.put(list(documents))
    writer.publish()
    return backend.reader(FAMILY, VERSIONS)


def ids(reader: Reader, query: Node, view: View = BY_ID) -> list[str]:
    return [hit.id for hit in reader.search(query, view).hits]


def names(backend: Backend) -> list[str]:
    return [info.name for info in backend.generations(FAMILY)]


SIX = [
    doc("a", exact=("小米",), classes=("09", "35"), chars=("小", "米", "电", "视"), application_date=20100101),
    doc("b", exact=("小米",), classes=("25",), chars=("大", "小", "米"), application_date=20151231),
    doc("c", exact=("大米",), classes=("09",), chars=("米", "小"), application_date=20200101),
    doc("d", exact=("xiaomi",), del1=("iaomi", "xaomi"), chars=("xiaomi",)),
    doc("e", exact=("x.*", "xi"), classes=(), chars=("小", "小", "米")),
    doc("f"),
]

EXAMPLES: list[tuple[Node, str]] = [
    (Everything(), "abcdef"),
    (Nothing(), ""),
    (Terms("exact", ("小米",)), "ab"),
    (Terms("exact", ("小米", "大米", "没有")), "abc"),
    (Terms("exact", ()), ""),
    (Terms("exact", ("小", "")), ""),
    (Terms("exact", ("大米", "大米")), "c"),
    (Terms("exact", ("小米 大米", " 小米")), ""),
    (Terms("exact", ("\udcff", "xi")), "e"),
    (Terms("exact", (*(f"k{i}" for i in range(3000)), "大米")), "c"),
    (Terms("chars", ("视", "大")), "ab"),
    (Terms("id", ("a", "f", "z")), "af"),
    (Phrase("chars", ("小", "米")), "abe"),
    (Phrase("chars", ("米", "小")), "c"),
    (Phrase("chars", ("小", "小")), "e"),
    (Phrase("chars", ("小", "电")), ""),
    (Phrase("chars", ("视",)), "a"),
    (Phrase("chars", ()), ""),
    (Phrase("chars", ("小", "\udcff")), ""),
    (Prefix("exact", "x"), "de"),
    (Prefix("exact", "xi"), "de"),
    (Prefix("exact", "x."), "e"),
    (Prefix("exact", "小"), "ab"),
    (Prefix("exact", ""), "abcde"),
    (Prefix("exact", "x "), ""),
    (Prefix("exact", "\udcff"), ""),
    (Prefix("exact", "x" * 4000), ""),
    (Prefix("id", "a"), "a"),
    (Prefix("exact", "XI"), ""),
    (Range("application_date", 20100101, 20151231), "ab"),
    (Range("application_date", 20100102, None), "bc"),
    (Range("application_date", None, 20100101), "a"),
    (Range("application_date", None, None), "abc"),
    (Range("application_date", 20200102, 20100101), ""),
    (Range("application_date", -(10**30), 10**30), "abc"),
    (Range("application_date", 10**30, None), ""),
    (Range("application_date", None, -(10**30)), ""),
    (Exists("classes"), "abc"),
    (Exists("application_date"), "abc"),
    (Exists("id"), "abcdef"),
    (Exists("meaning"), ""),
    (Not(Terms("classes", ("09",))), "bdef"),
    (Not(Not(Terms("classes", ("09",)))), "ac"),
    (Not(Everything()), ""),
    (Not(Nothing()), "abcdef"),
    (And(()), "abcdef"),
    (And((Terms("exact", ("小米",)), Terms("classes", ("09",)))), "a"),
    (And((Terms("exact", ("小米",)), Not(Terms("classes", ("09",))))), "b"),
    (And((Not(Terms("exact", ("小米",))), Not(Exists("classes")))), "def"),
    (Or(()), ""),
    (Or((Terms("exact", ("大米",)), Prefix("exact", "x"))), "cde"),
    (Or((Nothing(), Not(Exists("exact")))), "f"),
    (AtLeast(0, (Terms("exact", ("大米",)),)), "abcdef"),
    (AtLeast(-1, ()), "abcdef"),
    (AtLeast(1, ()), ""),
    (AtLeast(2, (Terms("exact", ("小米",)), Terms("classes", ("09",)), Terms("chars", ("大",)))), "ab"),
    (AtLeast(3, (Terms("exact", ("小米",)), Terms("classes", ("09",)), Exists("chars"))), "a"),
    (AtLeast(4, (Terms("exact", ("小米",)), Terms("classes", ("09",)), Exists("chars"))), ""),
    (AtLeast(2, (Terms("exact", ("大米",)), Terms("exact", ("大米",)), Terms("exact", ("xi",)))), "c"),
    (AtLeast(2, (Not(Exists("classes")), Everything(), Nothing())), "def"),
]

TOKENS = st.sampled_from(["a", "ab", "b", "甲", "甲乙", ".*", "a+", "𠮷", "é", "é", "-", "\\", "#&~", "0"])
WORDS = st.lists(TOKENS, max_size=4).map(tuple)
IDS = st.sampled_from(
    ["CN-1", "CN-10", "CN-2", "CN-2-09", "TO", "*", 'a"b', "(x", "中1", "𠮷", "z\\", "~", "-q", "\ufffd"]
)
KEYS = st.sampled_from(["exact", "classes", "chars", "id"])
KEYWORDS = st.sampled_from(["exact", "classes", "id"])
DATES = st.sampled_from([0, -1, 20200101, 20200102, 2**63 - 1, -(2**63)])
DOCUMENTS = st.builds(
    lambda i, exact, classes, chars, date, lean: Document(
        i,
        {"exact": exact, "classes": classes, "chars": chars} | ({} if date is None else {"application_date": date}),
        lean,
    ),
    IDS, WORDS, WORDS, WORDS, st.none() | DATES, st.binary(max_size=5),
)  # fmt: skip
LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.just(Everything()),
    st.just(Nothing()),
    st.builds(Terms, KEYS, st.lists(TOKENS | IDS, max_size=3).map(tuple)),
    st.builds(Phrase, st.just("chars"), WORDS),
    st.builds(Prefix, KEYWORDS, st.sampled_from(["", "a", "甲", ".", "-", "\\", "CN-1", "#", "𠮷", "e"])),
    st.builds(Range, st.just("application_date"), st.none() | DATES, st.none() | DATES),
    st.builds(Exists, st.sampled_from(["exact", "chars", "application_date", "near"])),
)


def branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    few = st.lists(inner, max_size=4).map(tuple)
    return st.one_of(
        st.builds(Not, inner), st.builds(And, few), st.builds(Or, few), st.builds(AtLeast, st.integers(-1, 4), few)
    )


QUERIES: st.SearchStrategy[Node] = st.recursive(LEAVES, branches, max_leaves=6)


def problem(raised: pytest.ExceptionInfo[Any]) -> tuple[str, int]:
    """Code and exit code; both languages can say it."""
    error: IpsearchError = raised.value
    assert error.problem.text("zh") != error.problem.text("en")
    return error.problem.code, exit_code(error)
