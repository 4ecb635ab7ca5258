import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.ledger.events import Step
from automation.core.model import CellError, Row
from automation.core.templates.default_templates import LEFT_ALONE, POSTAL_ADDRESS, STEPS, built_in, template_rows
from automation.core.templates.template_filling import Filled, fill
from automation.core.templates.template_language import (
    MOST_BODY,
    MOST_SUBJECT,
    MOST_TEMPLATE,
    OPENING,
    PERSON,
    PLACEHOLDERS,
    Kind,
    clean,
    one_line,
    parse,
)
from automation.core.templates.template_tab import Templates, read_templates, step_of
from automation.errors import TemplateError
from tests.core.small_workbooks import ODD_TEXTS

HEADERS = ["Name", "Subject", "Body"]
# Values that try to be something else.
NASTY = (
    "{{name}}",
    "{{#openings}}",
    "{{/openings}}",
    "{{ ''.__class__ }}",
    "}}{{",
    "{{",
    "<script>alert(1)</script>",
    "&amp;",
    "a\nb",
    "a\r\nBcc: eve@mail.example",
    "- a list",
    "\u202etxt.exe",
    "",
    "   ",
    "x" * 3_000,
)
VALUES = st.sampled_from((*NASTY, *ODD_TEXTS)) | st.text(max_size=60)
PERSONS: st.SearchStrategy[dict[str, str]] = st.fixed_dictionaries({}, optional=dict.fromkeys(PERSON, VALUES))
OPENINGS: st.SearchStrategy[list[dict[str, str]]] = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(OPENING, VALUES)), max_size=3
)


def filled(
    body: str, values: Mapping[str, str] | None = None, *openings: Mapping[str, str], subject: str = ""
) -> Filled:
    return fill(parse("Test", subject, body), values or {}, openings)


def body(text: str, values: Mapping[str, str] | None = None, *openings: Mapping[str, str]) -> str:
    return filled(text, values, *openings).body


def tab(*rows: Row) -> Templates:
    return read_templates([HEADERS, *rows])


