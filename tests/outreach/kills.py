"""kill -9 at a random moment while a batch is being sent, then a restart; the figures as one JSON object.

`python -m tests.outreach.kills 500 --ledger sqlite`
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from automation.core.ledger.events import State
from tests.mail.server import MailServer
from tests.outreach.desk import BATCH, Desk, by_mail, delivered, local_desk, sheet_desk
from tests.outreach.processes import drained, ready
from tests.sheets_emulator.server import Emulator

SEED = 20261124
# Every so often a run may finish, which shows how long one takes on this machine now.
SPARED = 25
MakeDesk = Callable[[Path, MailServer], Desk]


@dataclass
class Figures:
    """What was seen over all kills.

    Attributes:
        kills: How often a worker was killed.
        midway: How often with messages delivered already, and messages left.
        in_hand: How often with a message in its hands, as the ledger says.
        messages: That a person decided on.
        delivered: How many of them the mail server got.
        doubled: How many it got more than once.
        unknown: How many are left to a person.
        unknown_delivered: How many of these the mail server did get.
        lost: How many neither arrived nor are unknown.
        wrongly_sent: How many are sent in the ledger but not at the mail server.
        most_unknown: After one kill.
        seconds: In all.
    """

    kills: int = 0
    midway: int = 0
    in_hand: int = 0
    messages: int = 0
    delivered: int = 0
    doubled: int = 0
    unknown: int = 0
    unknown_delivered: int = 0
    lost: int = 0
    wrongly_sent: int = 0
    most_unknown: int = 0
    seconds: float = 0

    @property
    def promise_kept(self) -> bool:
        """Nothing twice, at most one unknown a kill, and everything else arrived."""
        return not (self.doubled or self.lost or self.wrongly_sent) and self.most_unknown <= 1


def killed(kills: int, make: MakeDesk, folder: Path, seed: int = SEED) -> Figures:
    """Kill a worker so many times, each time with a batch of its own, and let the next one finish.

    Args:
        kills: How many.
        make: A desk in a folder, that sends by a mail server.
        folder: For the desks.
        seed: Of the moments.
    """
    chance, figures, began = random.Random(seed), Figures(), time.perf_counter()  # noqa: S311  (Moments, not secrets.)
    longest = 0.0
    for number in range(kills):
        if number % SPARED == 0:
            longest = _calm(make, folder / f"calm{number}")
        one_folder = folder / str(number)
        one_folder.mkdir()
        with MailServer() as server:
            desk = make(one_folder, server)
            desk.queued()
            _kill(desk, chance.uniform(0, longest))
            _after_the_kill(figures, desk, server)
            assert drained(desk) == [0]
            _after_the_restart(figures, desk, server)
    figures.seconds = round(time.perf_counter() - began, 1)
    return figures


def _calm(make: MakeDesk, folder: Path) -> float:
    """How long a worker takes that is not killed."""
    folder.mkdir()
    with MailServer() as server:
        desk = make(folder, server)
        desk.queued()
        with ready(desk) as begin:
            since = time.perf_counter()
            assert begin().wait() == 0
            return time.perf_counter() - since


def _kill(desk: Desk, after: float) -> None:
    with ready(desk) as begin:
        worker = begin()
        time.sleep(after)
        worker.kill()


def _after_the_kill(figures: Figures, desk: Desk, server: MailServer) -> None:
    figures.kills += 1
    figures.midway += 0 < len(server.received) < BATCH
    figures.in_hand += desk.states()[State.SENDING]


def _after_the_restart(figures: Figures, desk: Desk, server: MailServer) -> None:
    arrived, sends = delivered(server), list(desk.sends().values())
    ids: dict[str, Counter[str]] = {state: Counter() for state in State}
    for send in sends:
        ids[send.state][send.queued.message_id] += 1
    unknown, sent = ids[State.UNKNOWN], ids[State.SENT]
    figures.messages += len(sends)
    figures.delivered += len(arrived)
    figures.doubled += sum(count > 1 for count in arrived.values())
    figures.unknown += len(unknown)
    figures.most_unknown = max(figures.most_unknown, len(unknown))
    figures.unknown_delivered += len(unknown.keys() & arrived.keys())
    figures.lost += sum(send.queued.message_id not in arrived.keys() | unknown.keys() for send in sends)
    figures.wrongly_sent += len(sent.keys() - arrived.keys())


def main() -> None:
    """Kill, and print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.outreach.kills", description=__doc__)
    parser.add_argument("kills", type=int)
    parser.add_argument("--ledger", choices=["sqlite", "sheet"], default="sqlite")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    # Forking beside threads: the children use nothing that a thread of ours could hold.
    warnings.simplefilter("ignore", DeprecationWarning)
    with tempfile.TemporaryDirectory() as folder, Emulator() as emulator:
        # What the program remembers of this machine's user stays out of theirs.
        os.environ["XDG_STATE_HOME"] = folder

        def make(place: Path, server: MailServer) -> Desk:
            options_by_mail = by_mail(server)
            if options.ledger == "sheet":
                return sheet_desk(place, emulator, **options_by_mail)
            return local_desk(place, **options_by_mail)

        figures = killed(options.kills, make, Path(folder), options.seed)
    said = {"ledger": options.ledger, "batch": BATCH, "seed": options.seed, **asdict(figures)}
    sys.stdout.write(f"{json.dumps(said | {'promise_kept': figures.promise_kept})}\n")


if __name__ == "__main__":
    main()
