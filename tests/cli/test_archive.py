"""`backpocket archive` as its users run it."""

import csv
import json
import re
import signal
import sys
import time
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dask.distributed import Client, LocalCluster

from automation.archive.dictionaries import dictionaries_digest
from automation.core.matching.scoring import tenths
from automation.core.rules import Rules
from tests.cli.program import TODAY, Program, read_tab, write_workbook
from tests.cli.test_repeated_run import edited
from tests.core.archive.made_people import ASKED, FIELDS, people, requisitions, tab
from tests.core.archive.test_part_search import book_of, by_the_sheet
from tests.support.programs import BACKPOCKET, PATIENCE, finished, started

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[2]
COUNT, TOP = 180, 15
RECORDS, ROLES = people(COUNT, 7), requisitions(3, 7)
REQS = [str(role["req_id"]) for role in ROLES]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Requisitions, and no candidate that is in the archive."""
    return write_workbook(tmp_path / "p.xlsx", {"Candidates": tab(FIELDS, []), "Requisitions": tab(ASKED, ROLES)})


@pytest.fixture(autouse=True)
def _region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKPOCKET_DEFAULT_REGION", "EU")


def clients(dask_scheduler: Any) -> list[str]:
    """Those of a scheduler."""
    return [name for name in dask_scheduler.clients if name != "fire-and-forget"]


def as_csv(path: Path, records: list) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(tab(FIELDS, records))
    return path


def as_json(path: Path, records: list) -> Path:
    names = tab(FIELDS, [])[0]
    lines = [json.dumps({name: one.get(own) for name, own in zip(names, FIELDS, strict=True)}) for one in records]
    path.write_text("\n".join(lines), "utf-8")
    return path


def as_parquet(path: Path, records: list) -> Path:
    names, *rows = tab(FIELDS, records)
    pq.write_table(pa.table(dict(zip(names, zip(*rows, strict=True), strict=True))), path, row_group_size=30)
    return path


def expected(records: list, top: int = TOP) -> dict[str, list[dict[str, object]]]:
    """What the sheet's matcher finds among the same rows."""
    return {
        req: [
            {"key": key, "score": tenths(score), "points": {name: tenths(own) for name, own in points.items()}}
            for key, score, points in best
        ]
        for req, best in by_the_sheet(book_of(records, ROLES, Rules()), top).items()
    }


HERE = ("--workers", 1)


def found(backpocket: Program, workbook: Path, *more: object) -> dict[str, list[dict[str, object]]]:
    where = ("--workbook", workbook, "--today", TODAY, *(more or HERE))
    ran = backpocket("archive", "search", *REQS, "--top", TOP, *where, "--json")
    assert ran.code == 0, ran.err
    answer: dict[str, list[dict[str, object]]] = json.loads(ran.out)
    return answer


def lower(answer: dict) -> dict:
    return {req: [{**one, "key": str(one["key"]).lower()} for one in some] for req, some in answer.items()}


def on(workbook: Path) -> tuple[object, ...]:
    return ("--workbook", workbook)


def added(backpocket: Program, workbook: Path, *files: Path) -> dict[str, Any]:
    ran = backpocket("archive", "add", *files, *on(workbook), *HERE, "--json")
    assert ran.code == 0, ran.err
    record: dict[str, Any] = json.loads(ran.out)
    return record


def titles_known(workbook: Path) -> set[str]:
    (file,) = workbook.parent.rglob("*.titles.parquet")
    return set(pq.read_table(file).column("title").to_pylist())


def test_files_of_three_kinds_are_one_archive(backpocket: Program, workbook: Path, tmp_path: Path) -> None:
    """CSV, JSON lines and Parquet together give what the sheet would give; the same files again change nothing."""
    third = COUNT // 3
    as_csv(tmp_path / "a.csv", RECORDS[:third])
    as_json(tmp_path / "b.jsonl", RECORDS[third : 2 * third])
    as_parquet(tmp_path / "c.parquet", RECORDS[2 * third :])
    files = [tmp_path / "?.csv", tmp_path / "b.jsonl", tmp_path / "c.parquet"]
    done = added(backpocket, workbook, *files)
    assert (done["files"], done["rows"], done["people"]) == (3, COUNT, COUNT)
    assert lower(found(backpocket, workbook)) == expected(RECORDS)
    again = added(backpocket, workbook, *files)
    assert (again["files"], again["unchanged"]) == (0, 3)


