"""What identifies a candidate or a requisition: IDs, e-mail addresses and phone numbers, from cells.

A wrong one joins two people, or takes a person's history away. So what spreadsheets damage is read as nothing, and
reported.
"""

import re
from datetime import date
from functools import lru_cache

from automation.core.identity.typed_addresses import addresses_in, lone_address, seen, words_beside
from automation.core.model import Cell, CellError
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.parsing.exported import restored
from automation.core.text import names_in, plain, text_of

# What people write where a row has no ID. The formulas of a Google Sheet skip these, too.
NO_IDS = names_in("-, --, –, —, /, ?, ., 0, n/a, n.a., na, none, null, nil, tbd, tbc, unknown, true, false")
# Longer texts were pasted by mistake; a key is part of many messages.
LONGEST_KEY = 200
LOST_DIGITS = "has lost its last digits: retype it as text"
# Spreadsheets keep 15 digits of a number. When they show one with an exponent, they show 6 digits, and a CSV file keeps
# only those.
_DIGITS_KEPT, _DIGITS_SHOWN = 15, 6
_SHORTEST_ROUNDED = 11
_EXPONENT = re.compile(r"([+-]?)(\d)(?:[.,](\d*))?\s?e\s?\+?\s?(\d{1,3})", re.IGNORECASE)
_WRITTEN_BY_A_SHEET = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}")
# Letters before digits, or a number without leading zeros: nothing damages these, and none means that there is no ID.
_USUAL_ID = re.compile(r"[A-Za-z]{1,20}[-_]?[0-9]{1,15}|[1-9][0-9]{0,14}")
_FLOAT = re.compile(r"(\+?\d{7,})[.,]0")

# Words beside an address that say only that it is one, or of which kind.
_LABELS = frozenset(
    word
    for name in names_in("""
        email, mail, e, address, courriel, mel, adresse, correo electrónico, posta elettronica, indirizzo, adres,
        endereço, e-post, sähköposti, e-posta, адрес, эл почта, электронная почта, пошта, 邮箱, 电子邮件, メール,
        이메일, work, private, personal, home, business, office, main, primary, privat, geschäftlich, dienstlich,
        Arbeit, perso, personnel, pro, professionnel, privé, travail, trabajo, particular, lavoro, personale, privato,
        werk, zakelijk, praca, prywatny, służbowy, trabalho, pessoal, jobb, arbete, arbejde, arbeid, työ, oma, práce,
        soukromý, рабочий, личный, iş, kişisel
    """)
    for word in plain(name).split()
)
# Words in the place of a name that say that the address may be another one's, or does not work.
_DOUBTS = frozenset(
    names_in("""
        not, dont, never, longer, old, former, previous, ex, wrong, invalid, bounced, dead, inactive, unsubscribed,
        assistant, via, care, nicht, alt, alte, falsch, ungultig, pas, plus, ancien, ancienne, antiguo, viejo,
        vecchio, vecchia, niet, oud, oude, antigo, velho, gammal, gammel, stary, stare
    """)
)
_NAMED = re.compile(r"[^<>\d]*<\s*>[\s.,;]*")


def read_id(cell: Cell) -> str | None:
    """An ID as it is shown, for a Candidate ID or a Req ID.

    Raises:
        Unreadable: The cell holds a value that names no row, such as a failed formula or a number without its last
            digits.
    """
    if isinstance(cell, str):
        return _id_in(cell)
    refuse_error(cell)
    if cell is True:
        raise Unreadable("is a tick, not an ID: type the ID")
    if isinstance(cell, int | float) and abs(cell) >= 10**_DIGITS_KEPT:
        raise Unreadable(LOST_DIGITS)
    return text_of(cell) if cell else None


def is_usual_id(text: str) -> bool:
    """Whether a text is plainly an ID as it stands; the fast way to know for most."""
    return _USUAL_ID.fullmatch(text) is not None


@lru_cache(maxsize=50_000)
def _id_in(text: str) -> str | None:
    cell = restored(text)
    if not isinstance(cell, str):
        return read_id(cell)
    shown = seen(text)
    if len(shown) > LONGEST_KEY:
        raise Unreadable("is too long for an ID: shorten it")
    if _WRITTEN_BY_A_SHEET.fullmatch(shown):
        raise Unreadable(LOST_DIGITS)
    return None if blank(shown) or shown.lower() in NO_IDS else shown


