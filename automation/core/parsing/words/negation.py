"""Words that turn a meaning round, in the languages people write in.

A reader that accepts what is only close to a known word must not accept a text that says the opposite: "unfilled" is
close to "filled", and "not senior" contains "senior".
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from automation.core.text import names_in, plain

# Language → words as `plain` gives them. Words that are everyday words of another language are left out, such as the
# Finnish "en", which is "and" in Dutch.
NEGATIONS = {
    "en": names_in("""
        no, not, non, never, none, without, lacks, lacking, lack, neither, nor, cannot, cant, dont, doesnt, didnt, wont,
        isnt, wasnt, arent, werent, hasnt, havent, hadnt, wouldnt, couldnt, shouldnt, aint, hardly, barely, nothing,
        nobody
    """),
    "de": names_in("nicht, kein, keine, keinen, keinem, keiner, keinerlei, nie, niemals, ohne, weder, nein, nichts"),
    "fr": names_in("ne, pas, jamais, sans, aucun, aucune, non, ni, rien"),
    "es": names_in("no, nunca, jamas, sin, tampoco, ningun, ninguna, ninguno, ni, nada"),
    "it": names_in("non, no, mai, senza, nessun, nessuna, nessuno, niente, ne"),
    "nl": names_in("niet, geen, nooit, zonder, nee"),
    "pl": names_in("nie, bez, nigdy, brak, zaden, zadna, zadne, zadnego, zadnych, zadnej"),
    "pt": names_in("nao, sem, nunca, jamais, nenhum, nenhuma, nem"),
    "sv": names_in("inte, ej, icke, utan, aldrig, ingen, inga, inget, nej"),
    "da": names_in("ikke, ej, uden, aldrig, ingen, intet, nej"),
    "no": names_in("ikke, uten, aldri, ingen, intet, nei"),
    "fi": names_in("ei, eivat, ilman, koskaan"),
    "cs": names_in("ne, neni, nikdy, bez, zadny, zadna, zadne, zadnou, zadneho, zadnych, nelze"),
    "el": names_in("δεν, οχι, μη, μην, χωρισ, ποτε, κανενα"),
    "ru": names_in("не, нет, ни, без, никогда, нельзя"),
    "uk": names_in("не, ні, немає, без, ніколи, жодного"),
    "tr": names_in("degil, değil, yok, hayir, hayır, hic, asla"),
    "hu": names_in("nem, nincs, nelkul, soha"),
    "ro": names_in("fara, niciodata"),
    "hr": names_in("nije, nema, nikad"),
}
# Words that only repeat the negation before them: "ne … pas", "no … ningún". Negation → such words.
_REPEATED = {
    "ne": names_in("pas, jamais, aucun, aucune, rien, zadny, zadna, zadne"),
    "no": names_in("ningun, ninguna, ninguno, nunca, nada"),
    "non": names_in("nessun, nessuna, nessuno, mai"),
    "nie": names_in("zaden, zadna, zadnego, nigdy"),
    "nao": names_in("nenhum, nenhuma, nunca"),
}
_WORDS = frozenset(word for words in NEGATIONS.values() for word in words)
# Prefixes that make an antonym of a word.
_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis", "de", "mis", "under", "over", "ex", "anti")
# "n't" loses its apostrophe in `plain`; people also leave it out or type a blank.
_SHORTENED = re.compile(r"\b\w+n t\b")


def negates(text: str) -> bool:
    """Whether a text holds a word that may turn its meaning round, in any of the languages."""
    words = plain(text)
    return not _WORDS.isdisjoint(words.split()) or bool(_SHORTENED.search(words))


def is_negation(*words: str) -> bool:
    """Whether some words are nothing but one word of negation."""
    return len(words) == 1 and words[0] in _WORDS


def negation_count(words: Sequence[str]) -> int:
    """How often some words of negation negate, in the order of the text: "ne … pas" once, "not no" twice."""
    return len(words) - sum(after in _REPEATED.get(word, ()) for word, after in pairwise(words))


def opposed(one: str, other: str) -> bool:
    """Whether two texts that look alike may mean the opposite: one negates, or begins with "un" and such."""
    if negates(one) != negates(other):
        return True
    ours, theirs = set(plain(one).split()), set(plain(other).split())
    return any(_prefixed(word, theirs) for word in ours - theirs) or any(
        _prefixed(word, ours) for word in theirs - ours
    )


def _prefixed(word: str, words: set[str]) -> bool:
    """Whether a word is the antonym of one of some words, which may hold a typo ("unfiled", "filled")."""
    stems = [word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)]
    return any(stem[:3] == other[:3] for stem in stems if len(stem) >= 3 for other in words)
