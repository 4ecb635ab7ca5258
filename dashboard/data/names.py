"""Colleagues by name: an address is shown as the name that the settings or the workbook have for it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from automation.core.messages.colleagues import Colleagues, mailbox_parts
from automation.core.text import key_of
from automation.outreach.senders import colleagues
from automation.readmodel.workbook_view import View


def colleague(view: View, who: str) -> str:
    """A colleague's name, from how a cell or an action has them; as it is where no name is known."""
    return _colleagues(view).shown(who)


def _colleagues(view: View) -> Colleagues:
    """Those of the settings; for others, the names before the addresses in the workbook's cells."""
    if "colleagues" not in view.memo:
        known = colleagues(view.settings)
        typed = {key_of(address): name for name, address in map(mailbox_parts, people_named(view)) if name}
        view.memo["colleagues"] = replace(known, names=typed | dict(known.names))
    found: Colleagues = view.memo["colleagues"]
    return found


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
