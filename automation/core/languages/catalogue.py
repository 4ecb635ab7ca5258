"""The catalogues: what candidates read, with dates, numbers and lists as each language writes them.

A catalogue is a file `texts/CODE.toml`; `en.toml` explains the keys. Each is read when it is first needed.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from gettext import c2py
from importlib import resources
from typing import Any

# Code → the language's own name, in the order in which candidates can switch.
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
}
DEFAULT = "en"


@dataclass(frozen=True)
class Texts:
    """What candidates read, in one language.

    Attributes:
        language: Its code, a key of `LANGUAGES`.
        table: Key, such as "page.leave.button" → a text, or a list of texts.
    """

    language: str
    table: Mapping[str, Any]

    def __call__(self, key: str, /, **values: object) -> str:
        """A text with its values put in; values are never read as texts. Raises KeyError for an unknown key."""
        return self.typeset(str(self.table[key]).format_map(values))

    def has(self, key: str) -> bool:
        """Whether there is a text for a key."""
        return key in self.table

    def lines(self, key: str) -> Sequence[str]:
        """The texts of a list."""
        return [self.typeset(text) for text in self.table[key]]

    def counted(self, key: str, count: int, **values: object) -> str:
        """A text in the plural form of a count, which is {n} in it."""
        return self.typeset(str(self.table[key][self._form(count)]).format_map({"n": count, **values}))

    def listed(self, names: Sequence[str]) -> str:
        """A, B and C."""
        joined = self.table["lists.and"].join(filter(None, (self.table["lists.comma"].join(names[:-1]), *names[-1:])))
        return self.typeset(joined)

    def number(self, number: float) -> str:
        """A whole number, its thousands set apart."""
        return f"{number:,.0f}".replace(",", self.table["lists.thousands"])

    def month_name(self, day: date) -> str:
        """The month of a day, as it stands behind a day or a preposition: April, kwietnia."""
        names: Sequence[str] = self.table.get("dates.months_of_days") or self.table["dates.months"]
        return names[day.month - 1]

    def month(self, day: date) -> str:
        """A month and its year, standing alone: April 2026, kwiecień 2026."""
        return self("dates.month", month=self.table["dates.months"][day.month - 1], year=day.year)

    def day(self, day: date) -> str:
        """A day without its year: 1 March, 1er mars."""
        return self._dated("dates.day", day)

    def long_day(self, day: date) -> str:
        """A day: 1 March 2026, 1. März 2026."""
        return self._dated("dates.long_day", day)

    def _dated(self, key: str, day: date) -> str:
        number = self.table["dates.first"] if day.day == 1 else day.day
        return self(key, day=number, month=self.month_name(day), year=day.year)

    def typeset(self, text: str) -> str:
        """A whole text as the language is printed: with its no-break spaces and elisions."""
        for pattern, replacement in self._typeset:
            text = pattern.sub(replacement, text)
        return text

    @cached_property
    def _typeset(self) -> Sequence[tuple[re.Pattern[str], str]]:
        return [(re.compile(pattern), replacement) for pattern, replacement in self.table["typeset"]]

    @cached_property
    def _form(self) -> Any:
        return c2py(self.table["plural"])


@cache
def texts_in(language: str) -> Texts:
    """The catalogue of a language, a key of `LANGUAGES`."""
    file = resources.files(__package__).joinpath("texts", f"{language}.toml")
    return Texts(language, dict(_flat("", tomllib.loads(file.read_text("utf-8")))))


def _flat(before: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        key = f"{before}.{name}" if before else name
        if isinstance(value, Mapping):
            yield from _flat(key, value)
        else:
            yield key, value
