"""What happened to a European application or patent, as an ``SDOBI`` tells it: steps, oppositions, licences, lapses.

Elements and their codes are those of the DTD ``ep-patent-document`` (EPO, version 1.5). They have no codes of the
register; what the EPO's own codes mean stands in the comments of the DTD.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from indexers.officevalues import Notes, joined
from indexers.patents.epfulltext_biblio import read_party
from indexers.patents.steps import st32_steps
from indexers.patents.xmltext import day
from indexers.xmlstream import Element, find, find_all, local_name, text, texts
from ipsearch.records import LegalEvent

_OPPOSITIONS = {
    "": "opposition filed", "0": "opposition filed", "1": "opposition admissible", "2": "opposition inadmissible",
    "3": "opposition deemed not filed", "4": "opposition withdrawn", "5": "intervention",
    "6": "intervention admissible", "7": "intervention inadmissible", "8": "intervention deemed not filed",
    "9": "intervention withdrawn",
}  # fmt: skip
_REESTABLISHED = {"2": "re-establishment of rights refused", "3": "re-establishment of rights allowed"}
_STOPPED = {
    "1": "proceedings suspended: Rule 14", "2": "proceedings interrupted: applicant died",
    "3": "proceedings interrupted: legal incapacity of the applicant", "4": "proceedings interrupted: legal prevention",
    "5": "proceedings interrupted: representative died",
    "6": "proceedings interrupted: legal incapacity of the representative",
    "7": "proceedings interrupted: bankruptcy of the representative",
}  # fmt: skip
_WHEN = {"01": "during the opposition period", "02": "after the opposition period"}
_DECIDED = {
    "01": "admissible", "02": "inadmissible", "03": "deemed not filed",
    "04": "deemed not filed, opposition pending or filed", "05": "withdrawn",
}  # fmt: skip
_NOT_LIMITED = {
    "01": "refused in substance", "02": "inadmissible for formal reasons", "03": "no reply in time",
    "04": "requirements not fulfilled",
}  # fmt: skip
_REVIEWED = {
    "R01": "obviously inadmissible", "R02": "obviously unsubstantiated", "R04": "inadmissible", "R05": "rejected",
    "R06": "allowed, appeal reopened", "R07": "allowed, appeal reopened", "R09": "withdrawn",
    "R10": "deemed to be withdrawn", "R11": "disposed of otherwise",
}  # fmt: skip


def read_events(body: Element, notes: Notes) -> Iterator[LegalEvent]:
    """Steps of the procedure, then what others did, then lapses."""
    yield from st32_steps(body, notes)
    yield from _reestablished(body, notes)
    yield from _stopped(body, notes)
    yield from _opponents(body, notes)
    yield from _licences(body, notes)
    yield from _transfers(body, notes)
    yield from _revocations(body, notes)
    yield from _limitations(body, notes)
    yield from _reviews(body, notes)
    yield from _executions(body, notes)
    yield from _lapses(body, notes)


def _date(one: Element, path: str, notes: Notes) -> dt.date | None:
    return day(text(one, f"{path}/date"), path.rpartition("/")[2], notes)


def _on(one: Element, path: str, done: str) -> str:
    """What was done, with its day as printed; nothing where no day is told."""
    return f"{done} {raw}" if (raw := text(one, f"{path}/date")) else ""


def _meaning(table: Mapping[str, str], code: str) -> str:
    """What a code means; one that the table has not, as printed."""
    return table.get(code, code)


def _reestablished(body: Element, notes: Notes) -> Iterator[LegalEvent]:
    """B238 has the day of the decision, B004EP what was decided."""
    if date := _date(body, "B200/B230/B238", notes):
        code = text(body, "B000/eptags/B004EP")
        words = _REESTABLISHED.get(code, "re-establishment of rights decided")
        yield LegalEvent(date=date, text=words, kind="" if code == "2" else "restoration")


def _stopped(body: Element, notes: Notes) -> Iterator[LegalEvent]:
    if date := _date(body, "B200/B240/B245", notes):
        yield LegalEvent(date=date, text=_STOPPED.get(text(body, "B200/B240/B245EP"), "proceedings suspended"))


def _opponents(body: Element, notes: Notes) -> Iterator[LegalEvent]:
    """Each opponent is noted, with his representative, and an event of the day that is told."""
    for one in find_all(body, "B700/B780/B781"):
        name = read_party(one).name
        notes.append(f"opponent:{joined(name, text(one, 'date'))}")
        _note_agent(one, "B784", "opponent-agent", notes)
        if date := day(text(one, "date"), "B781", notes):
            words = _meaning(_OPPOSITIONS, text(one, "kind"))
            yield LegalEvent(date=date, text=joined(words, name, by=": "), kind="opposition")
    if value := text(body, "B700/B780/B789"):
        notes.append(f"no-opposition-filed:{value}")


def _licences(body: Element, notes: Notes) -> Iterator[LegalEvent]:
    for one in find_all(body, "B700/B790/B791"):
        name, states = read_party(one).name, " ".join(texts(one, "B796/ctry"))
        notes.append(f"licensee:{joined(name, text(one, 'date'), states)}")
        _note_agent(one, "B794", "licensee-agent", notes)
        if date := day(text(one, "date"), "B791", notes):
            kind = joined("licence", text(one, "kind"), by=" ")
            yield LegalEvent(date=date, text=joined(kind, joined(name, states), by=": "), kind="licence")


def _note_agent(one: Element, path: str, name: str, notes: Notes) -> None:
    agent = find(one, path)
    if agent is not None and (found := read_party(agent)).name:
        notes.append(f"{name}:{joined(found.name, found.address, found.country)}")


def _transfers(body: Element, notes: Notes) -> Iterator[LegalEvent]:
    """To whom rights went, from the day on which that has effect."""
    for path, day_of in (("B710/B711", "B718EP"), ("B730/B731", "B738EP")):
        for one in find_all(body, f"B700/{path}"):
            for transfer in find_all(one, day_of):
                if date := day(text(transfer, "date"), day_of, notes):
                    yield LegalEvent(date=date, text=f"transfer of rights: {read_party(one).name}", kind="transfer")


def _revocations(body: Element, notes: Notes) -> Iterator[LegalEvent]:
    """Revocation at the proprietor's own request (Art. 105a EPC): the request, the decision, its effect."""
    for one in find_all(body, "B000/eptags/B012EP/B0120EP"):
        decided = text(one, "B0123EP")
        words = joined("revocation requested by the proprietor", _meaning(_WHEN, text(one, "B0122EP")), by=" ")
        decision = joined("request for revocation decided", _meaning(_DECIDED, decided), by=": ")
        effect = ("patent revoked", "revocation") if decided in ("", "01") else (decision, "revocation_request")
        paid = _on(one, "B0124EP", "paid")
        yield from _dated(
            (_date(one, "B0121EP", notes), joined(words, paid, by="; "), "revocation_request"),
            (_date(one, "B0126EP", notes), decision, "revocation_request"),
            (_date(one, "B0127EP", notes), *effect),
            otherwise=joined(words, _meaning(_DECIDED, decided), paid, by="; "),
        )


