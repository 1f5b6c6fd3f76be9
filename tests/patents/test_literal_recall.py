"""Whatever string stands in a text is found, and nothing else: against a brute-force scan over real and sample texts.

A Chinese string is cut anywhere between two characters; where Latin letters or digits stand in it they count as one
character, because a word is only found whole (a search for ``att`` does not mean ``battery``). Texts are compared in
their normal form, in which case, width, script variant and punctuation make no difference.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from indexers.load import LoadOptions, load_patents
from ipsearch.backends.embedded import EmbeddedBackend
from ipsearch.documents.patent import text_paragraphs
from ipsearch.patents.library import Patents
from ipsearch.records import Patent
from ipsearch.text.stream import PARAGRAPH, SENTENCE, UNSPACED, stream
from tests.patents.conftest import SAMPLES

pytestmark = pytest.mark.untraced

CODES = {"title": "ti", "abstract": "ab", "claims": "claims", "description": "desc"}
FIELDS = tuple(CODES)
OFFICES = ("cnipa-xml", "uspto-grant", "uspto-application", "docdb", "epo-fulltext", "epo-ops")
COUNT = 2000
Tokens = tuple[str, ...]
Library = tuple[Patents, dict[str, list[tuple[str, Tokens]]]]


@pytest.fixture(scope="module")
def library(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library, and every paragraph of every text by field, as tokens with the document's id."""
    folder = tmp_path_factory.mktemp("recall")
    backend = EmbeddedBackend(folder / "index")
    paths = [
        SAMPLES,
        *(shared / "office-samples" / name for name in ("cnipa-xml", "uspto-grant", "docdb", "epo-fulltext")),
    ]
    load_patents(paths, backend, LoadOptions(workers=0, rejects=folder / "rejects.ndjson"))
    patents = Patents(backend)
    records = list(patents.records(hit.id for hit in patents.iter("pd>=1900")))
    assert len(records) > 100
    yield patents, {field: [p for r in records for p in _paragraphs(r, field)] for field in FIELDS}
    backend.close()


def _paragraphs(record: Patent, field: str) -> Iterator[tuple[str, Tokens]]:
    for paragraph in text_paragraphs(record, field):
        yield record.id, tuple(token for token in stream([paragraph]) if token != PARAGRAPH)


def _is_chinese(token: str) -> bool:
    return len(token) == 1 and "一" <= token <= "鿿"


def _is_of(tokens: Tokens, chinese: bool) -> bool:
    if chinese:
        return sum(map(_is_chinese, tokens)) * 2 > len(tokens)
    return len(tokens) > 2 and not any(char in UNSPACED for token in tokens for char in token)


def _strings(paragraphs: Sequence[tuple[str, Tokens]], chinese: bool, rnd: random.Random) -> Iterator[Tokens]:
    """Runs of 2 to 8 characters or words out of random texts; an end of a sentence may stand inside."""
    able = [tokens for _, tokens in paragraphs if _is_of(tokens, chinese)]
    while able:
        tokens = rnd.choice(able)
        size = rnd.randint(2, 8)
        start = rnd.randrange(max(1, len(tokens) - size + 1))
        run = tokens[start : start + size]
        if len(run) >= 2 and SENTENCE not in (run[0], run[-1]):
            yield run


def _typed(run: Tokens) -> str:
    """A run as a searcher types it: words apart, Chinese characters together."""
    text = ""
    for token in run:
        if token == SENTENCE:
            text += "。" if text and _is_chinese(text[-1]) else ". "
        else:
            apart = text and not text.endswith((" ", "。")) and not (_is_chinese(token) or _is_chinese(text[-1]))
            text += f" {token}" if apart else token
    return text


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("chinese", [True, False])
def test_every_document_with_the_string_is_found_and_no_other(library: Library, chinese: bool, field: str) -> None:
    patents, texts = library
    strings = _strings(texts[field], chinese, random.Random(f"{field} {chinese}"))
    joined = [(identity, f" {' '.join(tokens)} ") for identity, tokens in texts[field]]
    for _ in range(COUNT // len(FIELDS)):
        run = next(strings)
        wanted = f" {' '.join(run)} "
        expected = {identity for identity, text in joined if wanted in text}
        found = {hit.id for hit in patents.iter(f'{CODES[field]}:"{_typed(run)}"', dialect="simple")}
        assert found == expected, (field, _typed(run))
