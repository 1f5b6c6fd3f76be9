"""ipsearch: is this name free, in which class, and why not? Which patents say this?

    import ipsearch

    with ipsearch.connect() as ip:
        report = ip.trademarks.check("小米", classes=[9, 35])
        for light in report.classes: ...
        for hit in report.hits: ...

        page = ip.patents.search("TI=(电池 or 蓄电池) and IPC=H01M", facets=["year", "applicant"])
        for hit in ip.patents.iter("ti:battery"): ...

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
    from ipsearch.matching.report import (
        ClassLight,
        Comparison,
        Completeness,
        Feature,
        Hit,
        Listed,
        Pair,
        Reason,
        Report,
    )
    from ipsearch.patents.library import Patents
    from ipsearch.patents.report import (
        Explanation,
        FacetCounts,
        Found,
        PatentHit,
        PatentPage,
        PatentView,
        SimilarList,
    )
    from ipsearch.query.dialects.base import Misread
    from ipsearch.records import (
        Citation,
        Claim,
        Event,
        Filing,
        Goods,
        LegalEvent,
        Party,
        Patent,
        Priority,
        Trademark,
    )

__all__ = [
    "Citation",
    "Claim",
    "ClassLight",
    "Comparison",
    "Completeness",
    "EngineBusy",
    "EngineError",
    "EngineUnreachable",
    "Event",
    "Explanation",
    "FacetCounts",
    "Feature",
    "Filing",
    "Found",
    "Goods",
    "Hit",
    "IndexMissing",
    "IndexStale",
    "InputError",
    "Ipsearch",
    "IpsearchError",
    "LegalEvent",
    "Listed",
    "Misread",
    "Pair",
    "Party",
    "Patent",
    "PatentHit",
    "PatentPage",
    "PatentView",
    "Patents",
    "Priority",
    "Reason",
    "Report",
    "SimilarList",
    "Trademark",
    "Trademarks",
    "UsageError",
    "connect",
]

_HOMES = {
    "ipsearch.engine": {"Ipsearch", "Trademarks", "connect"},
    "ipsearch.matching.report": {
        "ClassLight", "Comparison", "Completeness", "Feature", "Hit", "Listed", "Pair", "Reason", "Report",
    },
    "ipsearch.patents.library": {"Patents"},
    "ipsearch.patents.report": {
        "Explanation", "FacetCounts", "Found", "PatentHit", "PatentPage", "PatentView", "SimilarList",
    },
    "ipsearch.query.dialects.base": {"Misread"},
    "ipsearch.records": {
        "Citation", "Claim", "Event", "Filing", "Goods", "LegalEvent", "Party", "Patent", "Priority", "Trademark",
    },
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = next((module for module, names in _HOMES.items() if name in names), "ipsearch.errors")
    return getattr(import_module(home), name)
