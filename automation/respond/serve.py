"""The candidates' page, served alone."""

import signal
import socket
from collections.abc import Callable

import uvicorn

from automation.errors import ConfigError
from automation.mailroom import Mailroom
from automation.notices import Teller
from automation.respond.app import create_app
from automation.respond.protocol import BoundedProtocol

# Connections that wait to be taken.
BACKLOG = 200


def serve(open_room: Callable[[], Mailroom], host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve until the process is asked to stop; owners who were not told yet are told at the start and at the end.

    Args:
        open_room: Opens the workbook's mailroom, each time anew.
        host: The address to listen at.
        port: 0 takes a free one.
        say: Says a line to the person who started it.

    Raises:
        ConfigError: Nothing can listen there, or the secret cannot be read.
        BackpocketError: The ledger cannot be read.
    """
    room = open_room()
    room.ledger.refresh()
    room.respond_secret()
    listening = _listening(host, port)
    teller = Teller(open_room)
    app = create_app(room, on_answer=teller.soon)
    where = f"http://{host}:{listening.getsockname()[1]}"
    told = room.settings.respond_url
    say(f"Candidates' pages are at {where}" + (f", for them {told}." if told else "."))
    if not told:
        say("The setting respond_url is empty, so no letter leads here yet.")
    teller.soon()
    # No access log: addresses of pages are secrets. Only a proxy on this machine is believed who asks.
    config = uvicorn.Config(
        app, http=BoundedProtocol, ws="none", log_config=None, access_log=False, server_header=False,
        timeout_keep_alive=5, lifespan="off",
    )  # fmt: skip
    # The server raises the signal that ended it once more; there is something left to do then.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    uvicorn.Server(config).run(sockets=[listening])
    teller.now()


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # Whoever is told where it is can come at once.
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        why = f"Nothing can listen at {host}:{port} ({error.strerror})"
        raise ConfigError(f"{why}: name another --host or --port.") from None
