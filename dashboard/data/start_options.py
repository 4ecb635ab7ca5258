"""What stays the same for the whole process: the day, and how users sign in."""

import os
from dataclasses import dataclass
from datetime import date

from automation.core.access.roles import SignIn


@dataclass(frozen=True)
class StartOptions:
    """What stays the same for the whole process, even if the settings change later.

    Attributes:
        today: The day to use as today; None for the clock's.
        sign_in: How users sign in; None if they do not.
        secret: For signing cookies, and for the handles that replace keys where a role may not see them.
    """

    today: date | None = None
    sign_in: SignIn | None = None
    secret: bytes = b""


_options: list[StartOptions] = [StartOptions()]
_begun = [False]


def begin(workbook: str | None, today: date | None, sign_in: SignIn | None = None, secret: bytes = b"") -> None:
    """Set which workbook and day this process shows, and how users sign in."""
    if workbook:
        os.environ["BACKPOCKET_WORKBOOK"] = workbook
    _options[0], _begun[0] = StartOptions(today, sign_in, secret), True


def today() -> date | None:
    """The day to use as today; None for the clock's."""
    return _options[0].today


def begun() -> bool:
    """Whether `begin` was called in this process."""
    return _begun[0]


def signing_in() -> SignIn | None:
    """How users sign in, as set at the start: a setting that is damaged later cannot switch sign-in off."""
    return _options[0].sign_in


def secret() -> bytes:
    """The secret of `StartOptions`."""
    return _options[0].secret
