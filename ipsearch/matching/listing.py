"""A mark of the register as answers show it, and what its status says."""

from __future__ import annotations

from collections.abc import Iterator

from ipsearch.documents.lean import Lean
from ipsearch.matching.life import Standing
from ipsearch.matching.reasons import reason
from ipsearch.matching.report import Listed, Reason


def listed(identity: str, lean: Lean, now: Standing, *, own: bool) -> Listed:
    """What an answer shows of a mark. One of the applicant's own (``own``) does not stand in the way."""
    return Listed(
        id=identity,
        mark=lean.mark,
        office=lean.office,
        number=lean.registration or lean.number,
        classes=lean.classes,
        groups=lean.groups,
        status=lean.status,
        life=now.life,
        blocks=now.blocks and not own,
        blocks_until=now.until,
        applicant="; ".join(lean.applicants),
    )


def life_reason(lean: Lean, now: Standing) -> Iterator[Reason]:
    """What a status that has ended means; nothing for any other."""
    if now.life == "dead_recent" and now.until:
        yield reason("renewable" if now.renewable else "dead_recent", "", lean.status, until=str(now.until))
    elif now.life == "dead_recent":
        yield reason("dead_undated", "", lean.status)
    elif now.life == "dead":
        yield reason("dead", "", lean.status)
