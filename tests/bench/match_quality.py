"""How good the matching is: writes run files for every evaluation set found, through the product's public functions.

    python -m tests.bench.match_quality DATA_DIR RUNS_DIR

DATA_DIR holds a folder a set (rank_*, title_*, skill_alias, dup_*) and score.py, which scores RUNS_DIR afterwards.
Nothing is special-cased per set: the kind of a set, which its name shows, decides what of the product answers it.
"""

import argparse
import importlib
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.bench.outside import needed

# Beginning of a set's name → the module that answers such sets.
KINDS = {"rank_": "rows", "title_": "titles", "skill_alias": "aliases", "dup_": "duplicates"}


def main() -> None:
    """Write the runs, and print the seconds that each set took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("runs", type=Path)
    options = parser.parse_args()
    needed(options.data)
    options.runs.mkdir(parents=True, exist_ok=True)
    seconds = {}
    for folder in sorted(path for path in options.data.iterdir() if path.is_dir()):
        module = next((module for start, module in KINDS.items() if folder.name.startswith(start)), None)
        if module:
            began = time.perf_counter()
            importlib.import_module(f"tests.bench.quality.{module}").write_runs(folder, options.runs)
            seconds[folder.name] = round(time.perf_counter() - began, 2)
    print(json.dumps({"seconds": seconds}, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
