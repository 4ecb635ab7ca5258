import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.languages.catalogue import LANGUAGES, texts_in
from automation.core.ledger.events import Step
from automation.core.matching.blocker_words import words
from automation.core.matching.blockers import judge
from automation.core.matching.case import Case
from automation.core.matching.slates import build_slates
from automation.core.messages.candidate_copy import around, opt_out_line, promise, role, why_now, why_then
from automation.core.messages.draft_writer import Writer
from automation.core.messages.drafts import Draft, Sender, Thread, edited
from automation.core.messages.openings import openings_for
from automation.core.messages.rendering import WIDTH, to_html, to_text
from automation.core.model import BlockerState, Conventions, ShelveReason, each_row
from automation.core.tabs.previous_run import Published
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.templates.default_templates import built_in
from automation.core.templates.template_language import parse
from automation.core.workbook.parsed_workbook import Book
from automation.errors import DoubledKey, UnknownKey
from tests.core.small_workbooks import ANA, CELLS, PLATFORM, TODAY, Record, read
from tests.core.templates.test_template_language import VALUES

ADDRESS = "Acme, 1 Street, Lisbon"
ENGLISH = texts_in("en")
DANA = Sender("Dana Reyes", "dana@acme.example", "Acme")
THREAD = Thread("Platform Engineer in Lisbon: would this suit you?", ("<bp.m1@acme.example>",), date(2026, 11, 12))
# Where Ana did not make it the last time.
FORMER: Record = {
    **PLATFORM,
    "family": "Platform",
    "req_id": "REQ-0",
    "title": "Cloud Engineer",
    "status": "Filled",
    "opened_on": "2026-01-01",
}
SHELVED = {**ANA, "shelved_from": "REQ-0", "region": "EU", "consent_basis": "consent", "consent_on": "2026-03-01"}
OTHERS = tuple({**PLATFORM, "req_id": f"REQ-{number}", "title": f"Role {number}"} for number in (2, 3, 4))
# What no candidate may read, in any message.
OURS = re.compile(
    r"rating|assessment|conduct|shelve|runner|blocker|score|band\b|REQ-|silver|gap|too (junior|senior|high)|lacked|"
    r"(?-i:None|nan|NaN)|\{|\}|requisition",
    re.IGNORECASE,
)
# What gives a machine away.
UNTIDY = re.compile(r"  | [.,;:!?)]|\(\s|\.\.|,,|\n{3}|^\s|\s$| \n")


def writer(person: Record = SHELVED, roles: Sequence[Record] = (PLATFORM, FORMER), **options: Any) -> Writer:
    return Writer(read([person], list(roles)), Conventions(), options.get("address", ADDRESS), TODAY)


def draft(
    name: str = "First note",
    person: Record = SHELVED,
    openings: Sequence[str] | None = None,
    roles: Sequence[Record] = (PLATFORM, FORMER),
    **options: Any,
) -> Draft:
    """A draft to one person by a built-in template; about REQ-1 if the template names openings."""
    template = options.pop("template", None) or built_in()[name]
    thread = options.pop("thread", THREAD if not template.subject else None)
    default = ["REQ-1"] if template.mentions_opening else []
    return writer(person, roles, **options).draft(
        template,
        str(person["email"]),
        default if openings is None else openings,
        options.get("sender", DANA),
        thread=thread,
        opt_out_url=options.get("opt_out_url", ""),
        step=options.get("step"),
    )


def main_text(written: Draft) -> str:
    """The message without what every message ends with."""
    return written.body.partition("\n\nBest wishes")[0]


PROMISED: Record = {"promised": "A call when the budget is there", "promised_by": "2026-12-01"}


def messages(
    person: Record, roles: Sequence[Record] = (PLATFORM, FORMER), sender: Sender = DANA, language: str = "en"
) -> list[Draft]:
    """One person's messages by every built-in template."""
    by = writer(person, roles)
    return [
        by.draft(
            template,
            str(person["email"]),
            ["REQ-1"] if template.mentions_opening else [],
            sender,
            thread=None if template.subject else THREAD,
        )
        for template in built_in(language).values()
    ]


