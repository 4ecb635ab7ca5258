"""Why two titles are alike, in words that can be checked against the dictionaries of occupations."""

from collections.abc import Sequence
from functools import lru_cache

from automation.core.taxonomy.foreign_titles import foreign_titles
from automation.core.taxonomy.occupations import Place, Words
from automation.core.taxonomy.sparse import Vector, cosine, product
from automation.core.taxonomy.title_names import Name, compared_words, title_words, what_it_means
from automation.core.taxonomy.title_ngrams import dictionaries, word_rarity
from automation.core.taxonomy.title_similarity import READER

# Titles whose places are less alike have no occupation in common worth naming.
NEAR = 0.4
# The same across languages, where places are less sure.
NEAR_ACROSS = 0.3
# A word is worth naming from this rarity on; "manager", "engineer" and "assistant" are below it.
TELLING = 560
# Shown if no reason is worth naming.
LITTLE = "little in common"
SAME = "the same title"


@lru_cache(maxsize=20_000)
def why_alike(one: str, other: str) -> str:
    """The reasons why two titles are the same work, the best first; `LITTLE` if there is none.

    Such as "both are names for 'Lawyers' (O*NET 23-1011)" or "share 'forklift'".
    """
    here, there = Name.of(one), Name.of(other)
    typed, in_english = _reasons(one, here, other, there), _reasons(one, here.in_english, other, there.in_english)
    meant = [f"'{_typed(title)}' is {what}" for title in dict.fromkeys((one, other)) if (what := what_it_means(title))]
    if meant and in_english and typed != [SAME] and (len(meant) > 1 or not _both_named(here, there)):
        # "Lehrer" is compared as the English title, too.
        return "; ".join([*meant, *(reason for reason in in_english if reason != SAME)])
    return "; ".join(typed) or LITTLE


def _both_named(one: Name, other: Name) -> bool:
    """Whether one of ESCO's occupations or groups has both titles for a name."""
    return bool(len(product(READER.crossing(one)[1], READER.crossing(other)[1]).at))


def _reasons(one: str, here: Name, other: str, there: Name) -> list[str]:
    """The reasons why two titles, read as these names, are the same work; [] if there is none."""
    if set(here.compared) == set(there.compared):
        return [SAME] if here.compared else []
    if here.foreign or there.foreign:
        reasons = [_across((one, here), (other, there)), _stems(here, there)]
    else:
        reasons = [_occupation(here.words, there.words), _words(one, here.words, there.words)]
    return list(filter(None, reasons))


def _across(one: tuple[str, Name], other: tuple[str, Name]) -> str:
    """What ESCO calls the titles that are not English, and the occupation that both name or come near."""
    (here, names), (there, other_names) = READER.crossing(one[1]), READER.crossing(other[1])
    named, near = product(names, other_names), product(here, there)
    if not len(named.at) and cosine(here, there) < NEAR_ACROSS:
        return ""
    shared = foreign_titles().name(_most(named if len(named.at) else near))
    typed = list(dict.fromkeys(f"'{_typed(title)}'" for title, name in (one, other) if name.foreign))
    how = "" if len(named.at) else "near "
    return f"{' and '.join(typed)} {'is' if len(typed) == 1 else 'are'} {how}ESCO's {shared}"


def _typed(title: str) -> str:
    return " ".join(title.split())


def _stems(one: Name, other: Name) -> str:
    """The words that both titles have, where one is not English."""
    shared = [word for word in one.compared if word in other.compared]
    return f"share {' and '.join(f'{word!r}' for word in shared)}" if shared else ""


def _occupation(one: Words, other: Words) -> str:
    """An occupation that both titles mean as names, else one that they come near; "" where there is none."""
    places = list(zip(dictionaries(), _placed(one), _placed(other), strict=True))
    for known, (here, meant), (there, other_meant) in places:
        named = product(meant, other_meant)
        if len(named.at):
            nearest = product(product(here.near, there.near), named)
            # A title such as "engineer" is a name for more occupations than make up its place.
            return f"both are names for {known.name(_most(nearest if len(nearest.at) else named))}"
    for known, (here, _), (there, _) in places:
        if cosine(here.near, there.near) >= NEAR:
            return f"both are near {known.name(_most(product(here.near, there.near)))}"
    return ""


@lru_cache(maxsize=5_000)
def _placed(words: Words) -> Sequence[tuple[Place, Vector]]:
    """Where a title lies and what it means, a dictionary of occupations after the other."""
    places = [known.place(words) for known in dictionaries()]
    return [(place, known.meant(words, place)) for known, place in zip(dictionaries(), places, strict=True)]


def _most(shared: Vector) -> int:
    """The position that weighs most, the first one among equals."""
    return int(shared.at[shared.by.argmax()])


def _words(title: str, one: Words, other: Words) -> str:
    """The words that both have, as the first title writes them, the rarest first; common ones only without others."""
    shared = sorted(set(one) & set(other), key=lambda word: (-word_rarity(word), word))
    telling = [word for word in shared if word_rarity(word) >= TELLING]
    written = {word: typed for typed in title_words(title) for word in compared_words(typed)}
    names = " and ".join(f"'{written.get(word, word)}'" for word in telling or shared)
    return f"share {'' if telling else 'only '}{names}" if names else ""
