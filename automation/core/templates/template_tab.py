"""The `Templates` tab: people's own templates over the built-in ones, and the postal address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from automation.core.ledger.events import Step
from automation.core.model import Cell, CellError, Problem, Row
from automation.core.schema import TEMPLATES
from automation.core.tabs.headers import find_tab
from automation.core.templates.default_templates import BUILT_IN, FORMER, POSTAL_ADDRESS, STEPS
from automation.core.templates.template_language import Template, clean, one_line, parse
from automation.core.text import cell_at, plain, text_of
from automation.errors import TemplateError

_BUILT_IN = {plain(name): template for name, template in BUILT_IN.items()}
_STEPS = {plain(name): step for name, step in STEPS.items()}


@dataclass(frozen=True)
class Templates:
    """The templates in force.

    Attributes:
        by_name: Usable templates by name; built-in ones first.
        broken: Compared name → why a template of the tab cannot be used.
        postal_address: In one line, "" if the tab has none.
        problems: Issues to fix in the tab.
    """

    by_name: Mapping[str, Template]
    broken: Mapping[str, str] = field(default_factory=dict)
    postal_address: str = ""
    problems: Sequence[Problem] = ()

    def pick(self, name: str) -> Template:
        """The template of a name, whatever its case and punctuation.

        Raises:
            TemplateError: There is no such template, or it is broken.
        """
        if plain(name) in self.broken:
            raise TemplateError(self.broken[plain(name)])
        found = next((one for own, one in self.by_name.items() if plain(own) == plain(name)), None)
        if found is None:
            alike = process.extract(name, list(self.by_name), scorer=fuzz.WRatio, processor=plain, limit=None)
            names = ", ".join(f"'{known}'" for known, _, _ in alike)
            raise TemplateError(f"There is no template '{one_line(name, 60)}'. There are {names}.")
        return found


def template_of(step: Step, templates: Templates) -> str:
    """The name of the first template in force that makes a step's message; "" if none does."""
    return next((name for name in templates.by_name if step_of(name) is step), "")


def step_of(name: str) -> Step:
    """Which step a template's message is; people's own templates make first notes."""
    return _STEPS.get(plain(name), Step.FIRST)


def read_templates(rows: Sequence[Row]) -> Templates:
    """The templates of a `Templates` tab (name, subject, body; row 1 is the header) over the built-in ones.

    A row replaces the built-in template of its name, even if the row cannot be used.
    """
    places = _places(rows)
    own: dict[str, Template] = {}
    broken: dict[str, str] = {}
    problems: list[Problem] = []
    address = ""
    for number, row in enumerate(rows[1:], start=2):
        cells = [cell_at(row, place) for place in places]
        name, subject, body = (text_of(cell) for cell in cells)
        key = plain(name)
        if key == plain(POSTAL_ADDRESS) and not isinstance(cells[2], CellError):
            address = address_line(body)
            continue
        if not (name or subject or body):
            continue
        try:
            doubled = own.pop(key, None) is not None or key in broken
            own[key] = _read(name, subject, body, cells, doubled=doubled)
        except TemplateError as error:
            broken[key] = str(error)
            problems.append(Problem(TEMPLATES, one_line(name, 60), "Body", "", str(error), number))
    by_key = {**_BUILT_IN, **own}
    usable = {template.name: template for key, template in by_key.items() if key not in broken}
    return Templates(usable, broken, address, tuple(problems))


def templates_in(tabs: Mapping[str, Sequence[Row]]) -> Templates:
    """The templates of a workbook; its `Templates` tab may be written in another case."""
    tab = find_tab(tabs, TEMPLATES)
    return read_templates(tabs[tab] if tab else ())


def address_line(text: str) -> str:
    """A postal address of any number of lines, in one line."""
    lines = (line.strip(" ,") for line in clean(text).split("\n"))
    return one_line(", ".join(filter(None, lines)))


def _read(name: str, subject: str, body: str, cells: Sequence[Cell], *, doubled: bool) -> Template:
    if doubled:
        raise TemplateError(f"More than one template is named '{one_line(name, 60)}': rename all but one.")
    if not plain(name):
        raise TemplateError("A template without a name cannot be picked: name it.")
    if any(isinstance(cell, CellError) for cell in cells):
        raise TemplateError(f"Template '{one_line(name, 60)}' has a failed formula: fix it, or type the text.")
    template = parse(name, subject, body)
    known = _BUILT_IN.get(plain(name))
    if known is None or template.subject != known.subject:
        return template
    return known if template.body in {known.body, *FORMER.get(known.name, ())} else template


def _places(rows: Sequence[Row]) -> Sequence[int]:
    """The columns of name, subject and body: by their headers, else the first three."""
    headers = [plain(text_of(cell)) for cell in (rows[0] if rows else ())]
    wanted = ("name", "subject", "body")
    return [headers.index(name) for name in wanted] if set(wanted) <= set(headers) else range(3)
