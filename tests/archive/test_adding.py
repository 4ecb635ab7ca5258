import csv
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automation.archive import tables
from automation.archive.adding import add_files
from automation.archive.index import Folder
from automation.archive.parts import PartFile
from automation.archive.tables import read_columns, table_of
from automation.core.archive.understanding import Manner, Understood
from automation.core.model import Conventions
from tests.core.archive.made_people import FIELDS, people, tab
from tests.core.archive.test_part_search import part_of
from tests.support.programs import environment, started

ROOT = Path(__file__).parents[2]
MANNER = Manner(Conventions(), frozenset(), b"0" * 32)
ADD = """
import sys
from pathlib import Path
from automation.archive.adding import add_files
from automation.archive.index import Folder
from tests.archive.test_adding import MANNER
add_files(Folder(Path(sys.argv[1])), [sys.argv[2]], MANNER, workers=1)
"""


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_part_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Every column and word; and a part without some people holds the others as they were."""
    found, part = part_of(people(60, 3)), PartFile(tmp_path, "a")
    part.write(Understood(found, 1, 2, {"Skills": 3}), 4)
    read = part.people()
    assert read.words == found.words
    assert [found.skills_of(at) for at in range(60)] == [read.skills_of(at) for at in range(60)]
    assert all((getattr(read, name) == getattr(found, name)).all() for name in ("key", "mailbox", "others", "rank"))
    kept = found.row % 3 != 0
    part.without(kept, read)
    rest, at = part.people(), [number for number, stays in enumerate(kept.tolist()) if stays]
    assert rest.row.tolist() == found.row[kept].tolist()
    assert [rest.skills_of(number) for number in range(len(rest))] == [found.skills_of(number) for number in at]
    assert (part.counts().people, part.counts().forgotten) == (40, 22)


cells = st.one_of(st.none(), st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=12))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=40), st.integers(8, 200))
def test_pieces_of_a_text_hold_all_its_rows(tmp_path_factory: pytest.TempPathFactory, rows: list, size: int) -> None:
    """However small they are: line ends inside quotes end no row, and none is lost or doubled."""
    path = tmp_path_factory.mktemp("pieces") / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows([("Email", "Name"), *(("x" + (one or ""), other) for one, other in rows)])
    whole = tables.BYTES
    try:
        tables.BYTES = size
        table = table_of(str(path))
    finally:
        tables.BYTES = whole
    read: list[tuple[object, object]] = []
    for piece in table.pieces:
        columns, skipped = read_columns(table, piece, {"email": 0, "name": 1})
        assert not skipped
        read += zip(*([one.cells[at] for at in one.of.tolist()] for one in columns.values()), strict=True)
    assert read == [("x" + (one or ""), other or None) for one, other in rows]


@pytest.mark.long
def test_a_killed_run_changes_nothing(tmp_path: Path) -> None:
    """Whenever it is killed, the index is the old one or the new one; the next run makes the same bytes."""
    names, *rows = tab(FIELDS, people(200, 5))
    source = tmp_path / "people.parquet"
    pq.write_table(pa.table(dict(zip(names, zip(*rows, strict=True), strict=True))), source)
    whole = Folder(tmp_path / "whole")
    add_files(whole, [str(source)], MANNER, workers=1)
    expected = content(whole.path)
    for kill in range(3):
        folder = Folder(tmp_path / f"killed {kill}")
        command = [sys.executable, "-c", ADD, str(folder.path), str(source)]
        with started(*command, cwd=ROOT, env=environment(PYTHONPATH=str(ROOT))) as adding:
            while adding.process.poll() is None and len(content(folder.path)) <= kill:
                time.sleep(0.001)
            adding.kill()
        assert folder.read().people in (0, 200)
        add_files(folder, [str(source)], MANNER, workers=1)
        assert content(folder.path) == expected
