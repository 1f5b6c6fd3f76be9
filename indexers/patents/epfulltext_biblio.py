"""The parts of an ``SDOBI``: filings, parties, classes, related documents.

Elements are named by the INID codes of WIPO ST.9 as ST.32 writes them; what they mean is said in the DTD
``ep-patent-document`` (EPO, versions 1.0 to 1.5).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import partial

from indexers.officevalues import Notes, joined
from indexers.patents.exchange_numbers import from_epodoc
from indexers.patents.symbols import class_symbol, cpc_of, from_parts, unique
from indexers.patents.xmltext import day, flat, is_deleted
from indexers.xmlstream import Element, find, find_all, local_name, text, texts
from ipsearch.records import Filing, Party, Related, document_name

_RELATED = (
    ("B610", "addition"), ("B620", "division"), ("B620EP", "divisional_application"), ("B630/B631", "continuation"),
    ("B630/B632", "continuation_in_part"), ("B630/B633", "reissue"), ("B640", "reissue"), ("B645", "reexamination"),
    ("B650", "earlier_publication"), ("B655", "earlier_publication"), ("B660", "substitution"),
    ("B665/B666", "correction"), ("B670", "based_on"),
)  # fmt: skip
"""B620EP of an earlier document names the applications divided out of it, as ``cdoc``; elsewhere that is itself."""
_ADDRESS = ("omc", "pbox", "str", "city", "cnty", "state", "pcode")
_COUNTRIES = ("adr/ctry", "rctry/ctry", "nctry/ctry")
"""Of the address, of residence, of nationality."""


def read_application(body: Element, country: str, notes: Notes) -> Filing | None:
    """B210 and B220; the check digit stays in the original. The Czech office uses the format for its own documents."""
    printed = text(body, "B200/B210")
    number = re.sub(r"\D", "", printed.partition(".")[0])
    if not number:
        return None
    return Filing(
        country, number, "A" if country == "EP" else "", day(text(body, "B200/B220/date"), "B220", notes), printed
    )


def read_priorities(body: Element, notes: Notes) -> Iterator[Filing]:
    """B310, B320 and B330 stand in a row for each priority."""
    number, date = "", None
    for one in find_all(body, "B300/*"):
        match local_name(one):
            case "B310":
                number = flat(one)
            case "B320":
                date = day(text(one, "date"), "B320", notes)
            case "B330":
                country = text(one, "ctry")
                yield Filing(country, *_priority(country, number, date), date, number)
                number, date = "", None


def _priority(country: str, printed: str, date: dt.date | None) -> tuple[str, str]:
    """The number and the kind of a priority as printed in a European document, in DOCDB form where that is sure.

    American ones have their serial alone, provisional ones a P behind (``983825 P`` of 2007 is US 98382507 P). Japanese
    ones have the year behind (``8000290`` is 80002 of 1990), which only a kind tells from others.
    """
    provisional = re.fullmatch(r"(\d+) ?P", printed) if country == "US" else None
    number = re.sub(r"[\W_]", "", provisional[1] if provisional else printed)
    if country == "US" and date is not None and re.fullmatch(r"\d{1,6}", number):
        known = from_epodoc(f"US{date.year}{int(number):07d}{'P' if provisional else ''}")
        if known.kind:
            return known.number, known.kind
    behind = country == "JP" and date is not None and date.year < 2000 and number.endswith(f"{date:%y}")
    return number, "P" if provisional else "A" if behind and 3 <= len(number) <= 8 else ""


def read_titles(body: Element) -> dict[str, str]:
    """B541 is the language of the B542 behind it."""
    found: dict[str, str] = {}
    language = "und"
    for one in find_all(body, "B500/B540/*"):
        if local_name(one) == "B541":
            language = flat(one).lower()
        elif local_name(one) == "B542" and (value := flat(one)):
            found[language] = value
            language = "und"
    return found


def read_parties(body: Element, *paths: str) -> tuple[Party, ...]:
    """The parties at the first path that has any."""
    for path in paths:
        found = tuple(party for one in find_all(body, path) if (party := read_party(one)).name)
        if found:
            return found
    return ()


def read_party(one: Element) -> Party:
    """A person, whose organisation stands before the address, or an organisation."""
    book = find(one, "adr")
    person = " ".join(value for part in ("ttl", "snm", "fnm", "sfx") if (value := flat(find(one, part))))
    organisation = flat(find(one, "onm"))
    lines = [flat(line) for part in _ADDRESS for line in find_all(book, part)] if book is not None else []
    lines = [organisation if person else "", *texts(one, "odv"), *lines]
    return Party(
        name=person or organisation,
        address=joined(*(line.strip(" ,") for line in lines)),
        country=next((value for path in _COUNTRIES if (value := text(one, path))), ""),
        identifier=text(one, "iid") or text(one, "oid"),
    )


def read_ipc(body: Element) -> tuple[str, ...]:
    """B510EP since edition 8, B511 (main) to B515 before."""
    new = [one for one in find_all(body, "B500/B510EP/classification-ipcr") if not is_deleted(one)]
    symbols = [class_symbol(value) for one in new for value in texts(one, "text")]
    symbols += [class_symbol(from_parts(partial(text, one))) for one in new]
    old = (one for one in find_all(body, "B500/B510/*") if local_name(one) not in ("B516", "B517EP"))
    return unique([*symbols, *(class_symbol(flat(one)) for one in old)])


def read_cpc(body: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All symbols, and the additional ones among them: behind the date stand position and value (``20130101LA``)."""
    found = find_all(body, "B500/B520EP/classifications-cpc/classification-cpc")
    values = [value for one in found if not is_deleted(one) for value in texts(one, "text")]
    return cpc_of([(class_symbol(value), re.search(r"\s\d{8}\s*[FL]A", value) is not None) for value in values])