class TestEveryMessage:
    @pytest.mark.parametrize(
        "change", [{}, {"revisit_on": None}, {"shelved_from": None, "stage": None}, {"shelved_on": "2023-01-01"}]
    )
    @pytest.mark.parametrize("reason", [*ShelveReason, None])
    def test_reads_well_for_every_reason(self, reason: ShelveReason | None, change: Record) -> None:
        """Each built-in template makes a tidy message that can go out, for each reason, without internal words."""
        for written in messages({**SHELVED, **PROMISED, "shelve_reason": reason, **change}):
            assert written.problems == ()
            assert not OURS.search(f"{written.subject} {written.body}"), written.body
            assert not UNTIDY.search(written.body), written.body
            assert written.body.startswith("Hello Ana,\n\n")
            assert written.body.endswith(f"{ADDRESS}\n{opt_out_line(ENGLISH)}")

    def test_reads_well_with_everything_empty(self) -> None:
        """A row with a name and an address, and an opening with a title, are enough for a message."""
        bare = {"name": "Ana Souza", "email": "ana@mail.example", "shelved_on": None, "shelve_reason": None}
        needed = {**PROMISED, "region": "EU", "consent_basis": "consent", "consent_on": "2026-03-01"}
        opening = {"req_id": "REQ-1", "title": "Clerk", "opened_on": "2026-11-01", "status": "Open"}
        for written in messages({**bare, **needed}, [opening], Sender("Dana", "dana@acme.example")):
            assert written.problems == ()
            assert not UNTIDY.search(written.body), written.body
            assert not OURS.search(f"{written.subject} {written.body}"), written.body

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_long_subject_leaves_the_place_out(self, language: str) -> None:
        """A subject has 78 characters at most, as long as the title of one opening fits."""
        far = {**PLATFORM, "title": "Senior Platform Engineer", "location": f"Llanfair{'pwllgwyngyll' * 4}"}
        for written in messages({**SHELVED, **PROMISED}, (far, FORMER), language=language):
            assert len(written.subject) <= 78
            assert "Llanfair" not in written.subject

    @pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
    def test_reads_well_in_every_language(self, language: str) -> None:
        """The same in each language, for each reason: with its own greeting, days and last line, and no English."""
        texts = texts_in(language)
        hello = texts.table["templates.First note.body"].partition("\n")[0].replace("{{name}}", "Ana")
        english = re.compile(r"\b(?:you|your|the|if|interviewed|role|remote is|a year|or up)\b")
        place = {**PLATFORM, "location": "Frankfurt am Main", "remote": "hybrid"}
        cells = {**SHELVED, **PROMISED, "promised": "Kubernetes", "remote_ok": "yes"}
        for reason in ShelveReason:
            for written in messages({**cells, "shelve_reason": reason}, (place, FORMER), language=language):
                said = f"{written.subject}\n{written.body}"
                assert written.problems == ()
                assert written.language == language
                assert f'<html lang="{language}">' in written.html
                assert written.body.startswith(f"{hello}\n\n"), written.body
                assert written.body.endswith(f"{ADDRESS}\n{opt_out_line(texts)}")
                assert len(written.subject) <= 78
                assert not UNTIDY.search(written.body), written.body
                assert not re.search(r"REQ-|None|NaN|\{|\}", said), said
                assert not english.search(said.removeprefix(f"Re: {THREAD.subject}")), said

    @pytest.mark.parametrize("fits", [True, False])
    @pytest.mark.parametrize("reason", list(ShelveReason))
    def test_private_cells_are_not_in_the_message(self, reason: ShelveReason, fits: bool) -> None:
        """No message contains what the row has as reason detail, notes, champion or source."""
        secret = dict.fromkeys(("reason_detail", "notes", "champion", "source", "owner"), "sekret")
        unfit = {} if fits else {"level": "VP", "pay": "900k EUR", "location": "Oslo"}
        for written in messages({**SHELVED, **PROMISED, **secret, **unfit, "shelve_reason": reason}):
            assert "sekret" not in f"{written.subject} {written.body}"

    @pytest.mark.parametrize("name", list(built_in()))
    def test_has_no_promises_of_a_machine(self, name: str) -> None:
        """No exclamation marks, no dashes, no emoji, and no words of advertising."""
        body = draft(name, {**SHELVED, **PROMISED}).body
        assert not re.search(r"[!—–\U0001f300-\U0001faff]", body)
        assert not re.search(
            r"exciting|amazing|passion|rockstar|ninja|thrilled|delighted|opportunity|reach(ed|ing)? out|hope this|"
            r"touch(ing)? base|circle back|dream job|game.?chang|leverage|synergy",
            body,
            re.IGNORECASE,
        )
        assert len(main_text(replace(draft(name, {**SHELVED, **PROMISED}))).split()) < 160

    @given(
        st.sampled_from([*built_in().values()]),
        st.fixed_dictionaries({}, optional={field: VALUES | CELLS for field in SHELVED if field != "email"}),
        st.fixed_dictionaries({}, optional={field: VALUES | CELLS for field in PLATFORM if field != "req_id"}),
    )
    def test_any_row_makes_a_draft(self, template: Any, person: dict[str, Any], opening: dict[str, Any]) -> None:
        """Whatever people type into a row or a requisition, drafting does not fail, and both parts can be shown."""
        written = draft(
            "", {**SHELVED, **PROMISED, **person}, roles=[{**PLATFORM, **opening}, FORMER], template=template
        )
        assert "\n" not in written.subject
        assert written.text.isascii() or written.text.encode()
        assert elements(written.html) <= ELEMENTS


