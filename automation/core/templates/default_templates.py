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
