"""Reads the committed character tables. Each is read once, when it is first needed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def read_table(name: str) -> str:
    """The text of one file of ``ipsearch/text/data``."""
    return (files("ipsearch.text") / "data" / name).read_text("utf-8")


@cache
def simplified() -> dict[int, str]:
    """Traditional or variant character -> simplified character, as :meth:`str.translate` wants it."""
    return {ord(row[0]): row[1] for row in read_table("simplify.tsv").splitlines()}


@cache
def readings() -> dict[str, str]:
    """Han character -> its toneless readings, the usual one first, separated by spaces."""
    return dict(row.split("\t") for row in read_table("pinyin.tsv").splitlines())
