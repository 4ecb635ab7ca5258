"""How XLOOKUP finds the place of a value: one by one from either end, or by halves.

Halves find a value only where the cells are sorted in the service's own order of text. A match is always equal to what
was looked for, so a wrong order makes a value go missing and never finds another one. Blanks count as the end of the
cells; what the service does about blanks in their midst is not known.
"""

from collections.abc import Callable, Sequence

from tests.sheets_emulator.collation import order
from tests.sheets_emulator.functions import lookup_key
from tests.sheets_emulator.state import Failure, Scalar

# From the first on, from the last on, by halves in ascending and in descending order.
SEARCH_MODES = (1, -1, 2, -2)

# The first position with an equal value, as the search meets them; None if there is none.
Search = Callable[[Scalar], int | None]


def searching(items: Sequence[Scalar], mode: int, collation: str) -> Search:
    """The search in these cells, prepared once for all the values that are looked for.

    Args:
        items: What the cells show.
        mode: One of `SEARCH_MODES`.
        collation: The order of text.
    """
    if abs(mode) == 1:
        return _one_by_one(items, mode)
    return _by_halves(items, collation, descending=mode < 0)


def _one_by_one(items: Sequence[Scalar], mode: int) -> Search:
    index: dict[object, int] = {}
    for position, item in enumerate(items):
        key = lookup_key(item)
        if key is not None and (mode < 0 or key not in index):
            index[key] = position
    return lambda wanted: index.get(lookup_key(wanted))


def _by_halves(items: Sequence[Scalar], collation: str, *, descending: bool) -> Search:
    key_of = order(collation)
    end = next((at for at in range(len(items), 0, -1) if items[at - 1] is not None), 0)
    known = [(lookup_key(item), None if item is None else key_of(item)) for item in items[:end]]
    found: dict[tuple[type, Scalar], int | None] = {}

    def find(wanted: Scalar) -> int | None:
        if wanted is None or isinstance(wanted, Failure):
            return None
        place = (type(wanted), wanted)
        if place not in found:
            found[place] = halve(wanted)
        return found[place]

    def halve(wanted: Scalar) -> int | None:
        same, key = lookup_key(wanted), key_of(wanted)
        low, high = 0, end
        while low < high:
            middle = (low + high) // 2
            other, place = known[middle]
            if other == same:
                return middle
            before = place is None or (key > place if descending else key < place)
            low, high = (low, middle) if before else (middle + 1, high)
        return None

    return find
