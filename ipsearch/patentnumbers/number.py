"""Document numbers as people and offices write them, read into the one form of :mod:`ipsearch.patentnumbers.keys`.

A number can often be read in several ways. All plausible ones are given, the likeliest first, each with what was done:
nothing is chosen without saying so. The numbers of each office are read in :mod:`ipsearch.patentnumbers.national`,
of the United States and of Japan in modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ipsearch.patentnumbers.checkdigits import chinese_check_digit
from ipsearch.patentnumbers.keys import half_width
from ipsearch.patentnumbers.labels import (
    COUNTRIES,
    ERAS,
    GERMAN_KINDS,
    KINDS_ELSEWHERE,
    LABELS,
    NOISE,
    Label,
)
from ipsearch.patentnumbers.national import other, reader
from ipsearch.patentnumbers.parts import international_application, squeezed
from ipsearch.patentnumbers.reading import Reading, Role, Step

LONGEST = 80
"""Characters of a number as typed; a longer text is none."""
_DASHES = re.compile(r"[‐‑‒–—―−ー－﹣_]")
_DOTS = str.maketrans({"。": ".", "·": ".", "•": ".", "・": ".", "、": ","} | dict.fromkeys("\"“”„‘’'`", " "))
"""What an input method for Chinese puts for the dot before a check digit, and quotation marks around a number."""
_PRINTED = (
    (r"\bDES(?:IGN)?\.? PAT(?:ENT)?\.? ?(?:NO\.?)? ?(?=\d)|\bDES\. ?(?=\d)", "D"),
    (r"\bRE\. ?(?=\d)", "RE"),
    (r"\bPLANT PAT(?:ENT)?\.? ?(?:NO\.?)? ?(?=\d)", "PP"),
    (r"특 ?(?=(?:19|20)\d\d-\d{7})", "10-"),
    (r"실 ?(?=(?:19|20)\d\d-\d{7})", "20-"),
)
"""Designs, reissues and plants as patents of the United States cite them (``Pat. No. Des. 497,240``), the right sought
as Korea prints it (``특1999-0012345``)."""
_TRANSLATION = re.compile(r"\A([A-Z]{2}) ?/ ?EP ?(?=\d)")
"""The translation of a European patent (``DK/EP 3740998 T3``)."""
_KIND = re.compile(r"(.*\dX?)[ -]*([A-WYZ]\d?)\Z")
_PCT = re.compile(r"(?:[A-Z]{2}[ -]*)?PCT[ /-]*((?!WO)[A-Z]{2})[ /-]*(\d{4}|\d\d)[ /-]*(\d{4,6})(?:[ -]*W)?\Z")
_NATIONAL = re.compile(r"([A-Z]{2})[ ./-]*([A-Z ./-]{0,9}\d.*)\Z")
_KIND_FIRST = re.compile(
    r"([A-Z]{2})[ -]?(OS|AS|PS|GM|WP)[ -]?(\d.*)\Z|([A-Z]{2})-([A-Z]\d?(?=-)|[ABCTUY]\d?(?= \d))[ -](.*)\Z"
)
"""``DE-OS 2 345 678``, ``EP-A-0 012 345``, ``EP-A 0 012 345``."""
_LONGEST_LETTERED = 6
"""Digits of a German number of before 1968 that begins with the letter of its class (``DE B77613``)."""
_WORD = re.compile(
    r"(?:[A-Z]{6,}|ISBN|ISSN|IEEE|IEC|ISO|DOI|ITU|ETSI|ACM|ASTM|PCI|DIN|JAMA|CELL|BMJ|SPIE|ARXIV)[ .-]*\d"
)
"""A word that begins with the code of a country (``NATURE 2010``, ``ISBN 978...``) names something else."""
_LETTERS_FIRST = frozenset(("RE", "PP", "RX", "RD", "PI", "ZL"))
"""Letters before a number that are no country here: US reissues and plants, Brazilian patents, granted Chinese ones."""
_NO_COUNTRY = re.compile(
    r"MU ?\d{7}(?:-\d)?(?:[ -]*[A-Z]\d?)?\Z|PA ?(?:/ ?A ?/|(?:9[4-9]|0[0-5]) ?\d{6}\Z)"
    r"|[A-Z]{2} ?(?:199|20[01])\d[AU]\d{6}\Z"
)
"""Numbers that begin with letters which are no country: Brazilian utility models, Mexican and Italian applications."""
_CHECK_LETTER = re.compile(r"(1[01]20\d{7}[A-Z])(?:[ -]*([A-WYZ]\d?))?\Z")
"""A number of Singapore and its kind: the letter behind the digits belongs to the number."""


@dataclass(frozen=True, slots=True)
class _Tidy:
    """A number in upper case and half width, one kind of dash, without words; and what the words said."""

    text: str
    label: Label
    steps: tuple[Step, ...]


def read_numbers(text: str) -> tuple[Reading, ...]:
    """Every plausible way to read a number, the likeliest first; none if it is not a number."""
    if len(text) > LONGEST:
        return ()
    tidy = _tidy(text)
    if not re.search(r"\d", tidy.text) or _WORD.match(tidy.text):
        return ()
    role: Role = tidy.label.role
    readings = [one for one in _readings(tidy) if re.search(r"[1-9]", one.number)]
    filed = "application" if role == "priority" else role
    fitting = [one for one in readings if "any" in (role, one.role) or one.role == filed]
    found: dict[tuple[str, str, str], Reading] = {}
    for one in fitting or readings:
        known = one.role if role == "any" or not fitting else role
        full = replace(one, role=known, steps=tidy.steps + one.steps)
        key = (full.country, full.number, full.kind)
        first = found.setdefault(key, full)
        if first.role != full.role:
            found[key] = replace(first, role="any")
    return tuple(found.values())


def _tidy(text: str) -> _Tidy:
    plain = half_width(text).upper()
    steps = [] if plain == text.upper() else [Step("width")]
    plain = _DASHES.sub("-", plain.translate(_DOTS)).replace("U.S.", "US ")
    for pattern, letters in _PRINTED:
        plain = re.sub(pattern, letters, plain)
    said: list[Label] = []
    for pattern, meaning in LABELS:
        if word := re.search(pattern, plain):
            said.append(meaning)
            steps.append(Step("label", (word[0].strip(),)))
            plain = f"{plain[: word.start()]} {plain[word.end() :]}"
    for word_of_era, letter in ERAS:
        plain = re.sub(rf"{word_of_era}(?=[ -]*\d)", letter, plain)
    plain = " ".join(NOISE.sub(" ", plain).split()).strip(" ,;.-/")
    if _TRANSLATION.match(plain):
        plain = _TRANSLATION.sub(r"\1 ", plain)
        steps.append(Step("label", ("/EP",)))
    return _Tidy(plain, _together(said), tuple(steps))


def _together(said: list[Label]) -> Label:
    """What several labels say together: an application named as a priority is one."""
    roles = [label.role for label in said]
    return Label(
        next((label.country for label in said if label.country), ""),
        next((label.kind for label in said if label.kind), ""),
        "priority" if "priority" in roles else next((role for role in roles if role != "any"), "any"),
    )


def _readings(tidy: _Tidy) -> Iterator[Reading]:
    plain, label = tidy.text, tidy.label
    if found := _PCT.match(plain):
        yield international_application(found[1], found[2], found[3])
        return
    if found := _KIND_FIRST.match(plain):
        country, kind, body = found.groups()[:3] if found[1] else found.groups()[3:]
        if found[1]:
            kind = (GERMAN_KINDS if country == "DE" else KINDS_ELSEWHERE).get(kind, "")
        if country in COUNTRIES and re.match(r"[ -]*[A-Z]{0,2}[ -]*\d", body):
            rest = _KIND.match(body)
            yield from _national(country, rest[1] if rest else body, rest[2] if rest else kind, label)
            if country != "DE" or found[1] or len(re.findall(r"\d", body)) > _LONGEST_LETTERED:
                return
    found = _NATIONAL.match(plain)
    if found and found[1] in COUNTRIES and found[1] not in _LETTERS_FIRST and not _NO_COUNTRY.match(plain):
        country, body = found[1], found[2]
        twice = re.match(rf"(?:PCT[ /-]*)?{country}[ /-]*(?=\d)", body)
        if twice:
            body = body[twice.end() :]
        for reading in _national(country, *_split(body, label, country), label):
            yield replace(reading, steps=(Step("twice", (country,)), *reading.steps)) if twice else reading
        return
    if label.country:
        body, kind = _split(plain, label, label.country)
        known = tuple(_national(label.country, body, kind, label))
        yield from known
        if known:
            return
    yield from _bare(plain, label)


def _split(body: str, label: Label, country: str) -> tuple[str, str]:
    """The number and its kind code; a label may know the kind."""
    if country == "SG" and (found := _CHECK_LETTER.match(body)):
        return found[1], found[2] or label.kind
    found = _KIND.match(body)
    return (found[1], found[2]) if found else (body, label.kind)


def _national(country: str, body: str, kind: str, label: Label) -> tuple[Reading, ...]:
    body = body.strip(" .-/")
    if not re.search(r"[1-9]", body):
        return ()
    known = tuple(reader(country)(body, kind, label.role))
    return known or tuple(other(country)(body, kind, label.role))


_FORMS: tuple[tuple[str, str], ...] = (
    (r"\d{1,2},\d{3},\d{3}", "US"),
    (r"\d{1,2}/\d{3}[,.]?\d{3}", "US"),
    (r"20\d\d/0\d{6}", "US"),
    (r"(?:D|RE|PP|RX)[ -]?\d{1,3},?\d{0,3},?\d{0,3}", "US"),
    (r"(?:19|20)\d\d/\d{6}|\d\d/\d{5}", "WO"),
    (r"[SHR]-?\d{1,2}-\d{1,6}|[SHR]\d{6,8}|[1-9]\d?-\d{4,6}|(?:19|20)\d\d-\d{1,6}", "JP"),
    (r"(?:[1-4]0-)?(?:19|20)\d\d-\d{7}|[1-4]0-\d{7}|[1-4]0(?:19|20)\d{9}", "KR"),
    (r"ZL.*", "CN"),
    (r"(?:19|20)\d\d ?[12389] ?\d{7} ?[.-]? ?[\dX]?|[123]\d{8}", "CN"),
    (r"(?:8[5-9]|9\d|0[0-3]) ?[12389] ?\d{5}(?: ?[.-] ?[\dX])?", "CN"),
    (r"\d{8}\.?X", "CN"),
    (r"\d{8}(?:\.\d)?|0 \d{3} \d{3}", "EP"),
    (r"[1-6]\d ?(?:19|20)\d\d ?\d{3} ?\d{3}(?:\.\d(?:-\d\d)?)?|\d{7,8}\.\d(?:-\d\d)?", "DE"),
    (r"(?:[1-6]\d{2}|[PGM]? ?[1-9]\d) ?\d\d ?\d{3}\.\d-\d\d", "DE"),
    (r"(?:[1-6]\d{2} \d{2} \d{3}|[PGM] ?\d\d ?\d\d ?\d{3}|[1-9]\d \d\d \d{3})(?:\.\d)?", "DE"),
    (r"(?:PI|MU) ?\d{7}(?:[ -]?\d)?|(?:10|11|12|13|20|21|22) ?(?:20\d\d) ?\d{6}-\d", "BR"),
    (r"PI ?(?:19|20)\d{6,8}", "MY"),
    (r"\d+/?(?:(?:CHE|DEL|MUM|KOL)(?:NP)?|CHN|DEN|MUN|KON|MAS|BOM|CAL)/?\d{4}", "IN"),
    (r"PA ?/ ?A ?/ ?(?:19|20)\d\d ?/ ?\d{1,6}|PA ?\d\d ?\d{6}", "MX"),
    (r"[PM] ?(?:20)?\d\d ?01 ?\d{5}", "AR"),
    (r"[PU] ?20\d\d[0-3]\d{4}", "ES"),
    (r"[A-Z]{2} ?(?:199|20[01])\d[AU]\d{6}", "IT"),
    (r"[PSW]-?00 ?20\d\d ?\d{5}", "ID"),
    (r"(?:19|20)\d{8}/\d\d(?:[ ,]*\d{6})?", "RU"),
    (r"1[01]20\d{7}[A-Z]", "SG"),
    (r"(?:E ?\d\d ?\d{3} ?\d{3}|E ?\d\d ?\d\d ?\d{4})\.?\d", "EP"),
)
"""Numbers without a country that have the form of an office's numbers; for each that fits, a reading."""


