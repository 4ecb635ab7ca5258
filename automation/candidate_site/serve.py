"""The candidates' page, served alone."""

import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from automation.candidate_site.app import create_app
from automation.candidate_site.protocol import BoundedProtocol
from automation.errors import CannotListen
from automation.outreach.context import Mailroom
from automation.outreach.owner_alerts import OwnerNotifier

# Connections that wait to be taken.
BACKLOG = 200
# A proxy on this machine.
HERE = ("127.0.0.0/8", "::1")


def serve(open_room: Callable[[], Mailroom], host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve until the process is asked to stop; owners get the replies not yet reported at the start and at the end.

    Args:
        open_room: Opens the workbook's mailroom, each time anew.
        host: The address to listen at.
        port: 0 takes a free one.
        say: Says a line to the person who started it.

    Raises:
        CannotListen: Another program listens there, or the address is none of this machine's.
        ConfigError: The secret cannot be read.
        BackpocketError: The ledger cannot be read.
    """
    room = open_room()
    room.ledger.refresh()
    room.secrets.respond()
    listening = listen_at(host, port)
    notifier = OwnerNotifier(open_room)
    app = create_app(open_room, on_answer=notifier.soon)
    where = f"http://{host}:{listening.getsockname()[1]}"
    public = room.settings.respond_url
    config = config_of(app, room.settings.respond_proxies)
    with stopped_by(signal.SIGTERM, signal.SIGINT):
        say(f"Candidates' pages are at {where}" + (f", for them {public}." if public else "."))
        if not public:
            say("The setting respond_url is empty, so no message links here yet.")
        notifier.soon()
        uvicorn.Server(config).run(sockets=[listening])
    notifier.now()


def config_of(app: ASGIApp, proxies: Sequence[str]) -> uvicorn.Config:
    """How the page is served.

    Args:
        app: The page.
        proxies: Addresses and networks that are believed about who asks, besides this machine.
    """
    # No access log: addresses of pages are secrets.
    return uvicorn.Config(
        app,
        http=BoundedProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=5,
        lifespan="off",
        forwarded_allow_ips=[*HERE, *proxies],
    )


@contextmanager
def stopped_by(*signals: signal.Signals) -> Iterator[None]:
    """Whatever is served in this block ends at these signals, as it should; they do nothing more after it."""

    def stop(*_: object) -> None:
        raise SystemExit

    # While it serves, the server has handlers of its own; before that and after it, where it raises the signal that
    # ended it once more, these are called.
    for number in signals:
        signal.signal(number, stop)
    try:
        yield
    except SystemExit as ended:
        # What the server ends with by itself is a failure.
        if ended.code:
            raise
    finally:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)


def listen_at(host: str, port: int) -> socket.socket:
    """A socket that people can connect to.

    Args:
        host: The address, or the name of one.
        port: 0 takes a free one.

    Raises:
        ConfigError: Nothing can listen there.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # Whoever is told where it is can come at once.
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        # Python adds the address once more.
        reason = str(error.strerror).partition(" (while")[0]
        raise CannotListen(f"Nothing can listen at {host}:{port} ({reason}).") from None
