"""Reads the cells of a record: addresses, numbers, days, skills, places. The rest is left out and remarked."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from automation.core import parsing
from automation.core.identity.typed_addresses import addresses_in
from automation.core.imports.records import Record, Remarks
from automation.core.model import QUOTED, Cell, CellError
from automation.core.parsing import Unreadable
from automation.core.parsing.exported import restored
from automation.core.text import text_of

# Mailboxes of job boards that pass messages on for a while.
_RELAYS = re.compile(
    r"@(?:[\w-]+\.)*(?:indeedemail\.com|reply\.ziprecruiter\.com|ziprecruiter\.com|privaterelay\.appleid\.com|"
    r"candidates\.workablemail\.com|reply\.linkedin\.com|message\.monster\.com)$"
)
# A formula that calls something, as text: never of use, and live in the next program that opens it.
_CALL = re.compile(r"\s*[=+\-@]\s*[A-Za-z][A-Za-z0-9_.]*\s*(?:\(|\|.*!)")
# A text that an export wrote as a formula, so that a spreadsheet leaves it as it is: ="0049 30".
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
# The apostrophe by which exports keep a cell from being a formula.
_GUARD = re.compile(r"'(?=[=+\-@\t\r\d(])")
_LIST = re.compile(r"[,;|\n•·]+")
_SLASHES = re.compile(r"(?:(?<!\s)\s+)?[/;|\n]\s*|(?:(?<!\s)\s+)?,\s+|(?<!\s)\s+(?:or|and|und|oder|ou|et)\s+")
_LINK = re.compile(r"(?:https?://)?(?<![\w.-])(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}/\S+|https?://\S+", re.IGNORECASE)
# A postcode before or behind a town or a state.
_POSTCODE = re.compile(r"^\s*(?:[A-Z]{1,2}-)?\d{4,6}(?=\s+[^\W\d])|(?<=[A-Z]{2})\s+\d{5}(?:-\d{4})?\s*$")
# Times since 1970, and days as spreadsheets count them: 1982 to 2036.
_MILLISECONDS, _SECONDS = range(10**11, 5 * 10**12), range(946_684_800, 2_556_144_000)
_SERIAL = re.compile(r"[34]\d{4}(?:[.,]\d{1,12})?")
_DAYS_TO_1904 = 1_462
_TOO_LONG = 45_000


@dataclass(frozen=True)
class Reading:
    """How cells are read.

    Attributes:
        remarks: Where to say what was not read.
        order: "DMY" or "MDY" for dates such as 03/04/2026; None leaves them unread.
        today: A rejection after this day is a mistake.
        from_1904: Whether plain numbers count days from 1904.
    """

    remarks: Remarks
    order: str | None
    today: date
    from_1904: bool = False


def cleaned(cell: Cell) -> Cell:
    """A cell without what exports put around it: the guard against formulas, blanks, line ends of Windows."""
    cell = restored(cell)
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    if not text.isprintable() or not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").strip()
    if text.startswith('="') and (kept := _AS_TEXT.fullmatch(text)):
        return kept[1].replace('""', '"').strip()
    return _GUARD.sub("", text, count=1) if _GUARD.match(text) else text


def shown(cell: Cell) -> str:
    """A cell as a remark quotes it."""
    text = " ".join(text_of(cell).split())
    return text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…"


def plain_text(record: Record, role: str, reading: Reading, who: str) -> str:
    """The text of a role; "" for a blank, a failed formula, or a call of a function, which are remarked."""
    return text_in(record.cell(role), reading, who)


def text_in(cell: Cell, reading: Reading, who: str) -> str:
    """The same of one cell."""
    if isinstance(cell, CellError):
        reading.remarks.add("Failed formulas are left out", f"{cell} ({who})")
        return ""
    text = text_of(cell)
    if _CALL.match(text):
        reading.remarks.add("Formulas in the text are left out", f"{shown(text)} ({who})")
        return ""
    return "" if cell is None or parsing.blank(cell) else text[:_TOO_LONG]


def one_line(record: Record, role: str, reading: Reading, who: str) -> str:
    """The same in one line."""
    return " ".join(plain_text(record, role, reading, who).split())


def emails(record: Record, reading: Reading, who: str) -> list[str]:
    """The addresses of a record, the main one first."""
    found: list[str] = []
    for cell in (*record.all("email"), *record.all("email2")):
        if isinstance(cell, CellError):
            reading.remarks.add("Failed formulas are left out", f"{cell} ({who})")
            continue
        here = addresses_in(text_of(cell))
        if not here and not parsing.blank(cell):
            reading.remarks.add("No e-mail address can be read from", f"{shown(cell)} ({who})")
        found += here
    return list(dict.fromkeys(found))


def without_addresses(name: str) -> tuple[str, list[str]]:
    """A name without the addresses that stand in its cell, and those: "Ada Okafor <ada@okafor.example>"."""
    found = list(addresses_in(name)) if "@" in name else []
    words = " ".join(part for part in name.split() if "@" not in part).strip(" ,;<>()")
    return (words, found) if found and words else (name, [])


def is_relay(address: str) -> bool:
    """Whether an address is one of a job board, which stops working after a while."""
    return bool(_RELAYS.search(address))


def phones(record: Record, reading: Reading, who: str) -> list[str]:
    """The phone numbers of a record: mobile ones first, then in the order of the columns."""
    found: list[str] = []
    for cell in (*record.all("mobile"), *record.all("phone"), *record.all("phone2")):
        try:
            text = parsing.read_phone(cell) or ""
        except Unreadable as error:
            reading.remarks.add("Phone numbers that were not read", f"{shown(cell)} ({who}) {error}")
            continue
        parts = [part for part in _SLASHES.split(text) if sum(char.isdecimal() for char in part) >= 6]
        found += [part.strip() for part in parts] if len(parts) > 1 else [text] if text else []
    return list(dict.fromkeys(one for one in found if sum(char.isdecimal() for char in one) > 4))


def links(record: Record, reading: Reading, who: str) -> list[str]:
    """The profiles of a record: LinkedIn first, then other profiles, then websites."""
    found: list[str] = []
    for role in ("profile_url", "link2"):
        for cell in record.all(role):
            here = _LINK.findall(text_of(cell))
            if not here and not parsing.blank(cell) and role == "profile_url":
                reading.remarks.add("Cells of profiles show words, not a link", f"{shown(cell)} ({who})")
            found += [link.rstrip(".,;") for link in here]
    return sorted(dict.fromkeys(found), key=lambda link: "linkedin.com" not in link.casefold())


def skills(record: Record, reading: Reading, who: str) -> str:
    """The skills of a record, separated by commas."""
    parts: list[str] = []
    for cell in record.all("skills"):
        text = "" if isinstance(cell, CellError) or _CALL.match(text_of(cell)) else text_of(cell)
        if text != text_of(cell):
            reading.remarks.add("Formulas in the text are left out", f"{shown(cell)} ({who})")
        parts += [part.strip(" \t\"'“”-–*") if len(part.strip()) > 1 else part.strip() for part in _parts(text)]
    return ", ".join({part.casefold(): part for part in reversed(parts) if part}.values().__reversed__())


def _parts(text: str) -> Iterable[str]:
    """The parts of a list; commas in brackets do not part it."""
    depth, begin = 0, 0
    for at, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if depth <= 0 and _LIST.match(char):
            yield text[begin:at]
            begin = at + 1
    yield text[begin:]


def location(record: Record, reading: Reading, who: str) -> str:
    """Where they live: the location, else city, state and country, else the address without street and postcode."""
    whole = one_line(record, "location", reading, who)
    parts = [one_line(record, role, reading, who) for role in ("city", "state", "country")]
    if whole and (not parts[0] or parts[0].casefold() in whole.casefold()):
        missing = [part for part in parts[1:] if part and part.casefold() not in whole.casefold() and "," not in whole]
        return ", ".join([whole, *missing])
    if any(parts):
        return ", ".join(dict.fromkeys(filter(None, parts)))
    address = one_line(record, "address", reading, who)
    parts = [_POSTCODE.sub("", part).strip() for part in address.split(",")]
    return ", ".join(part for part in parts if part and not any(char.isdigit() for char in part))


def day(record: Record, roles: Sequence[str], reading: Reading, who: str, *, past: bool = True) -> date | None:
    """The first day that one of several roles says. What is no day, or could be two, is remarked.

    Args:
        record: The record.
        roles: In the order of their weight.
        reading: How cells are read.
        who: For the remark.
        past: Whether the day cannot lie in the future.
    """
    for role in roles:
        for cell in record.all(role):
            found = _day(cell, role, reading, who)
            if found and past and found > reading.today:
                reading.remarks.add("Days in the future were not taken over", f"{shown(cell)} ({who})")
            elif found:
                return found
    return None


def _day(cell: Cell, role: str, reading: Reading, who: str) -> date | None:
    if isinstance(cell, datetime | date):
        return cell.date() if isinstance(cell, datetime) else cell
    moment = _moment(cell)
    if moment:
        return moment
    if isinstance(cell, str) and _SERIAL.fullmatch(cell.strip()):
        # A CSV file has no numbers, only their texts.
        reading.remarks.add("Numbers were read as days, as spreadsheets count them", f"{shown(cell)} ({who})")
        cell = float(cell.replace(",", "."))
    if reading.from_1904 and isinstance(cell, int | float) and not isinstance(cell, bool) and cell > 2_100:
        cell += _DAYS_TO_1904
    try:
        return parsing.read_date(cell, reading.order)
    except Unreadable as error:
        if isinstance(cell, CellError):
            reading.remarks.add("Failed formulas are left out", f"{cell} ({who})")
        elif role != "applied_on":
            fact = str(error).partition(":")[0]
            reading.remarks.add("Days that were not read", f"{shown(cell)} {fact} ({who})")
    return None


def _moment(cell: Cell) -> date | None:
    """The day of a time in milliseconds or seconds since 1970, in UTC."""
    text = text_of(cell)
    if isinstance(cell, bool) or not text.isascii() or not text.isdecimal() or len(text) > 13:
        return None
    number = int(text)
    seconds = number / 1000 if number in _MILLISECONDS else number if number in _SECONDS else None
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date() if seconds is not None else None


def readable(record: Record, role: str, reader: Callable[[Cell], object], reading: Reading, who: str) -> str:
    """The text of a role if the reader of its column takes it; else "", which is remarked."""
    cell = record.cell(role)
    if cell is None or isinstance(cell, CellError) or parsing.blank(cell):
        return ""
    try:
        return " ".join(text_of(cell).split()) if reader(cell) is not None else ""
    except Unreadable:
        reading.remarks.add(f"Not understood as {role.replace('_', ' ')}, and left out", f"{shown(cell)} ({who})")
        return ""


def says_yes(cell: Cell) -> bool | None:
    """Whether a cell says yes or no; None for a blank, and for anything else."""
    if cell is None or parsing.blank(cell) or isinstance(cell, CellError):
        return None
    try:
        return parsing.read_yes_no(cell)
    except Unreadable:
        return None
