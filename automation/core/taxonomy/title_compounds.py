"""Titles in other languages that say what an everyday one is about: "Java-Entwickler" is a Java developer.

The English for such a title is put together: its head is an everyday title, or a word such as "Leiter", and the rest
are names of skills in whatever language. A title of which any word is left over has no English.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from automation.core.taxonomy.bundled_data import skill_translations
from automation.core.taxonomy.foreign_words import stems
from automation.core.taxonomy.language_names import meaning
from automation.core.taxonomy.skill_products import PRODUCTS
from automation.core.taxonomy.title_translations import everyday_titles
from automation.core.text import names_in

Stems = tuple[str, ...]

# Heads that are no titles by themselves: English = language code and words | ...
_HEADS = """
Administrator = de Administrator | fr administrateur | es administrador | it amministratore | nl beheerder | pl
    administrator | pt administrador
Analyst = de Analyst | fr analyste | es analista | it analista | nl analist | pl analityk | pt analista
Assistant = de Assistent | fr assistant | es asistente, auxiliar | it assistente | nl assistent | pl asystent | pt
    assistente
Clerk = de Sachbearbeiter
Consultant = de Berater | fr consultant | es consultor | it consulente | nl adviseur | pl konsultant | pt consultor
Developer = de Entwickler | fr développeur | es desarrollador | it sviluppatore | nl ontwikkelaar | pl programista |
    pt desenvolvedor, programador | sv utvecklare | da udvikler
Director = fr directeur | es director | it direttore | nl directeur | pl dyrektor | pt diretor
Manager = de Leiter | fr responsable | es gerente, responsable, jefe | it responsabile | pl kierownik | pt gerente,
    gestor
Nurse = de Pfleger, Schwester
Specialist = de Spezialist | fr spécialiste | es especialista | it specialista | pl specjalista | pt especialista
Technician = de Techniker | fr technicien | es técnico | it tecnico | nl technicus | pt técnico
Teacher = de Lehrer | fr professeur | es profesor, maestro | it insegnante, professore | nl docent, leraar | pl
    nauczyciel | pt professor
Worker = de Mitarbeiter | nl medewerker | pl pracownik | es operario | it addetto, operaio
"""
# What people write in titles, besides names of skills.
_ABOUT = """
data = de Daten | fr données | es datos | it dati | pl danych | pt dados
product = de Produkt | fr produit | es producto | it prodotto | pl produktu | pt produto
production = de Produktion | fr production | es producción | it produzione | nl productie | pl produkcji | pt produção
quality = de Qualität, Qualitäts | fr qualité | es calidad | it qualità | nl kwaliteit | pl jakości | pt qualidade
sales = de Vertriebs, Verkaufs | pl sprzedaży
service = de Service | es servicio | it servizio | pl serwisu, serwisowy | pt serviço
network = de Netzwerk | fr réseau, réseaux | es redes | it reti | nl netwerk | pl sieci | pt redes
systems = de System | fr système, systèmes | es sistemas | it sistemi | nl systeem | pl systemów | pt sistemas
test = de Test | fr test | es pruebas | it test
security = fr sécurité | es seguridad | it sicurezza | nl beveiliging | pl bezpieczeństwa | pt segurança
human resources = de Personal | fr ressources humaines | es recursos humanos | it risorse umane | nl personeel | pl
    kadr | pt recursos humanos
employment = es laboral, laboralista | pl prawa pracy
night = de Nacht | fr nuit | es noche | it notte | nl nacht | pl nocny
shift = de Schicht
assembly = de Montage | fr montage | es montaje | it montaggio | pl montażu | pt montagem
construction = fr chantier | es obras | pl budowlany | pt construção
customer = de Kunden | fr clientèle | nl klanten
electrical = de Elektro | fr électrique | es eléctrico | it elettrico | nl elektro | pl elektryk, elektryczny | pt
    elétrico
emergency = de Notfall | fr urgentiste, urgences | es urgencias | it urgenza | pt urgência
financial = de Finanz | fr financier | es financiero | it finanziario | nl financieel | pl finansowy | pt financeiro
intensive care = de Intensiv | nl IC
laboratory = de Labor | fr laboratoire | es laboratorio | it laboratorio | nl laboratorium | pl laboratorium | pt
    laboratório
medical = de Medizin | fr médical | es médico | it medico | nl medisch | pl medyczny | pt médico
operating theatre = de OP
packaging = de Verpackungs | fr conditionnement | es embalaje | it confezionamento | nl verpakkings | pl pakowania |
    pt embalagem
pediatric = de Kinder | fr pédiatrique | es pediátrico | it pediatrico | pt pediátrico
process = de Prozess | fr procédés | es procesos | it processo | nl proces | pl procesu, procesów | pt processos
project = fr projet | es proyecto, proyectos | it progetto, progetti |
    pt projeto, projetos
