"""Turn what the client raises into the errors of this program, each with what would help.

A refusal of the cluster comes as a status, a type and a reason, either for a whole request or for one document of many;
both pass through :func:`refusal`. What the cluster says about rights names the missing one, so it is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from elasticsearch import ApiError, SerializationError, SSLError, TransportError
from elasticsearch.exceptions import UnsupportedProductError

from ipsearch.errors import EngineBusy, EngineError, EngineUnreachable, IndexMissing

BLOCKED = "cluster_block_exception"
_NO_INDEX = "index_not_found_exception"
# There is no error type for these: the cluster says "illegal argument" or "parsing failed".
_TOO_LARGE = ("too many nested clauses", "nested depth", "number of terms", "maxClauseCount")
_NO_SHARDS_LEFT = "maximum normal shards open"
_LONGEST_REASON = 400


class Cause(NamedTuple):
    """Why the cluster refused: HTTP status, type and text."""

    status: int
    kind: str
    reason: str

    @property
    def is_read_only(self) -> bool:
        """The index takes no writes: a full disk (the status is then that of a full queue), or somebody's order."""
        return self.kind == BLOCKED and self.status in (403, 429)

    @property
    def is_passing(self) -> bool:
        """Another try may succeed: a full queue, a node that is gone, no master just now."""
        return not self.is_read_only and (self.status == 429 or self.status >= 500)


def cause_of(status: int, error: Any) -> Cause:
    """The first cause in an error object of the cluster."""
    if not isinstance(error, dict):
        return Cause(status, "", str(error)[:_LONGEST_REASON])
    roots = error.get("root_cause") or [error]
    root = roots[0] if isinstance(roots[0], dict) else error
    deeper = root.get("caused_by")
    reason = str(root.get("reason") or error.get("reason") or error.get("type"))
    if isinstance(deeper, dict) and deeper.get("reason"):
        reason = f"{reason}: {deeper['reason']}"
    return Cause(status, str(root.get("type", "")), reason[:_LONGEST_REASON])


def cause_of_error(error: ApiError) -> Cause:
    """The cause of a refused request."""
    body = error.body
    return cause_of(error.meta.status, body.get("error", body) if isinstance(body, dict) else error.message)


def refusal(cause: Cause, place: str, family: str = "") -> EngineError:
    """The error for a cause. ``family`` is what is missing where an index is."""
    reason = cause.reason
    if cause.is_read_only:
        return EngineError("engine.read_only", place=place, error=reason)
    if cause.status == 401:
        return EngineError("engine.unauthorized", place=place)
    if cause.status == 403:
        return EngineError("engine.forbidden", place=place, error=reason)
    if cause.status == 429:
        return EngineBusy("engine.overloaded", place=place, error=reason)
    if cause.status in (502, 503, 504):
        return EngineUnreachable("engine.unreachable", place=place, error=reason)
    if cause.status == 404 and cause.kind == _NO_INDEX and family:
        return IndexMissing("index.missing", place=place, family=family)
    if _NO_SHARDS_LEFT in reason:
        return EngineError("engine.shards", place=place, error=reason)
    if any(text in reason for text in _TOO_LARGE):
        return EngineError("engine.complex", place=place, error=reason)
    return EngineError("engine.failed", place=place, error=f"{cause.status} {cause.kind} {reason}")


def engine_error(error: ApiError | TransportError, place: str, family: str = "") -> EngineError:
    """The error for anything the client raises."""
    if isinstance(error, UnsupportedProductError):
        return EngineUnreachable("engine.unreachable", place=place, error=error.message)
    if isinstance(error, ApiError):
        return refusal(cause_of_error(error), place, family)
    if isinstance(error, SSLError):
        return EngineUnreachable("engine.certificate", place=place, error=error.message)
    if isinstance(error, SerializationError):
        return EngineError("engine.failed", place=place, error=str(error)[:_LONGEST_REASON])
    return EngineUnreachable("engine.unreachable", place=place, error=error.message)


@contextmanager
def engine_errors(place: str, family: str = "") -> Iterator[None]:
    """Run calls of the client; ``place`` is the address or the index that messages name."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise engine_error(error, place, family) from error
