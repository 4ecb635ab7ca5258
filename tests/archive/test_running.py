import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import copytree, ignore_patterns

import dask
import psutil
import pytest
from dask.distributed import Client, LocalCluster

from automation.archive.cluster import Cluster
from automation.archive.running import Here, Pool, Runner
from automation.archive.spoken_for import connected
from automation.errors import ArchiveError, ClusterUnavailable, ConfigError
from tests.archive.deadly import always_killed, doubled, stops_idle, together, waits, weighed
from tests.support.forks import forked
from tests.support.programs import PATIENCE, Running, started

ROOT = Path(__file__).parents[2]
PARTS = range(20)
EXPECTED = [2 * part for part in PARTS]


def joined(runner: Runner, folder: Path) -> list[int]:
    *before, last = runner.joined(doubled, folder, list(PARTS), together)
    assert before == [None] * len(PARTS)
    assert last is not None
    return last


def with_more(runner: Runner, folder: Path) -> list[int]:
    """The results of all parts, and of those that the results of the first ones ask for."""
    found = runner.run(doubled, folder, list(PARTS), lambda done: [50 + done[0]] if done[0] < 20 else [])
    return sorted(one for some in found for one in some)


WITH_MORE = sorted([*EXPECTED, *(2 * (50 + one) for one in EXPECTED if one < 20)])


def test_here(tmp_path: Path) -> None:
    """The results in the order of the parts, or joined into one."""
    (tmp_path / "killed").touch()
    assert [one for some in Here().run(doubled, tmp_path, PARTS) for one in some] == EXPECTED
    assert joined(Here(), tmp_path) == EXPECTED
    assert with_more(Here(), tmp_path) == WITH_MORE


@pytest.mark.long
def test_a_process_of_the_pool_is_killed(tmp_path: Path) -> None:
    """Each part is run to its end once, whatever dies; where all die, a sentence says so."""
    assert joined(Pool(2), tmp_path) == EXPECTED
    assert (tmp_path / "killed").exists()
    (tmp_path / "killed").unlink()
    assert with_more(Pool(2), tmp_path) == WITH_MORE
    assert (tmp_path / "killed").exists()
    with pytest.raises(ArchiveError, match="killed again and again"):
        list(Pool(2).run(always_killed, None, [1, 2]))


@pytest.mark.long
def test_a_process_is_killed_before_it_begins(tmp_path: Path) -> None:
    """Before it has read what it is given, which is more than a pipe holds: others do its work, and no file stays."""
    ours, killed = psutil.Process(), list[int]()

    def kill_the_first() -> None:
        while not killed:
            for one in ours.children():
                with suppress(psutil.Error):
                    if "spawn_main" in " ".join(one.cmdline()):
                        one.kill()
                        killed.append(one.pid)
                        break

    tempfile.tempdir = str(tmp_path)
    killer = threading.Thread(target=kill_the_first)
    killer.start()
    try:
        assert sorted(Pool(2).run(weighed, b"x" * 2**20, [1, 2, 3])) == [2**20 + part for part in (1, 2, 3)]
    finally:
        tempfile.tempdir = None
        killed.append(0)
        killer.join()
    assert killed[0]
    assert not list(tmp_path.iterdir())


@pytest.mark.long
@pytest.mark.timeout(PATIENCE)
def test_a_process_is_killed_while_it_waits_for_work(tmp_path: Path) -> None:
    """At the end, when it alone may read the queue, so no other learns of the end: the program ends all the same."""
    results = Pool(2).run(stops_idle, tmp_path, [0, 1])
    assert {next(results), next(results)} == {0, 1}
    while not (idle := list(tmp_path.glob("idle *"))):
        time.sleep(0.001)
    process = psutil.Process(int(idle[0].name.removeprefix("idle ")))
    while process.status() != psutil.STATUS_STOPPED:
        time.sleep(0.001)
    # Killed after the pool has begun to end, when it does not watch its processes any more.
    killer = threading.Timer(0.1, lambda: process.is_running() and process.kill())
    killer.start()
    assert list(results) == []
    killer.cancel()
    killer.join()


@pytest.mark.long
def test_the_program_is_killed(tmp_path: Path) -> None:
    """Its processes end, too, and what they shared is no file by then."""
    running, shared = tmp_path / "running", tmp_path / "shared"
    running.mkdir()
    shared.mkdir()
    tempfile.tempdir = str(shared)
    try:
        with forked(lambda: list(Pool(2).run(waits, (running, b"x" * 2**20), PARTS))) as program:
            until = time.monotonic() + PATIENCE
            while len(list(running.iterdir())) < 2 and time.monotonic() < until:
                time.sleep(0.01)
            processes = [psutil.Process(int(path.name)) for path in running.iterdir()]
            program.kill()
        assert len(processes) == 2
        assert not psutil.wait_procs(processes, timeout=PATIENCE)[1]
    finally:
        tempfile.tempdir = None
    assert not list(shared.iterdir())


