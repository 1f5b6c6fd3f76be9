"""Files that are not what they are called."""

from __future__ import annotations

import pytest

from ipsearch.errors import InputError
from ipsearch.spreadsheets.filekinds import refuse_markup


@pytest.mark.parametrize(
    "head",
    [b"<html>", b"\xef\xbb\xbf\r\n<!DOCTYPE html>", b"<TABLE border=1>", b"<table>", b'<?xml version="1.0"?>', b"<!--"],
)
def test_a_web_page_is_no_table(head: bytes) -> None:
    with pytest.raises(InputError) as caught:
        refuse_markup(head, "a.xls")
    assert (caught.value.problem.code, caught.value.problem.place) == ("file.damaged_workbook", "a.xls")


@pytest.mark.parametrize("head", [b"", b"<3\n", b"<Love>\n", b"<tablet>", b"mark,classes\n<html>,9\n"])
def test_a_mark_may_begin_like_one(head: bytes) -> None:
    refuse_markup(head, "a.txt")
