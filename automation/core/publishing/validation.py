"""What is wrong with people's rows and with the program's columns beside them, in words they can act on.

Cells that cannot be read are reported where they are parsed, in row_parser.py. These are the issues that show only when
rows, tabs and the last publication are compared.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from shlex import quote
from typing import Any

from rapidfuzz import fuzz

from automation.core.duplicates.detect import Duplicate
from automation.core.ledger.persons import Persons
from automation.core.model import QUOTED, Conventions, Problem, Status, each_row
from automation.core.parsing.sensitive import says_no_contact, sensitive_topics
from automation.core.publishing.shown_cells import rows_that_differ
from automation.core.reason_words import words
from automation.core.schema import CANDIDATES, PEOPLES_TABS, REQUISITIONS
from automation.core.sentences import listed, sentence, spans
from automation.core.tabs.headers import Located
from automation.core.tabs.previous_run import Publication, Published
from automation.core.taxonomy.title_typos import typos_in
from automation.core.text import text_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.consent import ASKING, consent_of, region_of
from automation.core.workbook.duplicate_rows import double_problems
from automation.core.workbook.exclusions import named_as_in
from automation.core.workbook.parsed_workbook import Book

# From this likeness of two names on, 0 to 100, a new key may be a corrected one.
SAME_NAME = 90


def row_problems(book: Book, previous: Published, duplicates: Iterable[Duplicate], persons: Persons) -> list[Problem]:
    """What is wrong with rows beside others: doubles, vague or misspelt requisitions, corrected keys.

    Args:
        book: The workbook, read.
        previous: The last publication.
        duplicates: The rows that may be one person.
        persons: Which rows are one person.
    """
    return [
        *double_problems(book, duplicates, persons),
        *_vague_requisitions(book),
        *_misspelt_requisitions(book),
        *_corrected_keys(book, previous),
    ]


def _vague_requisitions(book: Book) -> Iterable[Problem]:
    for requisition in each_row(book.requisitions):
        if requisition.status is Status.OPEN and not requisition.must:
            header = book.header(REQUISITIONS, "must")
            message = f"{header} is empty, so candidates are compared by title alone: list three to five."
            yield Problem(REQUISITIONS, requisition.key, header, "", message, requisition.row)


def _misspelt_requisitions(book: Book) -> Iterable[Problem]:
    """Titles and skills that look mistyped: candidates see them as they are typed."""
    for requisition in each_row(book.requisitions):
        typos = list(typos_in(requisition.title, book.dictionary)) if requisition.status is Status.OPEN else []
        if typos:
            typed, meant = listed([f"'{word}'" for word, _ in typos]), listed([word for _, word in typos])
            looks = "which looks like a typo" if len(typos) == 1 else "which look like typos"
            header = book.header(REQUISITIONS, "title")
            message = f"{header} says {typed}, {looks} of {meant}. Messages show it as it is typed: correct it."
            yield Problem(REQUISITIONS, requisition.key, header, requisition.title, message, requisition.row)
        for field_id, skills in (("must", requisition.must), ("nice", requisition.nice)):
            header = book.header(REQUISITIONS, field_id)
            for skill in skills if requisition.status is Status.OPEN else ():
                meant = book.dictionary.typo_of(skill)
                if meant:
                    message = f"{header} '{skill}' is read as {meant}. Messages show it as it is typed: correct it."
                    yield Problem(REQUISITIONS, requisition.key, header, skill, message, requisition.row)


def note_problems(book: Book) -> Iterable[Problem]:
    """Free text about a person's health, family, age, origin or religion, or against messages; it is not quoted."""
    yes_under = book.header(CANDIDATES, "do_not_contact")
    headers = [book.header(CANDIDATES, field_id) for field_id in ("notes", "reason_detail")]
    for candidate in book.people.values():
        for header, text in zip(headers, (candidate.notes, candidate.reason_detail), strict=True):
            topics = sensitive_topics(text) if text else []
            if topics:
                yield _problem(candidate, header, "", f"{header} says something about {listed(topics)}: take this out.")
            if text and not candidate.do_not_contact and says_no_contact(text):
                message = (
                    f"{header} seems to say that they want no messages: write yes under {yes_under}, or change it."
                )
                yield _problem(candidate, header, "", message)


def _problem(candidate: Any, column: str, value: str, message: str) -> Problem:
    return Problem(CANDIDATES, candidate.key, column, value, message, candidate.row)


def consent_problems(
    book: Book, conventions: Conventions, today: date, *, some_region: bool | None = None
) -> Iterable[Problem]:
    """What is wrong with regions and consent.

    Args:
        book: The workbook, or some of its candidates.
        conventions: How it is written.
        today: The date of the run.
        some_region: Whether any row of the workbook names a region, where `book` has only some of them.
    """
    regions = [row.region for row in book.people.values()]
    if some_region is None:
        some_region = any(regions)
    header = book.header(CANDIDATES, "region")
    if regions and not some_region and not conventions.default_region:
        message = (
            "No row says whose privacy rules apply, so no message can be sent: "
            f"fill {header}, or set default_region in the settings."
        )
        yield Problem(CANDIDATES, "", header, "", message)
    for candidate in book.people.values():
        region = region_of(candidate.region, conventions)
        if candidate.region and region is None:
            message = f"{header} '{candidate.region}' is not known: write EU, UK, US or a country."
            yield _problem(candidate, header, candidate.region, message)
        elif region is None and some_region:
            yield _problem(candidate, header, "", f"{header} is empty: fill it before you write to them.")
        lacking = consent_of(candidate, conventions, today, book.rules).lacking
        if lacking and not candidate.hired_on:
            column, said = book.header(CANDIDATES, "consent_on"), sentence(words(named_as_in(book.renamed, lacking)))
            yield _problem(candidate, column, candidate.consent_basis, said)


