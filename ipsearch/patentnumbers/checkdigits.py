"""Check digits (校验位) of application numbers: China, European Patent Office, Germany."""

from __future__ import annotations


def chinese_check_digit(digits: str) -> str:
    """The check digit of a Chinese application number of 8 or 12 digits.

    Weights 2..9, then 2..5; the sum modulo 11, 10 is written X (CNIPA, 专利申请号标准 ZC 0006).
    """
    weights = [2 + i % 8 for i in range(len(digits))]
    rest = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def european_check_digit(digits: str) -> str:
    """The check digit of an application number of the European Patent Office, eight digits.

    Weights 1 and 2 in turn from the left, the digits of the products added, what is missing to the next ten
    (DPMA, Mitteilung 3/1983).
    """
    total = sum(sum(divmod(int(digit) * (1 + i % 2), 10)) for i, digit in enumerate(digits))
    return str(-total % 10)


def german_check_digits(digits: str) -> tuple[str, ...]:
    """The check digits that an application number of the German office may have; one or two.

    Since 1981: weights 2, 3, 4 ... from the right, the sum modulo 11, taken from 11 (10 and 11 are written 0). Before,
    for numbers of seven digits up to 30 xx xxx: weights 1, 2, 3 ... from the right, the sum modulo 10 (DPMA, Mitteilung
    3/1983).
    """
    places = [int(digit) for digit in reversed(digits)]
    missing = 11 - sum(weight * digit for weight, digit in enumerate(places, 2)) % 11
    since_1981 = str(missing) if missing < 10 else "0"
    if len(digits) != 7 or digits[:2] > "30":
        return (since_1981,)
    return str(sum(weight * digit for weight, digit in enumerate(places, 1)) % 10), since_1981