class TestFilling:
    def test_values_stand_where_their_names_stood(self) -> None:
        """A placeholder is replaced by its value, however it is written."""
        text = "Hello {{name}}, {{ Name }}, {{Full name}} and {{full-name}}."
        assert body(text, {"name": "Ana", "full_name": "Ana Souza"}) == "Hello Ana, Ana, Ana Souza and Ana Souza."

    def test_the_block_is_repeated_for_each_opening(self) -> None:
        """Lines that hold only the begin or the end of the block are no lines of the message."""
        text = "Openings:\n{{#openings}}\n- {{title}} for {{name}}\n{{/openings}}\nBye"
        openings = ({"title": "A"}, {"title": "B"})
        assert body(text, {"name": "Ana"}, *openings) == "Openings:\n- A for Ana\n- B for Ana\nBye"
        assert body(text, {"name": "Ana"}) == "Openings:\nBye"
        assert body("{{#openings}}[{{title}}] {{/openings}}!", {}, *openings) == "[A] [B] !"

    def test_outside_the_block_an_opening_is_the_first(self) -> None:
        """An opening's placeholder outside the block speaks of the first one."""
        result = filled("{{title}}", {}, {"title": "A"}, {"title": "B"}, subject="About {{title}}")
        assert (result.subject, result.body) == ("About A", "A")

    @pytest.mark.parametrize("value", ["{{name}}", "{{#openings}}x{{/openings}}", "{{ ''.__class__ }}", "{{", "}}"])
    def test_a_value_is_never_read_again(self, value: str) -> None:
        """A value is text, even if it looks like a template."""
        assert body("{{promised}} {{name}}", {"promised": value, "name": "Ana"}) == f"{value} Ana"

    @pytest.mark.parametrize(
        ("text", "empty"),
        [
            ("Hi {{name}},", ("name",)),
            ("{{name}}", ("name",)),
            ("I am in {{place}}.", ("place",)),
            # No gap: an empty value removes its sentence, its line or its list item.
            ("{{why_then}} Now it is.", ()),
            ("A\n{{organisation}}\nB", ()),
            ("Yours:\n- works at {{current_company}}\n- {{current_title}} there", ()),
        ],
    )
    def test_an_empty_placeholder_that_leaves_a_gap_is_reported(self, text: str, empty: tuple[str, ...]) -> None:
        """An empty placeholder is reported if it leaves a gap."""
        assert filled(text).empty == empty

    def test_a_gap_in_the_subject_is_reported(self) -> None:
        """The subject may not have holes either."""
        assert filled("x", subject="{{role}}: yes?").empty == ("role",)

    def test_an_opening_with_a_gap_is_reported(self) -> None:
        """One opening of several without its title is a hole."""
        text = "{{#openings}}\n- {{title}} here\n{{/openings}}"
        assert filled(text, {}, {"title": "A"}, {}).empty == ("title",)

    def test_an_empty_value_removes_its_sentence(self) -> None:
        """A removed sentence leaves no blanks, empty lines or headings of lists."""
        said = "Hello.\n\n{{how_we_met}} {{why_then}}\n\nA {{why_now}} B\n\n"
        text = f"{said}This is it:\n\n- at: {{{{place}}}}\n- in {{{{source}}}}\n\nBye"
        assert body(text) == "Hello.\n\nA B\n\nBye"
        assert "This is it:\n\n- at: here\n\nBye" in body(text, {"place": "here"})

    def test_values_are_one_line(self) -> None:
        """Line breaks, control characters and marks that turn the text around do not get out of a value."""
        assert body("{{name}}!", {"name": "  An\na\r\n\t So\x00u\u202eza\u2028 \ud800 "}) == "An a Souza !".replace(
            " !", "!"
        )

    def test_writing_systems_stay_whole(self) -> None:
        """What people write names with is kept: accents, joiners, other scripts, emoji."""
        name = "Zoë e\u0301 न्\u200dय می\u200cخواهم 👩\u200d💻"
        assert body("{{name}}", {"name": name}) == name

    def test_text_that_is_too_long_is_cut_and_reported(self) -> None:
        """A body, a subject or a value that is too long is cut, and that is reported."""
        assert filled("{{name}}", {"name": "x" * 501}).cut
        assert filled("{{name}} " * 100, {"name": "x" * 400}).cut
        assert filled("x", {"name": "x" * 250}, subject="{{name}}").cut
        assert len(filled("{{name}} " * 100, {"name": "x" * 400}).body) == MOST_BODY
        assert len(filled("x", {"name": "x" * 250}, subject="{{name}}").subject) == MOST_SUBJECT
        assert not filled("{{name}}", {"name": "x" * 500, "promised": "x" * 5_000}).cut

    @given(st.sampled_from([*built_in().values()]), PERSONS, OPENINGS)
    def test_filling_never_fails(self, template: Any, values: dict[str, str], openings: list[dict[str, str]]) -> None:
        """Whatever the values hold, the result is a subject of one line and a body within bounds, without controls."""
        result = fill(template, values, openings)
        assert "\n" not in result.subject
        assert len(result.subject) <= MOST_SUBJECT
        assert len(result.body) <= MOST_BODY
        assert clean(result.body) == result.body
        assert "\n\n\n" not in result.body
        (result.subject + result.body).encode()

    @given(VALUES, VALUES)
    def test_a_value_adds_no_line(self, one: str, other: str) -> None:
        """The message has the lines of its template."""
        text = "Hello {{name}},\n\nx {{promised}} y"
        assert body(text, {"name": one, "promised": other}).count("\n") == 2


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("text", "line", "said"),
        [
            ("Hello {{nmae}}", 1, "'{{nmae}}' is not known. Known are {{name}}, "),
            ("a\nb {{why_nwo}}", 2, "'{{why_nwo}}' is not known. Known are {{why_now}}, "),
            ("{{ ''.__class__ }}", 1, "is not known"),
            ("{{name.upper}}", 1, "is not known"),
            ("{{}}", 1, "is not known"),
            ("{{#name}}x{{/name}}", 1, "is not known"),
            ("{{openings}}", 1, "is not known"),
            ("{{{name}}}", 1, "is not known"),
            ("a\n\n{{name", 3, "lacks a brace"),
            ("{{name}", 1, "lacks a brace"),
            ("{{name\n}}", 1, "lacks a brace"),
            ("name}}", 1, "lacks a brace"),
            ("{name}", 1, "'{name}' needs two braces on each side: {{name}}"),
            ("x\n{{#openings}}\n{{title}}", 2, "has no end"),
            ("x\n{{/openings}}", 2, "ends a block that nothing begins"),
            ("{{#openings}}\n{{#openings}}\n{{/openings}}", 2, "inside the block that line 1 begins"),
            ("{{#openings}}a{{/openings}}{{/openings}}", 1, "ends a block that nothing begins"),
        ],
    )
    def test_a_mistake_is_reported_with_its_line(self, text: str, line: int, said: str) -> None:
        """A mistake names the template, the line, and what is wrong there."""
        with pytest.raises(TemplateError) as error:
            parse("My note", "", text)
        assert str(error.value).startswith(f"Template 'My note', line {line}: ")
        assert said in str(error.value)

    def test_every_placeholder_is_named(self) -> None:
        """For a misspelled placeholder the error lists all that exist."""
        with pytest.raises(TemplateError) as error:
            parse("My note", "", "{{x}}")
        assert set(re.findall(r"\{\{(\w+)\}\}", str(error.value).partition("Known")[2])) == PLACEHOLDERS.keys()

    @pytest.mark.parametrize(
        ("subject", "text", "said"),
        [
            ("{{nam}}", "x", "Template 'My note', subject: '{{nam}}' is not known"),
            ("{{#openings}}{{title}}{{/openings}}", "x", "subject: the openings cannot be listed here, use {{titles}}"),
            ("x", "", "has no body"),
            ("x", " \n", "has no body"),
            ("x", "x" * (MOST_TEMPLATE + 1), "is longer than 20,000 characters"),
        ],
    )
    def test_a_mistake_in_the_subject_is_reported(self, subject: str, text: str, said: str) -> None:
        """The subject and the whole are judged too."""
        with pytest.raises(TemplateError, match=re.escape(said)):
            parse("My note", subject, text)

    @given(st.text(alphabet="{}#/ \nopeningsame_'.()", max_size=40) | st.text(max_size=60))
    def test_any_text_is_a_template_or_a_mistake_with_its_line(self, text: str) -> None:
        """Any typed text is read, or refused with a sentence."""
        try:
            template = parse("T", "", text)
        except TemplateError as error:
            said = str(error)
        else:
            said = "Template 'T' is fine."
            assert template.slots <= PLACEHOLDERS.keys()
        assert re.fullmatch(r"Template 'T'.*\.", said, re.DOTALL)