def read_email(cell: Cell) -> str | None:
    """The one address in a cell, in lower case.

    Blanks, quotes, `mailto:`, "Email:" and the person's name around the address are ignored.

    Raises:
        Unreadable: The cell holds no address, several, or more than one address.
    """
    if isinstance(cell, str) and (address := lone_address(cell)):
        return address
    cell = restored(cell)
    refuse_error(cell)
    if cell is None or cell == 0 or blank(cell):
        return None
    if not isinstance(cell, str):
        raise Unreadable("is not an e-mail address: correct it")
    return _address_among_words(cell)


@lru_cache(maxsize=50_000)
def _address_among_words(text: str) -> str:
    found, beside = addresses_in(text), words_beside(text)
    if not found or "@" in beside:
        raise Unreadable("is not an e-mail address: correct it")
    if len(found) > 1:
        count, none = ("two", "neither") if len(found) == 2 else (str(len(found)), "none")
        raise Unreadable(f"holds {count} addresses, so {none} is read: keep one")
    named = _NAMED.fullmatch(beside)
    words = set(plain(beside).split())
    if words <= _LABELS or (named and _DOUBTS.isdisjoint(words)):
        return found[0]
    raise Unreadable("holds more than an address, so it is not read: keep the address alone")


def read_phone(cell: Cell) -> str | None:
    """A phone number as it is written.

    Raises:
        Unreadable: A spreadsheet made a date, a tick or a shorter number of it.
    """
    if isinstance(cell, str) and cell[-1:].isdecimal() and _is_usual(cell):
        return " ".join(text_of(cell).split()).removeprefix("'")
    cell = restored(cell)
    refuse_error(cell)
    if cell is True:
        raise Unreadable("is a tick, not a number: type the number")
    if cell is None or cell == 0 or blank(cell):
        return None
    if isinstance(cell, date):
        raise Unreadable("became a date: retype it as text")
    if lost_digits(cell):
        raise Unreadable(LOST_DIGITS)
    text = " ".join(text_of(cell).split())
    return _whole_number(text) or text.removeprefix("'")


def lost_digits(cell: Cell) -> bool:
    """Whether a spreadsheet or an export has cut off the end of a long number: 4.47912E+11, or 447912000000."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        digits = str(int(abs(cell))) if abs(cell) < 10**_DIGITS_KEPT else ""
        return not digits or (len(digits) >= _SHORTEST_ROUNDED and len(digits.rstrip("0")) <= _DIGITS_SHOWN)
    if not isinstance(cell, str) or _is_usual(cell):
        return False
    shown = _EXPONENT.fullmatch(seen(cell))
    return shown is not None and len(shown[3] or "") < int(shown[4])


def _is_usual(text: str) -> bool:
    """Whether a text has no exponent and no fraction, as nearly every number; the fast way to know."""
    return text.isascii() and not ("e" in text or "E" in text or text.rstrip().endswith("0"))


def _whole_number(text: str) -> str:
    """The digits of a number that was written as 4.47912345678E+11 or 447912345678.0; "" for any other text."""
    shown = seen(text)
    if whole := _FLOAT.fullmatch(shown):
        return whole[1]
    parts = _EXPONENT.fullmatch(shown)
    if parts is None:
        return ""
    digits, count = parts[2] + (parts[3] or ""), 1 + int(parts[4])
    return digits[:count] if not digits[count:].strip("0") else ""


def row_id(own: Cell, email: Cell = None) -> str:
    """The key of a row, as it is shown: its own ID, else its e-mail; "" if neither names it.

    What is written under Email is a key even if no address can be read from it, so that its row is matched all the
    same. A failed formula, a tick or a dash there is none.
    """
    return (_id_key(own) if own is not None else "") or _email_key(email)


def _id_key(cell: Cell) -> str:
    try:
        return read_id(cell) or ""
    except Unreadable:
        return ""


def _email_key(cell: Cell) -> str:
    try:
        return read_email(cell) or ""
    except Unreadable:
        nothing = isinstance(restored(cell), bool | CellError)
        written = "" if nothing else seen(text_of(cell)).lower()
        return written if len(written) <= LONGEST_KEY else ""
