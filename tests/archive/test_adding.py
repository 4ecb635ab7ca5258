import csv
import sys
import time
from collections import ChainMap
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automation.archive import tables
from automation.archive.adding import add_files
from automation.archive.index import Folder
from automation.archive.meanings import MeaningsFile
from automation.archive.parts import PartFile
from automation.archive.reading_texts import TextReading
from automation.archive.tables import read_columns, table_of
from automation.core.archive.meanings import KnownTitles, skill_meanings, texts_of
from automation.core.archive.understanding import Manner, Understood
from automation.core.model import Conventions, Skill
from automation.core.taxonomy.title_names import Name
from automation.core.taxonomy.title_similarity import READER
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


def test_meanings_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Of titles in several languages and of skills; with other aliases, what skills mean is unknown."""
    part, aliases = PartFile(tmp_path, "a"), {"k9": "Kubernetes"}
    part.write(Understood(part_of(people(80, 4)), 0, 0, {}), 0)
    words = part.words()
    written = MeaningsFile(tmp_path, TextReading([part], aliases, MeaningsFile(tmp_path, "")).write(tmp_path, 1))
    found, titles = written.read(aliases), set(words.titles) - {""}
    assert found.titles == {title: Name.of(title) for title in titles}
    reader = KnownTitles(found)
    for name in found.titles.values():
        assert same(reader.places(name.words), READER.places(name.words))
        assert not name.foreign or same(reader.reading(name.foreign)[:3], READER.reading(name.foreign)[:3])
    expected = skill_meanings([*(one for one in words.skills if one.stance.counts), *map(Skill, titles)], aliases)
    assert dict(ChainMap(*map(dict, found.skills))) == expected
    assert not list(written.read({"k9": "Kafka"}).skills)
    some = [written.read(aliases, (share, 7)) for share in range(7)]
    assert [sum(len(own.titles) for own in some), sum(len(own.names) for own in some)] == [
        len(titles),
        len(found.names),
    ]
    assert dict(ChainMap(*(dict(one.titles) for one in some))) == found.titles
    skills = [dict(own) for one in some for own in one.skills]
    assert sum(map(len, skills)) == len(expected)
    assert dict(ChainMap(*skills)) == expected


def same(one: object, other: object) -> bool:
    """Whether nested vectors are equal."""
    if isinstance(one, np.ndarray):
        return bool(np.array_equal(one, other))
    return len(one) == len(other) and all(map(same, one, other))


def test_meanings_do_not_depend_on_the_order(tmp_path: Path) -> None:
    """Parts that are added one after the other, or taken out, leave the bytes that the rest alone would make."""
    parts = [PartFile(tmp_path, name) for name in "ab"]
    for seed, part in enumerate(parts):
        part.write(Understood(part_of(people(30, seed)), 0, 0, {}), 0)
    none = MeaningsFile(tmp_path, "")
    alone, both = (TextReading(some, {}, none).write(tmp_path, 1) for some in (parts[:1], parts))
    assert TextReading(parts, {}, MeaningsFile(tmp_path, alone)).write(tmp_path, 1) == both
    assert MeaningsFile(tmp_path, both).only(*texts_of(parts[0].words())) == alone


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
