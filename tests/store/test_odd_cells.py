"""Cells as spreadsheets damage, export and fill them: each is read right, or one plain sentence asks about it.

One workbook holds all cases of a test, one person each, so that the cases can also spoil each other.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from automation.core.model import Cell, CellError, Conventions, Problem
from automation.core.schema import BP_DATA
from automation.core.text import text_of
from automation.refresh import Outcome, refresh
from automation.store.xlsx import XlsxStore
from tests.sheets_emulator.server import Emulator
from tests.store.contract import shown
from tests.store.places import CLOCK, PLACES, REQUISITIONS, Files, Place, Sheets, about, of_rows, people, place

ANA = {"Name": "Ana Souza", "Email": "ana@mail.example"}
NAMES = ("Ana", "Ben", "Cleo", "Dee", "Eva", "Finn", "Gus", "Hana", "Ivo", "Jun", "Kai", "Lea", "Max", "Nia", "Ole")
FAMILIES = ("Souza", "Okoro", "Marsh", "Fox", "Wild", "Berg", "Khan", "Ito", "Novak", "Li")
MANY = 40


@pytest.fixture(params=PLACES)
def anywhere(request: pytest.FixtureRequest, emulator: Emulator, tmp_path: Path) -> Place:
    """Each kind of workbook."""
    return place(request.param, emulator, tmp_path)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def old_mac(emulator: Emulator, tmp_path: Path) -> Place:
    """Files whose calendar begins in 1904."""
    return place("file of 1904", emulator, tmp_path)


def address(number: int) -> str:
    """The address of a person by number."""
    return f"{FAMILIES[number % len(FAMILIES)]}{number}@mail.example".lower()


def crowd(cells: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A person for each of these cells, by header; no two have a name, an address or a part of one in common."""
    return [
        {"Name": f"{NAMES[number % 15]} {FAMILIES[number % 10]}{'xyz'[number // 30]}", "Email": address(number), **one}
        for number, one in enumerate(cells)
    ]


def by_row(outcome: Outcome) -> dict[int | None, list[str]]:
    """What a run says of each row, besides our own columns."""
    found: dict[int | None, list[str]] = {}
    for problem in of_rows(outcome):
        if not problem.column.startswith("BP "):
            found.setdefault(problem.row, []).append(problem.message)
    return found


def pairs(outcome: Outcome) -> list[Problem]:
    """The problems that join rows."""
    words = ("ame person", "Same ", "more than one row")
    return [one for one in outcome.problems if any(word in one.message for word in words)]


# -- Rows that are no people

CHECKBOXES = ("Remote OK", "Do not contact", "Alerts", "Interviewed")
TEXTS = ("Name", "Email", "Candidate ID", "Phone", "Skills", "Shelved on", "Shelve reason", "Rating", "Years")
FILLINGS: Sequence[Mapping[str, Any]] = (
    dict.fromkeys(CHECKBOXES, False),
    {**dict.fromkeys(CHECKBOXES, False), "Rating": 0},
    {**dict.fromkeys(CHECKBOXES, "FALSE"), "Rating": "0"},
    {**dict.fromkeys(CHECKBOXES, "FALSCH"), "Rating": "0"},
    dict.fromkeys(CHECKBOXES, True),
    dict.fromkeys(CHECKBOXES, "TRUE"),
    dict.fromkeys(CHECKBOXES, "No"),
    dict.fromkeys((*TEXTS, *CHECKBOXES), False),
    dict.fromkeys((*TEXTS, *CHECKBOXES), "FALSE"),
    dict.fromkeys(TEXTS, 0),
    dict.fromkeys(TEXTS, "-"),
    dict.fromkeys(TEXTS, "n/a"),
    dict.fromkeys(TEXTS, '=IF(1=1,"","x")'),
)


