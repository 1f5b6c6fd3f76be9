"""What tells that a file belongs to the other library: first bytes of the offices' formats."""

from __future__ import annotations

import re

from indexers.xmlhead import read_head

PATENT_ROOTS = frozenset((
    "us-patent-grant", "us-patent-application", "patent-application-publication", "PATDOC", "exchange-documents",
    "exchange-document", "ep-patent-document", "world-patent-data", "fulltext-documents", "dpma-patent-document",
    "PatentHitList", "PatentDocumentAndRelated", "cn-patent-document", "cn-patent-documents",
))  # fmt: skip
"""Root elements of the offices' patent files: USPTO (grants, applications, before 2005), EPO (DOCDB, full text, OPS),
DPMA and CNIPA."""


def patent_format(head: bytes) -> str:
    """What tells that the first bytes are those of a patent file: a root element, a key; "" if nothing does."""
    if head.startswith((b"PATN\n", b"PATN\r\n")):
        return "Green Book"
    if (shown := _first_object(head)) is not None:
        has_keys = _has_key("country", shown) and _has_key("number", shown)
        return "country, number" if has_keys and not _has_key("office", shown) else ""
    root = read_head(head).root
    return root if root in PATENT_ROOTS else ""


TRADEMARK_ROOTS = frozenset((
    "Transaction", "TradeMark", "trademark-applications-daily", "TrademarkTransaction", "HitList",
))  # fmt: skip
"""Root elements of the offices' files of trade marks: EUIPO and USPTO (ST.66, ST.96, daily), INPI, DPMA."""


def trademark_format(head: bytes) -> str:
    """What tells that the first bytes are those of a file of trade marks; "" if nothing does."""
    if (shown := _first_object(head)) is not None:
        return "office, application_number" if _has_key("office", shown) else ""
    root = read_head(head).root
    return root if root in TRADEMARK_ROOTS else ""


def _first_object(head: bytes) -> bytes | None:
    """Where the keys of the first object of a JSON file stand; None for another file."""
    start = head.lstrip()
    if not start.startswith((b"{", b"[")):
        return None
    # Of lines only the first object tells; a list, or an object over several lines, has its keys further on.
    line = start.split(b"\n", 1)[0]
    return line if b"}" in line else start


def _has_key(name: str, text: bytes) -> bool:
    return re.search(rb'"%s"\s*:' % name.encode(), text) is not None
