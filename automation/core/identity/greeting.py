"""How a candidate is greeted: by the given name where that is sure, else by the whole cell.

A cell that holds more than a name ("Smith John - HIRED") must not go into a message: a person must fix it first.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from automation.core.identity import name_notes as notes
from automation.core.identity import name_words as known
from automation.core.identity.given_names import given_in, given_of, is_surely_given
from automation.core.identity.name_asides import parted
from automation.core.identity.name_words import all_in_capitals, folded, is_degree, is_initial, is_title
from automation.core.taxonomy.bundled_data import given_names, nicknames
from automation.core.taxonomy.gazetteer import towns_named
from automation.core.taxonomy.place_keys import place_key

# What is wrong with a cell, in the sentence "Name 'Tom Hall (dup)' …", and what to do about it.
NOTE, SEVERAL, NO_NAME = "holds a note", "names more than one person", "is not a name"
_ADVICE = {NOTE: "leave only the name there", SEVERAL: "give each a row", NO_NAME: "type the name"}

_LONGEST, _MOST_WORDS = 80, 9


@dataclass(frozen=True)
class Greeting:
    """What a cell for a name says.

    Attributes:
        given: The given name, where it is sure; "" where the whole cell is to be used.
        issue: Why it must not go into a message: `NOTE`, `SEVERAL` or `NO_NAME`; "" for nothing but a name.
    """

    given: str = ""
    issue: str = ""


def greeted(name: str, preferred: str = "", given: str = "") -> str:
    """The name after "Hello": the preferred one, else the given name where it is sure, else the whole cell.

    Args:
        name: The cell Name.
        preferred: The cell Preferred name.
        given: The cell for the given name, where people keep it apart.
    """
    return preferred or _of_given_cell(given) or greeting(name).given or without_number(name)


def _of_given_cell(text: str) -> str:
    """The given name in a cell for it: "Dr. Ada N." is Ada; "" where there is only an initial."""
    if not text or greeting(text).issue:
        return ""
    outside = parted(" ".join(text.split()))
    words = _bare(_spaced(outside.text).split())
    return _cased(outside.nickname or (given_in(words, ("",)) if words else ""), text)


def name_problem(name: str, preferred: str) -> tuple[str, str]:
    """Why a row's names must not go into a message: the ID of the field, and the end of the sentence "Name '…' …".

    Where there is a preferred name, only that one goes into messages. ("", "") where nothing is wrong.
    """
    issue = name_issue(preferred or name)
    if not issue:
        return "", ""
    advice = f"{issue}: {_ADVICE[issue]}"
    return ("preferred_name", advice) if preferred else ("name", f"{advice}, or fill Preferred name")


def without_number(name: str) -> str:
    """A name without the number that a system puts behind it: "Dara Smith 11804712"."""
    return _NUMBER_BEHIND.sub("", name) if name[-1:].isdecimal() else name


@lru_cache(maxsize=50_000)
def name_issue(text: str) -> str:
    """Why a name must not go into a message: `NOTE`, `SEVERAL` or `NO_NAME`; "" where it may."""
    text = without_number(text)
    if _PLAIN.fullmatch(text) and (text.istitle() or all(map(_is_capital, text.split()))):
        words = _plainly(text).replace("-", " ")
        each = words.split()
        if (
            _VERDICTS.isdisjoint(text.split())
            and _FLAGGED.isdisjoint(each)
            and not _is_made_up(words)
            and not _TITLED.issuperset(each)
        ):
            return ""
    return "" if _is_listed(text) else greeting(text).issue


def _is_listed(text: str) -> bool:
    """Whether a cell is plainly a last name and a given name: "Okafor, Ada"."""
    if not _LISTED.fullmatch(text) or not all(map(_is_capital, text.replace(",", " ").split())):
        return False
    family, _, given = _plainly(text).replace("-", " ").partition(",")
    words = [*family.split(), given.strip()]
    known_as = given_names()
    sure = known_as.get(words[-1], "rare") != "rare" and known_as.get(words[0]) != "given"
    return sure and _FLAGGED.isdisjoint(words) and not _is_made_up(words[0])


def _plainly(text: str) -> str:
    """The same as `folded`, sooner for most names."""
    return text.lower() if text.isascii() and "'" not in text else folded(text)


def _is_capital(word: str) -> bool:
    """Whether a word begins with a capital, or is a particle that joins no two names."""
    return word[0].isupper() or (word in known.PARTICLES and word not in notes.AND | notes.AND_OR_PARTICLE)


_NUMBER_BEHIND = re.compile(r"(?<=[^\W\d_])\s{1,9}#?\d{4,12}$")
# Most names: words of letters, which begin with a capital.
_PLAIN = re.compile(r"[^\W\d_]{2,}(?:[ '-][^\W\d_]+)*")
_LISTED = re.compile(r"(?:[^\W\d_]{2,}[ '-]){0,3}[^\W\d_]{2,}, ?[^\W\d_]{2,}")
_FLAGGED = notes.NOTES | notes.PLACEHOLDERS | notes.COMPANIES | notes.AND | notes.LOWER_NOTES
_TITLED = known.TITLES | known.DOTTED_TITLES | known.DEGREES | known.CAPITAL_DEGREES | known.SUFFIXES
_VERDICTS = frozenset({"OK", "NO", "YES", "NOK"})
_NO_NAMES = notes.MADE_UP | notes.ALONE | known.TITLES
# One letter, and letters of the keyboard: "sdfsdf".
_JUMBLE = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}|[a-z]")
_PRONOUNS_BEHIND = re.compile(r"(?<![\s,–-])[\s,–-]+(?:she|he|they)/\w+(?:/\w+)?$", re.IGNORECASE)
_SIGNS = re.compile(r"(?:[^\W\d_]|[ .,'’‘`´‐·ªº\u200c\u200d-])+")
_ADDRESS = re.compile(r"\S+@\S+|(?:https?:|www\.|[#=])\S+", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|odt|rtf|txt|pages|jpe?g|png|xlsx?|csv|html?)\W*$", re.IGNORECASE)
_SEVERAL_SIGNS = re.compile(r"\w[\w.]\s*[/&+]\s*\w\w")
_BLANK = re.compile(r"\w?[/.]\w?\.?")
_MAILBOX = re.compile(r"[^\W\d_]{2,}(?:[._][^\W\d_]{2,})+")
# A dash with a space on one side, or one that is no hyphen.
_DASH = re.compile(r"(?:^|\s)[-‐–—]+|[-‐–—]+(?:\s|$)|—|--|–(?=\s)")
_SPACED_HYPHEN = re.compile(r"(?<=[^\W\d_])\s+-\s+(?=[^\W\d_])|(?<=[^\W\d_])[‐–](?=[^\W\d_])")
_TITLE_BEFORE_NAME = re.compile(r"\b([^\W\d_]{1,6})\.(?=[^\W\d_]{2})")


@lru_cache(maxsize=50_000)
def greeting(text: str) -> Greeting:
    """What a cell for a name says: "Okafor, Ada" is Ada; "Wang Weilin" is used as a whole; "Ada (dup)" is not used."""
    shown = " ".join(unicodedata.normalize("NFC", text).split()).strip(" ,")
    if not shown:
        return Greeting()
    outside = parted(_PRONOUNS_BEHIND.sub("", shown))
    cell = _spaced(without_number(outside.text.strip(" ,")))
    issue = NOTE if outside.noted or len(shown) > _LONGEST else _issue_of_signs(cell)
    if issue:
        return Greeting(issue=NO_NAME if _ADDRESS.fullmatch(shown) else issue)
    if folded(cell) in known.CAPITAL_DEGREES:
        # "Ma" is a last name, too.
        return Greeting()
    parts = [part for part in (_bare(one.split()) for one in cell.split(",") if not _tells_birth(one)) if part]
    words = [word for part in parts for word in part]
    issue = _issue_of_words(cell, words) or next(filter(None, map(_issue_of_case, parts)), "") or _issue_of_parts(parts)
    if issue:
        return Greeting(issue=issue)
    found, called = _given(parts), outside.nickname
    return Greeting(_cased(words[0] if called and _is_short(words[0], called) else called or found, cell))


def _tells_birth(part: str) -> bool:
    """Whether what stands behind a comma is the last name of birth: "Anna Hall, née Berg"."""
    return folded(part).split()[:1] in ([word] for word in notes.BORN_BETWEEN)


def _is_short(name: str, full: str) -> bool:
    """Whether the first of two names is short for the second, and not the other way round: "Bill (William)"."""
    short, formal = folded(name), folded(full)
    return formal in nicknames().get(short, ()) and short not in nicknames().get(formal, ())


def _spaced(text: str) -> str:
    """The cell with "Dr.Anna" as two words, and "Jean – Pierre" as one."""
    parted_titles = _TITLE_BEFORE_NAME.sub(_with_space, text)
    before, *after = _SPACED_HYPHEN.split(parted_titles, maxsplit=1)
    if not after:
        return parted_titles
    pair = before.split()[-1], after[0].split()[0].rstrip(",")
    unspaced = not re.search(r"\s-\s", parted_titles)
    return f"{before}-{after[0]}" if unspaced or all(map(is_surely_given, pair)) else parted_titles


def _with_space(title: re.Match[str]) -> str:
    """A title with the space that "Dr.Anna" lacks; "Dott.ssa" is one word."""
    return f"{title[0]} " if is_title(title[0]) and title.string[title.end()].isupper() else title[0]


def _issue_of_signs(cell: str) -> str:
    """What is wrong with a cell by its signs: names have letters, and few others."""
    if not any(map(str.isalpha, cell)) or _BLANK.fullmatch(cell) or _MAILBOX.fullmatch(cell) or _FILE.search(cell):
        return NO_NAME
    if _SEVERAL_SIGNS.search(cell):
        return SEVERAL
    odd = not _SIGNS.fullmatch(cell) and any(not (_SIGNS.match(char) or _marks(char)) for char in cell)
    return NOTE if odd or _DASH.search(cell) else ""


def _marks(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def _bare(words: Sequence[str]) -> list[str]:
    """The words of a part of a name without titles, degrees, suffixes and the last name of birth."""
    born = [at for at, word in enumerate(words) if at > 1 and word.islower() and folded(word) in notes.BORN_BETWEEN]
    begin, end = 0, born[0] if born and born[0] < len(words) - 1 else len(words)
    while begin < end and is_title(words[begin]):
        begin += 1
    while end > begin and (is_degree(words[end - 1]) or is_title(words[end - 1])):
        end -= 1
    return list(words[begin:end])


def _issue_of_words(cell: str, words: Sequence[str]) -> str:
    """What is wrong with a cell by its words."""
    every = [folded(word) for word in cell.replace(",", " ").split()]
    if any(one in notes.AND for one in every[1:-1]) and not _of_both(every):
        return SEVERAL
    pieces = {piece for word in every for piece in (word, *word.split("-"))}
    if not words or pieces & notes.PLACEHOLDERS or _is_made_up(folded(" ".join(words))):
        return NO_NAME
    if pieces & (notes.NOTES | notes.COMPANIES) or len(words) > _MOST_WORDS:
        return NOTE
    return ""


def _of_both(every: Sequence[str]) -> bool:
    """Whether "and" is part of a last name ("von und zu")."""
    return any(one in known.PARTICLES and other == "und" for one, other in pairwise(every))


def _is_made_up(text: str) -> bool:
    if text in _NO_NAMES:
        return True
    words = text.replace("-", " ").split()
    if any(word == word[0] * len(word) for word in words if len(word) > 1):
        return True
    return len(words) == 1 and bool(_JUMBLE.fullmatch(text))


def _issue_of_case(words: Sequence[str]) -> str:
    """What is wrong by words in lower case: they are no names behind a name in capitals, unless they are particles."""
    capitals = 0
    for index, word in enumerate(words):
        text = folded(word)
        if text in notes.LOWER_NOTES and _stands_out(word, words):
            return NOTE
        if text in notes.AND_OR_PARTICLE and 0 < index < len(words) - 1:
            if is_surely_given(words[index - 1]) and is_surely_given(words[index + 1]):
                return SEVERAL
        elif (word.islower() and text not in known.PARTICLES and capitals > 1) or _is_shout(word, words):
            return NOTE
        capitals += word[:1].isupper()
    return ""


def _is_shout(word: str, words: Sequence[str]) -> bool:
    """Whether a word is a verdict in capitals behind a name: "Tom Hall OK"; "Ok" is a last name, too."""
    return word.rstrip(".") in _VERDICTS and len(words) > 2 and not all(map(str.isupper, words))


def _stands_out(word: str, words: Sequence[str]) -> bool:
    """Whether a word of a name is typed unlike the others, or one of several in small letters."""
    if word.islower():
        alone = all(folded(one) in notes.LOWER_NOTES for one in words)
        return alone or len(words) > 2 or any(one[:1].isupper() for one in words)
    return len(word) > 2 and word.isupper() and not all(map(str.isupper, words))


def _issue_of_parts(parts: Sequence[Sequence[str]]) -> str:
    """What is wrong with the parts of a name around its comma: behind it stands a given name, or a note."""
    if len(parts) > 2:
        return NOTE
    if len(parts) < 2:
        return ""
    family, given = parts
    if is_surely_given(family[0]):
        if not is_surely_given(given[0]) and not is_initial(given[0]):
            return NOTE
        pair = len(given) < 2 or is_initial(given[1]) or folded(" ".join(given)) in known.COMPOUNDS
        return "" if len(family) < 2 or pair else SEVERAL
    unknown = given_of(given[0]) in ("", "rare")
    return NOTE if unknown and towns_named(place_key(" ".join(given))) else ""


def _given(parts: Sequence[Sequence[str]]) -> str:
    """The given name of a cell, "" where it is not sure."""
    if len(parts) == 1:
        return given_in(parts[0])
    family, given = parts
    # "Alonso Garcia, Juan" is a name; "Tom Hall, Ada" may be two.
    return "" if len(family) > 1 and is_surely_given(family[0]) else given_in(given, family)


def _cased(name: str, cell: str) -> str:
    """A name with a capital, if it is all in small letters, or the cell all in capitals."""
    if not name or not (name.islower() or all_in_capitals(cell)):
        return name
    return " ".join("-".join(piece.capitalize() for piece in word.split("-")) for word in name.split())
