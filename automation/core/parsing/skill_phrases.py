"""What one phrase of a skills cell says: which skills it names, and whether somebody has them.

"Python (5 years)" has Python, "basic SQL only" a little SQL, "no experience with SAP so far" no SAP. What may mean two
things is doubtful, and is asked about.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from automation.core.model import Skill, Stance
from automation.core.parsing.skill_amounts import without_amounts
from automation.core.parsing.skill_cues import Chunk, Cue, Where, chunks, spaced
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_homographs import EVERYDAY_NAMES, PLAIN_NAMES
from automation.core.taxonomy.skill_senses import HOMOGRAPHS
from automation.core.text import names_in, plain

_EDGES = " .:;,-–—*\"“”'’`´_&=>/"
_FRENCH = re.compile(r"(?i)^(?:d|l|dell|all|sull|nell|qu)['’](?=\w)")
# "Python's", "Python'da".
_SUFFIX = re.compile(r"(?i)(?<=\w\w)['’](?:s|da|de|ta|te|nin|nın|in|ın|un|ün|i|ı|u|ü|yi|yı|a|e|la|le)?$")
_JOINTS = re.compile(
    r"\s+(?:and|&|und|sowie|et|y|e|ed|i|oraz|og|och|en|ja|a|и|та|ve|as well as|plus)\s+(?:de\s+|d['’])?|\s*\+\s+", re.IGNORECASE
)
_ALTERNATIVES = re.compile(
    r"\s+(?:and|&|or|nor|und|oder|noch|et|ou|ni|y|o|e|i|lub|ani|og|eller|och|en|of|ja|tai|nebo|и|или|та|або|ve|veya|ya da)\s+"
    r"|\s*/\s+|\s*,\s*",
    re.IGNORECASE,
)
_COMPOUND = re.compile(
    r"(?i)^(\w[\w+#.]*?)-?(grundkenntnisse|basiskenntnisse|kenntnissen|kenntnisse|erfahrungen|erfahrung|programmierung|"
    r"entwicklung|taidot|osaaminen|osaamista|kokemusta|kokemus|kunskaper|kunnskaper|kundskaber|kennis|ervaring)$"
)
_ENDINGS = ("owi", "iem", "em", "ie", "ista", "istä", "sta", "stä", "lla", "llä", "ssa", "ssä", "in", "n", "a", "u", "y", "ę", "ą", "i")
# Negations of the noun behind them: "Java without Spring". Others are about the verb: "Python not used lately".
_DETERMINERS = frozenset(
    names_in("""
        no, without, w o, none, zero, lacks, lacking, lack, lack of, except, except for, excluding, apart from, other than,
        neither, nor, never, ohne, kein, keine, keinen, keinem, keiner, keinerlei, ausser, weder, sans, aucun, aucune, sauf,
        hormis, pas de, sin, ningun, ninguna, excepto, salvo, senza, nessun, nessuna, tranne, eccetto, geen, zonder,
        behalve, bez, brak, zadne, sem, nenhum, nenhuma, exceto, utan, ingen, inga, forutom, uden, undtagen, uten, unntatt,
        ilman, krome, без, нет, крім
    """)
)
_AND = frozenset(names_in("and, und, et, y, e, i, en, og, och, ja, a, и, та, ve, also"))
# What cues beside the edges of a name are no part of it.
_AROUND = frozenset({Cue.SOME, Cue.WELL, Cue.ABOUT, Cue.LINK, Cue.DOUBT, Cue.NOT, Cue.WISH, Cue.WANT, Cue.TRADE})


@cache
def known() -> Dictionary:
    """What skills mean without a workbook's aliases: enough to tell names of skills from other words."""
    return Dictionary()


def names_skill(text: str) -> bool:
    """Whether a text as a whole is a known skill, a natural language or a name of its own, such as ACCA."""
    reading = known().read(text)
    if reading.known or known().means(text):
        return True
    return len(reading.words) == 1 and (reading.words[0] in HOMOGRAPHS or _acronym(text))


