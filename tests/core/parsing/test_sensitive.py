"""Notes that say too much about a person, and notes about work that only sound so."""

import pytest

from automation.core.model import Cell
from automation.core.parsing.sensitive import TOPICS, says_no_contact, sensitive_topics
from tests.core.matching.test_left_out import plan_of
from tests.core.small_workbooks import ANA, said_about

TOO_MUCH = {
    "She is pregnant, back in May": ["health"],
    "Was diagnosed with cancer last year": ["health"],
    "on sick leave until March": ["health"],
    "ist krankgeschrieben": ["health"],
    "en arrêt maladie": ["health"],
    "está embarazada": ["health"],
    "Burn-out im letzten Job": ["health"],
    "single mother, two kids": ["family"],
    "Elternzeit bis August": ["family"],
    "en congé parental": ["family"],
    "casada, dos hijos": ["family"],
    "his wife works in Berlin": ["family"],
    "est marié": ["family"],
    "54 years old": ["age"],
    "born in 1968": ["age"],
    "52 Jahre alt, kurz vor der Rente": ["age"],
    "née en 1970": ["age"],
    "tiene 55 años": ["age"],
    "too old for this team": ["age"],
    "refugee from Syria": ["origin"],
    "Migrationshintergrund": ["origin"],
    "has a strong accent": ["origin"],
    "is a practising Christian": ["religion"],
    "traegt Kopftuch": ["religion"],
    "musulman pratiquant": ["religion"],
    "Pregnant; 41 years old; Muslim": ["health", "age", "religion"],
}
ABOUT_WORK = (
    "Christian from the Berlin office introduced us",
    "Marie knows her well",
    "I'll call her; she's sick of on-call",
    "debugged a race condition, disabled the flag",
    "built 20 years of experience",
    "10 years old codebase, 18 year old company",
    "Catholic University of Leuven",
    "depression research at Charité",
    "founded a burnout prevention startup",
    "5 ans d'expérience chez Enceintes SA",
    "20 años de experiencia",
    "over 50 people in the team; age of the data is 3 days",
    "native speaker of German, lives in Poland",
    "worked on an immigrant visa platform",
    "Krebs GmbH, Rust, Go",
    "Kinder- und Jugendhilfe, Java",
    "Old Mutual, Young & Rubicam, Black Duck, White & Case",
    "family office, healthcare, origin servers, religion of clean code",
    "voile et régate; handicap 12 au golf",
    "has 3 children processes per worker",
    "the version is too old, the system suffers from latency, is single threaded, ALTER 20 TABLES",
    "Jude Adeyemi at Atea; puts a strong accent on tests; the bug was diagnosed",
    "",
)


@pytest.mark.parametrize("text", TOO_MUCH)
def test_what_a_note_must_not_say(text: str) -> None:
    """In English, German, French and Spanish, in any case and with umlauts as typed."""
    assert sensitive_topics(text) == TOO_MUCH[text]
    assert sensitive_topics(text.upper()) == TOO_MUCH[text]


@pytest.mark.parametrize("text", ABOUT_WORK)
def test_notes_about_work_raise_no_alarm(text: str) -> None:
    """Names, companies and technical words that look alike."""
    assert sensitive_topics(text) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"notes": "She is pregnant, 41 years old"}, ["Notes says something about health and age: take this out."]),
        ({"reason_detail": "maternity leave"}, ["Reason detail says something about family: take this out."]),
        ({"notes": "Kubernetes since 2015"}, []),
        ({"notes": None}, []),
    ],
)
def test_bp_check_points_it_out_without_the_words(cells: dict[str, Cell], said: list[str]) -> None:
    """What it is about is said, so that a person takes it out; the words stand nowhere but in their cell."""
    plan = plan_of([{**ANA, **cells}])
    assert [one for one in said_about(plan, "ana@mail.example") if "take this out" in one] == said
    problems = [one for one in plan.problems if "take this out" in one.message]
    assert [one.value for one in problems] == [""] * len(said)
    for text in ("pregnant",):
        assert text not in str(plan.publication).lower()
    assert len(TOPICS) == 5


@pytest.mark.parametrize(
    "text",
    [
        "DO NOT CONTACT - asked to be removed",
        "great. please don't contact again!",
        "Nov 2025: opted out",
        "Bitte nicht mehr anschreiben",
        "will GELOESCHT werden",
        "Ne plus contacter, merci",
        "no volver a contactar",
        "non ricontattare",
        "niet meer benaderen",
        "proszę nie kontaktować",
        "Não contactar.",
    ],
)
def test_a_note_against_messages_is_pointed_out(text: str) -> None:
    """In BP Check, until Do not contact says yes. It does not count as that: a note may mean something else."""
    assert says_no_contact(text)
    said = "Notes seems to say that they want no messages: write yes under Do not contact, or change it."
    plan = plan_of([{**ANA, "notes": text}])
    assert said in said_about(plan, "ana@mail.example")
    assert len(plan.slates.matches)
    assert said not in said_about(plan_of([{**ANA, "notes": text, "do_not_contact": "yes"}]), "ana@mail.example")


@pytest.mark.parametrize(
    "text",
    [
        "Do not contact before March",
        "do not contact her current employer, please",
        "don't contact by phone",
        "nicht kontaktieren vor Januar",
        "ne pas contacter avant mars",
        "asked to be removed from the process",
        "in contact with Ben; contact: Lee",
        "",
    ],
)
def test_a_note_about_when_and_whom_to_contact_is_none_against_messages(text: str) -> None:
    """What follows says so."""
    assert not says_no_contact(text)
