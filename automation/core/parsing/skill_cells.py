"""Reads a skills cell: which skills it names, each with what the cell says about having it.

A cell is a list, or prose, or both. It is cut where people separate skills. What stands in brackets, behind a dash or
a colon belongs to the skill before it ("Python (5 years)", "SQL: basic"); a heading counts for what follows it
("Learning: Rust, Go").
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

from automation.core.model import Cell, Skill, Stance
from automation.core.parsing.cells import blank, refuse_error
from automation.core.parsing.skill_abbreviations import ambiguous, resolved
from automation.core.parsing.skill_phrases import is_product, known, loose_remark, names_skill, only_aside, remark, skills_in
from automation.core.sentences import and_more
from automation.core.taxonomy.skill_words import initials, squash, words_of
from automation.core.text import names_in, text_of

# A no-break space that was decoded wrongly somewhere on the way reads "Â ".
_MISREAD = re.compile(r"Â(?=\s|$)")
_TAGS = re.compile(r"</?(?:br|li|ul|ol|p|div|tr|td|h\d)\b[^<>]*>", re.IGNORECASE)
_OTHER_TAGS = re.compile(r"</?(?:b|i|u|em|strong|span|a|font)\b[^<>]*>", re.IGNORECASE)
_LINES = re.compile(r"[\n\r;|¦；｜]+|[•·‣▪◦●■►▶➤➢»・⋅∙※]|\s[*›]+\s|\s->\s|\s=>\s|\s→\s|\s>\s|→")
_COMMAS = re.compile(r"[,،、，\t]+|\s{3,}")
_NUMBERED = re.compile(r"(?:^|(?<=\s))(?:\(?\d{1,2}[.)](?=\s|\D)|\(\d{1,2}\)|[a-z]\))\s*(?=\S)")
_MARKS = re.compile(r"^\s*(?:[-–—*+>#oº▪✓✔☑✅]+\s+|\(?\d{1,2}[.)]\s*(?=\D)|\(\d{1,2}\)\s*|[a-z]\)\s+|[#]+(?=\w)|[-–—*](?=\w))")
_BRACKETS = re.compile(r"[(\[{（【]([^()\[\]{}（）【】]*)[)\]}）】]")
_BRACKET = re.compile(r"[()\[\]{}（）【】]")
_HELD_OPEN = "\ue100"
_PLACE = re.compile(f"{_HELD_OPEN}(\\d+){_HELD_OPEN}")
_ASIDES = re.compile(r"\s+[-–—]+\s+|\s*[–—]\s+|:(?!/|:|\d)\s*|\s=\s|(?<=\d):\s+")
_INNER = re.compile(r"[,;/|،、\n\r]|\s[-–]\s|:\s")
_SLASH = re.compile(r"\s+/\s+")
_SENTENCES = re.compile(r"(?<=[a-z0-9+#)\w])[.!]\s+(?=[^\W\d_])")
_SHORTENED = frozenset(
    names_in("""
        sr, jr, dr, mr, mrs, ms, st, no, inc, ltd, co, corp, vs, approx, sc, eng, dipl, ing, cert, adv, assoc, dept, mgr, exp,
        incl, e.g, i.e, bzw, ca, z.b, inkl, kat, kl, art, prof, b.sc, m.sc, min, max, lic, leg, sk, nr, evtl, ggf, u.a
    """)
)
_CIRCLED = re.compile("[\u2460-\u2473\u2776-\u2793]")
# "ISO 9001:2015".
_EDITION = re.compile(r"(?<=\d{3}):(?:19|20)\d\d\b")
_HASHTAGS = re.compile(r"(?:^|\s)#(?=[^\W\d])")
_JOINT_AT_START = re.compile(
    r"^(?:and|or|und|oder|et|ou|og|och|eller|oraz|lub|sowie|и|или|as well as|&|\+)\s+", re.IGNORECASE
)
_JOINT_AT_END = re.compile(r"\s+(?:and|or|und|oder|et|&|\+)$", re.IGNORECASE)
_OR_LIST = re.compile(r"(?:^|\s)(?:or|nor|oder|noch|ou|ni|lub|ani|eller|tai|nebo|ani|или|ни|veya)\s", re.IGNORECASE)
_ALL = re.compile(r"\b(?:both|all|alle|beide|tous|toutes|todos|todas|tutti|tutte|allebei|wszystkie|alla|kaikki|все)\b", re.IGNORECASE)
_SAYS_NOTHING = frozenset({"", "and", "or", "etc"})


def read_skills(cell: Cell, taught: AbstractSet[str] = frozenset()) -> tuple[Skill, ...]:
    """The skills that a cell names, in order, each once.

    Args:
        cell: The cell.
        taught: What the workbook's aliases teach, as `squash` writes it; such a text is a skill as it stands.

    Raises:
        Unreadable: The cell is a failed formula.
    """
    refuse_error(cell)
    text = text_of(cell)
    return () if blank(cell) else _read(text, frozenset(taught))


def read_asked(cell: Cell, taught: AbstractSet[str] = frozenset()) -> tuple[Skill, ...]:
    """The skills that a requisition asks for: as `read_skills`, but all are asked for; "SQL (basic)" asks for basic SQL.

    A skill that is not needed ("no German required") is left out; other negations are asked for as they are typed.

    Raises:
        Unreadable: The cell is a failed formula.
    """
    return tuple(
        replace(skill, text=_as_asked(skill))
        for skill in read_skills(cell, taught)
        if skill.stance is not Stance.NOT_HELD or not _NOT_NEEDED.search(skill.words)
    )


def _as_asked(skill: Skill) -> str:
    if skill.stance is Stance.LIMITED:
        return f"basic {skill.text}"
    return skill.text if skill.stance is not Stance.NOT_HELD else skill.words


_NOT_NEEDED = re.compile(r"\b(?:needed|required|necessary|nötig|erforderlich|nécessaire|necesario|nodig)\b", re.IGNORECASE)


def doubts(skills: Iterable[Skill]) -> str:
    """What a skills cell leaves open, to end the sentence "Header 'value' …"; "" for nothing."""
    open_ones = [skill for skill in skills if skill.stance is Stance.DOUBTFUL]
    if not open_ones:
        return ""
    several = [skill.text for skill in open_ones if ambiguous(skill.text)]
    if several:
        return f"does not tell {' from '.join(ambiguous(several[0]))}: write '{several[0]}' in full"
    questions = list(dict.fromkeys(f"'{skill.words}'" for skill in open_ones))
    return f"leaves open {and_more(questions[:3], len(questions))}: find out, then write the skill alone or remove it"


@lru_cache(maxsize=50_000)
def _read(text: str, taught: frozenset[str]) -> tuple[Skill, ...]:
    found: list[Skill] = []
    heading = Stance.HELD
    brackets: list[str] = []

    def put_away(bracket: re.Match[str]) -> str:
        brackets.append(bracket[1])
        return f" {_HELD_OPEN}{len(brackets) - 1}{_HELD_OPEN} "

    # A bracket that closes nothing, or is never closed, separates.
    cut = _BRACKET.sub(",", _BRACKETS.sub(put_away, _plain_text(text)))
    for line in _LINES.split(cut):
        segment = _Segment(taught, heading, brackets)
        segment.read(line)
        found += segment.skills
        heading = segment.next_heading
    return tuple(_once(resolved(found, taught)))


def _plain_text(text: str) -> str:
    """A text without the marks of HTML, of bad decoding and of numbered lists, with all signs in one form."""
    if "&" in text and ";" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _OTHER_TAGS.sub("", _TAGS.sub("\n", text))
    if not text.isascii():
        text = _CIRCLED.sub("\n", text)
        text = unicodedata.normalize("NFKC", _MISREAD.sub(" ", text))
    if re.match(r"\s*(?:1[.)]|\(1\)|a\))", text):
        text = _NUMBERED.sub("\n", text)
    if re.match(r"\s*[-*–]\s", text):
        text = re.sub(r"\s[-*–]\s", "\n", text)
    if re.fullmatch(r"\s*\[.*\]\s*", text, re.DOTALL) and ("'" in text or '"' in text):
        text = text.strip().strip("[]")
    if text.count("#") > 1:
        text = _HASHTAGS.sub("\n", text)
    return _SENTENCES.sub(_sentence_end, _EDITION.sub("", text))


def _sentence_end(found: re.Match[str]) -> str:
    """A line break at the end of a sentence; "Sr. Developer" is none."""
    word = found.string[: found.start()].rsplit(None, 1)[-1].casefold()
    following = found.string[found.end()]
    return "\n" if following == following.upper() and word not in _SHORTENED else found[0]


def _once(skills: Iterable[Skill]) -> list[Skill]:
    """Each skill once; of what a cell says about one, the most careful counts, and a contradiction is doubtful."""
    kept: dict[str, Skill] = {}
    for skill in skills:
        key = skill.text.casefold()
        other = kept.setdefault(key, skill)
        if {skill.stance, other.stance} == {Stance.HELD, Stance.NOT_HELD}:
            kept[key] = replace(other, stance=Stance.DOUBTFUL, said=f"{other}, {skill}")
        elif _CARE[skill.stance] > _CARE[other.stance]:
            kept[key] = skill
    return list(kept.values())


_CARE = {Stance.HELD: 0, Stance.LIMITED: 1, Stance.NOT_HELD: 2, Stance.DOUBTFUL: 3}


@dataclass
class _Piece:
    """What stands between two commas: its skills, and whether a heading or a cue of its own decided about them."""

    text: str
    skills: list[Skill]
    decided: bool


class _Segment:
    """One line of a cell, or what stands between two semicolons."""

    def __init__(self, taught: frozenset[str], heading: Stance, brackets: Sequence[str]) -> None:
        self.skills: list[Skill] = []
        self.next_heading = Stance.HELD
        self._taught = taught
        self._heading = heading
        self._heading_text = ""
        self._inherited = heading
        self._brackets = brackets
        self._pieces: list[_Piece] = []

    def read(self, line: str) -> None:
        """Read the skills of a line."""
        line = _MARKS.sub("", line).strip()
        if line.endswith(":"):
            self._heading_line(line[:-1])
            return
        for piece in _COMMAS.split(line):
            for part in self._parts(piece):
                for name in _without_separators(part):
                    self._piece(name)
        self._negated_list()
        self.skills = [skill for piece in self._pieces for skill in piece.skills]
        self.next_heading = self._inherited if self.skills or not line else Stance.HELD

    def _heading_line(self, text: str) -> None:
        self.next_heading = remark(text) or Stance.HELD
        if remark(text) is None:
            self._piece(text)
            self.skills = [skill for piece in self._pieces for skill in piece.skills]

    def _parts(self, piece: str) -> list[str]:
        """A piece cut behind brackets, and at spaced slashes and pluses that write no name ("CI / CD")."""
        parts = [part for whole in self._behind_brackets(piece) for part in _SLASH.split(whole) if part.strip()]
        joined: list[str] = []
        for part in parts:
            if joined and known().means(f"{joined[-1]}/{part}"):
                joined[-1] = f"{joined[-1].strip()}/{part.strip()}"
            else:
                joined.append(part)
        return [one for part in joined for one in re.split(r"(?<=\S)\s\+\s(?=\S)", part)]

    def _behind_brackets(self, piece: str) -> list[str]:
        """A piece cut behind each bracket; one with only a cue before its bracket stays whole: "no (paid) React"."""
        parts = [part for part in re.split(f"(?<={_HELD_OPEN}) (?=[^{_HELD_OPEN}])", piece) if part.strip()]
        joined: list[str] = []
        for part in parts:
            if joined and remark(_PLACE.sub("", joined[-1])) not in {None, Stance.HELD}:
                joined[-1] += f" {part}"
            else:
                joined.append(part)
        return joined

    def _piece(self, piece: str) -> None:
        """Read what stands between two commas, with its brackets, and what stands behind a dash or a colon."""
        text = _JOINT_AT_START.sub("", piece.strip()).strip()
        text = _JOINT_AT_END.sub("", text)
        if text.casefold().strip(" .") in _SAYS_NOTHING:
            return
        if squash(text) in self._taught:
            self._add(piece, [Skill(text)], decided=True)
            return
        parts = [part for part in _ASIDES.split(text) if part.strip()]
        if len(parts) > 1 and (" " in text or not known().means(text)):
            self._aside(parts)
        else:
            self._phrase(text)

    def _aside(self, parts: Sequence[str]) -> None:
        """Parts of a piece that dashes or colons separate: a heading first, remarks behind what they are about."""
        first = remark(self._bare(parts[0])) if _HELD_OPEN not in parts[0] else None
        if first is not None:
            self._heading, self._heading_text = first, f"{self._bare(parts[0])}: "
            for part in parts[1:]:
                self._phrase(part)
            return
        self._heading = self._inherited
        at = 0
        while at < len(parts):
            said = [part for part in parts[at + 1 :]]
            remarks = []
            while said and remark(self._bare(said[0])) is not None:
                remarks.append(said.pop(0))
            self._phrase(parts[at], remarks)
            self._loose([part for part in remarks if only_aside(part)], ())
            at += 1 + len(remarks)

    def _bare(self, text: str) -> str:
        """A text with its brackets in place."""
        return _PLACE.sub(lambda held: f"({self._brackets[int(held[1])]})", text).strip()

    def _phrase(self, text: str, remarks: Sequence[str] = ()) -> None:
        """Read a phrase with its brackets and with remarks that stand apart."""
        head, contents = _PLACE.sub(" ", text), [self._brackets[int(number)] for number in _PLACE.findall(text)]
        head = " ".join(head.split())
        about, named = list(remarks), []
        for content in contents:
            inner = [_JOINT_AT_START.sub("", part.strip()) for part in _INNER.split(content) if part.strip()]
            notes = [part for part in inner if remark(part) is not None]
            about += notes
            named += [part for part in inner if part not in notes] if notes or len(inner) > 1 else [content]
        said = f"{self._heading_text if self._heading is not Stance.HELD else ''}{head}{_in_brackets(about)}"
        meant = _spelled_out(head, named)
        if meant:
            said = f"{said} ({named[0]})"
            self._add(text, self._judged([Skill(meant, said=said)], about, said), decided=False)
            return
        if not head:
            self._loose(named, about)
            return
        if not contents and not remarks and self._about_the_last(head):
            return
        heading = remark(head) if named else None
        skills = [] if heading is not None else skills_in(head, said)
        own = self._judged(skills, about, said)
        worst = max((skill.stance for skill in own), key=_CARE.__getitem__, default=Stance.HELD)
        worst = heading or worst
        inner_skills = [_at_most(skill, worst, f"{head} {skill}") for part in named for skill in skills_in(part)]
        self._add(text, [*own, *inner_skills], decided=any(skill.stance is not Stance.HELD for skill in own))

    def _judged(self, skills: Iterable[Skill], about: Iterable[str], said: str) -> list[Skill]:
        """Skills with the remarks about them, and with what a heading says."""
        stances = [stance for stance in map(remark, about) if stance is not None]
        if any(_ALL.search(one) for one in about) and stances:
            worst = max(stances, key=_CARE.__getitem__)
            for piece in self._pieces:
                piece.skills = [_at_most(skill, worst, f"{skill} ({', '.join(about)})") for skill in piece.skills]
        worst = max((*stances, self._heading), key=_CARE.__getitem__)
        return [_at_most(skill, worst, said) for skill in skills]

    def _loose(self, named: Iterable[str], about: Sequence[str]) -> None:
        """Brackets with nothing before them: skills of their own, or a remark about the skill before."""
        for part in named:
            self._add(part, self._judged(skills_in(part), (), part), decided=False)
        for note in about:
            self._about_the_last(note)

    def _about_the_last(self, note: str) -> bool:
        """Take a remark between commas to be about the skill before it ("Python, basic"); False if it is none."""
        stance = loose_remark(note)
        if stance is None or known().means(note) or _is_shouted(note):
            return False
        last = next((piece for piece in reversed(self._pieces) if piece.skills), None)
        if last is None or stance is Stance.HELD:
            return stance is not Stance.LIMITED
        # A loose "no" may mean anything.
        stance = Stance.DOUBTFUL if stance is Stance.NOT_HELD else stance
        last.skills[-1] = _at_most(last.skills[-1], stance, f"{last.skills[-1]}, {note}")
        return True

    def _add(self, text: str, skills: list[Skill], *, decided: bool) -> None:
        self._pieces.append(_Piece(text, skills, decided))

    def _negated_list(self) -> None:
        """Carry a "no" over a list that "or" ends: "no Python, Java or Go" has none of the three."""
        for at, piece in enumerate(self._pieces):
            nots = piece.decided and piece.skills and all(one.stance is Stance.NOT_HELD for one in piece.skills)
            rest = self._pieces[at + 1 :]
            ends = next((number for number, one in enumerate(rest) if _OR_LIST.search(f" {one.text.strip()}")), None)
            if nots and ends is not None and not any(one.decided for one in rest[: ends + 1]):
                for one in rest[: ends + 1]:
                    one.skills = [
                        Skill(part.text, Stance.NOT_HELD, f"{piece.text.strip()}, {one.text.strip()}")
                        for skill in one.skills
                        for part in skills_in(f"no {skill.text}")
                    ]


def _is_shouted(text: str) -> bool:
    """Whether a text is a short name in capitals, such as "ICH", which looks like a word of another language."""
    return text.isupper() and text.isalpha() and len(text) <= 4 and text not in {"NO", "NOT", "TBC", "TBD"}


def _in_brackets(notes: Sequence[str]) -> str:
    return f" ({', '.join(notes)})" if notes else ""


def _without_separators(text: str) -> list[str]:
    """The skills of a text that only spaces separate, if all are names of products: "PHP  MySQL", "HTML CSS PHP"."""
    for gap, least in ((r"\s{2,}", 2), (r"\s+", 3)):
        parts = re.split(gap, text.strip())
        named = names_skill if gap == r"\s{2,}" else is_product
        if len(parts) >= least and not known().means(text) and all(map(named, parts)):
            return parts
    return [text]


def _at_most(skill: Skill, stance: Stance, said: str) -> Skill:
    """A skill with the more careful of two stances."""
    if _CARE[stance] <= _CARE[skill.stance]:
        return skill
    return Skill(skill.text, stance, said)


def _spelled_out(head: str, named: Sequence[str]) -> str:
    """The long form where brackets explain an abbreviation: "GCP (Good Clinical Practice)"; "" where they do not."""
    if len(named) != 1 or not head:
        return ""
    for short, long in ((head, named[0]), (named[0], head)):
        words = words_of(long)
        if len(words) > 1 and squash(short) in initials(words) and short.replace(".", "").isalnum():
            return long
        # "AI (Adobe Illustrator)", "PS (Photoshop)"
        if short == head and short.isupper() and 1 < len(short) <= 3 and len(long) > 3 and known().read(long).known:
            letters = squash(long)
            if letters.startswith(short[0].lower()) or words[-1][:1] == short[-1].lower():
                return "" if known().read(short).key in known().wider(known().read(long).key) else long
    return ""
