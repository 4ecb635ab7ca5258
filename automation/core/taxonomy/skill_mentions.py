"""Skills that a text stands for without being their name: stacks, and licences with their class or level."""

import re
from collections.abc import Callable, Sequence

from automation.core.taxonomy.skill_senses import HOMOGRAPHS, Sense, sense
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
    **dict.fromkeys(("welder", "welders"), "Welding"),
}
# Vendors that are skills, whatever of theirs is named.
VENDOR_SKILLS = frozenset({"aws"})
# These are other words without "stack" beside them.
_NEED_STACK = frozenset(names_in("mean, lamp, tick, jam"))
_STACK = frozenset(names_in("stack, stacks, stapel, pile"))
_GRADE = re.compile(
    r"(.+?) (?:(?:class|level|grade|stage|step|tier|category|cat|cat\.|type|stufe|klasse|niveau|nivel|nível|livello"
    r"|kat\.|kategorie|categorie|poziom|nivå|niveau) ?(?:[0-9]{1,2}|[a-e][0-9]?|[ivx]{1,4})(?:[+/][a-z0-9]{1,2})?"
    r"|(?:master )?(?:yellow|green|black|white) belt|practitioner|foundation|framework|v?\d foundation|v\d)"
)


def stack(words: Sequence[str]) -> tuple[str, ...]:
    """What a stack is made of, by the words of a text; () for a text that names none."""
    names = [word for word in words if word not in _STACK]
    said = len(names) < len(words)
    if len(names) != 1 or (names[0] in _NEED_STACK and not said):
        return ()
    return STACKS.get(names[0], ())


def shared_ending(text: str) -> tuple[str, ...]:
    """The names in a text that share their last words: "MIG/TIG welding" is MIG welding and TIG welding."""
    found = re.fullmatch(r"([\w+#.]+(?:/[\w+#.]+)+) (\S.*)", text)
    return tuple(f"{name} {found[2]}" for name in found[1].split("/")) if found else ()


def graded(words: Sequence[str]) -> str:
    """The words of a licence or certificate without its class or level: "hgv class 1"; "" for other texts."""
    found = _GRADE.fullmatch(" ".join(words))
    return found[1] if found else ""


def implied(words: Sequence[str]) -> list[str]:
    """The licences and trades that words imply: a forklift operator has the licence."""
    return [IMPLIED[word] for word in words if word in IMPLIED]


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
