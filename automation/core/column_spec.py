"""How a column of the workbook is described."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A column: its name in the code, its header, and the line of help that people read."""

    id: str
    header: str
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    width: int = 16
