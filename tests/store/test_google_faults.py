"""Every way the service refuses or fails: the error, its exit code, what it says, and that nothing is half written."""

import re

import pytest
from google.auth.exceptions import TransportError

from automation.errors import BackpocketError, ConfigError, StoreAccess, StoreBusy, StoreUnavailable
from automation.retry import landed
from automation.store.google.connection import ATTEMPTS, QUOTA_WAIT, Refused
from tests.sheets_emulator.auth import ROBOT
from tests.sheets_emulator.errors import ApiError, bad_field, insufficient_scope
from tests.sheets_emulator.faults import Kind
from tests.sheets_emulator.wire import Answer, answer, refusal
from tests.store.google_sheet import BEST, Sheet

READ, WRITE = "GET /v4", ":batchUpdate"
FOR_EVER = 1_000


def said(code: int, message: str, reason: str = "", **extra: object) -> Answer:
    """A refusal as the Sheets API words it."""
    info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com"}
    return refusal(ApiError(code, message, [info] if reason else [], extra or None))


NOT_SHARED = said(403, "The caller does not have permission")
API_OFF = said(
    403,
    "Google Sheets API has not been used in project 123 before or it is disabled. Enable it by visiting "
    "https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=123 then retry.",
    "SERVICE_DISABLED",
)
DRIVE_QUOTA = said(
    403,
    "User Rate Limit Exceeded",
    errors=[{"domain": "usageLimits", "reason": "userRateLimitExceeded", "message": "User Rate Limit Exceeded"}],
)
UNAUTHENTICATED = said(401, "Request had invalid authentication credentials. Expected OAuth 2 access token.")
NOT_FOUND = said(404, "Requested entity was not found.")
RANGE = said(400, "Range (Candidates!A99999) exceeds grid limits. Max rows: 1000, max columns: 26")
HIDING = said(400, "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document.")
PROTECTED = said(
    400,
    "Invalid requests[2].updateCells: You are trying to edit a protected cell or object. Please contact the "
    "spreadsheet owner to remove protection if you need to edit.",
)
EXCEL = refusal(ApiError(400, "This operation is not supported for this document"))
ABORTED = said(409, "The operation was aborted.")
HTML = Answer(502, b"<!DOCTYPE html><html lang=en><title>Error 502 (Server Error)!!1</title>", "text/html")
BARE = {status: answer({"error": "something"}, status) for status in (400, 401, 403, 404, 503)}

# Failures that a retry does not help: the reply, the error, its exit code, and its advice.
FINAL = {
    "404": (NOT_FOUND, ConfigError, 2, "copy the address from the browser again"),
    "403 not shared": (NOT_SHARED, StoreAccess, 77, f"share it with {ROBOT} as an editor"),
    "403 API off": (API_OFF, StoreAccess, 77, "enable it there"),
    "403 scope": (refusal(insufficient_scope()), StoreAccess, 77, "auth/spreadsheets: use a service account's key"),
    "401": (UNAUTHENTICATED, StoreAccess, 77, "make a new key for the service account"),
    "401 in a word": (BARE[401], StoreAccess, 77, "make a new key for the service account"),
    "403 in a word": (BARE[403], StoreAccess, 77, f"share it with {ROBOT} as an editor"),
    "404 in a word": (BARE[404], ConfigError, 2, "copy the address from the browser again"),
    "400 Excel in Drive": (EXCEL, ConfigError, 2, "Save as Google Sheets"),
    "400 protected": (PROTECTED, StoreAccess, 77, "ask the owner to allow it there"),
}
# What passes.
PASSING = {
    "403 rate limit": (DRIVE_QUOTA, "too many requests"),
    "429": (Kind.QUOTA, "too many requests"),
    "500": (Kind.INTERNAL, "out of order"),
    "503": (Kind.UNAVAILABLE, "out of order"),
    "502 HTML": (HTML, "out of order"),
    "503 in a word": (BARE[503], "out of order"),
    "connection breaks": (Kind.RESET_BEFORE, "did not answer"),
    "empty 200": (Answer(200), "did not answer"),
    "200 that is no object": (answer([1]), "an empty answer"),
}
# What the service says of a request that makes no sense to it.
REFUSALS = {
    "400 range": (RANGE, "exceeds grid limits"),
    "400 JSON type": (refusal(bad_field("requests[0]", "Invalid value at 'requests[0]'")), "Invalid value"),
    "400 in a batch": (HIDING, "can't hide all the sheets"),
    "400 in a word": (BARE[400], "status 400"),
    "413": (Answer(413, b"<html>Too large", "text/html"), "status 413"),
}


def failed(sheet: Sheet) -> BackpocketError:
    """What a refresh raises."""
    with pytest.raises(BackpocketError) as caught:
        sheet.refresh()
    return caught.value


