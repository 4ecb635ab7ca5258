"""Runs one function for many parts on the workers of a Dask scheduler."""

import asyncio
import warnings
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import CancelledError, wait
from contextlib import contextmanager
from typing import Any

from automation.archive.locations import library
from automation.archive.running import AT_A_TIME, Join, More, Result, Runner, no_more
from automation.errors import ArchiveError, ClusterUnavailable, ConfigError
from automation.version import program_digest, program_version

# So often a part is run again on other workers.
RETRIES = 3
# So many seconds a scheduler without workers is given to get one.
PATIENCE = 30.0


class Cluster(Runner):
    """Runs parts on the workers of a Dask scheduler, which must reach the same files at the same paths.

    Args:
        address: Of the scheduler, such as tcp://10.0.0.1:8786.
        patience: How many seconds to wait for the first worker, and for another one when all are gone.
    """

    standing = True

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        self._distributed = library("distributed")
        self._address, self._patience = address, patience

    def run(
        self, call: Callable[[Any, Any], Result], shared: Any, parts: Sequence[Any], more: More = no_more
    ) -> Iterator[Result]:
        """The results for all parts, as they come. Raises as `joined` does."""
        with self._client() as client:
            submit = _submitting(client, call, shared)
            left = set(map(submit, parts))
            while left:
                for done in self._first_done(client, left):
                    left.discard(done)
                    result = self._result(client, done)
                    left.update(map(submit, more(result)))
                    yield result

    def joined(
        self, call: Callable[[Any, Any], Result], shared: Any, parts: Sequence[Any], join: Join[Result]
    ) -> Iterator[Result | None]:
        """A None for each part that is done, and then all results as one, joined on the workers.

        Raises:
            ArchiveError: Workers were killed again and again, as where there is too little memory.
            ClusterUnavailable: The scheduler does not answer, or has no workers.
            ConfigError: A worker does not run the same program.
        """
        with self._client() as client:
            results = list(map(_submitting(client, call, shared), parts))
            level = results
            while len(level) > 1:
                groups = [level[at : at + AT_A_TIME] for at in range(0, len(level), AT_A_TIME)]
                level = [_submitted(client, join, group) for group in groups]
            whole, left = _submitted(client, join, level), set(results)
            while left:
                for done in self._first_done(client, left):
                    left.discard(done)
                    yield None
            (whole,) = self._first_done(client, {whole})
            yield self._result(client, whole)

    @contextmanager
    def _client(self) -> Iterator[Any]:
        """A connection to the scheduler, which has workers, all of them with the same program."""
        try:
            opened = self._distributed.Client(self._address, timeout=5, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterUnavailable(
                f"No Dask scheduler answers at {self._address}: start it, or correct the address."
            ) from error
        try:
            with opened as client, client.as_current():
                self._wait_for_workers(client)
                self._check_workers(client)
                yield client
        except (CancelledError, self._distributed.comm.CommClosedError) as error:
            raise self._lost() from error
        except self._distributed.KilledWorker as error:
            raise ArchiveError(
                f"Workers of the Dask scheduler at {self._address} were killed again and again. Where memory is short, "
                "start fewer of them on each machine."
            ) from error

    def _first_done(self, client: Any, tasks: AbstractSet[Any]) -> AbstractSet[Any]:
        """Those of some tasks that are done, as soon as there are any.

        Raises:
            ClusterUnavailable: All workers are gone, and no other one comes.
        """
        while True:
            try:
                done: AbstractSet[Any] = self._distributed.wait(tasks, self._patience, "FIRST_COMPLETED").done
            except TimeoutError:
                # Workers may take long, but without one this would take for ever.
                self._wait_for_workers(client)
            else:
                return done

    def _result(self, client: Any, task: Any) -> Any:
        """The result of a task that was done. It is run again if the worker that holds it leaves first.

        Raises:
            ClusterUnavailable: All workers are gone, and no other one comes.
        """
        fetched = asyncio.run_coroutine_threadsafe(client.gather(task, asynchronous=True), client.loop.asyncio_loop)
        while not wait([fetched], self._patience).done:
            self._wait_for_workers(client)
        return fetched.result()

    def _wait_for_workers(self, client: Any) -> None:
        try:
            client.wait_for_workers(1, self._patience)
        except TimeoutError as error:
            raise ClusterUnavailable(
                f"The Dask scheduler at {self._address} has no workers, also after {self._patience:g} seconds: start "
                "workers for it."
            ) from error
        except OSError as error:
            raise self._lost() from error

    def _check_workers(self, client: Any) -> None:
        """Stop where a worker runs another program: it would give other scores, and no one would see it."""
        ours = program()
        try:
            answers = client.run(program, on_error="return")
        except OSError as error:
            raise self._lost() from error
        for worker, theirs in answers.items():
            # A worker that is out of reach by now gets no tasks.
            if theirs != ours and not isinstance(theirs, OSError):
                raise _another(worker, theirs, ours)

    def _lost(self) -> ClusterUnavailable:
        return ClusterUnavailable(
            f"The connection to the Dask scheduler at {self._address} was lost, so the search was stopped: search "
            "again when it runs."
        )


def _submitted(client: Any, call: Callable[..., Any], *arguments: Any) -> Any:
    """A task, by a worker that runs the same program: also one that began after `_check_workers`."""
    return client.submit(_checked, program(), call, *arguments, pure=False, retries=RETRIES)


def _same(shared: Any) -> Any:
    return shared


def _submitting(client: Any, call: Callable[[Any, Any], Any], shared: Any) -> Callable[[Any], Any]:
    with warnings.catch_warnings():
        # As a task: what is only scattered is lost with the workers that hold it. It is sent once, though it is large.
        warnings.filterwarnings("ignore", "Sending large graph")
        everywhere = _submitted(client, _same, shared)
    return lambda part: _submitted(client, call, everywhere, part)


# The version of a program, and the digest of its files.
Program = tuple[str, str]


def program() -> Program:
    """The program of this process, dictionaries included."""
    return program_version(), program_digest()


def _checked(ours: Program, call: Callable[..., Result], *arguments: Any) -> Result:
    if program() != ours:
        raise _another(library("distributed").get_worker().address, program(), ours)
    return call(*arguments)


def _another(worker: str, theirs: Program | Exception, ours: Program) -> ConfigError:
    # A program that lacks what it was asked for answers with an error.
    if isinstance(theirs, Exception):
        what = "has no Backpocket, or another version than this machine"
    elif theirs[0] != ours[0]:
        what = f"has Backpocket {theirs[0]}, and this machine {ours[0]}"
    else:
        what = f"has Backpocket {ours[0]}, as this machine has, but with other program files or dictionaries"
    return ConfigError(
        f"The Dask worker {worker} {what}. Scores could differ, so the search was stopped: install the same on all "
        "machines, and start the workers again."
    )
