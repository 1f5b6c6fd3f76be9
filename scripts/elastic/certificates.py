"""Certificates for a cluster on loopback: an authority of its own, a certificate for the nodes, a second authority.

Made with the ``openssl`` command. The authority's key is not kept: nobody can sign another certificate with it.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from messages import NodeError

DAYS = "365"
NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
# Extensions are written out because Python from 3.13 on refuses an authority without key usage and key identifiers.
CONFIGURATION = """\
[req]
distinguished_name = name
prompt = no
[name]
CN = {name}
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[node]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = IP:127.0.0.1, DNS:localhost
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


def make(folder: Path) -> None:
    """Write ``ca.pem``, ``node.pem``, ``node.key``, and ``other-ca.pem``: an authority that signed nothing here.

    Raises ``NodeError`` ``openssl.failed``.
    """
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        _authority(scratch, folder / "ca.pem", scratch / "ca.key", "ipsearch development authority")
        _authority(scratch, folder / "other-ca.pem", scratch / "other.key", "another authority")
        configuration = _configuration(scratch, "localhost")
        key, request = str(folder / "node.key"), str(scratch / "node.csr")
        _openssl("req", "-new", *NEW_KEY, "-config", configuration, "-keyout", key, "-out", request)
        _openssl(
            "x509", "-req", "-in", request, "-CA", str(folder / "ca.pem"), "-CAkey", str(scratch / "ca.key"),
            "-CAserial", str(scratch / "serial"), "-CAcreateserial", "-days", DAYS,
            "-extfile", configuration, "-extensions", "node", "-out", str(folder / "node.pem"),
        )  # fmt: skip


def _authority(scratch: Path, certificate: Path, key: Path, name: str) -> None:
    _openssl(
        "req", "-x509", *NEW_KEY, "-config", _configuration(scratch, name), "-extensions", "authority",
        "-days", DAYS, "-keyout", str(key), "-out", str(certificate),
    )  # fmt: skip


def _configuration(scratch: Path, name: str) -> str:
    path = scratch / "openssl.cnf"
    path.write_text(CONFIGURATION.format(name=name), "utf-8")
    return str(path)


def _openssl(*arguments: str) -> None:
    try:
        done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise NodeError("openssl.failed", reason="not found") from error
    if done.returncode:
        raise NodeError("openssl.failed", reason=done.stderr.strip().rpartition("\n")[2])
