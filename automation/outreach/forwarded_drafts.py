"""The drafts of forwarded mails, one file each in the outreach folder, for a person to confirm or drop.

A file is named after a hash of the mail's Message-ID. When a draft is confirmed, dropped or too old, its file stays
without contents, so that the mail never becomes a draft again.
"""

import json
import os
import secrets
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from automation.core.imports.forwarded import Draft
from automation.errors import MailNotWritable
from automation.files import cannot_be_written, sync_folder, write_durably
from automation.mail.files import make_folder

FOLDER = "forwarded"
# Hexadecimal digits of an ID: short enough to type, and long enough that two mails never share one.
LENGTH = 12


def draft_id_of(message_id: str) -> str:
    """The ID of the draft of a mail."""
    return sha256(message_id.encode("utf-8", "replace")).hexdigest()[:LENGTH]


class ForwardedDrafts:
    """The drafts of one workbook.

    Args:
        folder: The outreach folder of the workbook.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def knows(self, draft_id: str) -> bool:
        """Whether the mail became a draft before, whatever became of that."""
        return self._place(draft_id).exists()

    def add(self, draft: Draft) -> bool:
        """Keep a draft; False if its mail became one before.

        Raises:
            MailNotWritable: The folder cannot be written.
        """
        make_folder(self._folder)
        place = self._place(draft.draft_id)
        own = self._folder / f".{draft.draft_id}.{secrets.token_hex(4)}"
        try:
            write_durably(own, json.dumps(_record(draft)).encode())
            # Unlike a rename, it never replaces a draft that another run added, and a person settled, meanwhile.
            os.link(own, place)
            sync_folder(self._folder)
        except FileExistsError:
            return False
        except OSError as error:
            raise MailNotWritable(cannot_be_written(place, error)) from error
        finally:
            own.unlink(missing_ok=True)
        return True

    def waiting(self, today: date) -> list[Draft]:
        """The drafts that wait for a person, the oldest first. Those that are too old are cleared."""
        found = []
        for place in self._folder.glob("*.json"):
            draft = _read(place)
            if draft is None:
                continue
            if draft.until < today:
                # The next look tries again.
                with suppress(MailNotWritable):
                    self.settle(draft.draft_id)
            else:
                found.append(draft)
        return sorted(found, key=lambda one: (one.on, one.draft_id))

    def settle(self, draft_id: str) -> None:
        """Delete what a draft holds; that there was one stays known.

        Raises:
            MailNotWritable: The file cannot be written.
        """
        place = self._place(draft_id)
        try:
            if place.exists():
                write_durably(place, b"")
        except OSError as error:
            raise MailNotWritable(cannot_be_written(place, error)) from error

    def _place(self, draft_id: str) -> Path:
        return self._folder / f"{draft_id}.json"


def _record(draft: Draft) -> dict[str, Any]:
    return {
        "sender": draft.sender,
        "on": draft.on.isoformat(),
        "subject": draft.subject,
        "cells": dict(draft.cells),
        "remarks": list(draft.remarks),
    }


def _read(place: Path) -> Draft | None:
    """The draft in a file; None if it was settled, or is none."""
    try:
        record = json.loads(place.read_bytes() or b"null")
        return record and Draft(
            place.stem,
            str(record["sender"]),
            date.fromisoformat(record["on"]),
            str(record["subject"]),
            {str(name): str(text) for name, text in record["cells"].items()},
            [str(one) for one in record["remarks"]],
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
