"""Whether the program may score a candidate, or a person looks at them instead."""

from automation.core.model import Cell
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.text import plain, text_of

_BY_HAND = frozenset(
    {
        *("by hand", "hand", "manual", "manually", "manual only", "by a person", "human", "no", "n", "false", "off"),
        *("no automatic matching", "not automatic", "never", "none", "opt out", "opted out", "no matching", "0"),
        *("von hand", "per hand", "manuell", "handisch", "nur manuell", "nein", "aus", "nicht automatisch"),
        *("a la main", "manuel", "manuelle", "manuellement", "non", "pas automatique"),
        *("a mano", "manualmente", "no automatico"),
    }
)
_AUTOMATIC = frozenset(
    {
        *("automatic", "automatically", "auto", "yes", "y", "true", "on", "default", "normal", "by the program", "1"),
        *("automatisch", "ja", "an", "automatique", "oui", "automatico", "si"),
    }
)


def read_by_hand(cell: Cell) -> bool | None:
    """Whether a candidate is matched by hand only; None for an empty cell.

    Raises:
        Unreadable: The cell says something else.
    """
    if blank(cell):
        return None
    refuse_error(cell)
    said = plain(text_of(cell))
    if said in _BY_HAND:
        return True
    if said in _AUTOMATIC:
        return False
    raise Unreadable("is read as by hand, to be safe: write by hand, or clear the cell")
