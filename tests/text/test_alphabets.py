"""Cyrillic, Greek and Hangul in Latin letters."""

from __future__ import annotations

import unicodedata

import pytest

from ipsearch.text.alphabets import romanised
from ipsearch.text.latin import respelled
from ipsearch.text.normal import normalise


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("Чайка", "chaika"),
        ("Щука", "shuka"),
        ("Київ", "kiiv"),
        ("България", "balgariya"),
        ("объект", "obekt"),
        ("Ћуприја", "cuprija"),
        ("Αθήνα", "athina"),
        ("Ουρανός", "ouranos"),
        ("Ευρώπη", "evropi"),
        ("Αυτό", "afto"),
        ("Άγγελος", "angelos"),
        ("ΜΠΙΡΑ", "bira"),
        ("ΟΛΥΜΠΟΣ", "olympos"),
        ("삼성", "samsung"),
        ("현대", "hyundae"),
        ("롯데", "lotte"),
        ("한국어", "hangugu"),
        ("동아", "donga"),
        ("스타", "sta"),
        ("으뜸", "uttum"),
        ("하늘", "hanul"),
        ("구글", "gugl"),
        ("カワイ", "kawai"),
        ("лa한국", "lahanguk"),
        ("云岚", "云岚"),
        ("nike", "nike"),
    ],
)
def test_as_they_are_heard(word: str, letters: str) -> None:
    assert romanised(normalise(word)) == letters


@pytest.mark.parametrize(
    ("mark", "latin"),
    [
        ("Лукойл", "LUKOIL"),
        ("Яндекс", "YANDEX"),
        ("Калашников", "KALASHNIKOV"),
        ("Каменица", "KAMENITZA"),
        ("Жигули", "ZHIGULI"),
        ("ΜΕΤΑΞΑ", "METAXA"),
        ("Κορρές", "KORRES"),
        ("Παύλος", "PAVLOS"),
        ("농심", "NONGSHIM"),
        ("두산", "DOOSAN"),
        ("신라면", "SHIN RAMYUN"),
        ("블루 드림", "BLUE DREAM"),
        ("코카콜라", "COCA-COLA"),
        ("신", "SIN"),
        ("カカ", "KAKA"),
        ("КГБ", "KGB"),
    ],
)
def test_a_mark_sounds_as_its_owner_writes_it_in_latin_letters(mark: str, latin: str) -> None:
    assert respelled(tuple(normalise(mark).split())) == respelled(tuple(normalise(latin).split()))


@pytest.mark.parametrize("letter", ["α", "Ω", "Ф", "ー", "ь"])
def test_a_letter_alone_is_no_latin_letter(letter: str) -> None:
    assert respelled((normalise(letter),)) == normalise(letter)


@pytest.mark.parametrize(("first", "last"), [("а", "я"), ("α", "ω"), ("가", "힣")])
def test_every_letter_has_a_sound(first: str, last: str) -> None:
    for letter in map(chr, range(ord(first), ord(last) + 1)):
        heard = romanised(normalise(letter + first))  # ь alone is not heard
        assert heard, unicodedata.name(letter)
        assert heard.isascii(), unicodedata.name(letter)