class TestTab:
    def test_without_a_tab_the_built_in_hold(self) -> None:
        """A workbook without the tab, or with an empty one, has the built-in templates."""
        for rows in ([], [HEADERS], [[]]):
            assert read_templates(rows) == Templates(built_in())

    def test_a_new_workbook_has_them_as_they_are(self) -> None:
        """What `init` writes into the tab is read back as the built-in templates, language and all."""
        templates = tab(*template_rows())
        assert templates == Templates(built_in())
        assert all(template.language == "en" for template in templates.by_name.values())

    def test_a_row_wins(self) -> None:
        """A row of the same name replaces the built-in template; the others stay."""
        templates = tab(["first note", "Hey", "Hi {{name}}"], ["Ours", "", "Moin"])
        assert templates.pick("First note").body == "Hi {{name}}"
        assert templates.pick("First note").language == ""
        assert templates.pick("ours").body == "Moin"
        assert templates.pick("Several openings") is built_in()["Several openings"]
        assert len(templates.by_name) == len(built_in()) + 1

    def test_a_template_may_have_a_row_for_each_language(self) -> None:
        """Their language comes first, then the row without one, then the built-in template in their language."""
        templates = tab(["First note (de)", "Moin", "Moin {{name}}"], ["Ours", "", "Hi"], ["ours (German)", "", "Tach"])
        assert [templates.pick("First note", language).body[:7] for language in ("de", "en", "fr", "")] == [
            "Moin {{",
            "Hello {",
            "Bonjour",
            "Hello {",
        ]
        assert [templates.pick("Ours", language).body for language in ("de", "en", "fr", "")] == ["Tach", *["Hi"] * 3]
        german = templates.pick("FIRST NOTE (DE)", "fr")
        assert (german.name, german.language, german.subject) == ("First note (de)", "de", "Moin")
        assert (step_of("Follow-up 1 (de)"), step_of("Ours (de)")) == (Step.FOLLOW_UP_1, Step.FIRST)
        assert list(templates.by_name) == [*built_in(), "Ours"]

    def test_a_row_without_a_language_is_for_all(self) -> None:
        """People's own words win over built-in ones in any language; those they left alone are no own words."""
        own = tab(["First note", "Hey", "Hi {{name}}"])
        assert own.pick("First note", "de").body == "Hi {{name}}"
        assert own.pick("First note (de)").body == built_in("de")["First note"].body
        untouched = tab(*template_rows())
        assert untouched.pick("First note", "de") is built_in("de")["First note"]
        assert untouched.pick("Reply (Polish)").body == built_in("pl")["Reply"].body

    @pytest.mark.parametrize(("name", "bodies"), LEFT_ALONE.items())
    def test_words_of_an_earlier_version_are_for_english(self, name: str, bodies: frozenset[str]) -> None:
        """Left alone since then, they are still sent in English, as the tab has them, and to no one else."""
        for body in bodies:
            templates = tab([name, built_in()[name].subject, body])
            assert (templates.pick(name, "en").body, templates.pick(name, "en").language) == (body, "en")
            assert templates.pick(name, "de") is built_in("de")[name]

    def test_a_template_in_one_language_only_is_used(self) -> None:
        """It was picked by name, so there is nothing else to send."""
        templates = tab(["Messe (de)", "", "Moin"])
        assert templates.pick("Messe", "fr").body == templates.pick("Messe (de)").body == "Moin"
        with pytest.raises(TemplateError, match=r"There is no template 'Messe \(fr\)'. There are 'Messe'"):
            templates.pick("Messe (fr)")
        assert "Messe" in templates.by_name

    def test_a_broken_row_of_a_language_stops_that_language(self) -> None:
        """The problem names the row as it is in the tab; the other languages go on."""
        templates = tab(["First note (de)", "", "Hi {{nmae}}"], ["First note (de)", "", "x"])
        assert [problem.key for problem in templates.problems] == ["First note (de)"] * 2
        with pytest.raises(TemplateError, match=r"First note \(de\)"):
            templates.pick("First note", "de")
        assert templates.pick("First note", "fr").language == "fr"

    @pytest.mark.parametrize("name", ["Ours (old)", "Ours (IT)", "Ours (sv)", "(de)", "Ours (de) 2", "Ours ()"])
    def test_other_brackets_are_part_of_the_name(self, name: str) -> None:
        """Only a language that there are texts in is one; IT is a trade."""
        assert tab([name, "", "Hi"]).pick(name, "de").name == name

    def test_a_broken_row_is_not_replaced(self) -> None:
        """A row that cannot be used is a problem of the tab, and picking it fails with the same words."""
        templates = tab(["First note", "", "Hi {{nmae}}"])
        (problem,) = templates.problems
        assert (problem.tab, problem.row, problem.key) == ("Templates", 2, "First note")
        with pytest.raises(TemplateError) as error:
            templates.pick("First note")
        assert str(error.value) == problem.message
        assert "First note" not in templates.by_name

    @pytest.mark.parametrize(
        ("rows", "said"),
        [
            ([["", "s", "b"]], "A template without a name cannot be picked"),
            ([["N", "s", None]], "has no body"),
            ([["N", "s", CellError("#REF!")]], "has a failed formula"),
            ([["N", "s", "a"], ["n", "s", "b"]], "More than one template is named 'n'"),
            ([["N", "s", "a"], ["n", "s", "b"], ["N ", "s", "c"]], "More than one template"),
        ],
    )
    def test_rows_that_cannot_be_used(self, rows: list[Row], said: str) -> None:
        """A row that is no template is reported, and nothing of that name can be picked."""
        templates = tab(*rows)
        assert all(said in problem.message for problem in templates.problems)
        assert templates.problems
        assert templates.by_name == built_in()

    def test_an_unknown_name(self) -> None:
        """For an unknown name the error lists the existing ones, the nearest first."""
        with pytest.raises(
            TemplateError, match=r"There is no template 'Folow-up 2'\. There are 'Follow-up 2', 'Follow-up 1'"
        ):
            tab().pick("Folow-up 2")

    def test_columns_may_move(self) -> None:
        """Columns are found by their headers."""
        rows: list[Row] = [["Notes", "Body", "Name", "Subject"], ["x", "Hi", "Ours", "Hey"]]
        ours = read_templates(rows).pick("Ours")
        assert (ours.subject, ours.body) == ("Hey", "Hi")

    def test_the_postal_address(self) -> None:
        """The row Postal address is no template: its lines are one, and braces in it are braces."""
        templates = tab(["postal address", "", "Acme GmbH,\n Weg 1 {x}\r\n\n10115 Berlin, "])
        assert templates.postal_address == "Acme GmbH, Weg 1 {x}, 10115 Berlin"
        assert POSTAL_ADDRESS not in templates.by_name
        assert not templates.problems

    def test_line_ends_of_every_system(self) -> None:
        """A body with other line ends is the same template."""
        rows = [[name, subject, text.replace("\n", "\r\n")] for name, subject, text in template_rows()]
        assert tab(*rows) == Templates(built_in())

    @given(st.lists(st.lists(VALUES | st.none(), max_size=4), max_size=5))
    def test_any_tab_can_be_read(self, rows: list[list[str | None]]) -> None:
        """Whatever stands in the tab, reading it does not fail."""
        read_templates(rows)


def test_steps() -> None:
    """Each built-in template makes one known message; people's own make first notes."""
    assert STEPS.keys() == built_in().keys()
    assert set(STEPS.values()) == set(Step)
    assert step_of("FOLLOW-UP 1") is Step.FOLLOW_UP_1
    assert step_of("Ours") is Step.FIRST


def test_follow_ups_reply_to_the_thread() -> None:
    """The templates that continue a thread have no subject of their own, and all others have one."""
    assert {name for name, template in built_in().items() if not template.subject} == {"Follow-up 1", "Follow-up 2"}


def test_placeholders_have_words() -> None:
    """Each placeholder says what it is replaced by, and words or sentences may be missing, never the name."""
    assert all(placeholder.help.endswith(".") for placeholder in PLACEHOLDERS.values())
    assert PLACEHOLDERS["name"].kind is Kind.REQUIRED
    assert one_line(" a\n b ") == "a b"
