"""A made-up workbook to try the program with.

It holds every shelve reason, both cleared and not, and typical mistakes of real sheets. The candidates are invented;
addresses end in .example. The rows are in `sample_candidates.csv` and `sample_requisitions.csv`, by field id. Dates are
counted from the day on which the workbook is made, so that it is never out of date. The year before that day is in
`sample_history`.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from importlib import resources

from automation.core.ledger.events import Event
from automation.core.model import Cell, Row, Status
from automation.core.publishing.scaffold import fields_of, new_workbook
from automation.core.schema import ALIASES, CANDIDATES, REQUISITIONS, TEMPLATES
from automation.core.templates.default_templates import POSTAL_ADDRESS
from automation.store.sample_history import Happened, history_events, history_tabs, sample_history

# An invented address: without a postal address nothing can be sent, not even to the outbox.
ADDRESS = "Acme (made up)\n12 Example Street\n10115 Berlin\nGermany"
CANDIDATES_FILE, REQUISITIONS_FILE = "sample_candidates.csv", "sample_requisitions.csv"
# The CSV files hold these as days from today, such as -30.
_DAYS = {
    "shelved_on",
    "revisit_on",
    "last_contact",
    "promised_by",
    "consent_on",
    "hired_on",
    "opened_on",
    "posted_on",
    "pocket_checked_on",
    "slate_presented_on",
    "filled_on",
}


def sample_workbook(today: date) -> dict[str, Sequence[Row]]:
    """The tabs of the sample workbook on a given day: tab → rows; the first row is the header."""
    tabs = new_workbook()
    aliases = [["a11y", "Accessibility"], ["Cold calling", "Outbound sales"]]
    templates = [[POSTAL_ADDRESS, "", ADDRESS] if row[0] == POSTAL_ADDRESS else row for row in tabs[TEMPLATES]]
    people, requisitions = _records(CANDIDATES_FILE), _records(REQUISITIONS_FILE)
    shelved = [_day(one["shelved_on"], today) for one in people]
    wanted = [
        (_day(one["opened_on"], today), _day(one["filled_on"] or "1", today))
        for one in requisitions
        if one["status"] == Status.OPEN or one["filled_on"]
    ]
    earlier = history_tabs(today, _history(today), shelved, wanted)
    return (
        tabs
        | {name: [tabs[name][0], *rows] for name, rows in earlier.items()}
        | {
            CANDIDATES: [tabs[CANDIDATES][0], *(_row(CANDIDATES, one, today) for one in people)],
            REQUISITIONS: [tabs[REQUISITIONS][0], *(_row(REQUISITIONS, one, today) for one in requisitions)],
            TEMPLATES: templates,
            ALIASES: [tabs[ALIASES][0], *aliases],
        }
    )


def sample_events(today: date) -> list[Event]:
    """The messages and replies of the year before, as lines of the ledger of a sample workbook made on that day."""
    return history_events(_history(today))


def _history(today: date) -> list[Happened]:
    return sample_history(today, {one["email"]: one["owner"] for one in _records(CANDIDATES_FILE)})


def _records(file: str) -> list[dict[str, str]]:
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    # The first rows end before the last columns.
    return list(csv.DictReader(text.splitlines(), restval=""))


def _row(tab: str, record: Mapping[str, str], today: date) -> list[Cell]:
    return [_cell(column.id, record.get(column.id, ""), today) for column in fields_of(tab)]


def _cell(field_id: str, text: str, today: date) -> Cell:
    if field_id in _DAYS and text:
        return _day(text, today)
    return int(text) if re.fullmatch(r"\d+", text) else text or None


def _day(text: str, today: date) -> date:
    return today + timedelta(days=int(text))
