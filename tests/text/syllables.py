"""Every syllable that the table of readings has."""

from __future__ import annotations

from hypothesis import strategies as st

from ipsearch.text.tables import readings

SYLLABLES = sorted({s for row in readings().values() for s in row.split()})
some = st.sampled_from(SYLLABLES)
