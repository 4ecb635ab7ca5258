"""People's tabs that `init --tables` makes: a native table of typed columns, and the BP columns beside it."""

from collections.abc import Sequence
from typing import Any

from automation.core.column_spec import Field
from automation.core.schema import PEOPLES_TABS
from automation.core.text import names_in
from automation.store.google.fencing import Request

# Columns of days. Revisit on is none of them, since people also type a month there.
_DAYS = names_in("""
    shelved_on, last_contact, promised_by, consent_on, hired_on, opened_on, posted_on, pocket_checked_on,
    slate_presented_on, filled_on
""")
_PEOPLE = names_in("champion, owner, hiring_manager, recruiter")


def table_request(tab: str, sheet: int, rows: int) -> Request:
    """Make a table of people's own columns of a new tab.

    Args:
        tab: `Candidates` or `Requisitions`; the table gets its name.
        sheet: The id of the tab.
        rows: How many rows it begins with, the header included; people add rows by typing below.
    """
    fields = PEOPLES_TABS[tab].fields
    area = {"sheetId": sheet, "startRowIndex": 0, "endRowIndex": max(rows, 2)}
    area |= {"startColumnIndex": 0, "endColumnIndex": len(fields)}
    return {"addTable": {"table": {"name": tab, "range": area, "columnProperties": _columns(fields)}}}


def _columns(fields: Sequence[Field]) -> list[dict[str, Any]]:
    return [{"columnIndex": index, "columnName": field.header, **_type(field)} for index, field in enumerate(fields)]


def _type(field: Field) -> dict[str, Any]:
    if field.choices:
        words = [{"userEnteredValue": word} for word in field.choices]
        rule = {"condition": {"type": "ONE_OF_LIST", "values": words}}
        return {"columnType": "DROPDOWN", "dataValidationRule": rule}
    if field.id in _PEOPLE:
        return {"columnType": "PEOPLE_CHIP"}
    return {"columnType": "DATE" if field.id in _DAYS else "TEXT"}
