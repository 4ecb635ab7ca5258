"""What messages call people's columns: by the headers that the sheet has."""

from collections.abc import Iterable, Mapping

from automation.core.schema import PEOPLES_TABS

# Tab → field id → the program's name for its column.
_OURS = {name: {one.id: one.header for one in tab.fields} for name, tab in PEOPLES_TABS.items()}


def header_in(names: Mapping[str, str], tab: str, field_id: str) -> str:
    """What a message calls a column: the header as people wrote it, else, where there is none, the program's name.

    Args:
        names: Those of the tab, as `Located.names` gives them.
        tab: One of people's tabs, by the name that the program gives it.
        field_id: Of the column.
    """
    return names.get(field_id) or _OURS[tab].get(field_id, field_id)


def in_their_words(message: str, names: Mapping[str, str], tab: str, field_ids: Iterable[str]) -> str:
    """A message that names columns by the program's names, with people's own headers instead.

    Args:
        message: Written without knowledge of the sheet, such as "… : fill Currency".
        names: As in `header_in`.
        tab: As in `header_in`.
        field_ids: The columns that it names.
    """
    for field_id in field_ids:
        ours, theirs = _OURS[tab][field_id], header_in(names, tab, field_id)
        before, found, after = message.rpartition(ours)
        message = f"{before}{theirs}{after}" if found else message
    return message
