"""Public job boards: which there are, and the addresses at which a company's openings are read."""

import re
from enum import StrEnum

# Openings on one page of the boards that have pages.
PAGE = 100
# A part of a path, and one label of a host name.
_TOKEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


class Board(StrEnum):
    """A system whose job boards anyone may read."""

    GREENHOUSE = "greenhouse"
    LEVER = "lever"
    LEVER_EU = "lever_eu"
    ASHBY = "ashby"
    WORKABLE = "workable"
    SMARTRECRUITERS = "smartrecruiters"
    RECRUITEE = "recruitee"


def is_name(board: Board, token: str) -> bool:
    """Whether a company's name on a board can be one: it becomes a part of an address."""
    pattern = _LABEL if board is Board.RECRUITEE else _TOKEN
    return pattern.fullmatch(token) is not None and ".." not in token


def address(board: Board, token: str, number: int) -> str:
    """The address of a page of a board, from 0; "" where there is none."""
    paged = board in (Board.LEVER, Board.LEVER_EU, Board.SMARTRECRUITERS)
    if number and not paged:
        return ""
    return _ADDRESSES[board].format(token=token, first=number * PAGE, count=PAGE)


_ADDRESSES = {
    Board.GREENHOUSE: "https://boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true",
    Board.LEVER: "https://api.lever.co/v0/postings/{token}?mode=json&skip={first}&limit={count}",
    Board.LEVER_EU: "https://api.eu.lever.co/v0/postings/{token}?mode=json&skip={first}&limit={count}",
    Board.ASHBY: "https://api.ashbyhq.com/posting-api/job-board/{token}?includeCompensation=true",
    Board.WORKABLE: "https://apply.workable.com/api/v1/widget/accounts/{token}?details=true",
    Board.SMARTRECRUITERS: "https://api.smartrecruiters.com/v1/companies/{token}/postings?limit={count}&offset={first}",
    Board.RECRUITEE: "https://{token}.recruitee.com/api/offers/",
}
