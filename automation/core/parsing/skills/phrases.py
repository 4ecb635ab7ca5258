"""What one phrase of a skills cell says: which skills it names, and whether the candidate has them.

"Python (5 years)" has Python, "basic SQL only" a little SQL, "no experience with SAP so far" no SAP. What may mean two
things is doubtful, and is asked about.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from automation.core.model import Skill, Stance
from automation.core.parsing.skills.amounts import without_amounts
from automation.core.parsing.skills.cues import TAILS, Chunk, Cue, Where, chunks, spaced
from automation.core.parsing.skills.names import (
    EDGES,
    is_everyday,
    known,
    mentions_product,
    names_product,
    names_skill,
    trimmed,
    uninflected,
)
from automation.core.text import names_in, plain

_FRENCH = re.compile(r"(?i)^(?:d|l|dell|all|sull|nell|qu)['’](?=\w)")
# "Python's", "Python'da".
_SUFFIX = re.compile(r"(?i)(?<=\w\w)['’](?:s|da|de|ta|te|nin|nın|in|ın|un|ün|i|ı|u|ü|yi|yı|a|e|la|le)?$")
_AND = "and|und|sowie|et|y|e|ed|i|oraz|og|och|en|ja|a|и|та|ve|as well as|plus"
_OR = "or|nor|oder|noch|ou|ni|o|lub|ani|eller|of|tai|nebo|или|або|veya|ya da"
# From the first of several blanks: a match that began at each of them would take a square of the time.
_SPACE = r"(?:(?<!\s)\s+)?"
_JOINTS = re.compile(rf"(?<!\s)\s+(?:&|{_AND})\s+(?:de\s+|d['’])?|{_SPACE}\+\s+", re.IGNORECASE)
_ALTERNATIVES = re.compile(rf"(?<!\s)\s+(?:&|{_AND}|{_OR})\s+|{_SPACE}/\s+|{_SPACE},\s*", re.IGNORECASE)
_COMPOUND = re.compile(rf"(?i)^(\w[\w+#.]*?)-?({'|'.join(TAILS)})$")
# Negations of the noun behind them: "Java without Spring". Others are about the verb: "Python not used lately".
_DETERMINERS = frozenset(
    names_in("""
        no, without, w o, none, zero, lacks, lacking, lack, lack of, except, except for, excluding, apart from,
        instead of, rather than, statt, anstatt, au lieu de, en lugar de, en vez de, invece di, other than, neither,
        nor, never, ohne, kein, keine, keinen, keinem, keiner, keinerlei, ausser, weder, sans, aucun, aucune, sauf,
        hormis, pas de, sin, ningun, ninguna, excepto, salvo, senza, nessun, nessuna, tranne, eccetto, geen, zonder,
        behalve, bez, brak, zadne, sem, nenhum, nenhuma, exceto, utan, ingen, inga, forutom, uden, undtagen, uten,
        unntatt, ilman, krome, без, нет, крім
    """)
)
_AND_WORDS = frozenset({*_AND.split("|"), "also"})
# What cues beside the edges of a name are no part of it.
# Alone it may be NoSQL; with more words ("no SQL experience") it is a denial.
_NO_SQL = "no sql"
_AROUND = frozenset({Cue.SOME, Cue.WELL, Cue.ABOUT, Cue.LINK, Cue.DOUBT, Cue.NOT, Cue.WISH, Cue.WANT, Cue.TRADE})
# What a remark says, the most careful first.
_REMARKS: Mapping[Cue, Stance] = {
    Cue.DOUBT: Stance.DOUBTFUL,
    Cue.WANT: Stance.DOUBTFUL,
    Cue.WISH: Stance.NOT_HELD,
    Cue.NOT: Stance.NOT_HELD,
    Cue.SOME: Stance.LIMITED,
    Cue.WELL: Stance.HELD,
    Cue.ABOUT: Stance.HELD,
}
# Cues that decide about a clause wherever they stand: what they say, and whether only of the name of a product.
_DECIDING = (
    (Cue.WISH, Stance.NOT_HELD, False),
    (Cue.WANT, Stance.DOUBTFUL, True),
    (Cue.TRADE, Stance.NOT_HELD, True),
    (Cue.NOT, Stance.NOT_HELD, False),
)


@lru_cache(maxsize=50_000)
def remark(text: str) -> Stance | None:
    """What a text says that names no skill, such as "5 years", "basic" or "to be checked"; None if it names one."""
    said = _said_in_all(text, (Where.ASIDE, Where.ANYWHERE, Where.EDGE, Where.TAIL, Where.ENGLISH))
    return None if said is None else _REMARKS[said]


@lru_cache(maxsize=50_000)
def loose_remark(text: str) -> Stance | None:
    """The same for a text between commas, where fewer words are remarks: a level may be part of a list of anything."""
    said = _said_in_all(text, (Where.ANYWHERE, Where.EDGE, Where.TAIL))
    if said is Cue.WELL:
        return Stance.HELD if _said_in_all(text, (Where.TAIL,)) else None
    return _REMARKS[said] if said in {Cue.DOUBT, Cue.NOT, Cue.SOME} else None


def _said_in_all(text: str, places: tuple[Where, ...]) -> Cue | None:
    """What a text without a name says in all; None if it has a name."""
    found = _chunks(text)
    said = [chunk.at(*places) for chunk in found if not chunk.number]
    if any(chunk.text == "0" for chunk in found):
        said.append(Cue.NOT)
    if any(cue is not Cue.LINK and cue not in _REMARKS for cue in said):
        return None
    return next((cue for cue in _REMARKS if cue in said), Cue.WELL)


@lru_cache(maxsize=50_000)
def skills_in(text: str) -> tuple[Skill, ...]:
    """The skills that a phrase names, each with its stance; () for one that names none."""
    whole = trimmed(text)
    if whole.casefold() == _NO_SQL:
        return (Skill(whole, Stance.DOUBTFUL, whole),)
    if _means(whole) and without_amounts(spaced(whole)) == whole:
        return (Skill(whole),)
    found = [skill for clause in _clauses(_chunks(text)) for skill in _clause(clause)]
    return tuple(replace(skill, said="" if skill.text == whole else whole) for skill in found)


@lru_cache(maxsize=50_000)
def _chunks(text: str) -> tuple[Chunk, ...]:
    return tuple(chunks(_tokens(text), _means))


def _means(text: str) -> bool:
    return not text.casefold().startswith(_NO_SQL) and bool(known().means(text))


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


def _clauses(found: Sequence[Chunk]) -> list[list[Chunk]]:
    """The chunks of each clause; "and a bit of Go" is one of its own."""
    clauses: list[list[Chunk]] = [[]]
    for at, chunk in enumerate(found):
        begins_little = 0 < at < len(found) - 2 and _joins(chunk) and _is_little(found[at + 1])
        if begins_little or (chunk.at(Where.ANYWHERE) is Cue.BUT and len(found) > 1):
            clauses.append([])
        else:
            clauses[-1].append(chunk)
    return clauses


def _joins(chunk: Chunk) -> bool:
    return chunk.text == "&" or plain(chunk.text) in _AND_WORDS


def _is_little(chunk: Chunk) -> bool:
    """Whether a chunk says that there is a little of what stands behind it."""
    said = (chunk.means.get(Where.EDGE), chunk.means.get(Where.BEFORE))
    return Where.ANYWHERE not in chunk.means and Cue.SOME in said


def _clause(clause: Sequence[Chunk]) -> list[Skill]:
    """The skills of a clause: the first kind of cue that it holds decides."""
    if not any(chunk.means for chunk in clause):
        return _several(_text(clause), Stance.HELD)
    anywhere = [chunk.at(Where.ANYWHERE) for chunk in clause]
    if Cue.DOUBT in anywhere:
        return _doubted(clause, anywhere.index(Cue.DOUBT))
    for cue, stance, only_products in _DECIDING:
        if cue in anywhere and (not only_products or mentions_product(_text(clause))):
            return _split_at(clause, anywhere.index(cue), stance)
    if _of_others(anywhere) and mentions_product(_text(clause)):
        return _several(_text(clause), Stance.LIMITED)
    return _beside(clause) or _held(clause)


def _of_others(anywhere: Sequence[Cue | None]) -> bool:
    """Whether it is others who have the skills: "managed a team of Java developers"."""
    return Cue.TEAM in anywhere and Cue.PEOPLE in anywhere[anywhere.index(Cue.TEAM) :]


def _doubted(clause: Sequence[Chunk], place: int) -> list[Skill]:
    """All that a clause with a doubt names, but for what stands before an "and maybe"."""
    joined = place > 0 and plain(clause[place - 1].text) in _AND_WORDS
    before = _clause(clause[: place - 1]) if joined else []
    return [*before, *_alternatives(_text(_stripped(clause[place:] if joined else clause)), Stance.DOUBTFUL)]


def _split_at(clause: Sequence[Chunk], place: int, stance: Stance) -> list[Skill]:
    """What stands behind a cue has its stance; what stands before it, only if nothing stands behind."""
    before, after = _text(_stripped(clause[:place])), _text(_stripped(clause[place + 1 :]))
    if not after:
        return _alternatives(before, stance)
    about_verb = stance is Stance.NOT_HELD and plain(clause[place].text) not in _DETERMINERS
    if about_verb and before and mentions_product(before) and not mentions_product(after):
        # "Python not used lately": something is missing, but what?
        return _alternatives(before, Stance.DOUBTFUL)
    return [*(_clause(clause[:place]) if before else ()), *_alternatives(after, stance)]


def _beside(clause: Sequence[Chunk]) -> list[Skill]:
    """The skills of a clause that begins or ends with words for a little of it, or a doubt; [] if it does not."""
    rest = _stripped(clause)
    if not rest:
        return []
    begin = next(at for at, chunk in enumerate(clause) if chunk is rest[0])
    ahead, behind = clause[:begin], clause[begin + len(rest) :]
    if any(chunk.means.get(Where.EDGE) is Cue.SOME for chunk in (*ahead, *behind)):
        return _several(_text(rest), Stance.LIMITED)
    said = {chunk.means.get(Where.BEFORE) for chunk in ahead}
    said |= {chunk.means.get(Where.AFTER) for chunk in behind} if not is_everyday(_text(rest)) else set()
    for cue, stance in ((Cue.SOME, Stance.LIMITED), (Cue.DOUBT, Stance.DOUBTFUL), (Cue.TRADE, Stance.NOT_HELD)):
        if cue in said and mentions_product(_text(rest)):
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
        return [replace(skill, text=uninflected(skill.text)) for skill in _several(_text(rest), Stance.HELD)]
    # "On the go" is not Go.
    plainly = all(chunk.means.get(Where.EDGE) is Cue.LINK for chunk in dropped)
    for part in (rest, clause[begin:], clause[: begin + len(rest)]) if dropped else ():
        found = _several(_text(part), Stance.HELD)
        if all(names_product(skill.text) and not _only_a_word(skill.text, plainly) for skill in found):
            return found
    return _several(_text(clause), Stance.HELD)


def _only_a_word(text: str, plainly: bool) -> bool:
    """Whether the name of a product is an everyday word here: "on the Go", or "good word" without its vendor."""
    return is_everyday(text) and (plainly or (text.islower() and " " in known().read(text).key))


def _beside_name(chunk: Chunk) -> bool:
    """Whether a chunk at the edge of a clause may be dropped."""
    return chunk.means.get(Where.EDGE) in {Cue.WELL, Cue.ABOUT, Cue.LINK}


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


def _several(text: str, stance: Stance) -> list[Skill]:
    """One skill, or those that a text joins, if it joins nothing else: "Python and SQL"."""
    if not any(map(str.isalpha, text)):
        return []
    parts = [part for part in _JOINTS.split(text) if part]
    if len(parts) > 1 and not known().means(text) and all(map(names_product, parts)):
        return [Skill(part, stance) for part in parts]
    return [Skill(text, stance)]


def _alternatives(text: str, stance: Stance) -> list[Skill]:
    """The skills of a text that denies or doubts them: "Java or Go" are two."""
    parts = [text] if known().means(text) else [part.strip(EDGES) for part in _ALTERNATIVES.split(text)]
    return [Skill(uninflected(part), stance) for part in parts if any(map(str.isalpha, part))]


def _text(clause: Iterable[Chunk]) -> str:
    return trimmed(" ".join(chunk.text for chunk in clause))