def _bare(plain: str, label: Label) -> Iterator[Reading]:
    """A number without country: the offices whose form it has, a right check digit first; and as it stands."""
    body, kind = (plain, "") if plain[-1:] == "X" else _split(plain, label, "SG")
    guessed: list[Reading] = []
    for form, country in _FORMS:
        if re.fullmatch(form, body):
            if country == "CN" and not _plausible_chinese(body):
                continue
            guess = () if body.startswith("ZL") else (Step("guess", (country,)),)
            guessed += [replace(r, steps=(*guess, *r.steps)) for r in _national(country, body, kind, label)]
    order = {"ok": 0, "none": 1, "wrong": 2}
    sure = any(reading.check == "ok" for reading in guessed)
    yield from sorted(guessed, key=lambda reading: order[reading.check] if sure else 0)
    with_check_digit = body.startswith("ZL") or re.search(r"X$|\.[\dX]$", body)
    if not (guessed and with_check_digit) and re.fullmatch(r"[A-Z]{0,4}[ -]?\d(?:[ .,/-]*\d){2,}X?", body):
        number = squeezed(body)
        yield Reading("", number.lstrip("0") or number, "", label.role, steps=(Step("no_country"),))


def _plausible_chinese(body: str) -> bool:
    """Thirteen digits are a Chinese number only if the last is a right check digit; an ``X`` is one of nobody else."""
    if re.fullmatch(r"\d{13}", body):
        return chinese_check_digit(body[:12]) == body[12]
    return True
