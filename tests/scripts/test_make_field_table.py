"""The page of field codes is what the script makes of the table."""

from __future__ import annotations

from scripts.make_field_table import OUT, table


def test_the_page_is_current() -> None:
    assert OUT.read_text("utf-8") == table()
