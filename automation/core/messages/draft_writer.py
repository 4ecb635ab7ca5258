"""Writes drafts from a workbook: fills a template with a candidate's row and the chosen openings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from automation.core.identity.email_addresses import InvalidAddress, read_address
from automation.core.languages.catalogue import DEFAULT, Texts, texts_in
from automation.core.ledger.events import Step
from automation.core.matching.case import Case
from automation.core.messages import candidate_copy
from automation.core.messages.drafts import Draft, Sender, Thread, footer_of
from automation.core.messages.openings import faults_of_openings
from automation.core.model import Conventions, names_held
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.templates.template_filling import fill
from automation.core.templates.template_language import MOST_SUBJECT, Template, one_line
from automation.core.templates.template_tab import address_line, step_of
from automation.core.text import key_of
from automation.core.workbook.nearest_keys import unknown_key
from automation.core.workbook.parsed_workbook import Book
from automation.errors import DoubledKey

CUT = ("something in it is too long and was cut",)
# Characters of a subject that a list of mails shows, and that a line of a mail should have at most (RFC 5322, 2.1.1).
LONGEST_SUBJECT = 78


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
        missing = footer_of(released, *last)
        address, unreachable = _address(person, self._book.header(CANDIDATES, "email"))
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
            raise unknown_key(tab, key, rows.values())
        return rows[compared]

    def _values(
        self, texts: Texts, person: Any, roles: Sequence[Any], sender: Sender, thread: Thread | None
    ) -> dict[str, str]:
        """The values for the placeholders of the candidate and of the message."""
        former = self._book.requisition_names.meant(person.shelved_from, person.shelved_on)
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
        former = self._book.requisition_names.meant(person.shelved_from, person.shelved_on)
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


def _address(person: Any, header: str) -> tuple[str, tuple[str, ...]]:
    """A candidate's address, and what is wrong with it; `header` is that of its column."""
    if not person.email:
        return "", (f"{header} is empty",)
    try:
        return read_address(person.email), ()
    except InvalidAddress as error:
        return person.email, (f"{header} {error}",)


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
