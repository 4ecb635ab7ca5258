"""Which version of the program runs."""

import os
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parent


@cache
def program_version() -> str:
    """The version of the installed package; "" where it runs without being installed."""
    try:
        return version("backpocket")
    except PackageNotFoundError:
        return ""


@cache
def program_digest() -> str:
    """Names the files of the program: it differs after an update or an edit, and copies on several machines agree."""
    return content_digest(["."])


def content_digest(folders: Sequence[str]) -> str:
    """Names the names and the content of the files in some folders of the package, but not when they were written.

    Args:
        folders: Relative to the package.
    """
    digest = blake2b(digest_size=16)
    for path in sorted(path for folder in folders for path in _files(folder)):
        digest.update(repr(path.relative_to(PACKAGE).as_posix()).encode())
        digest.update(blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: str) -> list[Path]:
    """The files of a folder of the package, without bytecode, which is written while the program runs, and hidden ones.

    Of two copies, only one may have these.
    """
    found = (
        Path(place, name)
        for place, _, names in os.walk(PACKAGE / folder)
        for name in names
        if not name.endswith(".pyc") and not name.startswith(".")
    )
    return sorted(found)
