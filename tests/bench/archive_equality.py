"""Whether an archive finds exactly whom the sheet's matcher finds, for random settings: prints one JSON object.

    python -m tests.bench.archive_equality [--people 20000] [--requisitions 100] [--settings 20] [--top 50] [--parts 4]

The same comparison as in `tests/core/archive/test_part_search.py`, with all scores, points and ties, and with none,
some or all of what titles and skills mean known before. It ends with exit code 1 where one differs.
"""

import argparse
import json
import random
import sys

from automation.core.rules import COMPONENTS, Rules
from tests.core.archive.made_people import people, requisitions
from tests.core.archive.test_part_search import book_of, by_parts, by_the_sheet


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("people", 20_000), ("requisitions", 100), ("settings", 20), ("top", 50), ("parts", 4)):
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    records, roles = people(options.people, 1), requisitions(options.requisitions, 1)
    different = []
    for seed in range(options.settings):
        chance = random.Random(seed)  # noqa: S311
        weights = {name: float(chance.randrange(1, 60)) for name in COMPONENTS}
        book = book_of(records, roles, Rules(**weights, slate_floor=float(chance.choice((0, 30, 50)))))
        known = chance.choice((0, 1, 7))
        if by_parts(book, records, options.top, options.parts, known=known) != by_the_sheet(book, options.top):
            different.append(seed)
    print(json.dumps({**vars(options), "different": different}))  # noqa: T201
    sys.exit(bool(different))


if __name__ == "__main__":
    main()
