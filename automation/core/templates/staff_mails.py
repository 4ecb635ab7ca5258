"""Templates of the mails to colleagues: subject, what stands before the items, and what stands after them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from automation.core.templates.template_language import (
    MOST_SUBJECT,
    Nodes,
    Placeholder,
    Slot,
    Template,
    clean,
    one_line,
    parse,
)
from automation.core.text import plain
from automation.errors import TemplateError

ITEMS = "items"
PLACEHOLDERS: Mapping[str, Placeholder] = {
    "counts": Placeholder("How many of what: 3 follow-ups due, 2 new Strong matches."),
    ITEMS: Placeholder("The items, each with its link."),
    "name": Placeholder("The colleague's name."),
    "organisation": Placeholder("The setting organisation."),
    "date": Placeholder("The day: 24 November 2026."),
}
_SUBJECT = "Backpocket: {{counts}}"
DIGEST, SHORTLIST, CHAMPION = "Digest mail", "Shortlist mail", "Champion mail"
CLOSING, HEALTH = "Closing mail", "Weekly report mail"
# Name of the template → subject and body that come with the program.
BUILT_IN: Mapping[str, tuple[str, str]] = {
    DIGEST: (_SUBJECT, "Good morning. {{counts}}.\n\n{{items}}"),
    SHORTLIST: (_SUBJECT, "First matches for new requisitions\n\n{{items}}"),
    CHAMPION: (_SUBJECT, "People you liked\n\n{{items}}"),
    CLOSING: (_SUBJECT, "A requisition of yours is filled\n\n{{items}}"),
    HEALTH: (_SUBJECT, "The pocket this week\n\n{{items}}"),
}
_NAMES = {plain(name): name for name in BUILT_IN}


class StaffMailError(TemplateError):
    """A template of a mail to colleagues cannot be used; `column` names the cell."""

    def __init__(self, message: str, column: str) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True)
class Frame:
    """What stands around the items of a mail.

    Attributes:
        subject: In one line.
        before: Lines before the items, none empty at the ends.
        after: Lines after them, likewise.
    """

    subject: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def is_staff_mail(name: str) -> bool:
    """Whether a row of `Templates` with this name is about a mail to colleagues."""
    return plain(name) in _NAMES


def read_staff_mail(name: str, subject: str, body: str) -> Template:
    """The template in a row; an empty cell stands for what comes with the program.

    Raises:
        StaffMailError: A cell cannot be used: it names the cell, and what to do.
    """
    shown = _NAMES[plain(name)]
    own_subject, own_body = BUILT_IN[shown]
    for column, text in (("Subject", subject), ("Body", body)):
        try:
            # Each cell by itself, so that the error names it.
            parse(shown, text if column == "Subject" else "", text or own_body, "", PLACEHOLDERS)
        except TemplateError as error:
            where = f"The cell {column} of the template '{shown}' cannot be used, so the built-in text is sent"
            what = str(error).partition(": ")[2]
            raise StaffMailError(f"{where}: {what}", column) from error
    template = parse(shown, subject or own_subject, body or own_body, "", PLACEHOLDERS)
    if any(node == Slot(ITEMS) for node in template.subject_nodes):
        raise StaffMailError(f"The cell Subject of the template '{shown}' must not hold {{{{items}}}}.", "Subject")
    if sum(node == Slot(ITEMS) for node in template.body_nodes) != 1:
        raise StaffMailError(
            f"The cell Body of the template '{shown}' must hold {{{{items}}}} once: the items come there.", "Body"
        )
    return template


def frame_of(name: str, own: Mapping[str, Template], values: Mapping[str, str]) -> Frame:
    """What stands around the items of a mail.

    Args:
        name: Of the template.
        own: The tab's templates.
        values: Placeholder → its value.
    """
    template = own.get(plain(name)) or read_staff_mail(name, "", "")
    before, after = _around(template.body_nodes)
    subject = one_line(_filled(template.subject_nodes, values), MOST_SUBJECT)
    return Frame(subject, _lines(_filled(before, values)), _lines(_filled(after, values)))


def _around(nodes: Nodes) -> tuple[Nodes, Nodes]:
    at = list(nodes).index(Slot(ITEMS))
    return nodes[:at], nodes[at + 1 :]


def _filled(nodes: Iterable[object], values: Mapping[str, str]) -> str:
    text = ""
    for node in nodes:
        if isinstance(node, Slot):
            value = one_line(values.get(node.name, ""))
            # A count begins a sentence with a capital letter: "Good morning. One reply waiting".
            starts = not text.strip() or text.rstrip(" ").endswith((".", "!", "?", "\n"))
            text += f"{value[:1].upper()}{value[1:]}" if starts else value
        else:
            text += str(node)
    return text


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in clean(text).strip().split("\n")) if text.strip() else ()
