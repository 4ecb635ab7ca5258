"""Reads what the distinct titles and skills of parts mean, in processes, and writes it beside the parts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from automation.archive.meanings import MeaningsFile, digest_of, write_known
from automation.archive.parts import PartFile
from automation.archive.running import runner_for
from automation.core.archive.meanings import Meanings, NameMeaning, name_meanings, skill_meanings, texts_of
from automation.core.model import Skill
from automation.core.sentences import counted
from automation.core.taxonomy.skill_readings import Reading
from automation.core.taxonomy.title_similarity import Name

# How many texts a process reads at a time.
TEXTS = 4_000

Step = Callable[[str], None]


def write_meanings(
    folder: Path,
    parts: Sequence[PartFile],
    aliases: Mapping[str, str],
    before: MeaningsFile,
    *,
    workers: int | None = None,
    on_step: Step = lambda _: None,
) -> str:
    """Write what the titles and skills of parts mean, and return the name of what was written.

    Args:
        folder: Of the parts.
        parts: All parts of the index.
        aliases: Those of the workbook.
        before: What was written last; what it knows is not read again.
        workers: How many processes to use; None for one for each core.
        on_step: Called with what is done now.
    """
    titles, skills = _texts_of(parts)
    reading = _Reading(titles, skills, before.read(aliases), on_step)
    tasks = reading.tasks()
    runner = runner_for(len(tasks), workers)
    for _ in runner.run(_read_texts, aliases, tasks, reading.took) if tasks else ():
        pass
    return write_known(folder, reading.names, reading.meanings(), reading.skills, digest_of(aliases))


class _Reading:
    """What titles and skills mean, as far as it was read: names first, then where the distinct ones lie.

    Attributes:
        names: Title → its name.
        skills: Skill → its readings.
    """

    def __init__(self, titles: Sequence[str], skills: Sequence[Skill], known: Meanings, on_step: Step) -> None:
        self._titles, self._skills, self._on_step = titles, skills, on_step
        found = {skill: meant for some in known.skills for skill, meant in some.items()}
        self._found: dict[str, dict[Any, Any]] = {
            "title": {title: known.titles[title] for title in titles if title in known.titles},
            "skill": {skill: found[skill] for skill in skills if skill in found},
            "kind of work": {one.name: one for one in known.names},
        }
        self._left: dict[str, int] = {}

    @property
    def names(self) -> dict[str, Name]:
        """Title → its name."""
        return {title: self._found["title"][title] for title in self._titles}

    @property
    def skills(self) -> dict[Skill, tuple[Reading, ...]]:
        """Skill → its readings."""
        return {skill: self._found["skill"][skill] for skill in self._skills}

    def meanings(self) -> list[NameMeaning]:
        """Where the names lie."""
        return list(self._found["kind of work"].values())

    def tasks(self) -> list["_Texts"]:
        """What is to be read at first."""
        titles, skills = self._chunks("title", self._titles), self._chunks("skill", self._skills)
        return [*titles, *skills] if titles else [*skills, *self._work()]

    def took(self, done: tuple[str, dict[Any, Any]]) -> list["_Texts"]:
        """Take what was read. Returns what is to be read besides."""
        what, found = done
        self._found[what] |= found
        self._left[what] -= len(found)
        self._on_step(f"Read {counted(len(self._found[what]), what)}, {self._left[what]:,} to go")
        return self._work() if what == "title" and not self._left[what] else []

    def _work(self) -> list["_Texts"]:
        return self._chunks("kind of work", list(dict.fromkeys(self._found["title"].values())))

    def _chunks(self, what: str, texts: Sequence[Any]) -> list["_Texts"]:
        new = [text for text in texts if text not in self._found[what]]
        self._left[what] = len(new)
        return [_Texts(what, new[at : at + TEXTS]) for at in range(0, len(new), TEXTS)]


@dataclass(frozen=True)
class _Texts:
    """Texts that are read at a time.

    Attributes:
        what: "title", "skill" or "kind of work".
        texts: Titles, skills or names.
    """

    what: str
    texts: Sequence[Any]


def _read_texts(aliases: Mapping[str, str], task: _Texts) -> tuple[str, dict[Any, Any]]:
    if task.what == "title":
        return task.what, {title: Name.of(title) for title in task.texts}
    if task.what == "skill":
        return task.what, skill_meanings(task.texts, aliases)
    return task.what, {meaning.name: meaning for meaning in name_meanings(task.texts)}


def _texts_of(parts: Sequence[PartFile]) -> tuple[list[str], list[Skill]]:
    """The distinct texts of parts, sorted."""
    titles: set[str] = set()
    skills: set[Skill] = set()
    for part in parts:
        own_titles, own_skills = texts_of(part.words())
        titles |= own_titles
        skills |= own_skills
    return sorted(titles), sorted(skills, key=lambda skill: skill.text)
