"""What the USPTO's three layouts (daily XML, TSDR in ST.66 and ST.96) have in common: codes, owners, classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from indexers.officevalues import Notes, joined, nice_class, settle_kind
from indexers.st66_parties import said
from ipsearch.records import Event, Goods, MarkKind, Party

LANGUAGE = "en"
"""Applications must be in English (37 CFR 2.32(a)); the files do not say so."""

_DRAWINGS: Mapping[str, MarkKind] = MappingProxyType(
    {
        "1": "word",  # typed drawing, until 2003-11-02
        "2": "figurative",
        "3": "combined",
        "4": "word",  # standard characters; before 2003-11-02 words in block form
        "5": "combined",  # words in stylised form: what the EUIPO calls a figurative mark with verbal elements
        "6": "other",  # no drawing possible, such as sound: the code does not say which
    }
)
_EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "PUBO": "publication",
        "R.PR": "registration",
        "R.SR": "registration",
        "OP.I": "opposition",
        "OP.S": "opposition",
        "OP.D": "opposition",
        "OP.T": "opposition",
        "CANG": "cancellation",
        "C8..": "cancellation",
        "C8.T": "cancellation",
        "C7..": "cancellation",
        "C71T": "cancellation",
        "C18.": "cancellation",
        "C24.": "cancellation",
        "C37.": "cancellation",
        "C6AF": "cancellation",
        "C6BF": "cancellation",
        "CAEX": "cancellation",
        "ASGN": "assignment",
        "AOUM": "assignment",
    }
)
_RENEWED = re.compile(r"R(?:NL|EN)\d")
"""For ten years since 1989, for twenty before."""
_DESIGN_CODE = re.compile(r"\d{6}\Z")
CORRESPONDENT = 70
"""Party type of a correspondent, in records untouched since 2003: not an owner."""


def drawing_kind(code: str, mark: str, notes: Notes, *, solid: bool = False) -> MarkKind:
    """Kind for the first digit of ``mark-drawing-code``; ``solid`` where the drawing is three-dimensional."""
    digit = code.strip()[:1]
    kind: MarkKind = "three_dimensional" if solid else _DRAWINGS.get(digit, "unknown")
    if digit and (solid or kind in ("other", "unknown") or digit == "5"):
        notes.append(f"mark-drawing-code:{code.strip()}")
    return settle_kind(kind, f"drawing code {code.strip()}", mark, notes)


def event_kind(code: str) -> str:
    """Plain word for a four-character code of the prosecution history; ``prosecution`` for all the small steps."""
    if _RENEWED.match(code):
        return "renewal"
    if code.startswith("ABN") and code != "ABND":  # ABND: abandonment deleted
        return "abandonment"
    return _EVENTS.get(code, "prosecution")


def split_owners(owners: Sequence[tuple[str, Party]], notes: Notes) -> tuple[tuple[Party, ...], list[Event]]:
    """Today's owners, and the earlier ones as events. One without a name is a note: nobody can be found by it.

    Every owner of the mark's life is in the file under a party type: 10 to 19 before publication, 20 to 29 after it,
    30 to 69 after registration. The highest type is the latest; co-owners share it.
    """
    notes.extend(
        f"owner-without-name:{joined(stage, said(party), by=' ')}" for stage, party in owners if _nameless(party)
    )
    stages = [(int(stage) if stage.isdigit() else 0, party) for stage, party in owners if party.name]
    stages = [(stage, party) for stage, party in stages if stage != CORRESPONDENT]
    latest = max((stage for stage, _ in stages), default=0)
    current = tuple(dict.fromkeys(party for stage, party in stages if stage == latest))
    former = [Event("owner", code=str(stage), text=said(party)) for stage, party in stages if stage != latest]
    return current, former


def named(agents: Iterable[Party], notes: Notes) -> tuple[Party, ...]:
    """The agents, each once; one without a name is a note."""
    every = list(dict.fromkeys(agents))
    notes.extend(f"representative-without-name:{said(party)}" for party in every if _nameless(party))
    return tuple(party for party in every if party.name)


def _nameless(party: Party) -> bool:
    """Whether something is said of a party, and not its name."""
    return not party.name and party != Party()


def national_goods(prime: str, international: Sequence[str], words: str, status: str, notes: Notes) -> list[Goods]:
    """Goods of one entry, under its Nice classes.

    ``prime`` is the class the entry is kept under. Before 1973-09-01 that was a class of the United States' own
    system, whose numbers also run from 1 to 52; A, B and 200 are its certification and collective membership classes.
    Such an entry counts for the Nice classes that the office gave it, and is noted where there are none.
    """
    numbers = [number for raw in international if (number := nice_class(raw)) is not None]
    if not numbers:
        notes.append(f"us-class:{prime.strip()}")
        if words:
            notes.append(f"us-goods:{prime.strip()}:{words}")
        if status.strip():
            notes.append(f"us-class-status:{prime.strip()} {status.strip()}")
    notes.extend(
        f"international-code:{prime.strip()} {raw.strip()}"
        for raw in international
        if nice_class(raw) is None and raw.strip() not in ("", prime.strip())
    )
    return [Goods(number, words, LANGUAGE, status=status) for number in dict.fromkeys(numbers)]


def note_first_use(prime: str, anywhere: str, in_commerce: str, notes: Notes) -> None:
    """The days on which the goods of a class were first sold under the mark, as written: 20110500 is a month."""
    for name, used in (("first-use-anywhere", anywhere), ("first-use-in-commerce", in_commerce)):
        if used.strip("0"):
            notes.append(f"{name}:{prime.strip()} {used}")


def note_designs(codes: Sequence[str], notes: Notes, *, every: bool = False) -> None:
    """US design search codes: cousins of the Vienna codes, but another classification, so they are notes.

    ``every``: nothing stands among them but codes, so that one in another form is one, too.
    """
    for raw in codes:
        code = raw.replace(".", "").strip()
        if every or _DESIGN_CODE.match(code):
            notes.append(f"design-search:{code}")
