"""Hints that the command line adds to errors.

Errors of use cases are shown on pages, too, so they name no option. The option that helps is added here.
"""

from automation.errors import (
    BackpocketError,
    CannotListen,
    ClusterUnavailable,
    NoRecipients,
    NoSender,
    NoSuchWorkbook,
    NoWorkbookSet,
    OnHold,
    OpenToAll,
    UnsafePublish,
)

# `{error.…}` is replaced by a field of the error.
_HINTS: dict[type[BackpocketError], str] = {
    NoWorkbookSet: "For this command alone: --workbook pocket.xlsx.",
    NoSuchWorkbook: "`backpocket init --workbook {error.locator}` makes one, with --sample one full of made-up people.",
    NoRecipients: "On the command line: the requisition, or --to KEY for each person.",
    NoSender: 'On the command line: --by "Dana Reyes <dana@acme.example>".',
    CannotListen: "Give another --host or --port.",
    OpenToAll: "Leave out --host to listen on this machine only.",
    ClusterUnavailable: "Without --scheduler, this machine searches.",
    OnHold: "On the command line: --despite-hold REASON; `backpocket hold CANDIDATE --lift` ends a legal hold.",
    UnsafePublish: "If that is how it should be, run `backpocket refresh --force`.",
}


def with_hint(error: BackpocketError) -> str:
    """The error's sentence, followed by the hint for its type if there is one."""
    hint = _HINTS.get(type(error), "")
    return f"{error} {hint.format(error=error)}" if hint else str(error)
