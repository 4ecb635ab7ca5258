"""`retention`: forget all people whose details are due for deletion."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from automation.core.follow_ups.retention import Due, due_for_deletion
from automation.core.reason_words import words
from automation.outreach.context import Mailroom
from automation.services.privacy.forget import forget
from automation.services.privacy.receipt import Receipt


@dataclass(frozen=True)
class Retention:
    """What `retention` found and did.

    Attributes:
        due: Whose details are due, those who have waited longest first.
        receipts: Key → the receipt, of those who were forgotten.
    """

    due: Sequence[Due]
    receipts: dict[str, Receipt] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """As plain data, for `--json`."""
        return {
            "due": [
                {
                    "candidate": one.key,
                    "why": words(one.why),
                    "since": one.since.isoformat(),
                    "by": one.by.isoformat(),
                    "held_until": one.hold.until.isoformat() if one.hold and one.hold.until else None,
                    "hold": words(one.hold) if one.hold else None,
                }
                for one in self.due
            ],
            "forgotten": {key: receipt.record() for key, receipt in self.receipts.items()},
        }


def due_now(room: Mailroom) -> list[Due]:
    """Who is due for deletion today.

    Raises:
        SchemaError: The workbook's tabs or headers cannot be read.
        StoreError: The workbook or the ledger is out of reach.
    """
    return due_for_deletion(room.read(room.ledger.refresh()))


def forget_due(room: Mailroom, by: str, *, on_each: Callable[[Due], None] = lambda _: None) -> Retention:
    """Forget all people who are due, except those who must not be deleted yet. Raises as `forget` does.

    Args:
        room: Of the workbook.
        by: Who decides.
        on_each: Called before each person.
    """
    found = Retention(due_now(room))
    for one in found.due:
        if one.hold is None:
            on_each(one)
            found.receipts[one.key] = forget(room, one.key, by)
    return found
