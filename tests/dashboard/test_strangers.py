"""What the dashboard says to strangers' browsers and monitors, without signing in."""

import http.client
from contextlib import closing
from email.message import Message

import pytest

from tests.dashboard.driving import Server


def fetched(served: Server, path: str) -> tuple[int, Message]:
    with closing(http.client.HTTPConnection("127.0.0.1", served.port)) as line:
        line.request("GET", path)
        with line.getresponse() as found:
            return found.status, found.headers


@pytest.mark.long
@pytest.mark.parametrize("path", ["/", "/outreach", "/_stcore/health", "/respond/r/nothing", "/no/such/page"])
def test_no_page_is_shown_inside_another_sites(served: Server, path: str) -> None:
    """Every page has the headers, also without signing in; the candidates' page keeps its own, stricter ones."""
    _, headers = fetched(served, path)
    policies = headers.get_all("Content-Security-Policy", [])
    assert ["frame-ancestors 'none'" in one for one in policies] == [True]
    assert ("default-src 'none'" in policies[0]) == path.startswith("/respond")
    assert headers["Referrer-Policy"] == ("no-referrer" if path.startswith("/respond") else "same-origin")


@pytest.mark.long
@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/"])
def test_figures_about_itself_are_for_no_one(served: Server, path: str) -> None:
    """The number of visitors and the memory used are not served."""
    assert fetched(served, path)[0] == 404
