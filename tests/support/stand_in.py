"""A real HTTP server on this machine that stands in for those of others."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


class StandIn:
    """The server; use it in a `with`. A subclass says what it answers."""

    def __enter__(self) -> Self:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                owner.post(self)

            def do_GET(self) -> None:
                owner.get(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Its origin."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def get(self, request: BaseHTTPRequestHandler) -> None:
        """Answer a GET."""
        request.send_error(404)

    def post(self, request: BaseHTTPRequestHandler) -> None:
        """Answer a POST."""
        request.send_error(404)
