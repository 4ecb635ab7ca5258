"""What a workbook lacks: the tabs and headers that `init` adds, as a value."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from automation.core.column_spec import Field
from automation.core.identity.typed_addresses import lone_address
from automation.core.model import Row, Snapshot
from automation.core.rules import settings_rows
from automation.core.schema import ALIASES, HIDDEN_TABS, PEOPLES_TABS, PROGRAM_TABS, SETTINGS, TEMPLATES
from automation.core.tabs.header_row import recognise
from automation.core.tabs.headers import find_tab, require_tab, tabs_by_headers
from automation.core.tabs.previous_run import headers_of
from automation.core.templates.default_templates import template_rows
from automation.core.text import cell_at, plain, text_of
from automation.errors import NearMiss

SETTINGS_COLUMNS = (
    Field("name", "Name", "What is set.", width=36),
    Field("value", "Value", "Change this.", width=10),
    Field("help", "What it does", "In words.", width=70),
)
TEMPLATE_COLUMNS = (
    Field("name", "Name", "What you pick when you write.", width=24),
    Field("subject", "Subject", "Of the mail.", width=40),
    Field("body", "Body", "Of the mail, with {{placeholders}}.", width=90),
)
ALIAS_COLUMNS = (
    Field("written", "What people write", "For example: k8s.", width=30),
    Field("meant", "What it means", "For example: Kubernetes.", width=30),
)
# Headers that are as alike as this differ by a typing error.
_ALIKE = 80
_EMAIL = "Email"
PEOPLES_EXTRAS = {SETTINGS: SETTINGS_COLUMNS, TEMPLATES: TEMPLATE_COLUMNS, ALIASES: ALIAS_COLUMNS}


@dataclass(frozen=True)
class Additions:
    """What is to be added to a workbook; existing cells do not change.

    Attributes:
        headers: Tab → headers to add on the right of row 1.
        tabs: Tab → its rows.
        tables: Whether new tabs of people become native tables of a Google Sheet.
    """

    headers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tabs: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    tables: bool = False

    def __bool__(self) -> bool:
        return bool(self.headers or self.tabs)

    def lines(self) -> list[str]:
        """One line per addition, for people to read."""
        return [
            *(f"add to {tab} the columns {', '.join(names)}" for tab, names in self.headers.items()),
            *(f"add the tab {tab}{self._kind(tab)}" for tab in self.tabs),
        ]

    def _kind(self, tab: str) -> str:
        if tab in HIDDEN_TABS:
            return " (hidden)"
        return " as a table" if self.tables and tab in PEOPLES_TABS else ""


def fields_of(tab: str) -> Sequence[Field]:
    """The columns of a tab as it is made new."""
    spec = PEOPLES_TABS.get(tab)
    return (*spec.fields, *spec.columns) if spec else PEOPLES_EXTRAS.get(tab) or PROGRAM_TABS[tab]


def new_workbook() -> dict[str, Sequence[Row]]:
    """A whole workbook without people: every tab with its headers, the settings with their defaults."""
    names = [*PEOPLES_TABS, *PEOPLES_EXTRAS, *PROGRAM_TABS]
    return {name: [headers_of(fields_of(name)), *_first_rows(name)] for name in names}


def _first_rows(tab: str) -> list[Row]:
    rows: Mapping[str, Sequence[Row]] = {SETTINGS: settings_rows(), TEMPLATES: template_rows()}
    return [list(row) for row in rows.get(tab, ())]


def additions(snapshot: Snapshot) -> Additions:
    """What a workbook lacks: whole tabs, required headers, BP columns.

    Raises:
        MissingTab: Two tabs have the headers of one that is missing; a person must choose.
        NearMiss: A column with an unknown header seems to be a required one; a person must rename it.
    """
    headers: dict[str, list[str]] = {}
    tabs = {name: rows for name, rows in new_workbook().items() if find_tab(snapshot.tabs, name) is None}
    for name in tabs:
        if tabs_by_headers(snapshot.tabs, name):
            require_tab(snapshot.tabs, name)
    for name, spec in PEOPLES_TABS.items():
        present = find_tab(snapshot.tabs, name)
        if present is None:
            continue
        rows = snapshot.tabs[present]
        first = [text_of(cell) for cell in (rows[0] if rows else [])]
        found = recognise(spec, first)
        lacking = found.missing(spec)
        near = _near(lacking, rows, found.known)
        if near:
            raise NearMiss(present, near)
        lacking += [header for header in spec.column_headers if header not in first]
        if lacking:
            headers[present] = lacking
    return Additions(headers, tabs)


def _near(lacking: Sequence[str], rows: Sequence[Row], known: AbstractSet[int]) -> dict[str, str]:
    """Required header → the header of a filled column that seems to be it, by its words and what is below."""
    found: dict[str, str] = {}
    for index, cell in enumerate(rows[0] if rows else ()):
        header, texts = text_of(cell), [text for row in rows[1:] if (text := text_of(cell_at(row, index)))]
        if not header or not texts or index in known or header.startswith("BP "):
            continue
        of_mail = "mail" in plain(header) and sum(bool(lone_address(text)) for text in texts) * 2 > len(texts)
        for name in lacking:
            if fuzz.ratio(plain(name), plain(header)) >= _ALIKE or (name == _EMAIL and of_mail):
                found.setdefault(name, header)
    return found