def test_the_newest_row_of_a_key_counts(backpocket: Program, workbook: Path, tmp_path: Path) -> None:
    """Also across files, and whichever was added first."""
    older = [{**one, "skills": "Kubernetes, Python", "last_contact": "", "shelved_on": "2020-01-01"} for one in RECORDS]
    added(backpocket, workbook, as_csv(tmp_path / "new.csv", RECORDS))
    added(backpocket, workbook, as_csv(tmp_path / "old.csv", older[:100]))
    assert lower(found(backpocket, workbook)) == expected(RECORDS)


def test_hired_under_one_id_is_hired_under_all(backpocket: Program, workbook: Path, tmp_path: Path) -> None:
    """A second row with the same mailbox and another Candidate ID is not shown either."""
    added(backpocket, workbook, as_csv(tmp_path / "a.csv", RECORDS))
    best = {str(one["key"]) for some in found(backpocket, workbook).values() for one in some}
    hired = [
        {"candidate_id": f"X{number}", "email": str(one["email"]).replace("@", "+jobs@"), "hired_on": "2024-01-01"}
        for number, one in enumerate(RECORDS)
    ]
    added(backpocket, workbook, as_csv(tmp_path / "b.csv", hired))
    assert best
    assert not any(found(backpocket, workbook).values())


@pytest.mark.parametrize("company", [False, True])
def test_suppressed_people_are_not_shown(backpocket: Program, workbook: Path, tmp_path: Path, *, company: bool) -> None:
    """By their address, or with their company. The next best take their places."""
    gone = next(one for some in expected(RECORDS).values() for one in some)["key"]
    record = next(one for one in RECORDS if gone in (str(one["candidate_id"]).lower(), one["email"]))
    there = [{**one, "company": "Globex GmbH" if one is record else "Initech"} for one in RECORDS]
    added(backpocket, workbook, as_csv(tmp_path / "a.csv", there))
    who = ("globex", "--company") if company else (record["email"],)
    done = backpocket("outreach", "suppress", *who, "--by", "Dana", "--reason", "asked", *on(workbook))
    assert done.code == 0, done.err
    assert lower(found(backpocket, workbook)) == expected([one for one in RECORDS if one is not record])


def test_forget_reaches_the_index(backpocket: Program, workbook: Path, tmp_path: Path) -> None:
    """Also for people without a row in the sheet; the receipt names their row in the file, and `add` leaves it out."""
    number, record = next((at, one) for at, one in enumerate(RECORDS) if one["candidate_id"])
    path = as_csv(tmp_path / "a.csv", [{**one, "title": "Falconer"} if one is record else one for one in RECORDS])
    added(backpocket, workbook, path)
    assert "Falconer" in titles_known(workbook)
    ran = backpocket("forget", record["candidate_id"], "--by", "Dana", *on(workbook), "--json")
    receipt = json.loads(ran.out)
    assert receipt["erased"]["archive index"] == 1
    assert not {"Falconer", ""} & titles_known(workbook)
    assert f"{path}, row {number + 2}" in [one["place"] for one in receipt["left"]]
    rest = [one for one in RECORDS if one is not record]
    assert lower(found(backpocket, workbook)) == expected(rest)
    as_csv(path, [*RECORDS, *people(1, 8)])
    assert added(backpocket, workbook, path)["people"] == COUNT
    unknown = backpocket("forget", "no-one@x.example", "--by", "Dana", *on(workbook))
    assert unknown.code == 65


def test_chosen_people_become_rows(backpocket: Program, workbook: Path, tmp_path: Path) -> None:
    """Only those that the search found, only by name, and once."""
    added(backpocket, workbook, as_csv(tmp_path / "a.csv", RECORDS))
    key = next(one for some in found(backpocket, workbook).values() for one in some)["key"]
    search = ("archive", "search", *REQS, "--top", TOP, *on(workbook), *HERE, "--today", TODAY, "--add")
    assert backpocket(*search, key).code == 2
    assert backpocket(*search, "someone@else.example", "--by", "Dana").code == 2
    assert "Would add 1 person" in backpocket(*search, key, "--dry-run").out
    both = json.loads(backpocket(*search, key, "--by", "Dana", "--json").out)
    assert (both["import"]["added"], both["import"]["there_already"]) == (1, 0)
    assert key in {one["key"] for some in both["found"].values() for one in some}
    again = backpocket(*search, key, "--by", "Dana").out
    assert "Added 0 people to Candidates; 1 already there." in again
    assert "has a row in the sheet" in again


