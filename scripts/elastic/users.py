"""Users of a secured cluster: kept in files of each node, because the test distribution cannot store native users."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping

SUPERUSER = "admin"
ROLES: Mapping[str, str] = {
    "searcher": "ipsearch_searcher",
    "loader": "ipsearch_loader",
    SUPERUSER: "superuser",
}
"""User and role; the roles are in ``roles.yml``, ``superuser`` is built in."""
BUILT_IN = "elastic"
"""The user every Elasticsearch has; its first password is in the keystore."""
ROUNDS = 10_000


def passwords() -> dict[str, str]:
    """A new password for each user."""
    return {name: secrets.token_urlsafe(16) for name in (*ROLES, BUILT_IN)}


def users_file(passwords: Mapping[str, str]) -> str:
    """The file ``users``: name and hash of the password a line."""
    return "".join(f"{name}:{_hashed(passwords[name])}\n" for name in ROLES)


def users_roles_file() -> str:
    """The file ``users_roles``: role and user a line."""
    return "".join(f"{role}:{name}\n" for name, role in ROLES.items())


def _hashed(password: str) -> str:
    """The hash as Elasticsearch's PBKDF2 hasher writes it: HMAC-SHA512, 32 bytes of salt, 32 of key, base64."""
    salt = secrets.token_bytes(32)
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS, 32)
    return f"{{PBKDF2}}{ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"