def is_product(text: str) -> bool:
    """Whether a word is the name of a known product, and no common word."""
    word = text.strip(_EDGES).casefold()
    return known().is_product(word) or word in EVERYDAY_NAMES or word in PLAIN_NAMES


def _everyday(text: str) -> bool:
    return text.casefold() in EVERYDAY_NAMES


def _acronym(text: str) -> bool:
    return text.isupper() and text.isalpha() and 2 <= len(text) <= 6


def names_product(text: str) -> bool:
    """Whether a text as a whole is a proper name: of a product, a natural language, a certificate; or foreign."""
    reading = known().read(text)
    if reading.known:
        return known().is_proper(reading.key)
    return known().is_foreign(text) or (len(reading.words) == 1 and (reading.words[0] in HOMOGRAPHS or _acronym(text)))


def _mentions_product(clause: Sequence[Chunk]) -> bool:
    """Whether any word of a clause is the name of a product, a natural language or a certificate."""
    text = _text(clause)
    words = [word.strip(_EDGES) for word in text.split()]
    return names_skill(text) or any(
        known().is_product(word.casefold()) or known().means(word) or word.casefold() in HOMOGRAPHS or _acronym(word)
        for word in words
        if len(word) > 1
    )


def remark(text: str) -> Stance | None:
    """What a text says that names no skill, such as "5 years", "basic" or "to be checked"; None if it names one."""
    said = _said_aside(text, (Where.ASIDE, Where.ANYWHERE, Where.EDGE, Where.TAIL, Where.ENGLISH))
    return None if said is None else _REMARKS[said]


def loose_remark(text: str) -> Stance | None:
    """The same for a text between commas, where fewer words are remarks: "reading" and "core" may be skills there."""
    said = _said_aside(text, (Where.ANYWHERE, Where.EDGE, Where.TAIL))
    if said is Cue.WELL:
        # A level between commas may be part of a list of anything.
        return Stance.HELD if _said_aside(text, (Where.TAIL,)) else None
    return _REMARKS[said] if said in {Cue.DOUBT, Cue.NOT, Cue.SOME} else None


def only_aside(text: str) -> bool:
    """Whether a text is a remark only where it stands apart, so that it may be a skill: "writing", "testing"."""
    return remark(text) is Stance.HELD and _said_aside(text, (Where.ANYWHERE, Where.EDGE, Where.TAIL)) is None


_REMARKS: Mapping[Cue | None, Stance] = {
    Cue.DOUBT: Stance.DOUBTFUL,
    Cue.WANT: Stance.DOUBTFUL,
    Cue.WISH: Stance.NOT_HELD,
    Cue.NOT: Stance.NOT_HELD,
    Cue.SOME: Stance.LIMITED,
    Cue.WELL: Stance.HELD,
    Cue.ABOUT: Stance.HELD,
}


def _said_aside(text: str, places: tuple[Where, ...]) -> Cue | None:
    """What a text without a name says in all; None if it has a name, or nothing to say."""
    found = chunks(_tokens(text), known().means)
    said = [chunk.at(*places) for chunk in found if not chunk.number]
    if any(chunk.text == "0" for chunk in found):
        said.append(Cue.NOT)
    if not _REMARKABLE.issuperset(said):
        return None
    return next((cue for cue in _REMARKS if cue in said), Cue.WELL)


_REMARKABLE = frozenset({*_REMARKS, Cue.LINK})


def skills_in(text: str, said: str = "") -> list[Skill]:
    """The skills that a phrase names, each with its stance; [] for one that names none.

    Args:
        text: The phrase, without what stands in brackets behind it.
        said: The whole phrase as typed, if it is longer.
    """
    whole = _trimmed(text)
    if spaced(whole) == whole and known().means(whole):
        return [Skill(whole, said=said if said != whole else "")]
    found: list[Skill] = []
    for clause in _clauses(chunks(_tokens(text), known().means)):
        found += _clause(clause)
    typed = said or whole
    return [replace(skill, said="" if skill.text == typed else typed) for skill in found]


