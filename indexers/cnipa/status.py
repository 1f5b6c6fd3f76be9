"""Status of a CNIPA record. The packages have no status column: it follows from what was published.

======================================================  ============  =====================
registration published (注册公告), or a term of protection  registered    注册公告 1234期 / 专用期
only preliminary publication (初审公告)                   published     初审公告 1234期
neither                                                 pending
every goods entry has 商品状态 2                          inactive      商品状态=2
======================================================  ============  =====================

商品状态 2 is final; 0 and 1 are not documented by the office and change nothing. A month holds only the entries that
changed, so the last rule needs the complete list: :func:`with_status` is applied again after a patch was merged. An
expired term is judged when a mark is checked, with the date of the check.
"""

from __future__ import annotations

import msgspec

from ipsearch.records import Event, Trademark

DEAD_GOODS = "2"
"""商品状态 of an entry that is finally inactive."""
DERIVED = frozenset({"pending", "published", "registered", "inactive", "unknown"})
"""Every status that a package can lead to."""
TERM = "专用期开始日期"
PUBLISHED = "初审公告"
REGISTERED = "注册公告"


def with_status(record: Trademark) -> Trademark:
    """The record with the status that its dates, events and goods stand for."""
    events = {event.code: event for event in record.events}
    registered = events.get(REGISTERED) or events.get(TERM)
    published = events.get(PUBLISHED)
    if record.goods and all(goods.status == DEAD_GOODS for goods in record.goods):
        return msgspec.structs.replace(
            record, status="inactive", status_code=f"商品状态={DEAD_GOODS}", status_date=None,
            registration_number=record.application_number if registered else "",
        )  # fmt: skip
    if registered or record.registration_date:
        registered = registered or Event("registration", record.registration_date, REGISTERED)
        return msgspec.structs.replace(
            record, status="registered", status_code=_code(registered), status_date=registered.date,
            registration_number=record.application_number,
        )  # fmt: skip
    if published:
        return msgspec.structs.replace(
            record, status="published", status_code=_code(published), status_date=published.date
        )
    return msgspec.structs.replace(record, status="pending", status_code="", status_date=None)


def _code(event: Event) -> str:
    if event.code == TERM:
        return "专用期"
    return f"{event.code} {event.reference}期" if event.reference else event.code
