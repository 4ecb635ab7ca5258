"""The nudge: mails and chat posts to colleagues about what is new, each piece once.

Before a message leaves, a line of `BP Notices` says what is in it. A second line says whether it was sent. If the
process is killed in between, the delivery is unknown: the pieces are in that person's next digest again, marked.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import structlog

from automation.chat.payloads import Post, body_of, payload_for
from automation.core.follow_ups.retention import due_for_deletion
from automation.core.ledger.events import State as Delivered
from automation.core.messages.alerts import due_alerts
from automation.core.messages.link_tokens import CLOSING as CLOSING_PAGE
from automation.core.messages.link_tokens import token_of
from automation.core.publishing.plan import make_plan
from automation.core.reports.nudge_item import Item, chat_lines, subject
from automation.core.schema import BP_NOTICES
from automation.core.tabs.run_log import read_runs
from automation.core.web_hosts import service_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.notice_log import Kind, NoticeLog, item_hash, read_notices
from automation.errors import MailError
from automation.mail.base import Mailer
from automation.mail.compose import compose_notice
from automation.outreach.context import Mailroom
from automation.outreach.forwarded_drafts import ForwardedDrafts
from automation.outreach.links import CLOSING, STAFF
from automation.run_record import troubles_with_runs
from automation.services.colleagues.notice_lines import NoticeLines
from automation.services.colleagues.nudge_mails import (
    ChatPost,
    Mail,
    Nudged,
    alert_record,
    chat_identity,
    mail_record,
    post_record,
)
from automation.services.colleagues.nudge_news import News
from automation.services.colleagues.nudge_text import MOST_LINES, Links, Words, mail_words
from automation.services.colleagues.staff import WEEKDAYS, Colleague, Staff

if TYPE_CHECKING:
    from automation.chat.posting import Poster

log = structlog.get_logger()

# Before the name of a chat, in the column To.
CHAT = "chat "
_REHEARSED = b"only for a rehearsal"


class Nudge:
    """One run.

    Args:
        room: The workbook's mailroom.
        dry_run: Show the messages, and write and send nothing.
    """

    def __init__(self, room: Mailroom, *, dry_run: bool = False) -> None:
        self._room, self._settings = room, room.settings
        self._outcome = Nudged(dry_run, outbox=str(room.outbox or ""))
        self._poster: Poster | None = None

    def run(self) -> Nudged:
        """Send what is new.

        Raises:
            ConfigError: The settings do not say how mail leaves.
            SchemaError: The workbook's tabs or headers cannot be read.
            LedgerError: The ledger is another workbook's, or the secret of the hashes is missing.
            StoreError: The workbook is out of reach or busy.
        """
        dry_run, room = self._outcome.dry_run, self._room
        state = room.ledger.refresh()
        if state.stopped:
            self._outcome.stopped = True
            return self._outcome
        if not dry_run:
            room.ran()
        workbook = room.read(state, dry_run=dry_run)
        self._plan, self._templates = make_plan(workbook, force=True), workbook.templates.staff
        self._today, self._zone = workbook.today, room.clock.zone(workbook.snapshot.time_zone)
        self._secret = self._secret_of(workbook)
        notices, self._lines = read_notices(workbook.snapshot.tabs), NoticeLines(room, workbook.today)
        runs = troubles_with_runs(self._settings.workbook or "", read_runs(workbook.snapshot.tabs), room.clock)
        drafts = ForwardedDrafts(room.folder).waiting(self._today)
        news = News(self._plan, due_for_deletion(workbook), Staff(self._settings), self._settings, runs, drafts)
        found = news.found()
        self._outcome.without_address = sorted(news.unknown.values(), key=str.casefold)
        self._outcome.unassigned = news.unassigned
        self._outcome.alerts = [alert_record(one) for one in due_alerts(workbook)]
        mails, posts = self._mails(found, notices), self._posts(found, notices)
        if dry_run:
            self._show(mails, posts)
        else:
            self._send(mails, posts)
        log.info(
            "nudged",
            mails=len(self._outcome.mails),
            hooks=len(self._outcome.hooks),
            without_address=len(self._outcome.without_address),
            unassigned=self._outcome.unassigned,
            dry_run=dry_run,
        )
        return self._outcome

    def _secret_of(self, workbook: Workbook) -> bytes:
        if self._outcome.dry_run:
            known = self._room.secrets.known_suppression()
            if known is None and workbook.snapshot.tabs.get(BP_NOTICES, ())[1:]:
                # Raises: without the secret, it is not known what is new.
                return self._room.secret()
            return known or _REHEARSED
        self._room.ledger.change(self._room.beginning)
        return self._room.secret()

    def _hash(self, item: Item) -> str:
        return item_hash(self._secret, item.identity)

    # ---- Which of it is new -----------------------------------------------------------------------------------------

    def _mails(self, found: Sequence[tuple[Colleague, Item]], notices: NoticeLog) -> list[Mail]:
        """The mails of this run, one of each kind to a colleague at most, the digest first."""
        people = {colleague.key: colleague for colleague, _ in found}
        mails = []
        for key, colleague in people.items():
            if not colleague.by_mail or key in notices.off or self._is_quiet(colleague):
                continue
            own = {item.identity: item for owner, item in found if owner.key == key}
            mails += self._mails_to(colleague, list(own.values()), notices)
        return sorted(mails, key=lambda mail: (mail.to.key, list(Kind).index(mail.kind)))

    def _mails_to(self, colleague: Colleague, items: Sequence[Item], notices: NoticeLog) -> list[Mail]:
        now, to = self._room.clock.now(), colleague.key
        gone = notices.known(to) | notices.on_the_way(to, self._today, now)
        unknown = notices.unknown(to, self._today, now)
        again = {item.identity: unknown[hashed] for item in items if (hashed := self._hash(item)) in unknown}
        by_kind: dict[Kind, list[Item]] = {}
        for item in items:
            if item.identity in again:
                by_kind.setdefault(Kind.DIGEST, []).append(item)
            elif self._hash(item) not in gone:
                by_kind.setdefault(item.kind, []).append(item)
        mails = []
        for kind, own in by_kind.items():
            if not notices.has_today(to, kind, self._today):
                ordered = sorted(own, key=lambda one: (one.identity not in again, *one.order))
                most = MOST_LINES if kind is Kind.DIGEST else len(ordered)
                mails.append(Mail(colleague, kind, ordered[:most], ordered[most:], again))
        return mails

    def _is_quiet(self, colleague: Colleague) -> bool:
        clock = self._room.clock
        hour = None if clock.fixed else clock.now().astimezone(self._zone).hour
        return colleague.is_quiet(self._settings, self._today, hour)

    def _posts(self, found: Sequence[tuple[Colleague, Item]], notices: NoticeLog) -> list[ChatPost]:
        if WEEKDAYS[self._today.weekday()] in self._settings.nudge_quiet_days:
            return []
        posts = (self._post(name, found, notices) for name in self._settings.chat_hooks)
        return [post for post in posts if post]

    def _post(self, channel: str, found: Sequence[tuple[Colleague, Item]], notices: NoticeLog) -> ChatPost | None:
        """The digest for one chat: what is new, by colleague."""
        to, now = f"{CHAT}{channel}", self._room.clock.now()
        if notices.has_today(to, Kind.CHAT, self._today):
            return None
        gone = notices.known(to) | notices.on_the_way(to, self._today, now)
        unknown = notices.unknown(to, self._today, now)
        news: dict[str, list[Item]] = {}
        names: dict[str, str] = {}
        for colleague, item in found:
            hashed = item_hash(self._secret, chat_identity(colleague, item))
            if item.kind is not Kind.HEALTH and colleague.in_chats and hashed not in gone:
                news.setdefault(colleague.key, []).append(item)
                names[colleague.key] = colleague.sender.name or colleague.key.partition("@")[0]
        if not news:
            return None
        lines: list[str] = []
        for key, items in news.items():
            shown = chat_lines(items, self._plan, self._title, names=self._settings.chat_names)
            lines += [f"{names[key]}: {line}" for line in shown]
        counted = {
            chat_identity(colleague, item): item for colleague, item in found if item in news.get(colleague.key, ())
        }
        repeated = any(item_hash(self._secret, identity) in unknown for identity in counted)
        again = ["Some of this may have been posted before."] if repeated else []
        # Recruiter and hiring manager share the news of a requisition: it counts once.
        title = f"Backpocket: {subject({item.identity: item for item in counted.values()}.values())}"
        post = Post(title, [*again, *lines], self._settings.sign_in_url or "").with_lines(MOST_LINES)
        service = service_of(self._settings.chat_hooks[channel].get_secret_value())
        return ChatPost(channel, counted, post.lines, payload_for(service, post))

    def _title(self, requisition: str) -> str:
        row = self._plan.book.requisition_rows[requisition]
        return f"{row.key} {row.title}".strip()

    # ---- Sending ----------------------------------------------------------------------------------------------------

    def _words(self, mail: Mail, notice_id: str) -> tuple[Words, str]:
        """The mail in words, and the address at which one click ends such mails."""
        base, secret = self._settings.respond_url, _REHEARSED
        if base and not self._outcome.dry_run:
            secret = self._room.secrets.respond()
        url = f"{base}{STAFF}{token_of(secret, notice_id)}" if base else ""
        closing = f"{base}{CLOSING}{token_of(secret, notice_id, CLOSING_PAGE)}" if base else ""
        links = Links(self._settings.sign_in_url or "", self._plan, closing)
        return mail_words(mail, links, self._templates, self._settings, url), url

    def _show(self, mails: Sequence[Mail], posts: Sequence[ChatPost]) -> None:
        for mail in mails:
            words, _ = self._words(mail, "n0")
            self._outcome.mails.append({**mail_record(mail), "subject": words.subject, "text": words.text})
        for post in posts:
            self._outcome.hooks.append({**post_record(post), "payload": post.payload})

    def _send(self, mails: Sequence[Mail], posts: Sequence[ChatPost]) -> None:
        mailer = self._room.mailer() if mails else None
        try:
            for mail in mails:
                self._send_mail(mail, mailer)
            for post in posts:
                self._send_post(post)
        finally:
            if mailer:
                mailer.close()
            self._lines.finish()

    def _send_mail(self, mail: Mail, mailer: Mailer | None) -> None:
        notice = self._lines.claim(mail.to.key, mail.kind, map(self._hash, mail.items)) if mailer else None
        if mailer is None or notice is None:
            return
        words, url = self._words(mail, notice.notice_id)
        try:
            spooled = compose_notice(
                mail.to.sender,
                words.subject,
                words.text,
                notice.notice_id,
                notice.at,
                html=words.html,
                unsubscribe_url=url,
            )
            state = mailer.send(spooled).state
        except MailError as error:
            log.warning("mail to a colleague not sent", kind=type(error).__name__)
            state = Delivered.DEFERRED
        self._lines.end(notice, state)
        if state is Delivered.SENT:
            self._outcome.mails.append(mail_record(mail))
        else:
            self._outcome.unsent.append({"to": mail.to.key, "kind": str(mail.kind), "state": state.value})

    def _send_post(self, post: ChatPost) -> None:
        items = (item_hash(self._secret, identity) for identity in post.items)
        notice = self._lines.claim(f"{CHAT}{post.channel}", Kind.CHAT, items)
        if notice is None:
            return
        url = self._settings.chat_hooks[post.channel].get_secret_value()
        result = self._chats().post(url, body_of(post.payload))
        self._lines.end(notice, result.state)
        if result.state is Delivered.SENT:
            self._outcome.hooks.append(post_record(post))
        else:
            log.warning("chat not posted to", channel=post.channel, detail=result.detail)
            self._outcome.unsent.append(
                {"to": f"{CHAT}{post.channel}", "kind": "chat", "state": f"{result.state.value}: {result.detail}"}
            )

    def _chats(self) -> "Poster":
        """What posts to chats: one for the whole run, as it keeps their pace."""
        # Only now, because its library is slow to import, and most runs have no post.
        from automation.chat.posting import Poster

        self._poster = self._poster or Poster(self._settings.chat_endpoint or "")
        return self._poster
