"""A company with people of each role, its provider, and a dashboard that asks who they are."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from playwright.sync_api import Error, Response, expect

from tests.dashboard.driving import Server, Tab
from tests.dashboard.provider import CLIENT, SECRET, Provider
from tests.support.browser import Pages
from tests.support.programs import free_port

ANA, DANA, PRIYA, TOM, VERA = (f"{name}@acme.example" for name in ("ana", "dana", "priya", "tom", "vera"))
ROLES = f"""
[roles]
admin = ["Ana Silva <{ANA}>"]
recruiter = ["Dana Reyes <{DANA}>"]
hiring_manager = ["Priya Shah <{PRIYA}>", "Tom Berg <{TOM}>"]
viewer = ["{VERA}"]
"""


class Company:
    """The settings of a dashboard that people sign in to, in a folder of their own.

    Args:
        folder: Where they are.
        provider: Who says who people are.
    """

    def __init__(self, folder: Path, provider: Provider) -> None:
        self.folder, self.provider, self.port = folder, provider, free_port()
        self.file = folder / "backpocket.toml"
        (folder / "client_secret").write_text(SECRET, encoding="utf-8")
        self.write()

    def write(self, roles: str = ROLES, **changed: object) -> None:
        """Write the settings; None leaves one out."""
        settings: dict[str, Any] = {
            "sign_in_url": f"http://127.0.0.1:{self.port}",
            "sign_in_provider": self.provider.url,
            "sign_in_client_id": CLIENT,
            "sign_in_client_secret_file": str(self.folder / "client_secret"),
            "senders": {"dana": f"Dana Reyes <{DANA}>", "lee": "Lee Park <lee@acme.example>"},
        } | changed
        lines = [f"{name} = {_toml(value)}" for name, value in settings.items() if value is not None]
        draft = self.file.with_suffix(".draft")
        draft.write_text("\n".join([*lines, roles]), encoding="utf-8")
        draft.replace(self.file)

    def serve(self, workbook: Path, *options: str) -> Server:
        """The dashboard of the company."""
        return Server(workbook, *options, port=self.port, BACKPOCKET_CONFIG=str(self.file))


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items()) + " }"
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, float) else f'"{value}"'


class Visitor(Tab):
    """A browser of its own, and everything that it receives: pages, files, and what comes over the open line.

    Args:
        pages: Of the tests' browser.
        server: Whose page.
        path: Which comes first.
        signed_in: The cookies of an earlier sign-in.
    """

    def __init__(self, pages: Pages, server: Server, path: str = "/", signed_in: Sequence[Any] = ()) -> None:
        self.received: list[bytes] = []
        self._signed_in = signed_in
        self._listens = False
        self._bodies: list[Response] = []
        super().__init__(pages, server, path)

    def open(self, path: str) -> None:
        """As `Tab.open`, listening from the first page on."""
        if not self._listens:
            self._listens = True
            self.listen(self.page, "websocket", lambda line: line.on("framereceived", self._heard))
            self.listen(self.page, "response", self._answered)
            self.context.add_cookies([*self._signed_in])
        self._take()
        super().open(path)

    def _take(self) -> None:
        """Read what came before the next page makes the browser forget it."""
        # Redirects have no body, and what comes from the provider is not ours.
        ours = [one for one in self._bodies if one.url.startswith(self.server.url) and one.status < 300]
        self.received += [self._body(one) for one in ours if "/static/" not in one.url]
        self._bodies.clear()

    def _body(self, response: Response) -> bytes:
        try:
            return response.body()
        except Error:
            # It came while the browser was leaving already: what it asked for is asked for again.
            return self.context.request.get(response.url).body()

    def _answered(self, response: Response) -> None:
        self._bodies.append(response)

    def _heard(self, payload: str | bytes) -> None:
        self.received.append(payload.encode() if isinstance(payload, str) else payload)

    def settle(self) -> None:
        """Wait until the script has run, and a page or the gate is there."""
        self.page.locator(".st-key-frame, .st-key-gate, [data-testid=stAlert]").first.wait_for()
        done = self.page.get_by_test_id("stApp")
        expect(done).to_have_attribute("data-test-script-state", "notRunning")

    def sign_in(self, path: str = "") -> "Visitor":
        """Sign in through the provider, as the next person there."""
        self._take()
        self.through(lambda: self.page.get_by_role("button", name=re.compile("^Sign in")).click())
        if path:
            self.open(path)
        return self

    def through(self, begin: Callable[[], None]) -> None:
        """To the provider and back."""
        with self.page.expect_navigation(url=re.compile(rf"^{re.escape(self.server.url)}/(\?|$)")):
            begin()
        # The browser has forgotten what the page before got.
        self._bodies.clear()
        self.settle()

    def everything(self) -> str:
        """All that came, in one."""
        self._take()
        return b"\n".join(self.received).decode(errors="replace")


def with_contacts(workbook: Path) -> list[str]:
    """Give all in the sample a number, a profile, and notes with both; returns all contact details."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["Candidates"]
    place = {cell.value: cell.column for cell in sheet[1]}
    secrets = []
    for row in range(2, sheet.max_row + 1):
        email = sheet.cell(row, place["Email"]).value
        if not email:
            continue
        number, profile = f"+49 170 55{row:05d}", f"https://www.linkedin.com/in/person-{row}"
        sheet.cell(row, place["Phone"]).value = number
        sheet.cell(row, place["Profile URL"]).value = profile
        sheet.cell(row, place["Notes"]).value = f"Privately: home{row}@private.example"
        sheet.cell(row, place["Promised"]).value = f"To ring {number}" if row % 3 == 0 else None
        detail = sheet.cell(row, place["Reason detail"]).value or "Nothing else"
        sheet.cell(
            row, place["Reason detail"]
        ).value = f"{detail}; reach them at {email} or 0170-77{row:05d}, not {profile}"
        secrets += [str(email), number, profile, f"home{row}@private.example", f"0170-77{row:05d}"]
    book.save(workbook)
    return secrets
