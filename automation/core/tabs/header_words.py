"""What people's headers mean: the names of columns in `header_names/*.txt`, and how a header is compared with them.

A header is never matched by likeness, because near words often mean something else: "Email" and "Email sent?",
"Expected CTC" and "Current CTC". It has the words of a known name, in any order, or no meaning here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import product
from typing import Final

from automation.core.schema import CANDIDATES, PEOPLES_TABS
from automation.core.tabs.header_asides import bare, units_behind
from automation.core.text import names_in, plain, table_in

# Columns of `Candidates` that are no fields of their own: together they are the name.
GIVEN_NAME, FAMILY_NAME = "given_name", "family_name"
# Fields whose headers may say in which unit the numbers are.
PAY_FIELDS: Final = frozenset({"pay", "pay_min", "pay_max"})

_FILES = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "nordic", "slavic", "others")
_CHOICE = re.compile(r"(\[[^\]]*\]|\([^)]*\))")
# Spellings of one word.
_SAME = {
    spelling: word
    for word, spellings in table_in("""
        address: addr, adress, adres; number: num, nr, nbr, nos, numero; phone: tel, telephone, ph; mobile: mob;
        current: curr; years: yrs, yr, year; salary: sal; description: desc; manager: mgr; department: dept;
        location: loc; candidate: cand, candidates, applicant, applicants; req: reqs, requisition, requisitions;
        authorization: authorisation; organization: organisation, org; minimum: min; maximum: max; preferred: pref;
        link: url, hyperlink; skills: skill; expectation: expectations; notes: note; okay: ok; level: lvl
    """).items()
    for spelling in names_in(spellings)
}
# Words without a meaning of their own.
_STOP_WORDS = frozenset(names_in("of, the, de, du, des, d, l, del, della, dei, di, dos, der, het"))
# Words that say only what a tab is about. "Candidate source" is the source; "Candidate" alone is the name.
_CANDIDATE = frozenset(
    names_in("""
        candidate, their, his, her, your, kandidat, kandidaten, bewerber, bewerbers, candidat, candidato, candidata,
        kandidaat, kandydata, kandidatens, hakijan, kandidata, uchazece, кандидата, adayin, jelolt, candidatului
    """)
)
_OPENING = frozenset(names_in("job, req, role, position, vacancy, opening, posting, their, this"))
# Names of something else in this trade, which the rule above would take.
_ELSEWHERE = frozenset(names_in("candidateexperience, candidatestate, openingtitle2, calldate, contactdate"))
# With "?" these ask for yes or no, and not for a day, a permit or a legal basis.
_ASKED = frozenset(names_in("consent, gdprconsent, visa, visas, visum, viza, workvisa"))
_NUMBER = re.compile(r"[#№]|\b[nN][º°]")
# "Number of positions" is not "Position number".
_COUNT = re.compile(r"(?:number|no|count|how many|anzahl|nombre|aantal|antal|liczba|cantidad)\b.")
# Between the names of two columns in one header.
_JOINED = re.compile(r"[/|,;+]| [-–] ")
# Fields that one column may hold together.
_WHOLE = (frozenset({"location", "region"}), frozenset({"name", GIVEN_NAME, FAMILY_NAME}))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Meaning:
    """What a header may mean.

    Attributes:
        field: The ID of the field, or `GIVEN_NAME` or `FAMILY_NAME`.
        rank: 0 for the name of the column, 1 for a usual other name, 2 for all others. Lower comes first.
        languages: The files that have the name.
    """

    field: str
    rank: int
    languages: frozenset[str]


# A field, and the file that has a name for it.
_Listed = tuple[str, str]


class _Names:
    """The names of the columns of a tab: `letters`, or `words` in any order → what they name."""

    def __init__(self) -> None:
        self.letters: dict[str, list[_Listed]] = {}
        self._added: list[tuple[str | list[str], _Listed]] = []

    def add(self, letters: str, words: str | list[str], listed: _Listed) -> None:
        """Add a name, with its words in one text or one by one."""
        self.letters.setdefault(letters, []).append(listed)
        self._added.append((words, listed))

    @cached_property
    def words(self) -> dict[frozenset[str], list[_Listed]]:
        """Only where a header has other letters than every name, its words are looked for."""
        found: dict[frozenset[str], list[_Listed]] = {}
        for words, listed in self._added:
            found.setdefault(_words(words) if isinstance(words, str) else frozenset(words), []).append(listed)
        return found


def main_names(tab: str, field_id: str) -> tuple[str, ...]:
    """The usual other names of a column, as the documentation lists them."""
    return next((names_in(listed) for found, listed, usual in _lines(tab, "en") if usual and found == field_id), ())


def every_name(tab: str) -> Iterator[tuple[str, str]]:
    """Every name that is listed for a tab, with its field, as its letters: ("email", "mailadresse")."""
    names = _names(tab)
    yield from ((field_id, letters) for letters, listed in names.letters.items() for field_id in dict(listed))


def squeezed(header: str) -> str:
    """A header as its letters: without case, accents, punctuation and spaces."""
    return plain(header).replace(" ", "")


@lru_cache(maxsize=4_000)
def meanings(tab: str, header: str) -> tuple[Meaning, ...]:
    """What a header of one of people's tabs may mean; () where it means nothing that is known.

    Several meanings are possible only among name, given name and family name ("Nombre").
    """
    if not plain(header) or header.startswith("BP "):
        return ()
    header = _NUMBER.sub(" number ", header)
    letters = squeezed(header)
    exact = next((one.id for one in PEOPLES_TABS[tab].fields if squeezed(one.header) == letters), None)
    own = exact or _usual(tab).get(letters)
    if exact is None and (_asks(tab, header, own) or _of_two(tab, header)):
        return ()
    found = _found(tab, header) if own is None else _parts_of_names(tab).get(letters, {}) if own == "name" else {}
    others = tuple(Meaning(one, 2, frozenset(files)) for one, files in found.items())
    return others if own is None else (Meaning(own, 0 if exact else 1, frozenset({"en"})), *others)


@cache
def _usual(tab: str) -> Mapping[str, str]:
    """The usual other names of a tab's columns, as their letters, with the fields."""
    lines = [(field_id, listed) for field_id, listed, usual in _lines(tab, "en") if usual]
    return {squeezed(name): field_id for field_id, listed in reversed(lines) for name in names_in(listed)}


