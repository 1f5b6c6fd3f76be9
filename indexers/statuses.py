"""What the offices' own status codes mean in the one vocabulary of :data:`ipsearch.records.Status`.

Every entry and its source is listed in ``docs/status-codes.md``. A code without an entry is ``unknown``: the record
keeps the office's own code, and nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ipsearch.records import Status

DEAD: frozenset[Status] = frozenset(
    ("expired", "refused", "withdrawn", "surrendered", "cancelled", "invalidated", "inactive")
)
"""Statuses of a right, or an application for one, that has ended."""

_EUIPO: Mapping[str, Status] = MappingProxyType(
    {
        "filed": "pending",
        "application filed": "pending",
        "application received": "pending",
        "filing date accorded": "pending",
        "classification checked": "pending",
        "application under examination": "pending",
        "application accepted": "pending",
        "application published": "published",
        "application opposed": "opposed",
        "opposition pending": "opposed",
        # Between the end of the opposition period and registration: no longer open to opposition.
        "registration pending": "pending",
        "appeal pending": "pending",
        "registered": "registered",
        "registration published": "registered",
        # In force until the decision (Art. 62 EUTMR).
        "registration cancellation pending": "registered",
        "revocation proceeding pending": "registered",
        "invalidity proceeding pending": "registered",
        # Opposed after registration, as in Germany: in force until the decision.
        "registration opposed": "registered",
        "application withdrawn": "withdrawn",
        "application deemed withdrawn": "withdrawn",
        "application refused": "refused",
        "registration surrendered": "surrendered",
        # Revocation and declaration of invalidity are one status at the EUIPO.
        "registration cancelled": "cancelled",
        "registration expired": "expired",
        "expired": "expired",
        "ended": "inactive",
    }
)

_DPMA: Mapping[str, Status] = MappingProxyType(
    {
        "anmeldung eingegangen": "pending",
        "anmeldung zurueckgenommen": "withdrawn",
        "anmeldung zurueckgewiesen": "refused",
        # Not registered, removed from the register, file destroyed: all dead, none says why.
        "marke nicht eingetragen": "inactive",
        "marke geloescht": "inactive",
        "akte vernichtet": "inactive",
        # An application that came to a negative end; the register may say its grounds.
        "eintragung nicht moeglich": "inactive",
        "marke eingetragen": "registered",
        # Opposed after registration: in force until the decision.
        "marke eingetragen widerspruchsfrist laeuft": "registered",
        "marke eingetragen widerspruchsverfahren laeuft": "registered",
    }
)

_USPTO: Mapping[Status, str] = MappingProxyType(
    {
        "pending": """
            410 413 616 620 630 631 638 640 641 642 643 644 645 646 647 648 649 650 651 652 653 654 655 656 657 658 659
            660 661 663 664 665 666 667 668 672 680 681 682 688 689 690 692 693 694 718 719 720 721 722 724 725 730 731
            732 733 734 744 745 746 748 752 753 756 757 760 762 763 764 765 766 771 772 773 775 777 794 804 806 807 808
            809 810 811 812 813 814 815 816 817 818 819 820 821 822 823 824 825 973""",
        "published": "686 802 803",
        "opposed": "774 779 801",
        # 740: the office's column says pending, but its label a paper filed after registration.
        "registered": "624 625 700 701 702 703 704 705 706 707 708 717 739 740 778 780 790 800",
        "withdrawn": "402 411 412 416 600 601 602 605 606 607 608 609 612 614 618 968",
        "refused": "603 604",  # abandoned after a decision against the applicant: ex parte appeal, inter partes
        "cancelled": "400 401 403 404 405 406 414 415 417 709 710 712 713 714 781 782 783",
        "surrendered": "711",  # section 7(e) of the Lanham Act: at the owner's own request
        "expired": "900",
        "inactive": "610 626 632 901",
        # No live or dead mark behind them in the office's own column, or not a mark at all (969: protected emblems).
        "unknown": "000 622 715 969 970",
    }
)

_PARAGRAPH = re.compile(r"§\s*(\d+)")
_LEGAL_GROUNDS: Mapping[str, Status] = MappingProxyType(
    {"47": "expired", "48": "surrendered", "49": "cancelled", "50": "invalidated", "51": "invalidated"}
)


def euipo_status(label: str) -> Status:
    """Status for the text of ``MarkCurrentStatusCode`` (EUIPO, and WIPO ST.66 where it names the same)."""
    return _EUIPO.get(label.strip().casefold(), "unknown")


def dpma_status(label: str) -> Status:
    """Status for the DPMA's German words (Aktenzustand); ``ö`` and ``oe`` are the same, ``-`` may stand for a space."""
    folded = " ".join(label.casefold().replace("-", " ").replace(",", " ").split())
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        folded = folded.replace(umlaut, letters)
    return _DPMA.get(folded, "unknown")


def uspto_status(code: str) -> Status:
    """Status for the USPTO's three-digit status code (Table 1 of the Trademark Applications documentation)."""
    return uspto_codes().get(code.strip(), "unknown")


def paragraph(ground: str) -> str:
    """The number of the paragraph that a legal ground names (``Löschung wegen Nichtverlängerung nach § 47``)."""
    found = _PARAGRAPH.search(ground)
    return found[1] if found else ""


def markengesetz_status(paragraph: str) -> Status:
    """Why a German mark was removed from the register: 47 no renewal, 48 surrender, 49 revocation, 50/51 invalidity."""
    return _LEGAL_GROUNDS.get(paragraph, "unknown")


def termination_date(
    status: Status, stated: dt.date | None, expiry: dt.date | None, status_date: dt.date | None
) -> dt.date | None:
    """The day the right ended: as stated; else, for a dead mark, the expiry date or the date of its dead status."""
    if stated is not None or status not in DEAD:
        return stated
    return (expiry or status_date) if status == "expired" else status_date


@cache
def uspto_codes() -> Mapping[str, Status]:
    """The USPTO's codes that have an entry."""
    return {code: status for status, codes in _USPTO.items() for code in codes.split()}
