"""One message in both languages."""

from __future__ import annotations

from typing import NamedTuple


class Message(NamedTuple):
    """What is wrong, and the remedy, in both languages."""

    en: str
    zh: str
    remedy_en: str = ""
    remedy_zh: str = ""
