"""How many of all recorded replies of the real Sheets service the emulator gives; the suite plays a sample of them.

    python -m tests.bench.recordings [FILE]

FILE is by default ../shared/data/sheets_api/recorded.jsonl. Prints JSON; exit code 1 if a reply differs.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from tests.bench.outside import SHARED, needed
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.sheets_emulator_tests.replay import differences, lean, read_pairs


def main() -> None:
    """Play, and print the counts."""
    file = needed(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "sheets_api" / "recorded.jsonl")
    pairs = [lean(pair) for pair in read_pairs(file)]
    with Emulator(Service()) as emulator:
        found = list(differences(emulator.url, pairs))
    played, wrong = Counter(pair["op"] for pair in pairs), Counter(one.op for one in found)
    operations = {op: {"played": played[op], "differ": wrong[op]} for op in sorted(played)}
    record = {"played": len(pairs), "differ": len(found), "operations": operations}
    print(json.dumps(record | {"differences": found}, indent=2, default=str))  # noqa: T201
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
