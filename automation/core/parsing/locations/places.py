"""A place that a cell names, with all that its name may mean."""

from typing import NamedTuple

from automation.core.taxonomy.gazetteer import Spot


class Place(NamedTuple):
    """One place that a cell names.

    Attributes:
        text: The words that name it.
        meanings: For each name that belongs to it, the towns or areas that the name may mean; any of the names is it.
        lesser: Smaller towns of these names, which are hardly meant.
        sure: Whether all words beside the name are understood.
        shared: Countries in which so many towns have its name that any of them may be meant.
        in_two: Whether two countries have a town that is written like this, such as "Milan, MI".
    """

    text: str
    meanings: tuple[tuple[Spot, ...], ...]
    lesser: tuple[Spot, ...] = ()
    sure: bool = True
    shared: frozenset[str] = frozenset()
    in_two: bool = False

    @property
    def spots(self) -> tuple[Spot, ...]:
        """All that it may mean, the most sensible first."""
        return tuple(spot for spots in self.meanings for spot in spots)

    @property
    def is_town(self) -> bool:
        """Whether a town is named, not only a country or region."""
        return any(spot.town for spot in self.spots)
