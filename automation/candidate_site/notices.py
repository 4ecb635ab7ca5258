"""Short pages of the candidates' site that are the same for everyone: errors, and the end of an unsubscribe."""

from starlette.responses import HTMLResponse, Response

from automation.candidate_site.templating import render
from automation.core.languages.catalogue import DEFAULT, Texts, texts_in

# Pages by their names under `notices` in the catalogues.
UNKNOWN, TOO_OFTEN, NOT_NOTED, ODD = "unknown", "too_often", "not_noted", "odd"
LEFT, ERASING, EXPIRED = "left", "erasing", "expired"


class ShowNotice(Exception):
    """Raised to respond with a notice instead of the requested page; `response` holds it. Arguments: see `notice`."""

    def __init__(self, status: int, page: str, texts: Texts, *, wait: int = 0, **links: str) -> None:
        super().__init__(page)
        self.response = notice(status, page, texts, **links)
        if wait:
            self.response.headers["Retry-After"] = str(wait)


def notice(
    status: int,
    page: str,
    texts: Texts,
    *,
    base: str = "",
    leave: str = "",
    back: str = "",
    query: str = "",
    here: str = "",
) -> Response:
    """A short page without personal data.

    Args:
        status: The HTTP status.
        page: Its name.
        texts: The catalogue of its language.
        base: Path of the candidate's page, for a link back to it.
        leave: Path for a button that unsubscribes.
        back: Path for a button that undoes the unsubscribe.
        query: What these paths end with.
        here: Path at which a GET shows the page again, for the links to other languages; "" for the request's own.
    """
    title, lines = texts(f"notices.{page}.title"), texts.lines(f"notices.{page}.lines")
    shown = {"title": title, "lines": lines, "base": base, "leave": leave, "back": back, "query": query}
    shown["here"] = here or base
    return HTMLResponse(render("notice", texts, **shown), status)


def staff_left() -> Response:
    """The page for a colleague who ended the nudge's mails."""
    return HTMLResponse(render("staff_left", texts_in(DEFAULT)))
