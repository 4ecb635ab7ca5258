"""Who a message is from, and who of the settings that is."""

import pytest

from automation.outreach.senders import colleagues, sender_of
from automation.settings import Settings

SENDERS = {
    "dana": "Dana Reyes <dana@acme.example>",
    "second": "Dana Reyes <other@acme.example>",
    "lee": '"Lee" <lee@acme.example>',
}


@pytest.mark.parametrize("by", ["dana", "Dana Reyes", "DANA REYES", "dana@acme.example", "second", "lee", "Lee"])
def test_the_sender_is_the_colleague_that_caps_and_threads_count(by: str) -> None:
    """Where two senders have one name, both take the first."""
    settings = Settings(senders=SENDERS, mailer="smtp")
    assert colleagues(settings).address_of(by) == sender_of(settings, by).address