def test_rows_of_defaults_are_no_people(anywhere: Place) -> None:
    """Hundreds of rows that only checkboxes, formulas or dashes fill are no candidates and no issues."""
    blank = [{"Shelved on": None, "Shelve reason": None, **filling} for filling in FILLINGS for _ in range(MANY)]
    outcome = anywhere.run(people((*TEXTS, *CHECKBOXES), ANA, *blank))
    assert outcome.plan.counts["candidates"] == 1
    assert of_rows(outcome) == []


def test_rows_of_default_requisitions_are_none(anywhere: Place) -> None:
    """The same holds for Requisitions."""
    header, *rows = REQUISITIONS
    ticked = [
        (None, None, None, None, None, sponsors) for sponsors in (False, True, "FALSE", "no") for _ in range(MANY)
    ]
    roles = [(*header, "Sponsors work authorisation"), *((*row, False) for row in rows), *ticked]
    outcome = anywhere.run(people((), ANA), roles)
    assert (outcome.plan.counts["requisitions_open"], of_rows(outcome)) == (1, [])


def test_formulas_that_show_nothing_in_a_file(tmp_path: Path) -> None:
    """Formulas whose stored result is "" or a midnight are blank."""
    path = tmp_path / "formulas.xlsx"
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for title, rows in {"Candidates": people(TEXTS, ANA), "Requisitions": REQUISITIONS}.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for number in range(len(rows), len(rows) + MANY):
            for column, header in enumerate(rows[0]):
                is_day = str(header).endswith(" on")
                sheet.write_formula(number, column, "=Other!A1", day if is_day else None, 0 if is_day else "")
    book.close()
    outcome = refresh(XlsxStore(path), CLOCK, Conventions())
    assert (outcome.plan.counts["candidates"], of_rows(outcome)) == (1, [])


def test_rows_of_failed_formulas_are_one_issue(anywhere: Place) -> None:
    """A formula that fails down a whole column is no crowd: one issue names its first row."""
    broken = [{"Shelved on": None, "Shelve reason": None, "Skills": CellError("#N/A"), "Alerts": False}] * MANY
    outcome = anywhere.run(people(("Skills", "Alerts"), ANA, *broken))
    (problem,) = of_rows(outcome)
    assert outcome.plan.counts["candidates"] == 1
    message = "40 rows, from this one on, hold nothing but failed formulas (#N/A), which are not read: "
    assert (problem.row, problem.message) == (3, f"{message}fix the formulas, or clear the cells.")


# -- The calendar of old Macs


def serial(day: date, where: Place) -> int:
    """A day as the number that stands for it in a workbook."""
    return (day - (where.first_day if isinstance(where, Files) else date(1899, 12, 30))).days


def test_days_as_plain_numbers(anywhere: Place) -> None:
    """A day that lost its format is read by the calendar of its workbook, in every column of days."""
    days = {"Shelved on": date(2026, 3, 1), "Revisit on": date(2027, 2, 1), "Last contact": date(2026, 5, 6)}
    days |= {"Promised by": date(2026, 12, 24), "Consent on": date(2026, 1, 31)}
    cells = {header: serial(day, anywhere) for header, day in days.items()}
    header = (*REQUISITIONS[0], "Posted on", "Filled on")
    opened = [serial(day, anywhere) for day in (date(2026, 11, 2), date(2026, 11, 5), date(1999, 12, 31))]
    roles = [header, ("REQ-1", "Platform Engineer", "Go", opened[0], "Open", *opened[1:])]
    outcome = anywhere.run(people(tuple(cells), {**ANA, **cells}), roles)
    row, role = outcome.plan.book.people["ana@mail.example"], outcome.plan.book.requisition_rows["req-1"]
    read = (row.shelved_on, row.revisit_on, row.last_contact, row.promised_by, row.consent_on)
    assert read == tuple(days.values())
    assert (role.opened_on, role.posted_on, role.filled_on) == (
        date(2026, 11, 2),
        date(2026, 11, 5),
        date(1999, 12, 31),
    )
    assert of_rows(outcome) == []