def _tokens(text: str) -> list[str]:
    """The words of a text; compounds such as "Excel-Kenntnisse" and "d'Excel" apart, without years and scores."""
    tokens: list[str] = []
    for token in spaced(without_amounts(text)).split():
        bare = _SUFFIX.sub("", token) if "'" in token or "’" in token else token
        if bare != token and not names_skill(bare):
            bare = token
        elided = _FRENCH.sub("", bare)
        compound = _COMPOUND.fullmatch(elided.strip(".,;:"))
        if compound and names_skill(compound[1]):
            tokens += [compound[1], compound[2]]
        elif elided != bare and names_skill(elided.strip(".,;:")):
            tokens += ["de", elided]
        else:
            tokens.append(bare)
    return tokens


def _clauses(found: Iterable[Chunk]) -> list[list[Chunk]]:
    clauses: list[list[Chunk]] = [[]]
    found = list(found)
    for chunk in found:
        if chunk.at(Where.ANYWHERE) is Cue.BUT and len(found) > 1:
            clauses.append([])
        else:
            clauses[-1].append(chunk)
    return clauses


def _clause(clause: Sequence[Chunk]) -> list[Skill]:
    """The skills of a clause: the first kind of cue that it holds decides."""
    anywhere = [chunk.at(Where.ANYWHERE) for chunk in clause]
    if not any(chunk.means for chunk in clause):
        return _several(_text(clause), Stance.HELD)
    if Cue.DOUBT in anywhere:
        return _doubted(clause, anywhere.index(Cue.DOUBT))
    for cue, stance, must_name in (
        (Cue.WISH, Stance.NOT_HELD, False),
        (Cue.WANT, Stance.DOUBTFUL, True),
        (Cue.TRADE, Stance.NOT_HELD, True),
        (Cue.NOT, Stance.NOT_HELD, False),
    ):
        if cue in anywhere and (not must_name or _mentions_product(clause)):
            return _split_at(clause, anywhere.index(cue), stance)
    if Cue.TEAM in anywhere and Cue.PEOPLE in anywhere and anywhere.index(Cue.TEAM) < _last(anywhere, Cue.PEOPLE):
        return _several(_text(clause), Stance.LIMITED) if _mentions_product(clause) else _held(clause)
    return _beside(clause) or _held(clause)


def _doubted(clause: Sequence[Chunk], place: int) -> list[Skill]:
    """All that a clause with a doubt names, but for what stands before an "and maybe"."""
    joined = place > 0 and plain(clause[place - 1].text) in _AND
    before = _clause(clause[: place - 1]) if joined else []
    return [*before, *_alternatives(_text(_stripped(clause[place:] if joined else clause)), Stance.DOUBTFUL)]


def _last(cues: Sequence[Cue | None], cue: Cue) -> int:
    return len(cues) - 1 - list(reversed(cues)).index(cue)


def _split_at(clause: Sequence[Chunk], place: int, stance: Stance) -> list[Skill]:
    """What stands behind a cue has its stance; what stands before it, only if nothing stands behind."""
    before, after = _stripped(clause[:place]), _stripped(clause[place + 1 :])
    if not after:
        return _alternatives(_text(before), stance)
    lately = stance is Stance.NOT_HELD and plain(clause[place].text) not in _DETERMINERS
    if lately and _mentions_product(before) and not _mentions_product(after):
        # "Python not used lately": something is missing, but what?
        return _alternatives(_text(before), Stance.DOUBTFUL)
    held = _clause(clause[:place]) if before else []
    return [*held, *_alternatives(_text(after), stance)]


def _stripped(clause: Sequence[Chunk]) -> Sequence[Chunk]:
    """A clause without the words around a name that are no part of it."""
    return _strip(clause, lambda chunk: chunk.number or not _AROUND.isdisjoint(chunk.means.values()))


def _strip(clause: Sequence[Chunk], drops: Callable[[Chunk], bool]) -> Sequence[Chunk]:
    begin, end = 0, len(clause)
    while begin < end and drops(clause[begin]):
        begin += 1
    while end > begin and drops(clause[end - 1]):
        end -= 1
    return clause[begin:end]


