"""Links to the candidate's page in messages."""

from dataclasses import dataclass, replace

from automation.core.messages.drafts import Draft
from automation.core.messages.link_tokens import token_of
from automation.outreach.context import Mailroom

PAGE, UNSUBSCRIBE = "/r/", "/u/"
# The page on which a colleague leaves the mails of the nudge.
STAFF = "/n/"
# The pages on which a recruiter shelves the runners-up of a filled requisition, and a manager reviews a slate.
CLOSING, REVIEW = "/c/", "/v/"
# A draft has no send ID yet, so its links hold this instead of the token.
STAND_IN = "personal-link"


@dataclass(frozen=True)
class Links:
    """The links of one message: to reply and to unsubscribe; "" if no page is served."""

    page: str = ""
    unsubscribe: str = ""

    @property
    def one_click(self) -> str:
        """Where a mail program can post an unsubscribe; "" unless it is https."""
        return self.unsubscribe if self.unsubscribe.startswith("https://") else ""


def stand_ins(room: Mailroom) -> Links:
    """The links that a draft shows until the message has a send ID."""
    return _links(room, STAND_IN)


def links_of(room: Mailroom, send_id: str) -> Links:
    """The links of one message."""
    return _links(room, token_of(room.secrets.respond(), send_id)) if room.settings.respond_url else Links()


def _links(room: Mailroom, token: str) -> Links:
    base = (room.settings.respond_url or "").rstrip("/")
    return Links(f"{base}{PAGE}{token}", f"{base}{UNSUBSCRIBE}{token}") if base else Links()


def with_links(room: Mailroom, draft: Draft, links: Links) -> Draft:
    """The draft with the links of its message instead of the stand-ins."""
    shown = stand_ins(room)
    if not shown.page:
        return draft

    def own(text: str) -> str:
        return text.replace(shown.page, links.page).replace(shown.unsubscribe, links.unsubscribe)

    return replace(draft, body=own(draft.body), opt_out=own(draft.opt_out))
