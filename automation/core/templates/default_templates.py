"""The templates that come with the program. `init` writes the English ones into `Templates`, where people edit them."""

from collections.abc import Mapping
from functools import cache

from automation.core.languages.catalogue import DEFAULT, texts_in
from automation.core.ledger.events import Step
from automation.core.templates.template_language import Template, parse

# A row of the Templates tab that is no template but the address at the end of every message.
POSTAL_ADDRESS = "Postal address"

# Template → which step its message is; people's own templates make first notes.
STEPS = {
    "First note": Step.FIRST,
    "Several openings": Step.FIRST,
    "Is it still right?": Step.FRESHNESS,
    "Follow-up 1": Step.FOLLOW_UP_1,
    "Follow-up 2": Step.FOLLOW_UP_2,
    "Promise kept": Step.PROMISE,
    "Consent renewal": Step.CONSENT,
    "Hiring manager's own note": Step.MANAGER,
    "Reply": Step.REPLY,
    "Alert": Step.ALERT,
    "Invitation": Step.INVITATION,
}

# As version 0.1.0 wrote it. It promised what nothing did, so it is no longer sent where a person left it unchanged.
CONSENT_0_1_0 = """\
Hello {{name}},

{{keeping}} May we keep them for another {{keep_for}}?

- Reply "yes", and nothing changes.
- Reply "no", and I delete them now.
- If I do not hear from you within four weeks, I delete them as well.

If your answer is yes, tell me what has changed since we were last in touch, and I will put it right.

Best wishes,
{{sender}}
{{organisation}}"""
# Template → its earlier bodies. Where a tab still holds one of them, the template of this version is used.
FORMER: dict[str, frozenset[str]] = {"Consent renewal": frozenset({CONSENT_0_1_0})}

FIRST_NOTE_0_1_0 = """\
Hello {{name}},

{{how_we_met}} {{why_then}}

We have an opening now that made me think of you: {{role}}. {{why_now}} {{details}}

Would you like to hear more? A line back is enough, and I will send you the description or call, as you prefer. If the \
moment is wrong, tell me when to ask again. If it is not for you, a short no helps me too. {{answer_by_link}}

Best wishes,
{{sender}}
{{organisation}}"""
PROMISE_0_1_0 = """\
Hello {{name}},

{{how_we_met}} We promised you something: {{promised}}. Here it is:

{{#openings}}
- {{role}}. {{why_now}} {{details}}
{{/openings}}

If that interests you, tell me, and I will send you the description or call, as you prefer. If things have changed for \
you since, a short no is fine. {{answer_by_link}}

Best wishes,
{{sender}}
{{organisation}}"""
MANAGER_0_1_0 = """\
Hello {{name}},

I am the hiring manager for an opening of ours, and I wanted to write to you myself. {{how_we_met}} {{why_then}}

The opening: {{role}}. {{why_now}} {{details}}

If you are curious, suggest two times for a call of twenty minutes, and I will take one of them. Ask me anything you \
like about the work, the team or the pay. If it is not for you, a short no is fine.

Best wishes,
{{sender}}
{{organisation}}"""
# Template → its earlier bodies that are still sent where a tab holds them, but are no one's own words: candidates who
# read another language get the built-in template in it.
LEFT_ALONE: dict[str, frozenset[str]] = {
    "First note": frozenset({FIRST_NOTE_0_1_0}),
    "Promise kept": frozenset({PROMISE_0_1_0}),
    "Hiring manager's own note": frozenset({MANAGER_0_1_0}),
}


@cache
def built_in(language: str = DEFAULT) -> Mapping[str, Template]:
    """Name → template, in a language of `catalogue.LANGUAGES`."""
    texts = texts_in(language).table
    return {
        name: parse(name, texts[f"templates.{name}.subject"], texts[f"templates.{name}.body"], language)
        for name in STEPS
    }


def template_rows() -> list[list[str]]:
    """The `Templates` tab as `init` makes it: name, subject, body."""
    return [
        *([template.name, template.subject, template.body] for template in built_in().values()),
        [POSTAL_ADDRESS, "", ""],
    ]
