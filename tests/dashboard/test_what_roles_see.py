"""What the page's frame and its error messages show to each role: no more than the role may know."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from automation.core.access.roles import OWNER, Access, Door, Refusal, Role, SignIn
from automation.core.publishing.plan import make_plan
from automation.errors import ActionError, BackpocketError, DoubledHeader, DoubledKey, MissingHeaders
from automation.readmodel.workbook_view import View
from automation.settings import Settings
from dashboard.asgi import _failed
from dashboard.auth import session
from dashboard.data import start_options, workbook_source
from dashboard.data.background_jobs import Job
from dashboard.data.workbook_source import Source
from dashboard.ui import page_frame, user_actions
from tests.core.small_workbooks import TODAY, assembled, tabs

PRIYA = Access(Role.MANAGER, "Priya Shah", "priya@acme.example")
VERA = Access(Role.VIEWER, "", "vera@acme.example")
DANA = Access(Role.RECRUITER, "Dana Reyes", "dana@acme.example")
WHOLE = """
sign_in_url = "https://pocket.acme.example"
sign_in_provider = "https://issuer.example"
sign_in_client_id = "client"
sign_in_client_secret = "secret"
[roles]
admin = ["Ana Silva <ana@acme.example>"]
"""
SIGN_IN = SignIn("https://pocket.acme.example", "https://issuer.example", "client", "secret", Door())
ERRORS: tuple[BackpocketError, ...] = (
    MissingHeaders("Candidates", ["Name"], {"Name": "Naomi Klein"}, None),
    DoubledHeader("Candidates", "Email", ["Ema Lindt", "E-mail"]),
    DoubledKey("Candidates", "C-4711"),
)


@pytest.fixture
def signing_in() -> Iterator[None]:
    """A dashboard that people sign in to."""
    start_options.begin(None, None, SIGN_IN, b"x" * 32)
    yield
    start_options.begin(None, None)


# What the page of the moment does: its script is text, and finds it here.
JOBS: list[Callable[[], object]] = []


def drawn(access: Access | None, draw: Callable[..., object], *args: object) -> AppTest:
    """A page of one call, for this access; None if it is not yet known who looks."""

    def page() -> None:
        if access:
            session.show_to(access)
        draw(*args)

    JOBS[:] = [page]
    return AppTest.from_string(f"from {__name__} import JOBS\nJOBS[0]()").run()


@pytest.mark.usefixtures("signing_in")
class TestErrors:
    @pytest.mark.long
    @pytest.mark.parametrize("error", ERRORS, ids=lambda one: type(one).__name__)
    @pytest.mark.parametrize("access", [PRIYA, VERA, None], ids=["manager", "viewer", "nobody"])
    def test_errors_that_quote_the_workbook_are_hidden_from_other_roles(
        self, access: Access | None, error: BackpocketError
    ) -> None:
        """Headers, keys and cells in an error are shown only to roles that see all candidates, on every path."""

        def fails() -> user_actions.Outcome:
            raise error

        said = [one.value.replace("\\", "") for one in drawn(access, _failed, error).error]
        if access:
            said.append(drawn(access, user_actions.attempt, fails).session_state["_outcome"].text)
        assert set(said) == {page_frame.UNREADABLE}

    def test_recruiters_see_the_error_in_full(self) -> None:
        """A role that sees all candidates gets the sentence as it is."""
        (shown,) = drawn(DANA, _failed, ERRORS[0]).error
        assert "Naomi Klein" in shown.value

    def test_errors_about_the_users_own_request_are_shown(self) -> None:
        """The issue with the user's own request is shown, without contact details."""

        def fails() -> user_actions.Outcome:
            raise ActionError("Tick the box, ana@mail.example")

        said = drawn(PRIYA, user_actions.attempt, fails).session_state["_outcome"]
        assert (said.text, said.failed) == ("Tick the box, …", True)


