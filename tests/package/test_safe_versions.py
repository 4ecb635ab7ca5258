"""Lowest versions without a known advisory, of what the program and its tests depend on.

An audit by name and version needs a connection to an advisory database, and passes without one; this table needs none.
It was gathered on 28 November 2026 from what audits of other projects report: each line from several of them, but those
marked "One report". The databases themselves were out of reach. Earlier advisories of a package are fixed there, too.
"""

import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]


class Safe(NamedTuple):
    """The lowest version without a known advisory, and the advisory that ends there."""

    lowest: str
    advisory: str


SAFE = {
    "aiosmtpd": Safe("1.4.6", "CVE-2024-34083"),
    "authlib": Safe("1.6.12", "CVE-2026-44681"),
    "certifi": Safe("2024.7.4", "CVE-2024-39689"),
    "cryptography": Safe("50.0.0", "CVE-2026-69247"),
    "filelock": Safe("3.20.3", "CVE-2026-22701"),
    "h11": Safe("0.16.0", "CVE-2025-43859"),
    "httpx": Safe("0.23.0", "CVE-2021-41945"),
    "idna": Safe("3.15", "CVE-2026-45409"),
    "jinja2": Safe("3.1.6", "CVE-2025-27516"),
    "joserfc": Safe("1.7.2", "GHSA-5jhw-7jv7-qcqq"),  # One report.
    "openpyxl": Safe("2.4.1", "CVE-2017-5992"),
    "pandas": Safe("1.0.4", "CVE-2020-13091"),
    "pillow": Safe("12.3.0", "GHSA-6r8x-57c9-28j4"),
    "protobuf": Safe("6.33.5", "CVE-2026-0994"),
    "pyarrow": Safe("23.0.1", "CVE-2026-25087"),
    "pyasn1": Safe("0.6.4", "CVE-2026-59886"),
    "pydantic-settings": Safe("2.14.2", "GHSA-4xgf-cpjx-pc3j"),
    "pygments": Safe("2.20.0", "CVE-2026-4539"),
    "pypdf": Safe("6.16.1", "CVE-2026-84311"),  # One report.
    "pytest": Safe("9.0.3", "CVE-2025-71176"),
    "python-dotenv": Safe("1.2.2", "CVE-2026-28684"),
    "python-multipart": Safe("0.0.31", "CVE-2026-53540"),
    "requests": Safe("2.33.0", "CVE-2026-25645"),
    "starlette": Safe("1.3.1", "CVE-2026-54283"),
    "streamlit": Safe("1.54.0", "CVE-2026-33682"),
    "urllib3": Safe("2.7.0", "CVE-2026-44432"),
    "uvicorn": Safe("0.11.7", "CVE-2020-7694"),
}


def pins(file: str) -> dict[str, set[Version]]:
    """Package → the versions that a requirements file pins it to."""
    found: dict[str, set[Version]] = {}
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        if "==" in line and not line.startswith(" "):
            requirement = Requirement(line.rstrip("\\ "))
            pin = {Version(one.version) for one in requirement.specifier}
            found.setdefault(canonicalize_name(requirement.name), set()).update(pin)
    return found


def bounds() -> dict[str, Version]:
    """Package → the lowest version that pyproject.toml admits."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [Requirement(line) for line in (*project["dependencies"], *project["optional-dependencies"]["dev"])]
    return {
        canonicalize_name(one.name): max(
            Version(bound.version) for bound in one.specifier if bound.operator in {">=", "=="}
        )
        for one in listed
    }


PINS = {file: pins(file) for file in ("requirements.txt", "requirements-dev.txt")}
BOUNDS = bounds()


@pytest.mark.parametrize("package", SAFE)
def test_no_version_with_a_known_advisory_is_installed_pinned_or_admitted(package: str) -> None:
    """The version here, the pins and the lower bound of pyproject.toml are at least the table's."""
    lowest, advisory = Version(SAFE[package].lowest), SAFE[package].advisory
    assert Version(version(package)) >= lowest, f"installed: {advisory}"
    for file, pinned in PINS.items():
        assert all(one >= lowest for one in pinned.get(package, ())), f"{file}: {advisory}"
    assert package in PINS["requirements-dev.txt"], "not a dependency any more: leave it out"
    assert BOUNDS[package] >= lowest, f"pyproject.toml: {advisory}"


def test_what_builds_the_package_is_pinned_once() -> None:
    """With the versions that the tests use, and the very one that pyproject.toml asks for."""
    build, project = pins("script/build.txt"), tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {name: PINS["requirements-dev.txt"].get(name, pin) for name, pin in build.items()} == build
    (wanted,) = map(Requirement, project["build-system"]["requires"])
    assert {str(version) for version in build[wanted.name]} == {one.version for one in wanted.specifier}
