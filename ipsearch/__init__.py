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
        Problem,
        UsageError,
    )
    from ipsearch.matching.policy import Level
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
        CitedView,
        EventView,
        Excerpt,
        Explanation,
        FacetCounts,
        FacetValue,
        Found,
        InDialect,
        Mark,
        PatentHit,
        PatentPage,
        PatentView,
        Remark,
        Searched,
        Shared,
        Similar,
        SimilarList,
        StatusView,
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
        Related,
        Trademark,
    )

__all__ = [
    "Citation",
    "CitedView",
    "Claim",
    "ClassLight",
    "Comparison",
    "Completeness",
    "EngineBusy",
    "EngineError",
    "EngineUnreachable",
    "Event",
    "EventView",
    "Excerpt",
    "Explanation",
    "FacetCounts",
    "FacetValue",
    "Feature",
    "Filing",
    "Found",
    "Goods",
    "Hit",
    "InDialect",
    "IndexMissing",
    "IndexStale",
    "InputError",
    "Ipsearch",
    "IpsearchError",
    "LegalEvent",
    "Level",
    "Listed",
    "Mark",
    "Misread",
    "Pair",
    "Party",
    "Patent",
    "PatentHit",
    "PatentPage",
    "PatentView",
    "Patents",
    "Priority",
    "Problem",
    "Reason",
    "Related",
    "Remark",
    "Report",
    "Searched",
    "Shared",
    "Similar",
    "SimilarList",
    "StatusView",
    "Trademark",
    "Trademarks",
    "UsageError",
    "connect",
]

_HOMES = {
    "ipsearch.engine": {"Ipsearch", "Trademarks", "connect"},
    "ipsearch.matching.policy": {"Level"},
    "ipsearch.matching.report": {
        "ClassLight", "Comparison", "Completeness", "Feature", "Hit", "Listed", "Pair", "Reason", "Report",
    },
    "ipsearch.patents.library": {"Patents"},
    "ipsearch.patents.report": {
        "CitedView", "EventView", "Excerpt", "Explanation", "FacetCounts", "FacetValue", "Found", "InDialect", "Mark",
        "PatentHit", "PatentPage", "PatentView", "Remark", "Searched", "Shared", "Similar", "SimilarList", "StatusView",
    },
    "ipsearch.query.dialects.base": {"Misread"},
    "ipsearch.records": {
        "Citation", "Claim", "Event", "Filing", "Goods", "LegalEvent", "Party", "Patent", "Priority", "Related",
        "Trademark",
    },
}  # fmt: skip


if not TYPE_CHECKING:  # a type checker that saw this would take every name for one of the package

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        home = next((module for module, names in _HOMES.items() if name in names), "ipsearch.errors")
        return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
