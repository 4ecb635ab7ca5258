from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core import reason_words
from automation.core.reasons import ASKED_TO_LEAVE, Reason, ReasonKind
from automation.core.suppression_text import read_suppression, suppression_text

DAY = date(2026, 11, 20)
# These are made only where their day or their words are known.
FACTS_NEEDED = {
    ReasonKind.CONSENT_ENDS,
    ReasonKind.CONSENT_ENDED,
    ReasonKind.STRONG_MATCH,
    ReasonKind.FREE_FROM,
    ReasonKind.REVISIT,
    ReasonKind.NO_REPLY,
    ReasonKind.KEPT_WARM,
    ReasonKind.KEPT_WARM_SINCE_DONE,
    ReasonKind.KEPT_WARM_SINCE_SHELVED,
    ReasonKind.ALSO_PROMISED,
    ReasonKind.GIVEN,
    ReasonKind.CONSENT_OVER,
    ReasonKind.ROW_GONE,
    ReasonKind.NO_THANKS,
    ReasonKind.REPLIED_SINCE,
    ReasonKind.CLAIMED,
    ReasonKind.TOO_EARLY,
    ReasonKind.WRITTEN_TO,
    ReasonKind.IN_CONTACT,
    ReasonKind.NAME_UNCLEAR,
}


@pytest.mark.parametrize("kind", ReasonKind)
def test_every_reason_has_words(kind: ReasonKind) -> None:
    """With all its facts, a reason is words without gaps, never the name of its kind."""
    also = (Reason(ReasonKind.HIRED),) if kind is ReasonKind.OTHER_ROW else ()
    said = reason_words.words(Reason(kind, DAY, "REQ-1", "Dana", 3, DAY, "was sent", also))
    assert " ".join(said.split()) == said != ""
    assert said not in {kind.value, kind.name}


@pytest.mark.parametrize("kind", [one for one in ReasonKind if one is not ReasonKind.OTHER_ROW])
def test_a_reason_without_facts_is_still_a_sentence(kind: ReasonKind) -> None:
    """A missing day or name leaves no gap: no "until" or "by" at the end, no two spaces."""
    needed = {"what": "the first note", "on": DAY, "until": DAY, "how": "was sent"} if kind in FACTS_NEEDED else {}
    said = reason_words.words(Reason(kind, **needed))
    assert " ".join(said.split()) == said
    assert not said.endswith(("until", "by", "to", "on", "for", "from", "since", ":"))


@given(st.dates() | st.none(), st.text(max_size=40).filter(lambda text: not text.startswith("mail to this")))
def test_the_ledger_reads_back_what_it_keeps(on: date | None, what: str) -> None:
    """A bounce stays a bounce, and an unsubscribe an unsubscribe."""
    assert read_suppression(suppression_text(Reason(ReasonKind.BOUNCED, on))) == Reason(ReasonKind.BOUNCED, on)
    asked = read_suppression(suppression_text(Reason(ReasonKind.ASKED, what=what)))
    assert asked == Reason(ReasonKind.ASKED, what=what or ASKED_TO_LEAVE)


def test_what_is_shown_can_change_and_the_ledger_is_read_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of version 0.1.0, and of now, whatever words a page shows for them."""
    # Stands for a later version, which words this reason differently.
    monkeypatch.setitem(reason_words._WORDS, ReasonKind.BOUNCED, lambda _, on: f"this address stopped working on {on}")
    kept = "mail to this address bounced for good on 2026-11-20"
    assert suppression_text(Reason(ReasonKind.BOUNCED, DAY)) == kept
    assert read_suppression(kept) == Reason(ReasonKind.BOUNCED, DAY)
