"""What people who join the project read, and what runs for them on GitHub."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))


def map_of_the_repository() -> Iterator[str]:
    """The paths in the tree under "Where things are", folders with a slash at the end."""
    tree = re.search(r"^## Where things are\n.*?^```text\n(.*?)^```", contributing(), re.DOTALL | re.MULTILINE)
    assert tree
    folders: list[str] = []
    for line in tree.group(1).splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        names = re.split(r" {3,}", line.strip())[0].split()
        for name in names:
            yield "".join([*folders[:depth], name])
        folders[depth:] = [names[-1]]


def contributing() -> str:
    return (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_map_names_existing_paths() -> None:
    """Each file and folder of CONTRIBUTING's map is in the repository."""
    missing = [path for path in map_of_the_repository() if not (ROOT / path).exists()]
    assert missing == []


def test_the_map_names_every_package() -> None:
    """Each package of automation/ and dashboard/ is on the map, and each module that is directly in automation/."""
    named = {path.rstrip("/") for path in map_of_the_repository()}
    modules = [file for package in ("automation", "dashboard") for file in (ROOT / package).rglob("*.py")]
    packages = {file.parent.relative_to(ROOT).as_posix() for file in modules}
    assert packages <= named
    assert {f"automation/{file.name}" for file in (ROOT / "automation").glob("[!_]*.py")} <= named


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "SECURITY.md", ".github/pull_request_template.md"])
def test_paths_that_are_named_exist(page: str) -> None:
    """Each path in code style leads to a file or a folder of the repository."""
    quoted = re.findall(r"`([\w./*]+/[\w.*/]+|[\w.]+\.(?:md|py|toml))", (ROOT / page).read_text(encoding="utf-8"))
    for path in quoted:
        assert path.startswith("../") or list(ROOT.glob(path.rstrip("/"))), path


def test_workflows_have_no_finding() -> None:
    """A scan of what runs on GitHub finds nothing: no needless rights, no stored credentials, no unpinned actions."""
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [zizmor, "--offline", "--no-progress", "--persona", "pedantic", ".github"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_pinned_actions_name_their_version() -> None:
    """Each action is pinned by a whole commit, with the release it is in a comment."""
    for workflow in (ROOT / ".github" / "workflows").glob("*.yml"):
        for line in re.findall(r"uses: (.+)", workflow.read_text(encoding="utf-8")):
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_issue_forms_warn_of_candidates_data(form: Path) -> None:
    """Each issue form asks, first and last, to keep candidates' data out of it."""
    text = form.read_text(encoding="utf-8")
    assert text.index("Do not paste candidates' data") < text.index("type: textarea")
    assert re.search(r"type: checkboxes.*No real person's data.*required: true\s*\Z", text, re.DOTALL)