def test_a_file_that_was_changed(backpocket: Program, workbook: Path, tmp_path: Path) -> None:
    """No wrong person is shown: the search says which file to add again."""
    path = as_csv(tmp_path / "a.csv", RECORDS)
    added(backpocket, workbook, path)
    as_csv(path, RECORDS[::-1])
    ran = backpocket("archive", "search", *REQS, *on(workbook), *HERE, "--today", TODAY)
    assert (ran.code, "a.csv was changed since it was added" in ran.err) == (65, True)
    added(backpocket, workbook, path)
    assert lower(found(backpocket, workbook)) == expected(RECORDS)
    # A file that was moved: the search says what to do, and that helps.
    moved = path.rename(tmp_path / "0.csv")
    ran = backpocket("archive", "search", *REQS, *on(workbook), *HERE, "--today", TODAY)
    assert (ran.code, "delete the folder of the archive's index and add all files again" in ran.err) == (65, True)
    rmtree(workbook.parent / "backpocket-outreach" / workbook.stem / "archive")
    added(backpocket, workbook, moved)
    assert lower(found(backpocket, workbook)) == expected(RECORDS)


def test_dictionaries_that_changed(backpocket: Program, workbook: Path, tmp_path: Path) -> None:
    """The same version with other dictionaries: a search stops, and says what to run."""
    added(backpocket, workbook, as_csv(tmp_path / "a.csv", RECORDS[:5]))
    program = copytree(ROOT / "automation", tmp_path / "copy" / "automation")
    digest = ("-c", "from automation.archive.dictionaries import dictionaries_digest; print(dictionaries_digest())")
    same = finished(sys.executable, *digest, cwd=program.parent, check=True).out.strip()
    assert same == dictionaries_digest()
    with (program / "core" / "taxonomy" / "data" / "title_translations.txt").open("a", encoding="utf-8") as words:
        words.write("\n")
    search = ("-c", "from automation.cli.app import main; main()", "archive", "search", REQS[0], *on(workbook), *HERE)
    ran = finished(sys.executable, *search, cwd=program.parent)
    assert (ran.code, "was read with other settings, aliases or dictionaries" in ran.err) == (65, True)


def test_a_part_that_a_kill_removed(backpocket: Program, workbook: Path, tmp_path: Path) -> None:
    """The search says what to do, `forget` does its other work, and `add` reads the part again."""
    path = as_csv(tmp_path / "a.csv", RECORDS)
    added(backpocket, workbook, path)
    (part,) = workbook.parent.rglob("*.people.parquet")
    part.unlink()
    ran = backpocket("archive", "search", *REQS, *on(workbook), *HERE, "--today", TODAY)
    assert (ran.code, "A part of the archive is missing" in ran.err) == (65, True)
    assert backpocket("forget", RECORDS[0]["email"], "--by", "Dana", *on(workbook)).code == 65
    assert added(backpocket, workbook, path)["files"] == 1
    assert lower(found(backpocket, workbook)) == expected(RECORDS)


