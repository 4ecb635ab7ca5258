"""What identifies a row: its key, its ID and its e-mail, and what is wrong with them."""

from automation.core import parsing
from automation.core.identity.typed_addresses import seen
from automation.core.parsing import Unreadable
from automation.core.parsing.identifiers import row_id
from automation.core.schema import CANDIDATES
from automation.core.text import key_of, text_of
from automation.core.workbook.row_reader import RowReader


def report_keyless(reader: RowReader) -> None:
    """Report a row without a key, unless a problem of its key's cell says so already."""
    field_id = "email" if reader.tab.name == CANDIDATES else "req_id"
    if reader.reported(field_id):
        return
    if reader.tab.name == CANDIDATES:
        reader.problem(
            field_id, "is empty, so this person cannot be matched: type an e-mail, or a Candidate ID", "candidate_id"
        )
    else:
        reader.problem(field_id, "is empty, so this requisition cannot be matched: type an ID of its own")


def report_doubled(reader: RowReader) -> None:
    """Report a row that shares its key with another one."""
    if reader.tab.name == CANDIDATES:
        column = "candidate_id" if row_id(reader.cell("candidate_id")) else "email"
        message = (
            "names more than one row, so none of them is matched: merge the rows if they are one person, "
            "else give each a Candidate ID of its own"
        )
    else:
        column = "req_id"
        message = "names more than one row, so none of them is matched: give each requisition an ID of its own"
    reader.problem(column, message, *(["candidate_id"] if reader.tab.name == CANDIDATES else []))


def email_of(row: RowReader) -> str:
    """The address in lower case; a text from which no address can be read, which is reported, as it is written."""
    cell = row.cell("email")
    try:
        address = parsing.read_email(cell)
    except Unreadable as error:
        row.problem("email", str(error) if row.key else _unmatched(str(error), "person"))
        return seen(text_of(cell)).lower() if isinstance(cell, str) else ""
    if address is None and row.key:
        row.problem("email", "is empty: type it, or no message can be sent to them")
    return address or ""


def _unmatched(message: str, what: str) -> str:
    """A message about the cell of a key, with what follows for its row."""
    fact, _, advice = message.partition(": ")
    return f"{fact}, so this {what} cannot be matched: {advice}"


def typed_as(row: RowReader, email: str) -> tuple[str, ...]:
    """Its ID and e-mail as they are written, where they are read differently; older versions took those for keys."""
    own, address = row.cell("candidate_id"), row.cell("email")
    if address == email and (own == row.key or not isinstance(own, str)):
        return ()
    written = [key_of(text_of(cell)) for cell in (own, address) if isinstance(cell, str) and not parsing.blank(cell)]
    return tuple(text for text in written if text not in {key_of(row.key), email})


def requisition_id(row: RowReader) -> str:
    """The Req ID; one that cannot be read is reported."""
    try:
        parsing.read_id(row.cell("req_id"))
    except Unreadable as error:
        row.problem("req_id", _unmatched(str(error), "requisition"))
    return row.key
