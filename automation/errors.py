"""What can stop a run. Each class writes its own sentence for the person who has to act, and has its own exit code.

Bad data is not here: it is a `automation.core.model.Problem`, a value that never stops a run.
"""

import re
from collections.abc import Sequence
from typing import ClassVar


def places(error: BaseException) -> list[str]:
    """Where in the code an error came up: file and line, never values."""
    found, trace = [], error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
        found.append(f"{file}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found


class BackpocketError(Exception):
    """A failure that a person has to act on. `str()` is a complete sentence for them."""

    exit_code: ClassVar[int] = 70


class ConfigError(BackpocketError):
    """The settings or the arguments do not make sense; says every problem at once."""

    exit_code = 2

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class NoWorkbookSet(ConfigError):
    """The settings name no workbook."""

    def __init__(self) -> None:
        super().__init__('No workbook is set: write workbook = "…" into backpocket.toml, or set BACKPOCKET_WORKBOOK.')


class NoSuchWorkbook(ConfigError):
    """The settings name a file that is not there."""

    def __init__(self, locator: str) -> None:
        self.locator = locator
        super().__init__(f"There is no workbook at {locator}.")


class NobodyChosen(ConfigError):
    """Messages were asked for without saying to whom or about what."""

    def __init__(self) -> None:
        super().__init__("Choose a requisition, or the people to write to.")


class NoSender(ConfigError):
    """Nobody can write: no name, or no address for it."""


class CannotListen(ConfigError):
    """A server cannot listen at an address."""


class OpenToAll(ConfigError):
    """A server would show people's data to everybody who can reach this machine."""


class OutputFailed(BackpocketError):
    """Standard output takes nothing more: the disk is full, or it is closed."""

    exit_code = 74

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Standard output takes no more ({why}), so not everything was printed. What the command did before that "
            "stays done. Send the output elsewhere."
        )


class OutputClosed(BackpocketError):
    """The program that read standard output, such as `head`, wanted no more. The exit code is a shell's for SIGPIPE."""

    exit_code = 141


class UnsafePublish(BackpocketError):
    """Publishing would wipe out much of what people see; nothing was written."""

    exit_code = 3

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} Nothing was written: a person has to check the workbook first.")


class SchemaError(BackpocketError):
    """A tab or a header that the program cannot do without is missing or doubled."""

    exit_code = 65


class MissingTab(SchemaError):
    """The workbook lacks one of people's tabs."""

    def __init__(self, tab: str, present: Sequence[str], alike: Sequence[str] = ()) -> None:
        there = ", ".join(present) or "none"
        if alike:
            named = " and ".join(f"'{name}'" for name in alike)
            super().__init__(f"{named} both have the headers of {tab}: rename the right one to '{tab}'.")
        else:
            super().__init__(
                f"The workbook has no tab named '{tab}' (its tabs: {there}). Rename the right one to '{tab}', or run "
                f"`backpocket init` to add it."
            )


class MissingHeaders(SchemaError):
    """Headers that must be there are not in row 1."""

    def __init__(self, tab: str, missing: Sequence[str], nearest: dict[str, str], likely_row: int | None) -> None:
        names = ", ".join(f"'{name}'" for name in missing)
        message = f"{tab}: row 1 has no header {names}."
        if likely_row is not None:
            message += f" The headers seem to be in row {likely_row}: delete the rows above it."
        else:
            hints = [f"'{found}' for '{name}'" for name, found in nearest.items()]
            message += f" Nearest found: {', '.join(hints)}: rename it, or" if hints else " Add it, or"
            message += " run `backpocket init`, which adds missing headers on the right."
        super().__init__(message)


class NotInstalled(SchemaError):
    """A Google Sheet that `init` has not prepared yet, or that lost what it prepared."""

    def __init__(self) -> None:
        super().__init__(
            "This spreadsheet has no BP columns yet, or lost its tab 'BP Data': run `backpocket init`, then refresh."
        )


class DoubledHeader(SchemaError):
    """Two headers could be meant for a column that must be there."""

    def __init__(self, tab: str, name: str, found: Sequence[str]) -> None:
        columns = " and ".join(f"'{header}'" for header in found)
        super().__init__(f"{tab}: {columns} could both be '{name}'. Rename all but one of them.")


class StoreError(BackpocketError):
    """The workbook could not be read or written."""


class StoreUnavailable(StoreError):
    """The workbook is out of reach for now: cron simply tries again."""

    exit_code = 75


class StoreBusy(StoreError):
    """Somebody else holds the workbook."""

    exit_code = 75


class StoreAccess(StoreError):
    """The program is not allowed to read or write the workbook."""

    exit_code = 77


class Superseded(StoreError):
    """Somebody changed the workbook after it was read; the caller starts over from a fresh read."""

    exit_code = 75

    def __init__(self) -> None:
        super().__init__("The workbook was changed while the run was under way.")


# What a failed write says of the whole command: untrue where only showing the outcome failed.
_OF_THE_WHOLE = re.compile(
    r"Nothing was written\. |,? and nothing was written|: nothing of ours was written|,? (?:and|then) (?:run this|try) "
    r"again| Try again(?: later)?\.|: try again(?: in a minute)?"
)


class NotShown(StoreError):
    """What was done is in the ledger, and the workbook could not show it; it comes after the outcome."""

    exit_code = 69

    def __init__(self, why: BackpocketError) -> None:
        reason = _OF_THE_WHOLE.sub("", str(why))
        super().__init__(
            f"That is done and in the outreach ledger, but BP Outreach does not show it yet: {reason} The next refresh "
            "shows it; do not repeat the command."
        )


class NotSettled(StoreError):
    """A message was handed over, and the ledger could not be told what became of it."""

    exit_code = 75

    def __init__(self, send_id: str, state: str) -> None:
        super().__init__(
            f"{send_id} is {state}, as noted on this machine, but the outreach ledger is out of reach: run "
            "`backpocket outreach send` again to record it. It is not sent a second time."
        )


class UnknownKey(BackpocketError):
    """A command names a candidate or a requisition that is not in the workbook."""

    exit_code = 65

    def __init__(self, tab: str, key: str, nearest: Sequence[str] = ()) -> None:
        hint = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
        super().__init__(f"{tab} has no row with the key '{key}'.{hint}")


class DoubledKey(BackpocketError):
    """A command names a key that more than one row has."""

    exit_code = 65

    def __init__(self, tab: str, key: str) -> None:
        super().__init__(f"{tab} has more than one row with the key '{key}': give each a key of its own.")


class ActionError(BackpocketError):
    """What a person asks for in the dashboard makes no sense as things are; says what to do instead."""

    exit_code = 65


class TemplateError(BackpocketError):
    """A template cannot be used as it is written."""

    exit_code = 65


class LedgerError(BackpocketError):
    """The outreach ledger is damaged, or belongs to another workbook: nothing is sent."""

    exit_code = 65


class MailError(BackpocketError):
    """No message can be handed over as things are set up; trying again does not help."""

    exit_code = 65
