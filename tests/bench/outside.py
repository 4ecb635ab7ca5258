"""Data that benchmarks measure with and that the repository may not hold: `../shared/data`, beside the checkout."""

import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def needed(path: Path) -> Path:
    """The path, if something is there; else one sentence on standard error, and exit code 2."""
    if not path.exists():
        sys.stderr.write(f"This benchmark needs {path}, which is not part of the repository.\n")
        raise SystemExit(2)
    return path
