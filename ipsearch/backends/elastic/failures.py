"""Turn what the client raises into the errors of this program, each with what would help.

A refusal of the cluster comes as a status, a type and a reason, either for a whole request or for one document of many;
both pass through :func:`refusal`. What the cluster says about rights names the missing one, so it is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple

from elastic_transport import ApiResponseMeta, ObjectApiResponse
from elasticsearch import ApiError, NotFoundError, SerializationError, SSLError, TransportError
from elasticsearch.exceptions import UnsupportedProductError
from urllib3.exceptions import ClosedPoolError

from ipsearch.errors import EngineBusy, EngineError, EngineUnreachable, IndexMissing

BLOCKED = "cluster_block_exception"
_NO_INDEX = "index_not_found_exception"
_CLOSED = "index_closed_exception"
_BLOCK = re.compile(r"\[\w+/(\d+)/")
_OF_READING = {"7", "9"}
"""Numbers of the cluster's blocks ``index.blocks.read`` and ``index.blocks.metadata``."""
_PRODUCT = "x-elastic-product"
TOO_LARGE, OVERLOADED = 413, 429
# What a proxy before a cluster says too, when the cluster is not asked or does not answer.
_OF_PROXIES = (401, TOO_LARGE, OVERLOADED, 502, 503, 504)
_OLD_CLUSTER = "media_type_header_exception"
_NO_SUCH_PATH = "no handler found for uri"
# There is no error type for these: the cluster says "illegal argument" or "parsing failed".
_TOO_COMPLEX = ("too many nested clauses", "nested depth", "number of terms", "maxClauseCount")
_NO_SHARDS_LEFT = "maximum normal shards open"
_LONGEST_REASON = 400
_STATUS_OF_ITEM = {_NO_INDEX: 404, _CLOSED: 400, BLOCKED: 403}
"""The status that each has for a whole request; what else stands against a single document is a shard or a queue."""


class Cause(NamedTuple):
    """Why the cluster refused: HTTP status, type and text."""

    status: int
    kind: str
    reason: str

    @property
    def is_unreadable(self) -> bool:
        """Somebody has forbidden to read the index or what the cluster knows of it."""
        found = {*_BLOCK.findall(self.reason)}
        return self.kind == BLOCKED and self.status == 403 and bool(found) and found <= _OF_READING

    @property
    def is_read_only(self) -> bool:
        """The index takes no writes: a full disk (the status is then that of a full queue), or somebody's order."""
        return self.kind == BLOCKED and self.status in (403, OVERLOADED) and not self.is_unreadable

    @property
    def is_passing(self) -> bool:
        """Another try may succeed: a full queue, a node that is gone, no master just now."""
        return not self.is_read_only and (self.status == OVERLOADED or self.status >= 500)


def cause_of(status: int, error: Any) -> Cause:
    """The first cause in an error object of the cluster."""
    if not isinstance(error, dict):
        return Cause(status, "", str(error)[:_LONGEST_REASON])
    roots = error.get("root_cause") or [error]
    root = roots[0] if isinstance(roots[0], dict) else error
    deeper = root.get("caused_by")
    reason = str(root.get("reason") or error.get("reason") or error.get("type") or error)
    if isinstance(deeper, dict) and deeper.get("reason"):
        reason = f"{reason}: {deeper['reason']}"
    return Cause(status, str(root.get("type", "")), reason[:_LONGEST_REASON])


def cause_of_error(error: ApiError) -> Cause:
    """The cause of a refused request."""
    body = error.body
    return cause_of(error.meta.status, body.get("error", body) if isinstance(body, dict) else body or error.message)


