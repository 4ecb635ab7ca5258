"""Requests a minute: reads and writes counted apart, per user and per project. A batch counts as one."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.sheets_emulator.errors import quota_exceeded


@dataclass
class Quota:
    """Counters that start again each minute.

    Attributes:
        clock: Seconds; tests inject their own.
        per_user: Requests a minute.
        per_project: Requests a minute.
        refused: How many were turned away so far.
    """

    clock: Callable[[], float]
    per_user: int = 60
    per_project: int = 300
    refused: int = 0
    _minute: int = -1
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(self, kind: str, email: str) -> None:
        """Count one request.

        Args:
            kind: "read" or "write".
            email: Who asks.

        Raises:
            ApiError: 429 when a limit is reached; a refused request doesn't count.
        """
        minute = int(self.clock() // 60)
        if minute != self._minute:
            self._minute = minute
            self._counts.clear()
        for per, name, limit in (("user", email, self.per_user), ("project", "", self.per_project)):
            if self._counts[kind, name] >= limit:
                self.refused += 1
                raise quota_exceeded(kind, per, limit)
        self._counts[kind, email] += 1
        self._counts[kind, ""] += 1
