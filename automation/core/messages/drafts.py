"""Drafts: messages that are not queued yet, and what is wrong with them."""

from dataclasses import dataclass, replace
from datetime import date

from automation.core.identity.email_addresses import is_stand_in
from automation.core.ledger.events import Step
from automation.core.messages import candidate_copy
from automation.core.messages.rendering import to_html, to_text
from automation.core.templates.template_language import MOST_BODY, MOST_SUBJECT, PLACEHOLDERS, clean

NO_ADDRESS = "your address is not known, so a made-up one stands in: enough for the outbox, not for a mail server"
NO_COMPANY = "the signature names no company: set organisation in backpocket.toml (docs/settings.md)"


@dataclass(frozen=True)
class Sender:
    """Who sends a message: name, address, and organisation."""

    name: str
    address: str
    organisation: str = ""

    @property
    def stands_in(self) -> bool:
        """Whether the address is a stand-in for an unknown one."""
        return is_stand_in(self.address)


@dataclass(frozen=True)
class Thread:
    """The messages that this one continues.

    Attributes:
        subject: The first one's.
        message_ids: Those of all of them, in their order.
        wrote_on: The day of the last one.
    """

    subject: str
    message_ids: tuple[str, ...]
    wrote_on: date


@dataclass(frozen=True)
class Draft:
    """A message that is not queued yet.

    Attributes:
        candidate: The key of the row, as shown.
        name: The candidate's.
        address: The candidate's, in the form that mail servers accept; as typed where it is not valid.
        openings: The keys of the openings in it, as shown.
        step: Which message it is.
        template: The name of its template.
        sender: Who sends it.
        subject: One line.
        body: The source of both parts, with the footer: long lines, blank lines between paragraphs.
        postal_address: Must be in the body; "" where it is unknown.
        opt_out: The sentence on how to unsubscribe; must be in the body.
        empty: Placeholders without a value that leave a gap.
        obstacles: What is wrong with the row, the openings and the template, in words.
        thread: The messages that it continues; None begins a thread.
        language: The template's; "" where it is unknown.
        release: The ID of the standing release that it goes out by; "" where a person reads and releases it.
        released: The sentence that says so to the candidate; "" where a person releases it.
    """

    candidate: str
    name: str
    address: str
    openings: tuple[str, ...]
    step: Step
    template: str
    sender: Sender
    subject: str
    body: str
    postal_address: str
    opt_out: str
    empty: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    thread: Thread | None = None
    language: str = ""
    release: str = ""
    released: str = ""

    @property
    def text(self) -> str:
        """The plain text part."""
        return to_text(self.body)

    @property
    def html(self) -> str:
        """The HTML part."""
        return to_html(
            self.body, self.subject, self.language, footer_of(self.released, self.postal_address, self.opt_out)
        )

    @property
    def problems(self) -> tuple[str, ...]:
        """Every reason why it cannot go out as it is, in words; () where it can."""
        holes = (f"there is nothing to put in for {{{{{name}}}}}: {_source(name)}" for name in self.empty)
        return (*self.obstacles, *holes, *_lacking(self))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the sender should check once more, in words."""
        internal = candidate_copy.internal_words(f"{self.subject}\n{self.body}")
        words = [f"it says '{word}', which is our own word" for word in internal]
        if self.sender.stands_in:
            words.append(NO_ADDRESS)
        if not self.sender.organisation:
            words.append(NO_COMPANY)
        return tuple(words)


def edited(draft: Draft, subject: str, body: str) -> Draft:
    """A draft with the sender's own text. In a thread the subject stays; problems are found in the new text."""
    kept = draft.subject if draft.thread else " ".join(clean(subject).split())
    return replace(draft, subject=kept, body=clean(body).strip("\n"), empty=())


def _source(name: str) -> str:
    help_text = PLACEHOLDERS[name].help.rstrip(".")
    return f"{help_text[0].lower()}{help_text[1:]}"


_NO_POSTAL_ADDRESS = (
    "there is no postal address: fill the row 'Postal address' of the tab Templates, or the setting postal_address"
)


def _lacking(draft: Draft) -> list[str]:
    """What a message lacks that every message must have, in words."""
    body = " ".join(draft.body.split())
    faults = {
        "it has no subject": not draft.subject,
        f"its subject is longer than {MOST_SUBJECT} characters": len(draft.subject) > MOST_SUBJECT,
        f"it is longer than {MOST_BODY:,} characters": len(draft.body) > MOST_BODY,
        _NO_POSTAL_ADDRESS: not draft.postal_address,
        "the postal address was taken out of it": " ".join(draft.postal_address.split()) not in body,
        "it does not say how to get no more messages": not draft.opt_out or " ".join(draft.opt_out.split()) not in body,
    }
    return [words for words, wrong in faults.items() if wrong]


def footer_of(*lines: str) -> str:
    """The end of a message: those of its lines that are not empty."""
    return "\n".join(filter(None, lines))
