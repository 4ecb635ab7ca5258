"""All spreadsheets of one emulated world, who they are shared with, and where new ids come from."""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.sheets_emulator.entry import raw, typed
from tests.sheets_emulator.errors import forbidden, not_found
from tests.sheets_emulator.state import BLANK, Sheet, Spreadsheet, Unknowns

_KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Workspace:
    """The files.

    Args:
        clock: Seconds since 1970.
        seed: Of all ids, so that a run can be repeated.
    """

    def __init__(self, clock: Callable[[], float], seed: int = 0) -> None:
        self.clock = clock
        self.ids = random.Random(seed)  # noqa: S311  # Ids have to be repeatable, not secret.
        self.files: dict[str, Spreadsheet] = {}
        self.unknowns = Unknowns()

    def create(self, title: str, owner: str, properties: Mapping[str, Any] | None = None) -> Spreadsheet:
        """A new spreadsheet with one empty tab, as the service makes it."""
        key = "1" + "".join(self.ids.choices(_KEY_LETTERS, k=43))
        stock = {"title": title, "locale": "en_US", "autoRecalc": "ON_CHANGE", "timeZone": "Etc/GMT"}
        now = self.clock()
        book = Spreadsheet(key, stock | dict(properties or {}), [Sheet(0, "Sheet1")], created=now, modified=now)
        book.unknowns = self.unknowns
        self.files[key] = book
        self.share(book, owner, "owner")
        return book

    def share(self, book: Spreadsheet, email: str, role: str, kind: str = "user") -> dict[str, Any]:
        """Give an account a role, instead of the one it had; the permission."""
        book.permissions[:] = [p for p in book.permissions if p.get("emailAddress") != email or p["type"] != kind]
        permission = {"id": f"{self.ids.randrange(10**19, 10**20)}", "type": kind, "role": role}
        if kind == "anyone":
            permission["id"] = "anyoneWithLink"
        else:
            permission |= {"emailAddress": email, "displayName": email}
        book.permissions.append(permission)
        return permission

    def open(self, key: str, email: str, *, writing: bool = False) -> Spreadsheet:
        """The spreadsheet, if this account may read or write it.

        Raises:
            ApiError: 404 if there is none, 403 if it isn't shared so.
        """
        book = self.files.get(key)
        if book is None:
            raise not_found()
        role = book.role_of(email)
        if role is None or (writing and role not in {"owner", "writer"}):
            raise forbidden()
        return book

    def fill(self, book: Spreadsheet, tabs: Mapping[str, Sequence[Sequence[Any]]], rows: int = 1000) -> None:
        """Give the spreadsheet these tabs instead of its own, as if typed; grids are a little larger than the data.

        Args:
            book: Changed in place.
            tabs: Title → rows. Text is kept as text unless it is a formula; None is a blank.
            rows: The least number of rows of each grid.
        """
        ids = [0, *(self.ids.randrange(1, 2**31 - 1) for _ in tabs)]
        book.sheets = []
        for sheet_id, (title, lines) in zip(ids, tabs.items(), strict=False):
            width = max((len(line) for line in lines), default=0)
            sheet = Sheet(sheet_id, title, max(rows, len(lines) + 10), max(26, width + 3))
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    if value is not None and value != "":
                        formula = isinstance(value, str) and value.startswith("=")
                        cell = typed(value, BLANK, "en_US") if formula else raw(value, BLANK)
                        sheet.put(row, column, cell)
            book.sheets.append(sheet)
        book.touch()
