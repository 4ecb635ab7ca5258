"""The messages of the sample workbook's year, in its ledger."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from secrets import token_hex

from automation.core.ledger.events import Event, Notice
from automation.mail.files import make_folder
from automation.outreach.folders import folder_of, local_log
from automation.settings import Settings
from automation.store.sample import sample_events


def record_sample_messages(settings: Settings, workbook: Path, today: date) -> int:
    """Begin the ledger of a new sample workbook with the messages and replies of the year before.

    A ledger that is there already, of an earlier workbook of this name, is left as it is.

    Args:
        settings: Of the installation.
        workbook: The file.
        today: The day on which it was made.

    Returns:
        How many lines were written.

    Raises:
        StoreError: The ledger cannot be written.
    """
    folder = folder_of(settings, str(workbook))
    make_folder(folder)
    ledger = local_log(folder)
    found = ledger.read()
    if found.events:
        return 0
    events = sample_events(today)
    first = min((one.at for one in events), default=datetime.combine(today, time(), UTC))
    begun = Event(first, Notice.BEGUN, detail=f"file:{token_hex(8)}")
    ledger.append([begun, *events], found.version)
    return len(events) + 1
