"""Short pages of the candidates' site that are the same for everyone: errors, and the end of an unsubscribe."""

from starlette.responses import HTMLResponse, Response

from automation.candidate_site.templating import render

UNKNOWN = (
    "This link does not work",
    ("Perhaps a part of it is missing. Open it from the message again, or answer the message: a person reads it.",),
)
TOO_OFTEN = ("One moment, please", ("There were many requests in a short time. Try again in a minute.",))
NOT_NOTED = (
    "That did not work just now",
    ("Nothing was noted. Try again in a minute, or simply answer the message: a person reads it.",),
)
LEFT = (
    "You are off the list",
    ("We will not write to you about openings again.", "Did you change your mind? Only you can undo this, here."),
)
ERASING = (
    "We do not use your details any more",
    (
        "You asked us to delete them. A person does that within 30 days; until then we neither match you nor write.",
        "If the law makes us keep a record for longer, we do not use it, and a person deletes it after that.",
        "Did you change your mind? Only you can undo this, here.",
    ),
)
STAFF_LEFT = (
    "You get no more of these mails",
    ("What is new stays in the workbook. An admin can switch the mails on again.",),
)
EXPIRED = (
    "This link has expired",
    ("If you would like to be in touch again, answer the message it came with. You can still leave the list here.",),
)
ODD = ("That was not understood", ("Nothing was noted. Go back and choose again.",))


class ShowNotice(Exception):
    """Raised to respond with a notice instead of the requested page; `response` holds it."""

    def __init__(
        self,
        status: int,
        page: tuple[str, tuple[str, ...]],
        *,
        base: str = "",
        leave: str = "",
        back: str = "",
        wait: int = 0,
    ) -> None:
        super().__init__(page[0])
        self.response = notice(status, page, base=base, leave=leave, back=back)
        if wait:
            self.response.headers["Retry-After"] = str(wait)


def notice(
    status: int, page: tuple[str, tuple[str, ...]], *, base: str = "", leave: str = "", back: str = ""
) -> Response:
    """A short page without personal data.

    Args:
        status: The HTTP status.
        page: Title and paragraphs.
        base: Path of the candidate's page, for a link back to it.
        leave: Path for a button that unsubscribes.
        back: Path for a button that undoes the unsubscribe.
    """
    title, lines = page
    return HTMLResponse(render("notice", title=title, lines=lines, base=base, leave=leave, back=back), status)
