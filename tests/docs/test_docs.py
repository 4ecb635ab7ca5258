"""The docs match the code: everything they list exists, and everything that exists is listed."""

import inspect
import json
import re
import shlex
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer

from automation import errors
from automation.cli import app
from automation.core.model import ShelveReason
from automation.core.publishing.scaffold import PEOPLES_EXTRAS
from automation.core.rules import Rules
from automation.core.schema import PEOPLES_TABS, PROGRAM_TABS
from automation.core.tabs.header_words import main_names
from automation.settings import Settings
from tests.support.programs import BACKPOCKET, Ran, finished

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "contrib" / "README.md"])


def commands_in(group: Any, before: str = "") -> dict[str, Any]:
    """Each command by its words after `backpocket`, those of groups too."""
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        below = commands_in(command, f"{before}{name} ") if hasattr(command, "commands") else {before + name: command}
        found |= below
    return found


COMMANDS = commands_in(typer.main.get_command(app.app))


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def unmarked(cell: str) -> str:
    """A table cell without bold, code and links."""
    return re.sub(r"[*`]|\]\([^)]*\)|\[", "", cell).strip()


def sections(markdown: str) -> dict[str, str]:
    """Heading without its markup → what stands under it, up to the next heading."""
    parts = re.split(r"^#+ (.+)$", markdown, flags=re.MULTILINE)
    return {unmarked(heading): body for heading, body in zip(parts[1::2], parts[2::2], strict=True)}


def table_rows(markdown: str) -> list[list[str]]:
    """The cells of every table row, headers and rules left out."""
    lines = markdown.splitlines()
    rules = {number for number, line in enumerate(lines) if re.fullmatch(r"\|[|:-]+\|", line)}
    kept = (line for number, line in enumerate(lines) if not {number, number + 1} & rules)
    return [[unmarked(cell) for cell in line.strip("|").split("|")] for line in kept if line.startswith("| ")]


def command_in(words: Sequence[str]) -> str:
    """The command that the first words name, "" for none."""
    return next((name for count in (2, 1) if (name := " ".join(words[:count])) in COMMANDS), "")


def options_of(command: Any) -> set[str]:
    return {name for param in command.params if param.param_type_name == "option" for name in param.opts}


def shell_lines(page: Path) -> Iterator[Sequence[str]]:
    """The commands in a page's `sh` blocks, as words."""
    for block in re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            yield shlex.split(line, comments=True)


def run(*words: str, folder: Path) -> Ran:
    """Start the program as a reader does, without this machine's own settings."""
    return finished(BACKPOCKET, *words, cwd=folder)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    made = run("init", "--sample", "--workbook", "sample.xlsx", folder=folder)
    assert made.code == 0, made.err
    return folder


class TestCommandLine:
    def headings(self) -> dict[str, str]:
        """Command → its section of docs/app.md."""
        found = sections(text("cli.md"))
        ours = (heading for heading in found if heading.startswith("backpocket "))
        return {command_in(heading.split()[1:]): found[heading] for heading in ours}

    def test_commands_are_documented(self) -> None:
        """docs/app.md has a section for each command, and for nothing else."""
        assert set(self.headings()) == set(COMMANDS)

    @pytest.mark.parametrize("name", sorted(COMMANDS))
    def test_options_are_documented(self, name: str) -> None:
        """A command's table lists each of its options, and no other."""
        listed = [row[0] for row in table_rows(self.headings()[name]) if row[0].startswith("--")]
        assert sorted(listed) == sorted(options_of(COMMANDS[name]))

    @pytest.mark.parametrize("name", sorted(COMMANDS))
    def test_arguments_are_documented(self, name: str) -> None:
        """A command's heading names its arguments, in order."""
        headings = (line for line in sections(text("cli.md")) if line.startswith("backpocket "))
        heading = next(line for line in headings if command_in(line.split()[1:]) == name)
        wanted = [param.name.upper() for param in COMMANDS[name].params if param.param_type_name == "argument"]
        assert re.findall(r"[A-Z_]{2,}", heading) == wanted

    def test_exit_codes_are_documented(self) -> None:
        """The table of exit codes holds each code an error can have, success, Ctrl-C, and no other."""
        tree = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
        codes = {kind.exit_code for kind in tree if issubclass(kind, errors.BackpocketError)}
        documented = {int(row[0]) for row in table_rows(sections(text("cli.md"))["Exit codes"])}
        assert documented == codes | {0, 130}

    def test_json_of_refresh_is_documented(self, sample: Path) -> None:
        """The table of `refresh --json` lists the names of the object, in its order."""
        printed = json.loads(run("refresh", "--dry-run", "--json", "--workbook", "sample.xlsx", folder=sample).out)
        rows = [row[0] for row in table_rows(self.headings()["refresh"]) if not row[0].startswith("--")]
        assert rows == list(printed)


