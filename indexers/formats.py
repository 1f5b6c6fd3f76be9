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
    line = head.lstrip().split(b"\n", 1)[0]
    if line.startswith(b"{"):
        has_keys = all(re.search(rb'"%s"\s*:' % key, line) for key in (b"country", b"number"))
        return "country, number" if has_keys and b'"office"' not in line else ""
    root = read_head(head).root
    return root if root in PATENT_ROOTS else ""


TRADEMARK_ROOTS = frozenset((
    "Transaction", "TradeMark", "trademark-applications-daily", "TrademarkTransaction", "HitList",
))  # fmt: skip
"""Root elements of the offices' files of trade marks: EUIPO and USPTO (ST.66, ST.96, daily), INPI, DPMA."""


def trademark_format(head: bytes) -> str:
    """What tells that the first bytes are those of a file of trade marks; "" if nothing does."""
    start = head.lstrip()
    if start.startswith((b"{", b"[")):
        # Of lines only the first object tells; a list, or an object over several lines, has its keys further on.
        line = start.split(b"\n", 1)[0] if b"}" in start.split(b"\n", 1)[0] else start
        return "office, application_number" if re.search(rb'"office"\s*:', line) else ""
    root = read_head(head).root
    return root if root in TRADEMARK_ROOTS else ""
