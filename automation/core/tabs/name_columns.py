"""Names that people keep in two columns, one for the given name and one for the last name."""

from collections.abc import Mapping, Sequence

from automation.core.identity.greeting import greeting
from automation.core.tabs.header_words import FAMILY_NAME, GIVEN_NAME, Meaning


def parts_among(meant: Sequence[tuple[int, str, Sequence[Meaning]]]) -> Mapping[str, int]:
    """The columns of given and last name, where there is one of each; only that of the given name beside a whole name.

    Some words are a whole name where they stand alone, and a part of it where the other part has a column too, in the
    same language: "Name" beside "Vorname", "Nombre" beside "Apellidos".
    """
    given, family, whole = (
        {index: one.languages for index, _, found in meant for one in found if one.field == name}
        for name in (GIVEN_NAME, FAMILY_NAME, "name")
    )
    pairs = [(one, other) for one in given for other in family if one != other]
    sure = [pair for pair in pairs if whole.keys().isdisjoint(pair)]
    chosen = sure or [(one, other) for one, other in pairs if given[one] & family[other]]
    if len(chosen) == 1:
        return dict(zip((GIVEN_NAME, FAMILY_NAME), chosen[0], strict=True))
    alone = [index for index in given if index not in whole]
    return {GIVEN_NAME: alone[0]} if len(alone) == 1 and whole else {}


def whole_name(given: str, family: str) -> str:
    """A name from its two columns; some people type the whole name into that of the last name."""
    if given.casefold() in family.casefold().split():
        return family
    return " ".join(filter(None, (given, family)))


def name_parts(name: str) -> tuple[str, str]:
    """A name as its given part and its last name; all of it is the given part where that is not sure."""
    given = greeting(name).given
    words = " ".join(name.split())
    if given and words.startswith(f"{given} "):
        return given, words.removeprefix(given).strip()
    family, _, rest = (part.strip() for part in words.partition(","))
    return (given, family) if given and rest == given else (words, "")
