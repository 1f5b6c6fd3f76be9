"""A small register for tests of the commands and of batches: every status a clerk meets, written by hand."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

TODAY = dt.date.today()
CANCELLED_ON = TODAY - dt.timedelta(days=100)

RECORDS: tuple[dict[str, object], ...] = (
    {
        "office": "CN", "application_number": "8911270", "mark": "小米", "registration_number": "8911270", "part": "09",
        "classes": [9], "groups": ["0901", "0907"], "status": "registered", "application_date": "2010-11-22",
        "expiry_date": f"{TODAY.year + 5}-01-01", "applicants": [{"name": "小米科技有限责任公司", "country": "CN"}],
        "goods": [{"nice_class": 9, "text": "计算机", "language": "zh", "group": "0901"}],
    },
    {
        "office": "CN", "application_number": "200", "mark": "小米", "part": "35", "classes": [35],
        "status": "cancelled", "termination_date": CANCELLED_ON.isoformat(), "applicants": [{"name": "甲公司"}],
    },
    {
        "office": "CN", "application_number": "200", "mark": "小米", "part": "05", "classes": [5], "status": "refused",
        "applicants": [{"name": "甲公司"}],
    },
    {
        "office": "CN", "application_number": "301", "mark": "XIAOMI", "classes": [41], "status": "pending",
        "applicants": [{"name": "乙公司"}],
    },
    {"office": "US", "application_number": "97000001", "mark": "QUILLFORD", "classes": [42], "status": "registered"},
    {"office": "CN", "application_number": "400", "mark": "沐\u001b[31m禾", "classes": [1], "status": "registered"},
)  # fmt: skip
"""小米 is identical in 9 (registered), in 35 (cancelled less than a year ago) and in 5 (refused: no obstacle)."""


def write_register(folder: Path) -> Path:
    """The register as canonical NDJSON."""
    path = folder / "register.ndjson"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in RECORDS), encoding="utf-8")
    return path
