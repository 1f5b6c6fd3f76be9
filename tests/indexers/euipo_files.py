"""What the tests of the source euipo share: files made for a test, and their records."""

from __future__ import annotations

from pathlib import Path

from indexers.base import Rejected, Unit
from indexers.euipo import SOURCE
from indexers.files import Blob
from ipsearch.records import Trademark

HEAD = (
    '<Transaction xmlns="http://euipo.europa.eu/trademark/data"><TradeMarkTransactionBody>'
    "<TransactionContentDetails><TransactionData><TradeMarkDetails>"
)
FOOT = "</TransactionData></TransactionContentDetails></TradeMarkTransactionBody></Transaction>"


def read(path: Path) -> list[Trademark | Rejected]:
    return list(SOURCE.read(Unit(SOURCE, (Blob(path, size=path.stat().st_size),))))


def one(path: Path) -> Trademark:
    (record,) = read(path)
    assert isinstance(record, Trademark)
    return record


def write(folder: Path, marks: str, after: str = "") -> Path:
    path = folder / "made.xml"
    path.write_text(f"{HEAD}{marks}</TradeMarkDetails>{after}{FOOT}", encoding="utf-8")
    return path


def mark_xml(number: str, more: str = "", code: str = "Insert") -> str:
    return f'<TradeMark operationCode="{code}"><ApplicationNumber>{number}</ApplicationNumber>{more}</TradeMark>'