def test_only_days_follow_the_calendar(old_mac: Place) -> None:
    """In a workbook of 1904, an ID, pay, a rating and a year stay what they are."""
    cells = {"Candidate ID": 44_620, "Pay expectation": 65_000, "Currency": "EUR", "Rating": 4, "Revisit on": 2027}
    outcome = old_mac.run(people(tuple(cells), {**ANA, **cells}))
    row = outcome.plan.book.people["44620"]
    assert (row.pay.low, row.rating, row.revisit_on) == (65_000, 4, None)
    assert about(outcome, "Revisit on") == [
        "Revisit on '2027' is a year without a day: write the day, such as 2026-11-30."
    ]


def test_days_with_a_format_in_a_workbook_of_1904(old_mac: Place) -> None:
    """A formatted day is what Excel shows."""
    book = old_mac.run(
        people(("Revisit on",), {**ANA, "Shelved on": date(2026, 3, 1), "Revisit on": date(2027, 2, 1)})
    ).plan.book
    row = book.people["ana@mail.example"]
    assert (row.shelved_on, row.revisit_on) == (date(2026, 3, 1), date(2027, 2, 1))


def test_a_real_day_that_is_added_to_a_workbook_of_1904(old_mac: Place) -> None:
    """It is stored as its calendar counts, and shown as its neighbours are."""
    store = old_mac.store(people((), {**ANA, "Shelved on": date(2026, 3, 1)}))
    store.shelve({"name": "Dee Fox", "email": "dee@mail.example", "shelved_on": "2026-11-22"}, store.read().version)
    before, new = (openpyxl.load_workbook(store.locator)["Candidates"].cell(row, 3) for row in (2, 3))
    assert (new.value.date(), new.number_format) == (date(2026, 11, 22), before.number_format)


def test_what_is_written_into_a_workbook_of_1904(old_mac: Place) -> None:
    """Days that the program writes are read back as the same days, and a second run finds nothing new."""
    store = old_mac.store(people(("Revisit on",), {**ANA, "Revisit on": serial(date(2026, 10, 1), old_mac)}))
    refresh(store, CLOCK, Conventions())
    person = {"name": "Dee Fox", "email": "dee@mail.example", "shelved_on": "2026-11-22", "shelve_reason": "Timing"}
    store.shelve(person, store.read().version)
    again = refresh(XlsxStore(Path(store.locator)), CLOCK, Conventions()).plan
    assert again.book.people["dee@mail.example"].shelved_on == date(2026, 11, 22)
    assert again.book.people["ana@mail.example"].revisit_on == date(2026, 10, 1)
    assert shown(store.read(), "Candidates", "BP Next follow-up")["ana@mail.example"] == "2026-10-01"
    assert not refresh(XlsxStore(Path(store.locator)), CLOCK, Conventions()).published


# -- Phone numbers

DAMAGED = ("4.47912E+11", "4,47912E+11", "4.47913e+11", "4.47914 E+11", "4.4E11", 447_912_000_000, 4.4e11)


def test_a_number_without_its_last_digits_is_no_evidence(anywhere: Place) -> None:
    """Rows that share a damaged number are not alike, whatever its column, and each says what happened."""
    cells = [{"Phone": cell, "Our second phone": cell} for cell in DAMAGED for _ in range(2)]
    rows = crowd(cells)
    rows[1]["Name"] = "A. Souza"
    outcome = anywhere.run(people(("Phone", "Our second phone"), *rows))
    assert pairs(outcome) == []
    assert by_row(outcome) == {
        number: [f"Phone '{text_of(cell['Phone'])}' has lost its last digits: retype it as text."]
        for number, cell in enumerate(cells, start=2)
    }
    assert set(outcome.plan.book.candidates["phone"]) == {""}


WHOLE = {
    447_912_345_678: "447912345678",
    447_912_345_679.0: "447912345679",
    "447912345670.0": "447912345670",
    "4.47912345671E+11": "447912345671",
    "+44 7912 345672": "+44 7912 345672",
    "'+44 7912 345673": "+44 7912 345673",
    "0049 30 1000000": "0049 30 1000000",
    False: "",
    "0": "0",
    "n/a": "",
    "FALSE": "",
}


