"""Helpers for full texts of the EPO: documents written for a test, and reading them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import patent_reading
from patent_reading import written

from indexers.patents.epfulltext import SOURCE
from ipsearch.records import Patent

read = partial(patent_reading.read, SOURCE)
records = partial(patent_reading.records, SOURCE)
HEAD = '<ep-patent-document lang="en" country="EP" doc-number="{0}" kind="B1" date-publ="20210630">'
DOCUMENT = HEAD + '<SDOBI lang="en">{1}</SDOBI>{2}</ep-patent-document>'


def one(tmp_path: Path, biblio: str = "", body: str = "") -> Patent:
    (found,) = records(written(tmp_path / "one.xml", DOCUMENT.format("3404678", biblio, body)))
    return found
