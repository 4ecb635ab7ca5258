"""The names that a role may see in place of keys and addresses: handles of candidates, names of colleagues."""

import hashlib
import hmac
import re
from collections.abc import Mapping

from automation.core.access.redaction import EMAIL, HIDDEN, redacted
from automation.core.access.roles import Access
from automation.core.frame import Frame
from automation.core.publishing.plan import Plan
from automation.core.text import key_of

# Enough that two people never share one, short enough for an address.
LENGTH = 16


class Handles:
    """Names in place of keys, from which the key cannot be found. The same for all users while the secret is the same.

    Args:
        secret: Known to this server only.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def of(self, key: str) -> str:
        """The handle of a key, whatever its case."""
        return "p" + hmac.new(self._secret, b"person " + key_of(key).encode(), hashlib.sha256).hexdigest()[:LENGTH]


class Colleagues:
    """The names to show for owners, champions, recruiters and hiring managers where no address may be shown.

    Two cells get the same name only if they have the same text or name the same member.

    Args:
        plan: The whole plan.
        members: E-mail in lower case → the access of each user with a role.
        handles: Marks for colleagues whose cell holds nothing else that may be shown.
    """

    def __init__(self, plan: Plan, members: Mapping[str, Access], handles: Handles) -> None:
        self._members = {address: one.name for address, one in members.items() if one.name}
        book, lines = plan.book, plan.actions.lines
        columns = (
            book.requisitions["hiring_manager"],
            book.requisitions["recruiter"],
            book.candidates["champion"],
            book.candidates["owner"],
            plan.follow_ups["owner"],
            [line.who for line in lines],
        )
        spelled = {key_of(str(text)): str(text) for column in columns for text in column if text}
        self._shown: dict[str, str] = {}
        # Cells that may be shown unchanged come first, so that no other cell gets the same name.
        taken = {key for key, text in spelled.items() if self._redacted(text) == text}
        for key, text in spelled.items():
            member, name = self._member(text), self._redacted(text)
            mark = handles.of(key)[1:5]
            if member:
                name = member
            elif name in {"", HIDDEN}:
                name = f"Colleague {mark}"
            elif name != text and key_of(name) in taken:
                name = f"{name} ({mark})"
            taken.add(key_of(name))
            self._shown[key] = name

    def shown(self, text: object) -> str:
        """The name to show for a cell that names a colleague; "" for an empty cell."""
        return self._shown.get(key_of(str(text)), HIDDEN) if text else ""

    def columns(self, frame: Frame, *names: str) -> Frame:
        """A frame with these columns as `shown` gives them."""
        return frame.assign(**{name: [self.shown(cell) for cell in frame[name]] for name in names})

    def _member(self, text: str) -> str:
        found = re.findall(EMAIL, text)
        return next((self._members[one.lower()] for one in found if one.lower() in self._members), "")

    @staticmethod
    def _redacted(text: str) -> str:
        """The text before an address, without contact details."""
        return redacted(re.split("[<@]", text, maxsplit=1)[0]).strip() if re.search("[<@]", text) else redacted(text)
