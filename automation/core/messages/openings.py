"""Which openings a message to a candidate may mention, and what is wrong with a choice of openings."""

from collections.abc import Sequence
from typing import Any

from automation.core.matching.explanations import best_first
from automation.core.model import Band, BlockerState, MatchFrame, Status, each_row
from automation.core.templates.template_language import Template
from automation.core.text import key_of

MOST_OPENINGS = 3
# Only matches in these bands are added as second and third openings.
WORTH = frozenset({Band.STRONG, Band.GOOD})


def openings_for(
    matches: MatchFrame, candidate: str, chosen: Sequence[str] = (), most: int = MOST_OPENINGS
) -> list[str]:
    """The openings for a message to a candidate: those that were chosen, then their best other matches.

    Args:
        matches: As `slates.build_slates` gives them.
        candidate: The key of the row.
        chosen: The keys of the requisitions that were chosen, matched or not.
        most: The most openings to return.

    Returns:
        Keys as shown. Besides the chosen ones, only Strong and Good matches without a standing blocker.
    """
    own, known = matches.having("candidate_key", key_of(candidate)), set(map(key_of, chosen))
    worth = [
        str(match.req_id)
        for match in sorted(each_row(own), key=best_first)
        if match.band in WORTH and match.blocker != BlockerState.STANDING and match.req_key not in known
    ]
    return [*chosen, *worth][:most]


def faults_of_openings(template: Template, roles: Sequence[Any]) -> list[str]:
    """What is wrong with the chosen openings, alone and with this template, in words."""
    picked = [f"{role.key} is not open" for role in roles if role.status is not Status.OPEN]
    if len(roles) > MOST_OPENINGS:
        picked.append(f"{len(roles)} openings are more than {MOST_OPENINGS}")
    name = f"the template '{template.name}'"
    if roles and not template.mentions_opening:
        picked.append(f"{name} does not mention openings")
    elif len(roles) > 1 and not template.mentions_all_openings:
        picked.append(f"{name} mentions only one opening")
    elif not roles and template.mentions_opening:
        picked.append(f"{name} needs an opening")
    return picked
