"""Settings: where the engine is and how to reach it. A frozen object, made once at the edge and passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from ipsearch.errors import UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment and the caller say.

    ``url`` is ``embedded:`` (under ``home``), ``embedded:/path``, ``memory:`` or ``https://host:9200``. ``home`` holds
    the embedded engine's data and the user's own tables.
    """

    url: str
    home: Path
    api_key: str = ""
    ca_certs: str = ""

    @classmethod
    def load(cls, environment: Mapping[str, str], url: str | None = None, **given: str) -> Settings:
        """Arguments first, then ``IPSEARCH_URL``, ``IPSEARCH_HOME``, ``IPSEARCH_API_KEY``, ``IPSEARCH_CA_CERTS``."""
        home = given.get("home") or environment.get("IPSEARCH_HOME")
        return cls(
            url=url or environment.get("IPSEARCH_URL") or "embedded:",
            home=Path(home).expanduser() if home else user_data_path("ipsearch"),
            api_key=given.get("api_key") or environment.get("IPSEARCH_API_KEY", ""),
            ca_certs=given.get("ca_certs") or environment.get("IPSEARCH_CA_CERTS", ""),
        )

    @property
    def engine(self) -> str:
        """The kind of engine: ``embedded``, ``memory`` or ``elastic``."""
        scheme = self.url.partition(":")[0]
        kinds = {"embedded": "embedded", "memory": "memory", "http": "elastic", "https": "elastic"}
        if scheme not in kinds:
            raise UsageError("engine.url", place="--engine", value=self.url)
        return kinds[scheme]

    @property
    def data(self) -> Path:
        """The directory of the embedded engine's indexes."""
        given = self.url.partition(":")[2]
        return Path(given).expanduser() if given and self.engine == "embedded" else self.home / "index"

    @property
    def tables(self) -> Path:
        """The directory of the user's own tables, such as the table of similar groups."""
        return self.home / "tables"
