"""Which backend a URL names. Engines are imported on first use, so that none is needed before it is asked for."""

from __future__ import annotations

from ipsearch.backends.base import Backend
from ipsearch.config import Settings
from ipsearch.errors import UsageError


def open_backend(settings: Settings) -> Backend:
    """The backend of the settings' URL."""
    match settings.engine:
        case "embedded":
            from ipsearch.backends.embedded import EmbeddedBackend  # noqa: PLC0415 - only this engine needs Tantivy

            return EmbeddedBackend(settings.data)
        case "memory":
            from ipsearch.backends.memory import MemoryBackend  # noqa: PLC0415 - for tests and trials only

            return MemoryBackend()
        case "elastic":
            try:
                from ipsearch.backends.elastic import ElasticBackend  # noqa: PLC0415 - the client is an extra
            except ModuleNotFoundError as error:
                if (error.name or "").partition(".")[0] not in ("elasticsearch", "elastic_transport", "orjson"):
                    raise
                raise UsageError("engine.not_installed", place="--engine") from error

            return ElasticBackend(settings)
        case _:
            raise UsageError("engine.url", place="--engine", value=settings.url)
