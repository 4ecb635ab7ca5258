"""Texts for those who may not see everything: without what reaches somebody, and without others' names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from automation.core.matching.explanations import Explanation
from automation.core.model import CandidateFrame, each_row

HIDDEN = "…"
NAMELESS = "No name"

# Everything is bounded: cells may hold thousands of letters, each of which could begin what reaches somebody.

_MAIL = r"[^\s@＠<>()\[\],;:\"']"
EMAIL = rf"{_MAIL}{{1,64}}[@＠]\s{{0,2}}{_MAIL}{{1,255}}"
_SPELLED = r"[\w.+-]{1,64}\s?[(\[{]\s?at\s?[)\]}]\s?[\w-]{1,63}(?:(?:\.|\s?[(\[{]\s?dot\s?[)\]}]\s?)[\w-]{1,63}){0,4}"
_NETWORKS = "linkedin|github|xing|gitlab|twitter|facebook|instagram|insta|telegram|threads|tiktok|mastodon|skype|x"
_NAMED = rf"(?<!\w)(?:{_NETWORKS})\s?:?\s?@[\w.-]{{2,64}}"
# What looks like a host before a stroke, but is what somebody works with: Node.js/React, ASP.NET/C#.
_NO_HOST = r"(?!(?:asp|ado|vb|ml)\.net/)(?![\w-]{1,63}\.(?:js|ts|sc|py)/)"
_LINK = (
    r"(?:https?://|www\.)\S+"
    rf"|(?<![\w-])(?:{_NETWORKS})\.(?:com|de|me)/\S+|(?<!\w)t\.me/\S+"
    rf"|(?<![\w.-]){_NO_HOST}(?:[\w-]{{2,63}}\.){{1,4}}[a-z]{{2,6}}/\S+"
)
_DASH = "\\-\u2010-\u2015\u2212"
_BETWEEN = rf"(?:[ \u00a0\u202f\u2007\u2009().·/{_DASH}]{{0,3}}|,)"
_NUMBER = rf"(?<!\d)\+?\(?\d(?:{_BETWEEN}\d){{6,}}"
# Days, years and amounts, one or a span of them, are no numbers to call.
_YEAR = r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?"
_AMOUNT = r"(?:\d{1,3}[.,]\d{3}|\d{1,2}(?:[.,]\d{3}){2})"
_ENDS = rf"(?!\d|{_BETWEEN}\d)"
_KEPT = "|".join(
    (
        r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|[12]\d|3[01])[./](?:19|20)\d\d{_ENDS}",
        rf"{_YEAR}(?:\s?[{_DASH}/]\s?{_YEAR}|, {_YEAR}){{1,9}}{_ENDS}",
        rf"{_AMOUNT}(?:(?:\s?[{_DASH}/]\s?|, ){_AMOUNT}){{0,9}}{_ENDS}",
    )
)
_KEEPS = rf"(?P<kept>(?<![\d+(])(?:{_KEPT}))"
_REACHABLE = re.compile(f"{EMAIL}|{_SPELLED}|{_NAMED}|{_LINK}|{_KEEPS}|{_NUMBER}", re.IGNORECASE)


def hushed(text: str, own: Iterable[str] = ()) -> str:
    """A text without anything by which somebody can be reached.

    Args:
        text: Of a cell, or of the program about one.
        own: What else must not stand in it, such as a person's own extension.
    """
    for value in own:
        text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return _REACHABLE.sub(lambda found: found["kept"] or HIDDEN, text)


class Quiet:
    """Takes out of texts whatever reaches somebody, and the names of people who are not to be seen.

    Args:
        candidates: Everybody.
        visible: Compared keys of those who may be seen.
    """

    def __init__(self, candidates: CandidateFrame, visible: Mapping[str, str]) -> None:
        columns = ("email", "phone", "profile_url")
        self._own = {
            str(row.Index): tuple(value for value in (getattr(row, name) for name in columns) if value)
            for row in each_row(candidates.loc[[key for key in candidates.index if key in visible]])
        }
        # By surname, which stands in a name however it is written.
        self._others: dict[str, list[re.Pattern[str]]] = {}
        for key, name in zip(candidates.index, candidates["name"], strict=True):
            words = _words(str(name))
            # One word is more often something else than somebody.
            if key not in visible and len(words) > 1:
                self._others.setdefault(words[-1], []).append(_written(words))

    def text(self, text: str, key: str) -> str:
        """A text about somebody (compared key)."""
        said = hushed(text, self._own.get(key, ()))
        for word in dict.fromkeys(_words(said)):
            for name in self._others.get(word, ()):
                said = name.sub(HIDDEN, said)
        return said

    def cell(self, cell: object, key: str) -> object:
        """Likewise, of a cell of theirs: a text, or several."""
        if isinstance(cell, tuple):
            return tuple(self.text(str(part), key) for part in cell)
        return self.text(cell, key) if type(cell) is str else cell

    def explanation(self, said: Explanation, handle: str, key: str) -> Explanation:
        """Every point for somebody, in words that say nothing else."""
        parts = [
            replace(
                part,
                evidence=self.text(part.evidence, key),
                skills=[
                    replace(skill, found=self.text(skill.found, key), how=self.text(skill.how, key))
                    for skill in part.skills
                ],
            )
            for part in said.parts
        ]
        blocker = replace(
            said.blocker,
            then=self.text(said.blocker.then, key),
            now=self.text(said.blocker.now, key),
            confirm=self.text(said.blocker.confirm, key),
        )
        return replace(
            said,
            candidate=handle,
            name=name_told(said.name),
            parts=parts,
            blocker=blocker,
            why_now=self.text(said.why_now, key),
            gaps=self.text(said.gaps, key),
            confirm_first=self.text(said.confirm_first, key),
            excluded=replace(said.excluded, what=self.text(said.excluded.what, key)) if said.excluded else None,
        )


def _written(words: Sequence[str]) -> re.Pattern[str]:
    """A name as people write it: Ben Okoro, Okoro Ben, Okoro, Ben, B. Okoro; with any blanks."""
    *first, last = map(re.escape, words)
    given, between = r"[\W_]{1,3}".join(first), r"[\W_]{1,3}"
    initial = re.escape(words[0][0])
    # "A long way" is nobody's name, even where somebody is called Anna Long.
    plainly = rf"(?-i:{initial.upper()}\s{{1,2}}{last.capitalize()})"
    short = rf"{initial}\.\s{{0,2}}{last}|{plainly}|{last},?\s{{1,2}}{initial}\."
    ways = rf"{given}{between}{last}|{last}{between}{given}|{short}"
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)", re.IGNORECASE)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def name_told(text: object) -> str:
    """A name, unless an address stands in its place."""
    said = hushed(str(text or "")).strip()
    return NAMELESS if said in {"", HIDDEN} else said
