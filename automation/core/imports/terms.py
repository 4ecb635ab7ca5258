"""What an import is read with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from automation.core.imports.cells import Reading
from automation.core.imports.words import Preset


@dataclass(frozen=True)
class Terms:
    """What an import is read with.

    Attributes:
        system: The preset.
        reading: How cells are read.
        reasons: Words → shelve reason, as a person wrote it into a mapping file.
        stages: Words → stage, likewise.
        of_applications: Whether the records are applications, so that "active" means that one is in process.
        undecided: Roles; a record without any of them is not decided yet. () where the file cannot show that.
    """

    system: Preset
    reading: Reading
    reasons: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    of_applications: bool = False
    undecided: tuple[str, ...] = ()
