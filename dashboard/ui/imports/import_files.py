"""The files of an import: the box to drop them in, and reading them."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from automation.core.imports.reading import Source, UnreadableFile
from automation.core.sentences import counted
from automation.imports.files import read_bytes

# Bytes of all files of one import together.
MOST_BYTES = 20 * 2**20
# Choice of how dates such as 03/04/2026 are meant → the order.
ORDERS = {"Leave them out": None, "Day first: 3 April": "DMY", "Month first: 4 March": "MDY"}


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
