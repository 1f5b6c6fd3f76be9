"""Pages joined by their cursors: the whole list, nothing twice, also while more is loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.load import LoadOptions, load_patents
from ipsearch.backends.base import Backend
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.backends.memory import MemoryBackend
from ipsearch.patents.library import Patents
from ipsearch.records import Patent

DAYS = st.none() | st.dates(dt.date(2019, 12, 30), dt.date(2020, 1, 2))
RECORDS = st.builds(
    Patent,
    country=st.sampled_from(("CN", "US")),
    number=st.integers(1, 9).map(str),
    kind=st.sampled_from(("A", "B")),
    publication_date=DAYS,
    grant_date=DAYS,
    family_id=st.sampled_from(("1", "2", "3")),
    title=st.sampled_from(("电池", "锂电", "battery")).map(lambda title: {"zh": title}),
)
ORDERS = st.sampled_from(("id", "pd", "pd:asc", "gd"))
QUERY = "ti:电"


def add(backend: Backend, records: Iterable[Patent], folder: Path) -> None:
    path = folder / "records.ndjson"
    path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))
    assert not load_patents([path], backend, LoadOptions(workers=0, rejects=folder / "unused")).rejected


def listed(records: Iterable[Patent], order: str) -> list[Patent]:
    """The last record of each id that the query selects, in order: those without the date last, equal ones by id."""

    def place(record: Patent) -> tuple[bool, int, str]:
        day = {"id": None, "gd": record.grant_date}.get(order, record.publication_date)
        number = day.toordinal() if day else 0
        return (day is None, number if order.endswith("asc") else -number, record.id)

    latest = {record.id: record for record in records}
    return sorted((record for record in latest.values() if "电" in record.title["zh"]), key=place)


def pages(
    patents: Patents, order: str, size: int, after: str = "", family: bool = False
) -> list[tuple[str, int | None]]:
    """Id and members of every row from a cursor on, page by page."""
    found: list[tuple[str, int | None]] = []
    while True:
        page = patents.search(QUERY, sort=order, limit=size, after=after, family=family)
        assert len(page.hits) <= size
        found += [(hit.id, hit.family_size) for hit in page.hits]
        if not page.cursor:
            return found
        after = page.cursor


@pytest.mark.parametrize("engine", ["memory", "embedded"])
@settings(max_examples=12, deadline=None)
@given(
    st.lists(RECORDS, min_size=1, max_size=14), st.lists(RECORDS, max_size=6), ORDERS, st.integers(1, 4),
    st.integers(1, 3),
)  # fmt: skip
def test_pages_are_the_whole_list_also_while_more_is_loaded(
    engine: str, first: list[Patent], second: list[Patent], order: str, size: int, taken: int
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with closing(MemoryBackend() if engine == "memory" else EmbeddedBackend(folder / "engine")) as backend:
            add(backend, first, folder)
            patents = Patents(backend)
            whole = listed(first, order)
            assert [identity for identity, _ in pages(patents, order, size)] == [record.id for record in whole]
            members: dict[str, list[str]] = {}
            for record in whole:
                members.setdefault(record.family_id, []).append(record.id)
            families = [(ids[0], len(ids)) for ids in members.values()]
            assert pages(patents, order, size, family=True) == families

            page = patents.search(QUERY, sort=order, limit=taken)
            known = {record.id for record in first}
            later = [record for record in second if record.id not in known]
            if later and page.cursor:
                add(backend, later, folder)
                patents.reload()
                both = [record.id for record in listed([*first, *later], order)]
                rest = [identity for identity, _ in pages(patents, order, size, page.cursor)]
                assert rest == both[both.index(page.hits[-1].id) + 1 :]
            patents.close()
