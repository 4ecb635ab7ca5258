"""`rekey`: a corrected key keeps its history."""

from automation.core.rekeying import rekeyed
from automation.landing import landed
from automation.store.base import Store


def rekey(store: Store, old: str, new: str, *, dry_run: bool = False) -> int:
    """Carry the history of a key over to another one; returns how many records moved.

    Raises:
        UnknownKey: `new` is not in the workbook, or `old` has no history.
        ConfigError: `old` still names a row.
        StoreError: The workbook is out of reach or busy.
    """

    def attempt() -> int:
        snapshot = store.read()
        publication, moved = rekeyed(snapshot, old, new)
        if not dry_run:
            store.publish(publication, snapshot.version)
        return moved

    return landed(attempt)
