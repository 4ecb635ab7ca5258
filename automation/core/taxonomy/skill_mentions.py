"""Skills that a text stands for without being their name: stacks, and licences with their class or level."""

import re
from collections.abc import Callable, Sequence

from automation.core.taxonomy.bundled_data import common_words
from automation.core.taxonomy.skill_senses import HOMOGRAPHS, Sense, sense
from automation.core.taxonomy.skill_words import form, stem, words_of
from automation.core.text import names_in, table_in

# Word → what a stack of that name is made of.
STACKS = {
    name: names_in(parts)
    for name, parts in table_in("""
        mern: MongoDB, Express, React, Node.js, JavaScript; mean: MongoDB, Express, Angular, Node.js, JavaScript;
        mevn: MongoDB, Express, Vue.js, Node.js, JavaScript; pern: PostgreSQL, Express, React, Node.js, JavaScript;
        lamp: Linux, Apache, MySQL, PHP; lemp: Linux, Nginx, MySQL, PHP; wamp: Windows, Apache, MySQL, PHP;
        elk: Elasticsearch, Logstash, Kibana; efk: Elasticsearch, Fluentd, Kibana;
        tick: Telegraf, InfluxDB, Chronograf, Kapacitor; jamstack: JavaScript; jam: JavaScript
    """).items()
}
# Word → the licence that people have who list it.
IMPLIED = {
    **dict.fromkeys(("forklift", "flt", "counterbalance"), "Forklift licence"),
    **dict.fromkeys(("hgv", "lgv"), "HGV licence"),
    **dict.fromkeys(
        names_in("""
            welder, welders, schweißer, schweisser, schweißerin, soudeur, soudeuse, soldador, soldadora, saldatore,
            saldatrice, lasser, spawacz
        """),
        "Welding",
    ),
}
# Processes that are named beside a word for welding: "Soldador MIG/MAG", "Schweißen WIG".
_WELDING = frozenset(
    names_in("""
        welding, schweißen, schweissen, schweißverfahren, soudage, soudure, soldadura, saldatura, lassen, spawanie,
        soldagem, coded, stainless
    """)
) | {word for word, meant in IMPLIED.items() if meant == "Welding"}
_PROCESSES = {"mig": "MIG welding", "mag": "MIG welding", "tig": "TIG welding", "wig": "TIG welding"}
# Vendors that are skills, whatever of theirs is named.
VENDOR_SKILLS = frozenset({"aws"})
# These are other words without "stack" beside them.
_NEED_STACK = frozenset(names_in("mean, lamp, tick, jam"))
_STACK = frozenset(names_in("stack, stacks, stapel, pile"))
_GRADE = re.compile(
    r"(.+?) (?:(?:class|level|grade|stage|step|tier|category|cat|cat\.|type|stufe|klasse|niveau|nivel|nível|livello"
    r"|kat\.|kategorie|categorie|poziom|nivå|niveau|l) ?(?:[0-9]{1,2}|[a-e][0-9]?|[ivx]{1,4})(?:[+/][a-z0-9]{1,2})?"
    r"|(?:master )?(?:yellow|green|black|white) belt|practitioner|foundation|framework|v?\d foundation|v\d)"
)


_GRADE_FIRST = re.compile(r"(?:level|stufe|niveau|nivel|nível|livello|poziom) [0-9] (\S+)")
# Codes of categories behind the name of a certificate: "IPAF 3a & 3b", "CPCS A58/A59", "CACES R489 cat. 1-3-5".
_CODES = re.compile(r"(\S+)(?: (?:&|\+|and|et|und|y|e|i|en|cat|kat|cat\.|kat\.|[a-z]?\d{1,3}[a-z]?))+")
_CODED = re.compile(r"\b[a-z]?\d{1,3}[a-z]?$")
# Colours of cards: "CSCS Gold", "CPCS blue card".
_CARD = re.compile(r"(\S+) (?:black|blue|gold|green|red|silver|white)(?: card)?")
_ACRONYM = range(3, 7)
_ENDS_CARD = frozenset(names_in("black, blue, card, gold, green, red, silver, white"))
# What joins the names of a text.
JOINED = re.compile(r"(?<!\s)(?:\s*/\s*|\s+(?:&|and|und|et|y|e|i|en|og|och|ja|и|та|ve)\s+)")
_UP_TO = re.compile(r"(\w+(?: \w+)?) to (?:[A-Z][A-Z0-9-]+|[A-Z][ -][Ll]evel|degree level|trial balance)")
# Names that share the first or the last of their words.
_SAME_ENDING = re.compile(r"([\w+#.]+(?:/[\w+#.]+)+) (\S.*)")
_SAME_LAST_WORD = re.compile(r"(\w+) (?:&|and) (\w+) (\w+)", re.IGNORECASE)
_SAME_FIRST_WORD = re.compile(r"(\w+) (\w+) (?:y|e|et|i|ed) (\w{3,})", re.IGNORECASE)
# German and Dutch: "Debitoren-/Kreditorenbuchhaltung".
_SAME_TAIL = re.compile(r"(\w{2,30})-\s?(?:/|&|und|u\.|en|sowie)\s?-?(\w{4,40})", re.IGNORECASE)


