"""Blockers in words, as recruiters read them in the sheet, on pages and on the command line."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from automation.core.matching.blocker import Ask, Blocker, Fact, Now, Then
from automation.core.model import BlockerState, ShelveReason
from automation.core.sentences import long_day, month


def words(fact: Fact | None) -> str:
    """A fact as the part of a sentence; "" for None."""
    return _WORDS[fact.kind](fact) if fact else ""


def now_words(blocker: Blocker) -> str:
    """Why it no longer holds, or why it does; where that is unknown, what to ask."""
    if blocker.now or blocker.state is not BlockerState.UNKNOWN or not blocker.ask:
        return words(blocker.now)
    asked = _QUESTIONS.get(blocker.ask.kind)
    return f"ask {asked(blocker.ask) if asked else words(blocker.ask)}".rstrip()


def story(blocker: Blocker) -> str:
    """Why they were shelved, each time, oldest first."""
    first, *more = dict.fromkeys([*(words(one.then) for one in blocker.earlier), words(blocker.then)])
    return "; ".join([first, *map(uncapped, more)])


def question(blocker: Blocker) -> str:
    """An unknown blocker as a question, such as "Work authorisation: ask"; "" for any other state."""
    if blocker.state is not BlockerState.UNKNOWN:
        return ""
    return f"{_topic(blocker) or words(blocker.then)}: {now_words(blocker)}"


def _topic(blocker: Blocker) -> str:
    """What the question is about; "" where it is about why they were shelved."""
    is_permit = blocker.ask is not None and blocker.ask.kind is Ask.AUTHORISATION
    return str(ShelveReason.WORK_AUTHORISATION) if is_permit and blocker.state is BlockerState.UNKNOWN else ""


def then_and_now(blocker: Blocker) -> str:
    """Why they were shelved, and why it holds, as it goes on inside a sentence."""
    return "; ".join(filter(None, (uncapped(words(blocker.then)), now_words(blocker))))


def record(blocker: Blocker) -> dict[str, Any]:
    """A blocker as plain data, for `--json`."""
    return {
        "state": blocker.state,
        "then": words(blocker.then),
        "now": now_words(blocker),
        "confirm": words(blocker.ask),
        "about": blocker.about,
        "topic": _topic(blocker),
        "earlier": [record(one) for one in blocker.earlier],
    }


def uncapped(text: str) -> str:
    """A text as it goes on inside a sentence; an abbreviation at its beginning stays."""
    return text if text[:2].isupper() else f"{text[:1].lower()}{text[1:]}"


Words = Callable[[Fact], str]


def _shelved(text: str, detail: str = "") -> Words:
    """These words with the former requisition and the month, where the row has them.

    `detail` is added in brackets before the fact's own words, if it has any.
    """

    def said(fact: Fact) -> str:
        more = f" ({detail}{fact.what})" if fact.what else ""
        for_what = f" for {fact.former}" if fact.former else ""
        when = f" in {month(fact.on)}" if fact.on else ""
        return f"{text}{more}{for_what}{when}"

    return said


def _plainly(text: str) -> Words:
    return lambda _: text


def _skill_gap(fact: Fact) -> str:
    lacked = f"Lacked {fact.what}" if fact.what else "Skill gap"
    return _shelved(lacked)(replace(fact, what=""))


def _pay_ends(fact: Fact) -> str:
    return f"this salary range ends at {fact.what}{f', that one at {fact.other}' if fact.other else ''}"


def _level(fact: Fact) -> str:
    return f"they are {fact.other}, this one is {fact.what}" if fact.other else f"this one is {fact.what}"


def _needed(fact: Fact) -> str:
    return f"{fact.what} {'is' if fact.count == 1 else 'are'} needed here too"


_WORDS: Mapping[Then | Now | Ask, Words] = {
    Then.RUNNER_UP: _shelved("Runner-up"),
    Then.HEADCOUNT_FROZEN: _shelved("Headcount frozen"),
    Then.REQ_CANCELLED: _shelved("Requisition cancelled"),
    Then.PAY_TOO_HIGH: _shelved("Pay too high", "expects "),
    Then.LOCATION: _shelved("Location"),
    Then.TOO_SENIOR: _shelved("Too senior"),
    Then.TOO_JUNIOR: _shelved("Too junior"),
    Then.SKILL_GAP: _skill_gap,
    Then.NOT_THE_TIME: _shelved("Not the right time"),
    Then.NOT_FREE_BEFORE: lambda fact: f"Not free before {long_day(fact.on)}" if fact.on else "Not free",
    Then.NO_AUTHORISATION: _shelved("No work authorisation"),
    Then.DECLINED_OFFER: _shelved("Declined the offer"),
    Then.WITHDREW: _shelved("Withdrew"),
    Then.FAILED_ASSESSMENT: _shelved("Failed the assessment"),
    Then.CONDUCT: _shelved("Conduct"),
    Then.OTHER: lambda fact: f"Other: {fact.what}",
    Then.NO_REASON: lambda fact: f"No known reason{f' in {fact.on.year}' if fact.on else ''}",
    Then.SAID_NO: lambda fact: f"Said no thanks to {fact.what} in {month(fact.on)} ({fact.other})" if fact.on else "",
    Then.WAIT: lambda fact: f"Asked us to wait until {month(fact.on)}" if fact.on else "Asked us to wait",
    Now.NOT_OPEN: _plainly("this one is not open"),
    Now.SAME_OPENING: _plainly("this is the same opening"),
    Now.SAME_ROLE_OPEN: _plainly("the same role is open again"),
    Now.ROLE_OPEN: _plainly("the role is open again"),
    Now.SIMILAR_ROLE_OPEN: _plainly("a similar role is open now"),
    Now.SIMILAR: _plainly("this one is similar"),
    Now.PAY_ENDS: _pay_ends,
    Now.REMOTE: _plainly("this one is remote"),
    Now.REMOTE_NOT_WANTED: _plainly("this one is remote, and they do not want to work remotely"),
    Now.HYBRID: _plainly("this one is hybrid and they work remotely"),
    Now.IN_PLACE: lambda fact: f"this one is in {fact.what}",
    Now.LEVEL: _level,
    Now.YEARS_PASSED: lambda fact: f"more than {fact.count:g} years have passed",
    Now.DAYS_PASSED: lambda fact: f"more than {fact.count:g} days have passed",
    Now.DAYS_TOO_FEW: lambda fact: f"less than {fact.count:g} days ago",
    Now.DATE_PASSED: _plainly("that date has passed"),
    Now.NOT_NEEDED: _plainly("not needed here"),
    Now.LISTED: lambda fact: f"the row lists {fact.what} now",
    Now.NEEDED: _needed,
    Now.MAY_WORK: _plainly("the row says they may work now"),
    Now.SPONSORS: _plainly("this one sponsors"),
    Now.DOES_NOT_SPONSOR: _plainly("this one does not sponsor"),
    Now.ASK_OWNER: lambda fact: f"{f'ask {fact.what}' if fact.what else 'find out'} before you write",
    Now.ASK_FIRST: _plainly("ask before you write"),
    Ask.SAME_ROLE: _plainly("whether it is the same role as then"),
    Ask.WHAT_IT_PAYS: _plainly("what this one pays"),
    Ask.PAY: _plainly("pay expectation"),
    Ask.PAY_CURRENCY: _plainly("pay expectation"),
    Ask.PAY_IN: lambda fact: f"pay expectation in {fact.what}",
    Ask.PLACE: _plainly("whether the place works"),
    Ask.LEVEL: _plainly("level"),
    Ask.LEVEL_TODAY: _plainly("level today"),
    Ask.LEVEL_ASKED: _plainly("the level of this one"),
    Ask.WHICH_SKILL: _plainly("which skill was missing"),
    Ask.HOW_WELL: lambda fact: f"how well they know {fact.what} now",
    Ask.TIME: _plainly("whether the time is right"),
    Ask.OBSTACLE: _plainly("what stood in the way"),
    Ask.AUTHORISATION: _plainly("work authorisation"),
    Ask.YES_NOW: _plainly("whether they would say yes now"),
    Ask.INTERESTED_NOW: _plainly("whether they are interested now"),
    Ask.ASSESSMENT: _plainly("a new assessment"),
    Ask.WHY: _plainly("why it was not right then"),
}
# The end of the question that begins with "ask", where it is not what there is to confirm.
_QUESTIONS: Mapping[Then | Now | Ask, Words] = {
    Ask.PAY: _plainly("what they expect"),
    Ask.PAY_CURRENCY: _plainly("in which currency"),
    Ask.PAY_IN: lambda fact: f"what they expect in {fact.what}",
    Ask.LEVEL: _plainly("what level they are"),
    Ask.LEVEL_ASKED: _plainly("what level this one is"),
    Ask.ASSESSMENT: _plainly("for a new assessment"),
    Ask.AUTHORISATION: _plainly(""),
}
