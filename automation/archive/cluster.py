"""Runs one function for many parts on the workers of a Dask scheduler."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from automation.archive.locations import library
from automation.archive.running import AT_A_TIME, Join, More, Result, Runner, no_more
from automation.errors import ConfigError
from automation.version import program_digest, program_version

# So often a part is run again on other workers.
RETRIES = 3


class Cluster(Runner):
    """Runs parts on the workers of a Dask scheduler, which must reach the same files at the same paths.

    Args:
        address: Of the scheduler, such as tcp://10.0.0.1:8786.
    """

    standing = True

    def __init__(self, address: str) -> None:
        self._distributed = library("distributed")
        self._address = address

    def run(
        self, call: Callable[[Any, Any], Result], shared: Any, parts: Sequence[Any], more: More = no_more
    ) -> Iterator[Result]:
        """The results for all parts, as they come. Raises as `joined` does."""
        with self._client() as client, client.as_current():
            _check_workers(client)
            submit = _submitting(client, call, shared)
            results = self._distributed.as_completed(map(submit, parts), with_results=True)
            for _, result in results:
                results.update(map(submit, more(result)))
                yield result

    def joined(
        self, call: Callable[[Any, Any], Result], shared: Any, parts: Sequence[Any], join: Join[Result]
    ) -> Iterator[Result | None]:
        """A None for each part that is done, and then all results as one, joined on the workers.

        Raises:
            ConfigError: The scheduler is out of reach, or a worker does not run the same program.
        """
        with self._client() as client, client.as_current():
            _check_workers(client)
            results = list(map(_submitting(client, call, shared), parts))
            level = results
            while len(level) > 1:
                groups = [level[at : at + AT_A_TIME] for at in range(0, len(level), AT_A_TIME)]
                level = [_submitted(client, join, group) for group in groups]
            for _ in self._distributed.as_completed(results):
                yield None
            yield _submitted(client, join, level).result()

    def _client(self) -> Any:
        try:
            return self._distributed.Client(self._address, timeout=5, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ConfigError(f"No Dask scheduler answers at {self._address}.") from error


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


def _check_workers(client: Any) -> None:
    """Stop where a worker runs another program: it would give other scores, and no one would see it."""
    ours = program()
    for worker, theirs in client.run(program, on_error="return").items():
        # A worker that is out of reach by now gets no tasks.
        if theirs != ours and not isinstance(theirs, OSError):
            raise _another(worker, theirs, ours)


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