@pytest.mark.parametrize("on", [READ, WRITE])
@pytest.mark.parametrize("case", FINAL)
def test_a_failure_that_a_person_must_fix_is_raised_at_once(installed: Sheet, case: str, on: str) -> None:
    """A failure that does not pass by itself is raised at once, with what to do, and nothing is written."""
    kind, error, code, sentence = FINAL[case]
    before = installed.version
    installed.service.faults.add(kind, on=on, times=FOR_EVER)
    raised = failed(installed)
    assert type(raised) is error
    assert raised.exit_code == code
    assert sentence in str(raised)
    assert (installed.version, installed.waits) == (before, [])


@pytest.mark.parametrize("case", PASSING)
def test_a_lasting_read_failure_is_raised(installed: Sheet, case: str) -> None:
    """A failure that may pass is retried a bounded number of times, then raised: exit code 75, nothing written."""
    kind, sentence = PASSING[case]
    before = installed.version
    installed.service.faults.add(kind, on=READ, times=FOR_EVER)
    raised = failed(installed)
    assert (isinstance(raised, StoreUnavailable), raised.exit_code) == (True, 75)
    assert re.search(rf"{sentence}.* Tried 5 times in \d+ s; the next run tries again\.$", str(raised))
    assert (installed.version, len(installed.waits)) == (before, ATTEMPTS - 1)


@pytest.mark.parametrize("case", PASSING)
def test_a_lasting_write_failure_is_raised(installed: Sheet, case: str) -> None:
    """A write that never gets through is retried a bounded number of times; then exit code 75, nothing written."""
    before = installed.version
    installed.service.faults.add(PASSING[case][0], on=WRITE, times=FOR_EVER)
    raised = failed(installed)
    assert (isinstance(raised, StoreUnavailable), raised.exit_code) == (True, 75)
    assert "next run tries again" in str(raised)
    assert installed.version == before
    assert 0 < len(installed.waits) < ATTEMPTS


@pytest.mark.parametrize("on", [READ, WRITE])
@pytest.mark.parametrize("case", PASSING)
def test_a_passing_failure_is_survived(installed: Sheet, case: str, on: str) -> None:
    """A passing failure has no effect: the run lands once."""
    installed.service.faults.add(PASSING[case][0], on=on, times=2)
    installed.refresh()
    assert installed.seen("BP Best match") == BEST
    assert len(installed.tab("BP Runs")) == 2


@pytest.mark.parametrize("kind", [Kind.QUOTA, DRIVE_QUOTA], ids=["429", "403 rate limit"])
@pytest.mark.parametrize("on", [READ, WRITE])
def test_the_quota_is_waited_for(installed: Sheet, kind: Kind | Answer, on: str) -> None:
    """Too many requests: each wait is long enough for the quota to be refilled, a bounded number of times."""
    installed.service.faults.add(kind, on=on, times=FOR_EVER)
    failed(installed)
    assert len(installed.waits) == ATTEMPTS - 1
    assert all(QUOTA_WAIT <= seconds <= 65 for seconds in installed.waits)


def test_other_failures_are_retried_with_growing_waits(installed: Sheet) -> None:
    """Each wait is twice the one before."""
    installed.service.faults.add(Kind.UNAVAILABLE, on=READ, times=FOR_EVER)
    failed(installed)
    assert installed.waits == [2, 4, 8, 16]


@pytest.mark.parametrize("case", REFUSALS)
def test_a_reading_that_is_refused(installed: Sheet, case: str) -> None:
    """If the service calls a reading invalid, its own words are in the error, without a retry."""
    kind, words = REFUSALS[case]
    installed.service.faults.add(kind, on=READ, times=FOR_EVER)
    raised = failed(installed)
    assert (type(raised), raised.exit_code, words in str(raised)) == (Refused, 65, True)


@pytest.mark.parametrize("case", REFUSALS)
def test_a_batch_that_is_refused_starts_over_once(installed: Sheet, case: str) -> None:
    """A refused batch is made anew from a fresh reading; if it is refused for the same reason again, that is raised."""
    kind, words = REFUSALS[case]
    before = installed.version
    installed.service.faults.add(kind, on=WRITE, times=FOR_EVER)
    raised = failed(installed)
    assert (type(raised), raised.exit_code, words in str(raised)) == (Refused, 65, True)
    assert installed.version == before
    assert len([call for call in installed.service.calls if WRITE in call]) == 2


def test_a_refusal_that_passes_is_survived_each_time(installed: Sheet) -> None:
    """What was refused once and then landed may be refused once more, later: the store starts over again."""
    store = installed.store()
    for action in ("one", "two"):
        installed.service.faults.add(HIDING, on=WRITE)
        landed(lambda action=action: store.append("BP Actions", [["now", "dana", action]], store.read().version))
    assert [row[2] for row in installed.tab("BP Actions")[1:]] == ["one", "two"]


