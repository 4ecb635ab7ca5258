from collections.abc import Sequence

from automation.core.model import Row
from automation.store.base import Store
from automation.store.memory import MemoryStore
from tests.store.contract import CANDIDATES, StoreContract


class TestMemoryStore(StoreContract):
    def make(self, tabs: dict[str, Sequence[Row]]) -> Store:
        return MemoryStore(tabs)

    def disturb(self, store: Store) -> None:
        store.append("BP Actions", [["now", "somebody", "else"]], store.read().version)

    def type_into(self, store: Store, tab: str, row: int, header: str, text: str) -> None:
        assert isinstance(store, MemoryStore)
        rows = store.tabs[tab]
        rows[row - 1][rows[0].index(header)] = text

    def reverse_people(self, store: Store) -> None:
        assert isinstance(store, MemoryStore)
        rows, width = store.tabs["Candidates"], len(CANDIDATES[0])
        own = [row[:width] for row in rows[3:0:-1]]
        for row, cells in zip(rows[1:4], own, strict=True):
            row[:width] = cells
