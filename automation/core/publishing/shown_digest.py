"""A digest of the tabs that only the program writes, to know whether they are as a run left them."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import zip_longest
from operator import is_

from automation.core.model import Row
from automation.core.schema import BP_DATA, BP_MATCHES
from automation.core.text import text_of

WRITTEN_WHOLE = (BP_MATCHES, BP_DATA)
# How many rows have one digest in the making of that of a tab.
BLOCK = 256
# Between the cells of a row.
_BETWEEN = "\x1f"


class ShownDigest:
    """Digests of the texts in the program's tabs that a run writes whole.

    Most rows of a publication are the very rows that were read. Their texts are not put together again.
    """

    def __init__(self) -> None:
        # Of each tab that was seen last: the rows and the digest of each block of them.
        self._blocks: dict[str, list[tuple[Sequence[Row], bytes]]] = {}

    def of(self, tabs: Mapping[str, Sequence[Row]]) -> str:
        """The digest of the program's tabs among these."""
        found = blake2b(digest_size=16)
        for name in WRITTEN_WHOLE:
            rows, known = tabs.get(name, ()), self._blocks.get(name, [])
            blocks = [rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK)]
            digests = [
                before[1] if before and _are(before[0], block) else _digest_of(block)
                for block, before in zip_longest(blocks, known[: len(blocks)])
            ]
            self._blocks[name] = list(zip(blocks, digests, strict=True))
            found.update(b"".join([name.encode(), *digests]))
        return found.hexdigest()


def _are(some: Sequence[Row], others: Sequence[Row]) -> bool:
    """Whether these are the very same rows."""
    return len(some) == len(others) and all(map(is_, some, others))


def _digest_of(rows: Sequence[Row]) -> bytes:
    # Without a call for each cell: nearly all are blank or texts.
    texts = [
        _BETWEEN.join(["" if cell is None else cell if cell.__class__ is str else text_of(cell) for cell in row])
        for row in rows
    ]
    whole = "\n".join([text.rstrip(_BETWEEN) for text in texts])
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).digest()
