"""Objects of JSON files: which lists they hold, and how values are taken out of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from automation.core.imports.words import is_sensitive
from automation.core.model import Cell
from automation.core.text import text_of

Object = Mapping[str, Any]
# Keys under which systems put the list of what was asked for.
_LISTS = frozenset(
    {
        *("data", "results", "candidates", "opportunities", "applications", "applicants", "content", "items"),
        *("records", "candidate", "applicant", "disqualification_reasons", "response", "resumes"),
    }
)
# Keys of one person's object, which may hold such lists, too.
_OWN = frozenset({"basics", "id", "first_name", "firstname", "firstName", "email", "emails", "email_addresses"})
# IDs of systems: hexadecimal, with or without dashes, or digits with letters between.
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{13,}|[0-9a-f]{16,}|\d+|(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9_-]{10,}")
_DEEPEST = 40
# Objects whose fields are named well enough without the object.
_WRAPPERS = frozenset(
    {
        *("location", "address", "web", "contact", "contacts", "person", "candidate", "applicant", "profile"),
        *("contact_info", "contactInfo", "personal_info", "personalInfo", "links", "social"),
    }
)
# Custom fields: the key that holds the question, and those that hold the answer.
_QUESTIONS = frozenset({"title", "name", "label", "question"})
_ANSWERS = frozenset({"value", "answer", "valueLabel"})


@dataclass(frozen=True)
class Document:
    """A list of objects of one kind.

    Attributes:
        file: The file's name.
        objects: Each with the number by which people count it; 0 where the file is one object.
    """

    file: str
    objects: Sequence[Object]
    single: bool = False

    def number(self, index: int) -> int:
        """The number of an object, as people count."""
        return 0 if self.single else index + 1

    def has(self, *keys: str) -> bool:
        """Whether some of its first objects have all of these keys."""
        return any(all(key in one for key in keys) for one in self.objects[:20])


def documents_of(file: str, value: Any) -> list[Document]:
    """The lists of objects in the value of a JSON file; empty where it holds none."""
    if isinstance(value, list):
        objects = [one for one in value if isinstance(one, dict)]
        return [Document(file, objects)] if objects else []
    if not isinstance(value, dict) or not value:
        return []
    if _OWN & value.keys():
        return [Document(file, [value], single=True)]
    inner = [one for key, one in value.items() if isinstance(one, list) or (key in _LISTS and isinstance(one, dict))]
    found = [document for one in inner for document in documents_of(file, one)]
    if found or any(key in _LISTS and isinstance(one, list | dict) for key, one in value.items()):
        return found
    return [Document(file, [value], single=True)]


def at(value: Any, path: str) -> Any:
    """The value at a path such as "location.city"; None where there is none."""
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def object_of(value: Any) -> Object:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def objects_in(value: Any) -> list[Object]:
    """The objects of a list; none where it is no list."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def scalar(value: Any) -> Cell:
    """A value as a cell; None for an object or a list."""
    return value if isinstance(value, str | int | float | bool) else None


def values_in(value: Any) -> list[Cell]:
    """The values of a list, or of the objects in it: `[{"value": …, "type": …}]`, `["a", "b"]`."""
    found = [_inner(one) for one in (value if isinstance(value, list) else [value])]
    return [one for one in found if text_of(one)]


def _inner(one: Any) -> Cell:
    if not isinstance(one, Mapping):
        return scalar(one)
    keys = (
        "value",
        "email_address",
        "email",
        "phone_number",
        "number",
        "url",
        "link",
        "name",
        "text",
        "title",
        "label",
        "raw_address",
    )
    return next((found for key in keys if (found := scalar(one.get(key))) not in (None, "")), None)


def is_id(text: str) -> bool:
    """Whether a text is an ID of a system, and no words."""
    return bool(_ID.fullmatch(text)) and not text.isalpha()


def named(value: Any, known: Mapping[str, Object] | None = None) -> str:
    """The name of an object, of one that is known by its ID, or a text; "" for an ID that is not known."""
    if isinstance(value, Mapping):
        keys = ("name", "text", "title", "public_name", "label", "description")
        found = next((one for key in keys if isinstance(one := value.get(key), str) and one.strip()), "")
        if found:
            return found
        parts = [text_of(scalar(value.get(key))) for key in ("first_name", "last_name", "firstName", "lastName")]
        return " ".join(filter(None, parts))
    text = text_of(scalar(value))
    if known and text in known:
        return named(known[text])
    return "" if _ID.fullmatch(text) else text


def resolved(value: Any, known: Mapping[str, Object]) -> Object:
    """The object itself, or the one that an ID names; an empty one where it is not known."""
    if isinstance(value, Mapping):
        return value
    return known.get(text_of(scalar(value)), {})


def by_id(documents: Sequence[Document]) -> dict[str, Object]:
    """The objects of some lists by their ID."""
    return {text_of(scalar(one.get("id"))): one for document in documents for one in document.objects if one.get("id")}


def sensitive_in(value: Any, depth: int = 0) -> Iterator[str]:
    """The names of fields that are never imported and hold something, wherever they stand."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            asked = inner if isinstance(inner, str) and key in _QUESTIONS and _ANSWERS & value.keys() else str(key)
            if inner not in (None, "", [], {}) and is_sensitive(asked):
                yield asked
            else:
                yield from sensitive_in(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from sensitive_in(inner, depth + 1)


def flattened(objects: Sequence[Object]) -> list[list[Cell]]:
    """Objects as rows below a row of their keys; inner objects by both keys, lists joined."""
    rows = [dict(_flat(object_of(one.get("attributes")) or one, 0)) for one in objects]
    headers = list(dict.fromkeys(key for row in rows for key in row))
    return [list(headers), *([row.get(key) for key in headers] for row in rows)]


def _flat(one: Object, depth: int) -> Iterator[tuple[str, Cell]]:
    for key, value in one.items():
        if isinstance(value, Mapping) and depth < 2:
            inner = dict(_flat(value, depth + 1))
            yield from ((name if key in _WRAPPERS else f"{key} {name}", cell) for name, cell in inner.items())
            if text := named(value):
                yield key, text
        elif isinstance(value, list):
            yield key, "; ".join(text_of(cell) for cell in values_in(value))
        elif not isinstance(value, Mapping):
            yield key, value
