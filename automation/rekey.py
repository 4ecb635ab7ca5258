"""`rekey`: a corrected key keeps its history."""

from automation.core.rekeying import rekeyed
from automation.errors import StoreBusy, Superseded
from automation.store.base import Store

ATTEMPTS = 5


def rekey(store: Store, old: str, new: str, *, dry_run: bool = False) -> int:
    """Carry the history of a key over to another one; returns how many records moved.

    Raises:
        UnknownKey: `new` is not in the workbook, or `old` has no history.
        ConfigError: `old` still names a row.
        StoreError: The workbook is out of reach or busy.
    """
    for _ in range(ATTEMPTS):
        snapshot = store.read()
        publication, moved = rekeyed(snapshot, old, new)
        if dry_run:
            return moved
        try:
            store.publish(publication, snapshot.version)
        except Superseded:
            continue
        return moved
    raise StoreBusy(f"Others kept changing the workbook: {ATTEMPTS} attempts, none landed. Try again later.")
