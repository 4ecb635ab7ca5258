"""`archive`: add the files of an old system to an index, find people there, and take chosen ones into the sheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any

import structlog

from automation.archive.adding import Added, add_files
from automation.archive.cluster import Cluster
from automation.archive.index import Folder, Index, manner_of
from automation.archive.locations import is_remote
from automation.archive.running import runner_for
from automation.archive.searching import Hit, rows_at, search_index
from automation.core.archive.eligible import barred_by
from automation.core.archive.question import Question
from automation.core.archive.understanding import Manner
from automation.core.imports.reading import Source, Wishes
from automation.core.imports.records import Table as ImportTable
from automation.core.imports.words import named
from automation.core.ledger.suppression import fingerprint
from automation.core.matching.scoring import tenths
from automation.core.model import RequisitionFrame, Status
from automation.core.reasons import ReasonKind
from automation.core.schema import REQUISITIONS
from automation.core.suppression_text import DELETED
from automation.core.taxonomy.skill_words import squash
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.nearest_keys import unknown_key
from automation.errors import ArchiveError, ConfigError, DoubledKey, LedgerError
from automation.outreach.context import Mailroom
from automation.services.imports.order import Imported, Order
from automation.services.imports.people import import_people

log = structlog.get_logger()

FOLDER = "archive"
Step = Callable[[str], None]


def archive_folder(room: Mailroom) -> Folder:
    """Where the index of a workbook's archive is kept."""
    return Folder(Path(room.settings.archive or room.folder / FOLDER).absolute())


@dataclass(frozen=True)
class Shown:
    """A person who was found, as shown.

    Attributes:
        hit: Who, and with how many points.
        file: The name of the file.
        row: The number of the row there.
        in_sheet: Whether a row of the sheet has the same key.
    """

    hit: Hit
    file: str
    row: int
    in_sheet: bool


@dataclass(frozen=True)
class Found:
    """The result of a search.

    Attributes:
        index: What was searched.
        people: Req ID as shown → the best people, best first.
    """

    index: Index = field(repr=False)
    people: Mapping[str, Sequence[Shown]]

    def record(self) -> dict[str, Any]:
        """As plain data, for `--json`."""
        return {
            req: [
                {
                    "key": one.hit.key,
                    "score": tenths(one.hit.score),
                    "points": {name: tenths(earned) for name, earned in one.hit.points.items()},
                }
                for one in some
            ]
            for req, some in self.people.items()
        }


def add(room: Mailroom, files: Sequence[str], *, workers: int | None = None, on_step: Step = lambda _: None) -> Added:
    """Add files to the archive of a workbook; the same files again change nothing.

    Args:
        room: Of the workbook.
        files: Paths, addresses such as s3://bucket/people-*.parquet, and patterns of both.
        workers: How many processes to use; None for one for each core.
        on_step: Called with what is done now.

    Raises:
        ArchiveError: A file cannot be read, names no people, or the index is in use or damaged.
        ConfigError: A library is not installed.
        SchemaError: The workbook, or the headers of a file, cannot be read.
        LedgerError: The secret of the suppression list is missing.
        StoreError: The workbook is out of reach.
    """
    room.ledger.refresh()
    secret = room.secret()
    manner = _manner(room, room.read(), secret)
    added = add_files(archive_folder(room), files, manner, workers=workers, on_step=on_step)
    log.info("archive_added", files=added.files, unchanged=added.unchanged, rows=added.rows, people=added.people)
    return added


def _manner(room: Mailroom, workbook: Workbook, secret: bytes) -> Manner:
    """How files are read for a workbook."""
    state = room.ledger.state
    deleted = [one for one, why in state.suppressed.items() if why.kind is ReasonKind.ASKED and why.what == DELETED]
    forgotten = frozenset(map(bytes.fromhex, [*deleted, *state.forgotten]))
    aliases = workbook.book.aliases
    return Manner(room.settings.conventions, frozenset(map(squash, aliases)), secret, forgotten, aliases)


def search(
    room: Mailroom,
    requisitions: Sequence[str],
    *,
    top: int = 50,
    workers: int | None = None,
    scheduler: str = "",
    on_step: Step = lambda _: None,
) -> Found:
    """The best people of the archive for open requisitions, with the scores that they would have in the sheet.

    Args:
        room: Of the workbook.
        requisitions: Req IDs.
        top: How many people to find for each.
        workers: How many processes to use; None for one for each core.
        scheduler: The address of a Dask scheduler; "" for this machine.
        on_step: Called with what is done now.

    Raises:
        ArchiveError: There is no index, it does not fit any more, or a file cannot be read.
        ConfigError: A requisition is not open, a library is not installed, a scheduler is out of reach, or one of its
            workers does not run the same program.
        DoubledKey: Several rows have the key of a requisition.
        LedgerError: The secret of the keyed hashes is missing.
        SchemaError: The workbook cannot be read.
        StoreError: The workbook is out of reach.
        UnknownKey: There is no such requisition.
    """
    room.ledger.refresh()
    workbook = room.read()
    place, rows = ready(room, workbook), _open(workbook, requisitions)
    question = asked(room, workbook, rows, top)
    index = place.index
    runner = Cluster(scheduler) if scheduler else runner_for(len(index.parts), workers)
    hits = search_index(place.folder, index, question, place.secret, runner, on_step)
    log.info("archive_searched", requisitions=len(rows), people=index.people, found=sum(map(len, hits)))
    people = workbook.book.people
    return Found(
        index,
        {str(req): [_shown(index, hit, people) for hit in own] for req, own in zip(rows["key"], hits, strict=True)},
    )


