"""The fence: a batch lands only if no other batch has landed since the reading, and we learn whether it did.

Each batch adds a named range, its mark. The mark's id holds the next number, so that the batch fails if another one was
first. The batch also touches the newest mark that was read, and so fails if so many others were first that this mark
was dropped. If no mark was read, the batch adds mark 0 as well, which always stays. A mark's name ends in a random
token: after a write without an answer, the token shows whether it landed, so that it is never repeated blindly.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from automation.errors import StoreUnavailable, Superseded
from automation.store.google.connection import Connection, Refused, Unanswered

# The families of marks: of publications, and of what is appended to the outreach ledger.
GENERATIONS, LINES = "bp_gen", "bp_led"
FIELDS = "namedRanges(namedRangeId,name)"
# The newest marks that are kept of each family, besides mark 0.
BEGUN, KEPT = 0, 5
# Ids of marks stay taken after their tab was deleted: growing steps find a free number.
STEPS = tuple(2**number for number in range(20))
# In the service's error for a mark that exists already.
_ABOUT_THE_MARK = re.compile(r"named ?range|bp_(?:gen|led)_\d", re.IGNORECASE)
_ABOUT_AN_OLD_ONE = re.compile(r"(?:delete|update)NamedRange")
# How often a write that got no answer is looked for before giving up.
LOOKS = 3
NO_ANSWER = "Google Sheets did not answer."

Request = dict[str, Any]
# Number → name.
Marks = Mapping[int, str]


class Taken(Exception):
    """The number's mark is taken but cannot be read, because its tab was deleted."""


class Overtaken(Superseded):
    """So many other batches landed that our own mark, if it was added, is dropped by now."""


def newest(marks: Marks) -> int:
    """The number of the newest mark; 0 where there is none."""
    return max(marks, default=0)


class Fence:
    """One family of marks over a spreadsheet.

    Args:
        connection: To the spreadsheet.
        family: What the marks' ids begin with.
    """

    def __init__(self, connection: Connection, family: str) -> None:
        self._connection = connection
        self._family = family
        self._refusal = ""

    def write(
        self,
        requests: Sequence[Request],
        marks: Marks,
        number: int,
        home: int,
        *,
        made: bool = False,
        begins: bool = False,
        label: str = "",
    ) -> Marks:
        """Send one batch behind the fence.

        Args:
            requests: Of the batch.
            marks: As they were read.
            number: Of the batch's own mark.
            home: The id of the tab that the marks lie in.
            made: Whether the batch itself makes this tab.
            begins: Whether to add mark 0, so that it fails if there ever was a mark; for a reading without marks.
            label: Part of the mark's name, before the token.

        Returns:
            The marks as they are now.

        Raises:
            Superseded: Another batch was first, or people moved what the batch names; nothing was written.
            Overtaken: Other batches landed; the marks do not show whether ours did.
            Taken: The mark's tab was deleted: try the next number, with `begins` false.
            StoreUnavailable: No answer, and nothing has been written so far.
        """
        name = "_".join(filter(None, (self._id(number), label, secrets.token_hex(4))))
        added = {number: name} | ({BEGUN: f"{name}_begun"} if begins else {})
        dropped = sorted(set(marks) - {BEGUN})[: -KEPT + 1]
        corner = {"sheetId": home, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
        fence: list[Request] = []
        if newest(marks) > BEGUN:
            known = {"namedRangeId": self._id(newest(marks)), "range": corner}
            fence.append({"updateNamedRange": {"namedRange": known, "fields": "range"}})
        fence += [
            {"addNamedRange": {"namedRange": {"namedRangeId": self._id(new), "name": named, "range": corner}}}
            for new, named in added.items()
        ]
        fence += [{"deleteNamedRange": {"namedRangeId": self._id(old)}} for old in dropped]
        # The marks' tab has to be there first.
        self._settle({"requests": [*requests, *fence] if made else [*fence, *requests]}, marks, number, name)
        self._refusal = ""
        return {old: known for old, known in marks.items() if old not in dropped} | added

    def marks_in(self, answer: Mapping[str, Any]) -> dict[int, str]:
        """The marks of this family in an answer of `spreadsheets.get`."""
        return marks_in(answer, self._family)

    def _id(self, number: int) -> str:
        return f"{self._family}_{number}"

    def _settle(self, body: Mapping[str, Any], marks: Marks, number: int, name: str) -> None:
        lost = False
        for look in range(LOOKS):
            if look:
                self._connection.pause(look)
            try:
                self._connection.write(body)
            except Refused as refusal:
                # Another batch's mark is in the way, or our own: an earlier try landed after we had looked.
                if not self._landed(marks, number, name, lost=lost):
                    if _ABOUT_THE_MARK.search(str(refusal)) and not _ABOUT_AN_OLD_ONE.search(str(refusal)):
                        # The mark's tab was deleted, but its id is still taken.
                        raise Taken from refusal
                    if str(refusal) != self._refusal:
                        # People may have moved what the batch names: read again, and raise the second time.
                        self._refusal = str(refusal)
                        raise Superseded from refusal
                    raise
            except Unanswered as silence:
                lost = True
                try:
                    if not self._landed(marks, number, name, lost=lost):
                        continue
                except StoreUnavailable as trouble:
                    raise StoreUnavailable(f"{silence} Check whether it was written before you try again.") from trouble
            return
        raise StoreUnavailable("Google Sheets did not answer, and nothing was written. The next run tries again.")

    def _landed(self, marks: Marks, number: int, name: str, *, lost: bool) -> bool:
        """Whether our batch landed.

        Raises:
            Superseded: Another batch did.
        """
        now = self.marks_in(self._connection.read({"fields": FIELDS}))
        if now.get(number) == name:
            return True
        if newest(now) != newest(marks):
            # Another batch was first, or people deleted the marks' tab.
            raise Overtaken if lost and number not in now else Superseded
        return False


def marks_in(answer: Mapping[str, Any], family: str) -> dict[int, str]:
    """The marks of a family in an answer of `spreadsheets.get`."""
    found = (
        (re.fullmatch(rf"{family}_(\d+)", str(mark.get("namedRangeId", ""))), str(mark.get("name", "")))
        for mark in answer.get("namedRanges", ())
    )
    return {int(match[1]): name for match, name in found if match}
