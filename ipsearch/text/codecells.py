"""Cells that list classes, similar groups or other codes, as people and spreadsheets write them.

Tables of marks that are loaded and tables of names that are checked hold the same cells.
"""

from __future__ import annotations

import re
import unicodedata

from ipsearch.errors import InputError
from ipsearch.text.nice import class_number, in_digits

_SEPARATORS = re.compile(r"[;；,，、/|\s]+")
_CLASS_WORD = re.compile(r"\b(?:nice|int(?:ernational|l)?|class(?:es)?|cl|ic|and)\b\.?|[&+]", re.IGNORECASE)
_HEADING = re.compile(r"[^\x00-\x7f]+")
"""Chinese words beside a code: 第9类, 9-科学仪器, 0901 电子计算机."""
_RANGE = re.compile(r"(\d{1,2})\s*类?\s*(?:[-–—~至到]|\bto\b)\s*第?\s*(\d{1,2})(?!\d)")
_WHOLE = re.compile(r"(\d+)\.0+")
_SUBGROUP = re.compile(r"\s*\([^)]*\)")


def read_classes(cell: str) -> tuple[int, ...]:
    """Classes in one cell, however separated, each once: ``9;35``, ``第9类、第35类``, ``09,35``, ``Class 9``, ``1-45``,
    ``第1类至第5类``, ``9-科学仪器``, ``第九类``.

    Raises:
        InputError: ``record.bad_class``, for what is no number.
    """
    text = _CLASS_WORD.sub(" ", unicodedata.normalize("NFKC", cell)).replace("類", "类").strip().removeprefix("'")
    if not any(map(str.isdigit, text)):  # beside digits a numeral is part of the words: 10-第一类医疗器械
        text = in_digits(text)
    parts = _plain_codes(_RANGE.sub(r"\1-\2", text))
    classes: dict[int, None] = {}
    try:
        if cell.strip() and not parts:
            raise InputError("record.bad_class", value=cell)
        for part in parts:
            found = _RANGE.fullmatch(part)
            first, last = (int(found[1]), int(found[2])) if found else (0, -1)
            if first < last:
                classes.update(dict.fromkeys(range(first, last + 1)))
            else:
                whole = _WHOLE.fullmatch(part)
                classes[class_number(whole[1] if whole else part)] = None
    except InputError as error:
        raise InputError("record.bad_class", value=cell.strip()[:80]) from error
    return tuple(classes)


def read_groups(cell: str) -> tuple[str, ...]:
    """Similar groups in one cell, each once; with the nought that a spreadsheet took from ``0901``, without the
    subgroup of ``0901(一)``."""
    parts = _plain_codes(_SUBGROUP.sub(" ", unicodedata.normalize("NFKC", cell)))
    wholes = [found[1] if (found := _WHOLE.fullmatch(part)) else part for part in parts]
    return tuple(dict.fromkeys(part.zfill(4) if len(part) == 3 and part.isdigit() else part for part in wholes))


def _plain_codes(text: str) -> tuple[str, ...]:
    """Codes without the Chinese words beside them, and without what joined or enclosed the two."""
    plain = (part.strip("-:.()[]'") for part in codes(_HEADING.sub(" ", text.replace("、", " "))))
    return tuple(part for part in plain if part)


def codes(cell: str) -> tuple[str, ...]:
    """Codes in one cell: none of them holds a space or a sign that separates."""
    return tuple(part for part in _SEPARATORS.split(cell) if part)
