from collections.abc import Sequence

from automation.core.model import Row
from automation.store.base import Store
from automation.store.memory import MemoryStore
from tests.store.contract import StoreContract


class TestMemoryStore(StoreContract):
    def make(self, tabs: dict[str, Sequence[Row]]) -> Store:
        return MemoryStore(tabs)

    def disturb(self, store: Store) -> None:
        assert isinstance(store, MemoryStore)
        store.append("BP Actions", [["now", "somebody", "else"]], store.read().version)
