"""A message to be checked, and what its guards go by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from automation.core.ledger.persons import Persons
from automation.core.ledger.sends import Limits, Send
from automation.core.ledger.state import LedgerState
from automation.core.messages.colleagues import Colleagues
from automation.core.model import Conventions
from automation.core.reasons import Reason
from automation.core.rules import Rules


@dataclass(frozen=True)
class Circumstances:
    """What guards check besides the candidate and the message.

    Attributes:
        state: The ledger.
        conventions: How the workbook writes what could be read in several ways.
        rules: The rules of the `Settings` tab.
        limits: The limits of the installation.
        now: UTC.
        today: The workbook's day.
        suppressed: Candidate's compared key → why they must not be contacted.
        persons: Which rows are one person, and which messages and replies belong to them.
        rows: Candidate's compared key → the row.
        openings: Requisition's compared key → the row.
        colleagues: The people in whose name messages are sent.
        renamed: Tab and field id → the header that people wrote instead of the program's name.
    """

    state: LedgerState
    conventions: Conventions
    rules: Rules
    limits: Limits
    now: datetime
    today: date
    suppressed: Mapping[str, Reason]
    persons: Persons
    rows: Mapping[str, Any]
    openings: Mapping[str, Any] = field(default_factory=dict)
    colleagues: Colleagues = field(default_factory=Colleagues)
    renamed: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def sends(self, key: str) -> list[Send]:
        """All messages to the person on a row."""
        return self.persons.sends(self.state, key)

    def other_rows(self, key: str) -> list[Any]:
        """The other rows of the same person."""
        return [self.rows[one] for one in self.persons.of(key).keys if one != key and one in self.rows]


@dataclass(frozen=True)
class Proposal:
    """A message to be checked.

    Attributes:
        candidate: The key of the row, as shown.
        requisitions: The openings' keys, as shown.
        step: Which message it is.
        by: Who decides.
        send_id: Its ID where it is in the ledger already, so that it does not block itself; else "".
        release: The ID of the standing release that it goes out by; "" where a person released it.
        ahead: How many messages of the same batch go out by that release before it.
    """

    candidate: str
    requisitions: Sequence[str]
    step: str
    by: str
    send_id: str = ""
    release: str = ""
    ahead: int = 0