def test_whole_phone_numbers_are_read(anywhere: Place) -> None:
    """A number is read whether it is stored as a number or as text."""
    outcome = anywhere.run(people(("Phone",), *crowd([{"Phone": cell} for cell in WHOLE])))
    assert (list(outcome.plan.book.candidates["phone"]), by_row(outcome)) == (list(WHOLE.values()), {})


def test_a_phone_that_is_none_is_reported(files: Files) -> None:
    """A tick, a failed formula and a day that a spreadsheet made of a number are no numbers."""
    odd: Mapping[Any, str] = {
        True: "Phone 'TRUE' is a tick, not a number: type the number.",
        CellError("#N/A"): "Phone '#N/A' is a failed formula: fix the formula or type the value.",
        date(2020, 12, 5): "Phone '2020-12-05' became a date: retype it as text.",
    }
    outcome = files.run(people(("Phone",), *crowd([{"Phone": cell} for cell in odd for _ in range(2)])))
    assert [message for messages in by_row(outcome).values() for message in messages] == [
        message for message in odd.values() for _ in range(2)
    ]
    assert set(outcome.plan.book.candidates["phone"]) == {""}


# -- Keys

ERRORS = (
    *(CellError("#N/A"), CellError("#REF!")),
    *("#N/A", "#REF!", "#NV", "#N/D", "#VALUE!", "#BEZUG!", "#Н/Д", "Err:502", "########", "#DIV/0!"),
)


def test_a_failed_formula_is_no_key(anywhere: Place) -> None:
    """A failed formula, or the text that an export made of one, names no row: not in Email, not in Candidate ID."""
    cells = []
    for number, error in enumerate(ERRORS):
        kept = {"Candidate ID": f"C-{number}", "Email": error}
        cells += [{"Candidate ID": error, "Email": error}, {"Candidate ID": error}, kept]
    outcome = anywhere.run(people(("Candidate ID",), *crowd(cells)))
    fix = "fix the formula or type the value."
    expected: dict[int, list[str]] = {}
    for number, error in enumerate(ERRORS):
        failed, row = f"'{error}' is a failed formula", 2 + 3 * number
        expected[row] = [
            f"Candidate ID {failed}: {fix}",
            f"Email {failed}, so this person cannot be matched: {fix}",
        ]
        expected |= {row + 1: [f"Candidate ID {failed}: {fix}"], row + 2: [f"Email {failed}: {fix}"]}
    keys = [key for number in range(len(ERRORS)) for key in (address(3 * number + 1), f"c-{number}")]
    assert (list(outcome.plan.book.people), by_row(outcome), pairs(outcome)) == (keys, expected, [])


def test_a_note_in_the_place_of_an_address(anywhere: Place) -> None:
    """A row with a note stays, without an address; rows with the same note are not one person, and are not matched."""
    notes = ["no email", "ask Dana", "ask Dana", "ana (at) mail.example", "@ana", 42]
    rows = crowd([{"Email": note} for note in notes])
    outcome = anywhere.run(people((), *rows))
    assert list(outcome.plan.book.people) == ["no email", "ana (at) mail.example", "@ana", "42"]
    said = about(outcome, "Email")
    assert [message for message in said if "names more than one row" not in message] == [
        f"Email '{note}' is not an e-mail address: correct it." for note in notes
    ]
    assert len(said) == len(notes) + 2


def test_what_names_no_one_is_no_key(anywhere: Place) -> None:
    """A tick and a pasted page in Email name no one, however many rows have them, and each row says why."""
    rows = crowd([{"Email": cell} for cell in (True, "TRUE", "x" * 40_000) for _ in range(2)])
    outcome = anywhere.run(people((), ANA, *rows))
    said = by_row(outcome)
    assert (list(outcome.plan.book.people), len(said), pairs(outcome)) == (["ana@mail.example"], len(rows), [])
    wrong = "is not an e-mail address, so this person cannot be matched: correct it."
    assert all(len(messages) == 1 and wrong in messages[0] for messages in said.values())