def test_what_is_refused(backpocket: Program, workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with a sentence that says what to do."""
    search = ("archive", "search", REQS[0], *on(workbook), *HERE)
    assert "The archive is empty: run `backpocket archive add`" in backpocket(*search).err
    (tmp_path / "names.csv").write_text("Name,Skills\nAna,Go\n", "utf-8")
    (tmp_path / "latin.csv").write_bytes("Name,Email\nJosé,j@x.example\n".encode("cp1252"))
    (tmp_path / "empty.csv").write_text("", "utf-8")
    for name, sentence in (
        ("gone.csv", "There is no file"),
        ("names.csv", "has no column Email or Candidate ID"),
        ("latin.csv", "is not text in UTF-8"),
        ("empty.csv", "is empty: export it again"),
    ):
        ran = backpocket("archive", "add", tmp_path / name, *on(workbook))
        assert (ran.code, sentence in ran.err) == (65, True), ran.err
    added(backpocket, workbook, as_csv(tmp_path / "a.csv", RECORDS[:5]))
    assert backpocket("archive", "search", "REQ-404", *on(workbook), *HERE).code == 65
    assert "No Dask scheduler answers" in backpocket(*search, "--scheduler", "tcp://127.0.0.1:9").err
    monkeypatch.setenv("BACKPOCKET_DATE_ORDER", "DMY")
    assert "was read with other settings, aliases or dictionaries" in backpocket(*search).err
    assert added(backpocket, workbook, tmp_path / "a.csv")["files"] == 1
    assert backpocket(*search).code == 0


def test_processes_and_a_cluster_find_the_same(backpocket: Program, workbook: Path, tmp_path: Path) -> None:
    """Parts are searched in two processes, or by the threads of Dask's workers."""
    for number in range(3):
        added(backpocket, workbook, as_parquet(tmp_path / f"{number}.parquet", RECORDS[number::3]))
    assert lower(found(backpocket, workbook, "--workers", 2)) == expected(RECORDS)
    with LocalCluster(n_workers=2, threads_per_worker=2, dashboard_address=":0", host="127.0.0.1") as cluster:
        assert lower(found(backpocket, workbook, "--scheduler", cluster.scheduler_address)) == expected(RECORDS)


def test_the_scheduler_ends_during_a_search(backpocket: Program, workbook: Path, tmp_path: Path) -> None:
    """One sentence, no traceback of Dask's, and the exit code of what may work later."""
    added(backpocket, workbook, as_csv(tmp_path / "a.csv", RECORDS[:5]))
    where = tmp_path / "scheduler.json"
    words = ("-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", 0, "--no-dashboard")
    with started(sys.executable, *words, "--scheduler-file", where) as scheduler:
        until = time.monotonic() + PATIENCE
        while not (where.exists() and where.stat().st_size) and time.monotonic() < until:
            time.sleep(0.01)
        address = json.loads(where.read_text("utf-8"))["address"]
        search = ("archive", "search", REQS[0], *on(workbook), "--scheduler", address, "--today", TODAY)
        with started(BACKPOCKET, *search, cwd=tmp_path) as program, Client(address, set_as_default=False) as client:
            while len(client.run_on_scheduler(clients)) < 2 and time.monotonic() < until:
                time.sleep(0.01)
            scheduler.process.send_signal(signal.SIGKILL)
            assert program.wait() == 75, program.err
        # It may not have been answered yet when the scheduler knew of it.
        lost = f"The connection to the Dask scheduler at {address} was lost, so the search was stopped:"
        none = f"No Dask scheduler answers at {address}: start it, or correct the address."
        instead = "Without --scheduler, this machine searches.\n"
        assert program.err in {f"{lost} search again when it runs. {instead}", f"{none} {instead}"}


def test_object_storage(backpocket: Program, workbook: Path, tmp_path: Path) -> None:
    """Addresses and patterns that fsspec knows."""
    system = fsspec.filesystem("memory")
    for number, records in enumerate((RECORDS[:100], RECORDS[100:])):
        system.pipe(f"/old/{number}.csv", as_csv(tmp_path / "local.csv", records).read_bytes())
    done = backpocket("archive", "add", "memory://old/*.csv", *on(workbook), *HERE, "--json")
    assert json.loads(done.out)["people"] == COUNT
    assert lower(found(backpocket, workbook)) == expected(RECORDS)
    assert "There is no file memory://new/*" in backpocket("archive", "add", "memory://new/*", *on(workbook)).err


def counts_beside(backpocket: Program, workbook: Path) -> list[int]:
    """How many more are in the archive, beside each requisition, after a refresh."""
    ran = backpocket("refresh", *on(workbook), "--today", TODAY)
    assert ran.code == 0, ran.err
    rows = read_tab(workbook, "Requisitions")
    found = [re.search(r"(\d+) more in the archive", str(row["BP Slate"])) for row in rows]
    return [int(one[1]) if one else 0 for one in found]


def test_refresh_says_who_is_in_the_archive(
    backpocket: Program, workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only where the settings name it; it is searched again only where a requisition or the index has changed."""
    added(backpocket, workbook, as_csv(tmp_path / "a.csv", RECORDS))
    assert counts_beside(backpocket, workbook) == [0] * len(REQS)
    index = next(workbook.parent.rglob("index.json")).parent
    monkeypatch.setenv("BACKPOCKET_ARCHIVE", str(index))
    most = expected(RECORDS, 50)
    enough = [sum(float(str(one["score"])) >= Rules().possible for one in most[req]) for req in REQS]
    assert any(enough)
    assert counts_beside(backpocket, workbook) == enough
    # The parts are away, so what is said below was not searched for.
    (index / "parts").rename(index / "away")
    key = most[REQS[enough.index(max(enough))]][0]["key"]
    record = next(one for one in RECORDS if key in (str(one["candidate_id"]).lower(), one["email"]))
    edited(workbook, lambda sheet: sheet.append([record.get(name) for name in FIELDS]))
    less = [
        count - any(one["key"] == key for one in most[req][:count]) for req, count in zip(REQS, enough, strict=True)
    ]
    assert counts_beside(backpocket, workbook) == less