def _beside(clause: Sequence[Chunk]) -> list[Skill]:
    """The skills of a clause that begins or ends with words for a little of it; [] if it does not."""
    rest = _stripped(clause)
    begin = next((at for at, chunk in enumerate(clause) if rest and chunk is rest[0]), len(clause))
    ahead, behind = clause[:begin], clause[begin + len(rest) :]
    if not rest:
        return []
    if any(chunk.at(Where.EDGE) is Cue.SOME for chunk in (*ahead, *behind)):
        return _several(_text(rest), Stance.LIMITED)
    named = _mentions_product(rest)
    if named and (
        any(chunk.means.get(Where.BEFORE) is Cue.SOME for chunk in ahead)
        or (any(chunk.means.get(Where.AFTER) is Cue.SOME for chunk in behind) and not _everyday(_text(rest)))
    ):
        return _several(_text(rest), Stance.LIMITED)
    for cue, stance in ((Cue.DOUBT, Stance.DOUBTFUL), (Cue.TRADE, Stance.NOT_HELD)):
        if named and any(chunk.means.get(Where.BEFORE) is cue for chunk in ahead):
            return _several(_text(rest), stance)
    return []


def _held(clause: Sequence[Chunk]) -> list[Skill]:
    """The skills of a clause that says nothing against them; levels and words about having skills go where they can."""
    end = len(clause)
    while end > 0 and clause[end - 1].means.get(Where.TAIL):
        end -= 1
    clause = clause[:end]
    rest = _strip(clause, _beside_name)
    if not rest:
        return _several(_text(clause), Stance.HELD)
    begin = next(at for at, chunk in enumerate(clause) if chunk is rest[0])
    dropped = [*clause[:begin], *clause[begin + len(rest) :]]
    if any(chunk.means.get(Where.EDGE) is Cue.ABOUT for chunk in dropped):
        return [replace(skill, text=_uninflected(skill.text)) for skill in _several(_text(rest), Stance.HELD)]
    for part in (rest, clause[begin:], clause[: begin + len(rest)]) if dropped else ():
        found = _several(_text(part), Stance.HELD)
        # "on the go" is not Go.
        plainly = all(chunk.means.get(Where.EDGE) is Cue.LINK for chunk in dropped)
        if all(names_product(skill.text) and not (plainly and _everyday(skill.text)) for skill in found):
            return found
    return _several(_text(clause), Stance.HELD)


def _beside_name(chunk: Chunk) -> bool:
    """Whether a chunk at the edge of a clause may be dropped."""
    return chunk.means.get(Where.EDGE) in {Cue.WELL, Cue.ABOUT, Cue.LINK}


def _several(text: str, stance: Stance) -> list[Skill]:
    """One skill, or those that a text joins, if it joins nothing else: "Python and SQL"."""
    if not any(map(str.isalpha, text)):
        return []
    parts = [part for part in _JOINTS.split(text) if part]
    if len(parts) > 1 and not known().means(text) and all(map(names_product, parts)):
        return [Skill(part, stance) for part in parts]
    return [Skill(text, stance)]


def _alternatives(text: str, stance: Stance) -> list[Skill]:
    """The skills that a text without a held one names: "Java or Go" are two."""
    if not any(map(str.isalpha, text)):
        return []
    parts = [text] if known().means(text) else [part.strip(_EDGES) for part in _ALTERNATIVES.split(text)]
    return [Skill(_uninflected(part), stance) for part in parts if any(map(str.isalpha, part))]


def _uninflected(text: str) -> str:
    """The name of a product without an ending of another language: "Pythona" → "Python"; other texts as they are."""
    if " " in text or names_skill(text):
        return text
    for ending in _ENDINGS:
        stem = text.removesuffix(ending)
        for name in (stem, f"{stem}a") if stem != text and len(stem) >= 3 else ():
            if known().is_product(name.casefold()) or name.casefold() in HOMOGRAPHS:
                return name
    return text


def _text(clause: Sequence[Chunk]) -> str:
    return _trimmed(" ".join(chunk.text for chunk in clause))


def _trimmed(text: str) -> str:
    """A text without punctuation around it; a leading dot stays, as in ".NET"."""
    return text.lstrip(_EDGES.replace(".", "")).rstrip(_EDGES)
