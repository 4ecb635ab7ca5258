"""The index of an archive: which files it holds, in which parts. It is changed in one step, by replacing one file.

The folder holds `index.json`, the parts that it names, and a file of rows that another row speaks for. Whatever a kill
leaves besides is used by the next `add` if it fits, and removed then.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from automation.archive.dictionaries import dictionaries_digest
from automation.archive.meanings import MeaningsFile
from automation.archive.parts import PartFile
from automation.archive.tables import Piece, Table
from automation.core.archive.understanding import Manner
from automation.core.ledger.suppression import fingerprint
from automation.errors import ArchiveError, ArchiveNotWritable
from automation.files import cannot_be_written, private_folder, write_durably
from automation.version import program_version

FORMAT = 1
_NAME = "index.json"


@dataclass(frozen=True)
class Indexed:
    """A file in the index.

    Attributes:
        table: What it is.
        digest: The hash of its content.
        parts: The names of its parts, one for each piece.
        rows: How many rows each piece has.
        people: How many people each part has.
    """

    table: Table
    digest: str
    parts: Sequence[str]
    rows: Sequence[int]
    people: Sequence[int]

    def number(self, piece: int, row: int) -> int:
        """The number of a row as people find it: the headers of a CSV file are row 1."""
        return sum(self.rows[:piece]) + row + (self.table.kind == "csv")


@dataclass(frozen=True)
class Index:
    """What an index holds.

    Attributes:
        manner: How its files were read, as `manner_of` writes it.
        files: By location, sorted.
        spoken_for: The name of the file of rows that another row speaks for; "" for none.
        meanings: The name of what its titles and skills mean; "" where that is unknown.
    """

    manner: str = ""
    files: Sequence[Indexed] = ()
    spoken_for: str = ""
    meanings: str = ""

    @property
    def parts(self) -> Sequence[tuple[Indexed, int]]:
        """All parts: the file, and which of its pieces."""
        return [(file, piece) for file in self.files for piece in range(len(file.parts))]

    @property
    def people(self) -> int:
        """How many rows of people it holds."""
        return sum(sum(file.people) for file in self.files)


@dataclass
class Folder:
    """The folder of an index.

    Attributes:
        path: Where it is.
    """

    path: Path
    parts: Path = field(init=False)

    def __post_init__(self) -> None:
        self.parts = self.path / "parts"

    def part(self, name: str) -> PartFile:
        """One of its parts."""
        return PartFile(self.parts, name)

    def meanings(self, name: str) -> MeaningsFile:
        """What its titles and skills mean."""
        return MeaningsFile(self.parts, name)

    def read(self) -> Index:
        """What it holds; nothing if there is no index yet.

        Raises:
            ArchiveError: The index cannot be read.
        """
        try:
            found = json.loads((self.path / _NAME).read_bytes())
            if found["format"] != FORMAT:
                raise ArchiveError(
                    f"{self.path} holds the index of another version: delete it, and add the files again."
                )
            files = [_file(one) for one in found["files"]]
            return Index(found["manner"], files, found["spoken_for"], found.get("meanings", ""))
        except FileNotFoundError:
            return Index()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ArchiveError(
                f"{self.path / _NAME} is damaged: delete the folder, and add the files again."
            ) from error

    def state(self) -> str:
        """A text that changes whenever what the index holds does; "" if there is no index."""
        try:
            return blake2b((self.path / _NAME).read_bytes(), digest_size=16).hexdigest()
        except OSError:
            return ""

    def write(self, index: Index) -> None:
        """Replace what it holds, and remove parts that it does not name any more."""
        record: dict[str, Any] = {"format": FORMAT, "manner": index.manner, "spoken_for": index.spoken_for}
        record["meanings"] = index.meanings
        record["files"] = [asdict(file) for file in index.files]
        write_durably(self.path / _NAME, json.dumps(record, sort_keys=True, indent=1).encode())
        named = {index.meanings, *(name for file in index.files for name in file.parts)}
        for path in self.parts.iterdir():
            if path.name.partition(".")[0] not in named and path.name != index.spoken_for:
                path.unlink(missing_ok=True)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Make the folder, and keep other processes from changing it meanwhile.

        Raises:
            ArchiveError: Another process is changing it.
            ArchiveNotWritable: It cannot be written.
        """
        try:
            private_folder(self.parts)
            with FileLock(self.path / ".lock", timeout=0):
                yield
        except Timeout:
            raise ArchiveError("Another process is changing the archive: wait until it has ended.") from None
        except OSError as error:
            raise ArchiveNotWritable(cannot_be_written(self.path, error)) from None


def _file(record: Mapping[str, Any]) -> Indexed:
    table = record["table"]
    pieces = [Piece(**piece) for piece in table["pieces"]]
    return Indexed(
        Table(**{**table, "pieces": pieces}), record["digest"], record["parts"], record["rows"], record["people"]
    )


def manner_of(manner: Manner) -> str:
    """How files are read, as a text that says whether an index still fits. It reveals no secret."""
    read = (
        FORMAT,
        program_version(),
        dictionaries_digest(),
        manner.conventions.date_order,
        manner.conventions.dollar_currency,
        sorted(manner.taught),
        fingerprint(manner.secret),
    )
    return blake2b(repr(read).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def part_name(manner: str, digest: str, table: Table, piece: Piece) -> str:
    """The name of a part: the same piece of the same content, read in the same way, has the same name."""
    made_of = repr((manner, digest, table.kind, table.delimiter, table.names, piece))
    return blake2b(made_of.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
