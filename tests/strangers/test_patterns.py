"""Regular expressions that strangers' texts and cells reach: their time grows with the length, not with its square."""

import json
import math
import os
import re
import resource
import time
from collections.abc import Sequence
from typing import Any

import pytest

from tests.strangers.patterns import Pump, compiled, methods_of, pumps, written
from tests.support.forks import forked

# Characters of a first look, and of the two whose cost is compared: four times the text, at most eight times the work.
LOOK, SHORT, LONG, MOST_GROWTH = 400, 3_000, 12_000, 8
# Seconds of processor time that are too little to compare, and after which the kernel ends a look at one pattern.
SMALL, MOST_SECONDS = 0.02, 2
# Put together as they are used, from what the program or a person of the team wrote.
MADE = {
    "automation.outreach.adoption._names": "an escaped title",
    "automation.core.matching.missing_skills._as_written": "an escaped word",
    "automation.core.parsing.skills.abbreviations._one": "an escaped abbreviation of a table",
    "automation.core.parsing.skills.cues._unspaced": "escaped phrases of a table",
    "automation.core.access.pseudonyms._member": "a list of two characters; and EMAIL, which is bounded",
    "automation.core.messages.reply_patterns.phrases": "made once, and scanned section by section",
    "automation.mail.words.words": "made at the start, and scanned where they are named",
    "automation.core.languages.catalogue._typeset": "a blank or a word of a catalogue, with a look around it",
    "automation.core.access.redaction._written": "escaped names",
    "automation.core.access.redaction.redacted": "escaped values",
    "automation.store.google.fencing.marks_in": "a fixed family of marks",
    "automation.store.xlsx.exchange.leftovers": "an escaped name of a file",
    "automation.store.xlsx.package._insert": "names of the program's own parts",
    "automation.store.xlsx.tables._moved": "a row number, in the XML of that row",
    "automation.store.xlsx.tables.keeps_totals": "row numbers and an escaped name, in formulas",
}


def _elsewhere(place: str) -> bool:
    """The workbook's XML is read in bounds of its own: docs/threats.md, the area of the workbook."""
    return place.startswith("automation.store.xlsx.")


def seconds(pattern: re.Pattern[Any], pump: Pump, length: int, methods: set[str]) -> float:
    """Processor time to look through one text."""
    text: Any = pump.text(length)
    if isinstance(pattern.pattern, bytes):
        text = text.encode("utf-8", "replace")
    began = time.process_time()
    if methods <= {"match", "fullmatch"}:
        pattern.match(text)
        pattern.fullmatch(text)
    else:
        for _ in pattern.finditer(text):
            pass
    return time.process_time() - began


def grows_too_fast(pattern: re.Pattern[Any], methods: set[str]) -> Pump | None:
    """The text on which the work grows faster than its length, among those that are slowest at a first look."""
    # The least of three looks: what else the machine does makes one take longer.
    first = {pump: min(seconds(pattern, pump, LOOK, methods) for _ in range(3)) for pump in pumps(pattern)}
    for pump in sorted(first, key=first.__getitem__)[-4:]:
        short, long = (seconds(pattern, pump, length, methods) for length in (SHORT, LONG))
        if long > SMALL and long > MOST_GROWTH * short:
            return pump
    return None


def verdicts(patterns: Sequence[tuple[re.Pattern[Any], set[str]]]) -> list[str]:
    """What is wrong with each pattern, given with its methods; "" where all is well.

    A process of its own looks at one after the other. The kernel ends it when one takes too long; the next process
    goes on with the pattern after that one.
    """
    found: list[str] = []
    while len(found) < len(patterns):
        found += _looked_at(patterns[len(found) :])
    return found


def _looked_at(patterns: Sequence[tuple[re.Pattern[Any], set[str]]]) -> list[str]:
    """The verdicts of one process, up to the pattern at which it was ended."""
    ours, theirs = os.pipe()

    def work() -> None:
        for pattern, methods in patterns:
            used = resource.getrusage(resource.RUSAGE_SELF)
            seconds_so_far = math.ceil(used.ru_utime + used.ru_stime)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds_so_far + MOST_SECONDS, resource.RLIM_INFINITY))
            found = grows_too_fast(pattern, methods)
            os.write(theirs, json.dumps("" if found is None else repr(found)[:200]).encode() + b"\n")

    with forked(work) as child:
        os.close(theirs)
        with os.fdopen(ours, "rb") as pipe:
            found = [json.loads(line) for line in pipe]
        child.wait()
    return found if len(found) == len(patterns) else [*found, "never came to an end"]


@pytest.mark.long
def test_no_pattern_takes_a_square_of_the_time() -> None:
    """Four times the text is at most four times the work, for every pattern and its worst text."""
    fixed, _ = written()
    looked = {place: (one, methods_of(place)) for place, one in compiled().items() if not _elsewhere(place)}
    looked |= {place: (one, {method}) for place, (one, method) in fixed.items()}
    assert len(looked) > 100
    found = dict(zip(looked, verdicts(list(looked.values())), strict=True))
    assert {place: why for place, why in found.items() if why} == {}


@pytest.mark.long
def test_careless_patterns_are_found() -> None:
    """The scan finds what it is made for: squares and worse, also behind a beginning and over lines."""
    careless = (r"\s+$", r"^\s*X-Id:\s*(\w+)", r"(a+)+b", r"<([a-z]+\s*)*>", r"\{\{(.*?)\}\}", r"\S+@\S+")
    missed = [re.compile(one, re.MULTILINE) for one in careless]
    # On a busy machine one look may miss what the next one finds.
    for _ in range(3):
        found = verdicts([(one, {"search"}) for one in missed])
        missed = [one for one, why in zip(missed, found, strict=True) if not why]
    assert missed == []


@pytest.mark.long
def test_patterns_made_on_the_way_are_known() -> None:
    """A pattern that is put together where it is used has been looked at by a person, and is listed here."""
    assert [place for place in written()[1] if place not in MADE] == []
