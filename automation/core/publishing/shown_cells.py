"""Which cells of a sheet show something else than a publication says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from automation.core.model import Cell, Row, Snapshot
from automation.core.tabs.grid import columns_to_install
from automation.core.tabs.headers import Located
from automation.core.tabs.previous_run import Publication
from automation.core.tabs.row_cells import Picker, Under
from automation.core.text import text_of


def differs(snapshot: Snapshot, located: Mapping[str, Located], publication: Publication) -> bool:
    """Whether any cell of the columns or the tabs would change."""
    return any(_tab_differs(snapshot.tabs.get(name), rows) for name, rows in publication.tabs.items()) or any(
        _columns_differ(located[tab], publication) for tab in publication.columns
    )


def _tab_differs(shown: Sequence[Row] | None, wanted: Sequence[Row]) -> bool:
    """Whether two tabs differ as texts; blanks on the right and below do not count."""
    return shown is None or any(
        one is not other and not_same(one, other) and _texts(one) != _texts(other)
        for one, other in zip_longest(shown, wanted, fillvalue=())
    )


def not_same(one: Row, other: Row) -> bool:
    """Whether a row may show other texts than one that the program makes, which holds no TRUE or FALSE."""
    # 1 and TRUE are equal, and show two texts.
    return one != other or bool in map(type, one)


def _texts(row: Row) -> list[str]:
    """A row as texts, without blanks on the right."""
    texts = [text_of(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _columns_differ(located: Located, publication: Publication) -> bool:
    new = columns_to_install(located.tab, located.rows, publication.install)
    return bool(new) or any(cell_changes(located, publication))


def cell_changes(located: Located, publication: Publication) -> Iterable[tuple[int, int, Cell]]:
    """The BP cells of a tab that are to change: row index, column index (0 is A1), and the new cell.

    Cells that a person typed into are left out. A row without a key of its own shows nothing.
    """
    columns = located.headers.columns
    for index, key, cells, wanted in rows_that_differ(located, publication.columns[located.tab]):
        changed = [
            (header, new)
            for header, cell, new in zip(columns, cells, wanted, strict=True)
            if cell is not new and text_of(cell) != text_of(new)
        ]
        foreign: set[str] = set()
        # A cell that holds 0 or FALSE is not empty.
        if changed and cells.count(None) < len(cells):
            shown = dict(zip(columns, map(text_of, cells), strict=True))
            foreign = publication.before.foreign(located.tab, key, shown)
        for header, cell in changed:
            if header not in foreign:
                yield index, columns[header], cell


def rows_that_differ(
    located: Located, by_key: Mapping[str, Mapping[str, Cell]]
) -> Iterator[tuple[int, str, Sequence[Cell], Sequence[Cell]]]:
    """The rows whose BP cells may show another text than is wanted: index, compared key, the cells, those wanted.

    The cells are in the order of the headers. Most rows of most runs show what they should; they are passed without
    looking at each cell.

    Args:
        located: One of people's tabs.
        by_key: Compared key → header → cell.
    """
    under, nothing = Under(located.headers.columns), dict[str, Cell]()
    shown = Picker(located.headers.columns.values()).each(located.rows[1:])
    for index, (cells, key) in enumerate(zip(shown, located.keys, strict=True), start=1):
        wanted = under(by_key.get(key, nothing))
        if not_same(cells, wanted):
            yield index, key, cells, wanted
