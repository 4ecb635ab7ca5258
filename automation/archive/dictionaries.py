"""Which dictionaries the program reads cells with."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

import automation.core

# The packages of the core that hold words, names and places, as files of data or in their modules.
HOLDERS = ("identity", "parsing", "tabs", "taxonomy")


@cache
def dictionaries_digest() -> str:
    """Names what the dictionaries hold: by their content, so that copies of one program on several machines agree."""
    core = Path(automation.core.__file__).parent
    files = sorted(path for name in HOLDERS for path in (core / name).rglob("*") if path.suffix != ".pyc")
    found = blake2b(digest_size=16)
    for path in files:
        if path.is_file():
            found.update(repr(path.relative_to(core).as_posix()).encode())
            found.update(blake2b(path.read_bytes()).digest())
    return found.hexdigest()
