"""The connection to a cluster, and how our indices are named in it."""

from __future__ import annotations

import inspect
import logging
import re
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from elasticsearch import Elasticsearch, OrjsonSerializer

from ipsearch.config import Settings
from ipsearch.errors import EngineUnreachable, UsageError

REQUEST_SECONDS = 30.0
"""How long an answer may take. The slowest, a count over a whole register, takes about a second."""
SHARD_WAIT = "30s"
"""How long the cluster waits for a shard that no node has, before it refuses a write to it or a new index with it."""
WRITE_SECONDS = 90.0
"""How long an answer to a write may take: that wait, and the work."""
LEFT_ALONE = 60.0
"""Seconds for which a node that did not answer is not asked, if there are others; longer each time."""
CONNECTIONS = 16
"""Open connections to a node: more than the threads of any writer or reader."""
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[\w.:%-]+")
_KEY = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster. ``url`` is shown in messages and holds no secret."""

    client: Elasticsearch
    url: str
    prefix: str = "ipsearch"
    shards: int = 1
    replicas: int | None = None
    build_replicas: int = 0

    def index(self, generation: str) -> str:
        """The index of a generation."""
        return f"{self.prefix}-{generation}"

    def alias(self, family: str) -> str:
        """The name under which the live generation of a family is found."""
        return f"{self.prefix}-{family}"

    @property
    def state(self) -> str:
        """The index of what is known about generations."""
        return f"{self.prefix}-state"


def connect(settings: Settings) -> Cluster:
    """A cluster as the settings name it. No request is sent yet.

    Raises ``UsageError`` for an address or a login that cannot be, ``EngineUnreachable`` if the file of trusted
    certificates cannot be used.
    """
    # Without a handler its warnings of each failed try would be printed beside our own message.
    logging.getLogger("elastic_transport").addHandler(logging.NullHandler())
    client = Elasticsearch(
        _hosts(settings),
        serializer=OrjsonSerializer(),
        request_timeout=REQUEST_SECONDS,
        connections_per_node=CONNECTIONS,
        # What is read may be asked again. Writes are sent with retries off, and say themselves what is repeated.
        max_retries=3,
        retry_on_timeout=True,
        # By its default the client asks a node that hangs again after a second, and each time waits until it gives up.
        dead_node_backoff_factor=LEFT_ALONE,
        max_dead_node_backoff=10 * LEFT_ALONE,
        **_pauses(Elasticsearch),
        **_login(settings),
        **_trust(settings),
    )
    return Cluster(client, settings.url, settings.prefix, settings.shards, settings.replicas, settings.build_replicas)


def for_writing(client: Elasticsearch) -> Elasticsearch:
    """A client that waits longer, and repeats nothing: whether a write may be done twice is for the caller to know."""
    return client.options(max_retries=0, request_timeout=WRITE_SECONDS)


def _hosts(settings: Settings) -> list[dict[str, Any]]:
    """``https://a:9200,b:9200``: what stands once, scheme and path, holds for all."""
    scheme, _, rest = settings.url.partition("://")
    hosts: list[dict[str, Any]] = []
    for part in rest.split(","):
        try:
            parsed = urlsplit(part if "://" in part else f"{scheme}://{part.strip()}")
            port = _PORTS[parsed.scheme] if parsed.port is None else parsed.port
            (parsed.hostname or "").encode("idna")  # as it is asked of a name server
        except (ValueError, KeyError) as error:
            raise UsageError("engine.url", place="--engine", value=settings.url) from error
        known = _HOST.fullmatch(parsed.hostname or "") and port and parsed.scheme == scheme
        if not known or parsed.query or parsed.fragment:
            raise UsageError("engine.url", place="--engine", value=settings.url)
        host = {"scheme": scheme, "host": parsed.hostname, "port": port, "path_prefix": parsed.path.rstrip("/")}
        if host not in hosts:  # the client refuses one that is named twice
            hosts.append(host)
    return hosts


def _pauses(client: type) -> dict[str, Any]:
    """How long the client waits before it asks again; those before 9.5, for older clusters, ask at once.

    Both must be above zero; the client would else ask again at once.
    """
    takes = inspect.signature(client).parameters
    return {"retry_backoff_base": 0.2, "retry_backoff_cap": 5.0} if "retry_backoff_base" in takes else {}


def _login(settings: Settings) -> dict[str, Any]:
    if bool(settings.user) != bool(settings.password) or (settings.api_key and settings.user):
        raise UsageError("engine.login", place="--engine")
    if settings.api_key:
        if not _KEY.fullmatch(settings.api_key):
            raise UsageError("engine.key", place="IPSEARCH_API_KEY")
        return {"api_key": settings.api_key}
    if not settings.user:
        return {}
    # The client would encode the pair in ASCII; the cluster reads UTF-8.
    return {"basic_auth": b64encode(f"{settings.user}:{settings.password}".encode()).decode()}


def _trust(settings: Settings) -> dict[str, Any]:
    if not settings.ca_certs or not settings.url.startswith("https"):
        return {}
    if not Path(settings.ca_certs).is_file():
        raise EngineUnreachable("engine.no_certificates", place=settings.ca_certs)
    return {"ca_certs": settings.ca_certs}
