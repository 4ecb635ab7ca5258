"""What a method of the API is, and what it gets to work with."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.sheets_emulator import masks, tables, values
from tests.sheets_emulator.state import Spreadsheet
from tests.sheets_emulator.wire import Call
from tests.sheets_emulator.workspace import Workspace

Message = dict[str, Any]


@dataclass
class Turn:
    """One request being carried out.

    Attributes:
        workspace: Where.
        email: Who asks.
        call: For the query.
        body: The JSON body, {} if there is none.
    """

    workspace: Workspace
    email: str
    call: Call
    body: Message

    def book(self, key: str) -> Spreadsheet:
        """The spreadsheet, for reading.

        Raises:
            ApiError: 404 or 403.
        """
        return self.workspace.open(key, self.email)

    @contextmanager
    def changing(self, key: str) -> Iterator[Spreadsheet]:
        """A working copy that replaces the spreadsheet if nothing is raised.

        Raises:
            ApiError: 404 or 403.
        """
        book = self.workspace.open(key, self.email, writing=True)
        copy = book.clone()
        yield copy
        tables.settle(copy)
        book.adopt(copy)
        book.modified = self.workspace.clock()

    def finished(self, message: Message) -> Message:
        """The reply with the fields that the query asks for."""
        fields = self.call.one("fields")
        return masks.select(message, masks.parse(fields)) if fields else message

    def view(self) -> values.View:
        """How the query wants values shown."""
        return view_of(self.call.options())


def view_of(options: Mapping[str, Any]) -> values.View:
    """How a query or a body wants values shown."""
    return values.View(
        options.get("valueRenderOption"), options.get("dateTimeRenderOption"), options.get("majorDimension")
    )


@dataclass(frozen=True)
class Method:
    """One method.

    Attributes:
        verb: The HTTP method.
        path: Matches the encoded path; its groups are the arguments of `run`.
        run: What it does; gives the reply.
        schema: The message type of the body.
        prefix: What the service calls the body in its messages.
        masked: Whether the reply of `run` holds only the fields asked for already.
        writes: Whether it counts as a write.
        plain_read: Whether a read-only scope is enough.
    """

    verb: str
    path: re.Pattern[str]
    run: Callable[..., Message]
    schema: str | None = None
    prefix: str = ""
    masked: bool = False
    writes: bool = False
    plain_read: bool = False
