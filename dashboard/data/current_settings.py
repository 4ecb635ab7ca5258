"""The settings as they are now. Each page asks for them several times, and reading them takes ten milliseconds."""

import os

from automation import settings
from automation.settings import Settings
from automation.settings_file import config_file

# The file's bytes and the environment → the settings that were read from them, of the last reading.
_Sources = tuple[bytes, tuple[tuple[str, str], ...]]
_last: list[tuple[_Sources, Settings]] = []


def load() -> Settings:
    """Read the settings, unless the file and the environment are what they were the last time.

    Raises:
        ConfigError: A setting is wrong or the file cannot be read; names every problem.
    """
    before = _sources()
    for sources, found in _last:
        if sources == before:
            return found
    found = settings.load()
    # A file that was written meanwhile is read again the next time.
    if before is not None and _sources() == before:
        _last[:] = [(before, found)]
    return found


def _sources() -> _Sources | None:
    """What the settings are made of; None if the file cannot be read, which `settings.load` says better."""
    try:
        file = config_file()
        content = file.read_bytes() if file.exists() else b""
    except OSError:
        return None
    named = sorted(one for one in os.environ.items() if one[0].upper().startswith("BACKPOCKET_"))
    return content, tuple(named)
