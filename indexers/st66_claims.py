"""Claims to an earlier day in WIPO ST.66: priorities, seniorities of national marks, displays at exhibitions."""

from __future__ import annotations

from collections.abc import Set

from indexers.officevalues import Notes, joined, read_date
from indexers.unread import unread
from indexers.xmlstream import Element, find_all, text, texts
from ipsearch.records import Priority

_PRIORITY = frozenset((
    "PriorityCountryCode", "OtherPriorityCountryCode", "PriorityNumber", "PriorityDate", "PriorityStatusCode",
    "PriorityPartialIndicator", "PriorityPartialGoodsServices", "PriorityExt",
))  # fmt: skip
_SENIORITY = frozenset((
    "SeniorityCountryCode", "SeniorityRegistrationNumber", "SeniorityApplicationNumber", "SeniorityFilingDate",
    "SeniorityRegistrationDate", "SeniorityStatusCode", "SeniorityPartialIndicator", "SeniorityPartialGoodsServices",
))  # fmt: skip
_ROUTE = "InternationalTradeMarkCode"
_EXHIBITION = frozenset((
    "ExhibitionName", "ExhibitionCityName", "ExhibitionCountryCode", "ExhibitionDate", "ExhibitionStatusCode",
    "PriorityPartialGoodsServices",
))  # fmt: skip
_DISPLAY = "ExhibitionFirstDisplayDate"


def read_claims(mark: Element, notes: Notes) -> tuple[Priority, ...]:
    """The claims of all kinds; what a claim has no field for is a note under its kind and number."""
    return (
        *(_priority(node, notes) for node in find_all(mark, "PriorityDetails/Priority")),
        *(_seniority(node, notes) for node in find_all(mark, "SeniorityDetails/Seniority")),
        *(_exhibition(node, notes) for node in find_all(mark, "ExhibitionPriorityDetails/ExhibitionPriority")),
    )


def _priority(node: Element, notes: Notes) -> Priority:
    number = text(node, "PriorityNumber")
    # The DPMA's old files have countries that the list of codes does not know.
    country = text(node, "PriorityCountryCode") or text(node, "OtherPriorityCountryCode")
    _note_rest("priority", country, number, node, _PRIORITY, notes)
    return Priority(
        number=number,
        country=country,
        date=read_date(text(node, "PriorityDate"), "PriorityDate", notes),
        kind=_claim("", text(node, "PriorityStatusCode")),
        goods=_partial(node, "Priority"),
    )


def _seniority(node: Element, notes: Notes) -> Priority:
    """Seniority (Art. 39 EUTMR): the earlier national mark, by registration number, with its filing date."""
    registered, filed = text(node, "SeniorityRegistrationNumber"), text(node, "SeniorityApplicationNumber")
    number, country = registered or filed, text(node, "SeniorityCountryCode")
    day = read_date(text(node, "SeniorityRegistrationDate"), "SeniorityRegistrationDate", notes)
    # A claim has room for one number and one date.
    beside = joined(
        f"application {filed}" if filed not in ("", number) else "",
        f"registered {day.isoformat()}" if day else "",
        by=", ",
    )
    if beside:
        notes.append(f"seniority:{joined(country, number, by=' ')}: {beside}")
    # The route of a national mark is told by its number; of a mark without a country it is all that is told.
    _note_rest("seniority", country, number, node, _SENIORITY | ({_ROUTE} if country else set()), notes)
    return Priority(
        number=number,
        country=country,
        date=read_date(text(node, "SeniorityFilingDate"), "SeniorityFilingDate", notes),
        kind=_claim("seniority", text(node, "SeniorityStatusCode")),
        goods=_partial(node, "Seniority"),
    )


def _exhibition(node: Element, notes: Notes) -> Priority:
    number = joined(text(node, "ExhibitionName"), text(node, "ExhibitionCityName"))
    country, opened = text(node, "ExhibitionCountryCode"), text(node, "ExhibitionDate")
    _note_rest("exhibition", country, number, node, _EXHIBITION | (set() if opened else {_DISPLAY}), notes)
    name = "ExhibitionDate" if opened else _DISPLAY
    return Priority(
        number=number,
        country=country,
        date=read_date(text(node, name), name, notes),
        kind=_claim("exhibition", text(node, "ExhibitionStatusCode")),
        goods=_partial(node, "Priority"),
    )


def _note_rest(kind: str, country: str, number: str, node: Element, read: Set[str], notes: Notes) -> None:
    which = joined(country, number, by=" ")
    notes.extend(f"{kind}:{which}: {name} {said}" for name, said in unread(node, read))


def _claim(kind: str, status: str) -> str:
    """A claim that the office neither noted nor accepted carries what became of it: ``seniority:refused``."""
    return kind if status in ("", "Claimed", "Accepted") else f"{kind or 'priority'}:{status.lower()}"


def _partial(node: Element, claim: str) -> str:
    goods = f"{claim}PartialGoodsServices"
    classified = texts(node, f"{goods}/ClassDescriptionDetails/ClassDescription/*")
    words = " ".join((*classified, *texts(node, f"{goods}/GoodsServicesNotClassifiedDescription")))
    return words or ("partial" if text(node, f"{claim}PartialIndicator") == "true" else "")
