"""A server in front of a cluster that passes requests on, and answers some of them itself as a full queue would."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REQUEST_SECONDS = 60.0
FULL = {
    "error": {
        "type": "es_rejected_execution_exception",
        "reason": "rejected execution of coordinating operation: the queue is full",
    },
    "status": 429,
}
_PASSED = ("content-type", "x-elastic-product", "accept")
"""Headers that are passed on, in lower case; the client takes no server for a cluster that does not say so."""


@contextmanager
def refusing(url: str, refused: Callable[[str], bool]) -> Iterator[str]:
    """The address of a server on loopback that passes on to ``url`` what is not refused, by the path of the request."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if refused(self.path.partition("?")[0]):
                headers = {"Content-Type": "application/json", "X-Elastic-Product": "Elasticsearch"}
                self.send_all(429, headers, json.dumps(FULL).encode())
                return
            kept = {name: value for name, value in self.headers.items() if name.lower() in _PASSED}
            request = urllib.request.Request(url + self.path, body or None, kept, method=self.command)
            try:
                with urllib.request.urlopen(request, timeout=REQUEST_SECONDS) as answer:
                    self.send_all(answer.status, dict(answer.headers), answer.read())
            except urllib.error.HTTPError as error:
                with error:
                    self.send_all(error.code, dict(error.headers), error.read())

        def send_all(self, status: int, headers: dict[str, str], data: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() in _PASSED:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any  # noqa: N815 - names of the base class

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
