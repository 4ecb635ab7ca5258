"""The openings in what public job boards answer."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any

from automation.core.board_hosts import Board
from automation.core.imports.documents import Object, at, named, object_of, objects_in, scalar
from automation.core.text import text_of

# Characters of a description.
LONGEST = 40_000
_TAG, _TAGS = re.compile(r"<[a-z/!][^<>]*>", re.IGNORECASE), re.compile(r"<[^<>]*>")
_LINES = re.compile(r"</(?:p|div|li|ul|ol|h\d|tr)>|<br\s*/?>|<li>", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEARLY = re.compile(r"\b(?:year|yearly|annual|annually|per-year-salary|1 year|p\.?a\.?)\b", re.IGNORECASE)
_REMOTE = {"remote": "remote", "hybrid": "hybrid", "onsite": "onsite", "on-site": "onsite", "on_site": "onsite"}


class UnreadableBoard(ValueError):
    """A job board cannot be read; the text says why."""


class EmptyBoard(UnreadableBoard):
    """A job board has no openings, or does not know the company's name."""


@dataclass(frozen=True)
class Posting:
    """An opening on a board.

    Attributes:
        cells: Field ID of Requisitions → text.
        link: Its page.
    """

    cells: Mapping[str, str]
    link: str = ""

    @property
    def req_id(self) -> str:
        """The requisition's ID."""
        return self.cells["req_id"]


# Where the list of openings stands in an answer; "" for an answer that is the list.
_LISTS = {
    Board.GREENHOUSE: "jobs",
    Board.LEVER: "",
    Board.LEVER_EU: "",
    Board.ASHBY: "jobs",
    Board.WORKABLE: "jobs",
    Board.SMARTRECRUITERS: "content",
    Board.RECRUITEE: "offers",
}


def objects_of(board: Board, value: Any) -> list[Object]:
    """The openings in one answer, as the board writes them.

    Raises:
        UnreadableBoard: The answer has no list of openings.
    """
    key = _LISTS[board]
    found = value if not key else at(value, key)
    if not isinstance(found, list):
        raise UnreadableBoard("answers something else than a list of openings")
    return objects_in(found)


def postings(board: Board, token: str, objects: Sequence[Object]) -> list[Posting]:
    """The openings of a board, each once."""
    found: dict[str, Posting] = {}
    for one in _merged(objects) if board is Board.GREENHOUSE else objects:
        cells = _READERS[board](one, token) if isinstance(one, Mapping) else None
        if cells is None:
            continue
        shown = {name: " ".join(text_of(scalar(cell)).split()) for name, cell in cells.items() if name != "description"}
        shown["description"] = _plain(text_of(scalar(cells.get("description"))))
        link = shown.pop("link", "")
        if shown["req_id"] and shown["title"]:
            posting = Posting({name: text for name, text in shown.items() if text}, _link(link))
            found.setdefault(posting.req_id.casefold(), posting)
    return list(found.values())


def _merged(objects: Sequence[Object]) -> Iterator[Object]:
    """The posts of Greenhouse by job: a job has one post a place. Posts for no job collect prospects only."""
    jobs: dict[str, dict[str, Any]] = {}
    for one in objects:
        job = text_of(scalar(one.get("internal_job_id")))
        if not job:
            continue
        places = [named(one.get("location"))]
        if job in jobs:
            jobs[job]["places"] += [place for place in places if place not in jobs[job]["places"]]
        else:
            jobs[job] = {**one, "places": places}
    yield from jobs.values()


def _greenhouse(one: Object, token: str) -> dict[str, Any] | None:
    ranges = objects_in(one.get("pay_input_ranges"))
    band = (
        ranges[0] if len(ranges) == 1 and _YEARLY.search(f"{ranges[0].get('title')} {ranges[0].get('blurb')}") else {}
    )
    return {
        "req_id": one.get("requisition_id") or f"gh:{token}:{text_of(scalar(one.get('internal_job_id')))}",
        "title": one.get("title"),
        "family": next((named(each) for each in objects_in(one.get("departments"))), ""),
        "location": "; ".join(filter(None, one["places"])),
        # The pay is written in cents.
        "pay_min": _amount(band.get("min_cents"), 100),
        "pay_max": _amount(band.get("max_cents"), 100),
        "currency": band.get("currency_type"),
        "opened_on": _day(one.get("first_published")),
        "description": one.get("content"),
        "link": one.get("absolute_url"),
    }


def _lever(one: Object, token: str) -> dict[str, Any]:
    groups = object_of(one.get("categories"))
    lists = [
        f"{text_of(scalar(each.get('text')))}\n{text_of(scalar(each.get('content')))}"
        for each in objects_in(one.get("lists"))
    ]
    plain = [text_of(scalar(one.get(name))) for name in ("descriptionPlain", "additionalPlain")]
    return {
        "req_id": f"lever:{token}:{text_of(scalar(one.get('id')))}",
        "title": one.get("text"),
        "family": groups.get("team") or groups.get("department"),
        "location": groups.get("location"),
        "remote": _REMOTE.get(text_of(scalar(one.get("workplaceType"))).lower(), ""),
        **_pay(object_of(one.get("salaryRange")), "interval", "min", "max", "currency"),
        "opened_on": _day(one.get("createdAt")),
        "description": "\n".join([plain[0], *lists, plain[1]]),
        "link": one.get("hostedUrl"),
    }


