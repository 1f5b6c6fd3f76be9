"""The form of a mark in short: nothing is lost, and most Chinese marks need none."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipsearch.documents.packedform import PackedForm, pack_form, unpack_form
from ipsearch.text.form import form_of
from tests.matching.marks import marks


@given(marks, st.sampled_from([(), (9,), (33,)]))
@example("KROPKA集团", ())
@example("翔麟 Inc", ())
@example("58同城", ())
@example("=", ())
@example("!!!", ())
@example("長城葡萄酒", (33,))
@example("RED BULL 红牛", ())
def test_a_form_comes_back_as_it_was(mark: str, classes: tuple[int, ...]) -> None:
    form = form_of(mark, classes)
    packed = pack_form(form, mark)
    kept = None if packed is None else msgspec.json.decode(msgspec.json.encode(packed), type=PackedForm)
    assert unpack_form(kept, mark) == form


@pytest.mark.parametrize(("mark", "packed"), [
    ("途安", b"null"),
    ("長途", '{"t":"长途"}'.encode()),
    ("赫邦集团", '{"c":"赫邦"}'.encode()),
    ("Xiaomao", b'{"t":"xiaomao","w":"=","s":"siaomao","k":"xiaomao ~siaomao"}'),
    ("ADIDOS", b'{"t":"adidos","w":"=","k":"adido ~adido","b":"~b147"}'),
    ("耐克运动", b'{"b":"+b146"}'),
    ("KROPKA集团", '{"t":"kropka集团","h":"","w":"kropka","k":"kropka ~kropka"}'.encode()),
])  # fmt: skip
def test_only_what_cannot_be_told_from_the_mark_is_kept(mark: str, packed: bytes) -> None:
    assert msgspec.json.encode(pack_form(form_of(mark), mark)) == packed
