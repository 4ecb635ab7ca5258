"""Texts for roles that may not see everything: without contact details, and without the names of other candidates."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from automation.core.matching.blocker import Blocker, Fact
from automation.core.matching.explanations import Explanation
from automation.core.model import CandidateFrame, Skill, each_row
from automation.core.reasons import Reason, ReasonKind
from automation.core.workbook.shelvings import Shelving

HIDDEN = "…"
NAMELESS = "No name"

# Every pattern is bounded: a cell may hold thousands of characters, and each could begin a contact detail.

_MAIL = r"[^\s@＠<>()\[\],;:\"']"
EMAIL = rf"{_MAIL}{{1,64}}[@＠]\s{{0,2}}{_MAIL}{{1,255}}"
_SPELLED = r"[\w.+-]{1,64}\s?[(\[{]\s?at\s?[)\]}]\s?[\w-]{1,63}(?:(?:\.|\s?[(\[{]\s?dot\s?[)\]}]\s?)[\w-]{1,63}){0,4}"
_NETWORKS = "linkedin|github|xing|gitlab|twitter|facebook|instagram|insta|telegram|threads|tiktok|mastodon|skype|x"
_NAMED = rf"(?<!\w)(?:{_NETWORKS})\s?:?\s?@[\w.-]{{2,64}}"
# Skills that look like a host and a path: Node.js/React, ASP.NET/C#.
_NO_HOST = r"(?!(?:asp|ado|vb|ml)\.net/)(?![\w-]{1,63}\.(?:js|ts|sc|py)/)"
_LINK = (
    r"(?:https?://|www\.)\S+"
    rf"|(?<![\w-])(?:{_NETWORKS})\.(?:com|de|me)/\S+|(?<!\w)t\.me/\S+"
    rf"|(?<![\w.-]){_NO_HOST}(?:[\w-]{{2,63}}\.){{1,4}}[a-z]{{2,6}}/\S+"
)
_DASH = "\\-\u2010-\u2015\u2212"
_BETWEEN = rf"(?:[ \u00a0\u202f\u2007\u2009().·/{_DASH}]{{0,3}}|,)"
_NUMBER = rf"(?<!\d)\+?\(?\d(?:{_BETWEEN}\d){{6,}}"
# Dates, years and amounts, single or as a range, are not phone numbers.
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


def redacted(text: str, own: Iterable[str] = ()) -> str:
    """A text without e-mail addresses, phone numbers and links.

    Args:
        text: A cell, or a sentence of the program about one.
        own: Further values to redact, such as the person's own phone extension.
    """
    for value in own:
        text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return _REACHABLE.sub(lambda found: found["kept"] or HIDDEN, text)


class Redactor:
    """Redacts texts: contact details, and the names of candidates who may not be seen.

    Args:
        candidates: All candidates.
        visible: Compared keys of the candidates who may be seen.
        colleague: The name to show for a cell that names a colleague, such as the Owner whom a sentence says to ask.
    """

    def __init__(
        self, candidates: CandidateFrame, visible: Mapping[str, str], colleague: Callable[[object], str]
    ) -> None:
        columns = ("email", "phone", "profile_url")
        self._own = {
            str(row.Index): tuple(value for value in (getattr(row, name) for name in columns) if value)
            for row in each_row(candidates.only([key for key in candidates.index if key in visible]))
        }
        owners = zip(candidates.index, candidates["owner"], strict=True)
        named = {str(key): (str(owner), colleague(owner)) for key, owner in owners if owner and key in visible}
        self._owners = {key: (owner, shown) for key, (owner, shown) in named.items() if owner != shown}
        # By last name, which every way of writing a name contains.
        self._others: dict[str, list[re.Pattern[str]]] = {}
        for key, name in zip(candidates.index, candidates["name"], strict=True):
            words = _words(str(name))
            # A single word is more often something else than a name.
            if key not in visible and len(words) > 1:
                self._others.setdefault(words[-1], []).append(_written(words))

    def text(self, text: str, key: str) -> str:
        """A text about a candidate (compared key), redacted."""
        shown = redacted(text.replace(*self._owners.get(key, ("", ""))), self._own.get(key, ()))
        for word in dict.fromkeys(_words(shown)):
            for name in self._others.get(word, ()):
                shown = name.sub(HIDDEN, shown)
        return shown

    def cell(self, cell: object, key: str) -> object:
        """A cell of a candidate's row, redacted: a text, a tuple of skills or of shelvings. Other cells stay."""
        if isinstance(cell, tuple):
            return tuple(self._part(part, key) for part in cell)
        return self.text(cell, key) if type(cell) is str else cell

    def _part(self, part: Skill | Shelving, key: str) -> Skill | Shelving:
        if isinstance(part, Shelving):
            return replace(part, source=self.text(part.source, key), detail=self.text(part.detail, key))
        return replace(part, text=self.text(part.text, key), said=self.text(part.said, key))

    def explanation(self, whole: Explanation, handle: str, key: str) -> Explanation:
        """An explanation with all its points, its texts redacted and its candidate under a handle."""
        parts = [
            part._replace(
                evidence=self.text(part.evidence, key),
                skills=[
                    skill._replace(found=self.text(skill.found, key), how=self.text(skill.how, key))
                    for skill in part.skills
                ],
            )
            for part in whole.parts
        ]
        earlier = tuple(self._blocker(one, key) for one in whole.blocker.earlier)
        blocker = replace(self._blocker(whole.blocker, key), earlier=earlier)
        why = whole.excluded
        return replace(
            whole,
            candidate=handle,
            name=shown_name(whole.name),
            parts=parts,
            blocker=blocker,
            why_now=self.text(whole.why_now, key),
            gaps=self.text(whole.gaps, key),
            confirm_first=self.text(whole.confirm_first, key),
            excluded=self._reason(why, key) if why else None,
        )

    def _blocker(self, blocker: Blocker, key: str) -> Blocker:
        then, now, ask = blocker.then, blocker.now, blocker.ask
        return replace(
            blocker,
            then=self._fact(then, key),
            now=self._fact(now, key) if now else None,
            ask=self._fact(ask, key) if ask else None,
        )

    def _fact(self, fact: Fact, key: str) -> Fact:
        texts = {name: self.text(getattr(fact, name), key) for name in ("what", "other", "former")}
        return replace(fact, **texts)  # type: ignore[arg-type]

    def _reason(self, why: Reason, key: str) -> Reason:
        """A reason without names and keys; the other row of a person is not named."""
        shown = why.also[0] if why.kind is ReasonKind.OTHER_ROW else why
        return replace(shown, what=self.text(shown.what, key), who="")


def _written(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern for the ways to write a name: Ben Okoro; Okoro Ben; Okoro, Ben; B. Okoro; with any spaces."""
    *first, last = map(re.escape, words)
    given, between = r"[\W_]{1,3}".join(first), r"[\W_]{1,3}"
    initial = re.escape(words[0][0])
    # "A long way" is not a name, even where a candidate is called Anna Long.
    plainly = rf"(?-i:{initial.upper()}\s{{1,2}}{last.capitalize()})"
    short = rf"{initial}\.\s{{0,2}}{last}|{plainly}|{last},?\s{{1,2}}{initial}\."
    ways = rf"{given}{between}{last}|{last}{between}{given}|{short}"
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)", re.IGNORECASE)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def shown_name(text: object) -> str:
    """A name as it may be shown; `NAMELESS` where the cell is empty or holds only a contact detail."""
    name = redacted(str(text or "")).strip()
    return NAMELESS if name in {"", HIDDEN} else name
