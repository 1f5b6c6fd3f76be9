"""The registry of sources."""

from __future__ import annotations

import subprocess
import sys

import pytest

from indexers.sources import LAST_RESORT, all_sources, find_source, source_names
from ipsearch.errors import UsageError


def test_every_name_leads_to_its_source() -> None:
    assert [source.name for source in all_sources()] == list(source_names())
    assert source_names()[-1] == LAST_RESORT


def test_only_the_packages_of_cnipa_list_changes() -> None:
    assert [source.name for source in all_sources() if source.partial] == ["cnipa"]


def test_an_unknown_name() -> None:
    with pytest.raises(UsageError) as error:
        find_source("wipo")
    assert (error.value.problem.code, error.value.problem.place) == ("source.unknown", "--source")


def test_no_source_is_imported_before_it_is_asked_for() -> None:
    code = "import sys, indexers.sources as s; s.find_source('names'); print('lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