def _limitations(body: Element, notes: Notes) -> Iterator[LegalEvent]:
    """A limitation (Art. 105a EPC): each request with what became of it, a rejection, an allowance."""
    for one in find_all(body, "B000/eptags/B090EP/B0900EP"):
        for asked in find_all(one, "B091EP"):
            words = joined("limitation requested", _meaning(_WHEN, text(asked, "B0912EP")), by=" ")
            paid = _on(asked, "B0914EP", "paid")
            told = joined(words, _meaning(_DECIDED, text(asked, "B0913EP")), paid, by="; ")
            yield from _dated((_date(asked, "B0911EP", notes), told, "limitation"), otherwise=told)
        for refused in find_all(one, "B092EP"):
            told = joined("limitation rejected", _meaning(_NOT_LIMITED, text(refused, "B0921EP")), by=": ")
            yield from _dated(
                (_date(refused, "B0922EP", notes), told, "limitation"),
                (_date(refused, "B0923EP", notes), "rejection of the limitation has effect", "limitation"),
                otherwise=told,
            )
        for allowed in find_all(one, "B093EP"):
            translated = _on(allowed, "B0932EP", "translation received")
            paid = _on(allowed, "B0933EP", "paid")
            told = joined("limitation allowed", translated, paid, by="; ")
            yield from _dated((_date(allowed, "B0931EP", notes), told, "limitation"), otherwise=told)


def _dated(*events: tuple[dt.date | None, str, str], otherwise: str) -> Iterator[LegalEvent]:
    """The events that have a day; ``otherwise``, without one, if none has."""
    found = [LegalEvent(date=date, text=words, kind=kind) for date, words, kind in events if date]
    yield from found or [LegalEvent(text=otherwise, kind=events[0][2])]


def _reviews(body: Element, notes: Notes) -> Iterator[LegalEvent]:
    """Petitions for review of a decision of a board of appeal (Art. 112a EPC)."""
    for one in find_all(body, "B000/eptags/B075EP/B0750EP"):
        about = joined("petition for review", one.get("review-number") or "", by=" ")
        words = joined(about, joined(text(one, "B0752EP"), text(one, "B0751EP")), by=": ")
        decided = joined(words, _meaning(_REVIEWED, text(one, "B0756EP")), by="; ")
        yield from _dated(
            (_date(one, "B0753EP", notes), words, ""), (_date(one, "B0755EP", notes), decided, ""), otherwise=decided
        )


def _executions(body: Element, notes: Notes) -> Iterator[LegalEvent]:
    for one in find_all(body, "B000/eptags/B010EP/B011EP"):
        words = joined(text(one, "dnum"), " ".join(texts(one, "ctry")))
        told = joined("other right or legal means of execution", words, by=": ")
        yield LegalEvent(date=day(text(one, "date"), "B011EP", notes), text=told)


def _lapses(body: Element, notes: Notes) -> Iterator[LegalEvent]:
    for name in ("B475", "B475EP"):
        for lapse in find_all(body, f"B400/B472/{name}"):
            date_of_next: dt.date | None = None
            for one in lapse:
                match local_name(one) if isinstance(one.tag, str) else "":
                    case "date":
                        date_of_next = day(text(one), name, notes)
                    case "ctry":
                        state = text(one)
                        yield LegalEvent(
                            date=date_of_next, text="lapsed", country=state, impact="-", kind="national_lapse"
                        )
