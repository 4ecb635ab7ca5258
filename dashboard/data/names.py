"""Colleagues by name: an address is shown as the name that the settings or the workbook have for it."""

from collections.abc import Mapping

from automation.core.text import key_of
from automation.readmodel.workbook_view import View
from dashboard.data.filters import people_named


def parts(mailbox: str) -> tuple[str, str]:
    """The name and the address of a mailbox such as Dana Reyes <dana@acme.example>; "" for what is missing."""
    name, found, address = mailbox.rpartition("<")
    return (name.strip().strip('"'), address.rstrip("> ")) if found else ("", mailbox.strip())


def colleague(view: View, who: str) -> str:
    """A colleague's name, from how a cell or an action has them; as it is where no name is known."""
    return _names(view).get(key_of(who)) or parts(who)[0] or who


def _names(view: View) -> Mapping[str, str]:
    """Compared address or short name → name: from the senders, the members who sign in, and the workbook's cells."""
    if "names" not in view.memo:
        typed = [parts(one) for one in people_named(view)]
        found = {key_of(address): name for name, address in typed if name}
        found |= {key_of(one.email): one.name for one in view.settings.door.members.values() if one.name}
        for short, mailbox in view.settings.senders.items():
            name, address = parts(mailbox)
            found |= {key_of(known): name for known in (short, address) if name}
        view.memo["names"] = found
    names: Mapping[str, str] = view.memo["names"]
    return names
