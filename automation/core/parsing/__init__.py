"""Reads what people type into cells, strictly: a value, nothing, or a sentence that says what to type instead.

Every reader takes a cell and returns None for an empty one. A reader never guesses: if a cell could mean two values,
it raises `Unreadable`, and the row is used without that value.
"""

from automation.core.parsing.cells import Unreadable, blank
from automation.core.parsing.currencies import read_currency
from automation.core.parsing.dates import read_date
from automation.core.parsing.levels import inferred_level, level_in_title, read_level
from automation.core.parsing.lists import split_list
from automation.core.parsing.pay import read_pay
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
    "inferred_level",
    "level_in_title",
    "read_authorisation",
    "read_currency",
    "read_date",
    "read_level",
    "read_pay",
    "read_rating",
    "read_reason",
    "read_remote",
    "read_stage",
    "read_status",
    "read_years",
    "read_yes_no",
    "split_list",
]
