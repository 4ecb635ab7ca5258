"""A reading as somebody may see it: pages are given this one, so that none can show more by forgetting to look."""

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
class NarrowView(View):
    """A part of a reading, its people under handles.

    Attributes:
        whole: What it is a part of. Pages leave it alone.
        left: What is left of it.
        audience: Whom it is for.
    """

    whole: View
    left: FilteredPlan
    audience: str

    @property
    def stamp(self) -> str:
        """Names this reading as its audience sees it."""
        return f"{self.audience}|{self.whole.stamp}"

    @property
    def keys(self) -> Mapping[str, str]:
        """Handle → compared key."""
        return self.left.keys

    @cached_property
    def duplicates(self) -> Sequence[Duplicate]:
        """None: they say where else somebody stands."""
        return ()

    @cached_property
    def _redactor(self) -> Redactor:
        return Redactor(self.whole.book.candidates, {key: handle for handle, key in self.left.keys.items()})

    def explained(self, candidates: Sequence[str], requisition: str) -> list[Explanation]:
        """As of the whole, for handles: what is told of somebody does not depend on who looks."""
        keys = [self.left.keys[handle] for handle in candidates]
        found = self.whole.explained(keys, requisition) if key_of(requisition) in self.requisitions else []
        return [self._redactor.explanation(*one) for one in zip(found, candidates, keys, strict=True)]

    def everywhere(self, candidate: str) -> list[Explanation]:
        """Likewise, of the requisitions that are left."""
        key = self.left.keys[candidate]
        found = [one for one in self.whole.everywhere(key) if key_of(one.requisition) in self.requisitions]
        return [self._redactor.explanation(one, candidate, key) for one in found]


def seen_by(view: View, access: Access, secret: bytes) -> View:
    """A reading as somebody may see it: whole, or filtered once for each audience and kept with the reading.

    Args:
        view: The whole reading.
        access: Whose.
        secret: Behind the handles.
    """
    if access.may(Right.PEOPLE):
        return view
    handles = Handles(secret)
    # All viewers see the same. The mark changes with the secret, as the handles do.
    whose = "" if access.role is Role.VIEWER else f"{key_of(access.name)} {access.email}"
    audience = f"{access.role} {whose} {handles.of('')}"
    known = view.memo.get(("seen by", audience))
    if isinstance(known, NarrowView):
        return known
    left = filtered_for(view.plan, access, handles, view.settings.door.members)
    workbook = view.workbook
    snapshot = replace(workbook.snapshot, tabs={}, problems=())
    bare = Workbook(snapshot, {}, (), None, workbook.conventions, workbook.today)
    runs = view.runs if access.may(Right.FIGURES) else ()
    found = NarrowView(
        view.locator, bare, left.plan, runs, view.settings, view.as_of, whole=view, left=left, audience=audience
    )
    view.memo["seen by", audience] = found
    return found
