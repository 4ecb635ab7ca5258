"""How many people of the archive would fit each open requisition, for a run: searched only where something has changed.

A file in the user's state directory keeps whom the last search found, as keyed hashes. It holds while the index, the
requisition and what scores depend on are the same. Losing it costs a search, nothing else.
"""

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import structlog

from automation.archive.running import runner_for
from automation.archive.searching import search_index
from automation.core.archive.hashes import are_among, as_hashes, hash_of
from automation.core.matching.scoring import open_requisitions
from automation.core.model import RequisitionFrame, each_row
from automation.core.workbook.assemble import Workbook
from automation.errors import BackpocketError
from automation.outreach.context import Mailroom
from automation.repeated_run import Memory, results_folder
from automation.services.archive import Ready, archive_folder, asked, ready
from automation.version import program_version

log = structlog.get_logger()

# So many people are looked for; where more would fit, so many are counted.
MOST = 50
# What a requisition is searched by.
_SEARCHED_BY = ("title", "must", "nice", "location", "remote", "level", "pay", "opened_on")


def counts_for(room: Mailroom, on_step: Callable[[str], None] = lambda _: None) -> "ArchiveCounts | None":
    """The counts for a workbook; None if its settings name no archive."""
    return ArchiveCounts(room, on_step) if room.settings.archive else None


def remembered(room: Mailroom) -> Memory:
    """Whom the last search found."""
    return Memory(results_folder(), f"{room.path} archive")


class ArchiveCounts:
    """Counts the people of an archive who would fit.

    Args:
        room: Of the workbook.
        on_step: Called with what is done now.
    """

    def __init__(self, room: Mailroom, on_step: Callable[[str], None] = lambda _: None) -> None:
        self._room, self._on_step = room, on_step

    @property
    def state(self) -> str:
        """Names what the archive holds; "" if there is none."""
        return archive_folder(self._room).state()

    def __call__(self, workbook: Workbook) -> Mapping[str, int]:
        """Open requisition's compared key → how many people without a row here would be at least Possible, up to 50.

        A search that fails stops no run: the log says why, and no one is counted.
        """
        if not self.state:
            return {}
        try:
            return self._counted(workbook)
        except BackpocketError as error:
            log.warning("the archive was not searched", why=str(error))
            return {}

    def _counted(self, workbook: Workbook) -> dict[str, int]:
        place, book, memory = ready(self._room, workbook), workbook.book, remembered(self._room)
        aliases = sorted(book.aliases.items())
        depends = _digest(self.state, program_version(), aliases, book.rules, workbook.conventions)
        before = memory.found(depends) or {}
        roles = {str(row.Index): _searched_by(row) for row in each_row(open_requisitions(book.requisitions))}
        new = [key for key, role in roles.items() if role not in before]
        if new:
            self._on_step("Searching the archive")
        found = zip(new, self._found(workbook, place, new) if new else (), strict=True)
        known = {**before, **{roles[key]: own for key, own in found}}
        if new:
            memory.keep(depends, {role: known[role] for role in roles.values()})
        barred = asked(self._room, workbook, book.requisitions, MOST).barred.people
        here = as_hashes(hash_of(place.secret, key) for key in book.people)
        counts = {}
        for key, role in roles.items():
            people = as_hashes(map(bytes.fromhex, known[role]))
            counts[key] = int((~are_among(people, barred) & ~are_among(people, here)).sum())
        return counts

    def _found(self, workbook: Workbook, place: Ready, keys: Sequence[str]) -> list[list[str]]:
        """The keyed hashes of the best people for requisitions."""
        rows, index = RequisitionFrame(workbook.book.requisitions.only(keys)), place.index
        question, runner = asked(self._room, workbook, rows, MOST), runner_for(len(index.parts), None)
        hits = search_index(place.folder, index, question, place.secret, runner, self._on_step)
        enough = max(workbook.book.rules.possible, workbook.book.rules.slate_floor) * 10
        return [[hash_of(place.secret, one.key).hex() for one in own if one.score >= enough] for own in hits]


def _searched_by(row: Any) -> str:
    return _digest(*(getattr(row, name) for name in _SEARCHED_BY))


def _digest(*values: object) -> str:
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
