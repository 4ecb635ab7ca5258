"""docs/outreach.md, held against the code."""

import re
from collections.abc import Mapping
from datetime import date

import pytest

from automation.core.languages.catalogue import texts_in
from automation.core.ledger.events import State
from automation.core.messages.draft_writer import Writer
from automation.core.messages.drafts import Draft, Sender
from automation.core.model import Conventions, ShelveReason, Snapshot
from automation.core.templates.default_templates import STEPS
from automation.core.templates.template_language import OPENING, PERSON
from automation.core.templates.template_tab import read_templates
from automation.core.workbook.assemble import assemble
from automation.store.sample import sample_workbook
from tests.docs.test_docs import sections, table_rows, text

TODAY = date(2026, 11, 22)
PAGE = text("outreach.md")
# Template → whom it is for, and about which opening.
EXAMPLES: Mapping[str, tuple[str, list[str]]] = {
    "First note": ("mara.lindqvist@mail.example", ["REQ-101"]),
    "Is it still right?": ("clara.jensen@mail.example", []),
    "Promise kept": ("owen.price@mail.example", ["REQ-102"]),
}


def example(name: str) -> Draft:
    tabs = sample_workbook(TODAY)
    templates = read_templates(tabs["Templates"])
    writer = Writer(
        assemble(Snapshot(tabs), (), None, Conventions(), TODAY).book, Conventions(), templates.postal_address, TODAY
    )
    key, openings = EXAMPLES[name]
    return writer.draft(templates.pick(name), key, openings, Sender("Dana Reyes", "dana@acme.example", "Acme"))


@pytest.mark.parametrize("name", list(EXAMPLES))
def test_messages_are_what_the_program_writes(name: str) -> None:
    """Each message in the page equals the draft from the sample workbook, to the character, and could go out."""
    section = PAGE.partition("## Three messages")[2].partition(f"### {name}\n")[2]
    shown = re.search(r"^```text\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    assert shown
    written = example(name)
    assert shown[1] == f"Subject: {written.subject}\n\n{written.text}"
    assert (written.problems, written.warnings) == ((), ())


def test_templates_are_documented() -> None:
    """The page lists each built-in template with the message it makes."""
    assert table_rows(sections(PAGE)["Templates"]) == [[name, step.value] for name, step in STEPS.items()]


def test_placeholders_are_documented() -> None:
    """The page lists each placeholder with its words, the person's first."""
    wanted = [[name, placeholder.help] for name, placeholder in {**PERSON, **OPENING}.items()]
    assert table_rows(sections(PAGE)["Placeholders"]) == wanted


def test_the_sentence_for_each_reason_is_documented() -> None:
    """The page lists each shelve reason with the sentence that a candidate reads of it, or none."""
    rows = table_rows(sections(PAGE)["What a candidate reads, and what not"])
    assert [row[0] for row in rows] == list(ShelveReason)
    texts = texts_in("en")
    for reason, said in rows:
        key = f"then.{ShelveReason(reason).name.lower()}"
        assert said.partition(";")[0] == (texts(key) if texts.has(key) else "nothing")


def test_states_are_documented() -> None:
    """The page lists each state of a message, in their order."""
    assert [row[0] for row in table_rows(sections(PAGE)["Sending"])] == list(State)
