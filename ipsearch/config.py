"""Settings: where the engine is and how to reach it. A frozen object, made once at the edge and passed in."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path

from ipsearch.arguments import given_text
from ipsearch.errors import UsageError

_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_EXAMPLES = {"url": '"embedded:/data"', "home": 'home="/data"', "ca_certs": 'ca_certs="/etc/ssl/search.pem"'}
"""Of the arguments whose value a message may show; the others are of a login."""
_PATHS = ("home", "ca_certs")
_MOST_SHARDS = 1024
_MOST_REPLICAS = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment and the caller say.

    ``url`` is ``embedded:`` (under ``home``), ``embedded:/path``, ``memory:`` or ``https://host:9200``, several hosts
    of one cluster separated by commas. ``home`` holds the embedded engine's data and the user's own tables.

    The others are for a cluster: an ``api_key``, or ``user`` and ``password``; ``ca_certs``, a file with the
    certificates to trust; ``prefix``, the beginning of the names of its indices; ``shards`` of a new generation;
    ``replicas`` of a finished one (None: one where a second node can hold it) and of one that is built
    (``build_replicas``).
    """

    url: str
    home: Path
    api_key: str = field(default="", repr=False)
    ca_certs: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    prefix: str = "ipsearch"
    shards: int = 1
    replicas: int | None = None
    build_replicas: int = 0

    def __post_init__(self) -> None:
        if "@" in self.url and self.url.partition(":")[0] not in ("embedded", "memory"):
            raise UsageError("engine.credentials", place="--engine")
        if not _PREFIX.fullmatch(self.prefix):
            raise _bad("IPSEARCH_INDEX_PREFIX", self.prefix, "a-z 0-9 _ -")

    @classmethod
    def load(
        cls, environment: Mapping[str, str], url: str | None = None, **given: str | os.PathLike[str] | None
    ) -> Settings:
        """Arguments first, then the environment: ``IPSEARCH_URL``, ``IPSEARCH_HOME``, ``IPSEARCH_API_KEY`` and so on.

        A login that is given, a key or a user, replaces that of the environment whole.

        Raises :class:`~ipsearch.errors.UsageError` for a value that cannot be, and for an address with a password in
        it: addresses are shown in messages.
        """
        url, texts = _text("url", url), {name: _text(name, value) for name, value in given.items()}

        def said(name: str, variable: str) -> str:
            return texts.get(name) or environment.get(variable, "")

        # A login that was given is meant alone: it does not go together with another one in the environment.
        if texts.get("api_key"):
            environment = _without(environment, "IPSEARCH_USER", "IPSEARCH_PASSWORD")
        elif texts.get("user") or texts.get("password"):
            environment = _without(environment, "IPSEARCH_API_KEY")
        home, ca_certs = said("home", "IPSEARCH_HOME"), said("ca_certs", "IPSEARCH_CA_CERTS")
        replicas = _number(environment, "IPSEARCH_REPLICAS", 0, _MOST_REPLICAS)
        return cls(
            url=_address((url or environment.get("IPSEARCH_URL", "")).strip()) or "embedded:",
            home=_folder("IPSEARCH_HOME", home) if home else user_data_path("ipsearch"),
            api_key=said("api_key", "IPSEARCH_API_KEY"),
            ca_certs=str(_folder("IPSEARCH_CA_CERTS", ca_certs)) if ca_certs else "",
            user=said("user", "IPSEARCH_USER"),
            password=said("password", "IPSEARCH_PASSWORD"),
            prefix=said("prefix", "IPSEARCH_INDEX_PREFIX") or "ipsearch",
            shards=_number(environment, "IPSEARCH_SHARDS", 1, _MOST_SHARDS) or 1,
            replicas=replicas,
            build_replicas=_number(environment, "IPSEARCH_BUILD_REPLICAS", 0, _MOST_REPLICAS) or 0,
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
        return _folder("--engine", given) if given and self.engine == "embedded" else self.home / "index"

    @property
    def tables(self) -> Path:
        """The directory of the user's own tables, such as the table of similar groups."""
        return self.home / "tables"


def _without(environment: Mapping[str, str], *variables: str) -> Mapping[str, str]:
    return {name: value for name, value in environment.items() if name not in variables}


def _text(name: str, value: object) -> str:
    """An argument as text, empty for None; a path may be a ``Path``."""
    if value is None:
        return ""
    if name in _PATHS and isinstance(value, os.PathLike):
        value = os.fspath(value)
    if name in _EXAMPLES or isinstance(value, str):
        return given_text(name, value, _EXAMPLES.get(name, ""))
    found, example = type(value).__name__, f'{name}="..."'
    raise UsageError("check.type", place=name, value="***", found=found, expected="str", example=example)


def _folder(place: str, given: str) -> Path:
    """A path, also one in somebody's home (``~``, ``~name``)."""
    try:
        return Path(given).expanduser()
    except RuntimeError as error:  # there is no such user, or nobody knows where the home is
        raise UsageError("engine.no_home", place=place, value=given) from error


def _address(url: str) -> str:
    """An address with its scheme in small letters; a scheme may be written in any (RFC 3986, 3.1)."""
    scheme, mark, rest = url.partition(":")
    return scheme.lower() + mark + rest if mark else url


def _number(environment: Mapping[str, str], variable: str, least: int, most: int) -> int | None:
    text = environment.get(variable, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and least <= int(text) <= most):
        raise _bad(variable, text, f"{least}..{most}")
    return int(text)


def _bad(variable: str, value: str, expected: str) -> UsageError:
    return UsageError("engine.setting", place=variable, value=value, expected=expected)
