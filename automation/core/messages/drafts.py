"""Drafts: the message to one candidate, from a template, their row and the chosen openings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from automation.core.identity.email_addresses import InvalidAddress, is_stand_in, read_address
from automation.core.languages.catalogue import DEFAULT, Texts, texts_in
from automation.core.ledger.events import Step
from automation.core.matching.case import Case
from automation.core.messages import candidate_copy
from automation.core.messages.openings import faults_of_openings
from automation.core.messages.rendering import to_html, to_text
from automation.core.model import Conventions, names_held
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.templates.template_filling import fill
from automation.core.templates.template_language import MOST_BODY, MOST_SUBJECT, PLACEHOLDERS, Template, clean, one_line
from automation.core.templates.template_tab import address_line, step_of
from automation.core.text import key_of
from automation.core.workbook.parsed_workbook import Book
from automation.errors import DoubledKey, UnknownKey

NO_ADDRESS = "your address is not known, so a made-up one stands in: enough for the outbox, not for a mail server"
NO_COMPANY = "the signature names no company: set organisation in backpocket.toml (docs/settings.md)"
CUT = ("something in it is too long and was cut",)
# Characters of a subject that a list of mails shows, and that a line of a mail should have at most (RFC 5322, 2.1.1).
LONGEST_SUBJECT = 78


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
            self.body, self.subject, self.language, _footer(self.released, self.postal_address, self.opt_out)
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


def _lacking(draft: Draft) -> list[str]:
    """What a message lacks that every message must have, in words."""
    body = " ".join(draft.body.split())
    faults = {
        "it has no subject": not draft.subject,
        f"its subject is longer than {MOST_SUBJECT} characters": len(draft.subject) > MOST_SUBJECT,
        f"it is longer than {MOST_BODY:,} characters": len(draft.body) > MOST_BODY,
        "there is no postal address: fill the row 'Postal address' of the Templates tab": not draft.postal_address,
        "the postal address was taken out of it": " ".join(draft.postal_address.split()) not in body,
        "it does not say how to get no more messages": not draft.opt_out or " ".join(draft.opt_out.split()) not in body,
    }
    return [words for words, wrong in faults.items() if wrong]


def _footer(*lines: str) -> str:
    return "\n".join(filter(None, lines))


class Writer:
    """Writes drafts from a workbook.

    Args:
        book: The workbook, parsed.
        conventions: How it writes what could be read in several ways.
        postal_address: In one or several lines.
        today: The workbook's day.
    """

    def __init__(self, book: Book, conventions: Conventions, postal_address: str, today: date) -> None:
        self._book = book
        self._conventions = conventions
        self._postal_address = address_line(postal_address)
        self._today = today
        self._dictionary = book.dictionary
        self._rows: Mapping[str, Mapping[str, Any]] = {CANDIDATES: book.people, REQUISITIONS: book.requisition_rows}

    def draft(
        self,
        template: Template,
        candidate: str,
        openings: Sequence[str],
        sender: Sender,
        *,
        step: Step | None = None,
        thread: Thread | None = None,
        opt_out_url: str = "",
        answer_url: str = "",
        release: str = "",
    ) -> Draft:
        """The message to a candidate.

        Args:
            template: Which one.
            candidate: The key of the row.
            openings: The keys of the requisitions in it.
            sender: Who sends it.
            step: Which message it is; None takes the step of the template.
            thread: The messages that it continues, whose subject it takes over.
            opt_out_url: The page where the candidate can unsubscribe; "" where they can only reply.
            answer_url: The page where the candidate can reply; "" where they can only reply by mail.
            release: The ID of the standing release that it goes out by, which the footer says; "" for none.

        Raises:
            UnknownKey: The workbook has no such row.
            DoubledKey: It has more than one.
        """
        person = self._row(CANDIDATES, candidate)
        roles = [self._row(REQUISITIONS, key) for key in {key_of(key): key for key in openings}.values()]
        if thread:
            template = replace(template, subject="", subject_nodes=())
        texts = texts_in(template.language or DEFAULT)
        values = self._values(texts, person, roles, sender, thread) | {
            "opt_out": candidate_copy.opt_out_line(texts, opt_out_url),
            "answer_by_link": candidate_copy.answer_line(texts, answer_url),
        }
        released = texts("footer.released", sender=sender.name or sender.address) if release else ""
        described = [self._opening(texts, person, role) for role in roles]
        filled = fill(template, values, described)
        last = ("" if slot in template.slots else values[slot] for slot in ("postal_address", "opt_out"))
        missing = _footer(released, *last)
        address, unreachable = _address(person)
        return Draft(
            candidate=person.key,
            name=one_line(candidate_copy.full_name(person)),
            address=address,
            openings=tuple(role.key for role in roles),
            step=step or step_of(template.name),
            template=template.name,
            sender=sender,
            subject=_reply(thread.subject) if thread else texts.typeset(_subject(template, values, described)),
            body=texts.typeset("\n\n".join(filter(None, (filled.body, missing)))),
            postal_address=texts.typeset(self._postal_address),
            opt_out=values["opt_out"],
            # A missing postal address is a problem already, and named only once.
            empty=tuple(slot for slot in filled.empty if slot != "postal_address"),
            obstacles=(*unreachable, *faults_of_openings(template, roles), *(CUT if filled.cut else ())),
            thread=thread,
            language=template.language,
            release=release,
            released=texts.typeset(released),
        )

    def _row(self, tab: str, key: str) -> Any:
        rows, compared = self._rows[tab], key_of(key)
        if compared in self._book.doubled[tab]:
            raise DoubledKey(tab, key)
        if compared not in rows:
            raise UnknownKey(tab, key, [row.key for known, row in rows.items() if compared and compared in known][:3])
        return rows[compared]

    def _values(
        self, texts: Texts, person: Any, roles: Sequence[Any], sender: Sender, thread: Thread | None
    ) -> dict[str, str]:
        """The values for the placeholders of the candidate and of the message."""
        former = self._rows[REQUISITIONS].get(key_of(person.shelved_from))
        met = candidate_copy.how_we_met(texts, person, former, self._today)
        titles = list(dict.fromkeys(role.title for role in roles if role.title))
        return {
            "name": candidate_copy.greeting(person),
            "full_name": candidate_copy.full_name(person),
            "current_title": person.title,
            "current_company": person.company,
            "current_location": person.location,
            "current_skills": texts.listed(names_held(person.skills)[: candidate_copy.PROFILE_SKILLS]),
            "works_remotely": {True: texts("words.yes"), False: texts("words.no")}.get(person.works_remotely, ""),
            "source": person.source,
            "how_we_met": met,
            # "Then" makes no sense without a day.
            "why_then": candidate_copy.why_then(texts, person, self._book.rules, self._today) if met else "",
            "promised": candidate_copy.promise(texts, person),
            "keeping": candidate_copy.keeping(texts, person, self._conventions, self._today, self._book.rules),
            "without_reply": candidate_copy.without_reply(
                texts, person, self._conventions, self._today, self._book.rules
            ),
            "keep_for": candidate_copy.keep_for(texts, person, self._conventions, self._book.rules),
            "titles": texts.listed(titles),
            "the_roles": candidate_copy.the_roles(texts, titles),
            "wrote_on": candidate_copy.day_of(texts, thread.wrote_on, self._today) if thread else "",
            "sender": sender.name,
            "organisation": sender.organisation,
            "postal_address": self._postal_address,
        }

    def _opening(self, texts: Texts, person: Any, role: Any) -> dict[str, str]:
        """The values for the placeholders of an opening."""
        former = self._rows[REQUISITIONS].get(key_of(person.shelved_from))
        case = Case(person, role, former, self._dictionary, self._book.rules, self._today)
        skills = candidate_copy.shared_skills(case)
        return {
            "title": role.title,
            "role": candidate_copy.role(texts, role),
            "place": candidate_copy.place(texts, role),
            "pay": candidate_copy.pay(texts, role),
            "skills": texts.listed(skills),
            "details": candidate_copy.details(texts, case, skills),
            "why_now": candidate_copy.why_now(texts, case),
        }


def _address(person: Any) -> tuple[str, tuple[str, ...]]:
    """A candidate's address, and what is wrong with it."""
    if not person.email:
        return "", ("Email is empty",)
    try:
        return read_address(person.email), ()
    except InvalidAddress as error:
        return person.email, (f"Email {error}",)


def _subject(template: Template, values: Mapping[str, str], openings: Sequence[Mapping[str, str]]) -> str:
    """The subject; one that is too long for a list of mails without the places, else with one title of several."""
    titles = list(dict.fromkeys(one["title"] for one in openings if one["title"]))
    placeless = [{**one, "role": one["title"]} for one in openings]
    shorter = [(values, openings), (values, placeless)]
    if len(titles) > 1:
        shorter.append(({**values, "titles": f"{titles[0]} …"}, placeless))
    subject = ""
    for given in shorter:
        subject = fill(template, *given).subject
        if len(subject) <= LONGEST_SUBJECT:
            break
    return subject


def _reply(subject: str) -> str:
    """The subject of a reply to a message."""
    line = one_line(subject, MOST_SUBJECT)
    return line if line.casefold().startswith("re:") else one_line(f"Re: {line}", MOST_SUBJECT)
