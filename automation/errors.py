"""The errors that can stop a run. Each class has an exit code; its text tells the user what to do.

Bad data is no error: it is an `automation.core.model.Problem`, a value that never stops a run.
"""

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar


def places(error: BaseException) -> list[str]:
    """Where in the code an error occurred: file and line of each frame, never values."""
    found, trace = [], error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
        found.append(f"{file}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found


class BackpocketError(Exception):
    """A failure that a person has to act on. Its text is a complete sentence for them."""

    exit_code: ClassVar[int] = 70


class ConfigError(BackpocketError):
    """The settings or the arguments do not make sense; its text names every problem."""

    exit_code = 2

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class NoWorkbookSet(ConfigError):
    """The settings name no workbook."""

    def __init__(self) -> None:
        super().__init__('No workbook is set: write workbook = "…" into backpocket.toml, or set BACKPOCKET_WORKBOOK.')


class NoSuchWorkbook(ConfigError):
    """The settings name a workbook file that does not exist."""

    def __init__(self, locator: str) -> None:
        self.locator = locator
        super().__init__(f"There is no workbook at {locator}.")


class NoRecipients(ConfigError):
    """Messages were requested without candidates and without a requisition."""

    def __init__(self) -> None:
        super().__init__("Choose a requisition, or the people to write to.")


class NoSender(ConfigError):
    """A message has no sender: the name is missing, or its address is unknown."""


class CannotListen(ConfigError):
    """A server cannot listen at an address."""


class OpenToAll(ConfigError):
    """A server would show people's data to all who can reach this machine."""


class OutputFailed(BackpocketError):
    """Standard output cannot be written: the disk is full, or it is closed."""

    exit_code = 74

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Standard output takes no more ({why}), so not everything was printed. What the command did before that "
            "stays done. Send the output elsewhere."
        )


class OutputClosed(BackpocketError):
    """The program that read standard output, such as `head`, has ended. The exit code is a shell's for SIGPIPE."""

    exit_code = 141


class UnsafePublish(BackpocketError):
    """Publishing would remove much of what people see; nothing was written."""

    exit_code = 3

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} Nothing was written: a person has to check the workbook first.")


class SchemaError(BackpocketError):
    """A required tab or header is missing or doubled."""

    exit_code = 65


class MissingTab(SchemaError):
    """The workbook lacks one of people's tabs."""

    def __init__(
        self, tab: str, present: Sequence[str], alike: Sequence[str] = (), below: Mapping[str, int] | None = None
    ) -> None:
        there = ", ".join(present) or "none"
        said = f"The workbook has no tab named '{tab}'"
        if alike:
            named = " and ".join(f"'{name}'" for name in alike)
            said = f"{named} both have the headers of {tab}: rename the right one to '{tab}'."
        elif below:
            rows = " ".join(f"'{name}' seems to have its headers in row {row}." for name, row in below.items())
            said += (
                f", none with its headers in row 1. {rows} Make that row the first one, and rename the tab to '{tab}'."
            )
        else:
            said += f" (its tabs: {there}). Rename the right one to '{tab}', or run `backpocket init` to add it."
        super().__init__(said)


class MissingHeaders(SchemaError):
    """Required headers are not in row 1."""

    def __init__(
        self,
        tab: str,
        missing: Sequence[str],
        nearest: dict[str, str],
        likely_row: int | None,
        *,
        below_titles: bool = False,
    ) -> None:
        self.likely_row = likely_row
        names = ", ".join(f"'{name}'" for name in missing)
        message = f"{tab}: row 1 has no header {names}."
        if likely_row is not None:
            # A tab that was sorted with its headers has people above them.
            advice = "delete the rows above it" if below_titles else "move that row to the top"
            message += f" The headers seem to be in row {likely_row}: {advice}."
        else:
            hints = [f"'{found}' for '{name}'" for name, found in nearest.items()]
            message += f" Nearest found: {', '.join(hints)}: rename it, or" if hints else " Add it, or"
            message += " run `backpocket init`, which adds missing headers on the right."
        super().__init__(message)


class NearMiss(SchemaError):
    """A required header is missing, and a column with another header seems to be it: a person has to decide."""

    def __init__(self, tab: str, found: Mapping[str, str]) -> None:
        pairs = " ".join(f"'{header}' seems to be '{name}': rename it to '{name}'." for name, header in found.items())
        super().__init__(
            f"{tab}: {pairs} Then run this again. Nothing was added, so that no empty column stands beside a filled "
            "one. If that column is something else, type the missing header on the right of row 1 yourself."
        )


