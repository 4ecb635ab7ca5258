"""Reads the company's public job boards. The only module that fetches from the internet by itself.

The hosts are fixed, no redirect is followed, no proxy of the environment is used, and time and size are limited.
"""

import json
from time import monotonic
from typing import Any

import httpx

from automation.core.board_hosts import PAGE, Board, address
from automation.core.imports.boards import EmptyBoard, Posting, UnreadableBoard, objects_of, postings
from automation.core.web_addresses import at_stand_in

# Seconds: for each part of an answer, and for a whole board. Bytes of all its pages, and how many those are at most.
PATIENCE, MOST_SECONDS = 10.0, 40.0
MOST_BYTES, MOST_PAGES = 32 * 2**20, 40
_HEADERS = {"User-Agent": "backpocket", "Accept": "application/json"}
_WHY = {
    404: "has no such company: check its name",
    429: "refuses, because it was asked too often; the next run tries again",
}


def read_board(board: Board, token: str, origin: str = "") -> list[Posting]:
    """All openings of a board.

    Args:
        board: The system.
        token: The company's name there.
        origin: Of a server on this machine that stands in for all boards, in tests.

    Raises:
        UnreadableBoard: It is out of reach, refuses, or answers something else; the text ends a sentence about it.
    """
    until, objects, left = monotonic() + MOST_SECONDS, [], MOST_BYTES
    try:
        with httpx.Client(trust_env=False, follow_redirects=False, timeout=PATIENCE, headers=_HEADERS) as client:
            for number in range(MOST_PAGES):
                url = address(board, token, number)
                if not url:
                    break
                data = _fetched(client, at_stand_in(url, origin), left, until)
                left -= len(data)
                page = objects_of(board, _value(data))
                objects += page
                if len(page) < PAGE:
                    break
            else:
                raise UnreadableBoard(f"has more than {MOST_PAGES * PAGE:,} openings")
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise UnreadableBoard(f"is out of reach ({type(error).__name__})") from None
    found = postings(board, token, objects)
    if not found:
        # Some boards answer so for a name that they do not know.
        raise EmptyBoard("has no openings: if there are some, check the company's name")
    return found


def _fetched(client: httpx.Client, url: str, most: int, until: float) -> bytes:
    data = bytearray()
    with client.stream("GET", url) as answer:
        if answer.is_redirect:
            raise UnreadableBoard("leads elsewhere, which is not followed: check the company's name")
        if answer.status_code != 200:
            raise UnreadableBoard(_WHY.get(answer.status_code, f"refuses ({answer.status_code})"))
        for part in answer.iter_bytes():
            data += part
            if len(data) > most:
                raise UnreadableBoard(f"answers more than {MOST_BYTES // 2**20} MB")
            if monotonic() > until:
                raise UnreadableBoard(f"takes more than {MOST_SECONDS:.0f} seconds")
    return bytes(data)


def _value(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise UnreadableBoard("answers something else than JSON") from None