@pytest.mark.long
def test_without_signing_in_errors_are_shown() -> None:
    """Without signing in a page that failed says why, also before it is known who looks."""
    for access in (OWNER, None):
        (shown,) = drawn(access, _failed, ERRORS[0]).error
        assert "Naomi Klein" in shown.value


@pytest.mark.parametrize(
    ("access", "locator", "called"),
    [
        (DANA, "people/pocket.xlsx", "pocket.xlsx"),
        (OWNER, "1kE4kBx7TQ0hZ9u5mVtF2nPqRsWyXaCdE", "Google Sheet"),
        (DANA, "https://docs.google.com/spreadsheets/d/1kE4kBx7TQ0hZ9u5mVtF2nPqRsWyXaCdE/edit", "Google Sheet"),
        (PRIYA, "people/pocket.xlsx", ""),
        (VERA, "1kE4kBx7TQ0hZ9u5mVtF2nPqRsWyXaCdE", ""),
    ],
)
def test_only_those_who_see_every_candidate_see_the_name_of_the_workbook(
    access: Access, locator: str, called: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They see the file's name. The key of a Google Sheet, with which it can be opened, is never shown."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "backpocket.toml").write_text('workbook = "not-there.xlsx"\n', encoding="utf-8")
    workbook = assembled(tabs([], []))
    plan = make_plan(workbook, force=True)
    settings = Settings.model_validate({"time_zone": "UTC"})
    view = View(locator, workbook, plan, (), settings, datetime(2026, 11, 22, 9, tzinfo=UTC))

    def age() -> None:
        page_frame._age(view, reading=False, job=workbook_source.current().refreshing.progress)

    shown = [one.value.replace("\\", "") for one in drawn(access, age).caption]
    assert shown == [*([f"{called} ·"] if called else []), "as of 09:00"]


@pytest.mark.usefixtures("signing_in")
def test_a_person_not_signed_in_sees_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who has not signed in can change the address of the page, but never sees a name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "backpocket.toml").write_text('[roles]\nadmin = ["Ana Silva <ana@acme.example>"]\n', encoding="utf-8")
    app = AppTest.from_file(str(Path(page_frame.__file__).parents[1] / "main.py"), default_timeout=30)
    app.query_params["sign_in"] = "failed"
    app.run()
    said = " ".join(str(piece.proto) for piece in app.get("html"))
    assert "Signing in did not work." in said
    assert "Ana" not in said


@pytest.mark.parametrize(("access", "shown"), [(DANA, True), (VERA, True), (PRIYA, False)])
def test_only_roles_that_see_figures_see_the_number_of_matches(access: Access, *, shown: bool) -> None:
    """The number of matches is shown to roles that see the figures."""
    here = Source(Settings.model_validate({"workbook": "not-there.xlsx"}), TODAY)
    here.refreshing = Job(lambda _: "123 matches")
    here.refreshing.start()
    while here.refreshing.progress.running:
        pass

    def refreshed() -> None:
        st.session_state["_watched"] = here.refreshing.progress.number
        page_frame._refreshed(here)

    assert [one.value for one in drawn(access, refreshed).caption] == ["123 matches"] * shown


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ("", OWNER),
        ('sign_in_url = "https://pocket.acme.example"', Refusal.CLOSED),
        (WHOLE, Refusal.CLOSED),
        ("roles = [broken", Refusal.CLOSED),
    ],
)
def test_a_dashboard_that_was_not_begun(
    settings: str, found: Access | Refusal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`streamlit run dashboard/main.py` opens no door around signing in."""
    monkeypatch.chdir(tmp_path)
    # Other tests of this process have begun a dashboard; a new process for each case would take seconds.
    monkeypatch.setattr(start_options, "_begun", [False])
    monkeypatch.setattr(start_options, "_options", [start_options.StartOptions()])
    (tmp_path / "backpocket.toml").write_text(settings, encoding="utf-8")
    assert session.admission() == found