class TestSettings:
    def test_settings_are_documented(self) -> None:
        """docs/settings.md lists each setting of an installation, and no other."""
        rows = table_rows(sections(text("settings.md"))["The installation"])
        assert [row[0] for row in rows] == list(Settings.model_fields)

    def test_defaults_of_settings_are_right(self) -> None:
        """A default that is a value stands in the table."""
        shown = {row[0]: row[1] for row in table_rows(sections(text("settings.md"))["The installation"])}
        fixed = {name: field.default for name, field in Settings.model_fields.items() if not field.default_factory}
        valued = {name: str(default) for name, default in fixed.items() if default is not None}
        assert {name: shown[name] for name in valued} == valued

    def test_example_holds_every_setting(self) -> None:
        """backpocket.example.toml shows each setting, and with all of them switched on it is read."""
        example = (ROOT / "backpocket.example.toml").read_text(encoding="utf-8")
        switched_on = re.sub(r"^# (\w+ = )", r"\1", example, flags=re.MULTILINE)
        values = tomllib.loads(switched_on)
        assert list(values) == list(Settings.model_fields)
        Settings(**values)

    def test_rules_are_documented(self) -> None:
        """The table of the Settings tab is the code's: names, defaults, limits, help."""
        rows = table_rows(sections(text("settings.md"))["The Settings tab"])
        assert rows == [
            [
                rule.metadata["name"],
                f"{rule.default:g}",
                f"{rule.metadata['least']:g}",
                f"{rule.metadata['most']:g}",
                rule.metadata["help"],
            ]
            for rule in fields(Rules)
        ]


class TestSheet:
    def rows(self, section: str) -> list[list[str]]:
        return table_rows(sections(text("sheet-format.md"))[section])

    @pytest.mark.parametrize("tab", list(PEOPLES_TABS))
    def test_columns_of_people_are_documented(self, tab: str) -> None:
        """Each column of a people's tab is listed in order, with its usual other names."""
        wanted = [[field.header, ", ".join(main_names(tab, field.id))] for field in PEOPLES_TABS[tab].fields]
        assert [[row[0], row[2]] for row in self.rows(tab)] == wanted

    @pytest.mark.parametrize("tab", list(PEOPLES_TABS))
    def test_required_columns_are_bold(self, tab: str) -> None:
        """Bold are the columns that must be there, and no others."""
        bold = re.findall(r"^\| \*\*(.+?)\*\* \|", sections(text("sheet-format.md"))[tab], re.MULTILINE)
        assert bold == [field.header for field in PEOPLES_TABS[tab].fields if field.required]

    @pytest.mark.parametrize("tab", list(PEOPLES_TABS))
    def test_choices_are_documented(self, tab: str) -> None:
        """What a dropdown offers stands in the page."""
        page = text("sheet-format.md")
        missing = [word for field in PEOPLES_TABS[tab].fields for word in field.choices if word not in page]
        assert not missing

    def test_bp_columns_are_documented(self) -> None:
        """The BP columns of both tabs are listed with their help, and no other."""
        wanted = [[column.header, unmarked(column.help)] for spec in PEOPLES_TABS.values() for column in spec.columns]
        assert self.rows("The BP columns") == wanted

    def test_comparisons_in_a_google_sheet_are_of_all_bp_columns(self) -> None:
        """The table in docs/google-sheets.md counts the lookups of every BP column of Candidates."""
        units = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
        columns = len(PEOPLES_TABS["Candidates"].columns)
        for row in table_rows(sections(text("google-sheets.md"))["How large a Google Sheet may become"]):
            count = int(row[0].replace(",", ""))
            one_by_one, indexed = (float(number) * units[unit] for number, unit in map(str.split, row[1:]))
            assert (one_by_one, indexed) == (columns * count**2 / 2, columns * count)

    @pytest.mark.parametrize("tab", [*PEOPLES_EXTRAS, *PROGRAM_TABS])
    def test_other_tabs_are_documented(self, tab: str) -> None:
        """Each other tab has a section that lists its columns in order, with their help."""
        columns = PEOPLES_EXTRAS.get(tab) or PROGRAM_TABS[tab]
        section = next(name for name in sections(text("sheet-format.md")) if name.removesuffix(" (hidden)") == tab)
        assert self.rows(section) == [[column.header, unmarked(column.help)] for column in columns]

    def test_shelve_reasons_are_documented(self) -> None:
        """Each shelve reason has a line that says what clears it, in the order of the dropdown."""
        rows = self.rows("Shelve reasons, and what clears each")
        assert [row[0] for row in rows] == list(ShelveReason)
        assert all(row[1] for row in rows)


