"""What candidates can choose on their page, and which openings they chose to hear of."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from automation.core.ledger.preferences import REMOTE, Preferences
from automation.core.ledger.replies import ReplySummary
from automation.core.model import Remote
from automation.core.parsing.locations.nearness import same_place
from automation.core.reasons import Reason, ReasonKind
from automation.core.text import plain
from automation.core.workbook.parsed_workbook import Book

# Names of one kind that the page offers.
MOST = 15


def topics_of(book: Book) -> Sequence[str]:
    """The role families of the requisitions, by name; if there are many, the most common ones."""
    return families_of(book, MOST)


def places_of(book: Book) -> Sequence[str]:
    """The places of the requisitions, by name, and `REMOTE` first; if there are many, the most common ones."""
    return [REMOTE, *_named((row.location for row in book.requisition_rows.values()), MOST)]


def families_of(book: Book, most: int | None = None) -> Sequence[str]:
    """The role families of the requisitions, each once, by name; `most` keeps the most common ones."""
    return _named((row.family for row in book.requisition_rows.values()), most)


def _named(names: Iterable[str], most: int | None) -> list[str]:
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for name in (" ".join(name.split()) for name in names):
        if plain(name):
            counts[plain(name)] += 1
            written.setdefault(plain(name), name)
    common = sorted(counts, key=lambda one: (-counts[one], one))[:most]
    return [written[one] for one in sorted(common)]


def chose(chosen: Preferences, requisition: Any) -> bool:
    """Whether an opening has one of the topics and one of the places that a candidate chose.

    An opening without a role family has none of their topics, and one without a place none of their places.
    """
    in_topic = not chosen.topics or plain(requisition.family) in set(map(plain, chosen.topics))
    return in_topic and (not chosen.places or any(_is_there(place, requisition) for place in chosen.places))


def _is_there(place: str, requisition: Any) -> bool:
    if place == REMOTE:
        return requisition.remote is Remote.REMOTE
    there = requisition.location
    return bool(there) and (plain(place) == plain(there) or same_place(place, there) is True)


def unwanted(alerts: bool | None, said: ReplySummary, key: str, requisition: Any | None) -> Reason | None:
    """Why a candidate does not want to hear of an opening, by their own choice; None where there is no such reason.

    Args:
        alerts: Whether they want to hear of other openings than those we wrote to them about.
        said: What they said.
        key: The compared key of the opening.
        requisition: Its row; None where it is gone.
    """
    if key in said.wrote_about:
        return None
    if alerts is False:
        return Reason(ReasonKind.ONLY_THESE)
    return None if requisition is None or chose(said.preferences, requisition) else Reason(ReasonKind.NOT_CHOSEN)


def unwanted_of(alerts: bool | None, said: ReplySummary, rows: Mapping[str, Any]) -> Mapping[str, Reason]:
    """Compared key of each opening that a candidate does not want to hear of → why."""
    if alerts is not False and not said.preferences.narrow:
        return {}
    found = ((key, unwanted(alerts, said, key, row)) for key, row in rows.items())
    return {key: why for key, why in found if why}
