"""`init`: a new workbook, or what an existing one lacks."""

from datetime import date
from pathlib import Path

from automation.core.publishing.scaffold import additions, new_workbook
from automation.errors import ConfigError
from automation.ledger.machine import Machine, state_folder
from automation.retry import landed
from automation.store.base import Store
from automation.store.sample import sample_workbook
from automation.store.xlsx.create import create


def make_workbook(path: Path, today: date, *, sample: bool, dry_run: bool = False) -> list[str]:
    """Make a workbook where there is none; returns what was done, a line a thing.

    Raises:
        ConfigError: There is a file already.
    """
    if path.exists():
        raise ConfigError(f"{path} is there already: choose another name for a new workbook.")
    tabs = sample_workbook(today) if sample else new_workbook()
    if not dry_run:
        create(path, tabs)
        # A person begins anew here, so what this machine remembers of an earlier workbook says nothing.
        Machine(state_folder()).forget(str(path.resolve()))
    people = len(tabs["Candidates"]) - 1
    return [f"make {path} with {people} made-up candidates" if sample else f"make {path}"]


def complete(store: Store, *, dry_run: bool = False) -> list[str]:
    """Add what a workbook lacks and mend what is the program's own; returns what was done, a line a thing.

    Raises:
        StoreError: The workbook is out of reach or busy.
    """

    def attempt() -> list[str]:
        snapshot = store.read()
        lacking = additions(snapshot)
        lines = [*lacking.lines(), *store.repairs()]
        if lines and not dry_run:
            store.add(lacking, snapshot.version)
        return lines

    return landed(attempt)
