"""The `Templates` tab: people's own templates over the built-in ones, and the postal address.

A template may be there once for each language: "First note" and "First note (de)".
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from automation.core.languages.catalogue import DEFAULT, LANGUAGES
from automation.core.ledger.events import Step
from automation.core.model import Cell, CellError, Problem, Row
from automation.core.parsing import Unreadable, read_language
from automation.core.schema import TEMPLATES
from automation.core.tabs.headers import find_tab
from automation.core.templates.default_templates import FORMER, LEFT_ALONE, POSTAL_ADDRESS, STEPS, built_in
from automation.core.templates.staff_mails import StaffMailError, is_staff_mail, read_staff_mail
from automation.core.templates.template_language import Template, clean, one_line, parse
from automation.core.text import cell_at, plain, text_of
from automation.errors import TemplateError

_STEPS = {plain(name): step for name, step in STEPS.items()}
# "First note (de)".
_SUFFIXED = re.compile(r"(.*\S)\s*\(([^()]{2,30})\)", re.DOTALL)
# The language of a template whose name has no language behind it.
ANY = ""


@dataclass(frozen=True)
class Templates:
    """The templates in force.

    Attributes:
        by_name: Usable templates by name, each once whatever its languages; built-in ones first.
        own: Compared name → language, or `ANY` → a template of the tab that replaces the built-in one.
        broken: Compared name and language → why a template of the tab cannot be used.
        postal_address: In one line, "" if the tab has none.
        staff: Compared name → the tab's template of a mail to colleagues.
        problems: Issues to fix in the tab.
    """

    by_name: Mapping[str, Template]
    own: Mapping[str, Mapping[str, Template]] = field(default_factory=dict)
    broken: Mapping[tuple[str, str], str] = field(default_factory=dict)
    postal_address: str = ""
    staff: Mapping[str, Template] = field(default_factory=dict)
    problems: Sequence[Problem] = ()

    def pick(self, name: str, language: str = ANY) -> Template:
        """The template of a name, whatever its case and punctuation.

        Args:
            name: "First note", or "First note (de)" for this language whatever the candidate's is; then the template's
                name has it, too.
            language: Of the candidate. The tab's template in this language comes first, then the tab's without a
                language, then the built-in one in this language, and then the tab's in any other language.

        Raises:
            TemplateError: There is no such template, or it is broken.
        """
        base, named = name_and_language(name)
        key = plain(base)
        for tried in (named,) if named else (language, ANY):
            if (key, tried) in self.broken:
                raise TemplateError(self.broken[key, tried])
            if tried in self.own.get(key, {}):
                return _named(self.own[key][tried], named)
        default = next((template for known, template in self.by_name.items() if plain(known) == key), None)
        ours = next((known for known in STEPS if plain(known) == key), None)
        if ours and (named or language not in {ANY, DEFAULT}):
            return _named(built_in(named or language)[ours], named)
        if named or default is None:
            raise TemplateError(self._unknown(name))
        return default

    def _unknown(self, name: str) -> str:
        alike = process.extract(name, list(self.by_name), scorer=fuzz.WRatio, processor=plain, limit=None)
        names = ", ".join(f"'{known}'" for known, _, _ in alike)
        return f"There is no template '{one_line(name, 60)}'. There are {names}."


def _named(template: Template, language: str) -> Template:
    """A template by a name that picks it again, also for a candidate who reads another language."""
    return replace(template, name=f"{template.name} ({language})") if language else template


def name_and_language(name: str) -> tuple[str, str]:
    """A template's name without the language behind it, and that language; `ANY` where there is none.

    "First note (de)" and "First note (German)" are "First note" in "de"; "Ours (old)" is a name. So is "Ours (IT)",
    which names a trade.
    """
    found = _SUFFIXED.fullmatch(name)
    if found is None or found[2] == "IT":
        return name, ANY
    try:
        language = read_language(found[2])
    except Unreadable:
        return name, ANY
    return (found[1], language) if language and language in LANGUAGES else (name, ANY)


def template_of(step: Step, templates: Templates) -> str:
    """The name of the first template in force that makes a step's message; "" if none does."""
    return next((name for name in templates.by_name if step_of(name) is step), "")


