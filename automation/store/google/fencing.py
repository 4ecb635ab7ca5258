"""The fence: a batch lands only if no other one did since the reading that it is based on, and we learn whether it did.

A batch adds a named range, its mark, under the id of the next number, which fails if somebody was first; and it touches
the newest mark that was read, which fails if so many were first that theirs are gone again. Where no mark was read it
adds mark 0 as well, which then stays for good. A mark's name ends in a token that tells whose it is, so that a write
without an answer is looked for, never repeated blindly.
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
# Marks linger after somebody deleted the tab that they lay in: ever larger steps find one that is free.
STEPS = tuple(2**number for number in range(20))
# What the service names, in one way or another, when it refuses a mark that is there already.
_ABOUT_THE_MARK = re.compile(r"named ?range|bp_(?:gen|led)_\d", re.IGNORECASE)
_ABOUT_AN_OLD_ONE = re.compile(r"(?:delete|update)NamedRange")
# How often a write that got no answer is looked for before giving up.
LOOKS = 3
UNTOLD = "Google Sheets did not answer."

Request = dict[str, Any]
# Number → name.
Marks = Mapping[int, str]


class Taken(Exception):
    """The mark of a number is taken although nobody sees it: it went with a deleted tab."""


class Overtaken(Superseded):
    """Others were first, or came after us: so many that our own mark, if there was one, is gone again."""


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
            made: Whether the batch itself makes that tab.
            begins: Whether it is to fail if there ever was a mark; for those who read none.
            label: Stands in the mark's name before the token.

        Returns:
            The marks as they are now.

        Raises:
            Superseded: Somebody else was first, or people moved what the batch names; nothing was written.
            Overtaken: Others were first, but whether we were among them cannot be told from the marks.
            Taken: A mark lingers without its tab: try the next number, and not as one that begins.
            StoreUnavailable: No answer, and nothing was written so far.
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
                # Either somebody else's mark is in the way, or our own: an earlier try landed after we had looked.
                if not self._landed(marks, number, name, lost=lost):
                    if _ABOUT_THE_MARK.search(str(refusal)) and not _ABOUT_AN_OLD_ONE.search(str(refusal)):
                        # The mark went with a deleted tab, but its id is still taken.
                        raise Taken from refusal
                    if str(refusal) != self._refusal:
                        # People moved what the batch names: read again, and only then believe it.
                        self._refusal = str(refusal)
                        raise Superseded from refusal
                    raise
            except Unanswered as silence:
                lost = True
                try:
                    if not self._landed(marks, number, name, lost=lost):
                        continue
                except StoreUnavailable as trouble:
                    raise StoreUnavailable(f"{silence} Look whether it was written before you try again.") from trouble
            return
        raise StoreUnavailable("Google Sheets did not answer, and nothing was written. The next run tries again.")

    def _landed(self, marks: Marks, number: int, name: str, *, lost: bool) -> bool:
        """Whether our batch landed; raises where another one did."""
        now = self.marks_in(self._connection.read({"fields": FIELDS}))
        if now.get(number) == name:
            return True
        if newest(now) != newest(marks):
            # Somebody was first, or deleted the tab that the marks lay in.
            raise Overtaken if lost and number not in now else Superseded
        return False


def marks_in(answer: Mapping[str, Any], family: str) -> dict[int, str]:
    """The marks of a family in an answer of `spreadsheets.get`."""
    found = (
        (re.fullmatch(rf"{family}_(\d+)", str(mark.get("namedRangeId", ""))), str(mark.get("name", "")))
        for mark in answer.get("namedRanges", ())
    )
    return {int(match[1]): name for match, name in found if match}
