"""A small HTTP server that answers as a cluster in trouble would: what a test says, one answer after another."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, Any] | None
"""Status and JSON, or bytes sent as they are; None closes the connection without an answer."""


@dataclass
class FakeCluster:
    """``answer`` gets method, path and body; ``requests`` is what was asked."""

    answer: Callable[[str, str, bytes], Answer]
    url: str = ""
    requests: list[tuple[str, str, bytes]] = field(default_factory=list)


@contextmanager
def fake_cluster(answer: Callable[[str, str, bytes], Answer], product: str = "Elasticsearch") -> Iterator[FakeCluster]:
    """Runs on loopback until the context is left. ``product`` is what it says to be; empty: nothing."""
    fake = FakeCluster(answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            fake.requests.append((self.command, self.path, body))
            found = fake.answer(self.command, self.path, body)
            if found is None:
                self.close_connection = True
                return
            data = found[1] if isinstance(found[1], bytes) else json.dumps(found[1]).encode()
            self.send_response(found[0])
            self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=9")
            if product:
                self.send_header("X-Elastic-Product", product)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any  # noqa: N815 - names of the base class

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