def stack(words: Sequence[str]) -> tuple[str, ...]:
    """What a stack is made of, by the words of a text; () for a text that names none."""
    names = [word for word in words if word not in _STACK]
    said = len(names) < len(words)
    if len(names) != 1 or (names[0] in _NEED_STACK and not said):
        return ()
    return STACKS.get(names[0], ())


def shared_ending(text: str) -> tuple[str, ...]:
    """What the names in a text may be that share a word: "MIG/TIG welding" is MIG welding and TIG welding.

    So do "diary and inbox management" and "Debitoren-/Kreditorenbuchhaltung".
    """
    if found := _SAME_ENDING.fullmatch(text):
        return tuple(f"{name} {found[2]}" for name in found[1].split("/"))
    if found := _SAME_TAIL.fullmatch(text):
        short, long = found[1], found[2]
        return (long, *(f"{short}{long[at:]}" for at in range(2, len(long) - 2)))
    found = _SAME_LAST_WORD.fullmatch(text)
    return (f"{found[1]} {found[3]}",) if found else ()


def shared_beginning(text: str) -> tuple[str, ...]:
    """The second of two names that share their first word: "derecho mercantil" of "derecho laboral y mercantil"."""
    found = _SAME_FIRST_WORD.fullmatch(text)
    return (f"{found[1]} {found[3]}",) if found else ()


def parts_of(text: str) -> tuple[str, ...]:
    """The texts that slashes or "and" join, where each stands for itself: "contract drafting and negotiation".

    A single word before several may share their last word ("sales/business development"), so it does not count.
    """
    texts = JOINED.split(text)
    parts = [words_of(part) for part in texts]
    if len(parts) < 2 or not all(parts):
        return ()
    alone = [len(part) > 1 or _is_acronym(one) or _is_plural(*part) for one, part in zip(texts, parts, strict=True)]
    single = [len(part) == 1 for part in parts[1:]]
    return tuple(" ".join(part) for part, *own in zip(parts, alone, [*single, True], strict=True) if any(own))


def _is_acronym(text: str) -> bool:
    return text.isupper() and text.isalpha() and len(text) in _ACRONYM


def _is_plural(word: str) -> bool:
    """Whether a word is a plural, and no common one such as "sales": it stands before no other word."""
    return stem(word) != word and form(word) not in common_words()


def up_to(text: str) -> str:
    """What stands before a standard that is met: "soldering to IPC-A-610", "physics to A level"; "" for none."""
    found = _UP_TO.fullmatch(text)
    return found[1] if found else ""


def graded(words: Sequence[str]) -> str:
    """The words of a licence or certificate without its class or level: "hgv class 1"; "" for other texts."""
    if len(words) < 2:
        return ""
    text = " ".join(words)
    found = _GRADE.fullmatch(text) or (_CARD.fullmatch(text) if words[-1] in _ENDS_CARD else None)
    if found or not any(map(str.isdigit, text)):
        return found[1] if found else ""
    found = _GRADE_FIRST.fullmatch(text) or (_CODES.fullmatch(text) if _CODED.search(text) else None)
    return found[1] if found else ""


def implied(words: Sequence[str]) -> list[str]:
    """The licences and trades that words imply: a forklift operator has the licence."""
    found = [IMPLIED[word] for word in words if word in IMPLIED]
    if not _WELDING.isdisjoint(words):
        found += [_PROCESSES[word] for word in words if word in _PROCESSES]
    return found


def named_surely(words: Sequence[str], is_product: Callable[[str], bool]) -> list[str]:
    """The words of a longer text that name skills without doubt, and the vendor that it begins with, if it is one."""
    if len(words) < 2:
        return []
    found = [
        word
        for at, word in enumerate(words)
        if (word in HOMOGRAPHS or is_product(word)) and sense(words, at, is_product) is Sense.SURE
    ]
    return [*found, *VENDOR_SKILLS.intersection(words[:1])]