class TestWhyThen:
    def case(self, **person: Any) -> Case:
        book = read([{**SHELVED, **person}], [PLATFORM, FORMER])
        candidate, (opening, former) = next(each_row(book.candidates)), list(each_row(book.requisitions))
        return Case(candidate, opening, former, Dictionary({}), book.rules, TODAY)

    @pytest.mark.parametrize("reason", list(ShelveReason))
    def test_the_candidates_sentence_differs_from_the_recruiters(self, reason: ShelveReason) -> None:
        """The candidate's sentence differs from the recruiter's, for every reason."""
        case = self.case(shelve_reason=reason, reason_detail="No Kafka", revisit_on="2026-10-01")
        internal = judge(case)
        said = f"{why_then(ENGLISH, case.candidate, case.rules, TODAY)} {why_now(ENGLISH, case)}"
        assert words(internal.then)
        assert words(internal.then).lower() not in said.lower()

    @pytest.mark.parametrize("reason", ["Failed assessment", "Conduct", "Other", "Work authorisation", None, "sekret"])
    def test_sensitive_reasons_are_not_mentioned(self, reason: str | None) -> None:
        """A message does not mention an assessment, conduct, a permit, or an unknown reason."""
        assert (
            why_then(ENGLISH, self.case(shelve_reason=reason, reason_detail="x").candidate, read([], []).rules, TODAY)
            == ""
        )

    def test_every_other_reason_has_a_sentence(self) -> None:
        """All other reasons have a sentence."""
        silent = {"Failed assessment", "Conduct", "Other", "Work authorisation"}
        for reason in set(ShelveReason) - silent:
            assert why_then(ENGLISH, self.case(shelve_reason=reason).candidate, read([], []).rules, TODAY).endswith(".")

    def test_then_wants_to_know_when(self) -> None:
        """If it is unknown how far the last process went and when, the message does not mention it."""
        unknown = {"shelved_on": None, "stage": None, "shelved_from": None}
        assert "timing" not in draft(person={**SHELVED, **unknown}).body

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"revisit_on": "2026-10-01"}, "We had a note to get back to you last month."),
            ({"revisit_on": "2026-11-02"}, "We had a note to get back to you this month."),
            ({"revisit_on": "2026-04-02"}, "We had a note to get back to you around April."),
            ({"revisit_on": "2027-04-02"}, "It may still be too early; then just tell me when to ask again."),
            ({"shelve_reason": "Declined offer", "shelved_on": "2026-01-01"}, "I would rather ask than assume."),
            ({"shelve_reason": "Withdrew", "shelved_on": "2026-10-01"}, "I respect that."),
            ({"shelve_reason": "Too junior", "shelved_on": "2025-06-01"}, "That was more than a year ago, "),
            ({"shelve_reason": "Too junior", "shelved_on": "2023-06-01"}, "That was some years ago, "),
        ],
    )
    def test_time_that_passed_is_mentioned_once(self, change: Record, said: str) -> None:
        """A change by time alone is mentioned once, not for each opening."""
        case = self.case(**change)
        assert said in why_then(ENGLISH, case.candidate, case.rules, TODAY)
        assert said not in why_now(ENGLISH, case)


