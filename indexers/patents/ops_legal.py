"""Legal events of INPADOC as OPS answers them: ``ops:legal`` with its numbered fields (``L001EP`` ... ``L525EP``)."""

from __future__ import annotations

from collections.abc import Iterator

from indexers.officevalues import Notes
from indexers.patents.xmltext import day, flat
from indexers.xmlstream import Element, find_all, local_name
from ipsearch.records import LegalEvent

_ABOUT_THE_DOCUMENT = frozenset(
    ("L001EP", "L002EP", "L003EP", "L004EP", "L005EP", "L006EP", "L007EP", "L008EP", "L018EP", "L019EP")
)
_COUNTRY, _OFFICE, _EFFECTIVE, _GAZETTE, _CODE, _FREE = "L501EP", "L001EP", "L525EP", "L007EP", "L008EP", "L510EP"
_KNOWN = _ABOUT_THE_DOCUMENT | {_COUNTRY, _EFFECTIVE}


def read_events(member: Element, notes: Notes) -> Iterator[LegalEvent]:
    """The events of a family's member, in the order of the answer.

    The date is the one from which the event has effect, else that of its publication; the country is the one where it
    has effect (a lapse in a contracting state), else the office's own.
    """
    for legal in find_all(member, "legal"):
        fields = {local_name(one): one for one in legal.iter() if isinstance(one.tag, str) and _is_field(one)}
        values = {name: flat(one) for name, one in fields.items()}
        details = (_detail(name, one) for name, one in fields.items() if name not in _KNOWN)
        effective = day(values.get(_EFFECTIVE, ""), "legal-date", notes)
        gazette = day(values.get(_GAZETTE, ""), "legal-date", notes)
        yield LegalEvent(
            code=(legal.get("code") or values.get(_CODE, "")).strip(),
            date=effective or gazette,
            text="; ".join(part for part in (" ".join((legal.get("desc") or "").split()), *details) if part),
            country=values.get(_COUNTRY, "") or values.get(_OFFICE, ""),
            impact=(legal.get("infl") or "").strip(),
        )


def _is_field(element: Element) -> bool:
    name = local_name(element)
    return name.startswith("L") and name.endswith("EP") and name != "L500EP"


def _detail(name: str, field: Element) -> str:
    """A field with its own caption; free text speaks for itself, a code is followed by what it means."""
    value = flat(field)
    if not value or name == _FREE:
        return value
    if meaning := " ".join((field.get("descData") or "").split()):
        value = f"{value} ({meaning})"
    caption = " ".join((field.get("desc") or "").split())
    return f"{caption}: {value}" if caption else value
