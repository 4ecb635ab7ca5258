"""Reads what people type into cells, strictly: a value, nothing, or a sentence that says what to type instead.

Every reader takes a cell and returns None for an empty one. A reader never guesses: if a cell could mean two values,
it raises `Unreadable`, and the row is used without that value.
"""

from automation.core.parsing.cells import Unreadable, blank, blank_text, says_nothing
from automation.core.parsing.choices.authorisation import read_authorisation
from automation.core.parsing.choices.by_hand import read_by_hand
from automation.core.parsing.choices.languages import language_name, read_language
from automation.core.parsing.choices.levels import read_level
from automation.core.parsing.choices.reasons import read_reason
from automation.core.parsing.choices.remote import read_remote
from automation.core.parsing.choices.status_and_stage import read_stage, read_status
from automation.core.parsing.choices.titles import inferred_level, level_in_title
from automation.core.parsing.choices.yes_no import read_yes_no
from automation.core.parsing.dates.reader import read_date
from automation.core.parsing.identifiers import read_email, read_id, read_phone
from automation.core.parsing.numbers import read_rating, read_years
from automation.core.parsing.pay import read_pay
from automation.core.parsing.pay.currencies import read_currency
from automation.core.parsing.skills.reader import doubts, read_asked, read_skills

__all__ = [
    "Unreadable",
    "blank",
    "blank_text",
    "doubts",
    "inferred_level",
    "language_name",
    "level_in_title",
    "read_asked",
    "read_authorisation",
    "read_by_hand",
    "read_currency",
    "read_date",
    "read_email",
    "read_id",
    "read_language",
    "read_level",
    "read_pay",
    "read_phone",
    "read_rating",
    "read_reason",
    "read_remote",
    "read_skills",
    "read_stage",
    "read_status",
    "read_years",
    "read_yes_no",
    "says_nothing",
]
