"""Makes what the candidate's page shows from one reading of the workbook and of the ledger."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from automation.candidate_site.page_view import (
    AlertChoices,
    Consent,
    Opening,
    Shown,
    current_details,
    held_details,
    in_words,
    month_value,
    months_after,
)
from automation.core.languages.catalogue import Texts
from automation.core.ledger.events import Answer, Event, Step
from automation.core.ledger.preferences import Often
from automation.core.ledger.replies import choices, erase_day, preferences_of
from automation.core.ledger.sends import Send
from automation.core.messages import candidate_copy
from automation.core.messages.send_guards import unclear_name
from automation.core.model import Status
from automation.core.rules import Rules
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.choices import places_of, topics_of
from automation.core.workbook.consent import DEFAULTS, last_day
from automation.errors import NoSender
from automation.outreach.senders import sender_of
from automation.settings import Settings


def offered(workbook: Workbook | None) -> tuple[Sequence[str], Sequence[str]]:
    """The topics and places that candidates can choose; none if the workbook is out of reach."""
    return (topics_of(workbook.book), places_of(workbook.book)) if workbook else ((), ())


@dataclass(frozen=True)
class PageContent:
    """What a page is made of.

    Attributes:
        send: The message whose link it is.
        texts: The catalogue of the page's language.
        replies: All replies of the candidate.
        handled: The IDs of replies that a recruiter has handled.
        workbook: None if it is out of reach.
        row: The candidate's; None if there is none, or the workbook is out of reach.
        settings: Of the installation.
        today: The workbook's day.
    """

    send: Send
    texts: Texts
    replies: Sequence[Event]
    handled: Collection[str]
    workbook: Workbook | None
    row: Any | None
    settings: Settings
    today: date

    def closed(self, *, left: bool, expired: bool) -> Shown:
        """The page of a candidate who has unsubscribed, or of an expired link: no data."""
        erasing = erase_day(self.replies) is not None
        names = ("", self._organisation, self._sender)
        return Shown(self.texts, *names, (), left, expired, None, {}, "", {}, (), erasing=erasing)

    def shown(self) -> Shown:
        """The page on which they can reply."""
        texts, row = self.texts, self.row
        alerts = [one.subject == "yes" for one in self.replies if one.state == Answer.ALERTS]
        new = [one for one in self.replies if one.state == Answer.DETAILS and one.message_id not in self.handled]
        return Shown(
            texts=texts,
            name=candidate_copy.greeting(row) if row and not unclear_name(row) else "",
            organisation=self._organisation,
            sender=self._sender,
            openings=self._openings(),
            left=False,
            expired=False,
            alerts=alerts[-1] if alerts else (row.alerts if row else None),
            held=held_details(texts, row) if row else {},
            keeping=self._keeping(),
            current=current_details(row) if row else {},
            months=[(month_value(day), texts.month(day)) for day in months_after(self.today)],
            consent=self._consent() if self.send.queued.step == Step.CONSENT else None,
            suggested=bool(new),
            choices=self._choices(),
            invited=self.send.queued.step == Step.INVITATION,
        )

    def _choices(self) -> AlertChoices:
        """What they can choose to hear of. What they chose before stays, even if no requisition has it any more."""
        chosen, topics, places = preferences_of(self.replies), *offered(self.workbook)
        return AlertChoices(
            {topic: topic in chosen.topics for topic in dict.fromkeys((*topics, *chosen.topics))},
            {place: place in chosen.places for place in dict.fromkeys((*places, *chosen.places))},
            chosen.often or Often.MONTHLY,
        )

    @property
    def _organisation(self) -> str:
        return self.settings.organisation or ""

    @property
    def _sender(self) -> str:
        by = self.send.queued.by
        try:
            # Who signed the message: the ledger may hold only a short name of the setting `senders`.
            return sender_of(self.settings, by).name
        except NoSender:
            return by.partition("<")[0].strip()

    @property
    def _rules(self) -> Rules:
        return self.workbook.book.rules if self.workbook else DEFAULTS

    def _keeping(self) -> str:
        if self.row is None:
            return ""
        return candidate_copy.keeping(self.texts, self.row, self.settings.conventions, self.today, self._rules)

    def _consent(self) -> Consent:
        """The question whether they may be kept."""
        conventions, row, texts = self.settings.conventions, self.row, self.texts
        agreed = [one.at.date() for one in self.replies if one.state == Answer.KEEP]
        # The reading of the workbook may be older than their tap.
        until = last_day(row.region, conventions, agreed[-1], self._rules) if row and agreed else None
        return Consent(
            keep_for=candidate_copy.keep_for(texts, row, conventions, self._rules) if row else "",
            agreed=texts.long_day(agreed[-1]) if agreed else "",
            until=texts.long_day(until) if until else "",
        )

    def _openings(self) -> list[Opening]:
        roles = self.workbook.book.requisition_rows if self.workbook else {}
        latest = choices(self.replies)
        asked = ("",) if self.send.queued.step not in {Step.CONSENT, Step.INVITATION} else ()
        return [
            self._opening(number, requisition, roles.get(key_of(requisition)), latest.get(key_of(requisition)))
            for number, requisition in enumerate(self.send.queued.requisitions or asked)
        ]

    def _opening(self, number: int, requisition: str, role: Any | None, reply: Event | None) -> Opening:
        texts = self.texts
        named = candidate_copy.role(texts, role) if role else ""
        if not named and requisition:
            named = texts("page.opening_number", number=number + 1)
        return Opening(
            number,
            named,
            candidate_copy.pay(texts, role) if role else "",
            role is not None and role.status is not Status.OPEN,
            in_words(texts, reply),
            asks_why=bool(reply and reply.state == Answer.NO_THANKS and not reply.subject),
        )
