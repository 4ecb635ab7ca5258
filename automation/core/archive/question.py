"""What a search of an archive asks, in a form that other processes and machines can be given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from automation.core.archive.eligible import Barred
from automation.core.model import Conventions, RequisitionFrame
from automation.core.rules import Rules


@dataclass(frozen=True)
class Question:
    """What a search asks.

    Attributes:
        name: Tells it from other questions.
        requisitions: One row each, as `row_parser` gives them.
        aliases: What people write → what it means.
        rules: Weights and minimum score.
        top: How many people to find for each requisition.
        conventions: How the workbook is written.
        today: Its day.
        barred: Who must not be shown.
    """

    name: str
    requisitions: RequisitionFrame
    aliases: Mapping[str, str]
    rules: Rules
    top: int
    conventions: Conventions
    today: date
    barred: Barred
