"""ipsearch: is this name free, in which class, and why not?

    import ipsearch

    with ipsearch.connect() as ip:
        report = ip.trademarks.check("小米", classes=[9, 35])
        for light in report.classes: ...
        for hit in report.hits: ...

Everything public is named here; everything else may move. Names are loaded on first use, so that importing one part
does not load the engine.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipsearch.engine import Ipsearch, Trademarks, connect
    from ipsearch.errors import (
        EngineBusy,
        EngineError,
        EngineUnreachable,
        IndexMissing,
        IndexStale,
        InputError,
        IpsearchError,
        UsageError,
    )
    from ipsearch.matching.report import ClassLight, Comparison, Completeness, Feature, Hit, Reason, Report
    from ipsearch.records import Event, Goods, Party, Priority, Trademark

__all__ = [
    "ClassLight",
    "Comparison",
    "Completeness",
    "EngineBusy",
    "EngineError",
    "EngineUnreachable",
    "Event",
    "Feature",
    "Goods",
    "Hit",
    "IndexMissing",
    "IndexStale",
    "InputError",
    "Ipsearch",
    "IpsearchError",
    "Party",
    "Priority",
    "Reason",
    "Report",
    "Trademark",
    "Trademarks",
    "UsageError",
    "connect",
]

_HOMES = {
    "ipsearch.engine": {"Ipsearch", "Trademarks", "connect"},
    "ipsearch.matching.report": {"ClassLight", "Comparison", "Completeness", "Feature", "Hit", "Reason", "Report"},
    "ipsearch.records": {"Event", "Goods", "Party", "Priority", "Trademark"},
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = next((module for module, names in _HOMES.items() if name in names), "ipsearch.errors")
    return getattr(import_module(home), name)
