"""The package without its repository: built, installed into an environment of its own, and used."""

import os
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import zipfile
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.support.programs import Running, finished, free_port, started

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a connection."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


class Installed:
    """An environment that holds the wheel and sees the dependencies, but not the repository.

    Args:
        folder: For everything: the environment, home and the working directory.
        wheel: What to install.
    """

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder = folder
        self.bin = folder / "env" / "bin"
        self.environment = {"HOME": str(folder), "PATH": os.defpath, "LANG": "C.UTF-8"}
        self.call(sys.executable, "-m", "venv", "--without-pip", str(folder / "env"))
        pip = (sys.executable, "-m", "pip", "--python", str(self.bin / "python"))
        self.call(*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel))
        packages = next((folder / "env" / "lib").glob("python*/site-packages"))
        # Files of this kind are not read again in the folder they name: the editable installation stays out.
        (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")

    def call(self, *command: object) -> str:
        """What a command prints; it must succeed."""
        return finished(*command, cwd=self.folder, env=self.environment, check=True).out

    def backpocket(self, *words: str) -> str:
        """What `backpocket` prints."""
        return self.call(str(self.bin / "backpocket"), *words)

    def serving(self, *words: str) -> AbstractContextManager[Running]:
        """`backpocket` in the background."""
        return started(self.bin / "backpocket", *words, cwd=self.folder, env=self.environment)


def fetched(url: str) -> str:
    """What a server replies, once it listens."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as reply:  # noqa: S310
                return str(reply.read(), "utf-8")
        except urllib.error.HTTPError as error:
            with error:
                return str(error.read(), "utf-8")
        except OSError:
            assert time.monotonic() < until, url
            time.sleep(0.1)


@pytest.mark.long
def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    """Code, dictionaries, templates, sample rows and icon of the repository are in the wheel."""
    listed = subprocess.run(["git", "ls-files", "automation", "dashboard"], cwd=ROOT, capture_output=True, check=True)
    with zipfile.ZipFile(wheel) as archive:
        assert set(listed.stdout.decode().split()) <= set(archive.namelist())


@pytest.mark.long
def test_an_installed_package_needs_no_repository(wheel: Path, tmp_path: Path) -> None:
    """`pip install` is enough for a sample, a refresh, matches, the dashboard, the candidates' page and the docs."""
    installed = Installed(tmp_path, wheel)
    where = installed.call(
        str(installed.bin / "python"), "-c", "import automation, dashboard; print(automation.__file__)"
    )
    assert where.startswith(str(installed.folder))
    workbook = ("--workbook", "pocket.xlsx")
    installed.backpocket("init", "--sample", *workbook)
    assert "58 candidates" in installed.backpocket("refresh", *workbook)
    assert "Mara Lindqvist" in installed.backpocket("matches", "REQ-101", *workbook)
    port = str(free_port())
    with installed.serving("dashboard", *workbook, "--port", port):
        assert fetched(f"http://127.0.0.1:{port}/_stcore/health") == "ok"
        assert "link" in fetched(f"http://127.0.0.1:{port}/respond/r/none")
    docs = tmp_path / "env" / "share" / "doc" / "backpocket"
    assert (docs / "docs" / "settings.md").exists()
    assert (docs / "backpocket.example.toml").exists()
    assert (docs / "contrib" / "systemd" / "backpocket-morning.service").exists()
