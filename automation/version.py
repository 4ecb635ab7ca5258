"""Which version of the program runs."""

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
    for path in sorted(path for folder in folders for path in (PACKAGE / folder).rglob("*")):
        # Bytecode is written while the program runs; of two copies, only one may have it, or hidden files.
        if path.suffix != ".pyc" and not path.name.startswith(".") and path.is_file():
            digest.update(repr(path.relative_to(PACKAGE).as_posix()).encode())
            digest.update(blake2b(path.read_bytes()).digest())
    return digest.hexdigest()
