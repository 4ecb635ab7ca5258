"""One request of a candidate: whose link it is, where its pages are, in which language, and what its form holds."""

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request

from automation.candidate_site.notices import NOT_NOTED, ODD, ShowNotice
from automation.candidate_site.page_view import DETAILS, MOST_WORDS
from automation.core.languages.catalogue import DEFAULT, LANGUAGES, Texts, texts_in
from automation.outreach.links import PAGE, UNSUBSCRIBE
from automation.services.colleagues.reviews import LONGEST_NOTE, MOST

# Most bytes of a form: every field full of four-byte characters, each byte sent as %F0, and room for names and signs.
MOST_BODY = max(len(DETAILS) * MOST_WORDS, 2 * MOST * LONGEST_NOTE) * 4 * len("%F0") + 8_192
# Most fields of a form: the form of a review has three for each of up to 20 people.
MOST_FIELDS = 80
# Seconds for a form to arrive.
PATIENCE = 20.0
# The parameter of addresses, and the field of forms, that names a language.
LANGUAGE = "lang"


def asked_language(request: Request) -> str:
    """The language that the address asks for; "" for none."""
    asked = request.query_params.get(LANGUAGE, "")
    return asked if asked in LANGUAGES else ""


def texts_for(request: Request) -> Texts:
    """The texts where the candidate is unknown: in the language that the address asks for, else in the browser's."""
    listed = request.headers.get("accept-language", "")[:400].split(",")
    codes = (part.partition(";")[0].partition("-")[0].strip().lower() for part in listed)
    return texts_in(asked_language(request) or next((code for code in codes if code in LANGUAGES), DEFAULT))


@dataclass(frozen=True)
class Visit:
    """A request with a link that was made here.

    Attributes:
        token: Of the link.
        base: The path of the candidate's page.
        leave: The path of their unsubscribe page.
        asked: The language that the address asks for; "" for none.
        texts: For pages that do not depend on the candidate.
    """

    token: str
    base: str
    leave: str
    asked: str
    texts: Texts

    @classmethod
    def of(cls, request: Request) -> "Visit":
        """The visit of a request to one of the pages."""
        root, token = request.scope.get("root_path", ""), request.path_params["token"]
        base, leave = f"{root}{PAGE}{token}", f"{root}{UNSUBSCRIBE}{token}"
        return cls(token, base, leave, asked_language(request), texts_for(request))

    def query(self, language: str = "") -> str:
        """What the addresses on a page in a language end with, so that what they lead to is in that language, too."""
        shown = language or self.asked or self.texts.language
        return f"?{LANGUAGE}={shown}" if self.asked or shown != self.texts.language else ""

    def done(self, what: str) -> str:
        """The address of the page after a form was sent."""
        query = self.query()
        return f"{self.base}{query}{'&' if query else '?'}done={what}"


async def read_form(request: Request, visit: Visit) -> dict[str, str]:
    """The fields of a form by name; of a repeated one the last value.

    Raises:
        ShowNotice: The form is too long, comes too slowly, or is none.
    """
    body = b""
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BODY:
                    raise ShowNotice(413, ODD, visit.texts, base=visit.base, query=visit.query())
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except TimeoutError:
        raise ShowNotice(408, NOT_NOTED, visit.texts, base=visit.base, query=visit.query()) from None
    except (ValueError, ClientDisconnect):
        raise ShowNotice(400, ODD, visit.texts, base=visit.base, query=visit.query()) from None
    return {name: values[-1] for name, values in fields.items()}