class TestWhyNow:
    @pytest.mark.parametrize(
        ("person", "opening", "state", "said"),
        [
            ({"shelve_reason": "Lost to another finalist"}, {}, "cleared", "It is close to the one we had then."),
            (
                {"shelve_reason": "Headcount frozen", "shelved_from": "REQ-1"},
                {},
                "cleared",
                "It is the same role, open again.",
            ),
            (
                {"shelve_reason": "Pay too high"},
                {},
                "cleared",
                "The salary range covers what you were looking for.",
            ),
            (
                {"shelve_reason": "Pay too high", "pay": "90k-140k EUR"},
                {},
                "cleared",
                "The salary range overlaps with what you were looking for.",
            ),
            ({"shelve_reason": "Pay too high", "pay": "200k EUR"}, {}, "standing", "tell me if that rules it out."),
            ({"shelve_reason": "Pay too high", "pay": None}, {}, "unknown", ""),
            ({"shelve_reason": "Location"}, {}, "cleared", "This one is in Lisbon, which I hope suits you better."),
            ({"shelve_reason": "Location"}, {"remote": "remote"}, "cleared", "This one is remote, so that should not"),
            (
                {"shelve_reason": "Location", "location": "Porto", "remote_ok": "yes"},
                {"remote": "hybrid"},
                "cleared",
                "This one is hybrid, so you would not have to be there every day.",
            ),
            (
                {"shelve_reason": "Location", "location": "Oslo"},
                {},
                "standing",
                "I know that the location may be a problem",
            ),
            ({"shelve_reason": "Too senior"}, {}, "cleared", "This one is at your level."),
            ({"shelve_reason": "Too senior"}, {"level": "VP"}, "cleared", "This one would be a step up."),
            (
                {"shelve_reason": "Too senior", "level": "VP"},
                {},
                "standing",
                "this one, too, is a step below what you do",
            ),
            ({"shelve_reason": "Too junior"}, {}, "cleared", "This one is at your level."),
            ({"shelve_reason": "Too junior", "level": "Junior"}, {}, "standing", ""),
            (
                {"shelve_reason": "Skill gap", "reason_detail": "No Kafka"},
                {},
                "cleared",
                "This one is closer to what you do.",
            ),
            ({"shelve_reason": "Skill gap", "reason_detail": "No Kafka"}, {"must": "Kafka"}, "standing", ""),
            ({"shelve_reason": "Work authorisation"}, {"sponsors": "yes"}, "cleared", "we can sponsor a work permit"),
            (
                {"shelve_reason": "Work authorisation", "work_authorisation": "no"},
                {"sponsors": "no"},
                "standing",
                "we cannot sp",
            ),
            ({"shelve_reason": "Work authorisation", "work_authorisation": "yes"}, {"sponsors": "yes"}, "cleared", ""),
            ({"shelve_reason": "Failed assessment", "shelved_on": "2020-01-01"}, {}, "cleared", ""),
        ],
    )
    def test_a_cleared_blocker_is_mentioned_tactfully(
        self, person: Record, opening: Record, state: str, said: str
    ) -> None:
        """A cleared blocker is mentioned tactfully, a standing one where that is fair, and the rest not at all."""
        book = read([{**SHELVED, **person}], [{**PLATFORM, "family": "Platform", **opening}, FORMER])
        candidate = next(each_row(book.candidates))
        this, former = each_row(book.requisitions)
        before = this if candidate.shelved_from == "REQ-1" else former
        case = Case(candidate, this, before, Dictionary({}), book.rules, TODAY)
        assert judge(case).state == BlockerState(state)
        assert said in why_now(ENGLISH, case)
        assert bool(said) == bool(why_now(ENGLISH, case))


class TestWords:
    @pytest.mark.parametrize(
        ("day", "said"),
        [
            (TODAY, "earlier this month"),
            (date(2026, 10, 31), "last month"),
            (date(2026, 4, 2), "around April"),
            (date(2025, 12, 2), "around December last year"),
            (date(2024, 12, 2), "around December 2024"),
        ],
    )
    def test_days_as_people_remember_them(self, day: date, said: str) -> None:
        """The longer ago, the less exact."""
        assert around(ENGLISH, day, TODAY) == said

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"stage": "Final"}, "You interviewed with us for our Cloud Engineer role around September."),
            ({"stage": "Screen"}, "We spoke about our Cloud Engineer role around September."),
            ({"stage": "Applied"}, "You applied to us for our Cloud Engineer role around September."),
            ({"stage": None}, "We were in touch about our Cloud Engineer role around September."),
            ({"stage": "Final", "shelved_from": "REQ-77"}, "You interviewed with us around September."),
            ({"stage": "Final", "shelved_from": None, "shelved_on": None}, "You interviewed with us."),
            ({"stage": None, "shelved_from": None, "shelved_on": None}, ""),
        ],
    )
    def test_how_we_met(self, change: Record, said: str) -> None:
        """How far the last process went, for which role and when, as far as the row states it."""
        assert draft("Is it still right?", {**SHELVED, **change}).body.split("\n")[2].startswith(said or "I would like")

    @pytest.mark.parametrize(
        ("opening", "said"),
        [
            ({}, "Platform Engineer in Lisbon"),
            ({"remote": "hybrid"}, "Platform Engineer in Lisbon (hybrid)"),
            ({"remote": "remote"}, "Platform Engineer (remote)"),
            ({"remote": "remote", "location": None}, "Platform Engineer (remote)"),
            ({"remote": "hybrid", "location": None}, "Platform Engineer (hybrid)"),
            ({"remote": None, "location": None}, "Platform Engineer"),
        ],
    )
    def test_a_role_and_its_place(self, opening: Record, said: str) -> None:
        """An opening is called by its title and place."""
        assert role(ENGLISH, next(each_row(read([], [{**PLATFORM, **opening}]).requisitions))) == said

    @pytest.mark.parametrize(
        ("person", "opening", "said"),
        [
            ({}, {}, "It asks for Kubernetes and Golang, and pays 80,000 to 100,000 EUR a year."),
            (
                {"skills": "k8s"},
                {},
                "It asks for Kubernetes, among other things, and pays 80,000 to 100,000 EUR a year.",
            ),
            ({"skills": None}, {}, "It pays 80,000 to 100,000 EUR a year."),
            ({}, {"pay_min": None, "pay_max": "97500"}, "and pays up to 97,500 EUR a year."),
            ({}, {"pay_max": None}, "It asks for Kubernetes and Golang."),
            (
                {"skills": "a1, b1, c1, d1, e1"},
                {"must": "a1, b1, c1, d1, e1"},
                "for a1, b1, c1 and d1, among other things",
            ),
            ({"skills": None}, {"pay_max": None}, "Lisbon. \n"),
        ],
    )
    def test_what_an_opening_asks_and_pays(self, person: Record, opening: Record, said: str) -> None:
        """Only must-haves that the row lists are named, and the pay if it is known."""
        written = draft(person={**SHELVED, "shelve_reason": "Other", **person}, roles=[{**PLATFORM, **opening}, FORMER])
        assert said.replace(" \n", "\n") in written.body

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("A word when data roles open again.", "a word when data roles open again"),
            ("UX feedback", "UX feedback"),
            ("I call her", "I call her"),
            ("", ""),
        ],
    )
    def test_a_promise_goes_on_in_the_sentence(self, typed: str, said: str) -> None:
        """What was promised is the rest of a sentence."""
        assert promise(ENGLISH, next(each_row(read([{**SHELVED, "promised": typed}], []).candidates))) == said

    def test_greeting(self) -> None:
        """People are greeted by their preferred name, else by a sure given name, else by the whole cell."""
        assert draft(person={**SHELVED, "preferred_name": "Nita"}).body.startswith("Hello Nita,")
        assert draft(person={**SHELVED, "name": "Okafor, Ada"}).body.startswith("Hello Ada,")
        assert draft(person={**SHELVED, "name": "Nguyễn Văn An"}).body.startswith("Hello Nguyễn Văn An,")

    def test_a_note_in_the_name_stays_here(self) -> None:
        """Where Preferred name is filled, neither the text nor the address line shows the cell with the note."""
        person = {**SHELVED, "name": "Ana Souza (difficult)", "preferred_name": "Ana"}
        written = draft(template=parse("Ours", "Hi", "Hi {{name}}, {{full_name}}, {{title}}?"), person=person)
        assert written.name == "Ana"
        assert "difficult" not in written.body


