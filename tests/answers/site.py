"""The candidates' page on a real server, over a workbook with one message that was sent."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import Message

import requests
import uvicorn

from automation.candidate_site.app import create_app
from automation.core.ledger.events import Answer, Event, Notice
from automation.core.ledger.state import LedgerState
from automation.outreach.compose import propose, queue
from automation.outreach.sending import send
from tests.outreach.desk import DANA, REQ, Desk, key


def link_in(message: Message, path: str) -> str:
    """The address of a page in the text of a message."""
    part = message.get_payload(0) if message.is_multipart() else message
    assert isinstance(part, Message)
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    found = re.search(rf"http\S+{path}\S+", payload.decode())
    assert found, payload.decode()
    return found[0]


@dataclass
class Site:
    """A desk, and its page.

    Attributes:
        desk: The workbook and its outreach.
        url: Where the page is.
        notified: How many times the page called `on_answer`.
    """

    desk: Desk
    url: str
    notified: list[None] = field(default_factory=list)

    def write_to(self, number: int = 0, *others: str, by: str = DANA, req: str = REQ) -> str:
        """Send a first note; its send ID."""
        room = self.desk.room()
        (prepared,) = propose(room, req, [key(number)], by, others=others)
        (queued,) = queue(room, [prepared.draft], by)
        assert not queued.reasons, queued.reasons
        send(self.desk.room())
        return queued.send_id

    def message(self, send_id: str) -> Message:
        """The messages that were sent."""
        (place,) = self.desk.folder.glob(f"*/outbox/{send_id}.eml")
        return message_from_bytes(place.read_bytes())

    def page_of(self, send_id: str) -> str:
        """The address of a candidate's page, as in their message."""
        return link_in(self.message(send_id), "/r/")

    def leave_of(self, send_id: str) -> str:
        """The address at which the candidate unsubscribes."""
        return link_in(self.message(send_id), "/u/")

    def ledger(self) -> LedgerState:
        return self.desk.room().ledger.refresh()

    def events(self) -> list[Event]:
        return list(self.desk.room().open_log().read().events)

    def answers(self) -> list[tuple[str, tuple[str, ...], str]]:
        """State, openings and value of each reply, in order."""
        kinds = set(Answer) | {Notice.SUPPRESSED}
        return [(one.state, one.requisitions, one.subject) for one in self.events() if one.state in kinds]

    def choose(self, page: str, answer: str, month: str = "", opening: int = 0) -> requests.Response:
        """Tap on one of the buttons."""
        data = {"opening": str(opening), "answer": answer, "month": month}
        return requests.post(f"{page}/answer", data=data, timeout=30)


@contextmanager
def served(make: Callable[[str], Desk], at: datetime | None = None, **limits: int) -> Iterator[Site]:
    """Serve the page of a desk that `make` makes for an address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    desk = make(url)
    desk.now = at or desk.now
    site = Site(desk, url)
    app = create_app(desk.room, on_answer=lambda: site.notified.append(None), **limits)
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=10)
    )
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield site
    finally:
        server.should_exit = True
        thread.join(30)
        listening.close()