def test_an_interrupted_write_starts_over(installed: Sheet) -> None:
    """409: another change came first; the run reads again and lands."""
    installed.service.faults.add(ABORTED, on=WRITE, times=2)
    installed.refresh()
    assert installed.seen("BP Best match") == BEST


def test_a_write_that_is_always_interrupted(installed: Sheet) -> None:
    """409 without end is StoreBusy (75), and nothing is written."""
    before = installed.version
    installed.service.faults.add(ABORTED, on=WRITE, times=FOR_EVER)
    raised = failed(installed)
    assert (type(raised), raised.exit_code, installed.version) == (StoreBusy, 75, before)


def test_an_interrupted_reading_is_tried_again(installed: Sheet) -> None:
    """409 to a reading passes, or ends with exit code 75."""
    installed.service.faults.add(ABORTED, on=READ, times=2)
    installed.refresh()
    installed.service.faults.add(ABORTED, on=READ, times=FOR_EVER)
    assert (type(failed(installed)), len(installed.waits)) == (StoreUnavailable, 2 + ATTEMPTS - 1)


def test_an_answer_that_breaks_off(installed: Sheet) -> None:
    """A reading is tried again; of a write that was applied it is seen that it was."""
    installed.service.faults.add(Kind.CUT, on=READ, times=2)
    installed.service.faults.add(Kind.CUT, on=WRITE)
    outcome = installed.refresh()
    assert (outcome.published, len(installed.waits), len(installed.tab("BP Runs"))) == (True, 2, 2)
    assert installed.seen("BP Best match") == BEST


def test_a_write_that_cannot_be_checked_is_not_repeated(installed: Sheet) -> None:
    """If the reply is lost and the service stays unavailable: exit code 75; the next run finds the landed write."""
    installed.service.faults.add(Kind.RESET_AFTER, on=WRITE)
    installed.service.faults.add(Kind.UNAVAILABLE, on=READ, nth=2, times=ATTEMPTS)
    assert isinstance(failed(installed), StoreUnavailable)
    outcome = installed.refresh()
    assert (outcome.plan.changed, outcome.published, len(installed.tab("BP Runs"))) == (False, False, 2)
    assert installed.seen("BP Best match") == BEST


def test_a_failed_check_after_publishing_is_raised(installed: Sheet) -> None:
    """What was published cannot be looked at: exit 75, and the next run finds nothing new."""
    installed.service.faults.add(Kind.UNAVAILABLE, on=READ, nth=2, times=ATTEMPTS)
    assert failed(installed).exit_code == 75
    assert not installed.refresh().published


@pytest.mark.parametrize("word", ["invalid_grant", "unauthorized_client", "disabled_client"])
def test_credentials_that_google_turns_down(installed: Sheet, word: str) -> None:
    """The token endpoint says no for good: StoreAccess (77), at once."""
    refused = answer({"error": word, "error_description": "Not any more."}, 401)
    installed.service.faults.add(refused, on="/token", times=FOR_EVER)
    raised = failed(installed)
    assert (type(raised), raised.exit_code, installed.waits) == (StoreAccess, 77, [])
    assert "does not accept the key file" in str(raised)


def test_an_account_that_was_deleted(installed: Sheet) -> None:
    """The account behind the key file is gone: StoreAccess (77)."""
    installed.service.accounts.known.discard(ROBOT)
    store = installed.store()
    installed.service.accounts.known.discard(ROBOT)
    with pytest.raises(StoreAccess, match="key was deleted"):
        store.read()


@pytest.mark.parametrize("kind", [Kind.RESET_BEFORE, HTML], ids=["connection breaks", "502 HTML"])
def test_sign_in_that_does_not_answer(installed: Sheet, kind: Kind | Answer) -> None:
    """A token endpoint that is out of order is StoreUnavailable (75), not a wrong key; nothing is written."""
    before = installed.version
    installed.service.faults.add(kind, on="/token", times=FOR_EVER)
    raised = failed(installed)
    assert (type(raised), raised.exit_code, installed.version) == (StoreUnavailable, 75, before)
    assert "Google's sign-in did not answer" in str(raised)


def test_a_configured_endpoint_bypasses_the_proxy(installed: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the settings name the endpoint, tokens come from where the key file says, past the machine's proxies."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert installed.refresh().published


def test_a_configured_endpoint_does_not_ask_google(sheet: Sheet) -> None:
    """Where the settings name the endpoint, google-auth doesn't ask Google where the account may be used."""
    session = sheet.store().connection.client.http_client.session
    with pytest.raises(TransportError, match="not Google"):
        session._auth_request("https://iamcredentials.googleapis.com/v1/allowedLocations", method="GET")