def step_of(name: str) -> Step:
    """Which step a template's message is; people's own templates make first notes."""
    return _STEPS.get(plain(name_and_language(name)[0]), Step.FIRST)


def read_templates(rows: Sequence[Row]) -> Templates:
    """The templates of a `Templates` tab (name, subject, body; row 1 is the header) over the built-in ones.

    A row replaces the built-in template of its name, even if the row cannot be used.
    """
    places = _places(rows)
    own: dict[tuple[str, str], Template] = {}
    broken: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    staff: dict[str, Template] = {}
    address = ""
    for number, row in enumerate(rows[1:], start=2):
        cells = [cell_at(row, place) for place in places]
        name, subject, body = (text_of(cell) for cell in cells)
        if plain(name) == plain(POSTAL_ADDRESS) and not isinstance(cells[2], CellError):
            address = address_line(body)
            continue
        if not (name or subject or body):
            continue
        if is_staff_mail(name):
            problem = _read_staff_mail(staff, name, subject, body, cells)
            problems += [Problem(TEMPLATES, name, column, "", why, number) for column, why in problem]
            continue
        base, language = name_and_language(name)
        key = plain(base), language
        try:
            doubled = own.pop(key, None) is not None or key in broken
            own[key] = _read(name, subject, body, cells, doubled=doubled)
        except TemplateError as error:
            broken[key] = str(error)
            problems.append(Problem(TEMPLATES, one_line(name, 60), "Body", "", str(error), number))
    return Templates(_by_name(own, broken), _changed(own), broken, address, staff, tuple(problems))


def _read_staff_mail(
    staff: dict[str, Template], name: str, subject: str, body: str, cells: Sequence[Cell]
) -> Iterator[tuple[str, str]]:
    """Add the template of a mail to colleagues, unless it is wrong: the column and what is wrong with it."""
    if plain(name) in staff:
        yield "Name", f"More than one row is named '{one_line(name, 60)}': the first one counts."
    elif any(isinstance(cell, CellError) for cell in cells):
        yield "Body", f"Template '{one_line(name, 60)}' has a failed formula: fix it, or type the text."
    else:
        try:
            staff[plain(name)] = read_staff_mail(name, subject, body)
        except StaffMailError as error:
            yield error.column, str(error)


def _by_name(own: Mapping[tuple[str, str], Template], broken: Collection[tuple[str, str]]) -> dict[str, Template]:
    """Each name with its template: the tab's without a language, else the built-in one, else the tab's first."""
    found = {plain(name): template for name, template in built_in().items()}
    for (key, language), template in own.items():
        if language == ANY or key not in found:
            found[key] = template
    return {template.name: template for key, template in found.items() if (key, ANY) not in broken}


def _changed(own: Mapping[tuple[str, str], Template]) -> dict[str, dict[str, Template]]:
    """The templates that replace built-in ones: those that people wrote, or changed."""
    found: dict[str, dict[str, Template]] = {}
    for (key, language), template in own.items():
        # A template whose name has no language, and that has one itself, has the program's words.
        if language or not template.language:
            found.setdefault(key, {})[language] = template
    return found


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
    base, language = name_and_language(name)
    template = replace(parse(name, subject, body, language), name=base)
    known = next((one for own, one in built_in().items() if not language and plain(own) == plain(base)), None)
    if known is None or template.subject != known.subject:
        return template
    if template.body in {known.body, *FORMER.get(known.name, ())}:
        return known
    return replace(template, language=DEFAULT) if template.body in LEFT_ALONE.get(known.name, ()) else template


def _places(rows: Sequence[Row]) -> Sequence[int]:
    """The columns of name, subject and body: by their headers, else the first three."""
    headers = [plain(text_of(cell)) for cell in (rows[0] if rows else ())]
    wanted = ("name", "subject", "body")
    return [headers.index(name) for name in wanted] if set(wanted) <= set(headers) else range(3)