def units_in(header: str) -> tuple[str, ...]:
    """The units of the numbers below a header of pay: "k", "LPA", "EUR", "per month"."""
    shown = bare(header)
    return (*shown.units, *units_behind(shown.whole)[1])


def _of_two(tab: str, header: str) -> bool:
    """Whether the column holds two fields: "Name/Company". A place and its country are one, and so are names."""
    parts = _JOINED.split(bare(header).text)
    named = [set(_named(tab, part)) for part in parts if plain(part)]
    if len(named) < 2 or not all(named) or set.intersection(*named):
        return False
    return not any(set.union(*named) <= whole for whole in _WHOLE)


def _asks(tab: str, header: str, own: str | None) -> bool:
    """Whether a header asks for yes or no, where the field that its words name holds a day or words."""
    if "?" not in header:
        return False
    asked = "".join(word for word in plain(bare(header).text).split() if word not in _CANDIDATE)
    return asked in _ASKED or any(_is_day(one) for one in ([own] if own else _found(tab, header)))


def _is_day(field_id: str) -> bool:
    return field_id in ("last_contact", "promised_by") or (field_id.endswith("_on") and field_id != "hired_on")


def _found(tab: str, header: str) -> Mapping[str, set[str]]:
    """The fields that a header names by its words."""
    if squeezed(header) in _ELSEWHERE:
        return {}
    shown = bare(header)
    found = _only(_named(tab, shown.whole), of_pay=bool(shown.units))
    if not found and shown.asides:
        found = _common(tab, [shown.text, *shown.asides])
    if not found and re.search(r"[/|]", shown.text):
        found = _common(tab, [*re.split(r"[/|]", shown.text), *shown.asides])
    if not found:
        text, units = units_behind(shown.whole)
        found = _only(_named(tab, text), of_pay=True) if units else {}
    return found


