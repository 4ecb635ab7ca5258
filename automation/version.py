"""Which version of the program runs."""

import os
from collections.abc import Iterator, Sequence
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


@cache
def installed_digest() -> str:
    """The same for one machine only, and quicker: it names the files by their sizes, and when they were written."""
    digest = blake2b(program_version().encode(), digest_size=16)
    found = ((_name(file), file.stat()) for file in _files(str(PACKAGE)))
    for name, known in sorted((name, (one.st_size, one.st_mtime_ns)) for name, one in found):
        digest.update(repr((name, known)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def content_digest(folders: Sequence[str]) -> str:
    """Names the names and the content of the files in some folders of the package, but not when they were written.

    Args:
        folders: Relative to the package.
    """
    digest = blake2b(digest_size=16)
    for name in sorted(_name(file) for folder in folders for file in _files(str(PACKAGE / folder))):
        digest.update(repr(name).encode())
        digest.update(blake2b((PACKAGE / name).read_bytes()).digest())
    return digest.hexdigest()


def _name(file: "os.DirEntry[str]") -> str:
    """The path of a file within the package, with slashes."""
    return file.path[len(str(PACKAGE)) + 1 :].replace(os.sep, "/")


def _files(folder: str) -> Iterator["os.DirEntry[str]"]:
    """The files of a folder and those below it.

    Without bytecode, which is written while the program runs, and hidden files: of two copies, only one may have these.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path)
            elif not entry.name.endswith(".pyc") and not entry.name.startswith("."):
                yield entry
