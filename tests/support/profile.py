"""How much a run of the tests tries, by an option of pytest or of script/test.

* `--fast`, for a developer: no browser, no soak, no long test; a few of the examples, and of the cases of a test.
* by default, as CI does: every test, with a seeded sample of each long one.
* `--nightly`: every test with the full numbers, on new random examples. A failure prints what repeats it.
"""

from typing import Literal

from hypothesis import HealthCheck, settings

Name = Literal["fast", "ci", "nightly"]
OPTIONS: dict[Name, str] = {
    "fast": "leave out browsers, soaks and long tests, and try a sixth of the examples and cases",
    "nightly": "try the full numbers, for hours",
}
# Seconds that a single test may take at night.
NIGHT = 4 * 3600
EXAMPLES = 60
# Of the examples and the cases of a test, `--fast` tries one of this number.
SAMPLE = 6
# tests/conftest.py sets it before the first test module is imported.
_chosen: Name = "ci"


def choose(name: Name) -> None:
    """Make a profile the one of this run."""
    global _chosen  # noqa: PLW0603  (Numbers are wanted while modules are imported, where no fixture reaches.)
    _chosen = name
    settings.register_profile(
        name,
        deadline=None,
        database=None,
        # The same examples on every machine, unless new ones are wanted.
        derandomize=name != "nightly",
        print_blob=True,
        # How busy a machine is, and how much of what is drawn is of use, fails no test.
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
        max_examples=examples(EXAMPLES),
    )
    settings.load_profile(name)


def chosen() -> Name:
    """The profile of this run."""
    return _chosen


def examples(ci: int) -> int:
    """How many examples Hypothesis tries where CI tries `ci`."""
    return {"fast": max(5, ci // SAMPLE), "ci": ci, "nightly": 20 * ci}[chosen()]


def count(ci: int, *, nightly: int) -> int:
    """How many kills, seeds or rounds a test makes: a sample of `ci`, or the full number that was asked for."""
    return nightly if chosen() == "nightly" else ci


def sampled(ci: list[str], *, nightly: list[str]) -> list[str]:
    """The cases of a test: those of every run, or all of them at night."""
    return nightly if chosen() == "nightly" else ci
