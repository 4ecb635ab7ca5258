"""The emulator over loopback HTTP, for programs that speak to it as they would to Google."""

import gzip
import json
import socket
import struct
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from tests.sheets_emulator.auth import ROBOT
from tests.sheets_emulator.calculation import calculated
from tests.sheets_emulator.dump import dumped, load
from tests.sheets_emulator.render import json_value
from tests.sheets_emulator.service import Service
from tests.sheets_emulator.state import Sheet, Spreadsheet
from tests.sheets_emulator.wire import Answer, Call

OWNER = "owner@example.com"


class Emulator:
    """A running emulator; a context manager.

    Args:
        service: What answers.
        port: 0 takes a free one.
    """

    def __init__(self, service: Service | None = None, port: int = 0) -> None:
        self.service = service or Service()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._server = _Server(("127.0.0.1", port), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.service.origin = self.url
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._server.shutdown()
        self.close()

    def close(self) -> None:
        """Let go of the port of an emulator that was never entered."""
        self._server.server_close()

    def create(
        self,
        tabs: Mapping[str, Sequence[Sequence[Any]]],
        title: str = "Workbook",
        owner: str = OWNER,
        editors: Sequence[str] = (ROBOT,),
        **properties: str,
    ) -> str:
        """A spreadsheet with these tabs, as its owner made and shared it; its key.

        Args:
            tabs: Title → rows of values; formulas begin with `=`.
            title: The file's name.
            owner: An address.
            editors: Addresses that may write.
            properties: Of the spreadsheet, such as `locale` and `timeZone`.
        """
        with self._lock:
            book = self.service.workspace.create(title, owner, properties)
            for editor in editors:
                self.service.workspace.share(book, editor, "writer")
            self.service.workspace.fill(book, tabs)
            return book.key

    def share(self, key: str, email: str, role: str) -> None:
        """Give an account the role `reader` or `writer`."""
        with self._lock:
            self.service.workspace.share(self.book(key), email, role)

    def book(self, key: str) -> Spreadsheet:
        """The spreadsheet itself, to look into between requests."""
        return self.service.workspace.files[key]

    def shown(self, key: str, tab: str) -> list[list[Any]]:
        """What a tab shows, row by row: numbers, text, TRUE and FALSE, errors as text, None for blanks."""
        with self._lock:
            book = self.book(key)
            sheet = book.sheet_titled(tab)
            if sheet is None:
                raise KeyError(tab)
            return self.values_of(book, sheet)

    def values_of(self, book: Spreadsheet, sheet: Sheet) -> list[list[Any]]:
        """As `shown`, for a hook between requests: meanwhile the emulator answers no request."""
        overlay = calculated(book).overlay(sheet)
        height = max(len(sheet.cells), *(max(rows, default=-1) + 1 for rows in overlay.values()), 0)
        width = max((len(line) for line in sheet.cells), default=0)
        width = max(width, max(overlay, default=-1) + 1)
        show = calculated(book).value
        rows = [[show(sheet, row, column) for column in range(width)] for row in range(height)]
        return [[None if value is None else json_value(value) for value in line] for line in rows]

    def dump(self) -> dict[str, Any]:
        """Everything in it as plain JSON data, for `load` of another one, also of a later version."""
        with self._lock:
            return dumped(self.service)

    def load(self, record: Mapping[str, Any]) -> None:
        """Load a dump in place of the current contents; keys of spreadsheets stay, key files are made again."""
        with self._lock:
            load(self.service, record)

    def key_file(self, folder: Path, email: str = ROBOT) -> Path:
        """Write a service account file whose tokens come from this emulator."""
        path = folder / f"{email.partition('@')[0]}.json"
        if not path.exists():
            # Whole at once: others may be reading theirs.
            with tempfile.NamedTemporaryFile("w", dir=folder, delete=False, encoding="utf-8") as new:
                json.dump(self.service.accounts.info(self.url, email), new, indent=2)
            Path(new.name).replace(path)
        return path

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        emulator = self

        class Handler(_Handler):
            def respond(self, call: Call) -> Answer:
                with emulator._lock:  # The class is a part of the emulator.
                    found = emulator.service.answer(call)
                if found.stall:
                    emulator._stopping.wait(found.stall)
                return found

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "ESF"
    # Headers and body go out in one packet each; without this the second would wait for the first's receipt.
    disable_nagle_algorithm = True
    wbufsize = -1

    def respond(self, call: Call) -> Answer:
        """What to send; the emulator says."""
        raise NotImplementedError

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        found = self.respond(Call.of(self.command, self.path, dict(self.headers.items()), body))
        if found.reset:
            self._reset()
            return
        self.send_response(found.status)
        self.send_header("Content-Type", found.kind)
        self.send_header("Vary", "Origin, X-Origin, Referer")
        self.send_header("Cache-Control", "private")
        sent = found.body
        # As Google's guide says, both are needed.
        if all("gzip" in self.headers.get(name, "") for name in ("Accept-Encoding", "User-Agent")):
            self.send_header("Content-Encoding", "gzip")
            sent = gzip.compress(sent, 1)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent[: len(sent) // 2] if found.cut else sent)
        self.wfile.flush()
        if found.cut:
            self._reset()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815  # http.server looks for these names.

    def _reset(self) -> None:
        """Close with an RST, as a broken connection looks to the other side."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def version_string(self) -> str:
        """Google's front end."""
        return "ESF"

    def log_message(self, *_: object) -> None:
        """Quiet: the service keeps its own list of calls."""


def wait_for_ever() -> None:
    """Sleep until interrupted."""
    while True:
        time.sleep(3600)
