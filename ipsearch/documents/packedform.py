"""The form of a mark as it is kept beside a hit: what an analysis would find, in as few bytes as possible.

A check looks at hundreds of marks of the register. Taking one apart costs 10 to 40 us, reading its form 1 us; the form
of most Chinese marks is the mark itself and takes no room at all.
"""

from __future__ import annotations

import msgspec

from ipsearch.text.form import Form

SAME = "="
"""Stands for what can be told from the rest; no normal form has this character."""


class PackedForm(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A :class:`~ipsearch.text.form.Form`, where it is more than the mark in Han characters.

    ``text`` is :data:`SAME` if it is the mark as filed; ``words`` if all of the text is words, and empty without any;
    ``han`` if it is the text; ``core`` if it is the Han part; ``spelled`` if it is the letters. Lists are separated by
    spaces, which no element has.
    """

    text: str = msgspec.field(default=SAME, name="t")
    han: str = msgspec.field(default=SAME, name="h")
    words: str = msgspec.field(default="", name="w")
    core: str = msgspec.field(default=SAME, name="c")
    meanings: str = msgspec.field(default="", name="m")
    spelled: str = msgspec.field(default=SAME, name="s")
    word_keys: str = msgspec.field(default="", name="k")
    brands: str = msgspec.field(default="", name="b")


NOTHING = PackedForm()


def pack_form(form: Form, mark: str) -> PackedForm | None:
    """The form in short; None if it is the mark and no more."""
    all_words = bool(form.words) and not form.han and form.text == " ".join(form.words)
    packed = PackedForm(
        text=SAME if form.text == mark else form.text,
        han=SAME if form.han == form.text or all_words else form.han,
        words=SAME if all_words else " ".join(form.words),
        core=SAME if form.core == form.han else form.core,
        meanings=" ".join(form.meanings),
        spelled=SAME if form.spelled == form.letters else form.spelled,
        word_keys=" ".join(form.word_keys),
        brands=" ".join(form.brands),
    )
    return None if packed == NOTHING else packed


def unpack_form(packed: PackedForm | None, mark: str) -> Form:
    """The form that :func:`pack_form` put in short."""
    if packed is None:
        return Form(mark, mark, mark, (), "", mark)
    text = mark if packed.text == SAME else packed.text
    if not packed.words:
        han = text if packed.han == SAME else packed.han
        core = han if packed.core == SAME else packed.core
        meanings, brands = tuple(packed.meanings.split()), tuple(packed.brands.split())
        return Form(text, text if han is text else text.replace(" ", ""), han, (), "", core, meanings, brands=brands)
    if packed.words == SAME:
        words, han = tuple(text.split()), ""
    else:
        words, han = tuple(packed.words.split()), packed.han
    letters = "".join(words)
    return Form(
        text,
        letters if packed.words == SAME else text.replace(" ", ""),
        han,
        words,
        letters,
        han if packed.core == SAME else packed.core,
        tuple(packed.meanings.split()),
        letters if packed.spelled == SAME else packed.spelled,
        tuple(packed.word_keys.split()),
        tuple(packed.brands.split()),
    )
