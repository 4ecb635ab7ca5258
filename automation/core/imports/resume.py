"""Reads the text of a CV: address, phone, profile, skills that are known, and the name where it is sure."""

import re
from collections.abc import Collection, Iterator, Sequence

from automation.core import parsing
from automation.core.identity.email_addresses import is_stand_in
from automation.core.identity.given_names import is_surely_given
from automation.core.identity.greeting import greeting
from automation.core.identity.name_words import folded
from automation.core.identity.typed_addresses import addresses_in
from automation.core.parsing import Unreadable
from automation.core.parsing.skills.names import is_everyday, known, trimmed
from automation.core.text import names_in, plain

# Characters of a CV that are read, lines in which a name may stand, and skills that are proposed.
LONGEST, TOP, MOST_SKILLS = 60_000, 8, 40
_LINK = re.compile(
    r"(?:https?://)?(?<![\w.-])(?:[\w-]{1,20}\.)?(?:linkedin\.com/(?:in|pub)|xing\.com/profile|github\.com|gitlab\.com)/[^\s,;|)>\]]+",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:(?P<label>\b(?:tel|telefon|telephone|téléphone|teléfono|phone|mobile|mobil|handy|cell|portable|móvil|m|t|p)\b)"
    r"[.:\s]*)?(?P<number>(?:\+|\(\+?|\b)\d[\d\s().\-/]{6,22}\d)(?!\w)",
    re.IGNORECASE,
)
# A number without a label is a phone's if it begins as one does: +49 30, 0049 30, 030, (030), 212-555-0100.
_AS_PHONE = re.compile(r"\+\d|00\d|0\d|\(\+?\d|\d{3}[-. ]\d{3}[-. ]\d{4}$")
# Two years, or months of two years: the time at an employer.
_YEARS = re.compile(r"(?:\d{1,2}[./-])?(?:19|20)\d\d\s*[-–—/]+\s*(?:\d{1,2}[./-])?(?:19|20)?\d\d")
_HEADINGS = frozenset(
    map(
        plain,
        names_in("""
            skills, technical skills, key skills, core skills, skills and tools, skills & tools, technologies,
            tech stack, tools, tools and technologies, core competencies, competencies, expertise,
            programming languages, software, kenntnisse, fähigkeiten, it-kenntnisse, edv-kenntnisse,
            technische kenntnisse, kompetenzen, compétences,
            compétences techniques, technologies maîtrisées, competencias, habilidades, conocimientos, competenze,
            vaardigheden, competenties, competências, umiejętności, kompetenser, kunskaper, färdigheter, taidot
        """),
    )
)
_LABELLED = re.compile(r"\s*([^\W\d_][^:]{1,40}?)\s*:\s*(\S.*)")
_CUT = re.compile(r"[,;|•·●▪■◦‣\t]|\s[-–—*/]\s|(?<!\s)\s{3,}")
_NO_NAME = re.compile(r"[\d@:/|]")
_NOT_NAMES = frozenset(
    map(plain, names_in("curriculum vitae, cv, resume, résumé, lebenslauf, profile, profil, contact, kontakt, page"))
)


class UnreadableResume(ValueError):
    """A CV cannot be read; the text says why, and what to do."""


def read_resume(text: str, vocabulary: Collection[str] = ()) -> dict[str, str]:
    """The fields of Candidates that a CV fills: email, phone, profile_url, skills, and name.

    Args:
        text: Of the CV, in lines.
        vocabulary: Skills that the workbook knows, as they are written there.
    """
    lines = [" ".join(line.split()) for line in text[:LONGEST].splitlines()]
    lines = [line for line in lines if line]
    found = {
        "email": next(_addresses(lines), ""),
        "phone": next(_phones(lines), ""),
        "profile_url": _profile(lines),
        "skills": ", ".join(_skills(text[:LONGEST].splitlines(), vocabulary)),
    }
    found["name"] = sure_name(lines[:TOP], found["email"])
    return {name: value for name, value in found.items() if value}


