"""Names beside each other put together: "Austin, TX, USA" is one place, "Berlin, Munich" are two."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from automation.core.parsing.locations.places import Place
from automation.core.parsing.locations.tokens import Item
from automation.core.parsing.locations.words import Kind
from automation.core.taxonomy.distances import kilometres
from automation.core.taxonomy.gazetteer import (
    NOWHERE,
    Areas,
    Spot,
    common_areas,
    local_areas,
    may_meet,
    rather_town,
    sensible,
    sharing_countries,
    within,
)
from automation.core.taxonomy.local_codes import TOWNS_ABROAD
from automation.core.taxonomy.place_keys import place_key
from automation.core.text import names_in

# A part of a city, or a village beside it, is at most so far from its centre.
BESIDE_KM = 60
# A smaller town of the same name may be meant if it has at least this share of the people; an even smaller one is not.
HARDLY = 15
# A name of more countries than that is no part of an address.
FEW_AREAS = 3
# Unknown words behind the name of a town are a part of the town, or a note, up to so many.
NOTE_WORDS, NAME_WORDS = 2, 4
# Words behind a town that make it part of another name: "Stratford upon Avon".
_CONNECTORS = frozenset(
    names_in("""
        upon, on, am, an, auf, bei, b, sur, sous, les, lez, under, unter, ob, im, der, del, de, di, do, da, la, le, el,
        al, nad, pod, by
    """)
)
_STREET = re.compile(
    r"(?:str|straße|strasse|street|road|rd|avenue|ave|lane|platz|allee|weg|gasse|rue|boulevard|via|calle)\.?"
)
_SOFT = frozenset({",", "(", ")", "-"})


@dataclass(slots=True, eq=False)
class _Block:
    """A place while its words are read: the meanings of each of its names, and the areas around it."""

    text: list[str]
    names: list[tuple[Spot, ...]]
    areas: list[Areas] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    sure: bool = True
    # The American state in which there is a town of this name, too, as long as nothing says that it is not meant.
    abroad: Areas = NOWHERE

    def fits(self, areas: Areas) -> bool:
        """Whether it may lie in some areas, as far as names and other areas tell."""
        if not all(may_meet(areas, other) for other in self.areas):
            return False
        return not self.names or any(within(spot.areas, areas) for spot in self.names[0])

    def inside(self, spots: Sequence[Spot]) -> Sequence[Spot]:
        """The meanings that lie within all areas around."""
        if not self.areas:
            return spots
        return [spot for spot in spots if all(within(spot.areas, areas) for areas in self.areas)]

    def place(self) -> Place:
        """The place, with the meanings that lie within all areas around it."""
        text = " ".join(self.text)
        if not self.names:
            key = place_key(" ".join(self.unknown)) or text
            around = common_areas(self.areas) if self.areas else frozenset[str]()
            return Place(text, ((Spot(key, around, name=text),),), sure=len(self.unknown) <= NAME_WORDS)
        meanings, lesser = [], []
        for spots in self.names:
            inside = self.inside(spots)
            chosen = sensible(inside) or (Spot(spots[0].town, common_areas(self.areas), name=text),)
            meanings.append(chosen)
            lesser += [spot for spot in inside[len(chosen) :] if spot.people * HARDLY >= chosen[0].people]
        shared = frozenset[str]()
        if len(meanings) == 1 and all(len(area) == len("GB") for areas in self.areas for area in areas):
            shared = sharing_countries(place_key(self.text[0]), meanings[0])
        in_two = bool(self.abroad)
        return Place(text, tuple(meanings), tuple(lesser), self.sure and not in_two, shared, in_two)

    def move_abroad(self, areas: Areas) -> None:
        """Take the town in America for what is meant, because these areas around it say so."""
        self.names = [(Spot(self.names[0][0].town, self.abroad, name=self.text[0]),)]
        self.areas, self.abroad = [self.abroad, areas], NOWHERE


def grouped(items: Sequence[Item]) -> list[Item | Place]:
    """The items, with places in place of names and unknown words."""
    found: list[Item | Place] = []
    at = 0
    while at < len(items):
        if not _may_name(items[at]):
            found.append(items[at])
            at += 1
            continue
        end = _chain_end(items, at)
        mixed = end < len(items) and not items[end].cut
        found += _Chain(items[at:end], mixed=mixed).parts()
        at = end
    return found


def _may_name(item: Item) -> bool:
    return item.names or item.unknown


def _chain_end(items: Sequence[Item], at: int) -> int:
    """Where the run of names ends that commas, brackets and words without meaning do not part."""
    end = look = at + 1
    while look < len(items):
        item = items[look]
        if _may_name(item):
            end = look + 1
        elif item.cut not in _SOFT and item.kind is not Kind.NOISE and item.number is None:
            break
        look += 1
    return end


class _Chain:
    """Reads one run of names, from left to right."""

    def __init__(self, items: Sequence[Item], *, mixed: bool) -> None:
        self._items = items
        # From here on, a clause says something else besides: "Berlin (US remote)".
        cuts = [at for at, item in enumerate(items) if item.cut]
        self._mixed = cuts[-1] if cuts and mixed else len(items)
        self._blocks: list[_Block] = []
        self._leading: list[tuple[str, Areas]] = []

    def parts(self) -> Iterable[Item | Place]:
        """The places of the run, with commas between them."""
        if lone := self._lone_code():
            yield lone
            return
        beside = river = opened = False
        for at, item in enumerate(self._items):
            if item.cut or item.kind or item.number is not None:
                river = beside and not item.cut and place_key(item.text) in _CONNECTORS
                opened = item.cut == "(" or (opened and not item.cut)
                beside = beside and not item.cut
                continue
            if item.unknown:
                self._unknown(item, beside=beside, river=river)
            elif item.local:
                self._area(item, item.local, strict=True)
                self._doubt(item, opened=opened)
            elif item.areas and self._is_area(item, at):
                self._area(item, item.areas, strict=at > self._mixed)
            else:
                self._town(item, beside=beside, opened=opened)
            beside, river, opened = True, False, False
        places = [block.place() for block in self._blocks]
        if self._leading:
            areas = common_areas([areas for _, areas in self._leading])
            places.insert(0, Place(", ".join(text for text, _ in self._leading), ((Spot("", areas),),)))
        for number, place in enumerate(places):
            if number:
                yield Item(",", cut=",")
            yield place

    def _lone_code(self) -> Place | None:
        """A code that is the only name, with all that it may mean: "BH" is Bahrain, or Belo Horizonte."""
        names = [(at, item) for at, item in enumerate(self._items) if _may_name(item)]
        at, item = names[0]
        if len(names) > 1 or not item.areas or not _is_code(item):
            return None
        area, towns = Spot("", item.areas | local_areas(item.text)), sensible(item.towns)
        return Place(item.text, ((area, *towns) if self._is_area(item, at) else (*towns, area),))

    def _is_area(self, item: Item, at: int) -> bool:
        """Whether a name is a country or region here, not the town of the same name."""
        if not item.towns:
            return True
        last = self._blocks[-1] if self._blocks else None
        if last is None and self._leading and _is_code(item):
            return True
        large = rather_town(place_key(item.text), item.towns, item.areas)
        if last is not None:
            return not last.names or last.fits(item.areas) or not large or _is_code(item)
        others = [other for other in self._items[at + 1 :] if not other.towns]
        around = [areas for other in others if (areas := other.areas or other.local)]
        inside = [spot for spot in item.towns if all(within(spot.areas, areas) for areas in around)]
        return not inside or not (around or large)

    def _area(self, item: Item, areas: Areas, *, strict: bool) -> None:
        for block in self._blocks:
            if block.abroad and not block.fits(areas) and may_meet(block.abroad, areas):
                block.move_abroad(areas)
                return
        blocks = [block for block in self._blocks if block.fits(areas)]
        if self._leading and not self._blocks and _is_code(item) and not may_meet(self._leading[-1][1], areas):
            # "Lebanon, NH" is a town.
            text, _ = self._leading.pop()
            blocks = [_Block([text], [], unknown=[text])]
            self._blocks += blocks
        last = self._blocks[-1] if self._blocks else None
        # "Oslo, EU" is in Oslo.
        if last is not None and last not in blocks and not last.areas and not strict and len(areas) <= FEW_AREAS:
            blocks.append(last)
        if not blocks:
            self._leading.append((item.text, areas))
        for block in blocks:
            block.areas.append(areas)
            block.abroad = NOWHERE

    def _doubt(self, code: Item, *, opened: bool) -> None:
        """Leave open in which country a town lies, if its code is one of both; in brackets it is the one in Europe."""
        last = self._blocks[-1] if self._blocks else None
        if last and not opened and place_key(last.text[0]) in TOWNS_ABROAD.get(code.text, ()):
            last.abroad = frozenset({f"US-{code.text}"})

    def _town(self, item: Item, *, beside: bool, opened: bool) -> None:
        last = self._blocks[-1] if self._blocks else None
        if last is not None and last.names and self._joins(last, item):
            return
        block = _Block([item.text], [item.towns])
        if last is not None and last.names and opened:
            # "Essen (Oldenburg)" is neither.
            last.sure = block.sure = False
        if last is not None and not last.names:
            # An unknown name before a town is a part of it; without a comma, it may make another name of it.
            self._blocks.pop()
            block.sure = not beside or _is_address(last.unknown)
            block.areas = [areas for areas in last.areas if block.fits(areas)]
        for text, areas in list(self._leading):
            if block.fits(areas):
                block.areas.append(areas)
                self._leading.remove((text, areas))
        self._blocks.append(block)

    @staticmethod
    def _joins(last: _Block, item: Item) -> bool:
        """Put two names that lie beside each other into one place."""
        inside = last.inside(last.names[0])
        near = [(one, other) for one in inside for other in item.towns if _between(one, other) <= BESIDE_KM]
        chosen = [pair for pair in near if pair[1] in sensible(item.towns)] or near
        if not chosen:
            return False
        last.names[0] = tuple(dict.fromkeys(one for one, _ in chosen))
        if not item.towns[0].wide:
            last.names.append(tuple(dict.fromkeys(other for _, other in chosen)))
        last.text.append(item.text)
        return True

    def _unknown(self, item: Item, *, beside: bool, river: bool) -> None:
        last = self._blocks[-1] if self._blocks else None
        if last is None or (not last.names and beside):
            if last is None:
                last = _Block([], [])
                self._blocks.append(last)
            last.text.append(item.text)
            last.unknown.append(item.text)
            return
        last.unknown.append(item.text)
        joined = beside and len(last.unknown) == 1 and (river or place_key(item.text) in _CONNECTORS)
        if last.names and (joined or len(last.unknown) > (NOTE_WORDS if beside else NAME_WORDS)):
            last.sure = False


def _is_code(item: Item) -> bool:
    return len(item.text) == len("NH") and item.text.isupper()


def _is_address(words: Sequence[str]) -> bool:
    return any(_STREET.search(word.casefold()) for word in words)


def _between(one: Spot, other: Spot) -> float:
    return min((kilometres(a, b) for a in one.points for b in other.points), default=float("inf"))
