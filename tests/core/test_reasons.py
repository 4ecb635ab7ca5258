from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core import reasons
from automation.core.reasons import Reason, ReasonKind, read_suppression, suppression_text

DAY = date(2026, 11, 20)


@pytest.mark.parametrize("kind", ReasonKind)
def test_every_reason_has_words(kind: ReasonKind) -> None:
    """None is shown as its name, and none without words."""
    said = reasons.words(Reason(kind, DAY, "REQ-1", "Dana", 3, DAY, "sent", (Reason(ReasonKind.HIRED),)))
    assert said.strip()


@given(st.dates() | st.none(), st.text(max_size=40).filter(lambda text: not text.startswith("mail to this")))
def test_the_ledger_reads_back_what_it_keeps(on: date | None, what: str) -> None:
    """A bounce stays a bounce, and an unsubscribe an unsubscribe."""
    assert read_suppression(suppression_text(Reason(ReasonKind.BOUNCED, on))) == Reason(ReasonKind.BOUNCED, on)
    assert read_suppression(suppression_text(Reason(ReasonKind.ASKED, what=what))).kind is ReasonKind.ASKED


def test_what_is_shown_can_change_and_the_ledger_is_read_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of version 0.1.0, and of now, whatever words a page shows for them."""
    # Stands for a later version, which words this reason differently.
    monkeypatch.setitem(reasons._WORDS, ReasonKind.BOUNCED, lambda _, on: f"this address stopped working on {on}")
    kept = "mail to this address bounced for good on 2026-11-20"
    assert suppression_text(Reason(ReasonKind.BOUNCED, DAY)) == kept
    assert read_suppression(kept) == Reason(ReasonKind.BOUNCED, DAY)
