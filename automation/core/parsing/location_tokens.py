"""A cell that names places, cut into items: known names, known words, numbers, and what is neither."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from unicodedata import normalize

from automation.core.parsing.location_notes import NOTE_WORDS
from automation.core.parsing.location_words import PLACE_WORDS, Kind
from automation.core.parsing.negation import NEGATIONS
from automation.core.parsing.remote_words import MORE_NEGATIONS, REMOTE_WORDS
from automation.core.taxonomy.gazetteer import NOWHERE, Areas, Spot, areas_named, first_words, local_areas, names_between, towns_named, within
from automation.core.taxonomy.place_keys import place_key, written_out

# Words of more letters are no codes of countries or regions.
CODE_LETTERS = 3
# Lower-case codes that are read wherever they stand.
_PLAIN_CODES = frozenset({"uk", "eu", "us", "usa", "uae", "emea", "apac", "eea"})
# Everyday abbreviations in capitals that are also codes.
_NO_CODES = frozenset({"NA", "AM", "PM", "IT", "NO", "OK", "CV", "TO"})
# Parts of a city: "SE London".
_COMPASS = frozenset({"N", "S", "E", "W", "NE", "NW", "SE", "SW", "SO"})


@dataclass(frozen=True)
class Item:
    """What some words of a cell are.

    Attributes:
        text: The words as typed.
        kind: What the words do, if they are known words.
        towns: The towns that they may name, the most sensible first.
        areas: The countries or regions that they may name.
        number: The number that they are.
        cut: The sign between two parts of the cell that stands here, such as "," or "(".
        local: The regions of which they are a code that counts behind a town there only.
    """

    text: str
    kind: Kind | None = None
    towns: tuple[Spot, ...] = ()
    areas: Areas = NOWHERE
    number: float | None = None
    cut: str = ""
    local: Areas = NOWHERE

    @property
    def names(self) -> bool:
        """Whether the words may name a place."""
        return bool(self.towns or self.areas or self.local)

    @property
    def unknown(self) -> bool:
        """Whether nothing is known of the words."""
        return not (self.kind or self.names or self.cut or self.number is not None)


@dataclass(frozen=True)
class _Word:
    text: str
    key: str
    # Written without blanks to the next, as in Chinese.
    glued: bool = False
    cut: str = ""


# Of two meanings of one word, the later kind wins.
_ORDER = (Kind.NOISE, Kind.AND, Kind.ONSITE, Kind.YES, Kind.DAYS, Kind.HOURS, Kind.MINUTES, Kind.TIME, Kind.FULL)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
_CJK_LONGEST = 9
# Signs that may stand within a name: "Halle (Saale)", "Frankfurt/Main".
_CROSSED = frozenset({"(", "/"})
# "A'dam": at most so many letters before the apostrophe, at least so many behind it.
_HEAD, _TAIL = 2, 3


@cache
def word_kinds() -> Mapping[str, Kind]:
    """Every known word or phrase, as places are compared → what it does."""
    negations = (*NEGATIONS.items(), *MORE_NEGATIONS.items())
    tables = {**NOTE_WORDS, **PLACE_WORDS, **REMOTE_WORDS}
    ranked = sorted(tables, key=lambda kind: (_ORDER.index(kind) + 1) if kind in _ORDER else len(_ORDER) + 1)
    found = {place_key(word): kind for kind in ranked for words in tables[kind].values() for word in words}
    # "mai" is no month in Italian only.
    denied = {place_key(word): Kind.NOT for _, words in negations for word in words}
    return {YEARS: Kind.UNTIL, **found, **{word: kind for word, kind in denied.items() if word and found.get(word) is not Kind.TIME}}


@cache
def _longest_runs() -> Mapping[str, int]:
    """First word of every known name and phrase → the most words of one that begins with it."""
    longest = dict(first_words())
    for phrase in word_kinds():
        if " " in phrase:
            first = phrase[: phrase.index(" ")]
            longest[first] = max(longest.get(first, 1), phrase.count(" ") + 1)
    return longest


Known = tuple[Kind | None, tuple[Spot, ...], Areas]


@lru_cache(maxsize=100_000)
def _known(key: str) -> Known | None:
    """What a word or phrase is: a known word, towns, areas; None for none of them."""
    kind, towns, areas = word_kinds().get(key), towns_named(key), areas_named(key)
    return (kind, towns, areas) if kind or towns or areas else None


# -- Words and signs

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.\s?){1,}[^\W\d_]\b\.?")
_YEARS = re.compile(r"\b(?:19|20)\d\d\s*[-–—/]\s*(?:(?:19|20)?\d\d\b|present|now|today|heute|jetzt|actualidad)", re.IGNORECASE)
# "D-10115", "1012 AB", "M1 4BT", "M5V 2T6": with letters, which are no words. Codes of digits alone are numbers.
_POST_CODES = re.compile(
    r"\b[A-Z]{1,3}-(?=\d{4,5}\b)|\b\d{4}\s?[A-Z]{2}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b"
)
_CUTS = re.compile(r"(;|\||\n|•|·|->|=>|→|➜|>|,|/|\(|\)|\[|\]|\?|&|\+|\s[-–—]+\s|\s[-–—]+$|^[-–—]+\s|[–—])")
_SAME_CUT = {"|": ";", "\n": ";", "•": ";", "·": ";", "[": "(", "]": ")", "=>": "→", "->": "→", "➜": "→", ">": "→"}
_FOLDED = str.maketrans("（）【】［］，、،；／：？＆＋｜。٫", "()()(),,,;/:?&+|;,")
_BREAKS = re.compile(r"[\s\-_:=.\"“”„«»!*#~<%]+")
_WITH_DIGITS = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]*)")
_SENTENCE = re.compile(r"([^\W\d_]{4,})\.\s+(?=[^\W\d_])")
_ABBREVIATED = frozenset("excl incl evtl prov dept approx prob poss pref temp bezirk jgst westf mittelfr oberpf".split())
YEARS = "yearstoyears"


def _dotted(found: re.Match[str]) -> str:
    letters = re.sub(r"[.\s]", "", found.group())
    # "N. London" and "b. München" are a word and a name; "U.S." is one word.
    return letters if len(letters) > 1 else found.group()


def _sentence(found: re.Match[str]) -> str:
    word = found.group(1)
    return f"{word} " if word.casefold() in _ABBREVIATED else f"{word}; "


def words_of(text: str) -> list[_Word]:
    """The words and signs of a cell."""
    text = normalize("NFKC", text) if not text.isascii() else text
    text = text.translate(_FOLDED)
    if "." in text:
        text = _SENTENCE.sub(_sentence, _DOTTED.sub(_dotted, text))
    if any(map(str.isdigit, text)):
        text = _POST_CODES.sub(" ", _YEARS.sub(f" {YEARS} ", text))
    found: list[_Word] = []
    for piece in _CUTS.split(text):
        sign = piece.strip()
        if not sign:
            continue
        if _CUTS.fullmatch(piece):
            found.append(_Word(sign, "", cut=_SAME_CUT.get(sign, "-" if sign[0] in "-–—" else sign)))
        else:
            found += [word for part in _BREAKS.split(piece) if part for word in _split_word(part)]
    return found


def _split_word(part: str) -> Iterable[_Word]:
    if part.isascii() or not _CJK.search(part):
        key = place_key(part)
        # A key of two words, such as that of "d’Oise…", stands for itself.
        return [_Word(part, key)] if key else []
    return _split_cjk(part)


def _split_cjk(part: str) -> list[_Word]:
    found: list[_Word] = []
    for run in re.findall(rf"(?:{_CJK.pattern})|(?:(?!{_CJK.pattern}).)+", part):
        glued = bool(_CJK.match(run))
        key = place_key(run) or run
        found.append(_Word(run, key, glued=glued))
    return found


# -- Items


def items_of(text: str) -> list[Item]:
    """The items of a cell."""
    words = words_of(text)
    found: list[Item] = []
    at = 0
    while at < len(words):
        if words[at].cut:
            found.append(Item(words[at].text, cut=words[at].cut))
            at += 1
            continue
        item, count = _longest(words, at, found)
        found.append(item)
        at += count
    return found


def _longest(words: Sequence[_Word], at: int, before: Sequence[Item]) -> tuple[Item, int]:
    """The item that the longest known run of words from a place makes, and how many words that takes."""
    most = _CJK_LONGEST if words[at].glued else _longest_runs().get(written_out(words[at].key), 1)
    for count in range(min(most, len(words) - at), 1, -1):
        run = words[at : at + count]
        crossed = [word for word in run if word.cut]
        if run[-1].cut or len(crossed) > 1 or any(word.cut not in _CROSSED for word in crossed):
            continue
        known = _known(_joined(run))
        if known is None or (crossed and not known[1]):
            continue
        item = _item(words, at, count, (None, known[1], NOWHERE) if crossed else known, before)
        if item is not None:
            closes = bool(crossed) and crossed[0].cut == "(" and at + count < len(words) and words[at + count].cut == ")"
            return item, count + closes
    text = words[at].text
    known = _known(words[at].key)
    if len(text) == CODE_LETTERS and text.isupper() and _ends_part(words, at - 1) and _ends_part(words, at + 1):
        # Alone, it may be the code of an airport.
        towns = () if known and known[1:] != ((), NOWHERE) else towns_named(text)
        known = (None, towns, NOWHERE) if towns else known
    item = _item(words, at, 1, known, before) if known else None
    return item or _odd(words[at], before), 1


def _joined(run: Sequence[_Word]) -> str:
    if len(run) == 1:
        return run[0].key
    parts = [written_out(run[0].key)]
    for number, (last, word) in enumerate(pairwise(run), start=2):
        if not word.cut:
            key = word.key if number == len(run) else written_out(word.key)
            parts.append(key if last.glued and word.glued else f" {key}")
    return "".join(parts)


def _item(words: Sequence[_Word], at: int, count: int, known: Known, before: Sequence[Item]) -> Item | None:
    """The item of a run of words that is known, as its surroundings decide; None if it is nothing here."""
    run = words[at : at + count]
    text = run[0].text if count == 1 else ("" if run[0].glued else " ").join(word.text for word in run if not word.cut)
    kind, towns, areas = known
    if kind is None and len(text) > CODE_LETTERS:
        return Item(text, None, towns, areas)
    start, end = _ends_part(words, at - 1), _ends_part(words, at + count)
    if areas and len(run[0].key) <= CODE_LETTERS and not _is_code(text, kind, areas, before, start=start, end=end):
        areas = NOWHERE
    local = local_areas(text) if len(text) <= CODE_LETTERS + 1 and text.isupper() else NOWHERE
    if local and _fits(before, local) and not _fits(before, areas):
        return Item(text, local=local)
    if text in _COMPASS and not _fits(before, areas) and not (start and end):
        return Item(text, Kind.NOISE)
    if areas:
        return Item(text, None, towns if kind is None else (), areas)
    if kind is Kind.NOISE and towns and start and end and text.isupper():
        # "LA" is not the article.
        return Item(text, towns=towns)
    if kind and towns:
        # A word that is also the name of a town, such as "Mobile", is one only before a region that has it.
        after = _area_after(words, at + count) if start and text[:1].isupper() else NOWHERE
        return Item(text, towns=towns) if after and any(within(spot.areas, after) for spot in towns) else Item(text, kind)
    if towns and len(text) < CODE_LETTERS and text.isascii() and not text.isupper() and not (start and end):
        return None
    return Item(text, kind, towns) if kind or towns else None


def _odd(word: _Word, before: Sequence[Item]) -> Item:
    """A word that is in no table: a code, a number, a shortened name, or unknown."""
    local = local_areas(word.text) if word.text.isupper() else NOWHERE
    if local and _fits(before, local):
        return Item(word.text, local=local)
    if "'" in word.text or "’" in word.text:
        return Item(word.text, towns=_shortened(word.text))
    return _numbered(word) or Item(word.text)


def _ends_part(words: Sequence[_Word], at: int) -> bool:
    return not 0 <= at < len(words) or bool(words[at].cut)


def _is_code(text: str, kind: Kind | None, areas: Areas, before: Sequence[Item], *, start: bool, end: bool) -> bool:
    """Whether two or three letters are a code of a country or region here."""
    fits = _fits(before, areas)
    if text in _NO_CODES:
        return fits and end
    if kind is not None:
        # "Warsaw, IN" is in Indiana; "Berlin in" is nothing.
        return end and (fits or (text.isupper() and _behind_name(before)))
    if text.casefold() in _PLAIN_CODES or text.isupper():
        return True
    return fits or (start and end)


def _behind_name(before: Sequence[Item]) -> bool:
    """Whether a comma or bracket behind a name or an unknown word comes just before."""
    if len(before) < len(("Warsaw", ",")) or before[-1].cut not in {",", "("}:
        return False
    return before[-2].names or before[-2].unknown


def _fits(before: Sequence[Item], areas: Areas) -> bool:
    """Whether the place before may lie in some areas."""
    place = next((item for item in reversed(before) if not item.cut or item.cut == ";"), None)
    return place is not None and bool(areas) and any(within(spot.areas, areas) for spot in place.towns)


def _area_after(words: Sequence[_Word], at: int) -> Areas:
    """The country or region behind the next comma."""
    if at + 1 >= len(words) or words[at].cut not in {",", "("}:
        return NOWHERE
    until = next((number for number in range(at + 1, len(words)) if words[number].cut), len(words))
    return areas_named(_joined(words[at + 1 : until]))


def _numbered(word: _Word) -> Item | None:
    """A number, also with what it counts ("30min")."""
    if not any(map(str.isdigit, word.text)):
        return None
    found = _WITH_DIGITS.fullmatch(word.text)
    if not found:
        return Item(word.text, Kind.NOISE)
    kind = word_kinds().get(found.group(2).casefold()) if found.group(2) else None
    counts = kind if kind in {Kind.MINUTES, Kind.HOURS, Kind.DAYS} else None
    return Item(word.text, counts, number=float(found.group(1).replace(",", ".")))


@lru_cache(maxsize=1_000)
def _shortened(text: str) -> tuple[Spot, ...]:
    """The large town that a name with an apostrophe shortens: "A'dam", "B'ham"."""
    head, _, tail = (place_key(part) for part in text.replace("’", "'").partition("'"))
    return names_between(head, tail) if 1 <= len(head) <= _HEAD and len(tail) >= _TAIL else ()