@dataclass(frozen=True)
class Ready:
    """An archive that fits a workbook.

    Attributes:
        folder: Of its index.
        index: What it holds.
        secret: Of the keyed hashes.
    """

    folder: Folder
    index: Index
    secret: bytes = field(repr=False)


def ready(room: Mailroom, workbook: Workbook) -> Ready:
    """The archive of a workbook, if it can be searched.

    Raises:
        ArchiveError: There is no index, or it does not fit any more.
        LedgerError: The secret of the keyed hashes is missing.
    """
    folder, state = archive_folder(room), workbook.state
    index, secret = folder.read(), room.secrets.known_suppression()
    if not index.files:
        raise ArchiveError("The archive is empty: run `backpocket archive add` with the files of your old system.")
    if secret is None or (state.fingerprint and fingerprint(secret) != state.fingerprint):
        raise LedgerError(
            "The secret of the suppression list is missing or another one, so people on it cannot be recognised: "
            "restore its file from a backup."
        )
    if index.manner != manner_of(_manner(room, workbook, secret)):
        raise ArchiveError(
            "The archive was read with other settings, aliases or dictionaries, or by another version: run "
            "`backpocket archive add` with one of its files, which reads all of them again."
        )
    return Ready(folder, index, secret)


def asked(room: Mailroom, workbook: Workbook, rows: RequisitionFrame, top: int) -> Question:
    """What to search an archive for.

    Args:
        room: Of the workbook.
        workbook: As it is now.
        rows: Of requisitions.
        top: How many people to find for each.
    """
    state, book = workbook.state, workbook.book
    barred = barred_by(state.suppressed, state.forgotten, workbook.today)
    return Question(
        token_hex(8), rows, book.aliases, book.rules, top, room.settings.conventions, workbook.today, barred
    )


def _shown(index: Index, hit: Hit, people: Mapping[str, Any]) -> Shown:
    file, piece = index.parts[hit.place.part]
    name = file.table.location if is_remote(file.table.location) else Path(file.table.location).name
    return Shown(hit, name, file.number(piece, hit.place.row), key_of(hit.key) in people)


def _open(workbook: Workbook, requisitions: Sequence[str]) -> RequisitionFrame:
    """The rows of open requisitions."""
    frame, doubled = workbook.book.requisitions, workbook.book.doubled[REQUISITIONS]
    keys = list(dict.fromkeys(map(key_of, requisitions)))
    for key, shown in zip(map(key_of, requisitions), requisitions, strict=True):
        if key in doubled:
            raise DoubledKey(REQUISITIONS, shown)
        if key not in frame.index:
            raise unknown_key(REQUISITIONS, shown, workbook.book.requisition_rows.values())
        if workbook.book.requisition_rows[key].status is not Status.OPEN:
            raise ConfigError(f"{shown} is not open, so no one is sought for it.")
    return RequisitionFrame(frame.only(keys))


def shelve_found(
    room: Mailroom,
    found: Found,
    keys: Sequence[str],
    by: str,
    *,
    dry_run: bool = False,
    on_columns: Callable[[Sequence[str]], None] = lambda _: None,
) -> Imported:
    """Add people who were found to the sheet, as `import` adds the people of a file.

    Args:
        room: Of the workbook.
        found: The search that found them.
        keys: Of the people to add.
        by: Who decides.
        dry_run: Only report what would be added.
        on_columns: Called with the headers that are about to be added to Candidates.

    Raises:
        ConfigError: The search did not find one of them.
        Besides, as `import_people` does.
    """
    hits = {key_of(one.hit.key): one.hit for some in found.people.values() for one in some}
    lacking = [key for key in keys if key_of(key) not in hits]
    if lacking:
        raise ConfigError(f"The search did not find {', '.join(lacking)}: choose among the keys that it shows.")
    places = [hits[key].place for key in dict.fromkeys(map(key_of, keys))]
    sources = [
        Source(name, [ImportTable(name, [list(table.names), cells], numbers=(0, row))])
        for table, row, cells in rows_at(found.index, places)
        for name in [Path(table.location).name]
    ]
    wishes = Wishes(named("tracker"), order=room.settings.conventions.date_order)
    return import_people(room, sources, wishes, Order(by, dry_run=dry_run), on_columns)
