"""Classes as asked, against symbols of documents compared one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsearch.backends.base import Document
from ipsearch.backends.memory import holds
from ipsearch.errors import UsageError
from ipsearch.patents.classes import OWN, class_query
from ipsearch.patents.library import Patents
from ipsearch.query.syntax import Class
from ipsearch.records import Patent
from tests.patents.test_documents import of

SYMBOLS = (
    "H01M10/0525", "H01M10/05", "H01M10/052", "H01M10/06", "H01M10/613", "H01M4/00", "H01M12/00", "H01M10/00",
    "H02J7/00", "H01L21/02", "A61K9/16",
)  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Patents:
    return of(
        *(Patent("CN", str(i + 1), "A", ipc=(symbol,), cpc=(symbol,)) for i, symbol in enumerate(SYMBOLS)),
        Patent("CN", "90", "S", locarno=("6-1",)),
        Patent("CN", "91", "S", locarno=("LOC (12) Cl. 06-02",)),
        Patent("US", "92", "B2", cpc=("H01M10/06", "H02J7/00"), cpc_additional=("H02J7/00",),
               cpc_offices=("H01M10/06 EP", "H02J7/00 US")),
    )  # fmt: skip


def classes(library: Patents, query: str, dialect: str) -> set[str]:
    return {
        next(iter((*record.ipc, *record.cpc, *record.locarno)))
        for record in library.records(hit.id for hit in library.iter(query, dialect=dialect))
    }


@pytest.mark.parametrize(
    ("query", "dialect", "expected"),
    [
        ("ipc=H01M", "incopat", {s for s in SYMBOLS if s.startswith("H01M")}),
        ("ipc=H01", "incopat", {s for s in SYMBOLS if s.startswith("H01")}),
        ("ipc=H", "incopat", {s for s in SYMBOLS if s.startswith("H")}),
        ("ipc=H01M10", "incopat", {s for s in SYMBOLS if s.startswith("H01M10/")}),
        ("ipc=/low H01M10/00", "cql", {s for s in SYMBOLS if s.startswith("H01M10/")}),
        ("ipc=/low H01M10/05", "cql", {"H01M10/05"}),
        ("ipc=/same H01M10/00", "cql", {"H01M10/00"}),
        ("ipc=/same H01M10", "cql", {"H01M10/00"}),
        ("ipc=/high H01M10/0525", "cql", {"H01M10/0525", "H01M10/00"}),
        ("ipc=h01m10/0525", "cql", {"H01M10/0525"}),
        ("IPC=[H01M10/05 to H01M10/06]", "incopat", {"H01M10/05", "H01M10/052", "H01M10/0525", "H01M10/06"}),
        ("IPC=[H01M4/00 to H01M10/05]", "incopat", {"H01M4/00", "H01M10/00", "H01M10/05"}),
        ("IPC=[H01M10/0525 to H01M12/00]", "incopat", {"H01M10/0525", "H01M10/06", "H01M10/613", "H01M12/00"}),
        ("IPC=[H01M4 to H01M10/05]", "incopat", {"H01M4/00", "H01M10/00", "H01M10/05"}),
        ("IPC=[H01M10/0525 to H01M12]", "incopat", {"H01M10/0525", "H01M10/06", "H01M10/613", "H01M12/00"}),
        ("IPC=[H01M4 to H01M12]", "incopat", {s for s in SYMBOLS if s.startswith("H01M")}),
        ("IPC=[H01M10 to H01M10]", "incopat", {s for s in SYMBOLS if s.startswith("H01M10/")}),
        ("IPC=[H01M10 to H01M10/05]", "incopat", {"H01M10/00", "H01M10/05"}),
        ("IPC=[H01M10/0525 to H01M10]", "incopat", {"H01M10/0525", "H01M10/06", "H01M10/613"}),
        ("IPC=[H01M10/052 to H01M10/0585]", "incopat", {"H01M10/052", "H01M10/0525"}),
        ("IPC=[H01M10/0521 to H01M10/059]", "incopat", {"H01M10/0525"}),
        ("IPC=[H01M10/0512 to H01M10/06]", "incopat", {"H01M10/052", "H01M10/0525", "H01M10/06"}),
        ("loc:06", "simple", {"6-1", "LOC (12) Cl. 06-02"}),
        ("loc:06-01", "simple", {"6-1"}),
        ("cpci:H02J", "simple", {"H02J7/00"}),
        ("cpca:H02J", "simple", {"H01M10/06"}),
    ],
)
def test_what_a_class_selects(library: Patents, query: str, dialect: str, expected: set[str]) -> None:
    assert classes(library, query, dialect) == expected


DIGITS = st.integers(2, 4).flatmap(lambda size: st.text("0123", min_size=size, max_size=size))


@given(DIGITS, DIGITS, st.sets(DIGITS))
def test_a_range_selects_the_subgroups_between_as_decimals(low: str, high: str, numbers: set[str]) -> None:
    low, high = sorted((low, high))
    node = class_query("ipc", Class("ipc", f"H01M10/{low}", until=f"H01M10/{high}"))
    found = {one for one in numbers if holds(node, Document(one, {"ipc": (f"{OWN}H01M10/{one}",)}, b""))}
    assert found == {one for one in numbers if low <= one <= high}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("ipc=battery", "query.bad_class"), ("IPC=[H01M10/00 to H02J7/00]", "query.class_range"),
        ("loc=abc", "query.bad_class"), ("IPC=[H01M to H01M12]", "query.class_range"),
        ("IPC=[H01M10/06 to H01M10/0525]", "query.range_order"), ("IPC=[H01M12/00 to H01M4/00]", "query.range_order"),
        ("IPC=[H01M12 to H01M4]", "query.range_order"),
    ],
)  # fmt: skip
def test_what_is_no_class_is_told(library: Patents, query: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        library.count(query, dialect="incopat")
    assert caught.value.problem.code == code