def no_basis_column(located: Located, book: Book, conventions: Conventions) -> Iterable[Problem]:
    """What to do if rows lack a basis because there is no column for it. It depends on regions and headers only."""
    asking = any(region_of(row.region, conventions) in ASKING for row in book.people.values())
    if asking and "consent_basis" not in located.headers.fields:
        message = (
            "There is no column Consent basis. In the EU and the UK, no one is matched or written to without a basis: "
            "add the columns Consent basis (consent, or legitimate interest) and Consent on, and fill them."
        )
        yield Problem(CANDIDATES, "", "Consent basis", "", message, 1)


def _corrected_keys(book: Book, previous: Published) -> Iterable[Problem]:
    """Candidates with the name of a candidate whose key is gone but whose history is kept."""
    seen: dict[str, date] = {}
    for (_, key), pair in previous.pairs.items():
        seen[key] = min(pair.first_seen_on, seen.get(key, pair.first_seen_on))
    gone = {key: previous.names.get(key, "") for key in seen.keys() - set(book.candidates.index)}
    for candidate in book.people.values() if gone else ():
        for key, name in sorted(gone.items()):
            if seen.get(candidate.Index, date.max) < seen[key] or not candidate.name:
                # This candidate was there before the other: another person of the same name.
                continue
            if name and fuzz.ratio(name.casefold(), candidate.name.casefold()) >= SAME_NAME:
                message = (
                    f"'{key}' is gone and had the same name: if it is the same person, "
                    f"run `backpocket rekey {quote(key)} {quote(candidate.key)}`."
                )
                yield _problem(candidate, "key", candidate.key, message)


def typed_over(located: Mapping[str, Located], publication: Publication) -> list[Problem]:
    """BP cells that a person typed over, where the program would show another text: they are kept and reported."""
    problems = []
    for tab, columns in publication.columns.items():
        headers = list(located[tab].headers.columns)
        for index, key, cells, wanted in rows_that_differ(located[tab], columns):
            if cells.count(None) == len(cells):
                continue
            shown, new = (dict(zip(headers, map(text_of, some), strict=True)) for some in (cells, wanted))
            differing = [header for header in headers if shown[header] and shown[header] != new[header]]
            foreign = publication.before.foreign(tab, key, shown) if differing else set()
            for header in differing:
                if header in foreign:
                    text = shown[header][:QUOTED]
                    message = (
                        f"{header} holds '{text}', which the program did not put there, so it is kept: clear the cell "
                        "to have it filled."
                    )
                    shown_key = located[tab].key(located[tab].rows[index])
                    problems.append(Problem(tab, shown_key, header, text, message, index + 1))
    return problems


def missing_columns(
    located: Mapping[str, Located], previous: Published, reported: Collection[Problem]
) -> list[Problem]:
    """BP columns that an earlier run knew and that are missing, except those that the store has reported itself."""
    problems = []
    known = {(problem.tab, header) for problem in reported for header in problem.column.split(", ")}
    for tab, spec in PEOPLES_TABS.items() if previous.installed else ():
        row = [text_of(cell) for cell in located[tab].rows[0]]
        for header in spec.column_headers:
            missing = header not in located[tab].headers.columns and header not in row
            is_known = header in previous.headers and not {(located[tab].name, header), (tab, header)} & known
            if missing and is_known:
                problems.append(no_column(tab, header))
    return problems


def no_column(tab: str, header: str) -> Problem:
    """The problem of a BP column that a tab lacks, because it is new, or because a person renamed or deleted it."""
    return Problem(tab, "", header, "", f"There is no column {header}: run `backpocket init` to add it.", 1)


def bounced_addresses(book: Book) -> list[Problem]:
    """Addresses where delivery failed permanently."""
    return [
        Problem(
            CANDIDATES,
            row.key,
            book.header(CANDIDATES, "email"),
            "",
            f"Mail came back from this address for good on {row.said.bounced_on}: correct it, or find another one.",
            row.row,
        )
        for row in book.people.values()
        if row.said.bounced_on
    ]


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """Problems for a terminal: one line for all rows of which the same is said, in the order of the first ones."""
    found: dict[tuple[str, str], dict[int, None]] = {}
    for problem in problems:
        found.setdefault((problem.tab, sentence(problem.message)), {})[problem.row or 0] = None
    return [f"{tab}{_in_rows([row for row in rows if row])}: {said}" for (tab, said), rows in found.items()]


def _in_rows(rows: Sequence[int]) -> str:
    """Rows, as " row 2" or " rows 2, 5–9"; "" for none."""
    return f" row{'s' * (len(rows) > 1)} {spans(rows)}" if rows else ""


def forgotten_rows(workbook: Workbook) -> Iterable[Problem]:
    """Rows of people whose details were deleted: not deleted in the sheet yet, or added again since."""
    located = workbook.located[CANDIDATES]
    for key, event in workbook.forgotten_rows.items():
        for index in located.places[key]:
            message = (
                f"Their details were deleted on {event.at.date().isoformat()} by {event.by}, so this row is not "
                "matched and no message goes to them: delete this row. If they applied again and agreed, run "
                "`backpocket outreach unsuppress` first."
            )
            yield Problem(CANDIDATES, located.key(located.rows[index]), "", "", message, index + 1)