NOTHING = (None, "", "-", "n/a", "TBD", False, 0, "FALSE", "\u00a0", "\u200b", "unknown")


def test_an_id_that_says_nothing_leaves_the_key_to_the_address(anywhere: Place) -> None:
    """A dash, FALSE or 0 under Candidate ID is no ID, however many rows have it."""
    rows = crowd([{"Candidate ID": cell} for cell in NOTHING for _ in range(2)])
    outcome = anywhere.run(people(("Candidate ID",), *rows))
    assert list(outcome.plan.book.people) == [row["Email"] for row in rows]
    assert (by_row(outcome), pairs(outcome)) == ({}, [])


IDS: Sequence[tuple[Any, str]] = (
    *((123, "123"), (124.0, "124"), ("00123", "00123"), ("123.0", "123.0"), ("'00125", "'00125")),
    *(("C-1\u00a0", "c-1"), ("\u00a0C-2 \u200b", "c-2"), ("C-3\u200e", "c-3"), ("Ｃ-4", "c-4"), (" C   5 ", "c 5")),
    *(("1E5", "1e5"), ("12E4", "12e4"), (100_000_000_000, "100000000000"), ("#17", "#17"), ("No. 7", "no. 7")),
)


def test_ids_are_read_as_people_see_them(anywhere: Place) -> None:
    """Numbers, text and invisible characters in a Candidate ID; leading zeros and signs are part of it."""
    outcome = anywhere.run(people(("Candidate ID",), *crowd([{"Candidate ID": cell} for cell, _ in IDS])))
    assert (list(outcome.plan.book.people), by_row(outcome)) == ([key for _, key in IDS], {})


BAD_IDS: Sequence[tuple[Cell, str]] = (
    *((cell, "has lost its last digits: retype it as text.") for cell in ("1.23457E+11", "1,23457E+11", "9E+15")),
    *(
        (cell, "has lost its last digits: retype it as text.")
        for cell in (1.2345678901234567e16, 12_345_678_901_234_567)
    ),
    *((cell, "is a tick, not an ID: type the ID.") for cell in (True, "TRUE")),
    ("9" * 40_000, "is too long for an ID: shorten it."),
)


def test_an_id_that_is_damaged_is_no_key(anywhere: Place) -> None:
    """Two people with one damaged ID stay two; their addresses are the keys, and the rows say so."""
    rows = crowd([{"Candidate ID": cell} for cell, _ in BAD_IDS for _ in range(2)])
    outcome = anywhere.run(people(("Candidate ID",), *rows))
    assert (list(outcome.plan.book.people), pairs(outcome)) == ([row["Email"] for row in rows], [])
    said = [messages for messages in by_row(outcome).values() if messages]
    assert [len(messages) for messages in said] == [1] * len(rows)
    whys = [why for _, why in BAD_IDS for _ in range(2)]
    assert all(why in messages[0] and len(messages[0]) < 200 for messages, why in zip(said, whys, strict=True))


def test_a_requisition_whose_id_is_none(anywhere: Place) -> None:
    """A failed formula, a tick or a dash under Req ID names no requisition, and the row says so."""
    header, (_, *rest) = REQUISITIONS
    odd = (CellError("#N/A"), "#REF!", "#NV", True, "-", "TBD", False, "1.23E+11")
    outcome = anywhere.run(people((), ANA), [header, *([cell, *rest] for cell in (*odd, "REQ-7"))])
    assert list(outcome.plan.book.requisition_rows) == ["req-7"]
    said = by_row(outcome)
    assert list(said) == list(range(2, 2 + len(odd)))
    assert all("so this requisition cannot be matched: " in message for (message,) in said.values())


# -- Addresses

READ = (
    "{} ",
    "\u00a0{}\u00a0",
    "mailto:{}",
    "MAILTO:{}?subject=Hi%20there",
    "<{}>",
    "Ana Souza <{}>",
    '"Souza, Ana" <{}>;',
    "'{}",
    "'{}'",
    "{},",
    "{}.",
    "\ufeff{}\u200e",
    "{0}; {0}",
    "{0} <mailto:{0}>",
    "E-mail: {}",
    "{} (privat)",
    "[{0}](mailto:{0})",
    "Mai Nguyen <{}>",
)


