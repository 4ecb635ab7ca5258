"""Colleagues by name: an address is shown as the name that the settings or the workbook have for it."""

from collections.abc import Iterable, Mapping
from typing import Any

from automation.core.text import key_of
from automation.readmodel.workbook_view import View


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


def people_named(view: View) -> list[str]:
    """All owners, champions, recruiters and hiring managers, each once, in order."""
    if "people named" not in view.memo:
        book = view.book
        columns = (
            book.candidates["owner"],
            book.candidates["champion"],
            book.requisitions["recruiter"],
            book.requisitions["hiring_manager"],
        )
        view.memo["people named"] = once(name for column in columns for name in dict.fromkeys(column))
    return list(view.memo["people named"])


def once(names: Iterable[Any]) -> list[str]:
    """The names, each once whatever its case, in order."""
    spelled: dict[str, str] = {}
    for name in names:
        if name:
            spelled.setdefault(key_of(name), str(name))
    return sorted(spelled.values(), key=str.casefold)
