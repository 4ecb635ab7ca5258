"""The terms of the program as types. Docs and headers use the same words, with the same meanings."""

from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any, NewType

from automation.core.frame import Frame


@dataclass(frozen=True)
class CellError:
    """A cell whose formula failed, such as `#REF!`."""

    code: str

    def __str__(self) -> str:
        return self.code


Cell = str | float | int | bool | date | datetime | CellError | None
Row = Sequence[Cell]


@dataclass(frozen=True)
class Snapshot:
    """A workbook as it was at one moment.

    Attributes:
        tabs: The cells of each tab from A1 on, row by row, in the workbook's order. Rows may differ in length.
        version: What the store compares when it publishes, to find out whether the workbook was changed since.
        time_zone: The IANA name in the workbook itself; None where it has none.
        problems: Problems that the store noticed outside of cells, such as a filter that leaves columns out.
    """

    tabs: Mapping[str, Sequence[Row]]
    version: str = ""
    time_zone: str | None = None
    problems: Sequence["Problem"] = ()


# How much of a cell a message quotes, in characters.
QUOTED = 40


@dataclass(frozen=True)
class Problem:
    """Something wrong in the workbook, in words that its owner can act on. Never stops a run.

    `key` is the row's key ("" where it has none) and `row` its number as people count (1 is the header).
    """

    tab: str
    key: str
    column: str
    value: str
    message: str
    row: int | None = None


@dataclass(frozen=True)
class Finding:
    """What `check` found where a workbook is stored: all is fine, or what to do about it."""

    subject: str
    fine: bool
    message: str


class ShelveReason(StrEnum):
    """Why a candidate was shelved. Each reason has a condition that clears it."""

    LOST_TO_FINALIST = "Lost to another finalist"
    PAY_TOO_HIGH = "Pay too high"
    LOCATION = "Location"
    TOO_SENIOR = "Too senior"
    TOO_JUNIOR = "Too junior"
    SKILL_GAP = "Skill gap"
    TIMING = "Timing"
    HEADCOUNT_FROZEN = "Headcount frozen"
    REQ_CANCELLED = "Req cancelled"
    WORK_AUTHORISATION = "Work authorisation"
    DECLINED_OFFER = "Declined offer"
    WITHDREW = "Withdrew"
    FAILED_ASSESSMENT = "Failed assessment"
    CONDUCT = "Conduct"
    OTHER = "Other"


class Level(IntEnum):
    """The levels, lowest first; one step apart earns half."""

    INTERN = 0
    JUNIOR = 1
    MID = 2
    SENIOR = 3
    LEAD = 4
    PRINCIPAL = 5
    DIRECTOR = 6
    VP = 7
    C_LEVEL = 8

    @property
    def label(self) -> str:
        """The word people pick from the dropdown."""
        return LEVEL_LABELS[self]


LEVEL_LABELS = {
    Level.INTERN: "Intern",
    Level.JUNIOR: "Junior",
    Level.MID: "Mid",
    Level.SENIOR: "Senior",
    Level.LEAD: "Lead or Staff",
    Level.PRINCIPAL: "Principal or Manager",
    Level.DIRECTOR: "Director",
    Level.VP: "VP",
    Level.C_LEVEL: "C-level",
}


class Stage(StrEnum):
    """How far a candidate got the last time, in order."""

    APPLIED = "Applied"
    SCREEN = "Screen"
    INTERVIEW = "Interview"
    FINAL = "Final"
    OFFER = "Offer"


class Status(StrEnum):
    """The status of a requisition. Only open ones are matched."""

    OPEN = "Open"
    ON_HOLD = "On hold"
    FILLED = "Filled"
    CANCELLED = "Cancelled"


class Remote(StrEnum):
    """Where the work of a requisition is done."""

    ONSITE = "onsite"
    HYBRID = "hybrid"
    REMOTE = "remote"


