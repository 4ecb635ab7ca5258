"""A made-up workbook to try the program with.

It holds every shelve reason, both cleared and not, and typical mistakes of real sheets. The candidates are invented;
addresses end in .example. The rows are in `sample_candidates.csv` and `sample_requisitions.csv`, by field id. Dates are
counted from the day on which the workbook is made, so that it is never out of date.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from importlib import resources

from automation.core.model import Cell, Row
from automation.core.publishing.scaffold import fields_of, new_workbook
from automation.core.schema import ALIASES, CANDIDATES, REQUISITIONS, TEMPLATES
from automation.core.templates.default_templates import POSTAL_ADDRESS

# An invented address: without a postal address nothing can be sent, not even to the outbox.
ADDRESS = "Acme (made up)\n12 Example Street\n10115 Berlin\nGermany"
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
    return tabs | {
        CANDIDATES: [tabs[CANDIDATES][0], *_rows(CANDIDATES, "sample_candidates.csv", today)],
        REQUISITIONS: [tabs[REQUISITIONS][0], *_rows(REQUISITIONS, "sample_requisitions.csv", today)],
        TEMPLATES: templates,
        ALIASES: [tabs[ALIASES][0], *aliases],
    }


def _rows(tab: str, file: str, today: date) -> Sequence[Row]:
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    return [_row(tab, record, today) for record in csv.DictReader(text.splitlines())]


def _row(tab: str, record: Mapping[str, str], today: date) -> list[Cell]:
    return [_cell(column.id, record.get(column.id, ""), today) for column in fields_of(tab)]


def _cell(field_id: str, text: str, today: date) -> Cell:
    if field_id in _DAYS and text:
        return today + timedelta(days=int(text))
    return int(text) if re.fullmatch(r"\d+", text) else text or None
