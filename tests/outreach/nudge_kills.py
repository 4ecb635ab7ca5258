"""kill -9 of `nudge` at a random moment while another machine runs it too, then a restart and the next morning.

`python -m tests.outreach.nudge_kills 300 --ledger sqlite` prints the figures as one JSON object.
"""

import argparse
import json
import os
import random
import re
import shutil
import socket
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from automation.cli.options import log_to_stderr
from automation.clock import Clock
from automation.core.model import Conventions, Row
from automation.refresh import refresh
from automation.services.colleagues.nudge import Nudge
from automation.services.init import complete
from tests.mail.server import MailServer
from tests.outreach.desk import DAY, NOON, Desk, by_mail, local_desk, sheet_desk
from tests.sheets_emulator.server import Emulator
from tests.support.forks import Fork, forked

SEED = 20261129
ROLES = {"recruiter": [f"Owner {name} <{name.lower()}@acme.example>" for name in "ABCDE"]}
PIECES = 15
MARK = re.compile(r" \(you may know this from a mail of .+\)$")
Make = Callable[[Path, MailServer], Desk]


def book() -> dict[str, Sequence[Row]]:
    """Five owners with three promises each, so five mails."""
    header = ("Name", "Email", "Shelved on", "Shelve reason", "Owner", "Promised", "Promised by")
    rows = [
        (f"Ana {n}", f"p{n}@mail.example", "2026-03-01", "Timing", f"Owner {'ABCDE'[n % 5]}", f"call {n}", "2026-11-20")
        for n in range(PIECES)
    ]
    return {"Candidates": [header, *rows], "Requisitions": [("Req ID", "Title", "Opened on", "Status")]}


def prepared(desk: Desk) -> Desk:
    """The desk with everything installed, which `nudge` needs in a Google Sheet."""
    complete(desk.store())
    refresh(desk.store(), Clock(DAY), Conventions(), room=desk.room())
    return desk


@dataclass
class Figures:
    """What was seen over all kills.

    Attributes:
        kills: How often one of the two was killed.
        midway: How often when some mails were out, and others not.
        pieces: That there were to send.
        doubled: How many arrived twice without a mark.
        marked: How many arrived with a mark.
        lost: How many never arrived.
        most_marked: After one kill.
        seconds: In all.
    """

    kills: int = 0
    midway: int = 0
    pieces: int = 0
    doubled: int = 0
    marked: int = 0
    lost: int = 0
    most_marked: int = 0
    seconds: float = 0

    @property
    def promise_kept(self) -> bool:
        """No piece twice without a mark, and none lost."""
        return not self.doubled and not self.lost


@contextmanager
def ready(desk: Desk, days: int = 0) -> Iterator[Callable[[], Fork]]:
    """A run in a process of its own; called, it begins."""
    ours, theirs = socket.socketpair()

    def work() -> None:
        log_to_stderr("error")
        room = desk.room()
        then = NOON + timedelta(days=days)
        room.clock = Clock(DAY + timedelta(days=days), now=lambda: then)
        theirs.send(b"!")
        theirs.recv(1)
        Nudge(room).run()

    with ours, forked(work) as process:
        theirs.close()
        assert ours.recv(1), process.wait()

        def begin() -> Fork:
            ours.send(b"!")
            return process

        yield begin


def run(desk: Desk, days: int = 0) -> None:
    with ready(desk, days) as begin:
        assert begin().wait() == 0


def arrived(server: MailServer) -> list[str]:
    """Colleague and line, of each line that arrived; marked ones keep their mark."""
    found = []
    for one in server.received:
        message: Any = message_from_bytes(one.data, policy=policy.default)
        text = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
        found += [f"{message['To']} {line}" for line in re.findall(r"^\* (.+)$", text, re.MULTILINE)]
    return found


def killed(kills: int, make: Make, folder: Path, seed: int = SEED) -> Figures:
    """Kill one of two runs so many times, each time over a workbook of its own.

    Args:
        kills: How many.
        make: A prepared desk in a folder, that sends by a mail server.
        folder: For the desks.
        seed: Of the moments.
    """
    chance, figures, began = random.Random(seed), Figures(), time.perf_counter()  # noqa: S311  (Moments, not secrets.)
    longest = 0.0
    for number in range(kills):
        own = folder / str(number)
        own.mkdir()
        with MailServer() as server:
            desk = make(own, server)
            if not longest:
                longest = _together(make(_new(folder / "calm"), server))
                server.received.clear()
            with ready(desk) as first, ready(desk) as second:
                one, other = first(), second()
                time.sleep(chance.uniform(longest / 5, longest))
                one.kill()
                figures.midway += 0 < len(server.received) < 5
                # The other machine may lose each race against the first, and then ends as busy.
                other.wait()
            run(desk)
            run(desk, 1)
            run(desk, 2)
            _count(figures, arrived(server))
        shutil.rmtree(own)
    figures.seconds = round(time.perf_counter() - began, 1)
    return figures


def _together(desk: Desk) -> float:
    """The seconds that two machines take at once: each waits for the other's writes."""
    with ready(desk) as first, ready(desk) as second:
        since = time.perf_counter()
        for process in (first(), second()):
            process.wait()
        return time.perf_counter() - since


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _count(figures: Figures, lines: Sequence[str]) -> None:
    plain = Counter(line for line in lines if not MARK.search(line))
    marked = Counter(MARK.sub("", line) for line in lines if MARK.search(line))
    figures.kills += 1
    figures.pieces += PIECES
    figures.doubled += sum(count > 1 for count in plain.values()) + sum(count > 1 for count in marked.values())
    figures.marked += len(marked)
    figures.most_marked = max(figures.most_marked, len(marked))
    figures.lost += PIECES - len(plain.keys() | marked.keys())


def maker(ledger: str, emulator: Emulator, template: Path) -> Make:
    """Makes prepared desks of one kind; files are copies of one that is prepared in `template`."""
    if ledger == "sheet":
        return lambda folder, server: prepared(sheet_desk(folder, emulator, book(), roles=ROLES, **by_mail(server)))
    first = prepared(local_desk(template, book(), roles=ROLES))

    def make(folder: Path, server: MailServer) -> Desk:
        shutil.copy(first.locator, folder / "pocket.xlsx")
        options = {"roles": ROLES, **by_mail(server)}
        return Desk(str(folder / "pocket.xlsx"), folder / "outreach", options)

    return make


def main() -> None:
    """Kill, and print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.outreach.nudge_kills", description=__doc__)
    parser.add_argument("kills", type=int)
    parser.add_argument("--ledger", choices=["sqlite", "sheet"], default="sqlite")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    warnings.simplefilter("ignore", DeprecationWarning)
    log_to_stderr("error")
    with tempfile.TemporaryDirectory() as folder, Emulator() as emulator:
        os.environ["XDG_STATE_HOME"] = f"{folder}/state"
        make = maker(options.ledger, emulator, _new(Path(folder) / "template"))
        figures = killed(options.kills, make, Path(folder), options.seed)
    said = {"ledger": options.ledger, "pieces_each": PIECES, "seed": options.seed, **asdict(figures)}
    sys.stdout.write(f"{json.dumps(said | {'promise_kept': figures.promise_kept})}\n")


if __name__ == "__main__":
    main()
