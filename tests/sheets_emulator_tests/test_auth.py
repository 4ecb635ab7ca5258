from pathlib import Path

import google.auth.exceptions
import gspread
import pytest
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.service_account import Credentials

from tests.sheets_emulator.faults import Kind
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator_tests.conftest import Clock, Loopback

SCOPE = "https://www.googleapis.com/auth/spreadsheets"


class Authorized(Loopback, AuthorizedSession):
    """google-auth's own session, pointed at the emulator."""

    def __init__(self, origin: str, credentials: Credentials) -> None:
        AuthorizedSession.__init__(self, credentials, auth_request=Request())
        self.origin = origin
        self.trust_env = False


def connected(emulator: Emulator, path: Path, scope: str = SCOPE) -> gspread.Client:
    credentials = Credentials.from_service_account_file(str(path), scopes=[scope])
    return gspread.authorize(None, session=Authorized(emulator.url, credentials))


def test_a_service_account_gets_its_token_by_a_signed_assertion(emulator: Emulator, tmp_path: Path) -> None:
    """A real service account file opens what is shared with its account."""
    key = emulator.create({"T": [["hello"]]})
    client = connected(emulator, emulator.key_file(tmp_path))
    assert (client.open_by_key(key).sheet1.acell("A1").value, emulator.service.accounts.issued) == ("hello", 1)


def test_an_expired_token_is_renewed(emulator: Emulator, tmp_path: Path, clock: Clock) -> None:
    """A token runs out by the emulator's clock; google-auth then fetches another and repeats the request."""
    client = connected(emulator, emulator.key_file(tmp_path))
    sheet = client.open_by_key(emulator.create({"T": [["hello"]]}))
    clock.now += 4000
    assert (sheet.sheet1.acell("A1").value, emulator.service.accounts.issued) == ("hello", 2)


def test_a_401_makes_the_client_renew_and_repeat(emulator: Emulator, tmp_path: Path) -> None:
    """After one 401 the same request succeeds with a new token."""
    client = connected(emulator, emulator.key_file(tmp_path))
    sheet = client.open_by_key(emulator.create({"T": [["hello"]]}))
    emulator.service.faults.add(Kind.UNAUTHENTICATED, on="/values/")
    assert (sheet.values_get("T")["values"], emulator.service.accounts.issued) == ([["hello"]], 2)


def test_a_foreign_signature_is_refused(emulator: Emulator, tmp_path: Path) -> None:
    """An account that the emulator doesn't know gets no token."""
    path = emulator.key_file(tmp_path)
    path.write_text(path.read_text().replace("robot@", "stranger@"))
    with pytest.raises(google.auth.exceptions.RefreshError, match="invalid_grant"):
        connected(emulator, path).open_by_key(emulator.create({"T": []}))


@pytest.mark.long
def test_the_token_endpoint_can_be_down(emulator: Emulator, tmp_path: Path) -> None:
    """When no token can be had, google-auth's own error comes out, not gspread's."""
    emulator.service.faults.add(Kind.DOWN, on="/token$", times=100)
    with pytest.raises(google.auth.exceptions.GoogleAuthError):
        connected(emulator, emulator.key_file(tmp_path)).open_by_key(emulator.create({"T": []}))


def test_a_spreadsheet_that_is_not_shared_cannot_be_opened(emulator: Emulator, tmp_path: Path) -> None:
    """A spreadsheet that is not shared with the account is a 403."""
    path = emulator.key_file(tmp_path, "other@example.com")
    with pytest.raises(PermissionError):
        connected(emulator, path).open_by_key(emulator.create({"T": []}))


def test_a_viewer_reads_but_does_not_write(emulator: Emulator, tmp_path: Path) -> None:
    """A viewer may read only."""
    key = emulator.create({"T": [["hello"]]})
    emulator.share(key, "viewer@example.com", "reader")
    tab = connected(emulator, emulator.key_file(tmp_path, "viewer@example.com")).open_by_key(key).sheet1
    with pytest.raises(gspread.exceptions.APIError, match="does not have permission"):
        tab.update([["x"]], "A1")
    assert tab.acell("A1").value == "hello"


def test_only_editors_see_that_they_may_edit(emulator: Emulator, tmp_path: Path) -> None:
    """`requestingUserCanEdit` is said to who may edit; others, viewers included, see neither it nor the editors."""
    key = emulator.create({"T": [["hello"]]})
    mine = connected(emulator, emulator.key_file(tmp_path)).open_by_key(key)
    emulator.share(key, "other@example.com", "writer")
    theirs = connected(emulator, emulator.key_file(tmp_path, "other@example.com")).open_by_key(key)
    mine.sheet1.add_protected_range("A1:B2", ["robot@example.iam.gserviceaccount.com"])
    seen = {"requestingUserCanEdit", "editors"}
    assert [seen & sheet.list_protected_ranges(0)[0].keys() for sheet in (mine, theirs)] == [seen, set()]
    emulator.share(key, "robot@example.iam.gserviceaccount.com", "reader")
    assert not seen & mine.list_protected_ranges(0)[0].keys()


def test_a_read_only_scope_does_not_write(emulator: Emulator, tmp_path: Path) -> None:
    """A token issued for reading is refused for writing, whatever the account may do."""
    key = emulator.create({"T": [["hello"]]})
    tab = connected(emulator, emulator.key_file(tmp_path), SCOPE + ".readonly").open_by_key(key).sheet1
    with pytest.raises(gspread.exceptions.APIError, match="insufficient authentication scopes"):
        tab.update([["x"]], "A1")


def test_no_token_is_a_401(emulator: Emulator) -> None:
    """Without a token nothing can be read."""
    with Loopback(emulator.url) as session:
        del session.headers["Authorization"]
        reply = session.get(f"{emulator.url}/v4/spreadsheets/{emulator.create({'T': []})}")
    assert (reply.status_code, reply.json()["error"]["status"]) == (401, "UNAUTHENTICATED")
