"""Dated steps of a procedure that bibliographies tell in elements of their own, in both standards of WIPO for them.

ST.32 names an element by its number (``B235``), ST.36 by words (``date-application-refused``); which is which, and what
it means, is said in the DTD ``ep-patent-document`` (EPO, version 1.5), whose comments give the number of each name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from indexers.officevalues import Notes, joined
from indexers.patents.xmltext import day
from indexers.xmlstream import Element, find_all, local_name, text, texts
from ipsearch.records import LegalEvent


class Step(NamedTuple):
    """A step: its paths in ST.32 and in ST.36 ("" where a standard has none), in words, and the kind of the event."""

    st32: str
    st36: str
    words: str
    kind: str = ""


STEPS = (
    Step("B200/B240/B241", "dates-rights-effective/request-for-examination", "request for examination", "examination"),
    Step("B200/B240/B242", "dates-rights-effective/first-examination-report-despatched",
         "first examination report despatched", "examination"),
    Step("B200/B240/B243", "dates-rights-effective/patent-maintained-as-amended", "patent maintained as amended",
         "opposition"),
    Step("B200/B240/B244", "dates-rights-effective/request-for-conversion-to-national-application",
         "conversion to a national application requested", "national"),
    Step("B200/B240/B246", "dates-rights-effective/proceedings-resumed", "proceedings resumed"),
    Step("B200/B240/B248", "dates-rights-effective/notification-of-rights-after-appeal",
         "rights after appeal notified"),
    Step("", "dates-rights-effective/proceedings-suspended", "proceedings suspended"),
    Step("", "dates-rights-effective/proceedings-interrupted", "proceedings interrupted"),
    Step("", "dates-rights-effective/date-entering-into-force", "entered into force", "grant"),
    Step("B200/B230/B235", "date-application-refused", "application refused", "refusal"),
    Step("B200/B230/B236", "date-application-withdrawn-by-applicant", "application withdrawn", "withdrawal"),
    Step("", "date-application-partially-withdrawn", "application withdrawn in part", "disclaimer"),
    Step("B200/B230/B237", "date-application-deemed-withdrawn", "application deemed withdrawn", "withdrawal"),
    Step("B200/B230/B238EP", "", "re-establishment of rights requested", "restoration"),
    Step("", "date-rights-reestablished", "re-establishment of rights decided", "restoration"),
    Step("B200/B230/B239", "date-of-revocation", "patent revoked", "revocation"),
    Step("B400/B451EP", "", "intention to grant announced", "examination"),
    Step("B400/B452EP", "", "intention to grant announced", "examination"),
    Step("B400/B453EP/B4530EP", "", "patent limited", "limitation"),
    Step("B400/B472/B473", "term-of-grant/disclaimer", "disclaimer", "disclaimer"),
    Step("", "dates-of-public-availability/term-of-grant/disclaimer", "disclaimer", "disclaimer"),
    Step("B400/B476", "dates-of-public-availability/invalidation-of-patent", "patent invalidated", "revocation"),
    Step("B400/B477", "dates-of-public-availability/printed-as-amended", "document printed as amended", "opposition"),
    Step("", "opposition-data//date-opposition-filed", "opposition filed", "opposition"),
    Step("B700/B780//B785", "opposition-data//date-deemed-not-to-have-been-filed", "opposition deemed not filed",
         "opposition"),
    Step("B700/B780//B786", "opposition-data//date-inadmissable", "opposition inadmissible", "opposition"),
    Step("B700/B780/B787", "opposition-data/date-rejected", "opposition rejected", "opposition"),
    Step("B700/B780/B788", "opposition-data/date-terminated", "opposition procedure terminated", "opposition"),
    Step("B000/eptags/B078EP", "opposition-data/opposition-not-filed", "no opposition filed", "no_opposition"),
    Step("B800/B850", "date-pct-article-22-39-fulfilled", "national or regional phase entered", "national_phase"),
    Step("B900/B910", "pct-application-no-longer-effective", "international application no longer effective",
         "no_national_phase"),
)  # fmt: skip


def _by_group(paths: Iterable[tuple[str, Step]]) -> Mapping[str, Sequence[tuple[str, Step]]]:
    """By the first element of the path: a bibliography has few of them, and millions are read."""
    found: dict[str, list[tuple[str, Step]]] = {}
    for path, step in paths:
        if path:
            found.setdefault(path.partition("/")[0], []).append((path, step))
    return MappingProxyType(found)


_ST32 = _by_group((step.st32, step) for step in STEPS)
_ST36 = _by_group((step.st36, step) for step in STEPS)


def st32_steps(body: Element, notes: Notes) -> Iterator[LegalEvent]:
    """The steps that an ``SDOBI`` tells."""
    return _told(body, _ST32, notes)


def st36_steps(body: Element, notes: Notes) -> Iterator[LegalEvent]:
    """The steps that a ``bibliographic-data`` tells."""
    return _told(body, _ST36, notes)


def _told(body: Element, steps: Mapping[str, Sequence[tuple[str, Step]]], notes: Notes) -> Iterator[LegalEvent]:
    for group in dict.fromkeys(local_name(child) for child in body if isinstance(child.tag, str)):
        for path, step in steps.get(group, ()):
            yield from _events(body, path, step, notes)


def _events(body: Element, path: str, step: Step, notes: Notes) -> Iterator[LegalEvent]:
    """One for each state that is named: a conversion, the end of an international application hold for some alone.

    Of a withdrawal the register may have no day and the issue of the Bulletin alone.
    """
    for one in find_all(body, path):
        states = [*texts(one, "ctry"), *texts(one, "country"), *texts(one, "region")] or [""]
        raws = texts(one, "date") or texts(one, "document-id/date")
        dates = [day(raw, path.rpartition("/")[2], notes) for raw in raws]
        dates = dates if len(dates) == len(states) else dates[:1] * len(states)
        bulletin = f"Bulletin {issue}" if (issue := one.get("change-gazette-num")) and not any(dates) else ""
        more = one.get("reason") or text(one, "text") or text(one, "dtxt") or bulletin
        words = joined(step.words, more, by=": ")
        for state, date in zip(states, dates or [None] * len(states), strict=True):
            if date or bulletin:
                yield LegalEvent(date=date, text=words, country=state, kind=step.kind)
