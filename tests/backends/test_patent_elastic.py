"""The contract for patents on real clusters: one shard, three shards, and with security by a loader."""

from __future__ import annotations

from contextlib import closing

import pytest
from elastic_kinds import OneShard, Secure, ThreeShards
from elastic_node import Cluster, call, settings_of
from patent_contract import FAMILY, VERSIONS, PatentContract, doc, loaded

from ipsearch.backends.elastic import ElasticBackend
from ipsearch.backends.elastic.indexes import TEXTS
from ipsearch.errors import IndexMissing
from ipsearch.query.ast import And, Not, Terms, View


class TestOneShard(OneShard, PatentContract):
    examples = 10


class TestThreeShards(ThreeShards, PatentContract):
    examples = 5


class TestSecure(Secure, PatentContract):
    examples = 3


def test_descriptions_have_an_index_of_their_own(elastic_plain: Cluster, prefix: str) -> None:
    with closing(ElasticBackend(settings_of(elastic_plain, prefix))) as backend:
        texts = [
            doc("a", "green energy", description=("a", "green", "cell")),
            doc("b", "energy", description=("cell",)),
        ]
        reader = loaded(backend, texts)
        green, cell = Terms("abstract", ("green",)), Terms("description", ("cell",))
        assert [reader.count(query) for query in (green, cell, And((cell, Not(green))))] == [1, 2, 1]
        assert [page.total for page in reader.search_many([(cell, View()), (green, View()), (cell, View())])] == [
            2,
            1,
            2,
        ]

        [info] = backend.generations(FAMILY)
        hot, apart = f"{prefix}-{info.name}", f"{prefix}-{info.name}{TEXTS}"
        fields = {name: call(elastic_plain, "GET", f"/{name}/_mapping")[name]["mappings"] for name in (hot, apart)}
        assert fields[apart]["properties"].keys() - fields[hot]["properties"].keys() == {
            "description", "vocabulary", "vocabulary_reversed", "detail"
        }  # fmt: skip
        assert fields[apart]["_source"] == {"includes": ["description", "detail"]}
        sizes = [call(elastic_plain, "GET", f"/{name}/_segments")["indices"][name] for name in (hot, apart)]
        assert info.bytes == sum(
            segment["size_in_bytes"]
            for size in sizes for copies in size["shards"].values() for copy in copies
            for segment in copy["segments"].values()
        )  # fmt: skip

        call(elastic_plain, "DELETE", f"/{apart}")
        assert reader.count(green) == 1  # answered without the texts
        for ask in (
            lambda: reader.count(cell),
            lambda: backend.reader(FAMILY, VERSIONS),
            lambda: backend.update(FAMILY, VERSIONS),
        ):
            with pytest.raises(IndexMissing, match=apart) as raised:
                ask()
            assert raised.value.problem.code == "index.gone"


def test_both_indices_of_a_generation_come_and_go_together(elastic_plain: Cluster, prefix: str) -> None:
    def indices() -> set[str]:
        return {name for name in call(elastic_plain, "GET", f"/{prefix}-*/_settings") if "state" not in name}

    with closing(ElasticBackend(settings_of(elastic_plain, prefix))) as backend:
        backend.build(FAMILY, VERSIONS).close()
        assert len(indices()) == 2
        loaded(backend, [doc("a", "x")])  # drops the unfinished build
        assert len(indices()) == 2
        loaded(backend, [doc("a", "x")]).close()
        [old] = [info.name for info in backend.generations(FAMILY) if not info.live]
        backend.drop(FAMILY, old)
        assert len(indices()) == 2
