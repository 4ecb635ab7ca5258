"""The mapping file: what people say about the columns, reasons and stages of their own exports."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from automation.core.imports.reading import UnreadableFile, shown_as
from automation.core.imports.words import DROP, SALUTATION, UNREAD
from automation.core.model import ShelveReason, Stage
from automation.core.text import plain
from automation.core.typed_columns import CANDIDATE_FIELDS

_HEAD = """\
# Each line: the header of a column in your file = the column of Candidates that its cells go to.
# = "" means that the column is not imported. To import it, write a column such as "Notes" in the quotes.
# Then import your file again with this mapping, {path}: docs/imports.md says how.
"""
_WORDS = {
    "reasons": """\
# Words of a reason in your file = a shelve reason.
# = "" leaves Shelve reason empty; the words go to Reason detail.
""",
    "stages": """\
# Words of a stage in your file = a stage of Stage reached.
# = "" leaves Stage reached empty.
""",
}
_HEADERS = {one.id: one.header for one in CANDIDATE_FIELDS}
_CHOICES = {
    "columns": {plain(one.header): one.header for one in CANDIDATE_FIELDS},
    "reasons": {plain(one): str(one) for one in ShelveReason},
    "stages": {plain(one): str(one) for one in Stage},
}


@dataclass(frozen=True)
class Mapped:
    """What a mapping file says.

    Attributes:
        columns: Header → header of a column of Candidates; "" leaves the column out.
        reasons: Words → shelve reason.
        stages: Words → stage.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)


def read_mapping(path: str, text: str) -> Mapped:
    """What a mapping file says.

    Raises:
        UnreadableFile: It is not TOML, or names a column, a reason or a stage that is not known.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(f"{path} is not a mapping file: {error}.") from None
    tables = {name: _table(path, name, data.get(name, {})) for name in _CHOICES}
    return Mapped(tables["columns"], tables["reasons"], tables["stages"])


def _table(path: str, name: str, table: object) -> dict[str, str]:
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise UnreadableFile(
            f'{path}: [{name}] must hold lines such as "words" = "{next(iter(_CHOICES[name].values()))}".'
        )
    found = {}
    for words, meant in table.items():
        known = _CHOICES[name].get(plain(meant))
        if meant.strip() and known is None:
            choices = ", ".join(_CHOICES[name].values())
            raise UnreadableFile(f"{path}: '{meant}' is none of {choices}.")
        found[words] = known or ""
    return found


def mapping_text(path: str, roles: Mapping[str, str], reasons: Iterable[str], stages: Iterable[str]) -> str:
    """A mapping file as a start: each header with what it becomes now, and the words that were not known.

    Args:
        path: Of the file.
        roles: Header → role. What is more than one column of Candidates can say, such as a status, is a comment.
        reasons: Words of reasons that were not known.
        stages: Words of stages that were not known.
    """
    lines = [_HEAD.format(path=path), "[columns]"]
    for header, role in roles.items():
        meant = _HEADERS.get(role)
        known = meant is not None or role in ("", UNREAD, "tags", "plain_date")
        lines.append(f"{_quoted(header)} = {_quoted(meant or '')}" if known else _as_comment(header, role))
    for name, words in (("reasons", reasons), ("stages", stages)):
        lines += [
            "",
            f"[{name}]",
            _WORDS[name].rstrip(),
            *(f"{_quoted(word)} = {_quoted('Other' if name == 'reasons' else '')}" for word in words),
        ]
    return "\n".join([*lines, ""])


def _as_comment(header: str, role: str) -> str:
    """What becomes of a column that a line of the file could not say as well."""
    if role == DROP:
        return f"# {_quoted(header)} is never imported, whatever a line here says."
    shown = shown_as(role)
    if role == SALUTATION:
        becomes = "is not imported"
    else:
        becomes = f"is read as {shown.strip('()')}" if shown.startswith("(") else f"goes to {shown}"
    return f"# {_quoted(header)} {becomes}. Add a line for it only to change that."


def _quoted(text: str) -> str:
    # A basic string of TOML is one of JSON, but for DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
