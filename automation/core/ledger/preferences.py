"""What a candidate wants to hear of: how often, about which topics, and where; as they chose it on their page.

The ledger keeps a choice as one readable text, in the detail of the reply.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

# Stands for work from anywhere among the places.
REMOTE = "remote"
_TOPICS, _PLACES = "topics: ", "places: "
# Separate the parts, and the names in one; in a name they are escaped.
_PARTS, _NAMES = " | ", "; "
_RESERVED = re.compile(r"[%;|]")
_ESCAPED = re.compile("%(25|3B|7C)")


class Often(StrEnum):
    """How often alerts come, at most."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True)
class Preferences:
    """What a candidate chose.

    Attributes:
        often: How often they want alerts; None where they did not say.
        topics: Role families, as the requisitions name them; () for all.
        places: Places, as the requisitions name them, and `REMOTE`; () for all.
    """

    often: Often | None = None
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def narrow(self) -> bool:
        """Whether they leave any opening out."""
        return bool(self.topics or self.places)

    def __str__(self) -> str:
        return self._said("; ", ", ".join)

    def _said(self, between: str, joined: Callable[[Iterable[str]], str]) -> str:
        topics = f"{_TOPICS}{joined(self.topics)}" if self.topics else ""
        places = f"{_PLACES}{joined(self.places)}" if self.places else ""
        return between.join(filter(None, (self.often or "", topics, places)))

    def as_line(self) -> str:
        """The text that the ledger keeps; "" for no choice."""
        return self._said(_PARTS, _joined)


NO_CHOICE = Preferences()


def read_line(text: str) -> Preferences:
    """The choice in a line of the ledger. A part that cannot be read counts as not chosen."""
    parts = [part.strip() for part in text.split(_PARTS.strip())]
    often = next((Often(part) for part in parts if part in set(Often)), None)
    return Preferences(often, _named(parts, _TOPICS), _named(parts, _PLACES))


def _joined(names: Iterable[str]) -> str:
    return _NAMES.join(_RESERVED.sub(lambda sign: f"%{ord(sign[0]):02X}", name) for name in names)


def _named(parts: Iterable[str], what: str) -> tuple[str, ...]:
    found = next((part.removeprefix(what.strip()) for part in parts if part.startswith(what.strip())), "")
    names = (name.strip() for name in found.split(_NAMES.strip()))
    return tuple(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), name) for name in names if name)