class TestConsent:
    def test_by_consent(self) -> None:
        """For a candidate who agreed, the message says when, and until when that holds."""
        body = draft("Consent renewal").body
        assert "In March 2026 you agreed that we keep your details to tell you of openings." in body
        assert "That ends on 1 March 2027. May we keep them for another 12 months?" in body
        assert "we stop using them after 1 March 2027, and a person deletes them within 30 days of that day" in body

    def test_by_interest(self) -> None:
        """For a candidate who never agreed, the message does not say that they did."""
        person = {
            **SHELVED,
            "consent_basis": "legitimate interest",
            "last_contact": "2025-06-01",
            "shelved_on": "2025-06-01",
        }
        body = draft("Consent renewal", person).body
        assert "agreed" not in body
        assert "That ended on 1 June 2026." in body
        assert "we do not use them any more, and a person deletes them within 30 days" in body

    def test_where_no_rule_ends_it(self) -> None:
        """Where nothing runs out, there is nothing to ask."""
        said = draft("Consent renewal", {**SHELVED, "region": "US"}).problems
        assert [problem.partition(":")[0] for problem in said] == [
            "there is nothing to put in for {{keeping}}",
            "there is nothing to put in for {{keep_for}}",
            "there is nothing to put in for {{without_reply}}",
        ]


