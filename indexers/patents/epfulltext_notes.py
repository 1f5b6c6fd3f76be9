"""What an ``SDOBI`` tells besides and the record has no field for: notes.

Elements are those of the DTD ``ep-patent-document`` (EPO, version 1.5); where WIPO ST.36 has a name for one, the note
has it, as that of the exchange format.
"""

from __future__ import annotations

from indexers.officevalues import Notes, joined
from indexers.patents.epfulltext_biblio import read_party
from indexers.patents.exchange_citations import literature
from indexers.xmlstream import Element, find, find_all, text, texts

_NOTED = (
    ("B100/B131EP", "extended-kind-code"), ("B100/B132EP", "original-kind-code"), ("B100/B133EP", "new-kind-code"),
    ("B200/B230/B231", "date-exhibition-filed"), ("B200/B230/B232", "date-complete-specification-filed"),
    ("B200/B230/B233", "received-by-national-office"), ("B200/B230/B234", "received-by-national-office"),
    ("B400/B410", "unexamined-not-printed-without-grant"), ("B400/B420", "examined-not-printed-without-grant"),
    ("B400/B440", "examined-printed-without-grant"), ("B400/B460", "claims-only-available"),
    ("B400/B470", "not-printed-with-grant"), ("B400/B480", "corrected-document-issued"),
    ("B400/B472/B474", "length-of-grant"), ("B600/B665/B667", "correction"), ("B600/B665/B668", "correction"),
    ("B800/B830", "deposit"), ("B200/B270", "previously-filed"), ("B800/B880/date", "search-report-published"),
    ("B800/B890/B891", "cmea-havana-agreement"), ("B500/B599EP", "remark"),
    ("B000/eptags/B050EP/B052EP", "remark"), ("B000/eptags/B053EP", "remark"), ("B000/eptags/B070EP", "remark"),
    ("B000/eptags/B009EP/text", "remark"), ("B700/B720/B721/B725EP/text", "remark"),
)  # fmt: skip
_PARTIES = ("B700/B710/B711", "B700/B730/B731")
_STATES = ("B716EP/ctry", "B717EP/ctry", "B736EP/ctry", "B737EP/ctry")


def note_rest(body: Element, notes: Notes) -> None:
    """Other days, deposits, remarks, notifications, and the states of an owner."""
    for path, name in _NOTED:
        notes.extend(f"{name}:{value}" for one in find_all(body, path) if (value := literature(one)))
    filed, published = text(body, "B200/B250"), text(body, "B200/B260")
    if filed and published and filed != published:
        notes.append(f"language-of-filing:{filed}")
    for one in find_all(body, "B000/eptags/B080EP"):
        addressee = find(one, "B082EP")
        name = "" if addressee is None else read_party(addressee).name
        notes.append(f"public-notification:{joined(text(one, 'B083EP'), name)}")
    for path, name in (("B800/B810", "designated-pct"), ("B800/B820", "elected-pct")):
        if states := texts(body, f"{path}/ctry"):
            notes.append(f"{name}:{' '.join(states)}")
    for one in (party for path in _PARTIES for party in find_all(body, path)):
        if found := " ".join(state for path in _STATES for state in texts(one, path)):
            notes.append(f"party-states:{read_party(one).name} {found}")
