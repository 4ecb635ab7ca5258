"""Mails that recruiters forward to the mailbox: each becomes a draft of a candidate's row, once."""

from collections.abc import Callable

import structlog

from automation.core.access.roles import Right
from automation.core.identity.email_addresses import InvalidAddress, read_mailbox
from automation.core.imports.forwarded import LONGEST_SUBJECT, SUPPRESSED, Draft, Original, drafted
from automation.core.imports.resume import UnreadableResume
from automation.core.ledger.suppression import hashes_of
from automation.core.messages.incoming import Incoming
from automation.core.model import names_held
from automation.core.reasons import ReasonKind
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.imports.resume_process import read_resume_file
from automation.mail.forwarded import Forwarded
from automation.outreach.context import Mailroom
from automation.outreach.forwarded_drafts import ForwardedDrafts, draft_id_of
from automation.settings import Settings

log = structlog.get_logger()

TOO_LARGE = "The mail was too large, or took too long to read: open it in the mailbox."


def may_forward(settings: Settings) -> frozenset[str]:
    """The addresses whose mails become drafts: senders, recruiters and admins, in lower case."""
    found = set()
    for mailbox in settings.senders.values():
        try:
            found.add(key_of(read_mailbox(mailbox)[1]))
        except InvalidAddress:
            continue
    members = settings.door.members
    without = {email for email, access in members.items() if not access.may(Right.PEOPLE)}
    return frozenset((found | members.keys()) - without)


def is_forwarded(mail: Incoming, settings: Settings) -> bool:
    """Whether a mail asks to be made a draft: by the address that it went to, or by the first word of its subject."""
    if mail.automatic or mail.receipt or mail.unreadable:
        return False
    address, word = key_of(settings.forward_address or ""), key_of(settings.forward_word)
    first = key_of(mail.subject.partition(" ")[0].rstrip(":"))
    return bool(address and address in mail.recipients) or bool(word and first == word)


class Forwarding:
    """Makes drafts of mails.

    Args:
        room: Of the workbook.
        workbook: As it is now.
    """

    def __init__(self, room: Mailroom, workbook: Workbook) -> None:
        self._room, self._workbook = room, workbook
        self._known = may_forward(room.settings)
        self._own = self._known | {*room.settings.door.members} | _mailboxes(room.settings)
        self._drafts = ForwardedDrafts(room.folder)

    def takes(self, mail: Incoming) -> bool:
        """Whether a mail is from a colleague who may forward. Proof is needed where the mail server gives it."""
        return mail.sender in self._known and (mail.proven or not self._room.settings.authserv_id)

    def knows(self, mail: Incoming) -> bool:
        """Whether a mail became a draft before."""
        return self._drafts.knows(_id_of(mail))

    def add(self, mail: Incoming, whole: Callable[[], Forwarded | None]) -> bool:
        """Keep a draft of a mail; False if it became one before.

        Args:
            mail: The mail.
            whole: Takes it apart.

        Raises:
            MailError: The folder cannot be written.
        """
        draft = self._drafted(mail, whole())
        added = self._drafts.add(draft)
        log.info("mail forwarded", cells=len(draft.cells), remarks=len(draft.remarks), added=added)
        return added

    def _drafted(self, mail: Incoming, found: Forwarded | None) -> Draft:
        texts, remarks = [], [] if found else [TOO_LARGE]
        for file in found.resumes if found else ():
            try:
                texts.append(read_resume_file(file))
            except UnreadableResume as error:
                remarks.append(f"The attached file was not read. {error}")
        originals = [Original(*one) for one in found.originals] if found else []
        skills = {skill for row in self._workbook.book.people.values() for skill in names_held(row.skills)}
        cells, more = drafted(mail.text, originals, texts, self._own, skills)
        subject = mail.subject[:LONGEST_SUBJECT]
        if self._is_suppressed(cells.get("email", "")):
            subject, cells, more = "", {}, [SUPPRESSED]
        return Draft(_id_of(mail), mail.sender, self._workbook.today, subject, cells, [*remarks, *more])

    def _is_suppressed(self, address: str) -> bool:
        secret, suppressed = self._workbook.secret, self._workbook.state.suppressed
        if not secret or not suppressed or not address:
            return False
        reasons = [why for one in hashes_of(secret, [address]) if (why := suppressed.get(one))]
        return any(why.kind is not ReasonKind.BOUNCED for why in reasons)


def _id_of(mail: Incoming) -> str:
    # Two copies of a mail have the same Message-ID; only colleagues' mails come here.
    return draft_id_of(mail.message_id or mail.answer_id)


def _mailboxes(settings: Settings) -> set[str]:
    """The program's own addresses, which are no candidate's."""
    own = (settings.reply_to, settings.unsubscribe_address, settings.imap_user, settings.forward_address)
    return {key_of(one) for one in own if one}