def written(number: int) -> str:
    """An address as people paste it, in the form of this number."""
    return READ[number].format(address(number)) if number < len(READ) else SPECIAL[number - len(READ)](address(number))


SPECIAL = (
    lambda plain: plain.upper(),
    lambda plain: plain.replace("@", "＠"),
    lambda plain: plain.replace("@", " @ "),
    lambda plain: plain.replace("@", "\u200b@"),
    lambda plain: plain.replace(".", "．"),
    lambda plain: "".join(chr(ord(char) + 0xFEE0) if char.isalpha() else char for char in plain),
    lambda plain: f"mailto:{plain.replace('@', '%40')}",
)
ALL = range(len(READ) + len(SPECIAL))


def test_an_address_is_read_whatever_stands_around_it(files: Files) -> None:
    """Key and address are the plain ones, and there is nothing to fix."""
    outcome = files.run(people((), *crowd([{"Email": written(number)} for number in ALL])))
    assert list(outcome.plan.book.people) == [address(number) for number in ALL]
    assert list(outcome.plan.book.candidates["email"]) == [address(number) for number in ALL]
    assert by_row(outcome) == {}


def test_such_addresses_in_a_sheet(emulator: Emulator, tmp_path: Path) -> None:
    """There they are read, too. Where a formula cannot find its row, a sentence asks to retype the key."""
    sheet = Sheets(emulator, tmp_path, table=False).sheet(people((), *crowd([{"Email": written(n)} for n in ALL])))
    sheet.refresh()
    outcome = sheet.refresh()
    assert list(outcome.plan.book.people) == [address(number) for number in ALL]
    column = sheet.column("BP Next follow-up")
    empty = {number for number, row in enumerate(sheet.tab("Candidates")[1:], start=2) if row[0] and not row[column]}
    asked = {one.row for one in outcome.problems if "retype the key in that row" in one.message}
    assert (by_row(outcome), bool(asked), asked <= empty) == ({}, True, True)


ASKED = {
    "{}; ben@mail.example": "holds two addresses, so neither is read: keep one.",
    "{}, jobs+{}": "holds two addresses, so neither is read: keep one.",
    "{}\nb@mail.example\nc@mail.example": "holds 3 addresses, so none is read: keep one.",
    "old: {}": "holds more than an address, so it is not read: keep the address alone.",
    "not {}": "holds more than an address, so it is not read: keep the address alone.",
    "do not use <{}>": "holds more than an address, so it is not read: keep the address alone.",
    "Ana via Jobs <{}>": "holds more than an address, so it is not read: keep the address alone.",
    "{} - bounced 2024": "holds more than an address, so it is not read: keep the address alone.",
    "ana {}": "holds more than an address, so it is not read: keep the address alone.",
    "@{}": "is not an e-mail address: correct it.",
    "{}@x": "is not an e-mail address: correct it.",
    "ana@mail": "is not an e-mail address: correct it.",
    "ana@mail..example": "is not an e-mail address: correct it.",
}


def test_what_could_be_another_address_is_asked(anywhere: Place) -> None:
    """The row stays, without an address; one sentence says what to type. It joins no row that has the address."""
    plain = [{"Email": address(number)} for number in range(len(ASKED))]
    odd = [{"Email": text.format(address(number), address(number))} for number, text in enumerate(ASKED)]
    rows = crowd([*plain, *odd])
    for number in range(len(ASKED)):
        rows[len(ASKED) + number]["Name"] = rows[number]["Name"]
    outcome = anywhere.run(people((), *rows))
    book, persons = outcome.plan.book, outcome.plan.history.persons
    assert [message.partition("' ")[2] for message in about(outcome, "Email")] == list(ASKED.values())
    assert len(book.people) == 2 * len(ASKED)
    assert all(len(persons.of(key).keys) == 1 for key in book.people)


