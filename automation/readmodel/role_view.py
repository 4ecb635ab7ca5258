"""A reading as a role may see it. Pages get only this one, so they cannot show more by mistake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from automation.core.access.pseudonyms import Handles
from automation.core.access.redaction import Redactor
from automation.core.access.role_filter import FilteredPlan, filtered_for
from automation.core.access.roles import Access, Right, Role
from automation.core.duplicates.detect import Duplicate
from automation.core.matching.explanations import Explanation
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.readmodel.workbook_view import View


@dataclass(frozen=True)
class RoleView(View):
    """The part of a reading that one audience may see, with handles instead of keys.

    Attributes:
        whole: The whole reading; pages must not use it.
        left: The part that the audience may see.
        audience: Identifies the users who see this part.
    """

    whole: View
    left: FilteredPlan
    audience: str

    @property
    def stamp(self) -> str:
        """Identifies this reading as its audience sees it."""
        return f"{self.audience}|{self.whole.stamp}"

    @property
    def keys(self) -> Mapping[str, str]:
        """Handle → compared key."""
        return self.left.keys

    @cached_property
    def duplicates(self) -> Sequence[Duplicate]:
        """Empty: duplicates would show rows that the audience may not see."""
        return ()

    @cached_property
    def _redactor(self) -> Redactor:
        visible = {key: handle for handle, key in self.left.keys.items()}
        return Redactor(self.whole.book.candidates, visible, self.left.colleagues.shown)

    def explained(self, candidates: Sequence[str], requisition: str) -> list[Explanation]:
        """Every point of some candidates (handles) for a requisition; the points are those of the whole reading."""
        keys = [self.left.keys[handle] for handle in candidates]
        found = self.whole.explained(keys, requisition) if key_of(requisition) in self.requisitions else []
        return [self._redactor.explanation(*one) for one in zip(found, candidates, keys, strict=True)]

    def everywhere(self, candidate: str) -> list[Explanation]:
        """Every point of a candidate (handle) for each requisition that the audience may see."""
        key = self.left.keys[candidate]
        found = [one for one in self.whole.everywhere(key) if key_of(one.requisition) in self.requisitions]
        return [self._redactor.explanation(one, candidate, key) for one in found]


def seen_by(view: View, access: Access, secret: bytes) -> View:
    """A reading as a user may see it: whole, or a `RoleView` that is made once per audience and kept with the reading.

    Args:
        view: The whole reading.
        access: The user's role and identity.
        secret: The handles are derived from it.
    """
    if access.may(Right.PEOPLE):
        return view
    handles = Handles(secret)
    # All viewers see the same. `handles.of("")` changes with the secret, as the handles do.
    user = "" if access.role is Role.VIEWER else f"{key_of(access.name)} {access.email}"
    audience = f"{access.role} {user} {handles.of('')}"
    known = view.memo.get(("seen by", audience))
    if isinstance(known, RoleView):
        return known
    left = filtered_for(view.plan, access, handles, view.settings.door.members)
    workbook = view.workbook
    snapshot = replace(workbook.snapshot, tabs={}, problems=())
    bare = Workbook(snapshot, {}, (), None, workbook.conventions, workbook.today)
    runs = view.runs if access.may(Right.FIGURES) else ()
    found = RoleView(
        view.locator, bare, left.plan, runs, view.settings, view.as_of, whole=view, left=left, audience=audience
    )
    view.memo["seen by", audience] = found
    return found