class TestOpenings:
    ROLES = (PLATFORM, FORMER, *OTHERS)

    def test_several_are_listed_in_the_order_picked(self) -> None:
        """Each opening is an item of a list; the subject names them all."""
        written = draft("Several openings", openings=["REQ-3", "REQ-1", "req-3"], roles=self.ROLES)
        assert written.openings == ("REQ-3", "REQ-1")
        assert written.subject == "Role 3 and Platform Engineer: would one of these suit you?"
        assert [line.partition(" in ")[0] for line in written.body.split("\n") if line.startswith("- ")] == [
            "- Role 3",
            "- Platform Engineer",
        ]
        assert written.problems == ()

    def test_a_subject_with_long_titles_names_the_first(self) -> None:
        """Where they do not fit into a list of mails together."""
        long = [{**role, "title": f"{role['title']}, Infrastructure and Operations"} for role in self.ROLES]
        written = draft("Several openings", openings=["REQ-3", "REQ-1"], roles=long)
        assert written.subject == "Role 3, Infrastructure and Operations …: would one of these suit you?"

    @pytest.mark.parametrize(
        ("name", "openings", "said"),
        [
            ("First note", ["REQ-1", "REQ-2"], "the template 'First note' mentions only one opening"),
            ("First note", [], "the template 'First note' needs an opening"),
            ("Several openings", [], "the template 'Several openings' needs an opening"),
            ("Is it still right?", ["REQ-1"], "the template 'Is it still right?' does not mention openings"),
            ("Several openings", ["REQ-1", "REQ-2", "REQ-3", "REQ-4"], "4 openings are more than 3"),
            ("First note", ["REQ-0"], "REQ-0 is not open"),
        ],
    )
    def test_openings_that_do_not_fit(self, name: str, openings: list[str], said: str) -> None:
        """A message claims exactly the openings that it names, and all of them are open."""
        assert said in draft(name, openings=openings, roles=self.ROLES).problems

    def test_follow_ups_name_every_opening(self) -> None:
        """A follow-up names every opening of its message."""
        written = draft("Follow-up 1", openings=["REQ-1", "REQ-2"], roles=self.ROLES)
        assert "about the Platform Engineer and Role 2 roles." in written.body
        assert written.problems == ()

    def test_unknown_and_doubled_keys(self) -> None:
        """A key that names no row, or two, is refused."""
        with pytest.raises(UnknownKey, match="Requisitions has no row with the key 'REQ-9'"):
            draft(openings=["REQ-9"])
        with pytest.raises(UnknownKey, match=r"Did you mean ana@mail\.example"):
            writer().draft(built_in()["First note"], "ana@", ["REQ-1"], DANA)
        with pytest.raises(DoubledKey):
            draft(roles=[PLATFORM, PLATFORM])

    def book(self) -> Book:
        weak = {**PLATFORM, "req_id": "REQ-5", "title": "Nurse", "must": "Nursing", "location": "Oslo", "level": "Mid"}
        better = {**PLATFORM, "req_id": "REQ-2", "nice": None}
        blocked = {**PLATFORM, "req_id": "REQ-6", "pay_max": "85k", "pay_min": None}
        person = {**SHELVED, "shelve_reason": "Pay too high", "skills": "Kubernetes, Golang", "pay": "90k EUR"}
        return read([person], [PLATFORM, better, weak, blocked, FORMER])

    def test_the_best_matches_are_chosen(self) -> None:
        """The opening that was asked for, then the best others that are worth it and not blocked."""
        matches = build_slates(self.book(), Published(), TODAY).matches
        assert openings_for(matches, "ANA@mail.example") == ["REQ-2", "REQ-1"]
        assert openings_for(matches, "ana@mail.example", ["REQ-1"]) == ["REQ-1", "REQ-2"]
        assert openings_for(matches, "ana@mail.example", ["REQ-6"]) == ["REQ-6", "REQ-2", "REQ-1"]
        assert openings_for(matches, "ana@mail.example", ["REQ-6"], 2) == ["REQ-6", "REQ-2"]
        assert openings_for(matches, "ana@mail.example", ["req-2", "REQ-1"], 1) == ["req-2"]
        assert openings_for(matches, "ana@mail.example", ["REQ-6"], 0) == []
        assert openings_for(matches, "nobody") == []


class TestThread:
    def test_a_follow_up_continues_its_thread(self) -> None:
        """A follow-up has the thread's subject with Re:, and says when the last message was written."""
        written = draft("Follow-up 1")
        assert written.subject == f"Re: {THREAD.subject}"
        assert "I wrote to you on 12 November about the Platform Engineer role." in written.body
        assert (written.thread, written.step) == (THREAD, Step.FOLLOW_UP_1)

    def test_re_is_written_once(self) -> None:
        """The subject of a reply to a reply stays the same."""
        assert draft("Follow-up 2", thread=replace(THREAD, subject="RE: Hi")).subject == "RE: Hi"

    def test_a_year_ago(self) -> None:
        """A date in another year is written with the year."""
        old = replace(THREAD, wrote_on=date(2025, 12, 30))
        assert "on 30 December 2025 about" in draft("Follow-up 1", thread=old).body

    def test_any_template_can_continue_a_thread(self) -> None:
        """In a thread, a template's own subject does not count, nor does a hole in it."""
        template = parse("Ours", "{{promised}}", "Hi {{name}}, {{title}}?")
        written = draft(template=template, thread=THREAD)
        assert (written.subject, written.problems) == (f"Re: {THREAD.subject}", ())

    def test_without_a_thread_there_is_no_follow_up(self) -> None:
        """A follow-up to nothing is refused."""
        said = writer().draft(built_in()["Follow-up 1"], "ana@mail.example", ["REQ-1"], DANA).problems
        assert "it has no subject" in said


