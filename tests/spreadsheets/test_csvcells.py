"""What stands in the cells of tables that are written."""

from __future__ import annotations

import datetime as dt

from ipsearch.spreadsheets.csvcells import csv_lines


def test_lists_nothing_truth_and_noughts() -> None:
    row = (("H01M", "B60L"), (), None, True, False, 0, 0.0, dt.date(2020, 1, 2), '小"米,')
    assert csv_lines([row]) == 'H01M;B60L,,,true,false,0,0.0,2020-01-02,"小""米,"\r\n'.encode()
