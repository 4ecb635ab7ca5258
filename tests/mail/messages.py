"""A draft and a message for the tests of mail."""

from datetime import UTC, datetime
from typing import Any

from automation.core.ledger.events import Step
from automation.core.messages.drafts import Draft, Sender
from automation.mail.base import Spooled
from automation.mail.compose import Postmark, compose

AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
DANA = Sender("Dana Reyes", "dana@acme.example", "Acme")


def draft(**changes: Any) -> Draft:
    """A first note to Ana."""
    fields: dict[str, Any] = {
        "candidate": "ana@mail.example",
        "name": "Ana Souza",
        "address": "ana@mail.example",
        "openings": ("REQ-1",),
        "step": Step.FIRST,
        "template": "First note",
        "sender": DANA,
        "subject": "Platform Engineer in Lisbon: would this suit you?",
        "body": "Hello Ana,\n\nwould this suit you?\n\nAcme, 1 Street\nSay so in a reply.",
        "postal_address": "Acme, 1 Street",
        "opt_out": "Say so in a reply.",
    }
    return Draft(**{**fields, **changes})


def message(send_id: str = "m1", **changes: Any) -> Spooled:
    """The same, ready to be sent."""
    return compose(draft(**changes), Postmark(send_id, AT))
