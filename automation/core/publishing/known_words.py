"""Caches of what names and skills mean, which make the next plan of the same process quicker."""

from functools import _lru_cache_wrapper

from automation.core.duplicates import blocking, detect
from automation.core.identity import greeting, name_comparison, name_words, one_person, word_comparison
from automation.core.parsing.skills import abbreviations, names, phrases, pieces, reader

# Names are compared and skills are read before rows are matched.
_OF_NAMES = (blocking, detect, greeting, name_comparison, name_words, one_person, word_comparison)
_OF_SKILLS = (abbreviations, names, phrases, pieces, reader)


def forget_words() -> None:
    """Empty the caches, 15 MB for 20,000 candidates."""
    for module in (*_OF_NAMES, *_OF_SKILLS):
        for known in vars(module).values():
            # Those without a limit hold the program's own words, which may be needed again.
            if isinstance(known, _lru_cache_wrapper) and known.cache_info().maxsize:
                known.cache_clear()
