"""How a cluster is named and trusted: addresses, logins, certificates, the environment."""

from __future__ import annotations

import base64
import sys
from pathlib import Path
from typing import Any

import pytest
from cases import FAMILY, problem
from elastic_node import Cluster
from elasticsearch import Elasticsearch

from ipsearch.backends.elastic import ElasticBackend
from ipsearch.backends.elastic.client import _pauses
from ipsearch.backends.open import open_backend
from ipsearch.config import Settings
from ipsearch.errors import EngineUnreachable, UsageError


def test_a_certificate_of_another_authority(elastic_secure: Cluster) -> None:
    for ca_certs in (str(Path(elastic_secure.ca_certs).with_name("other-ca.pem")), ""):
        with pytest.raises(EngineUnreachable, match="IPSEARCH_CA_CERTS") as raised:
            ElasticBackend(Settings(url=elastic_secure.url, home=Path(), ca_certs=ca_certs)).generations(FAMILY)
        assert problem(raised) == ("engine.certificate", 3)


def test_a_file_of_certificates_that_is_not_there(tmp_path: Path) -> None:
    for ca_certs in ("/no/such/file", str(tmp_path)):
        with pytest.raises(EngineUnreachable, match="IPSEARCH_CA_CERTS") as raised:
            ElasticBackend(Settings(url="https://h", home=Path(), ca_certs=ca_certs))
        assert problem(raised) == ("engine.no_certificates", 3)
        assert "file" not in raised.value.problem.text("zh").removeprefix(ca_certs)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"url": "https://me:s3cret@host:9200"}, "engine.credentials"),
        ({"url": "https://a:9200,me:s3cret@b:9200"}, "engine.credentials"),
        ({"url": "HTTPS://me:s3cret@host:9200"}, "engine.credentials"),
        ({"url": "elastic://me:s3cret@host:9200"}, "engine.credentials"),
        ({"url": "me:s3cret@host:9200"}, "engine.credentials"),
        ({"url": "https://"}, "engine.url"),
        ({"url": "http://a..b:9200"}, "engine.url"),
        ({"url": "http://a b:9200"}, "engine.url"),
        ({"url": "http://h:0"}, "engine.url"),
        ({"url": "https://host:port"}, "engine.url"),
        ({"url": "https://a:9200,http://b:9200"}, "engine.url"),
        ({"url": "http://h", "user": "me"}, "engine.login"),
        ({"url": "http://h", "password": "s3cret"}, "engine.login"),
        ({"url": "http://h", "user": "me", "password": "s3cret", "api_key": "s3cret"}, "engine.login"),
        ({"url": "http://h", "api_key": "密钥s3cret"}, "engine.key"),
        ({"url": "http://h", "api_key": "s3cret\n"}, "engine.key"),
        ({"url": "http://h", "prefix": "Upper"}, "engine.setting"),
        ({"url": "http://h", "prefix": "a,b*"}, "engine.setting"),
    ],
)
def test_settings_that_cannot_be(given: dict[str, str], code: str) -> None:
    with pytest.raises(UsageError) as raised:
        ElasticBackend(Settings(home=Path(), **given))  # type: ignore[arg-type]
    assert problem(raised) == (code, 2)
    assert "s3cret" not in str(raised.value)


def test_secrets_are_not_shown() -> None:
    for login in ({"api_key": "s3cret"}, {"user": "me", "password": "s3cret"}):
        assert "s3cret" not in repr(Settings(url="https://h", home=Path(), **login))  # type: ignore[arg-type]


def test_the_environment_names_cluster_and_login() -> None:
    environment = {
        "IPSEARCH_URL": "https://a:9200,b:9201", "IPSEARCH_USER": "me", "IPSEARCH_PASSWORD": "p",
        "IPSEARCH_SHARDS": "6", "IPSEARCH_REPLICAS": "0", "IPSEARCH_BUILD_REPLICAS": "1",
        "IPSEARCH_INDEX_PREFIX": "marks",
    }  # fmt: skip
    settings = Settings.load(environment)
    assert (settings.engine, settings.user, settings.password, settings.prefix) == ("elastic", "me", "p", "marks")
    assert (settings.shards, settings.replicas, settings.build_replicas) == (6, 0, 1)
    assert Settings.load({}).replicas is None
    assert Settings.load({"IPSEARCH_URL": " http://a:9200\r\n"}).url == "http://a:9200"
    for name, value in (
        ("SHARDS", "0"),
        ("SHARDS", "x"),
        ("REPLICAS", "-1"),
        ("BUILD_REPLICAS", "99"),
        ("SHARDS", "²"),
    ):
        with pytest.raises(UsageError, match=f"IPSEARCH_{name}"):
            Settings.load({f"IPSEARCH_{name}": value})


def test_a_scheme_may_have_capitals() -> None:
    for url in ("HTTP://h:9200", "Https://h:9200"):
        settings = Settings.load({"IPSEARCH_URL": url})
        assert (settings.engine, settings.url) == ("elastic", url.lower())
    assert Settings.load({}, "embedded:/A@b").data == Path("/A@b")


def test_a_login_that_is_given_replaces_that_of_the_environment() -> None:
    login = {"IPSEARCH_API_KEY": "k", "IPSEARCH_USER": "me", "IPSEARCH_PASSWORD": "p"}
    settings = Settings.load(login, "http://h", api_key="mine")
    assert (settings.api_key, settings.user, settings.password) == ("mine", "", "")
    settings = Settings.load(login, "http://h", user="you")
    assert (settings.api_key, settings.user, settings.password) == ("", "you", "p")


def test_a_file_of_certificates_may_be_named_from_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Settings.load({"IPSEARCH_CA_CERTS": "~/ca.crt"}).ca_certs == str(tmp_path / "ca.crt")


def test_several_hosts_are_one_cluster() -> None:
    backend: Any = ElasticBackend(Settings(url="https://a:9200/es, b:9201,c,b:9201", home=Path()))
    nodes = backend._cluster.client.transport.node_pool.all()
    assert {node.base_url for node in nodes} == {"https://a:9200/es", "https://b:9201", "https://c:443"}
    backend.close()


def test_a_password_may_have_any_characters() -> None:
    backend: Any = ElasticBackend(Settings(url="http://h", home=Path(), user="用户", password="密码:é"))
    sent = backend._cluster.client._headers["authorization"].removeprefix("Basic ")
    assert base64.b64decode(sent).decode() == "用户:密码:é"
    backend.close()


def test_an_address_opens_the_backend_and_says_when_the_client_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(url="http://127.0.0.1:9", home=Path())
    backend = open_backend(settings)
    assert isinstance(backend, ElasticBackend)
    backend.close()
    for name in [name for name in sys.modules if name.startswith("ipsearch.backends.elastic")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "elasticsearch", None)
    with pytest.raises(UsageError, match=r"pip install 'ipsearch\[elastic\]'") as raised:
        open_backend(settings)
    assert problem(raised) == ("engine.not_installed", 2)


def test_a_client_for_an_older_cluster_is_not_told_what_it_does_not_know() -> None:
    class Older:
        def __init__(self, hosts: object, *, max_retries: int = 3) -> None: ...

    assert _pauses(Older) == {}
    assert _pauses(Elasticsearch) == {"retry_backoff_base": 0.2, "retry_backoff_cap": 5.0}