def read_national(body: Element) -> tuple[str, ...]:
    """B520: national classes, each with the country of B527; B530: the Universal Decimal Classification."""
    found = [f"UDC {value}" for value in texts(body, "B500/B530")]
    for one in find_all(body, "B500/B520"):
        country = text(one, "B527")
        for name in ("B521", "B522", "B523", "B524", "B525"):
            found += [f"{country} {' '.join(value.split())}".strip() for value in texts(one, name)]
    return unique(found)


def read_related(body: Element, notes: Notes) -> Iterator[Related]:
    """B600 by publication number where there is one, else by application; B860 and B870 of the PCT."""
    for path, kind in _RELATED:
        for one in find_all(body, f"B600/{path}//dnum"):
            if path != "B620EP" and any(local_name(above) == "cdoc" for above in one.iterancestors()):
                continue
            beside = {local_name(other): text(other) for other in one.itersiblings() if isinstance(other.tag, str)}
            published, applied = text(one, "pnum") or text(one, "text"), text(one, "anum")
            if published and applied:
                notes.append(f"{path.rpartition('/')[2]}-application:{applied}")
            office = beside.get("ctry") or "EP"
            if name := _of_office(published, office, beside.get("kind", "")) or _of_office(applied, office, "A"):
                yield Related(kind, name, day(beside.get("date", ""), path.rpartition("/")[2], notes))
    for path, kind, suffix in (("B860/B861", "pct_application", "W"), ("B870/B871", "pct_publication", "")):
        number = text(body, f"B800/{path}/dnum/anum") or text(body, f"B800/{path}/dnum/pnum")
        if name := _international(number, suffix):
            yield Related(kind, name, day(text(body, f"B800/{path}/date"), path[-4:], notes))


def read_application_published(body: Element, name: str, published: dt.date | None, notes: Notes) -> Iterator[Related]:
    """B430: the application as it was laid open before, under the number of this document; its kind is not told."""
    date = day(text(body, "B400/B430/date"), "B430", notes)
    if date and date != published:
        yield Related("earlier_publication", name, date)


def _international(number: str, kind: str) -> str:
    """``JP0107711``, ``PCT/JP01/07711`` are applications at the receiving office (kind W), ``WO...`` publications."""
    return _of_office(number.strip().removeprefix("PCT"), "WO", kind)


def _of_office(number: str, usual: str, kind: str) -> str:
    """A document whose number has its country in front, or is one of the ``usual`` office."""
    plain = re.sub(r"[\s/]", "", number.partition(".")[0])
    country = plain[:2] if plain[:2].isalpha() else usual
    return document_name(country, plain.removeprefix(country), kind) if plain else ""


def read_designated(body: Element) -> tuple[str, ...]:
    """Contracting states, then extension and validation states that were not given up."""
    further = [*find_all(body, "B800/B844EP/B845EP"), *find_all(body, "B800/B848EP/B849EP")]
    return unique(
        [*texts(body, "B800/B840/ctry"), *(text(one, "ctry") for one in further if find(one, "B846EP") is None)]
    )
