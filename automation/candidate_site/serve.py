"""Serves the candidates' page and the pages of links for colleagues, and nothing else."""

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

# Connections that may wait to be accepted.
BACKLOG = 200
# A proxy on this machine is trusted.
HERE = ("127.0.0.0/8", "::1")


def serve(open_room: Callable[[], Mailroom], host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve until the process is asked to stop; owners get the replies not yet reported at the start and at the end.

    Args:
        open_room: Opens the workbook's mailroom, each time anew.
        host: The address to listen at.
        port: 0 takes a free one.
        say: Prints a line for the person who started it.

    Raises:
        CannotListen: Another program listens there, or this machine does not have the address.
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
    """The server's configuration.

    Args:
        app: The page.
        proxies: Trusted proxies besides this machine: addresses and networks whose X-Forwarded-For is used.
    """
    # No access log: the paths of pages are secret.
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
    """End the block normally at these signals; after it they are ignored."""

    def stop(*_: object) -> None:
        raise SystemExit

    # While the server runs, it has handlers of its own. These are called before that, and after it: then the server
    # raises once more the signal that ended it.
    for number in signals:
        signal.signal(number, stop)
    try:
        yield
    except SystemExit as ended:
        # An exit code that the server sets by itself means failure.
        if ended.code:
            raise
    finally:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)


def listen_at(host: str, port: int) -> socket.socket:
    """A socket that listens already.

    Args:
        host: The address, or the name of one.
        port: 0 takes a free one.

    Raises:
        CannotListen: Nothing can listen there.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # It listens before its address is printed, so that a client can connect at once.
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        # Python appends the address to the reason.
        reason = str(error.strerror).partition(" (while")[0]
        raise CannotListen(f"Nothing can listen at {host}:{port} ({reason}).") from None
