"""The templates that come with the program. `init` writes them into the `Templates` tab, where people can edit them."""

from automation.core.ledger.events import Step
from automation.core.templates.template_language import Template, parse

# A row of the Templates tab that is no template but the address at the end of every message.
POSTAL_ADDRESS = "Postal address"

FIRST_NOTE = """\
Hello {{name}},

{{how_we_met}} {{why_then}}

We have an opening now that made me think of you: {{role}}. {{why_now}} {{details}}

Would you like to hear more? Just reply, and I will send you the description or call, as you prefer. If the \
moment is wrong, tell me when to ask again. If it is not for you, a quick no is fine. {{answer_by_link}}

Best wishes,
{{sender}}
{{organisation}}"""

SEVERAL = """\
Hello {{name}},

{{how_we_met}} {{why_then}}

Some openings of ours made me think of you:

{{#openings}}
- {{role}}. {{why_now}} {{details}}
{{/openings}}

If one of them interests you, tell me which, and I will send you the description or call, as you prefer. If none of \
them does, I would like to know what would, or when to ask again. {{answer_by_link}}

Best wishes,
{{sender}}
{{organisation}}"""

FRESHNESS = """\
Hello {{name}},

{{how_we_met}} I would like to get back to you when the right role opens here, so I am checking that I still have \
things right.

This is what I have:

- what you do: {{current_title}}
- where you are: {{current_location}}
- what you work with: {{current_skills}}
- working remotely: {{works_remotely}}

Has anything changed, and would you like to hear from us when something fits? If you know from when, tell me the \
month, and I will not write before. {{answer_by_link}}

Best wishes,
{{sender}}
{{organisation}}"""

FOLLOW_UP_1 = """\
Hello {{name}},

I wrote to you on {{wrote_on}} about {{the_roles}}. We are still looking, and I would still like to know what you think.

"Yes", "not now" or "no" is all I need. If it is "not now", add a month, and I will ask again then. {{answer_by_link}}

Best wishes,
{{sender}}
{{organisation}}"""

FOLLOW_UP_2 = """\
Hello {{name}},

This is my last note about {{the_roles}}. If it is not for you, there is nothing you need to do.

If you find time for it later, reply to this message and it reaches me. And if you are looking for something else \
altogether, tell me what, so that I do not write to you about the wrong things. {{answer_by_link}}

Best wishes,
{{sender}}
{{organisation}}"""

PROMISE = """\
Hello {{name}},

{{how_we_met}} We promised you something: {{promised}}. Here it is:

{{#openings}}
- {{role}}. {{why_now}} {{details}}
{{/openings}}

If that interests you, tell me, and I will send you the description or call, as you prefer. If things have changed for \
you since, a quick no is fine. {{answer_by_link}}

Best wishes,
{{sender}}
{{organisation}}"""

CONSENT = """\
Hello {{name}},

{{keeping}} May we keep them for another {{keep_for}}?

- Reply "yes", and we keep them.
- Reply "no", and we stop using them at once, and a person deletes them within 30 days.
- {{without_reply}}

{{answer_by_link}}

If your answer is yes, tell me what has changed since we were last in touch, and I will put it right.

Best wishes,
{{sender}}
{{organisation}}"""

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

MANAGER = """\
Hello {{name}},

I am the hiring manager for an opening of ours, and I wanted to write to you myself. {{how_we_met}} {{why_then}}

The opening: {{role}}. {{why_now}} {{details}}

If you are curious, suggest two times for a call of twenty minutes, and I will take one of them. Ask me anything you \
like about the work, the team or the pay. If it is not for you, a quick no is fine.

Best wishes,
{{sender}}
{{organisation}}"""

REPLY = """\
Hello {{name}},

Thank you for your reply about {{the_roles}}. When would suit you for a short call? Suggest two times, and I will take \
one of them. If you would like to read the description first, tell me, and I will send it.

Best wishes,
{{sender}}
{{organisation}}"""

BUILT_IN: dict[str, Template] = {
    name: parse(name, subject, body, "en")
    for name, subject, body in (
        ("First note", "{{role}}: would this suit you?", FIRST_NOTE),
        ("Several openings", "{{titles}}: would one of these suit you?", SEVERAL),
        ("Is it still right?", "Is what I have about you still right?", FRESHNESS),
        ("Follow-up 1", "", FOLLOW_UP_1),
        ("Follow-up 2", "", FOLLOW_UP_2),
        ("Promise kept", "As promised: {{titles}}", PROMISE),
        ("Consent renewal", "May we keep your details?", CONSENT),
        ("Hiring manager's own note", "{{role}}: a note from the hiring manager", MANAGER),
        ("Reply", "{{titles}}: thank you for your reply", REPLY),
    )
}
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
# Template → its earlier bodies. Where a tab still holds one of them, the template of this version is used.
FORMER: dict[str, frozenset[str]] = {"Consent renewal": frozenset({CONSENT_0_1_0})}


def template_rows() -> list[list[str]]:
    """The `Templates` tab as `init` makes it: name, subject, body."""
    return [
        *([template.name, template.subject, template.body] for template in BUILT_IN.values()),
        [POSTAL_ADDRESS, "", ""],
    ]
