"""The files of an import: the box to drop them in, reading them, and what an import of them would do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from automation.core.imports.reading import Source, UnreadableFile
from automation.core.sentences import counted
from automation.imports.files import read_bytes
from dashboard.data.failures import failure_text
from dashboard.ui import page_frame

# Bytes of all files of one import together.
MOST_BYTES = 20 * 2**20
# Choice of how dates such as 03/04/2026 are meant → the order.
ORDERS = {"Leave them out": None, "Day first: 3 April": "DMY", "Month first: 4 March": "MDY"}


@dataclass
class Upload:
    """Uploaded files, of which an import is being prepared.

    Attributes:
        files: Their IDs.
        sources: What they hold.
        recognised: Header → the column that it was recognised as; "" where it is not imported.
        looked: What the import would do; None where the files cannot be read.
        problem: Why they cannot be read.
    """

    files: tuple[str, ...]
    sources: list[Source] = field(default_factory=list)
    recognised: dict[str, str] = field(default_factory=dict)
    looked: Any = None
    problem: str = ""


def upload(key: str) -> Sequence[Any]:
    """Draw the box. Returns the files in it; none of them is read yet."""
    st.caption(
        "Exports as .csv, .tsv, .xlsx or .json; all files of one system at once. Rows that are there are never "
        "changed. Nothing is added before you have seen it."
    )
    return st.file_uploader(
        "Files, at most 20 MB", accept_multiple_files=True, max_upload_size=MOST_BYTES // 2**20, key=key
    )


def ids_of(files: Sequence[Any]) -> tuple[str, ...]:
    """The IDs of uploaded files: others than before mean another import."""
    return tuple(str(one.file_id) for one in files)


def read(files: Sequence[Any]) -> list[Source]:
    """What uploaded files hold.

    Raises:
        UnreadableFile: One of them cannot be read, or all together are too large.
    """
    if sum(one.size for one in files) > MOST_BYTES:
        raise UnreadableFile("These files have more than 20 MB together. Import them one after the other.")
    with st.spinner(f"Reading {counted(len(files), 'file')}"):
        return [read_bytes(one.name, one.getvalue()) for one in files]


def read_and_look(found: Upload, files: Sequence[Any], imported: Callable[[], Any]) -> None:
    """Read uploaded files, then look."""
    try:
        found.sources = read(files)
    except UnreadableFile as error:
        found.problem = str(error)
    else:
        look(found, imported)


def look(found: Upload, imported: Callable[[], Any]) -> None:
    """Work out what the import would do, by the workbook as it is now.

    Args:
        found: Gets what it would do, or why the files cannot be read.
        imported: The import, which writes nothing.
    """
    found.looked, found.problem = None, ""
    with st.spinner("Comparing with the workbook"):
        try:
            found.looked = imported()
        except UnreadableFile as error:
            found.problem = str(error)
            found.recognised = found.recognised or dict.fromkeys(error.headers, "")
        except Exception as failure:  # noqa: BLE001  (The page shows every failure, and goes on.)
            found.problem = page_frame.error_text(failure_text(failure))
