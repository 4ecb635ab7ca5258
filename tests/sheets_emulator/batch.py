"""spreadsheets.batchUpdate: all of its requests, in order, or none."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.sheets_emulator import tables
from tests.sheets_emulator.errors import ApiError, invalid
from tests.sheets_emulator.state import Spreadsheet

Request = Mapping[str, Any]
Reply = dict[str, Any]


@dataclass
class Context:
    """What a request acts on.

    Attributes:
        book: A working copy; thrown away if a later request fails.
        email: Who asks.
        ids: Where ids come from that the request leaves open.
    """

    book: Spreadsheet
    email: str
    ids: random.Random

    def fresh_id(self, taken: Sequence[object]) -> int:
        """A positive id that is free."""
        while (found := self.ids.randrange(1, 2**31 - 1)) in taken:
            pass
        return found


Handler = Callable[[Context, Request], Reply | None]
HANDLERS: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function for this kind of request. It returns what stands in the reply under that kind."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def run(context: Context, requests: Sequence[Request]) -> list[Reply]:
    """Carry out the requests on the context's working copy; the replies in the same order, `{}` for silent ones.

    Raises:
        ApiError: 400, naming the request that can't be carried out.
    """
    if not requests:
        raise invalid("Must specify at least one request.")
    return [_run_one(context, index, request) for index, request in enumerate(requests)]


def _run_one(context: Context, index: int, request: Request) -> Reply:
    kinds = [kind for kind, body in request.items() if body is not None]
    if len(kinds) != 1:
        raise invalid(f"Invalid requests[{index}]: Must specify exactly one request kind.")
    kind = kinds[0]
    if kind not in HANDLERS:
        raise ApiError(501, f"The emulator doesn't know the request {kind}.")
    # A request may see the formula results of those before it.
    context.book.touch()
    try:
        reply = HANDLERS[kind](context, request[kind])
        tables.settle(context.book)
    except ApiError as error:
        if error.code == 400:
            error.message = f"Invalid requests[{index}].{kind}: {error.message.removeprefix(f'Invalid {kind}: ')}"
        raise
    return {} if reply is None else {kind: reply}
