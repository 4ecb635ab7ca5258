"""Which colleague a text names, in the ledger, in a cell of Owner, or after `--by`; and how they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from automation.core.reasons import Reason
from automation.core.text import key_of


def mailbox_parts(mailbox: str) -> tuple[str, str]:
    """The name and the address of a mailbox such as Dana Reyes <dana@acme.example>; "" for what is missing."""
    name, found, address = mailbox.rpartition("<")
    return (name.strip().strip('"'), address.rstrip("> ")) if found else ("", mailbox.strip())


@dataclass(frozen=True)
class Colleagues:
    """The people in whose name messages are sent.

    Attributes:
        addresses: Compared name or short name → the address, compared.
        names: Compared address → the full name.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def same(self, one: str, other: str) -> bool:
        """Whether two texts name one colleague: by a name, a short name, an address, or a name with an address."""
        return self.address_of(one) == self.address_of(other)

    def address_of(self, who: str) -> str:
        """The compared address of a colleague; for others the compared text itself."""
        _, named, address = who.rpartition("<")
        return key_of(address.rstrip("> ")) if named else self.addresses.get(key_of(who), key_of(who))

    def shown(self, who: str) -> str:
        """A person as every page and refusal shows them: by full name, else by the name that is typed, else as typed.

        Args:
            who: A name, a short name, an address, or a name with an address; "" stays "".
        """
        return self.names.get(self.address_of(who)) or mailbox_parts(who)[0] or who

    def named(self, reason: Reason) -> Reason:
        """A reason, and what it adds, with each person as `shown` shows them."""
        return replace(reason, who=self.shown(reason.who), also=tuple(map(self.named, reason.also)))
