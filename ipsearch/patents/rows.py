"""A row of an index as a row of a list."""

from __future__ import annotations

from ipsearch.backends.base import Hit
from ipsearch.documents.patent import decode_lean
from ipsearch.patents.report import Excerpt, PatentHit


def hit_of(row: Hit, members: int = 0, excerpts: tuple[Excerpt, ...] = ()) -> PatentHit:
    """The row with what was found in it; ``members`` of its family if families are shown."""
    lean = decode_lean(row.lean)
    return PatentHit(
        id=row.id,
        title=lean.title,
        country=row.id.partition("-")[0],
        type=lean.type,
        status=lean.status,
        publication_date=lean.published,
        application_number=lean.application,
        application_date=lean.applied,
        priority_date=lean.priority,
        applicants=lean.applicants,
        inventors=lean.inventors,
        ipc=lean.ipc,
        family=lean.family,
        family_size=members,
        excerpts=excerpts,
    )