def _ashby(one: Object, token: str) -> dict[str, Any] | None:
    if one.get("isListed") is False:
        return None
    parts = objects_in(at(one, "compensation.summaryComponents"))
    pay = next((each for each in parts if each.get("compensationType") == "Salary"), {})
    places = [one.get("location"), *(each.get("location") for each in objects_in(one.get("secondaryLocations")))]
    remote = _REMOTE.get(text_of(scalar(one.get("workplaceType"))).lower(), "")
    return {
        "req_id": f"ashby:{token}:{text_of(scalar(one.get('id')))}",
        "title": one.get("title"),
        "family": one.get("department") or one.get("team"),
        "location": "; ".join(dict.fromkeys(filter(None, (text_of(scalar(place)) for place in places)))),
        "remote": remote or ("remote" if one.get("isRemote") is True else ""),
        **_pay(pay, "interval", "minValue", "maxValue", "currencyCode"),
        "opened_on": _day(one.get("publishedAt")),
        "description": one.get("descriptionPlain") or one.get("descriptionHtml"),
        "link": one.get("jobUrl"),
    }


def _workable(one: Object, token: str) -> dict[str, Any]:
    return {
        "req_id": one.get("code") or f"workable:{token}:{text_of(scalar(one.get('shortcode')))}",
        "title": one.get("title"),
        "family": one.get("department"),
        "location": _places(one.get("city"), one.get("state"), one.get("country")),
        "remote": "remote" if one.get("telecommuting") is True else "",
        "opened_on": _day(one.get("published_on") or one.get("created_at")),
        "description": one.get("description"),
        "link": one.get("url") or one.get("shortlink"),
    }


def _smartrecruiters(one: Object, token: str) -> dict[str, Any]:
    where, own = object_of(one.get("location")), text_of(scalar(one.get("id")))
    return {
        "req_id": one.get("refNumber") or f"smartrecruiters:{token}:{own}",
        "title": one.get("name"),
        "family": named(one.get("department")) or named(one.get("function")),
        "location": where.get("fullLocation") or _places(where.get("city"), where.get("region"), where.get("country")),
        "remote": _flags(where),
        "opened_on": _day(one.get("releasedDate")),
        "link": f"https://jobs.smartrecruiters.com/{token}/{own}",
    }


def _recruitee(one: Object, token: str) -> dict[str, Any] | None:
    if one.get("status") not in (None, "", "published"):
        return None
    return {
        "req_id": f"recruitee:{token}:{text_of(scalar(one.get('id')))}",
        "title": one.get("title"),
        "family": one.get("department"),
        "location": one.get("location") or _places(one.get("city"), one.get("country")),
        "remote": _flags(one),
        **_pay(object_of(one.get("salary")), "period", "min", "max", "currency"),
        "opened_on": _day(one.get("published_at") or one.get("created_at")),
        "description": f"{text_of(scalar(one.get('description')))}\n{text_of(scalar(one.get('requirements')))}",
        "link": one.get("careers_url"),
    }


_READERS: Mapping[Board, Callable[[Object, str], dict[str, Any] | None]] = {
    Board.GREENHOUSE: _greenhouse,
    Board.LEVER: _lever,
    Board.LEVER_EU: _lever,
    Board.ASHBY: _ashby,
    Board.WORKABLE: _workable,
    Board.SMARTRECRUITERS: _smartrecruiters,
    Board.RECRUITEE: _recruitee,
}


def _flags(one: Object) -> str:
    """How one works, where several flags say it: hybrid first, since such openings may be flagged as remote, too."""
    return next(
        (
            shown
            for name, shown in (("hybrid", "hybrid"), ("remote", "remote"), ("on_site", "onsite"))
            if one.get(name) is True
        ),
        "",
    )


def _places(*parts: Any) -> str:
    return ", ".join(dict.fromkeys(filter(None, (text_of(scalar(part)) for part in parts))))


def _pay(band: Object, interval: str, least: str, most: str, currency: str) -> dict[str, Any]:
    """The pay of a year; nothing where it is that of an hour or a month, or does not say."""
    if not _YEARLY.search(text_of(scalar(band.get(interval)))):
        return {}
    return {"pay_min": _amount(band.get(least)), "pay_max": _amount(band.get(most)), "currency": band.get(currency)}


def _amount(value: Any, parts: int = 1) -> str:
    try:
        amount = float(text_of(scalar(value)) or 0) / parts
    except ValueError:
        return ""
    return f"{amount:.0f}" if 0 < amount < 1e12 else ""


def _day(value: Any) -> str:
    """The day of a time as text or in milliseconds since 1970."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not 0 < value < 4e12:
            return ""
        return datetime.fromtimestamp(value / 1000, UTC).date().isoformat()
    found = _DAY.match(text_of(scalar(value)))
    return found[0] if found else ""


def _link(text: str) -> str:
    return text if text.startswith(("https://", "http://")) and not any(char in text for char in ' "<>') else ""


def _plain(text: str) -> str:
    """A description without its HTML, which a board may have escaped, even twice."""
    text = text[: 4 * LONGEST]
    for _ in range(2):
        if _TAG.search(text) or "&lt;" not in text.replace("&amp;lt;", "&lt;"):
            break
        text = unescape(text)
    text = unescape(_TAGS.sub(" ", _LINES.sub("\n", text)))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:LONGEST]
