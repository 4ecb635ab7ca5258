"""Reads what the distinct titles and skills of parts mean, in processes, and writes it beside the parts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from automation.archive.meanings import MeaningsFile, digest_of, write_known
from automation.archive.parts import PartFile
from automation.archive.running import runner_for
from automation.core.archive.meanings import NameMeaning, name_meanings, skill_meanings, texts_of
from automation.core.model import Skill
from automation.core.sentences import counted
from automation.core.taxonomy.title_names import Name

# How many texts a process reads at a time.
TEXTS = 4_000
_MANY = {"title": "titles", "skill": "skills", "kind of work": "kinds of work"}

Step = Callable[[str], None]


class TextReading:
    """What the titles and skills of parts mean: names first, then where the distinct ones lie.

    Args:
        parts: All parts of the index. They are looked at when the reading begins.
        aliases: Those of the workbook.
        before: What was written last; what it knows is not read again.
        on_step: Called with what is done now.
    """

    def __init__(
        self,
        parts: Sequence[PartFile],
        aliases: Mapping[str, str],
        before: MeaningsFile,
        on_step: Step = lambda _: None,
    ) -> None:
        self._parts, self._aliases, self._before, self._on_step = parts, aliases, before, on_step
        self._titles: Sequence[str] = ()
        self._skills: Sequence[Skill] = ()
        self._found: dict[str, dict[Any, Any]] = {}
        self._left: dict[str, int] = {}

    def write(self, folder: Path, workers: int | None = None) -> str:
        """Write it, and return the name of what was written. What is not read yet is read in so many processes."""
        tasks = [] if self._found else self.tasks()
        runner = runner_for(len(tasks), workers)
        for _ in runner.run(read_texts, self._aliases, tasks, self.took) if tasks else ():
            pass
        names = {title: self._found["title"][title] for title in self._titles}
        skills = {skill: self._found["skill"][skill] for skill in self._skills}
        meanings: Sequence[NameMeaning] = list(self._found["kind of work"].values())
        return write_known(folder, names, meanings, skills, digest_of(self._aliases))

    def tasks(self) -> list["Texts"]:
        """Begin: what is to be read at first."""
        self._titles, self._skills = _texts_of(self._parts)
        known = self._before.read(self._aliases)
        found = {skill: meant for some in known.skills for skill, meant in some.items()}
        self._found = {
            "title": {title: known.titles[title] for title in self._titles if title in known.titles},
            "skill": {skill: found[skill] for skill in self._skills if skill in found},
            "kind of work": {one.name: one for one in known.names},
        }
        titles, skills = self._chunks("title", self._titles), self._chunks("skill", self._skills)
        return [*titles, *skills] if titles else [*skills, *self._work()]

    def took(self, done: tuple[str, dict[Any, Any]]) -> list["Texts"]:
        """Take what was read. Returns what is to be read besides."""
        what, found = done
        self._found[what] |= found
        self._left[what] -= len(found)
        self._on_step(f"Read {counted(len(self._found[what]), what, _MANY[what])}, {self._left[what]:,} to go")
        return self._work() if what == "title" and not self._left[what] else []

    def _work(self) -> list["Texts"]:
        return self._chunks("kind of work", list(dict.fromkeys(self._found["title"].values())))

    def _chunks(self, what: str, texts: Sequence[Any]) -> list["Texts"]:
        new = [text for text in texts if text not in self._found[what]]
        self._left[what] = len(new)
        return [Texts(what, new[at : at + TEXTS]) for at in range(0, len(new), TEXTS)]


@dataclass(frozen=True)
class Texts:
    """Texts that are read at a time.

    Attributes:
        what: "title", "skill" or "kind of work".
        texts: Titles, skills or names.
    """

    what: str
    texts: Sequence[Any]


def read_texts(aliases: Mapping[str, str], task: Texts) -> tuple[str, dict[Any, Any]]:
    """What some texts mean, by text; and what they are."""
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