refrigeration = de Kälte | fr froid | es frío | it frigorista | nl koel | pl chłodnictwa
safety = de Arbeitssicherheits | fr prévention | es prevención | pl bhp
school = de Schul | nl school
warehouse = de Lager | fr entrepôt | es almacén | it magazzino | nl magazijn | pl magazynu | pt armazém
""" + "\n".join(
    f"{name} = en {name}"
    for name in names_in("""
        android, angular, api, aws, azure, backend, big data, bi, blockchain, c++, cloud, crm, cplusplus, csharp, cyber,
        data, devops, digital, django, dotnet, drupal, e-commerce, embedded, erp, firmware, flutter, frontend,
        fullstack, game, go, golang, ios, it, java, javascript, kotlin, kubernetes, laravel, linux, marketing, mobile,
        node, nodejs, performance, php, platform, python, qa, react, recruiting, ruby, rust, salesforce, sap, scala,
        senior, seo, sharepoint, software, spring, sql, support, swift, symfony, typescript, ui, unity, ux, vue, web,
        windows, wordpress, hr, crm, plc, cad, cnc
    """)
)
# Short names that are no abbreviations.
_WRITTEN = {"devops": "DevOps", "go": "Go", "ios": "iOS", "vue": "Vue", "web": "Web"}
# Letters between the parts of a German or Dutch compound.
_LINKS = ("", "s", "n", "en", "es")
# No shorter word is the head of a compound that is written in one word, and no shorter one stands before it.
_SHORTEST_HEAD, _SHORTEST_ABOUT = 6, 3
_LONGEST = 3


def _table(text: str) -> Iterator[tuple[str, str, str]]:
    """The English, the language and each word of the tables above."""
    for line in filter(None, text.replace("\n    ", " ").splitlines()):
        english, _, languages = line.partition(" = ")
        for written in languages.split(" | "):
            language, _, words = written.partition(" ")
            for word in words.split(", "):
                yield english, language, word


@cache
def _heads() -> Mapping[frozenset[str], tuple[str, tuple[str, ...]]]:
    """The stems of a head → what it is in English, and the codes of the languages that have it."""
    found: dict[frozenset[str], tuple[str, dict[str, None]]] = {}
    for english, language, word in _table(_HEADS):
        found.setdefault(frozenset(stems(word)), (english, {}))[1][language] = None
    return {**everyday_titles(), **{key: (english, tuple(codes)) for key, (english, codes) in found.items()}}


@cache
def _about() -> Mapping[frozenset[str], str]:
    """The stems of what a title may be about → what that is in English."""
    rows = skill_translations()
    names = dict.fromkeys(name for name, _, _ in rows)
    found = {frozenset(stems(name)): name for name in PRODUCTS}
    found |= {frozenset(stems(text)): name for name, language, text in rows if language != "en"}
    found |= {frozenset(stems(name)): name for name in names}
    found |= {frozenset(stems(word)): english for english, _, word in _table(_ABOUT)}
    return {key: name for key, name in found.items() if key}


@lru_cache(maxsize=100_000)
def _parts(words: Stems) -> tuple[str, tuple[str, ...]] | None:
    """The English of some stems, and the codes of the languages of its head; None if they are no such title."""
    if len(words) == 1:
        return _compound(words[0])
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        for at in range(len(words) - size + 1):
            head = _heads().get(frozenset(words[at : at + size]))
            about = _in_english(words[:at] + words[at + size :]) if head else ()
            if head and about:
                return f"{' '.join(map(_shown, about))} {head[0]}", head[1]
    return None


def _in_english(words: Stems) -> tuple[str, ...]:
    """What some stems are in English, the longest names first; () if any is left over."""
    found: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            name = _about().get(frozenset(words[at : at + size]))
            if name:
                found.append(name)
                at += size
                break
        else:
            return ()
    return tuple(found)


def _compound(word: str) -> tuple[str, tuple[str, ...]] | None:
    """The same for one word, such as "dateningenieur": the longest head that it ends with."""
    for at in range(_SHORTEST_ABOUT, len(word) - _SHORTEST_HEAD + 1):
        head = _heads().get(frozenset((word[at:],)))
        if head is None:
            continue
        for link in _LINKS:
            about = _about().get(frozenset(stems(word[: at - len(link)]))) if word[:at].endswith(link) else None
            if about:
                return f"{_shown(about)} {head[0]}", head[1]
    return None


def _shown(name: str) -> str:
    """A name as it is written in a title: "java" is Java, "php" PHP."""
    return " ".join(
        _WRITTEN.get(word) or (word if word != word.lower() else word.capitalize() if len(word) > 3 else word.upper())
        for word in name.split()
    )


def compound_title(words: Sequence[str]) -> str:
    """The English for a title of these stems that says what an everyday one is about; "" for any other title."""
    found = _parts(tuple(words))
    return found[0] if found else ""


def compound_meaning(words: Sequence[str]) -> str:
    """What a title of these stems means: "German for Java Developer"; "" for any other title."""
    found = _parts(tuple(words))
    return meaning(found[1], found[0]) if found else ""
