"""Reads a pasted line or block about one person: "Ada Okafor, ada@okafor.example, Staff Engineer, asked 120k"."""

import re
from datetime import date

from automation.core import parsing
from automation.core.identity.typed_addresses import addresses_in, words_beside
from automation.core.imports.words import is_sensitive, roles_of
from automation.core.model import ShelveReason
from automation.core.parsing import Unreadable
from automation.core.parsing.locations.reader import read_location
from automation.core.text import text_of

LONGEST = 2_000
_LINES = re.compile(r"[\n\t;|•·]")
_PIECES = re.compile(r",\s|\s[–—]\s")
_LABELLED = re.compile(r"([^\W\d_][\w .()/-]{1,40})\s*[:=]\s*(\S.*)")
_PHONE = re.compile(r"(?:(?:tel|phone|mobile|cell|m|t|p)\.?:?\s*)?(\+?[\d(][\d\s().\-/]{5,24}\d)", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}/\S+|https?://\S+", re.IGNORECASE)
_PAY = re.compile(
    r"(?:asked|asks|asking|wants|wanted|expects|expecting|expectation|salary|pay|target)\b[\s:]*(?:for\b\s*)?(\S.*)",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"(?:free|available|revisit|call|ask|again|back|reachable)\b[\w\s]{0,20}?\b(?:from|on|in|after|at)?\s*(\S*\d.*)",
    re.IGNORECASE,
)
_AT = re.compile(r"(?<!\s)\s+(?:at|bei|chez|@)\s+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){1,4}")
_FIELDS = frozenset(
    {
        *("name", "email", "phone", "profile_url", "title", "company", "skills", "location", "pay", "level", "region"),
        *("shelve_reason", "reason_detail", "revisit_on", "source", "notes"),
    }
)


def captured(text: str, *, by_form: bool = False) -> dict[str, str]:
    """The fields of Candidates that a pasted text fills; what is not sure is put into Reason detail.

    Args:
        text: A line, or a block such as a signature.
        by_form: Whether to take over only what is known by its form or its label, so no name and title by their place.
    """
    found: dict[str, str] = {}
    rest: list[str] = []
    for line in _LINES.split(text[:LONGEST]):
        if _labelled(" ".join(line.split()).strip(" ,"), found):
            continue
        for piece in _PIECES.split(line):
            words = " ".join(piece.split()).strip(" ,")
            if words and not _labelled(words, found) and not _plain(words, found):
                rest.append(words)
    if not by_form:
        _name_first(rest, found)
    if rest:
        found["reason_detail"] = ", ".join(filter(None, [found.get("reason_detail", ""), *rest]))
    return found


def _labelled(words: str, found: dict[str, str]) -> bool:
    """Take over "Skills: Go" by its label. A label of what is never kept takes the piece away."""
    match = _LABELLED.fullmatch(words)
    if match is None or words.startswith(("http", "www.")):
        return False
    if is_sensitive(match[1]):
        return True
    role = next(iter(roles_of(match[1])), "").replace("mobile", "phone").replace("headline", "title")
    if role not in _FIELDS or role in found:
        return False
    if role in ("email", "phone"):
        return _plain(match[2], found)
    found[role] = match[2]
    return True


def _plain(words: str, found: dict[str, str]) -> bool:
    """Take over an address, a number, a link, pay, a day or a reason, which are known by their form."""
    addresses = addresses_in(words)
    if addresses:
        found.setdefault("email", addresses[0])
        named = " ".join(re.sub(r"[<>()\"]", " ", _without_address(words)).split())
        if named and _NAME.fullmatch(named) and words_beside(words).strip(' <>()"'):
            found.setdefault("name", named)
        return True
    for role, pattern in (("phone", _PHONE), ("profile_url", _LINK)):
        if (match := pattern.fullmatch(words)) and role not in found:
            found[role] = match[1] if role == "phone" else match[0]
            return True
    return _pay(words, found) or _day(words, found) or _reason(words, found)


def _without_address(words: str) -> str:
    return " ".join(part for part in words.split() if "@" not in part)


def _pay(words: str, found: dict[str, str]) -> bool:
    match = _PAY.fullmatch(words)
    amount = match[1] if match else words
    if "pay" in found or not any(char.isdigit() for char in amount):
        return False
    if not match and not re.search(r"[€£$₹]|\b(?:eur|usd|gbp|chf|inr|pln)\b|\d\s?k\b", amount, re.IGNORECASE):
        return False
    try:
        parsing.read_pay(amount)
    except Unreadable:
        return False
    found["pay"] = amount
    return True


def _day(words: str, found: dict[str, str]) -> bool:
    match = _FREE.fullmatch(words)
    if match is None or "revisit_on" in found:
        return False
    try:
        day = parsing.read_date(match[1])
    except Unreadable:
        return False
    found["revisit_on"] = day.isoformat() if isinstance(day, date) else ""
    return True


def _reason(words: str, found: dict[str, str]) -> bool:
    try:
        reason = parsing.read_reason(words)
    except Unreadable:
        return False
    if reason in (None, ShelveReason.CONDUCT, ShelveReason.OTHER) or "shelve_reason" in found:
        return False
    found["shelve_reason"] = str(reason)
    if text_of(words).casefold() != str(reason).casefold():
        found["reason_detail"] = words
    return True


def _name_first(rest: list[str], found: dict[str, str]) -> None:
    """Of pieces without a form of their own: the first is the name, the next one the title, then the place."""
    if rest and "name" not in found and _NAME.fullmatch(rest[0]):
        found["name"] = rest.pop(0)
    if rest and "title" not in found and _may_be_title(rest[0]):
        title, *company = _AT.split(rest.pop(0), maxsplit=1)
        found["title"] = title
        if company:
            found.setdefault("company", company[0])
    places = [piece for piece in rest if _is_place(piece)]
    if places and "location" not in found:
        found["location"] = ", ".join(places[:2])
        rest[:] = [piece for piece in rest if piece not in places[:2]]


def _may_be_title(words: str) -> bool:
    return not words[0].islower() and not any(char.isdigit() for char in words) and not _is_place(words)


def _is_place(words: str) -> bool:
    """Whether a piece is a place that the gazetteer knows."""
    spots = [spot for place in read_location(words).here for spot in place.spots]
    return len(words.split()) <= 4 and any(spot.at is not None or not spot.town for spot in spots)