class NotInstalled(SchemaError):
    """`init` has not prepared this Google Sheet, or what it prepared was deleted."""

    def __init__(self) -> None:
        super().__init__(
            "This spreadsheet has no BP columns yet, or lost its tab 'BP Data': run `backpocket init`, then refresh."
        )


class DoubledHeader(SchemaError):
    """Two headers could be the header of one required column."""

    def __init__(self, tab: str, name: str, found: Sequence[str]) -> None:
        columns = " and ".join(f"'{header}'" for header in found)
        super().__init__(f"{tab}: {columns} could both be '{name}'. Rename all but one of them.")


class TwoTables(SchemaError):
    """Two native tables of one tab have the headers of one of people's tabs."""

    def __init__(self, tab: str, wanted: str, names: Sequence[str]) -> None:
        there = " and ".join(f"'{name}'" for name in names)
        super().__init__(
            f"{tab}: the tables {there} both have the headers of {wanted}. Move one of them to another tab, or rename "
            "a required header in it."
        )


class StoreError(BackpocketError):
    """The workbook could not be read or written."""


class StoreUnavailable(StoreError):
    """The workbook is out of reach for now; the next run by cron tries again."""

    exit_code = 75


class StoreBusy(StoreError):
    """Another program or user has the workbook locked."""

    exit_code = 75


class StoreAccess(StoreError):
    """The program may not read or write the workbook or the ledger, or the disk is full."""

    exit_code = 77


class Superseded(StoreError):
    """The workbook changed after it was read; the caller has to read it again and start over."""

    exit_code = 75

    def __init__(self) -> None:
        super().__init__("The workbook was changed while the run was under way.")


# Parts of a failed write's sentence that would be wrong for the whole command, if only showing the outcome failed.
_OF_THE_WHOLE = re.compile(
    r"Nothing was written\. |,? and nothing was written|: nothing of ours was written|,? (?:and|then) (?:run this|try) "
    r"again| Try again(?: later)?\.|: try again(?: in a minute)?"
)


class NotShown(StoreError):
    """The command succeeded and is in the ledger, but the workbook could not show it."""

    exit_code = 69

    def __init__(self, why: BackpocketError) -> None:
        reason = _OF_THE_WHOLE.sub("", str(why))
        super().__init__(
            f"That is done and in the outreach ledger, but BP Outreach does not show it yet: {reason} The next refresh "
            "shows it; do not repeat the command."
        )


class NotSettled(StoreError):
    """A message was handed over, but the ledger could not record the outcome."""

    exit_code = 75

    def __init__(self, send_id: str, state: str) -> None:
        super().__init__(
            f"{send_id} is {state}, as noted on this machine, but the outreach ledger is out of reach: run "
            "`backpocket outreach send` again to record it. It is not sent a second time."
        )


class UnreadableImport(BackpocketError):
    """A file cannot be imported; its text says why, and nothing was written."""

    exit_code = 65


class ArchiveError(BackpocketError):
    """A file of the archive, or its index, cannot be read or does not fit."""

    exit_code = 65


class ArchiveNotWritable(ArchiveError):
    """The archive's index cannot be written: no permission, or the disk is full."""

    exit_code = 77


class ClusterUnavailable(BackpocketError):
    """A Dask scheduler does not answer, or has no workers; trying again later may help."""

    exit_code = 75


class UnknownKey(BackpocketError):
    """A command names a candidate or a requisition that is not in the workbook."""

    exit_code = 65

    def __init__(self, tab: str, key: str, nearest: Sequence[str] = ()) -> None:
        hint = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
        super().__init__(f"{tab} has no row with the key '{key}'.{hint}")


class OnHold(BackpocketError):
    """A person's details must be kept for now."""

    exit_code = 65


class DoubledKey(BackpocketError):
    """A command names a key that more than one row has."""

    exit_code = 65

    def __init__(self, tab: str, key: str) -> None:
        super().__init__(f"{tab} has more than one row with the key '{key}': give each a key of its own.")


class ActionError(BackpocketError):
    """What a user wants to do in the dashboard is not possible now; its text says what to do instead."""

    exit_code = 65


class TemplateError(BackpocketError):
    """A template cannot be used as it is written."""

    exit_code = 65


class LedgerError(BackpocketError):
    """The outreach ledger is damaged, or belongs to another workbook: nothing is sent."""

    exit_code = 65


class MailError(BackpocketError):
    """The setup keeps messages from being sent; trying again does not help."""

    exit_code = 65


class MailNotWritable(MailError):
    """A folder or file for messages cannot be written: no permission, or the disk is full."""

    exit_code = 77
