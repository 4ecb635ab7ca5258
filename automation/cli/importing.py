"""`backpocket import`: people of other systems' exports become rows of Candidates."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from automation.cli.options import AsJson, By, DryRun, Today, Workbook, opened, opened_room, require
from automation.cli.printing.streams import print_json, print_line, warn
from automation.core.sentences import counted
from automation.errors import ConfigError, UnreadableImport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from automation.core.imports.mapping_file import Mapped
    from automation.core.imports.reading import Source
    from automation.core.imports.words import Preset
    from automation.services.imports.order import Imported

app = typer.Typer()


@app.command("import")
def import_(
    file: Annotated[list[str], typer.Argument(metavar="FILE…", help="Exports: .csv, .tsv, .xlsx or .json.")],
    by: By = "",
    from_: Annotated[
        str, typer.Option("--from", metavar="NAME", help="The system, such as greenhouse; auto finds it.")
    ] = "auto",
    basis: Annotated[str, typer.Option(help="Consent basis of all new rows: consent, or legitimate interest.")] = "",
    basis_on: Annotated[
        str, typer.Option(metavar="YYYY-MM-DD", help="Since when the basis holds, for all new rows.")
    ] = "",
    region: Annotated[str, typer.Option(help="Whose rules apply to all new rows: EU, UK, FR, DE, US …")] = "",
    map_: Annotated[
        str, typer.Option("--map", metavar="MAP.TOML", help="What columns and words mean; --dry-run writes a new one.")
    ] = "",
    encoding: Annotated[str, typer.Option(help="The encoding of text files, where it is not found: cp1252 …")] = "",
    requisitions: Annotated[
        bool, typer.Option("--requisitions", help="Import openings into Requisitions, not people.")
    ] = False,
    workbook: Workbook = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Add people from exports of other systems. Rows that are there stay as they are; it shows what differs in them."""
    from automation.core.imports.mapping_file import mapping_text
    from automation.core.imports.reading import UnreadableFile, Wishes
    from automation.services.imports.order import Order
    from automation.services.imports.people import import_people

    if not dry_run:
        require(by=by)
    if requisitions:
        _import_requisitions(file, encoding, by, workbook, today, dry_run=dry_run, as_json=as_json)
        return
    system = _system(from_)
    since = _day(basis_on)
    room = opened_room(workbook, today)
    try:
        mapped = _mapped(map_, dry_run=dry_run)
        sources = [_source(one, encoding) for one in file]
        wishes = Wishes(system, mapped.columns, mapped.reasons, mapped.stages, room.settings.conventions.date_order)
        order = Order(by, basis, since, region, dry_run)
        done = import_people(room, sources, wishes, order, lambda new: None if as_json else print_line(_adding(new)))
    except UnreadableFile as error:
        if map_ and dry_run and error.headers and not Path(map_).exists():
            _write_map(map_, mapping_text(map_, dict.fromkeys(error.headers, ""), (), ()))
        raise UnreadableImport(str(error)) from None
    found = done.gathered
    if map_ and dry_run and not Path(map_).exists():
        _write_map(map_, mapping_text(map_, found.roles, found.unknown_reasons, found.unknown_stages))
    if as_json:
        print_json(done.record())
    else:
        _print(done)


def _import_requisitions(
    files: "Sequence[str]",
    encoding: str,
    by: str,
    workbook: str | None,
    today: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    from automation.core.imports.reading import UnreadableFile
    from automation.services.imports.requisitions import import_requisitions

    settings, store, clock = opened(workbook, today)
    try:
        sources = [_source(file, encoding) for file in files]
        done = import_requisitions(store, clock, settings.conventions, sources, by, dry_run=dry_run)
    except UnreadableFile as error:
        raise UnreadableImport(str(error)) from None
    if as_json:
        print_json(done.record())
        return
    print_line(
        f"{'Would add' if dry_run else 'Added'} {counted(done.added, 'requisition')} from "
        f"{counted(done.found.read, 'record')}; {done.compared.there} already there, {done.compared.different} of them "
        f"different; {counted(len(done.found.left), 'record')} not imported."
    )
    for line in done.found.remarks.lines():
        print_line(f"- {line}")
    for one in done.found.left:
        print_line(f"  {one.place.file}, {one.place}: {one.who}: {one.why}")


def _system(name: str) -> "Preset | None":
    from automation.core.imports.words import named, presets

    if name == "auto":
        return None
    found = named(name)
    if found is None:
        known = ", ".join(sorted(("tracker", *presets())))
        raise ConfigError(f"--from '{name}' is none of auto, {known}.")
    return found


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"--basis-on '{text}' is not a day: write it as 2026-11-30.") from None


def _source(file: str, encoding: str) -> "Source":
    from automation.imports.files import read_file

    return read_file(Path(file), encoding)


def _mapped(path: str, *, dry_run: bool) -> "Mapped":
    from automation.core.imports.mapping_file import Mapped, read_mapping

    if not path or (dry_run and not Path(path).exists()):
        return Mapped()
    try:
        return read_mapping(path, Path(path).read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"There is no mapping file {path}: --dry-run --map {path} writes one to edit.") from None
    except (OSError, UnicodeError):
        raise ConfigError(f"{path} cannot be read as a mapping file.") from None


def _write_map(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, "utf-8")
    except OSError as error:
        warn(f"{path} cannot be written ({error.strerror}).")


def _adding(columns: "Sequence[str]") -> str:
    return f"Adding to Candidates, on the right, the column{'s' * (len(columns) > 1)} {', '.join(columns)}."


def _print(done: "Imported") -> None:
    found = done.gathered
    would = "Would add" if done.dry_run else "Added"
    print_line(
        f"{would} {counted(done.added, 'person', 'people')} from {counted(found.read, 'record')} ({found.format}); "
        f"{done.there} already there, {done.different} of them different"
        f"{' (see the tab BP Import)' if done.different and not done.dry_run else ''}; "
        f"{counted(len(done.left), 'record')} not imported."
    )
    for header, meant in found.columns.items():
        print_line(f"  {header} → {meant or '(not imported)'}")
    if done.dry_run and done.columns:
        print_line(_adding(done.columns).replace("Adding", "Would add"))
    for line in (*done.remarks, *done.problems):
        print_line(f"- {line}")
    if done.left:
        print_line("Not imported:")
    for one in done.left:
        print_line(f"  {one.place.file}, {one.place}: {one.who}: {one.why}")
