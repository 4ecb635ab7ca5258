"""Which worker runs which tests: a file at a time, also after a worker has ended.

When a worker has ended, `--dist loadfile` of pytest-xdist 3.8 puts all its files back into the queue: those that are
done, too, and the test at which it ended. A done file asks a worker for nothing, so the worker reports nothing, gets no
more work, and the run waits for ever.
"""

from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

# The tests that a worker has to have before it runs the first.
KNOWN = 2


class ByFile(LoadFileScheduling):
    """`--dist loadfile`, which takes from a worker that has ended only what is left."""

    def schedule(self) -> None:
        """Give files to workers that have none yet: a worker runs a test only when it knows the next one."""
        super().schedule()
        for node in self.nodes:
            while self._pending_of(self.assigned_work[node]) < KNOWN and not node.shutting_down:
                self._reschedule(node)

    def remove_node(self, node: WorkerController) -> str | None:
        """Take a worker out, and put what is left of its files back.

        Returns:
            The test at which it ended, which is not run again; None if it had run all that it got.
        """
        left = [
            {test: False for test, done in tests.items() if not done} for tests in self.assigned_work[node].values()
        ]
        ended_at = next((test for tests in left for test in tests), None)
        for tests in left:
            tests.pop(ended_at or "", None)
        self.assigned_work[node] = {self._split_scope(next(iter(tests))): tests for tests in left if tests}
        super().remove_node(node)
        return ended_at