@pytest.mark.long
def test_a_worker_of_a_cluster_is_killed(tmp_path: Path) -> None:
    """The same on Dask's workers, where results are joined, too."""
    with (
        # If a fetch from a worker begins just after its death was noticed, Dask calls it for so long: by default 30 s.
        dask.config.set({"distributed.comm.timeouts.connect": "5s"}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1") as cluster,
    ):
        runner = Cluster(cluster.scheduler_address)
        assert joined(runner, tmp_path) == EXPECTED
        assert (tmp_path / "killed").exists()
        assert with_more(runner, tmp_path) == WITH_MORE


@pytest.mark.long
def test_a_cluster_without_workers(tmp_path: Path) -> None:
    """After a while a sentence says so: from the beginning, and when all workers leave during a search."""
    (tmp_path / "killed").touch()
    with LocalCluster(n_workers=0, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1") as cluster:
        runner = Cluster(cluster.scheduler_address, patience=1)
        said = rf"^The Dask scheduler at {cluster.scheduler_address} has no workers, also after 1 seconds"
        with pytest.raises(ClusterUnavailable, match=said):
            joined(runner, tmp_path)
        with pytest.raises(ClusterUnavailable, match=said):
            with_more(runner, tmp_path)
        cluster.scale(1)
        # Started, not waited for: the search waits itself.
        patient = Cluster(cluster.scheduler_address)

        def all_go(_: object) -> list[int]:
            cluster.sync(cluster.scheduler_comm.retire_workers, names=[0])
            cluster.scale(0)
            return [2]

        assert list(patient.run(doubled, tmp_path, [1])) == [[2]]
        with pytest.raises(ClusterUnavailable, match=said):
            list(runner.run(doubled, tmp_path, [1], all_go))


@pytest.mark.long
@pytest.mark.timeout(PATIENCE)
def test_a_worker_is_killed_before_its_results_are_fetched(tmp_path: Path) -> None:
    """They are lost with it, though their tasks were done: a sentence says that there are no workers."""
    with (
        LocalCluster(n_workers=0, dashboard_address=":0", host="127.0.0.1") as cluster,
        worker(cluster.scheduler_address, ROOT) as its,
    ):
        seen = list[int]()

        def kill_it(result: list[int]) -> list[int]:
            seen.extend(result)
            if len(seen) == 1:
                # Time for the other two: then both are done when the next results are asked for.
                time.sleep(1)
            elif len(seen) == 2:
                its.kill()
            return []

        with pytest.raises(ClusterUnavailable, match="has no workers, also after 1 seconds"):
            list(Cluster(cluster.scheduler_address, patience=1).run(doubled, tmp_path, [1, 2, 3], kill_it))
        assert len(seen) == 2


@pytest.mark.long
def test_workers_are_killed_again_and_again() -> None:
    """A sentence says so, as where the processes of a pool are killed."""
    with (
        # After one death, and without Dask's guard of a worker: a cluster that ends while one starts anew may fail.
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(n_workers=0, dashboard_address=":0", host="127.0.0.1") as cluster,
        worker(cluster.scheduler_address, ROOT),
        pytest.raises(
            ArchiveError, match=rf"^Workers of the Dask scheduler at {cluster.scheduler_address} were killed"
        ),
    ):
        list(Cluster(cluster.scheduler_address).run(always_killed, None, [1]))


@contextmanager
def worker(address: str, folder: Path) -> Iterator[Running]:
    """A worker of a cluster, in a process that has the program of a folder."""
    words = ("-m", "distributed.cli.dask_worker", address, "--nthreads", 1, "--no-nanny", "--no-dashboard")
    with started(sys.executable, *words, cwd=folder) as running, Client(address, set_as_default=False) as client:
        client.wait_for_workers(len(client.scheduler_info()["workers"]) + 1, timeout=PATIENCE)
        yield running


@contextmanager
def worker_with(change: Callable[[Path], object], folder: Path, address: str) -> Iterator[None]:
    """A worker with a copy of the program that was changed."""
    program = copytree(ROOT / "automation", folder / "automation", ignore=ignore_patterns("__pycache__"))
    change(program)
    with worker(address, folder) as running:
        yield
        running.stop()


def edited(program: Path) -> None:
    with (program / "core" / "text.py").open("a", encoding="utf-8") as module:
        module.write("\n")


def older(program: Path) -> None:
    (program / "archive" / "cluster.py").unlink()


def updated(program: Path) -> None:
    with (program / "version.py").open("a", encoding="utf-8") as module:
        module.write('\n\ndef program_version():\n    return "99.0"\n')


@pytest.mark.long
def test_a_worker_with_another_program(tmp_path: Path) -> None:
    """The search stops, also where such a worker comes later; a sentence says which one, and what to do."""
    (tmp_path / "killed").touch()
    kept = "has Backpocket .*, as this machine has, but with other program files or dictionaries. Scores could differ"
    with (
        # If a fetch from a worker begins just after its death was noticed, Dask calls it for so long: by default 30 s.
        dask.config.set({"distributed.comm.timeouts.connect": "5s"}),
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1") as cluster,
        ExitStack() as ends,
    ):
        runner, address = Cluster(cluster.scheduler_address), cluster.scheduler_address
        for change, what in ((updated, "has Backpocket 99.0, and this machine"), (older, "has no Backpocket, or")):
            with (
                worker_with(change, tmp_path / change.__name__, address),
                pytest.raises(ConfigError, match=rf"^The Dask worker tcp://127.0.0.1:\d+ {what}"),
            ):
                joined(runner, tmp_path)

        def others_come(_: object) -> list[int]:
            ends.enter_context(worker_with(edited, tmp_path / "edited", address))
            cluster.sync(cluster.scheduler_comm.retire_workers, names=[0])
            return [2]

        with pytest.raises(ConfigError, match=kept):
            list(runner.run(doubled, tmp_path, [1], others_come))


def test_no_bar_on_standard_output(tmp_path: Path) -> None:
    """DuckDB draws one for what takes seconds, in the middle of the JSON, unless it is set otherwise."""
    connection = connected(tmp_path, threads=1)
    assert connection.sql("select current_setting('enable_progress_bar')").fetchall() == [(False,)]
