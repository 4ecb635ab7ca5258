"""The lists of an export by kind: candidates, applications, jobs, reasons; and of which system they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from automation.core.imports.documents import Document, Object, by_id, objects_in, scalar, values_in
from automation.core.imports.records import Place
from automation.core.model import Cell
from automation.core.text import text_of

Values = dict[str, list[Cell]]


@dataclass
class Lists:
    """The lists of all files by kind."""

    documents: dict[str, list[Document]] = field(default_factory=dict)
    _known: dict[tuple[str, ...], dict[str, Object]] = field(default_factory=dict)

    def known(self, *kinds: str) -> dict[str, Object]:
        """The objects of some kinds by their ID. Called when all lists are there."""
        if kinds not in self._known:
            self._known[kinds] = by_id([document for kind in kinds for document in self.documents.get(kind, ())])
        return self._known[kinds]

    def each(self, kind: str) -> Iterator[tuple[Place, Object]]:
        """The objects of a kind with their places."""
        for document in self.documents.get(kind, ()):
            for index, one in enumerate(document.objects):
                yield Place(document.file, document.number(index)), one


# Kind of list → keys that its objects have, the surest first. The first word is the preset.
_KINDS: Sequence[tuple[str, Sequence[Sequence[str]]]] = (
    ("json_resume candidates", [["basics"]]),
    ("workable candidates", [["disqualified", "stage"], ["disqualified", "firstname"], ["stage_kind", "name"]]),
    ("lever candidates", [["emails", "archived"], ["emails", "stageChanges"], ["contact", "stage", "createdAt"]]),
    ("smartrecruiters candidates", [["primaryAssignment", "firstName"]]),
    ("lever reasons", [["text", "type", "status"]]),
    ("lever stages", [["id", "text"]]),
    ("ashby applications", [["currentInterviewStage", "candidate"], ["archiveReason", "candidate"]]),
    ("ashby candidates", [["primaryEmailAddress"]]),
    ("kombo applications", [["outcome", "rejection_reason_name"], ["outcome", "rejected_at", "candidate"]]),
    ("merge candidates", [["remote_id", "email_addresses"], ["email_addresses", "remote_created_at"]]),
    ("merge applications", [["remote_id", "candidate", "rejected_at"], ["candidate", "reject_reason"]]),
    ("merge jobs", [["remote_id", "name", "code"], ["remote_id", "name", "departments"]]),
    ("merge stages", [["remote_id", "name", "stage_order"], ["name", "stage_order"]]),
    ("merge reasons", [["remote_id", "name"]]),
    ("greenhouse candidates", [["email_addresses", "application_ids"], ["email_addresses", "applications"]]),
    (
        "greenhouse applications",
        [
            ["candidate_id", "jobs", "status"],
            ["candidate_id", "rejection_reason"],
            ["candidate_id", "rejection_reason_id"],
            ["candidate_id", "applied_at", "status"],
        ],
    ),
    ("greenhouse candidates", [["email_addresses", "first_name"]]),
    (
        "greenhouse jobs",
        [["requisition_id", "name", "openings"], ["name", "hiring_team"], ["id", "requisition_id", "name"]],
    ),
    ("greenhouse reasons", [["id", "name", "type"]]),
)


def sorted_lists(documents: Sequence[Document]) -> tuple[str, Lists, list[Document]]:
    """The preset of some lists, the lists by kind, and those that are of no known kind."""
    lists, rest, systems = Lists(), [], []
    for document in documents:
        kind = next((kind for kind, ways in _KINDS if any(document.has(*keys) for keys in ways)), "")
        system, _, what = kind.partition(" ")
        if kind:
            lists.documents.setdefault(what, []).append(document)
            systems += [system] if what in ("candidates", "applications") else []
        else:
            rest.append(document)
    return (systems[0] if systems else ""), lists, rest


def phones(numbers: Any) -> Values:
    """Phone numbers by kind: mobile ones apart."""
    every = objects_in(numbers)
    mobile = [
        one for one in every if "mobile" in text_of(scalar(one.get("type") or one.get("phone_number_type"))).lower()
    ]
    return {"mobile": values_in(mobile), "phone": values_in(numbers)}
