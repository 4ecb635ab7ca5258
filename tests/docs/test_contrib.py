"""The crontab and the units of contrib/ are valid, name commands that exist, and keep their order."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docs.test_docs import COMMANDS

CONTRIB = Path(__file__).parents[2] / "contrib"
UNITS = sorted((CONTRIB / "systemd").iterdir())


def commands(text: str) -> list[str]:
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return re.findall(r"bin/backpocket ([a-z ]+?)(?=['&;>\n]| >>| &&|$)", "\n".join(lines), re.MULTILINE)


def test_commands_exist_and_keep_their_order() -> None:
    """Both ways run inbox before send, and refresh before alerts and nudge."""
    wanted = [["inbox", "outreach send"], ["refresh"], ["refresh", "alerts run", "nudge"]]
    lines = [
        line for line in (CONTRIB / "crontab").read_text(encoding="utf-8").splitlines() if "bin/backpocket" in line
    ]
    assert [[one.strip() for one in commands(line)] for line in lines] == wanted
    named = ("mail", "refresh", "morning")
    units = [(CONTRIB / "systemd" / f"backpocket-{name}.service").read_text(encoding="utf-8") for name in named]
    assert [[one.strip() for one in commands(unit)] for unit in units] == wanted
    assert {one for group in wanted for one in group} <= set(COMMANDS)


def test_every_command_takes_the_lock() -> None:
    for text in (path.read_text(encoding="utf-8") for path in (*UNITS, CONTRIB / "crontab")):
        for line in text.splitlines():
            assert "bin/backpocket" not in line or "flock" in line


def test_units_keep_what_the_machine_remembers_apart_from_the_workbook() -> None:
    """As docs/outreach.md says; the folder is the one that systemd makes for the unit, and may write to."""
    for unit in (path for path in UNITS if path.suffix == ".service"):
        options = dict(
            line.split("=", 1) for line in unit.read_text(encoding="utf-8").splitlines() if re.match(r"\w+=", line)
        )
        assert options["Environment"] == "XDG_STATE_HOME=/var/lib"
        assert options["StateDirectory"] == "backpocket"
        assert not Path("/var/lib").is_relative_to(options["ReadWritePaths"])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_units_are_valid(tmp_path: Path) -> None:
    """`systemd-analyze verify` accepts all units, those of the README too; the program and the folder are stand-ins."""
    readme = (CONTRIB.parent / "README.md").read_text(encoding="utf-8")
    units = {unit.name: unit.read_text(encoding="utf-8") for unit in UNITS}
    units |= dict(re.findall(r"^```ini\n# /etc/systemd/system/(\S+)\n(.*?)^```", readme, re.MULTILINE | re.DOTALL))
    assert len(units) == len(UNITS) + 2
    for name, text in units.items():
        stood_in = text.replace("/srv/backpocket/.venv/bin/backpocket", "/bin/true").replace("User=backpocket\n", "")
        (tmp_path / name).write_text(stood_in, encoding="utf-8")
    places = [str(tmp_path / name) for name in units]
    done = subprocess.run(
        ["systemd-analyze", "verify", *places], capture_output=True, text=True, check=False, timeout=60
    )
    ours = [line for line in done.stderr.splitlines() if "backpocket" in line]
    assert (done.returncode, ours) == (0, [])
