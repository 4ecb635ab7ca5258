"""Search among candidates, with the same understanding of skills as matching."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from automation.core.model import each_row
from automation.core.parsing.words.typos import LEAST, corrected
from automation.core.text import plain
from automation.readmodel.workbook_view import View

# Between the terms of a search that are looked for one by one.
_BETWEEN = re.compile(r"[,;]")


class Search:
    """The texts of a reading's candidates, made once per reading.

    Args:
        view: The reading.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        slates: dict[str, list[str]] = defaultdict(list)
        for match in each_row(view.matches):
            slates[match.candidate_key].append(f"{match.req_id} {match.requisition}")
        self._texts = {key: plain(" ".join(_texts(row, slates[key]))) for key, row in view.people.items()}
        self._skills: dict[str, set[str]] = defaultdict(set)
        keys: dict[str, tuple[str, ...]] = {}
        for key, row in view.people.items():
            for skill in row.skills:
                if skill.text not in keys:
                    keys[skill.text] = tuple(view.book.dictionary.read(skill.text).keys)
                for one in keys[skill.text]:
                    self._skills[one].add(key)
        self._words = sorted({word for text in self._texts.values() for word in text.split() if len(word) >= LEAST})

    def find(self, query: str) -> tuple[set[str], str]:
        """The candidates (compared keys) that have every term, and how a misspelt word was read; "" if none was.

        A term is found as a skill by any of its names, as part of a text, or as a slip of the keyboard.
        """
        found, read = set(self._texts), []
        for term in filter(None, map(str.strip, _BETWEEN.split(query))):
            whole = self._as_skill(term)
            for word in () if whole else plain(term).split():
                people = self._of_word(word)
                if not people:
                    meant = corrected(word, self._words, lambda other: other)
                    people = self._of_word(meant) if meant != word else set()
                    read += [f"{word} read as {meant}"] if people else []
                found &= people
            if whole:
                found &= whole | self._with_words(term)
        return found, ", ".join(read)

    def _of_word(self, word: str) -> set[str]:
        return self._as_skill(word) | {key for key, text in self._texts.items() if word in text}

    def _with_words(self, term: str) -> set[str]:
        words = plain(term).split()
        return {key for key, text in self._texts.items() if all(word in text for word in words)}

    def _as_skill(self, term: str) -> set[str]:
        return {key for one in self._view.book.dictionary.read(term).keys for key in self._skills.get(one, ())}


def _texts(row: Any, slates: list[str]) -> Iterator[str]:
    """Everything a search looks at: the row, where it was shelved from and why, and the openings that fit."""
    yield from (row.name, row.preferred_name, row.title, row.company, *map(str, row.skills), row.key, row.email)
    yield from (row.location, row.shelved_from, str(row.shelve_reason or ""), row.reason_detail, row.source)
    yield from slates


def of(view: View) -> Search:
    """The search of a reading."""
    found = view.memo.get("search")
    if not isinstance(found, Search):
        found = view.memo["search"] = Search(view)
    return found
