"""What the frame and the gate tell whoever looks: no more than their role may know."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from automation.core.access import OWNER, Access, Door, Role
from automation.errors import ActionError, BackpocketError, DoubledHeader, DoubledKey, MissingHeaders
from automation.settings import SignIn
from dashboard import acting, frame, session, source
from dashboard.asgi import _failed

PRIYA = Access(Role.MANAGER, "Priya Shah", "priya@acme.example")
VERA = Access(Role.VIEWER, "", "vera@acme.example")
DANA = Access(Role.RECRUITER, "Dana Reyes", "dana@acme.example")
SIGN_IN = SignIn("https://pocket.acme.example", "https://issuer.example", "client", "secret", Door())
ERRORS: tuple[BackpocketError, ...] = (
    MissingHeaders("Candidates", ["Name"], {"Name": "Naomi Klein"}, None),
    DoubledHeader("Candidates", "Email", ["Ema Lindt", "E-mail"]),
    DoubledKey("Candidates", "C-4711"),
)


@pytest.fixture
def signing_in() -> Iterator[None]:
    """A dashboard that people sign in to."""
    source.begin(None, None, SIGN_IN, b"x" * 32)
    yield
    source.begin(None, None)


# What the page of the moment does: its script is text, and finds it here.
JOBS: list[Callable[[], object]] = []


def drawn(access: Access | None, draw: Callable[..., object], *args: object) -> AppTest:
    """A page of one call, for somebody; None where nobody knows yet who they are."""

    def page() -> None:
        if access:
            session.show_to(access)
        draw(*args)

    JOBS[:] = [page]
    return AppTest.from_string(f"from {__name__} import JOBS\nJOBS[0]()").run()


@pytest.mark.usefixtures("signing_in")
class TestErrors:
    @pytest.mark.parametrize("error", ERRORS, ids=lambda one: type(one).__name__)
    @pytest.mark.parametrize("access", [PRIYA, VERA, None], ids=["manager", "viewer", "nobody"])
    def test_what_quotes_the_workbook_is_not_told(self, access: Access | None, error: BackpocketError) -> None:
        """Headers, keys and cells in an error reach those alone who see everybody, whichever way it comes up."""

        def fails() -> acting.Said:
            raise error

        said = [one.value.replace("\\", "") for one in drawn(access, _failed, error).error]
        if access:
            said.append(drawn(access, acting.attempt, fails).session_state["_said"].text)
        assert set(said) == {frame.UNREADABLE}

    def test_recruiters_are_told(self) -> None:
        """Who sees everybody gets the sentence as it is."""
        (told,) = drawn(DANA, _failed, ERRORS[0]).error
        assert "Naomi Klein" in told.value

    def test_our_own_sentences_are_told(self) -> None:
        """What is wrong with what somebody asks for is said, without what reaches anybody."""

        def fails() -> acting.Said:
            raise ActionError("Tick the box, ana@mail.example")

        said = drawn(PRIYA, acting.attempt, fails).session_state["_said"]
        assert (said.text, said.failed) == ("Tick the box, …", True)


def test_at_ones_own_machine_errors_are_told() -> None:
    """Without signing in a page that failed says why, also before it is known who looks."""
    for access in (OWNER, None):
        (told,) = drawn(access, _failed, ERRORS[0]).error
        assert "Naomi Klein" in told.value