class TestMatching:
    def test_weights_are_documented(self) -> None:
        """The table of components shows the default weights in the order of the score."""
        first = text("matching.md").split("\n## ")[0]
        assert [float(row[1]) for row in table_rows(first)] == list(Rules().weights.values())

    def test_example_recomputes(self, sample: Path) -> None:
        """The worked example is what `explain` says of the sample, and adds up."""
        heading = "An example that recomputes"
        command = re.search(r"`backpocket (explain .+?)`", text("matching.md").split(heading)[1])
        assert command
        words = [*command[1].split(), "--json", "--workbook", "sample.xlsx"]
        said = json.loads(run(*words, folder=sample).out)
        *parts, total = table_rows(sections(text("matching.md"))[heading])
        documented = [
            [p["component"], f"{p['most']:.1f}", f"{p['fraction']:.4g}", f"{p['points']:.1f}"] for p in said["parts"]
        ]
        assert [row[:4] for row in parts] == documented
        assert [total[1], total[3], total[4]] == ["100.0", f"{said['score']:.1f}", said["band"]]
        assert round(sum(float(row[3]) for row in parts), 1) == said["score"]
        assert all(abs(float(row[1]) * float(row[2]) - float(row[3])) <= 0.051 for row in parts)


def anchors(page: Path) -> set[str]:
    """What links into a page may end with."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", unmarked(heading).lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_resolve(page: Path) -> None:
    """Each relative link and picture leads to a file of the repository, and to a heading where it names one."""
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_what_the_docs_link_to_is_installed_with_them() -> None:
    """Relative links from docs/ still lead somewhere beside an installed program, where there is no repository."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = [ROOT / name for name in project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]]
    for page in (page for page in PAGES if page.parent != ROOT):
        for link in re.findall(r"\]\(([^)\s#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            target = (page.parent / link).resolve()
            assert any(target.is_relative_to(place) for place in shipped), (page.name, link)


def test_decisions_are_numbered_without_gaps() -> None:
    """Records of decisions are numbered from 1, say so in their title, and stay under 25 lines."""
    records = sorted((DOCS / "decisions").glob("*.md"))
    for number, record in enumerate(records, start=1):
        lines = record.read_text(encoding="utf-8").splitlines()
        assert record.name.startswith(f"{number:04d}-")
        assert lines[0].startswith(f"# {number}. ")
        assert [line for line in lines if line.startswith("## ")] == ["## Context", "## Decision", "## Consequences"]
        assert len(lines) < 25


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_that_are_named_exist(page: Path) -> None:
    """Each `backpocket …` in a page is a command, with options it has."""
    named = re.findall(r"(?:`|bin/|^)backpocket ([a-z][^`\n]*)", page.read_text(encoding="utf-8"), re.MULTILINE)
    for line in named:
        words = line.split("#")[0].split(" >")[0].split()
        command = command_in(words)
        assert command, line
        options = {word for word in words if word.startswith("--")}
        assert options <= options_of(COMMANDS[command]), line


@pytest.mark.long
def test_readme_commands_run_from_top_to_bottom(tmp_path: Path) -> None:
    """A reader who types the README's commands in order, in an empty folder, gets no error."""
    lines = list(shell_lines(README))
    assert {line[1] for line in lines} >= {"init", "check", "refresh", "matches", "explain", "follow-ups"}
    for program, *words in lines:
        assert program == "backpocket"
        done = run(*words, folder=tmp_path)
        assert (done.code, done.err) == (0, ""), words
        assert done.out, words


def test_readme_names_scripts_that_are_there() -> None:
    """Each script/… that a page names is in the repository, and can be run."""
    for page in PAGES:
        for name in re.findall(r"\bscript/(\w+)", page.read_text(encoding="utf-8")):
            script = ROOT / "script" / name
            assert script.exists(), (page.name, name)
            assert script.stat().st_mode & 0o100, name
