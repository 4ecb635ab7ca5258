"""Templates that people write: text with {{placeholders}} and one block for the openings. They run no code.

A template is parsed once and filled in one pass: a value is never parsed as a template, whatever it looks like.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from rapidfuzz import fuzz, process

from automation.errors import TemplateError

# Characters: of a template, of a message's body, of a subject, of one value.
MOST_TEMPLATE, MOST_BODY, MOST_SUBJECT, MOST_VALUE = 20_000, 20_000, 200, 500
BLOCK = "openings"
# How a line begins that is an item of a list.
BULLETS = ("- ", "* ", "• ")


class Kind(Enum):
    """What happens if a placeholder has no value."""

    REQUIRED = auto()  # The message cannot be sent.
    WORDS = auto()  # The text has a gap, unless the whole line is left out.
    SENTENCE = auto()  # A whole sentence: the text reads well without it.


@dataclass(frozen=True)
class Placeholder:
    """One of the fixed list of placeholders; `help` says what replaces it."""

    help: str
    kind: Kind = Kind.REQUIRED


PERSON = {
    "name": Placeholder("Preferred name, else the first name where it is sure, else Name."),
    "full_name": Placeholder("Name."),
    "current_title": Placeholder("Current title.", Kind.WORDS),
    "current_company": Placeholder("Current company.", Kind.WORDS),
    "current_location": Placeholder("Location of the person.", Kind.WORDS),
    "current_skills": Placeholder("The first eight of their skills.", Kind.WORDS),
    "works_remotely": Placeholder("yes or no, from Remote OK.", Kind.WORDS),
    "source": Placeholder("Source.", Kind.WORDS),
    "how_we_met": Placeholder("A sentence: how far it went, for which role and when.", Kind.SENTENCE),
    "why_then": Placeholder("A tactful sentence: why it was not right then.", Kind.SENTENCE),
    "promised": Placeholder("Promised, as the rest of a sentence."),
    "keeping": Placeholder("Sentences: on what ground their details are kept, and until when."),
    "keep_for": Placeholder("For how long they may be kept if they agree, such as 12 months."),
    "without_reply": Placeholder("A sentence: what happens to their details if they do not reply, and when."),
    "titles": Placeholder("The titles of all openings: A, B and C."),
    "the_roles": Placeholder("The same in a sentence: the A and B roles."),
    "wrote_on": Placeholder("The day of the message that this one follows."),
    "sender": Placeholder("The name of the person who writes."),
    "organisation": Placeholder("For whom they write.", Kind.WORDS),
    "answer_by_link": Placeholder("A sentence with the address of their own page, where one is served.", Kind.SENTENCE),
    "postal_address": Placeholder("Your postal address, in one line."),
    "opt_out": Placeholder("How to get no more of these messages."),
}
OPENING = {
    "title": Placeholder("Title."),
    "role": Placeholder("Title and place: Platform Engineer in Berlin (hybrid)."),
    "place": Placeholder("Berlin (hybrid), or remote.", Kind.WORDS),
    "pay": Placeholder("The pay band: 80,000 to 98,000 EUR a year.", Kind.WORDS),
    "skills": Placeholder("The must-have skills that their row lists too.", Kind.WORDS),
    "details": Placeholder("A sentence: these skills and the pay.", Kind.SENTENCE),
    "why_now": Placeholder("A tactful sentence: what is different about this opening.", Kind.SENTENCE),
}
PLACEHOLDERS: Mapping[str, Placeholder] = {**PERSON, **OPENING}
# Placeholders that cover all openings by themselves.
OF_ALL_OPENINGS = frozenset({"titles", "the_roles"})


@dataclass(frozen=True)
class Slot:
    """A placeholder where it occurs in a text."""

    name: str


@dataclass(frozen=True)
class Openings:
    """What is repeated for each opening."""

    nodes: "Sequence[str | Slot]"


Nodes = Sequence[str | Slot | Openings]


@dataclass(frozen=True)
class Template:
    """A template that can be filled.

    Attributes:
        name: What people pick it by.
        subject: As it is written; "" replies in the thread of an earlier message.
        body: As it is written.
        subject_nodes: Parsed.
        body_nodes: Parsed.
        language: Of the text, as HTML names it; "" if unknown.
    """

    name: str
    subject: str
    body: str
    subject_nodes: Nodes
    body_nodes: Nodes
    language: str = ""

    @property
    def slots(self) -> frozenset[str]:
        """The placeholders in its subject and its body."""
        return frozenset(_slots((*self.subject_nodes, *self.body_nodes)))

    @property
    def mentions_all_openings(self) -> bool:
        """Whether it covers several openings."""
        return any(isinstance(node, Openings) for node in self.body_nodes) or bool(self.slots & OF_ALL_OPENINGS)

    @property
    def mentions_opening(self) -> bool:
        """Whether it mentions any opening."""
        return self.mentions_all_openings or bool(self.slots & OPENING.keys())


def _slots(nodes: Nodes) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Slot):
            yield node.name
        elif isinstance(node, Openings):
            yield from _slots(node.nodes)


# Control characters, surrogates, and characters that are invisible or change the direction of the text.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Text of several lines without control and invisible characters; lines end in LF."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _UNSEEN.sub("", lines.replace("\t", " "))


def one_line(text: str, most: int = MOST_VALUE) -> str:
    """Text as one line of at most so many characters, single spaces between words."""
    line = " ".join(clean(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def parse(
    name: str, subject: str, body: str, language: str = "", placeholders: Mapping[str, Placeholder] = PLACEHOLDERS
) -> Template:
    """Read a template.

    Args:
        name: What people pick it by.
        subject: As it is written.
        body: As it is written.
        language: Of the text, as HTML names it; "" if unknown.
        placeholders: Those that it may hold; a block for the openings only with those of messages to candidates.

    Raises:
        TemplateError: Names the template and the line, and says what is wrong there.
    """
    shown = one_line(name, 60)
    subject, body = " ".join(clean(subject).split()), clean(body).strip("\n")
    if len(subject) + len(body) > MOST_TEMPLATE:
        raise TemplateError(f"Template '{shown}' is longer than {MOST_TEMPLATE:,} characters: shorten it.")
    if not body.strip():
        raise TemplateError(f"Template '{shown}' has no body: write one, or delete the row.")
    subject_nodes = _Parser(shown, subject, "subject", placeholders).nodes()
    if any(isinstance(node, Openings) for node in subject_nodes):
        raise TemplateError(f"Template '{shown}', subject: the openings cannot be listed here, use {{{{titles}}}}.")
    body_nodes = _Parser(shown, body, "", placeholders).nodes()
    return Template(name, subject, body, subject_nodes, body_nodes, language)


# Text between two pairs of braces, and a single pair around a word.
_TAG = re.compile(r"\{\{(.{0,200}?)\}\}")
_WORD = re.compile(r"([#/]?)\s*([A-Za-z][A-Za-z_ -]*)")
_SINGLE = re.compile(r"\{\s{0,9}([A-Za-z][A-Za-z_ -]{0,99}?)\s{0,9}\}")
_BEGIN, _END = Slot(f"#{BLOCK}"), Slot(f"/{BLOCK}")


class _Parser:
    """One text of a template; its lines are counted from 1."""

    def __init__(self, template: str, text: str, part: str, placeholders: Mapping[str, Placeholder]) -> None:
        self._template, self._text, self._part = template, text, part
        self._known, self._has_block = placeholders, placeholders is PLACEHOLDERS

    def nodes(self) -> Nodes:
        outer: list[str | Slot | Openings] = []
        inner: list[str | Slot] = []
        begun = 0
        for number, token in self._tokens():
            if token == _BEGIN:
                if begun:
                    raise self._error(number, f"{{{{#{BLOCK}}}}} stands inside the block that line {begun} begins")
                begun = number
            elif token == _END:
                if not begun:
                    raise self._error(number, f"{{{{/{BLOCK}}}}} ends a block that nothing begins")
                outer.append(Openings(tuple(inner)))
                begun, inner = 0, []
            elif begun:
                inner.append(token)
            else:
                outer.append(token)
        if begun:
            raise self._error(begun, f"{{{{#{BLOCK}}}}} has no end: write {{{{/{BLOCK}}}}} after the last line of it")
        return tuple(outer)

    def _tokens(self) -> Iterator[tuple[int, str | Slot]]:
        """Text and tags in order, with their lines; a line with only the begin or end of a block adds no line break."""
        lines = self._text.split("\n")
        for number, line in enumerate(lines, start=1):
            tokens = list(self._of_line(number, line))
            tags = [token for token in tokens if token in (_BEGIN, _END)]
            texts = [token for token in tokens if isinstance(token, str) and token.strip()]
            alone = bool(tags) and not texts and len(tags) == sum(isinstance(token, Slot) for token in tokens)
            yield from ((number, token) for token in (tags if alone else tokens))
            if not alone and number < len(lines):
                yield number, "\n"

    def _of_line(self, number: int, line: str) -> Iterator[str | Slot]:
        at = 0
        for match in _TAG.finditer(line):
            yield from self._literal(number, line[at : match.start()])
            yield self._slot(number, match[1])
            at = match.end()
        yield from self._literal(number, line[at:])

    def _literal(self, number: int, text: str) -> Iterator[str]:
        if "{{" in text or "}}" in text:
            near = one_line(text[max(text.find("{{"), text.find("}}") - 20, 0) :], 40)
            raise self._error(number, f"'{near}' lacks a brace: placeholders stand between {{{{ and }}}}")
        for match in _SINGLE.finditer(text):
            if _canonical(match[1]) in self._known:
                raise self._error(number, f"'{match[0]}' needs two braces on each side: {{{{{_canonical(match[1])}}}}}")
        if text:
            yield text

    def _slot(self, number: int, inside: str) -> Slot:
        word = _WORD.fullmatch(inside.strip())
        if self._has_block and word and word[1] and _canonical(word[2]) == BLOCK:
            return Slot(f"{word[1]}{BLOCK}")
        name = _canonical(word[2]) if word and not word[1] else ""
        if name in self._known:
            return Slot(name)
        raise self._error(number, f"'{{{{{one_line(inside, 40)}}}}}' is not known. {self._names(inside)}")

    def _names(self, word: str) -> str:
        """A sentence with all placeholders, the most similar first."""
        alike = process.extract(_canonical(word), list(self._known), scorer=fuzz.ratio, limit=None)
        names = ", ".join(f"{{{{{name}}}}}" for name, _, _ in alike)
        block = f", and {{{{#{BLOCK}}}}} … {{{{/{BLOCK}}}}} around what is repeated for each opening"
        return f"Known are {names}{block if self._has_block else ''}."

    def _error(self, number: int, what: str) -> TemplateError:
        where = self._part or f"line {number}"
        return TemplateError(f"Template '{self._template}', {where}: {what}{'' if what.endswith('.') else '.'}")


def _canonical(word: str) -> str:
    """A placeholder's name as the list has it: "Why now" is why_now."""
    return "_".join(word.lower().replace("-", " ").replace("_", " ").split())