# -- Ticks, zeros and long texts elsewhere


def test_ticks_and_zeros_in_columns_of_words(anywhere: Place) -> None:
    """FALSE and 0 are nothing; TRUE under a header for words is asked about."""
    cells = {
        "Owner": True,
        "Promised": False,
        "Company": 0,
        "Champion": "FALSE",
        "Current title": "#REF!",
        "Skills": False,
    }
    rows = crowd([{"Skills": True}, {"Consent": True, "Consent on": "2026-09-01", "Region": "UK"}])
    outcome = anywhere.run(people((*cells, "Consent", "Consent on", "Region"), {**ANA, "Region": "US", **cells}, *rows))
    row = outcome.plan.book.people["ana@mail.example"]
    assert (row.owner, row.promised, row.company, row.champion, row.title, row.skills) == ("", "", "", "", "", ())
    assert by_row(outcome) == {
        2: [
            "Current title '#REF!' is a failed formula: fix the formula or type the value.",
            "Owner 'TRUE' is only a tick: write it in words.",
        ],
        3: ["Skills 'TRUE' is only a tick: write it in words.", "Region is empty: fill it before you write to them."],
    }


def test_a_name_that_says_nothing_is_no_name(anywhere: Place) -> None:
    """A dash, FALSE and a failed formula are no names, so no message greets a candidate by them."""
    outcome = anywhere.run(
        people((), *crowd([{"Name": name} for name in ("n/a", False, "#N/A", "-", CellError("#N/A"))]))
    )
    assert set(outcome.plan.book.candidates["name"]) == {""}
    assert len(about(outcome, "Name")) == 5


def test_days_before_1900(anywhere: Place) -> None:
    """A day before 1900 is none, and one sentence says so."""
    odd = ("1899-12-30", "1850-05-01", -5, 0.5, "1.1.1899", "0000-00-00")
    outcome = anywhere.run(people((), *crowd([{"Shelved on": cell} for cell in odd])))
    assert set(outcome.plan.book.candidates["shelved_on"]) == {None}
    assert [len(messages) for messages in by_row(outcome).values()] == [1] * len(odd)


def test_cells_of_forty_thousand_characters(anywhere: Place) -> None:
    """Such cells stop nothing and are quoted briefly, and a second run finds nothing new."""
    long = dict.fromkeys(("Skills", "Notes", "Phone", "Current title", "Owner", "Our own"), "y" * 40_000)
    store = anywhere.store(people(tuple(long), {**ANA, **long}, *crowd([{}, long, long])))
    outcome = refresh(store, CLOCK, Conventions())
    assert all(len(problem.message) < 500 for problem in outcome.problems)
    again = refresh(store, CLOCK, Conventions())
    assert (again.plan.counts["candidates"], again.published) == (4, False)


def test_what_a_column_of_peoples_own_is_no_evidence_by(anywhere: Place) -> None:
    """Two rows that share a tick or an error code in a column of people's own are not alike."""
    cells: Sequence[Cell] = (True, "TRUE", "FALSE", "#REF!", CellError("#REF!"), "########")
    same = [{"Our number": cell} for cell in cells for _ in range(2)]
    rows = crowd(same)
    for one, other in zip(rows[::2], rows[1::2], strict=True):
        first, _, last = str(one["Name"]).partition(" ")
        other["Name"] = f"{first[0]}. {last}"
    assert pairs(anywhere.run(people(("Our number",), *rows))) == []


def test_the_record_of_a_row_is_found_again(anywhere: Place) -> None:
    """A key that was cleaned is the same in BP Data and on the row."""
    store = anywhere.store(people(("Candidate ID",), {**ANA, "Candidate ID": "C-1\u200e"}, *crowd([{}])))
    refresh(store, CLOCK, Conventions())
    records = [text_of(row[0]) for row in store.read().tabs[BP_DATA][1:]]
    assert {"Candidates/c-1", f"Candidates/{address(0)}"} <= set(records)
    assert shown(store.read(), "Candidates", "BP Next follow-up")[address(0)]
