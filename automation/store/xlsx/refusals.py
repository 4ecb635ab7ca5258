"""Which files are no workbooks that can be changed safely, found before any part is unpacked."""

import io
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from xml.parsers import expat

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The most bytes of a workbook file, and of all its parts unpacked. 20,000 candidates take 2 MB, and 15 MB unpacked.
MOST_FILE = 256 * 2**20
MOST_UNPACKED = 1024 * 2**20
MOST_PARTS = 10_000
# The most that a part may grow when unpacked, as a multiple of its compressed size. Checked for parts above a size: one
# for parts that are read, one for parts that are only copied. Excel's and LibreOffice's sheets grow 40 times at most,
# even with blank cells that have a format.
MOST_RATIO = 200
LARGE_READ, LARGE_COPIED = 4 * 2**20, 32 * 2**20


class NotAWorkbook(ValueError):
    """The bytes are not an .xlsx file that can be changed safely; the message says why and what to do."""


# The errors of damaged XML: missing parts and attributes, numbers that are none, no XML at all.
UNREADABLE = (NotAWorkbook, KeyError, IndexError, ValueError, ET.ParseError, expat.ExpatError)
DAMAGED = "is damaged: open it in Excel or LibreOffice and save it again"
_PASSWORD = "is protected with a password: remove it in Excel (File, Info, Protect Workbook) first"  # noqa: S105
TOO_LARGE = (
    "{what} {size:,} MB unpacked, more than the {most:,} MB that are read: delete empty rows and columns below and "
    "beside what you typed, and pictures that are not needed, then save it again"
)


@contextmanager
def as_damage() -> Iterator[None]:
    """Turn the errors of a damaged zip file into `NotAWorkbook`."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        if isinstance(error, NotAWorkbook):
            raise
        raise NotAWorkbook(DAMAGED) from error


def refuse(data: bytes) -> None:
    """Raise `NotAWorkbook` for encrypted, signed and .xls files, and for all that is not a workbook."""
    if data.startswith(_OLE_MAGIC):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise NotAWorkbook(_PASSWORD)
        raise NotAWorkbook("is an old .xls file: save it as .xlsx first")
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise NotAWorkbook("is not an .xlsx workbook")
    with as_damage(), zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
    _refuse_entries(entries)
    names = {entry.filename for entry in entries}
    if any(name.startswith("_xmlsignatures/") for name in names):
        raise NotAWorkbook("is digitally signed, and any change would break the signature: save an unsigned copy")
    if "xl/workbook.bin" in names:
        raise NotAWorkbook("is an .xlsb file: save it as .xlsx first")
    if "content.xml" in names and "mimetype" in names:
        raise NotAWorkbook("is an OpenDocument file (.ods), not an .xlsx workbook: save it as .xlsx first")
    if "[Content_Types].xml" not in names:
        raise NotAWorkbook("is not an .xlsx workbook")


def _refuse_entries(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Check the list of a zip file's entries, before any of them is unpacked."""
    if len(entries) > MOST_PARTS:
        raise NotAWorkbook(f"has {len(entries):,} parts inside, more than any workbook has: save a copy in Excel")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise NotAWorkbook(_PASSWORD)
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        raise NotAWorkbook(DAMAGED)
    # The case of names does not count, so programs would disagree which of the two to open.
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise NotAWorkbook(f"has two parts of one name, so it {DAMAGED}")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_UNPACKED:
        raise NotAWorkbook(TOO_LARGE.format(what="is", size=total // 2**20, most=MOST_UNPACKED // 2**20))
    for entry in entries:
        refuse_ratio(entry, LARGE_COPIED)


def refuse_ratio(entry: zipfile.ZipInfo, large: int) -> None:
    """Refuse a large part that was compressed too well: it repeats one text many times."""
    if entry.file_size > max(large, MOST_RATIO * entry.compress_size):
        raise NotAWorkbook(
            f"has a part ({entry.filename}) of {entry.file_size // 2**20:,} MB that is nearly all blank: delete empty "
            "rows and columns below and beside what you typed, then save it again"
        )
