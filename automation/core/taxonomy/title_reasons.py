"""Why two titles are alike, in words that can be checked against the dictionaries of occupations."""

from automation.core.taxonomy.occupations import Words
from automation.core.taxonomy.sparse import Vector, cosine, product
from automation.core.taxonomy.title_ngrams import dictionaries, word_rarity
from automation.core.taxonomy.title_similarity import compared_words, title_words

# Titles whose places are less alike have no occupation in common worth naming.
NEAR = 0.4
# A word is worth naming from this rarity on; "manager", "engineer" and "assistant" are below it.
TELLING = 560
# Shown if no reason is worth naming.
LITTLE = "little in common"


def why_alike(one: str, other: str) -> str:
    """The reasons why two titles are the same work, the best first; `LITTLE` if there is none.

    Such as "both are names for 'Lawyers' (O*NET 23-1011)" or "share 'forklift'".
    """
    here, there = compared_words(one), compared_words(other)
    if set(here) == set(there):
        return "the same title" if here else LITTLE
    reasons = [_occupation(here, there), _words(one, here, there)]
    return "; ".join(filter(None, reasons)) or LITTLE


def _occupation(one: Words, other: Words) -> str:
    """An occupation that both titles are names of, else one that they come near; "" where there is none."""
    places = [(known, known.place(one), known.place(other)) for known in dictionaries()]
    for known, here, there in places:
        named = product(here.named, there.named)
        if len(named.at):
            return f"both are names for {known.name(_most(product(product(here.near, there.near), named)))}"
    for known, here, there in places:
        if cosine(here.near, there.near) >= NEAR:
            return f"both are near {known.name(_most(product(here.near, there.near)))}"
    return ""


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
