"""Files by their paths or addresses, on this machine or in object storage."""

import importlib
from collections.abc import Sequence
from glob import glob, has_magic
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import Any

from automation.errors import ArchiveError, ConfigError

# Bytes that are read at a time.
BLOCK = 8 * 2**20
_EXTRA = "pip install 'backpocket[archive]'"


def library(name: str) -> ModuleType:
    """A library that only the archive needs.

    Raises:
        ConfigError: It is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise ConfigError(f"The archive needs the library {name}: run {_EXTRA}.") from None


def is_remote(location: str) -> bool:
    """Whether a location is an address such as s3://bucket/people.parquet."""
    return "://" in location


def expanded(patterns: Sequence[str]) -> list[str]:
    """The files that paths, addresses and patterns name, each once, sorted; paths are absolute.

    Raises:
        ArchiveError: One of them names no file.
    """
    found: dict[str, None] = {}
    for pattern in patterns:
        if is_remote(pattern):
            files = _remote_files(pattern)
        else:
            path = Path(pattern).expanduser()
            names = sorted(glob(str(path), recursive=True)) if has_magic(str(path)) else [str(path)]  # noqa: PTH207
            files = [str(Path(name).resolve()) for name in names if Path(name).is_file()]
        if not files:
            raise ArchiveError(f"There is no file {pattern}.")
        found |= dict.fromkeys(files)
    return sorted(found)


def _remote_files(pattern: str) -> list[str]:
    fsspec = library("fsspec")
    try:
        system, path = fsspec.core.url_to_fs(pattern)
        names = system.glob(path) if has_magic(path) else [path] * system.exists(path)
        return [system.unstrip_protocol(name) for name in sorted(names)]
    except (ImportError, ValueError) as error:
        raise ConfigError(f"{pattern} cannot be read: {error}") from None
    except Exception as error:
        raise ArchiveError(f"{pattern} cannot be read ({type(error).__name__}).") from error


def opened(location: str) -> Any:
    """A file, open for reading bytes at any place.

    Raises:
        ArchiveError: It cannot be opened.
    """
    try:
        if is_remote(location):
            return library("fsspec").open(location, "rb").open()
        return Path(location).open("rb")
    except FileNotFoundError:
        raise ArchiveError(
            f"There is no file {location} any more: put it back, or delete the folder of the archive's index and add "
            "all files again (docs/archive.md)."
        ) from None
    except OSError as error:
        raise ArchiveError(f"{location} cannot be read ({error.strerror or type(error).__name__}).") from None


def digest_of(location: str) -> str:
    """The hash of a file's content. Raises as `opened` does."""
    digest = blake2b(digest_size=16)
    with opened(location) as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
