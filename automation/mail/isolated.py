"""Reading strangers' messages in a process of its own, within limits of time and memory.

If a parser gets stuck on a message, the process is ended after a few seconds, the message is set aside for a person,
and the next one is read in a new process. If a new process cannot read even a known message, the machine is at fault,
and no message is set aside. `automation.limits` says which systems limit what.
"""

import base64
import contextlib
import json
import signal
from dataclasses import asdict
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from automation.core.messages.incoming import Failure, Incoming
from automation.errors import StoreUnavailable
from automation.limits import limit_memory, limit_time
from automation.mail.forwarded import MOST_BYTES as MOST_FORWARDED
from automation.mail.forwarded import Forwarded, Quoted, read_forwarded
from automation.mail.incoming import MOST_BYTES, read_message, unreadable

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

# Seconds of processor time for one message; a usual one takes milliseconds.
MOST_SECONDS = 5
# Seconds to wait for it on a busy machine, and for the process to start.
PATIENCE = 120.0
# Bytes of memory for one message, besides what the process has when it starts.
MOST_MEMORY = 512 * 2**20
# What the process is asked for: the first byte of a request.
_MESSAGE, _FORWARDED = b"m", b"f"
# Read after a failure: if this message can be read, the failure was the other message's.
_KNOWN = b"Message-ID: <known@backpocket.invalid>\r\nFrom: known@backpocket.invalid\r\n\r\nHello"


class IsolatedReader:
    """Reads messages one after the other; use it in a `with`. Its process starts with the first message.

    Args:
        authserv_id: The name that our mail server writes in its Authentication-Results; "" trusts none.
        seconds: Of processor time for one message.
        memory: Bytes for one message, besides what the process has when it starts; only Linux limits them.
    """

    def __init__(self, authserv_id: str = "", *, seconds: int = MOST_SECONDS, memory: int = MOST_MEMORY) -> None:
        self._arguments = authserv_id, seconds, memory
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process."""
        self._end()

    def read(self, data: bytes) -> Incoming:
        """Read a message; the result is `unreadable` if reading it exceeded a limit.

        Raises:
            StoreUnavailable: No message can be read: this machine cannot start the process, or ends it at once.
        """
        data = data[:MOST_BYTES]
        answer = self._asked(_MESSAGE, data)
        return unreadable(data) if answer is None else _from_json(answer)

    def read_forwarded(self, data: bytes) -> Forwarded | None:
        """Take a forwarded mail apart; None if that exceeded a limit. Raises as `read` does."""
        answer = self._asked(_FORWARDED, data[:MOST_FORWARDED])
        return None if answer is None else _forwarded_from_json(answer)

    def _asked(self, what: bytes, data: bytes) -> bytes | None:
        answer = self._tried(what, data)
        if answer is None and self._tried(_MESSAGE, _KNOWN) is None:
            raise StoreUnavailable(
                "No message can be read: the process that reads them ends at once, or does not start. See that this "
                "machine has memory and disk space left, then run this again; nothing is lost."
            )
        return answer

    def _tried(self, what: bytes, data: bytes) -> bytes | None:
        """The process's answer; None if it was ended, or could not start."""
        try:
            connection = self._connection or self._begin()
            connection.send_bytes(what + data)
            if connection.poll(PATIENCE):
                return connection.recv_bytes()
        except (EOFError, OSError):
            # A limit ended the process.
            pass
        self._end()
        return None

    def _begin(self) -> Connection:
        # A new process, not a fork: it shares no connection, file or lock with this one.
        context = get_context("spawn")
        ours, process_end = context.Pipe()
        process = context.Process(target=_serve, args=(process_end, *self._arguments), daemon=True)
        try:
            process.start()
        except OSError:
            ours.close()
            raise
        finally:
            process_end.close()
        self._process, self._connection = process, ours
        return ours

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._connection = None


def _serve(connection: Connection, authserv_id: str, seconds: int, memory: int) -> None:
    """Read messages until the other side closes the connection."""
    # The waiting program handles Ctrl-C, and ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(memory)
    with contextlib.suppress(EOFError, OSError):
        while True:
            asked = connection.recv_bytes()
            what, data = asked[:1], asked[1:]
            limit_time(seconds)
            if what == _FORWARDED:
                connection.send_bytes(_forwarded_as_json(_parted(data)))
            else:
                connection.send_bytes(_as_json(read_message(data, authserv_id)))


def _parted(data: bytes) -> Forwarded:
    try:
        return read_forwarded(data)
    except Exception:  # noqa: BLE001  (The library raises many kinds of errors on broken mail.)
        return Forwarded([], [])


def _forwarded_as_json(found: Forwarded) -> bytes:
    resumes = [base64.b64encode(one).decode("ascii") for one in found.resumes]
    return json.dumps({"originals": found.originals, "resumes": resumes}).encode("ascii")


def _forwarded_from_json(data: bytes) -> Forwarded:
    record: dict[str, Any] = json.loads(data)
    resumes = [base64.b64decode(one) for one in record["resumes"]]
    return Forwarded([Quoted(*map(str, one)) for one in record["originals"]], resumes)


def _as_json(mail: Incoming) -> bytes:
    record = asdict(mail) | {"failed": sorted(mail.failed), "recipients": sorted(mail.recipients)}
    # Halves of surrogate pairs are kept as escapes.
    return json.dumps(record).encode("ascii")


def _from_json(data: bytes) -> Incoming:
    record: dict[str, Any] = json.loads(data)
    record["send_ids"] = tuple(record["send_ids"])
    record["recipients"] = frozenset(record["recipients"])
    record["failed"] = frozenset(record["failed"])
    record["failure"] = Failure(record["failure"])
    return Incoming(**record)
