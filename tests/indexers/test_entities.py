"""Characters named by entities: the ISO sets of the DTDs of offices, which are not loaded."""

from __future__ import annotations

import pytest

from indexers.entities import character


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("&agr;", "α"), ("&bgr;", "β"), ("&mgr;", "μ"), ("&ohgr;", "ω"), ("&OHgr;", "Ω"), ("&thgr;", "θ"),
        ("&THgr;", "Θ"), ("&sfgr;", "ς"), ("&b.alpha;", "α"), ("&rlhar2;", "⇌"), ("&phis;", "φ"),
        ("&Circlesolid;", "●"), ("&uuml;", "ü"), ("&mdash;", "—"), ("&commat;", "@"), ("&lsqb;", "["), ("&amp;", "&"),
        ("&house;", "&house;"), ("&notary;", "&notary;"),
    ],
)  # fmt: skip
def test_the_character_of_a_reference(reference: str, expected: str) -> None:
    assert character(reference) == expected
