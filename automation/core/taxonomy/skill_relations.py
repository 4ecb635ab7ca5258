"""Which skills need some of another: the program's own list and the bundled table, by the keys of skills."""

from collections.abc import Callable, Mapping

from automation.core.taxonomy.bundled_data import skill_table
from automation.core.taxonomy.skill_aliases import RELATED_SKILLS


def wider_skills(key: Callable[[str], str]) -> Mapping[str, tuple[str, ...]]:
    """Key of a skill → keys of the wider skills that it needs some of: Django → Python.

    Args:
        key: Gives the key of a skill.
    """
    wider: dict[str, dict[str, None]] = {}
    for source in (RELATED_SKILLS, skill_table().related):
        for name, narrower in source.items():
            broad = key(name)
            for narrow in map(key, narrower):
                if narrow != broad:
                    wider.setdefault(narrow, {})[broad] = None
    return {narrow: tuple(broad) for narrow, broad in wider.items()}


def narrower_skills(wider: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The same the other way: Python → Django."""
    narrower: dict[str, list[str]] = {}
    for narrow, broad in wider.items():
        for skill in broad:
            narrower.setdefault(skill, []).append(narrow)
    return {skill: tuple(narrow) for skill, narrow in narrower.items()}
