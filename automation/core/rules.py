"""The numbers behind matching and follow-ups: defaults that the `Settings` tab may change.

All are hand-set and visible. Roles, mail, paths and secrets are never here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

from automation.core.model import Band, Problem, Row
from automation.core.schema import SETTINGS
from automation.core.text import plain, text_of

# Names of settings in version 0.1.0, which workbooks of that version still have.
EARLIER_NAMES = {"Slate floor": "Minimum score", "Unanswered touches at most": "Max unanswered messages"}


# The regions with retention settings, by the ends of their fields' names; what settings call each of them.
RETENTION = {"fr": "FR", "nl": "NL", "de": "DE", "uk": "UK", "eu": "other EU", "us": "US", "california": "California"}
_USE = "Months after consent or contact in which candidates may be matched and written to; 0 sets no end."
_KEEP = "Months after shelving in which records must be kept, so forget refuses; 0 sets none."


def _use(default: float, region: str) -> float:
    return _rule(default, f"Retention {region}: use for", _USE, most=600)


def _keep(default: float, region: str) -> float:
    return _rule(default, f"Retention {region}: keep for", _KEEP, most=600)


def _rule(default: float, name: str, help_text: str, *, least: float = 0, most: float = 100) -> float:
    return field(default=default, metadata={"name": name, "help": help_text, "least": least, "most": most})


@dataclass(frozen=True)
class Rules:
    """Weights in points, bands in score (0-100), retention in months, the rest in days unless it says otherwise."""

    must: float = _rule(45, "Weight: must-have skills", "Points for the must-have skills a row lists.")
    nice: float = _rule(8, "Weight: nice-to-have skills", "Points for the nice-to-have skills a row lists.")
    title: float = _rule(20, "Weight: title", "Points for doing the same kind of work at the same level.")
    level: float = _rule(8, "Weight: level", "Points for the same level; one step apart earns half.")
    location: float = _rule(8, "Weight: location", "Points for the same place.")
    pay: float = _rule(6, "Weight: pay", "Points for an expectation within the band.")
    track: float = _rule(5, "Weight: track record", "Points for rating, stage reached and recency.")
    strong: float = _rule(80, "Band: Strong from", "Scores from here on are Strong.")
    good: float = _rule(65, "Band: Good from", "Scores from here on are Good.")
    possible: float = _rule(50, "Band: Possible from", "Scores from here on are Possible.")
    slate_size: float = _rule(10, "Slate size", "How many people a slate shows.", least=1, most=50)
    slate_floor: float = _rule(30, "Minimum score", "Lower scores are never on a slate.")
    second_touch: float = _rule(5, "Second touch after", "Working days after an unanswered first message.", least=1)
    third_touch: float = _rule(12, "Third touch after", "Working days after an unanswered second one.", least=1)
    keep_warm: float = _rule(180, "Keep warm every", "Days after you last heard from each other.", least=1, most=3650)
    most_touches: float = _rule(3, "Max unanswered messages", "Then follow-ups pause.", least=1, most=10)
    consent_notice: float = _rule(
        30, "Consent notice", "Days before consent runs out that a follow-up is due.", most=365
    )
    fresh: float = _rule(180, "Fresh for", "Days that a row can be trusted after last contact.", least=1, most=3650)
    declined: float = _rule(180, "Declined or withdrew: clear after", "Days until it is worth asking again.", most=3650)
    failed: float = _rule(365, "Failed assessment: clear after", "Days until it is worth trying again.", most=3650)
    step_years: float = _rule(
        2, "Too junior: years per level", "Years after which a candidate is one level higher.", most=20
    )
    capacity: float = _rule(
        20, "Capacity per recruiter", "Open requisitions that one recruiter can carry; shown beside the load.", least=1
    )
    show_scores: float = _rule(
        1,
        "Show scores",
        "1 shows scores and points; 0 only bands, reasons and what is missing.",
        most=1,
    )
    use_fr: float = _use(24, "FR")
    keep_fr: float = _keep(0, "FR")
    use_nl: float = _use(12, "NL")
    keep_nl: float = _keep(0, "NL")
    use_de: float = _use(6, "DE")
    keep_de: float = _keep(0, "DE")
    use_uk: float = _use(12, "UK")
    keep_uk: float = _keep(0, "UK")
    use_eu: float = _use(12, "other EU")
    keep_eu: float = _keep(0, "other EU")
    use_us: float = _use(0, "US")
    keep_us: float = _keep(12, "US")
    use_california: float = _use(0, "California")
    keep_california: float = _keep(48, "California")

    @cached_property
    def weights(self) -> dict[str, float]:
        """Component → weight, in the order the components are shown."""
        return {name: getattr(self, name) for name in COMPONENTS}

    def band(self, score: float) -> Band:
        """The band of a score (0-100)."""
        limits = ((self.strong, Band.STRONG), (self.good, Band.GOOD), (self.possible, Band.POSSIBLE))
        return next((band for limit, band in limits if score >= limit), Band.NONE)

    def __str__(self) -> str:
        """The criteria in force, as the run log keeps them; retention is none of them."""
        criteria = (rule for rule in fields(self) if not rule.metadata["name"].startswith("Retention "))
        return "; ".join(f"{rule.metadata['name']} {getattr(self, rule.name):g}" for rule in criteria)

    def use_months(self, region: str) -> int:
        """For how many months details may be used in a region, a key of `RETENTION`; 0 for no end."""
        return int(getattr(self, f"use_{region}", 0))

    def keep_months(self, region: str) -> int:
        """For how many months records must be kept in a region, a key of `RETENTION`; 0 for none."""
        return int(getattr(self, f"keep_{region}", 0))


COMPONENTS = ("must", "nice", "title", "level", "location", "pay", "track")


def settings_rows() -> list[tuple[str, float, str]]:
    """The `Settings` tab as `init` makes it: name, value, what it does."""
    return [(rule.metadata["name"], rule.default, rule.metadata["help"]) for rule in fields(Rules)]  # type: ignore[misc]


def read_rules(rows: Sequence[Row]) -> tuple[Rules, list[Problem]]:
    """The rules of a `Settings` tab (name, value; row 1 is the header). Missing settings have their defaults."""
    known = {plain(rule.metadata["name"]): rule for rule in fields(Rules)}
    known |= {plain(earlier): known[plain(now)] for earlier, now in EARLIER_NAMES.items()}
    values: dict[str, float] = {}
    problems = []
    lines = [[text_of(cell) for cell in (*row[:2], "", "")[:2]] for row in rows[1:]]
    present = {plain(name) for name, value in lines if value}
    for number, (name, value) in enumerate(lines, start=2):
        if not name or not value:
            continue
        rule = known.get(plain(name))
        if rule and plain(name) != plain(rule.metadata["name"]) and plain(rule.metadata["name"]) in present:
            message = f"{name} is the earlier name of {rule.metadata['name']}, which is here too: delete this row."
            problems.append(Problem(SETTINGS, name, "value", value, message, number))
            continue
        number_value = _number(value)
        if rule is None:
            message = f"'{name}' is not a setting: see docs/settings.md for their names."
        elif number_value is None or not rule.metadata["least"] <= number_value <= rule.metadata["most"]:
            least, most = rule.metadata["least"], rule.metadata["most"]
            message = f"{name} '{value}' is not a number from {least:g} to {most:g}; {rule.default:g} is used."
        else:
            values[rule.name] = number_value
            continue
        problems.append(Problem(SETTINGS, name, "value", value, message, number))
    rules = replace(Rules(), **values)
    if not rules.strong >= rules.good >= rules.possible or not any(rules.weights.values()):
        broken = {name for name in values if name in {"strong", "good", "possible"} or name in COMPONENTS}
        rules = replace(Rules(), **{name: values[name] for name in values.keys() - broken})
        message = (
            "The bands must fall from Strong to Possible, and some weight must not be 0; "
            "until they do, the defaults of bands and weights are used."
        )
        problems.append(Problem(SETTINGS, "", "value", "", message))
    return rules, problems


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None
