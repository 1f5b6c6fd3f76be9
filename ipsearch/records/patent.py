"""A patent document (专利文献) as one office published it.

One record is one publication: the application as laid open (公开, kind A), the granted patent (授权公告, kind B or U)
and a search report are records of their own, joined by their application and their family.

The JSON form (source ``patents-ndjson``, command ``export``) uses the field names below; empty fields are left out,
unknown keys are an error.

Vocabulary: countries and offices are WIPO ST.3 codes, kinds ST.16 codes (``A1``, ``B2``, ``U``), languages ISO 639-1
(``zh``, ``en``; ``und`` where the feed does not say). Numbers are written as in the EPO's DOCDB format: digits and
letters without country, kind, punctuation and check digit; what the office printed is kept beside it in ``original``.
A document that another one names (a citation, a relation) is written ``US-7650331-B1``: country, number, kind where it
is known.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, get_args

import msgspec

from ipsearch.records.party import Party

PatentType = Literal["invention", "utility_model", "design", "plant", "unknown"]
"""Kind of right (专利类型): 发明, 实用新型, 外观设计, plant; ``unknown`` where neither feed nor kind code tell."""

_OF_APPLICATIONS = re.compile(r"[AP]\d")
"""Kinds of the publications of American applications, of plants P1, P4 and P9."""
_SIX_DIGITS = re.compile(r"20\d{8}")
_INTERNATIONAL = re.compile(r"0*((?:19|20)\d\d)(\d{5,6})|(\d\d)(\d{5,6})")
_WITH_SIX = (2002, 51231)
"""The first international publication of July 2002: since then the serial has six digits, before it had five."""
_WITH_WHOLE_YEAR = 2004
DELETED = "docdb-status:D"
"""Note of a document that the office took out of its data (DOCDB, ``status="D"``)."""
EQUIVALENT = "equivalent"
"""Kind of a related document that is a member of the same simple family."""
FAMILY_ABSTRACT = "abstract-of-family:"
"""Note of a document whose English abstract is that of another member of its family, with the name of that one."""

PATENT_TYPES: frozenset[str] = frozenset(get_args(PatentType))

Text = dict[str, str]
"""A text per language."""


def with_seven_digits(number: str) -> str:
    """The number of an American publication with a serial of seven digits where it has six; any other as it is."""
    return f"{number[:4]}0{number[4:]}" if _SIX_DIGITS.fullmatch(number) else number


def full_year(two: str) -> int:
    """A year of two digits: PCT began in 1978."""
    return (1900 if int(two) >= 70 else 2000) + int(two)


def year_and_serial(number: str) -> tuple[int, int] | None:
    """Year and serial of an international number, each written short or whole; None of any other number.

    Nine digits are a whole year and a serial of five, eight a short year and a serial of six.
    """
    if found := _INTERNATIONAL.fullmatch(number):
        return (int(found[1]), int(found[2])) if found[1] else (full_year(found[3]), int(found[4]))
    return None


def as_published(number: str) -> str:
    """The number of an international publication as WIPO printed it that day, and DOCDB has it; any other as it is.

    ``9961002`` until June 2002, ``02054790`` until 2003, then ``2004012345``. Feeds write all three forms for any year.
    """
    found = year_and_serial(number)
    if found is None:
        return number
    year, serial = found
    if year >= _WITH_WHOLE_YEAR:
        return f"{year}{serial:06d}"
    return f"{year % 100:02d}{serial:0{6 if found >= _WITH_SIX else 5}d}"


def document_name(country: str, number: str, kind: str = "") -> str:
    """A document as records name it (``US-7650331-B1``); the number is without country already.

    Publications of American applications have one name in all feeds, with the serial of seven digits that the office
    prints; DOCDB, and what is made of it, has six (``2017317382``). International ones have that of DOCDB.
    """
    number = "".join(number.split())
    if country == "US" and _OF_APPLICATIONS.fullmatch(kind):
        number = with_seven_digits(number)
    elif country == "WO" and not kind.startswith("W"):
        number = as_published(number)
    return "-".join(part for part in (country, number, kind) if part)


class Filing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An application (申请) or a priority (优先权): ``number`` in DOCDB form, ``original`` as the office prints it."""

    country: str = ""
    number: str = ""
    kind: str = ""
    date: dt.date | None = None
    original: str = ""

    @property
    def name(self) -> str:
        """How other records name it."""
        return document_name(self.country, self.number, self.kind)


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One claim (权利要求). ``depends_on`` are the numbers of the claims it refers to; none: it is independent.

    ``text`` has no number in front. In JSON a claim may be written as its text alone: its number is then its place in
    the list, and what it depends on is read from its words.
    """

    number: int
    text: str
    depends_on: tuple[int, ...] = ()


class Citation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A document cited (引证). ``document`` is a patent (``US-7650331-B1``), else ``text`` names other literature.

    ``category`` holds the letters of the search report (X, Y, A ...) without separators, ``phase`` who cited and when:
    ``applicant``, ``description``, ``search``, ``international_search``, ``examination``, ``opposition``, ``appeal``,
    ``third_party``, or the office's own word in lower case. ``claims`` are the claims concerned, as printed.
    """

    document: str = ""
    text: str = ""
    category: str = ""
    phase: str = ""
    claims: str = ""
    date: dt.date | None = None


class LegalEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something that happened to the right (法律状态事件), with the office's own ``code`` and ``text``.

    ``country`` is the office where it has effect (empty: the record's own). ``impact`` is ``+`` or ``-`` where the feed
    states it. ``kind`` is filled by a feed that states it in words; how codes are understood is
    :mod:`ipsearch.documents.legalstatus`'s matter.
    """

    code: str = ""
    date: dt.date | None = None
    text: str = ""
    country: str = ""
    impact: str = ""
    kind: str = ""


class Related(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Another document or application of the same owner.

    ``kind`` is ``division``, ``continuation``, ``continuation_in_part``, ``pct_application``, ``pct_publication``,
    ``provisional``, ``reissue``, ``earlier_publication``, ``equivalent`` (a member of the same simple family) or the
    office's own word in lower case; ``document`` names it, ``date`` is its own.
    """

    kind: str
    document: str
    date: dt.date | None = None


class Patent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One publication of one office.

    Classification symbols are written ``H01M10/0525``, without spaces, in the feed's order: the first one is the main
    class. ``cpc`` holds inventive and additional symbols, ``cpc_additional`` those of them that are additional,
    ``cpc_offices`` the same symbols with the office that gave them (``C08F2/00 US``). ``national`` are symbols of
    other schemes with their scheme (``US 435/6``, ``FI G06F3/01``, ``ECLA H04L12/58``). ``description`` holds
    paragraphs. ``status`` is the office's or the feed's own word for the legal status on ``status_date``.
    ``family_id`` is the simple family (DOCDB), ``extended_family_id`` the extended one (INPADOC).
    """

    country: str
    number: str
    kind: str = ""
    type: PatentType = "unknown"
    original: str = ""
    publication_date: dt.date | None = None
    grant_date: dt.date | None = None
    expiry_date: dt.date | None = None
    application: Filing | None = None
    priorities: tuple[Filing, ...] = ()
    family_id: str = ""
    extended_family_id: str = ""
    language: str = ""
    title: Text = {}
    abstract: Text = {}
    claims: dict[str, tuple[Claim | str, ...]] = {}
    description: dict[str, tuple[str, ...]] = {}
    applicants: tuple[Party, ...] = ()
    inventors: tuple[Party, ...] = ()
    owners: tuple[Party, ...] = ()
    agents: tuple[Party, ...] = ()
    examiners: tuple[Party, ...] = ()
    ipc: tuple[str, ...] = ()
    cpc: tuple[str, ...] = ()
    cpc_additional: tuple[str, ...] = ()
    cpc_offices: tuple[str, ...] = ()
    locarno: tuple[str, ...] = ()
    national: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    related: tuple[Related, ...] = ()
    events: tuple[LegalEvent, ...] = ()
    status: str = ""
    status_date: dt.date | None = None
    designated: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Deterministic identity: country, number and kind (``CN-102025678-A``). Loading it twice is safe."""
        return document_name(self.country, self.number, self.kind)


_NUMBERS = r"\d{1,4}(?:\s*(?:-|~|–|至|到|to|bis|à|,|、|，|and|or|und|oder|et|ou|或|和|及|或者)\s*\d{1,4})*"
_REFERS = re.compile(
    rf"(?:权利要求|請求項|请求项|請求の範囲第|\bclaims?|\bAnspr(?:uch|üche|ueche)n?|\brevendications?)\s*({_NUMBERS})",
    re.IGNORECASE,
)
_PRECEDING = re.compile(
    r"(?:\b(?:preceding|previous|foregoing|above)\s+claims?\b"
    r"|\b(?:vor(?:steh|hergeh|hergeg|angeh|angeg|her|ig)|obig)\w*\s+(?:Patent)?anspr[uü]che?n?s?\b"
    r"|\brevendications?\s+précédentes?\b"
    r"|(?:前述|上述|前面|以上|前)(?:的)?(?:任[一意](?:项|个)?)?(?:的)?(?:权利要求|請求項|请求项))(?!\s*\d)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)\s*(?:-|~|–|至|到|to|bis|à)\s*(\d+)")
_HEAD = 300
"""Characters in which a claim says what it depends on; later mentions speak of something else."""


def dependencies(text: str, number: int) -> tuple[int, ...]:
    """The claims that a claim refers to at its beginning (如权利要求1或2所述, according to any of claims 1 to 3).

    A claim according to any preceding one (如前述任一权利要求所述) depends on all of them.
    """
    if _PRECEDING.search(text[:_HEAD]):
        return tuple(range(1, number))
    found: set[int] = set()
    for match in _REFERS.finditer(text[:_HEAD]):
        numbers = match[1]
        for low, high in _RANGE.findall(numbers):
            found.update(range(int(low), min(int(high), number) + 1))
        found.update(int(one) for one in re.findall(r"\d+", numbers))
    return tuple(sorted(one for one in found if 0 < one < number))


def claims_of(patent: Patent, language: str) -> tuple[Claim, ...]:
    """The claims in a language, those written as text alone numbered and with what they depend on."""
    return tuple(
        Claim(place, claim, dependencies(claim, place)) if isinstance(claim, str) else claim
        for place, claim in enumerate(patent.claims.get(language, ()), 1)
    )
