"""Numbers as formats of a workbook show them."""

from __future__ import annotations

import pytest

from ipsearch.spreadsheets.numberformat import BUILT_IN, DAYS_1900, DAYS_1904, Format, read_format, show


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("General", "8911270", "8911270"), ("", "9.0", "9"), ("", "9.50", "9.5"), ("0", "7", "7"),
        ("", "12345678901234567890", "12345678901234567890"), ("", "1E+22", "10000000000000000000000"),
        ("", "nan", "nan"), ("00000000", "8911270", "08911270"), ("0000;-0000", "901", "0901"),
        ('"第"00"类"', "9", "09"), ("00", "9.0", "09"), ("00", "9.5", "9.5"), ("00", "-9", "-9"),
        ("@", "901", "901"), ("#,##0.00", "1234", "1234"), ("0.00E+00", "7", "7"), ("0%", "1", "100%"),
        ("0.0#%", "0.125", "12.50%"), ("[Red]0%", "0.5", "50%"), ("yyyy-mm-dd", "45366", "2024-03-15"),
        ('[$-804]yyyy"年"m"月"d"日";@', "45366", "2024-03-15"),
        ("yyyy/m/d h:mm", "45366.604166666664", "2024-03-15 14:30:00"),
        ("yyyy/m/d h:mm", "45366", "2024-03-15"), ("m/d", "45366.9", "2024-03-15"),
        ("mmm", "45366", "2024-03-15"), ("yyyy-mm-dd", "45365.999999999", "2024-03-15"),
        ("h:mm", "0.3541666667", "08:30:00"), ("[h]:mm", "1.0833333333", "26:00:00"),
        ("上午/下午h:mm", "0.5", "12:00:00"), ("yyyy-mm-dd", "0", "0"), ("yyyy-mm-dd", "-5", "-5"),
        ("yyyy-mm-dd", "99999999", "99999999"), ("yyyy-mm-dd", "9", "1900-01-09"),
        ("yyyy-mm-dd", "61", "1900-03-01"), ("yyyy-mm-dd h:mm", "0.25", "06:00:00"), ('"hm"0', "7", "7"),
        ("\\d0", "7", "7"), ("[DBNum1]General", "7", "7"), ("Standard", "7", "7"),
        ("yyyy-mm-ddThh:mm:ss", "45366.5", "2024-03-15 12:00:00"), ("G/通用格式", "7", "7"),
        ("yyyy-mm-dd", "1E+305", "1E+305"), ("h:mm", "-1E+308", "-1E+308"), ("0%", "1E+308", "1E+308"),
    ],
)  # fmt: skip
def test_a_number_as_a_person_sees_it(code: str, value: str, shown: str) -> None:
    assert show(value, read_format(code), DAYS_1900) == shown


def test_days_of_old_macs_count_from_1904() -> None:
    assert [show(value, Format(day=True), DAYS_1904) for value in ("0", "43904")] == ["1904-01-01", "2024-03-15"]


def test_formats_without_a_code_of_their_own() -> None:
    shown = {
        number: show("45366.5", read_format(code), DAYS_1900)
        for number, code in BUILT_IN.items()
        if number in (14, 22, 31, 57)
    }
    assert shown == {14: "2024-03-15", 22: "2024-03-15 12:00:00", 31: "2024-03-15", 57: "2024-03-15"}
