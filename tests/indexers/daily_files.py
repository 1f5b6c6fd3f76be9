"""What the tests of the bulk data of the USPTO share: files with case files made for a test, and their records."""

from __future__ import annotations

from pathlib import Path

from indexers.base import Rejected, Unit
from indexers.files import walk
from indexers.uspto import SOURCE
from ipsearch.records import Trademark

FRAME = (
    "<trademark-applications-daily><version><version-no>2.0</version-no><version-date>20050401</version-date></version>"
    "<creation-datetime>202001020304</creation-datetime><application-information><file-segments>"
    "<file-segment>TRMK</file-segment><action-keys><action-key>NE</action-key>{}</action-keys></file-segments>"
    "</application-information></trademark-applications-daily>"
)


def case(number: str, header: str = "", more: str = "") -> str:
    return (
        f"<case-file><serial-number>{number}</serial-number><registration-number>0000000</registration-number>"
        f"<case-file-header>{header}</case-file-header>{more}</case-file>"
    )


def write(folder: Path, cases: str, doctype: str = "") -> Path:
    path = folder / "apc200102.xml"
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}{FRAME.format(cases)}', encoding="utf-8")
    return path


def read(path: Path) -> list[Trademark | Rejected]:
    return list(SOURCE.read(Unit(SOURCE, tuple(walk(path)))))


def one(folder: Path, cases: str) -> Trademark:
    (record,) = read(write(folder, cases))
    assert isinstance(record, Trademark)
    return record
