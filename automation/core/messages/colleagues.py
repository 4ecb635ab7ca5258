"""Which colleague a text names: in the ledger, in a cell of Owner, or after `--by`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from automation.core.text import key_of


@dataclass(frozen=True)
class Colleagues:
    """The people in whose name messages are sent.

    Attributes:
        addresses: Compared name or short name → the address, compared.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)

    def same(self, one: str, other: str) -> bool:
        """Whether two texts name one colleague: by a name, a short name, an address, or a name with an address."""
        return self.address_of(one) == self.address_of(other)

    def address_of(self, who: str) -> str:
        """The compared address of a colleague; for others the compared text itself."""
        _, named, address = who.rpartition("<")
        return key_of(address.rstrip("> ")) if named else self.addresses.get(key_of(who), key_of(who))