def refusal(cause: Cause, place: str) -> EngineError:
    """The error for a cause."""
    reason = cause.reason
    if cause.is_unreadable:
        return EngineUnreachable("index.blocked", place=place, error=reason)
    if cause.is_read_only:
        return EngineError("engine.read_only", place=place, error=reason)
    if cause.status == 401:
        return EngineError("engine.unauthorized", place=place)
    if cause.status == 403:
        return EngineError("engine.forbidden", place=place, error=reason)
    if cause.status == TOO_LARGE:
        return EngineError("engine.too_large", place=place, error=reason)
    if cause.status == OVERLOADED:
        return EngineBusy("engine.overloaded", place=place, error=reason)
    if cause.status in (502, 503, 504):
        return EngineUnreachable("engine.unreachable", place=place, error=reason)
    if cause.status == 404 and cause.kind == _NO_INDEX:
        return IndexMissing("index.gone", place=place, error=reason)
    if cause.kind == _CLOSED:
        return EngineUnreachable("index.closed", place=place)
    if _NO_SHARDS_LEFT in reason:
        return EngineError("engine.shards", place=place, error=reason)
    if any(text in reason for text in _TOO_COMPLEX):
        return EngineError("engine.complex", place=place, error=reason)
    return EngineError("engine.failed", place=place, error=f"{cause.status} {cause.kind} {reason}")


def engine_error(error: ApiError | TransportError, place: str) -> EngineError:
    """The error for anything the client raises."""
    if isinstance(error, ApiError):
        cause = cause_of_error(error)
        if _is_another_product(error, cause):
            return other_product(error.meta, f"{cause.status} {cause.kind} {cause.reason}")
        return refusal(cause, place)
    if isinstance(error, SSLError):
        return EngineUnreachable("engine.certificate", place=place, error=error.message)
    if is_closed(error):
        return EngineError("engine.disconnected", place=place)
    if isinstance(error, SerializationError) and "deserialize" in error.message:
        return EngineUnreachable("engine.product", place=place, error=error.message[:_LONGEST_REASON])
    if isinstance(error, SerializationError):
        return EngineError("engine.failed", place=place, error=error.message[:_LONGEST_REASON])
    return EngineUnreachable("engine.unreachable", place=place, error=error.message)


def is_closed(error: TransportError) -> bool:
    """Whether the request came behind the end of the connection: none will succeed any more."""
    return isinstance(error.__cause__, ClosedPoolError)


def other_product(meta: ApiResponseMeta, found: str) -> EngineUnreachable:
    """The error for an answer that no Elasticsearch of a version that serves us gives."""
    node = meta.node
    place = f"{node.scheme}://{node.host}:{node.port}{node.path_prefix}"
    return EngineUnreachable("engine.product", place=place, error=" ".join(found.split())[:_LONGEST_REASON])


def _is_another_product(error: ApiError, cause: Cause) -> bool:
    if isinstance(error, UnsupportedProductError) or cause.kind == _OLD_CLUSTER or cause.status == 406:
        return True
    if 300 <= cause.status < 400 or _NO_SUCH_PATH in cause.reason:
        return True
    # Elasticsearch leaves its name out of some refusals (of a blocked index), but always says the kind.
    return cause.status not in _OF_PROXIES and not cause.kind and _PRODUCT not in error.meta.headers


def documents_of(answer: ObjectApiResponse[Any]) -> dict[str, dict[str, Any]]:
    """The documents that an answer about many ids has found, by id.

    The cluster says of each whether it could be looked up, and with success for the whole request. One that could not
    is raised as if it had been asked for alone: it may be there.
    """
    found: dict[str, dict[str, Any]] = {}
    for entry in answer["docs"]:
        if "error" in entry:
            kind = entry["error"]["type"]
            raised = NotFoundError if kind == _NO_INDEX else ApiError
            meta = replace(answer.meta, status=_STATUS_OF_ITEM.get(kind, 503))
            raise raised(kind, meta, {"error": entry["error"]})
        if entry["found"]:
            found[entry["_id"]] = entry["_source"]
    return found


@contextmanager
def engine_errors(place: str) -> Iterator[None]:
    """Run calls of the client; ``place`` is the address or the index that messages name."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise engine_error(error, place) from error
