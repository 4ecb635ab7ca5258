"""People who save the workbook while a refresh is about to replace it: at every step of a refresh, and at random.

python -m tests.store.saves [--rounds 2000] [--seed 1]
"""

import argparse
import os
import random
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from automation.errors import BackpocketError
from tests.store.parts import NOTES, TODAY, packed, run, small, unpacked
from tests.support.audit import audited
from tests.support.forks import forked

Save = Callable[[Path, bytes], None]


def in_place(path: Path, data: bytes) -> None:
    """As openpyxl saves: the file is emptied, then written."""
    with path.open("wb") as file:
        half = len(data) // 2
        file.write(data[:half])
        file.flush()
        file.write(data[half:])


def by_renaming(path: Path, data: bytes) -> None:
    """As Excel saves: another file takes the name."""
    draft = path.with_name("someone's draft")
    draft.write_bytes(data)
    draft.replace(path)


SAVES: dict[str, Save] = {"in place": in_place, "by renaming": by_renaming}


def with_note(data: bytes, note: str) -> bytes:
    """The same workbook with one more cell that a person typed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "open.xlsx"
        file.write_bytes(data)
        parts = unpacked(file)
    parts[NOTES] = parts[NOTES].replace(
        b"</sheetData>", f'<row><c t="inlineStr"><is><t>{note}</t></is></c></row></sheetData>'.encode()
    )
    return packed(parts)


def notes(path: Path) -> bytes:
    """All that people typed into the tab of notes."""
    return unpacked(path)[NOTES]


_FILE_EVENTS = frozenset({"open", "os.rename", "os.remove", "os.link", "os.chmod", "os.listdir", "os.scandir"})


@contextmanager
def watched(look: Callable[[str, str], None]) -> Iterator[None]:
    """Call `look` with each event and path before this thread's program touches a file."""

    def touches(event: str, arguments: tuple[object, ...]) -> None:
        look(event, str(arguments[1] if event in {"os.rename", "os.link"} else arguments[0]))

    with audited(_FILE_EVENTS, touches):
        yield


def _is_draft(path: Path, touched: str) -> bool:
    return touched.endswith(".tmp") and path.stem in touched


def saved_at_step(path: Path, step: int, save: Save, note: str) -> bool:
    """Refresh while another program saves before file step number `step`; returns whether there were so many steps.

    Steps count from the first draft that the refresh writes: what is saved before is seen when it looks under its lock.
    """
    theirs, count, done = with_note(path.read_bytes(), note), [0], [False]

    def look(_: str, touched: str) -> None:
        if done[0] or not (count[0] or _is_draft(path, touched)):
            return
        if count[0] == step:
            done[0] = True
            save(path, theirs)
        count[0] += 1

    with watched(look), suppress(BackpocketError):
        run(path)
    return done[0]


def killed_at_step(path: Path, step: int, save: Save, note: str, *, after_save: int) -> bool:
    """The same in a process that is killed so many steps after the save; whether it was."""
    theirs = with_note(path.read_bytes(), note)
    count, saving = [0], [False]

    def look(_: str, touched: str) -> None:
        if saving[0] or not (count[0] or _is_draft(path, touched)):
            return
        if count[0] == step:
            # The colleague's own steps are not the refresh's.
            saving[0] = True
            save(path, theirs)
            saving[0] = False
        if count[0] == step + after_save:
            os._exit(9)
        count[0] += 1

    def work() -> None:
        with watched(look), suppress(BackpocketError):
            run(path)

    with forked(work) as child:
        return child.wait() == 9


def lost_at_random(folder: Path, rounds: int, seed: int) -> list[str]:
    """Notes of people that are gone after refreshes and saves ran against each other, at random moments."""
    chance = random.Random(seed)  # noqa: S311
    path = folder / "pocket.xlsx"
    path.write_bytes(packed(small()))
    written: list[str] = []
    stop = threading.Event()

    def edit() -> None:
        while not stop.wait(chance.random() * 0.02):
            with suppress(Exception):
                note = f"note {len(written)}."
                data = with_note(path.read_bytes(), note)
                chance.choice(list(SAVES.values()))(path, data)
                written.append(note)

    with forked(lambda: _edit_until_stopped(folder, edit, stop, written)) as editor:
        for number in range(rounds):
            with suppress(BackpocketError):
                run(path, TODAY + timedelta(number))
        (folder / "enough").touch()
        editor.wait()
    final = notes(path)
    typed = (folder / "typed").read_text(encoding="utf-8").split("\n")
    return [note for note in typed if note and f">{note}<".encode() not in final]


def _edit_until_stopped(folder: Path, edit: Callable[[], None], stop: threading.Event, written: list[str]) -> None:
    worker = threading.Thread(target=edit)
    worker.start()
    while not (folder / "enough").exists():
        stop.wait(0.01)
    stop.set()
    worker.join()
    (folder / "typed").write_text("\n".join(written), encoding="utf-8")


def main() -> None:
    """Run against each other for a long time, and print what was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    lost = lost_at_random(folder, options.rounds, options.seed)
    typed = (folder / "typed").read_text(encoding="utf-8").count("\n") + 1
    shutil.rmtree(folder)
    print(f"{options.rounds} refreshes, {typed} saves, {len(lost)} lost: {lost[:5]}")  # noqa: T201


if __name__ == "__main__":
    main()