class TestWhatStopsIt:
    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"name": None}, "there is nothing to put in for {{name}}: preferred name, else the first name where"),
            ({"email": "ana,souza@mail.example", "candidate_id": "C1"}, "Email is not an e-mail address"),
            ({"email": "ana@mail", "candidate_id": "C1"}, "Email is not an e-mail address"),
            ({"email": None, "candidate_id": "C1"}, "Email is empty"),
        ],
    )
    def test_a_row_without_name_or_address_cannot_get_a_message(self, change: Record, said: str) -> None:
        """No name or no address: the draft is there to be read, and says why it cannot go out."""
        person = {**SHELVED, **change}
        key = str(person.get("candidate_id") or person["email"])
        written = writer(person).draft(built_in()["First note"], key, ["REQ-1"], DANA)
        assert any(problem.startswith(said) for problem in written.problems)
        assert "Platform Engineer" in written.body

    def test_without_a_postal_address(self) -> None:
        """Without a postal address nothing goes out, and that is said once."""
        (said,) = draft(address=" ").problems
        assert said.startswith("there is no postal address: fill the row 'Postal address' of the tab Templates")
        assert said.endswith(" or the setting postal_address")

    def test_a_sender_without_a_name(self) -> None:
        """A signature is never empty."""
        assert "there is nothing to put in for {{sender}}" in str(draft(sender=Sender("", "d@acme.example")).problems)

    def test_a_cut_message_is_not_sent(self) -> None:
        """A message without its ending does not go out."""
        assert (
            "something in it is too long and was cut"
            in draft("Promise kept", {**SHELVED, "promised": "x" * 2_000}).problems
        )

    def test_our_own_words_are_pointed_out(self) -> None:
        """Internal words typed into a cell are shown to the recruiter who decides; they do not stop the message."""
        written = draft("Promise kept", {**SHELVED, "promised": "News after the failed assessment, rating 2"})
        assert written.warnings == (
            "it says 'failed assessment', which is our own word",
            "it says 'rating 2', which is our own word",
        )
        assert written.problems == ()

    def test_a_signature_without_a_company_is_pointed_out(self) -> None:
        """It may go out, and the person who decides sees what to set."""
        written = draft(sender=Sender("Dana Reyes", "dana@acme.example"))
        assert [one for one in written.warnings if "names no company" in one and "set organisation" in one]
        assert written.problems == ()
        assert draft(sender=Sender("Dana Reyes", "dana@acme.example", "Acme")).warnings == ()


class TestFooter:
    def test_is_added_where_the_template_has_none(self) -> None:
        """Every message ends with the postal address and how to unsubscribe."""
        body = draft(template=parse("Ours", "Hi", "Hi {{name}}, {{title}}?")).body
        assert body == f"Hi Ana, Platform Engineer?\n\n{ADDRESS}\n{opt_out_line(ENGLISH)}"

    def test_the_footer_is_not_added_twice(self) -> None:
        """A footer that the template has is not added again."""
        body = draft(template=parse("Ours", "Hi", "{{opt_out}} {{title}}\n{{postal_address}}")).body
        assert body == f"{opt_out_line(ENGLISH)} Platform Engineer\n{ADDRESS}"
        assert draft(template=parse("Ours", "Hi", "{{opt_out}} {{title}}")).body.endswith(f"Engineer\n\n{ADDRESS}")

    def test_a_page_is_named(self) -> None:
        """Where the candidate has a page, its address stands at the end of a line, whole, in both parts."""
        page = f"https://careers.acme.example/u/{'t' * 90}"
        written = draft(opt_out_url=page)
        assert any(line.endswith(page) for line in written.text.split("\n"))
        assert f'<a href="{page}">{page}</a>' in written.html
        assert written.problems == ()

    def test_address_of_several_lines(self) -> None:
        """An address typed in several lines is one line of the message."""
        assert "Acme, 1 Street, Lisbon" in draft(address="Acme\n1 Street,\r\n\nLisbon").body


class TestEditing:
    def test_the_words_of_a_person_win(self) -> None:
        """Both parts of an edited message contain what the person wrote; gaps that they filled count as filled."""
        written = draft(person={**SHELVED, "name": None})
        changed = edited(written, " New \n subject ", written.body.replace("Hello ,", "Dear Ana,"))
        assert (changed.subject, changed.problems) == ("New subject", ())
        assert changed.text.startswith("Dear Ana,")
        assert "Dear Ana," in changed.html

    @pytest.mark.parametrize(
        ("what", "said"),
        [
            (ADDRESS, "the postal address was taken out of it"),
            (opt_out_line(ENGLISH), "it does not say how to get no more messages"),
        ],
    )
    def test_the_footer_stays(self, what: str, said: str) -> None:
        """An edited message without address or opt-out does not go out; other line breaks do not matter."""
        written = draft()
        assert edited(written, "x", written.body.replace(what, "")).problems == (said,)
        assert edited(written, "x", to_text(written.body)).problems == ()

    def test_bounds(self) -> None:
        """An edited message must have a subject and must not be too long."""
        written = draft()
        assert edited(written, " ", written.body).problems == ("it has no subject",)
        assert len(edited(written, "x" * 201, written.body + "x" * 20_000).problems) == 2

    def test_a_follow_up_keeps_its_subject(self) -> None:
        """The subject of a thread is not changed: mail programs would begin another one."""
        assert edited(draft("Follow-up 1"), "Other", "x").subject == f"Re: {THREAD.subject}"

    def test_control_characters_go(self) -> None:
        """What cannot be seen is not sent."""
        assert edited(draft(), "a\x00b", "c\x1b[31m\r\nd\u202e").body == "c[31m\nd"


