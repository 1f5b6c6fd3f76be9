"""Which ids a build has written, in two to four bytes each.

A document whose id is new needs no delete before its add: 104,000 adds a second instead of 41,000. A set of 45 million
ids would take 5 GB; this Bloom filter (layers that double, 16 bits an id, 4 probes) takes about 130 MB. It may take a
new id for a known one (about 1 in 100), which costs one useless look-up; never the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable

_BITS_AN_ID = 16
_PROBES = range(4)


class SeenIds:
    """Ids that may have been added; not being in it is certain. Valid in one process: ``hash`` differs in others.

    ``capacity``, a power of two, is how many ids the first layer takes: with fewer layers an id is sooner found new.
    """

    def __init__(self, capacity: int = 1 << 20) -> None:
        self._older: list[bytearray] = []
        self._layer = bytearray(capacity * _BITS_AN_ID // 8)
        self._free = capacity

    def admit(self, ids: Iterable[str]) -> list[str]:
        """Remember ids; those of them that may have been there before."""
        known: list[str] = []
        for identity in ids:
            value = hash(identity)
            step = value >> 32 | 1
            if self._older and any(_has(layer, value, step) for layer in self._older):
                known.append(identity)
                continue
            layer, last, new = self._layer, len(self._layer) * 8 - 1, False
            for _ in _PROBES:
                place, bit = (value & last) >> 3, 1 << (value & 7)
                if not layer[place] & bit:
                    layer[place] |= bit
                    new = True
                value += step
            if not new:
                known.append(identity)
                continue
            self._free -= 1
            if not self._free:
                self._grow()
        return known

    def _grow(self) -> None:
        self._older.insert(0, self._layer)  # the larger a layer, the likelier an id is in it
        self._free = len(self._layer) * 8 // _BITS_AN_ID * 2
        self._layer = bytearray(len(self._layer) * 2)


def _has(layer: bytearray, value: int, step: int) -> bool:
    last = len(layer) * 8 - 1
    for _ in _PROBES:
        if not layer[(value & last) >> 3] >> (value & 7) & 1:
            return False
        value += step
    return True