def _only(found: Mapping[str, set[str]], *, of_pay: bool) -> Mapping[str, set[str]]:
    """The fields that may be meant where a header has a unit: only those of pay."""
    return {one: files for one, files in found.items() if one in PAY_FIELDS} if of_pay else found


def _common(tab: str, texts: list[str]) -> Mapping[str, set[str]]:
    """The fields that all parts of a header name: "City/Town" names one, "Phone/Email" none."""
    first, *others = [_named(tab, text) for text in texts if plain(text)]
    return {one: files for one, files in first.items() if all(one in other for other in others)}


def _named(tab: str, text: str) -> Mapping[str, set[str]]:
    """The fields that a text names by its letters, or by its words in any order."""
    names = _names(tab)
    found = names.letters.get(squeezed(text), [])
    if not found and not _COUNT.match(plain(text)):
        words = _words(text)
        found = names.words.get(words) or names.words.get(words - (_CANDIDATE if tab == CANDIDATES else _OPENING), [])
    files: dict[str, set[str]] = {}
    for field_id, file in found:
        files.setdefault(field_id, set()).add(file)
    return files


def _words(text: str) -> frozenset[str]:
    """The words of a header in the form that is compared."""
    owned = re.sub(r"(?<=\w)['’]s\b", "", text)
    words = plain(owned if " " in text else _CAMEL.sub(" ", owned)).split()
    return _same(words) or frozenset(words)


def _same(words: list[str]) -> frozenset[str]:
    """Words without those that have no meaning, each in its first spelling."""
    if len(words) > 1 and words[-1] == "no":
        words = [*words[:-1], "number"]
    return frozenset(_SAME.get(word, word) for word in words if word not in _STOP_WORDS)


@cache
def _parts_of_names(tab: str) -> Mapping[str, Mapping[str, set[str]]]:
    """The names of given and last names, as their letters → the field → the files of languages that have it.

    Most sheets have no other column than "Name" whose names in all languages are needed; all names take far longer.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for file in _FILES:
        for field_id, listed, usual in _lines(tab, file):
            if field_id in (GIVEN_NAME, FAMILY_NAME):
                for letters, _ in _spelled(listed, choices=not usual):
                    found.setdefault(letters, {}).setdefault(field_id, set()).add(file)
    return found


@cache
def _names(tab: str) -> _Names:
    names = _Names()
    for own in PEOPLES_TABS[tab].fields:
        names.add(squeezed(own.header), own.header, (own.id, "en"))
    for file in _FILES:
        for field_id, listed, usual in _lines(tab, file):
            for letters, words in _spelled(listed, choices=not usual):
                names.add(letters, words, (field_id, file))
    return names


def _spelled(listed: str, *, choices: bool) -> Iterator[tuple[str, str | list[str]]]:
    """The letters and the words of each name in a list; "[a|b] c" is "c", "a c" and "b c", and "(a|b) c" has no "c"."""
    if not choices:
        yield from ((squeezed(name), name) for name in names_in(listed))
        return
    for pattern in listed.split(","):
        ways = [_ways(part) for part in _CHOICE.split(pattern) if part.strip()]
        for way in product(*ways):
            words = [word for _, some in way for word in some]
            # "Remote or remote" comes of a pattern for "remote or onsite".
            if len(words) < 2 or len(set(words)) > 1:
                yield "".join([letters for letters, _ in way]), words


def _ways(part: str) -> list[tuple[str, frozenset[str]]]:
    """The letters and the words of each alternative of a part of a pattern."""
    inner = part.strip()
    optional = inner.startswith("[")
    texts = inner.strip("[()]").split("|") if inner[0] in "[(" else [inner]
    words = [plain(text).split() for text in texts]
    return [("".join(one), _same(one)) for one in ([*words, []] if optional else words)]


def _lines(tab: str, file: str) -> Iterator[tuple[str, str, bool]]:
    """The lines of a file about a tab: the field, its names, and whether they are the usual ones."""
    section = ""
    for line in _text(file).splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif section == tab and line and not line.startswith("#"):
            usual = " = " in line
            field_id, _, listed = line.partition(" = " if usual else ": ")
            yield field_id, listed, usual


@cache
def _text(file: str) -> str:
    return resources.files(__package__).joinpath("header_names", f"{file}.txt").read_text("utf-8")