ELEMENTS = {"html", "head", "meta", "title", "body", "p", "br", "ul", "li", "a"}
VOID = {"meta", "br"}


class _Reader(HTMLParser):
    """What a page is made of; fails where it is not well formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag == "br":
            self.text.append(" ")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "body" in self.open:
            self.text.append(data)


def parsed(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def elements(page: str) -> set[str]:
    return parsed(page).elements


class TestParts:
    @given(st.text(max_size=300) | VALUES, VALUES)
    def test_no_text_breaks_out_of_the_page(self, body: str, title: str) -> None:
        """Whatever the text holds, the page is made of the few elements it has, and says that text, all of it."""
        changed = edited(draft(), title, body)
        page = parsed(changed.html)
        assert page.elements <= ELEMENTS
        allowed = {("html", "lang"), ("meta", "charset"), ("meta", "name"), ("meta", "content"), ("a", "href")}
        allowed |= {(element, "dir") for element in ("body", "p", "li")} | {("body", "style"), ("p", "style")}
        assert {(tag, name) for tag, name, _ in page.attributes} <= allowed
        links = [value for tag, _, value in page.attributes if tag == "a"]
        assert all(re.match(r"https?://", link) and link in changed.body for link in links)
        bare = re.sub(r"(?m)^[-*•] ", "", changed.body)
        assert "".join("".join(page.text).split()) == "".join(bare.split())

    @pytest.mark.parametrize(
        "text", ["<script>alert(1)</script>", "</title><p>", '"><img src=x>', "&lt;b&gt;", "{title}"]
    )
    def test_markup_is_text(self, text: str) -> None:
        """What looks like markup is shown as it was typed, in the title and in the text."""
        changed = edited(draft(), text, text)
        assert parsed(changed.html).elements <= {"html", "head", "meta", "title", "body", "p"}
        assert "".join(parsed(changed.html).text).strip() == text

    def test_nothing_is_fetched(self) -> None:
        """A page loads nothing from anywhere: no picture, style sheet, font or script."""
        page = draft(opt_out_url="https://careers.acme.example/u/1").html
        assert not re.search(r"<(img|link|script|iframe|style|object)|src=|url\(|@import|background", page)
        assert 'lang="en"' in page

    def test_a_custom_template_has_no_language(self) -> None:
        """A template of people's own claims no language."""
        assert "lang=" not in draft(template=parse("Nossa", "Oi", "Oi {{name}}, {{title}}?")).html

    def test_paragraphs_lists_and_lines(self) -> None:
        """Blank lines part paragraphs, hyphens make lists, and people's own line breaks stay."""
        page = to_html("A\nB\n\nList:\n- x\n- y\nC", "T")
        body = page.partition("<body")[2].partition(">\n")[2].partition("\n</body>")[0]
        assert body.replace(' dir="auto"', "") == (
            "<p>A<br>\nB</p>\n<p>List:</p>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n<p>C</p>"
        )

    @pytest.mark.parametrize(
        ("text", "link"),
        [
            ("See https://acme.example/a?b=1&c=2.", "https://acme.example/a?b=1&c=2"),
            ("(https://acme.example)", "https://acme.example"),
            ("https://acme.example/a, and", "https://acme.example/a"),
        ],
    )
    def test_links_lead_where_they_say(self, text: str, link: str) -> None:
        """The address of a page can be followed, without the punctuation around it."""
        assert [value for tag, _, value in parsed(to_html(text, "")).attributes if tag == "a"] == [link]

    @pytest.mark.parametrize(
        "text", ["javascript:alert(1)", "http://", "ftp://x", "www.acme.example", "data:text/html,x"]
    )
    def test_only_web_pages_are_links(self, text: str) -> None:
        """Only pages are linked."""
        assert "<a " not in to_html(text, "")

    @given(st.text(alphabet="ab -\n", max_size=400))
    def test_plain_text_is_wrapped_and_loses_nothing(self, body: str) -> None:
        """Lines are short unless a word is longer, and no word is lost or taken apart."""
        text = to_text(body)
        assert text.split() == body.split()
        assert all(len(line) <= WIDTH or len(line.split()) <= 2 for line in text.split("\n"))

    def test_items_hang(self) -> None:
        """The second line of an item stands under its first word."""
        assert all(line.startswith(("- ", "  ")) for line in to_text("- " + "word " * 40).splitlines())


def test_many_people() -> None:
    """One writer serves a large workbook: each candidate gets their own message."""
    people = [{**SHELVED, "name": f"Person {n}", "email": f"p{n}@mail.example"} for n in range(300)]
    book = read(people, [PLATFORM, FORMER])
    by_one = Writer(book, Conventions(), ADDRESS, TODAY)
    for number in range(300):
        written = by_one.draft(built_in()["First note"], f"p{number}@mail.example", ["REQ-1"], DANA)
        assert written.address == f"p{number}@mail.example"
        assert re.findall(r"Person \d+", written.body) == [f"Person {number}"]
