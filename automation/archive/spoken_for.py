"""Rows for which another row of the same person speaks: found by DuckDB over all parts, within bounded memory.

Of a doubled key the newest row counts: the one with the latest day, else of the file that comes last by name, else the
last one. And where a row says that a person is hired, must not be contacted or is matched by hand, no other row with
the same mailbox is shown.
"""

import io
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from automation.archive.index import Folder
from automation.archive.locations import library
from automation.archive.parts import read
from automation.core.archive.hashes import HASH_SIZE
from automation.core.archive.people import SPREADS
from automation.files import write_durably

_MEMORY = "600MB"


def connected(folder: Path, threads: int) -> Any:
    """A DuckDB that keeps what memory cannot hold in a folder, and reaches nothing else."""
    connection = library("duckdb").connect(config={"threads": threads, "memory_limit": _MEMORY})
    connection.execute(f"set temp_directory = '{str(folder).replace(chr(39), chr(39) * 2)}'")
    # It would draw one on standard output, which is JSON's.
    connection.execute("set enable_progress_bar = false")
    connection.execute("set autoinstall_known_extensions = false")
    connection.execute("set autoload_known_extensions = false")
    return connection


def write_spoken_for(folder: Folder, names: Sequence[str], threads: int = 2) -> str:
    """Write which rows of parts do not count, by the parts' order. Returns the name of the file."""
    table = _found(folder, names, threads)
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    data = sink.getvalue()
    name = f"{blake2b(repr(tuple(names)).encode() + data, digest_size=16).hexdigest()}.spoken-for.parquet"
    write_durably(folder.parts / name, data)
    return name


def _found(folder: Folder, names: Sequence[str], threads: int) -> pa.Table:
    if not names:
        return pa.table({"part": pa.array([], pa.int32()), "line": pa.array([], pa.int32())})
    connection = connected(folder.path / "spill", threads)
    try:
        # One file may stand for two parts: the same content at two places.
        places = pa.table(
            {
                "part": pa.array(range(len(names)), pa.int32()),
                "path": pa.array([str(folder.part(name).people_path) for name in names]),
            }
        )
        connection.register("places", places)
        files = sorted(set(places.column("path").to_pylist()))
        connection.read_parquet(files, filename=True).create_view("parts")
        connection.execute(
            "create temp view people as select key, mailbox, greatest(last_contact, shelved_on) as day, apart, "
            'parts."row" as line, part from parts join places on filename = path'
        )
        connection.execute("create temp table doubled as select key from people group by key having count(*) > 1")
        connection.execute(
            "create temp table older as select part, line from ("
            "select part, line, row_number() over (partition by key order by day desc, part desc, line desc) as nth "
            "from people semi join doubled using (key)) where nth > 1"
        )
        nobody = bytes(HASH_SIZE)
        connection.execute(
            "create temp table barred as select distinct mailbox from people anti join older using (part, line) "
            "where (apart & ?) <> 0 and mailbox <> ?::blob",
            [int(SPREADS), nobody],
        )
        return connection.sql(
            "select part::integer as part, line::integer as line from ("
            "select part, line from older union "
            "select part, line from people semi join barred using (mailbox) where (apart & ?) = 0) order by part, line",
            params=[int(SPREADS)],
        ).to_arrow_table()
    finally:
        connection.close()


def read_spoken_for(folder: Folder, name: str, part: int) -> Any:
    """The rows of a part for which others speak, ascending."""
    if not name:
        return np.empty(0, dtype=np.int32)
    table = read(folder.parts / name, filters=[("part", "=", part)], columns=["line"])
    return table.column("line").to_numpy()
