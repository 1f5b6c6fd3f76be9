"""What the tests of the source euipo share: files made for a test, and their records."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import source_reading

from indexers.euipo import SOURCE

one = partial(source_reading.only, SOURCE)
read = partial(source_reading.read, SOURCE)

HEAD = (
    '<Transaction xmlns="http://euipo.europa.eu/trademark/data"><TradeMarkTransactionBody>'
    "<TransactionContentDetails><TransactionData><TradeMarkDetails>"
)
FOOT = "</TransactionData></TransactionContentDetails></TradeMarkTransactionBody></Transaction>"


def write(folder: Path, marks: str, after: str = "") -> Path:
    path = folder / "made.xml"
    path.write_text(f"{HEAD}{marks}</TradeMarkDetails>{after}{FOOT}", encoding="utf-8")
    return path


def mark_xml(number: str, more: str = "", code: str = "Insert") -> str:
    return f'<TradeMark operationCode="{code}"><ApplicationNumber>{number}</ApplicationNumber>{more}</TradeMark>'
