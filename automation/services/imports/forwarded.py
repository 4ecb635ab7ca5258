"""Confirming and dropping the drafts of forwarded mails."""

from collections.abc import Mapping

from automation.core.imports.forwarded import Draft
from automation.errors import ActionError
from automation.outreach.forwarded_drafts import ForwardedDrafts
from automation.services.acting import Actor
from automation.services.colleagues.staff import Staff
from automation.services.shelve import HEADERS, Shelved, shelve
from automation.settings import Settings


def draft_of(drafts: ForwardedDrafts, actor: Actor, draft_id: str) -> Draft:
    """The draft with an ID.

    Raises:
        ActionError: There is none any more.
    """
    today = actor.clock.today()
    found = next((one for one in drafts.waiting(today) if one.draft_id == draft_id), None)
    if found is None:
        raise ActionError(f"There is no draft {draft_id} any more: `backpocket forwarded list` shows those that wait.")
    return found


def confirm(
    actor: Actor,
    drafts: ForwardedDrafts,
    draft_id: str,
    settings: Settings,
    changes: Mapping[str, str],
) -> Shelved:
    """Shelve the candidate of a draft, then delete the draft. The colleague who forwarded the mail becomes the owner.

    Args:
        actor: Who confirms it.
        drafts: Of the workbook.
        draft_id: Of the draft.
        settings: Of the installation.
        changes: Field ID of `typed_columns.CANDIDATE_FIELDS` → what a person says instead; "" leaves a field out.

    Raises:
        ActionError: There is no such draft, a required cell is missing or cannot be read, or the person has a row.
        SchemaError, StoreError: As `shelve` does.
        MailError: The draft cannot be deleted.
    """
    draft = draft_of(drafts, actor, draft_id)
    lacking = draft.lacks(changes)
    if lacking:
        names = ", ".join(HEADERS[one] for one in lacking)
        raise ActionError(f"Missing: {names}.")
    done = shelve(actor, cells_of(draft, settings, changes), settings.conventions)
    drafts.settle(draft_id)
    return done


def cells_of(draft: Draft, settings: Settings, changes: Mapping[str, str]) -> dict[str, str]:
    """The cells of a draft's row, with what a person changed."""
    colleague = Staff(settings).find(draft.sender)
    owner = {"owner": colleague.name if colleague else draft.sender}
    return {name: text for name, text in {**owner, **draft.cells, **changes}.items() if text}
