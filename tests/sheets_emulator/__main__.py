"""Start an emulator by hand: `python -m tests.sheets_emulator --port 9000 --sheet sample`."""

import argparse
import contextlib
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.sheets_emulator.quota import Quota
from tests.sheets_emulator.server import Emulator, wait_for_ever
from tests.sheets_emulator.service import Service


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.sheets_emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=9000, help="0 takes a free one")
    parser.add_argument("--sheet", choices=["sample", "empty"], help="start with a spreadsheet")
    parser.add_argument("--key-file", type=Path, help="where to write a service account file")
    parser.add_argument("--quota", action="store_true", help="count requests a minute as the service does")
    return parser.parse_args()


def _tabs(sheet: str) -> dict[str, list[list[object]]]:
    if sheet == "empty":
        return {"Sheet1": []}
    # Only this option needs the program itself.
    from automation.store.sample import sample_workbook  # noqa: PLC0415

    tabs = sample_workbook(datetime.now(UTC).date())
    return {title: [[_plain(value) for value in row] for row in rows] for title, rows in tabs.items()}


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def main() -> None:
    """Serve until interrupted."""
    options = _options()
    quota = Quota(time.time) if options.quota else None
    service = Service(quota=quota)
    with Emulator(service, options.port) as emulator, contextlib.suppress(KeyboardInterrupt):
        sys.stdout.write(f"endpoint {emulator.url}\n")
        if options.sheet:
            sys.stdout.write(f"spreadsheet {emulator.create(_tabs(options.sheet))}\n")
        if options.key_file:
            options.key_file.parent.mkdir(parents=True, exist_ok=True)
            path = emulator.key_file(options.key_file.parent).replace(options.key_file)
            sys.stdout.write(f"key file {path}\n")
        sys.stdout.flush()
        wait_for_ever()


if __name__ == "__main__":
    main()