def _addresses(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield from (address for address in addresses_in(line) if not is_stand_in(address))


def _phones(lines: list[str]) -> Iterator[str]:
    for line in lines:
        for match in _PHONE.finditer(_YEARS.sub(" ", _LINK.sub(" ", line))):
            number = match["number"].strip()
            digits = sum(char.isdecimal() for char in number)
            if not 7 <= digits <= 15 or not (match["label"] or _AS_PHONE.match(number)):
                continue
            try:
                phone = parsing.read_phone(number)
            except Unreadable:
                continue
            if phone:
                yield phone


def _profile(lines: list[str]) -> str:
    """The profile: LinkedIn's, else the first of the others."""
    found = [match[0].rstrip(".") for line in lines for match in _LINK.finditer(line)]
    return next((one for one in found if "linkedin.com" in one.lower()), found[0] if found else "")


def sure_name(lines: Sequence[str], email: str) -> str:
    """The first line that is nothing but a name, if its given name is known or the address agrees; "" for none."""
    for line in lines:
        label = _LABELLED.fullmatch(line)
        name = label[2] if label and plain(label[1]) in ("name", "full name", "nom", "nombre", "nome") else line
        words = name.split()
        if not 2 <= len(words) <= 5 or plain(name) in _NOT_NAMES or _NO_NAME.search(name):
            continue
        if not all(word[0].isupper() or len(word) <= 3 for word in words) or greeting(name).issue:
            continue
        mailbox = folded(email.partition("@")[0])
        agrees = sum(len(folded(word)) > 2 and folded(word) in mailbox for word in words)
        if agrees or (is_surely_given(words[0]) and not known().read(name).known):
            return name
    return ""


def _skills(lines: list[str], vocabulary: Collection[str]) -> list[str]:
    """Skills of a list below a heading that are known, then those of the workbook that the text names."""
    found: dict[str, str] = {}
    own = {plain(one): one for one in vocabulary if one.strip()}
    for piece in _listed(lines):
        name = own.get(plain(piece)) or (piece if len(piece) <= 40 and known().read(piece).known else "")
        if name:
            found.setdefault(plain(name), name)
    text = " ".join(lines)
    lower = text.casefold()
    for key, name in own.items():
        if key not in found and _is_named(name, text, lower):
            found[key] = name
    return list(found.values())[:MOST_SKILLS]


def _listed(lines: list[str]) -> Iterator[str]:
    """The pieces of the lines below a heading such as Skills, up to the next heading."""
    inside = False
    for line in lines:
        stripped = line.strip()
        label = _LABELLED.fullmatch(stripped)
        if plain(stripped.rstrip(":")) in _HEADINGS:
            inside = True
        elif label and plain(label[1]) in _HEADINGS:
            yield from _pieces(label[2])
        elif inside and _is_heading(stripped):
            inside = False
        elif inside:
            yield from _pieces(label[2] if label else stripped)


def _is_heading(line: str) -> bool:
    words = line.rstrip(":").split()
    return bool(words) and len(words) <= 4 and (line.isupper() or line.endswith(":")) and not _CUT.search(line)


def _pieces(line: str) -> Iterator[str]:
    for piece in _CUT.split(line):
        name = trimmed(re.sub(r"\([^)]*\)", " ", piece)).strip(" -–—*•")
        if name:
            yield name


def _is_named(skill: str, text: str, lower: str) -> bool:
    """Whether a text names a skill as a whole word. A name that is an everyday word counts in lists only.

    Args:
        skill: As the workbook writes it.
        text: Of the CV.
        lower: The same in lower case.
    """
    if len(skill) < 3 or is_everyday(skill):
        return False
    if " " not in skill and skill.islower() and not known().read(skill).known:
        return False
    # One word counts as it is written, where only that tells it from another word: SAP, Rust.
    wanted, where = (skill.casefold(), lower) if " " in skill else (skill, text)
    at = where.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        # "Node" is not in "Node.js", but at the end of a sentence.
        after = where[end + 1 : end + 2] if where[end : end + 1] == "." else where[end : end + 1]
        if _apart(where[max(at - 1, 0) : at]) and _apart(after):
            return True
        at = where.find(wanted, end)
    return False


def _apart(char: str) -> bool:
    """Whether a character beside a name does not belong to it, as in "C++" and "Node.js"."""
    return not char or not (char.isalnum() or char in "_+#")
