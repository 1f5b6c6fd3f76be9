"""The registry of sources."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from indexers.library import Library, find_library
from indexers.sources import all_sources, find_source
from indexers.trademarks import LIBRARY as TRADEMARKS
from ipsearch.errors import UsageError


@pytest.mark.parametrize("library", [find_library("trademark"), find_library("patent")], ids=lambda one: one.family)
def test_every_name_leads_to_its_source(library: Library[Any]) -> None:
    assert [source.name for source in all_sources(library)] == list(library.sources)


def test_plain_lists_are_tried_last() -> None:
    assert list(TRADEMARKS.sources)[-1] == TRADEMARKS.last_resort == "names"


def test_the_packages_of_cnipa_list_changes_and_some_records_of_euipo_and_dpma_do() -> None:
    partial = [source for source in all_sources(TRADEMARKS) if source.partial]
    assert [source.name for source in partial] == ["cnipa", "euipo", "dpma"]
    assert [source.name for source in partial if source.whole is None] == ["cnipa"]


def test_an_unknown_name() -> None:
    with pytest.raises(UsageError) as error:
        find_source(TRADEMARKS, "wipo")
    assert (error.value.problem.code, error.value.problem.place) == ("source.unknown", "--source")


def test_no_source_is_imported_before_it_is_asked_for() -> None:
    code = (
        "import sys, indexers.sources as s; from indexers.trademarks import LIBRARY; "
        "s.find_source(LIBRARY, 'names'); print('lxml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
