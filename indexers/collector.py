"""The garbage collector during a load, which makes tens of thousands of objects a batch and hardly a cycle.

At its usual pace it would walk through them, and through the tables of the analysis, some fifty times a batch for
nothing: a twentieth of a load.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 1000
"""How many times as many objects may be made between two collections of a load."""


@contextmanager
def without_collector() -> Iterator[None]:
    """No collection inside this block: for one batch."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Collections, but seldom: for a whole load, whose sources may leave cycles behind."""
    usual = gc.get_threshold()
    gc.set_threshold(usual[0] * SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
