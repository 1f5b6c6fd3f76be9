"""One writer a family: a document of the state index that says who writes, and until when.

A writer renews it while it lives. Another one takes it over when it has run out, or at once when its process, on this
same machine, is no more. Every change is made only if the document is still the one that was read, so of two that take
it over one succeeds, and a writer that was taken for dead learns of it before it sends anything more.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from elasticsearch import ApiError, NotFoundError, TransportError

from ipsearch.backends.elastic.client import Cluster
from ipsearch.backends.elastic.failures import engine_errors
from ipsearch.backends.elastic.patience import ONCE, WRITING, Patience, is_passing
from ipsearch.backends.elastic.state import Version, put_if, version_of
from ipsearch.errors import EngineBusy, EngineError

LEASE = 60.0
"""Seconds a lock is valid after each renewal. Clocks of the machines that load may differ by less than this."""
_RENEWALS = 4


@dataclass(frozen=True, slots=True)
class Owner:
    """A process that writes: where, which one, and a word of its own.

    ``system`` is what makes process numbers comparable: the boot of the machine and the name space of processes; empty
    where that is not known.
    """

    host: str
    system: str
    pid: int
    started: str
    nonce: str

    @classmethod
    def me(cls) -> Owner:
        """This process."""
        pid = os.getpid()
        return cls(socket.gethostname(), _system(), pid, _start_of(pid), secrets.token_hex(8))

    @property
    def is_dead(self) -> bool:
        """Whether the process is certainly no more: it ran in this system, and its number is free or given anew."""
        return bool(self.system) and self.system == _system() and _start_of(self.pid) != self.started

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"


def _system() -> str:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def _start_of(pid: int) -> str:
    """When a process started, in ticks since the boot; empty if there is none, or only its remains."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    fields = text.rpartition(")")[2].split()  # the name before may hold anything
    return "" if fields[0] in "ZX" else fields[19]


class _Held(NamedTuple):
    """A lock as it stands in the index: whose, until when, and which write of the document it is."""

    owner: Owner
    until: float
    version: Version


class FamilyLock:
    """Held from construction until :meth:`release`. Raises ``EngineBusy`` naming the holder."""

    def __init__(self, cluster: Cluster, family: str, lease: float = LEASE) -> None:
        self._client, self._index, self._name = cluster.client, cluster.state, f"lock-{family}"
        self._place, self._lease, self._owner = cluster.alias(family), lease, Owner.me()
        self._turn, self._ended = threading.Lock(), threading.Event()
        self._lost: EngineBusy | None = None
        self._until = 0.0
        self._version = self._take()
        self._renewer = threading.Thread(target=self._renew_until_ended, name=self._name, daemon=True)
        self._renewer.start()

    def require(self) -> None:
        """Make sure that it is ours just now: ``EngineBusy`` if not. A request only if the lease has run out.

        It has where this process, or its machine, was stopped for a while: another writer may be at work by now.
        """
        if self._lost is not None:
            raise self._lost
        if time.time() >= self._until:
            self.renew(ONCE)

    def renew(self, patience: Patience = WRITING) -> None:
        """Hold it for another lease; ``EngineBusy`` if it is no longer ours."""
        with self._turn:
            if self._lost is not None:
                raise self._lost
            if self._ended.is_set():
                raise EngineBusy("engine.lock_lost", place=self._place)
            try:
                self._version = self._renewed(patience)
            except EngineBusy as error:
                if not is_passing(error):  # a full queue takes no lock away
                    self._lost = error
                raise

    def release(self) -> None:
        """Let the next writer in. May be called again."""
        with self._turn:
            if self._ended.is_set():
                return
            self._ended.set()
            # If it cannot be deleted now, it runs out.
            with contextlib.suppress(ApiError, TransportError):
                self._client.options(max_retries=0).delete(
                    index=self._index,
                    id=self._name,
                    if_seq_no=self._version.seq_no,
                    if_primary_term=self._version.primary_term,
                )
        self._renewer.join()

    def _take(self) -> Version:
        held = self._held()
        if held is None:
            before = Version()
        else:
            if time.time() < held.until and not held.owner.is_dead:
                raise EngineBusy("engine.busy", place=self._place, owner=str(held.owner))
            before = held.version
        try:
            return self._write(before)
        except EngineBusy as error:
            if is_passing(error):
                raise
            held = self._held()
            owner = held.owner if held else self._owner
            raise EngineBusy("engine.busy", place=self._place, owner=str(owner)) from None

    def _held(self) -> _Held | None:
        with engine_errors(self._index):
            try:
                found = self._client.get(index=self._index, id=self._name)
            except NotFoundError:
                return None
        lock = found["_source"]["lock"]
        return _Held(Owner(**lock["owner"]), lock["until"], version_of(found))

    def _renewed(self, patience: Patience) -> Version:
        before = self._version
        while True:
            try:
                return self._write(before, patience)
            except EngineBusy as error:
                held = None if is_passing(error) else self._held()
                if held is None or held.owner != self._owner:
                    raise
                # A renewal whose answer did not come in time was done after all.
                before = held.version

    def _write(self, before: Version, patience: Patience = WRITING) -> Version:
        until = time.time() + self._lease
        lock = {"owner": asdict(self._owner), "until": until}
        with engine_errors(self._index):
            version = put_if(self._client, self._index, self._name, {"lock": lock}, before, patience)
        self._until = until
        return version

    def _renew_until_ended(self) -> None:
        while not self._ended.wait(self._lease / _RENEWALS):
            # The next commit says what is wrong; a cluster that is away may be back for the next renewal.
            with contextlib.suppress(EngineError):
                self.renew(ONCE)
            if self._lost is not None:
                return
