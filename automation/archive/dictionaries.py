"""Which dictionaries the program reads cells with."""

from functools import cache

from automation.version import content_digest

# The packages of the core that hold words, names and places, as files of data or in their modules.
HOLDERS = ("core/identity", "core/parsing", "core/tabs", "core/taxonomy")


@cache
def dictionaries_digest() -> str:
    """Names what the dictionaries hold: by their content, so that copies of one program on several machines agree."""
    return content_digest(HOLDERS)