class Band(StrEnum):
    """What a score means in a word. `NONE` is a match too weak to be Possible."""

    STRONG = "Strong"
    GOOD = "Good"
    POSSIBLE = "Possible"
    NONE = ""

    def lowered(self) -> "Band":
        """One band down, as a standing blocker does."""
        order = list(Band)
        return order[min(order.index(self) + 1, len(order) - 1)]


class BlockerState(StrEnum):
    """Whether the blocker still stands."""

    CLEARED = "cleared"
    STANDING = "standing"
    UNKNOWN = "unknown"
    NONE = "none"


class Stance(StrEnum):
    """What a cell says about having a skill. `LIMITED` counts in part; the last two never count."""

    HELD = "held"
    LIMITED = "limited"
    DOUBTFUL = "doubtful"
    NOT_HELD = "not held"

    @property
    def counts(self) -> bool:
        """Whether the skill earns anything."""
        return self in _COUNTS


_COUNTS = (Stance.HELD, Stance.LIMITED)


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill that a cell names, and what the cell says about having it.

    Attributes:
        text: What is compared: the name, without what the cell says about it.
        stance: What the cell says about having it.
        said: The words of the cell, such as "basic SQL only"; "" where they are the name alone.
    """

    text: str
    stance: Stance = Stance.HELD
    said: str = ""

    @property
    def words(self) -> str:
        """The words of the cell."""
        return self.said or self.text

    def __str__(self) -> str:
        """The name of a skill that is held, else the words of the cell, which say how far it is."""
        return self.text if self.stance is Stance.HELD else self.words


def names_counted(skills: Iterable[Skill]) -> tuple[str, ...]:
    """The names of the skills that count, in whole or in part."""
    return tuple([skill.text for skill in skills if skill.stance in _COUNTS])


def names_held(skills: Iterable[Skill]) -> list[str]:
    """The names of the skills that a candidate has, as a message to them may show: without remarks."""
    return [skill.text for skill in skills if skill.stance is Stance.HELD]


@dataclass(frozen=True)
class Pay:
    """A yearly amount or range.

    Attributes:
        currency: An ISO code, None where it is unknown.
        read_as: How the amount follows from the cell, "" where the cell says it: "4,500 a month × 12".
    """

    low: float
    high: float
    currency: str | None
    read_as: str = field(default="", compare=False)

    def __str__(self) -> str:
        amounts = dict.fromkeys(short_amount(amount) for amount in (self.low, self.high))
        return " ".join(filter(None, ("–".join(amounts), self.currency)))


def short_amount(amount: float) -> str:
    """An amount as people say it: 4.5M, 120k, 97.5k, 800."""
    if amount >= 1_000_000 and amount % 10_000 == 0:
        return f"{amount / 1_000_000:g}M"
    return f"{amount / 1000:g}k" if amount >= 1000 and amount % 100 == 0 else f"{amount:,.0f}"


@dataclass(frozen=True)
class Conventions:
    """How this workbook writes what could be read in several ways. Comes from the settings, never from cells.

    Attributes:
        date_order: "DMY" or "MDY" for dates such as 03/04/2026; None leaves them unknown.
        dollar_currency: What a bare `$` means.
        default_region: The region of rows that name none; None leaves it unknown.
    """

    date_order: str | None = None
    dollar_currency: str = "USD"
    default_region: str | None = None


# The frames of the core. The modules that make them document their columns (row_parser.py, slates.py, schedule.py).
# With separate names, the type checker finds mix-ups.
CandidateFrame = NewType("CandidateFrame", Frame)
RequisitionFrame = NewType("RequisitionFrame", Frame)
MatchFrame = NewType("MatchFrame", Frame)
FollowUpFrame = NewType("FollowUpFrame", Frame)


def each_row(frame: Frame) -> Iterator[Any]:
    """The rows of a frame, with its columns as attributes and its key as `Index`."""
    cells = zip(frame.index, *(frame[name] for name in frame.columns), strict=True)
    return map(_row_class(tuple(frame.columns))._make, cells)


@cache
def _row_class(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", ("Index", *columns), rename=True)  # noqa: PYI024  (The columns are known only here.)
