"""The plan of an index on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.filesize import decimal
from rich.text import Text

from ipsearch.backends.sizing import Plan
from ipsearch.cli.draw import columns
from ipsearch.cli.words import number, say
from ipsearch.errors import Lang
from ipsearch.indices import GenerationInfo

SMALL_SAMPLE = 1_000_000
"""Records below which a sample says too much: an index has parts that do not grow with it, and Elasticsearch may still
keep what was written last twice."""


def plan_view(plan: Plan, sample: GenerationInfo, engine: str, settings: str, lang: Lang) -> Iterator[RenderableType]:
    """Where the figures come from, the plan a line each, and the settings that create it."""
    measured = decimal(round(plan.bytes_per_record))
    yield Text(
        say("plan.measured", lang, size=measured, name=sample.name, records=number(sample.records), engine=engine)
    )
    if engine != "elastic":
        yield Text(say("plan.other_engine", lang), style="yellow")
    if sample.records < SMALL_SAMPLE:
        yield Text(say("plan.small_sample", lang, records=number(SMALL_SAMPLE)), style="yellow")
    table = columns()
    for name, value in (
        ("records", number(plan.records)),
        ("nodes", number(plan.nodes)),
        ("primaries", number(plan.primaries)),
        ("replicas", number(plan.replicas)),
        ("shard", f"{decimal(plan.shard_bytes)}, {number(plan.shard_records)}"),
        ("index", decimal(plan.index_bytes)),
        ("disk", decimal(plan.disk_bytes)),
        ("heap", decimal(plan.heap_bytes)),
        ("cache", decimal(plan.cache_bytes)),
    ):
        table.add_row(say(f"plan.{name}", lang), value)
    yield Text()
    yield table
    yield Text()
    yield Text(say("plan.settings", lang))
    yield Text(f"  {settings}")
    yield Text(f"  IPSEARCH_SHARDS={plan.primaries} IPSEARCH_REPLICAS={plan.replicas} ipsearch load ...")
