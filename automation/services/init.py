"""`init`: create a workbook, or add what an existing one lacks."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from automation.core.model import Snapshot
from automation.core.publishing.scaffold import additions, new_workbook
from automation.core.schema import PEOPLES_TABS
from automation.core.tabs.headers import locate
from automation.errors import ConfigError, MissingHeaders, SchemaError
from automation.ledger.machine import Machine, state_folder
from automation.retry import landed
from automation.store.base import Store
from automation.store.sample import sample_workbook
from automation.store.xlsx.create import create


def make_workbook(path: Path, today: date, *, sample: bool, dry_run: bool = False) -> list[str]:
    """Create a workbook file. Returns what was done, one line per step.

    Raises:
        ConfigError: The file exists already.
    """
    if path.exists():
        raise ConfigError(f"{path} is there already: choose another name for a new workbook.")
    tabs = sample_workbook(today) if sample else new_workbook()
    if not dry_run:
        create(path, tabs)
        # A new workbook starts without history: forget what this machine knows of an earlier one at this path.
        Machine(state_folder()).forget(str(path.resolve()))
    people = len(tabs["Candidates"]) - 1
    return [f"make {path} with {people} made-up candidates" if sample else f"make {path}"]


def _require_first_row(snapshot: Snapshot) -> None:
    """Check that no tab has its headers below row 1, where headers that were added would stand beside none.

    Raises:
        MissingHeaders: A tab has; names the row.
    """
    for tab in PEOPLES_TABS:
        try:
            locate(snapshot.tabs, tab)
        except MissingHeaders as error:
            if error.likely_row is not None:
                raise
        except SchemaError:
            # What else is wrong with it is found with what is to be added.
            continue


def complete(store: Store, *, tables: bool = False, dry_run: bool = False) -> list[str]:
    """Add what a workbook lacks, and repair the program's own columns and tabs. Returns what was done, line by line.

    Args:
        store: Of the workbook.
        tables: Make native tables of people's tabs that are added; for Google Sheets only.
        dry_run: Only return what would be done.

    Raises:
        MissingHeaders: The headers of a tab seem to be below row 1.
        StoreError: The workbook is out of reach or busy.
    """

    def attempt() -> list[str]:
        snapshot = store.read()
        _require_first_row(snapshot)
        lacking = replace(additions(snapshot), tables=tables)
        lines = [*lacking.lines(), *store.repairs()]
        if lines and not dry_run:
            store.add(lacking, snapshot.version)
        return lines

    return landed(attempt)
