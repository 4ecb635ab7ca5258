"""Reads what people type into cells, strictly: a value, nothing, or a sentence that says what to type instead.

Every reader takes a cell and returns None for an empty one. A reader never guesses: if a cell could mean two values,
it raises `Unreadable`, and the row is used without that value.
"""

from automation.core.parsing.cells import Unreadable, blank
from automation.core.parsing.dates import read_date
from automation.core.parsing.levels import inferred_level, level_in_title, read_level
from automation.core.parsing.pay import read_currency, read_pay
from automation.core.parsing.skill_cells import doubts, read_asked, read_skills
from automation.core.parsing.words import (
    read_authorisation,
    read_rating,
    read_reason,
    read_remote,
    read_stage,
    read_status,
    read_years,
    read_yes_no,
)

__all__ = [
    "Unreadable",
    "blank",
    "doubts",
    "inferred_level",
    "level_in_title",
    "read_asked",
    "read_authorisation",
    "read_currency",
    "read_date",
    "read_level",
    "read_pay",
    "read_rating",
    "read_reason",
    "read_remote",
    "read_skills",
    "read_stage",
    "read_status",
    "read_years",
    "read_yes_no",
]
