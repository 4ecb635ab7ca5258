"""Titles in other languages that say what an everyday title is about: the same work as their English names."""

import pytest

from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.title_compounds import compound_title
from automation.core.taxonomy.title_names import Name
from automation.core.taxonomy.title_reasons import why_alike
from automation.core.taxonomy.title_similarity import TitleIndex

# What is one job, what is related work, and what is another job, as fractions.
SAME, RELATED = 0.6, 0.2


def alike(one: str, other: str) -> float:
    """How far two titles are the same work, asked in both directions."""
    there, back = TitleIndex([other]).similarity(one)[0], TitleIndex([one]).similarity(other)[0]
    assert there == back
    return float(there) / FULL


@pytest.mark.parametrize(
    ("title", "english"),
    [
        ("Java-Entwickler (m/w/d)", "Java Developer"),
        ("Senior Backend-Entwicklerin", "Backend Developer"),
        ("Desarrollador backend", "Backend Developer"),
        ("Développeur PHP", "PHP Developer"),
        ("Programista Java", "Java Developer"),
        ("Ingénieur DevOps", "DevOps Engineer"),
        ("Dateningenieur", "Data Engineer"),
        ("Ingeniero de datos", "Data Engineer"),
        ("Vertriebsingenieur", "Sales Engineer"),
        ("Profesor de inglés", "English Teacher"),
        ("Professeur d'anglais", "English Teacher"),
        ("Nauczyciel angielskiego", "English Teacher"),
        ("Kierownik logistyki", "Logistics Manager"),
        ("Responsabile qualità", "Quality Manager"),
        ("Kältetechniker", "Refrigeration Technician"),
        ("Enfermera de UCI", "Intensive Care Nurse"),
        ("Administrador de redes", "Network Administrator"),
    ],
)
def test_a_compound_title_has_an_english_name(title: str, english: str) -> None:
    """In whatever order, whether its parts are one word or several."""
    assert compound_title(Name.of(title).foreign) == english
    assert alike(english, title) >= SAME


@pytest.mark.parametrize("title", ["Lehrer für Pflegeberufe", "Koch mit Herz", "Java Developer", "Dichter", ""])
def test_a_title_with_a_word_left_over_has_none(title: str) -> None:
    """Nor has an English one."""
    assert compound_title(Name.of(title).foreign) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Backend-Entwickler", "Python Developer"),
        ("Python-Entwickler", "Développeur Python"),
        ("Frontend-Entwickler", "Frontend Developer (React)"),
        ("Desarrollador frontend", "Sviluppatore front-end"),
        ("Bilanzbuchhalter", "Accountant"),
        ("Personalreferent", "HR Generalist"),
        ("Zerspanungsmechaniker", "CNC Machinist"),
        ("Steuerfachangestellte", "Tax Assistant"),
        ("Infirmier de bloc opératoire", "Theatre Nurse"),
        ("Paketzusteller", "Delivery Driver"),
        ("Fliesenleger", "Azulejista"),
        ("Tierarzthelferin", "Veterinary Nurse"),
        ("Technischer Zeichner", "Drafter"),
        ("Teleoperadora", "Call Centre Agent"),
        ("Pflegedienstleiter", "Nursing Manager"),
        ("Intensivpfleger", "ICU Nurse"),
        ("Kinderkrankenschwester", "Paediatric Nurse"),
    ],
)
def test_names_of_one_job_are_the_same_work(one: str, other: str) -> None:
    """Across languages, and where only what they are about is in English."""
    assert alike(one, other) >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chef", "Chef de projet"),
        ("Chef", "Chef de produit"),
        ("Chef", "Chef d'agence"),
        ("Sous Chef", "Chef de secteur"),
        ("Head Chef", "Chef des ventes"),
        ("Verkäufer", "Einkäufer"),
        ("Bäcker", "Backend-Entwickler"),
        ("Kierownik budowy", "Kierownik sklepu"),
        ("Responsable RH", "Responsable logistique"),
        ("Data Engineer", "Ingénieur mécanique"),
        ("Koch", "Softwareentwickler"),
    ],
)
def test_words_that_look_alike_make_no_related_work(one: str, other: str) -> None:
    """A title that has an English name is compared with English titles by that: a chef is no "chef de projet"."""
    assert alike(one, other) < RELATED


@pytest.mark.parametrize("title", ["Chef de partie", "Chef de cuisine", "Chef ejecutivo", "Chef di cucina", "Chef-kok"])
def test_cooks_are_chefs(title: str) -> None:
    """In whatever language: only the head of something else is none."""
    assert alike("Chef", title) >= SAME


def test_the_reason_names_the_language() -> None:
    """Of the part that is an everyday title."""
    assert why_alike("Java Developer", "Java-Entwickler") == "'Java-Entwickler' is German for Java Developer"
