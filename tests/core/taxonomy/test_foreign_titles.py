import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.taxonomy.foreign_titles import foreign_titles, trigrams
from automation.core.taxonomy.foreign_words import folded, stem, stems
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.title_names import foreign_stems
from automation.core.taxonomy.title_similarity import TitleIndex, nearly_same_title
from tests.core.small_workbooks import TEXTS

TITLES = [
    "Softwareentwickler",
    "Krankenschwester",
    "Chef de projet",
    "Contable",
    "Elettricista",
    "Vrachtwagenchauffeur",
    "Kierownik sprzedaży",
    "Advogado",
    "Snickare",
    "Tømrer",
    "Truck Driver",
]


def work_alike(one: str, other: str) -> int:
    """How far two titles are the same work."""
    return int(TitleIndex([other]).similarity(one)[0])


@pytest.mark.parametrize(
    ("asked", "own"),
    [
        ("Software Developer", "Softwareentwickler (m/w/d)"),
        ("Accountant", "Contable"),
        ("Electrician", "Elettricista"),
        ("Lawyer", "Advogado"),
        ("Carpenter", "Tømrer"),
        ("Marketing Manager", "Responsable marketing"),
        ("Civil Engineer", "Inżynier budownictwa"),
        ("Truck Driver", "Vrachtwagenchauffeur"),
        ("Warehouse worker", "Lagerarbeiter"),
        ("Chef de projet informatique", "IT-Projektleiter"),
    ],
)
def test_a_title_is_found_in_another_language(asked: str, own: str) -> None:
    """The same work in two languages earns at least half, and more than any other title of the list."""
    index = TitleIndex([own, "Forklift Driver", "Krankenschwester", "Soudeur", "Kelner"])
    found = index.similarity(asked)
    assert found[0] >= FULL // 2
    assert found.argmax() == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Softwareentwickler", "Softwareentwickler/in (m/w/d)"),
        ("Softwareentwickler", "Softwareentwicklerin"),
        ("Softwareentwickler", "SoftwareentwicklerIn"),
        ("Softwareentwickler", "Softwareentwickler:in (w/m/d)"),
        ("Softwareentwickler", "Softwareentwickler*innen"),
        ("Chargé de clientèle", "Chargé(e) de clientèle H/F"),
        ("Ingénieur logiciel", "Ingénieur·e logiciel"),
        ("Técnico de sistemas", "Técnico/a de sistemas"),
        ("Enfermeiro", "Enfermeiro(a)"),
        ("Impiegato amministrativo", "Impiegata amministrativa"),
        ("Geschäftsführer", "GF"),
        # Behind other words a country or a degree.
        ("Vertriebsleiter", "Vertriebsleiter NL"),
        ("Kierownik sprzedaży", "Kierownik sprzedaży (PL)"),
        ("Betriebswirt", "Betriebswirt, MA"),
        ("Projektleiter Hochbau", "PL Hochbau"),
        ("Projektleiter", "Stellv. PL"),
        ("Técnico de recursos humanos", "Técnico RRHH"),
        ("Técnico de recursos humanos", "Técnico de RH"),
        ("Secretaria ejecutiva", "Sec. ejecutiva"),
        # The same letters are English by their place.
        ("Security Engineer", "Sec Engineer"),
        ("Information Security Officer", "Info Sec Officer"),
        ("Legal Secretary", "Legal Sec"),
    ],
)
def test_forms_of_a_title_are_one_title(one: str, other: str) -> None:
    """Genders, brackets and abbreviations make no other title."""
    assert work_alike(one, other) == FULL


@given(st.sampled_from(TITLES), st.sampled_from(TITLES), st.sampled_from(["{} (m/w/d)", "{} m/f/d", "{} (w/m/x)"]))
def test_signs_of_equal_opportunity_change_nothing(one: str, other: str, sign: str) -> None:
    """A sign such as (m/w/d) earns and costs nothing, whatever the language."""
    assert work_alike(sign.format(one), other) == work_alike(one, other)


@given(st.sampled_from(TITLES) | TEXTS, st.sampled_from(TITLES) | TEXTS)
def test_similarity_across_languages_is_mutual(one: str, other: str) -> None:
    """Two titles are as alike one way as the other."""
    assert 0 <= work_alike(one, other) == work_alike(other, one) <= FULL
    assert nearly_same_title(one, other) == nearly_same_title(other, one)


@given(st.lists(st.sampled_from(TITLES) | TEXTS, min_size=1, max_size=5), st.sampled_from(TITLES))
def test_similarity_does_not_depend_on_other_titles(titles: list[str], asked: str) -> None:
    """A title is as alike alone as among titles of other languages."""
    assert TitleIndex(titles).similarity(asked).tolist() == [work_alike(asked, title) for title in titles]


@pytest.mark.parametrize(
    "title",
    ["Software Engineer", "Head Chef", "Sr. SWE (m/f/d)", "Lead", "Kubernetes Admin", "Sec Analyst", "Company Sec", ""],
)
def test_english_stays_english(title: str) -> None:
    """A title in English is not looked up in other languages."""
    assert foreign_stems(title) == ()


def test_an_abbreviation_may_stand_at_the_beginning_only() -> None:
    """The French "aux" is no Spanish "auxiliar"."""
    assert "auxiliar" in foreign_stems("Aux. administrativo")
    assert "auxiliar" not in foreign_stems("Conseiller aux familles")


def test_labels_are_not_read_for_english_titles() -> None:
    """A workbook in English neither waits for the labels nor holds them."""
    program = (
        "from automation.core.taxonomy import bundled_data, title_similarity as titles\n"
        "titles.TitleIndex(['Nurse', 'Software Engineer', 'Lorry Driver']).similarity('Data Engineer')\n"
        "assert not bundled_data.label_table.cache_info().currsize\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_words_are_folded_and_cut() -> None:
    """Letters are plain, function words go, and genders and numbers share a stem."""
    assert folded("Łódź Straße Ærø Ünal") == "lodz strasse aero unal"
    assert {stem(word) for word in ("tecnico", "tecnica", "tecnici", "tecnicos")} == {"tecnic"}
    assert stem("entwicklerin") == stem("entwicklerinnen") == "entwickler"
    assert stems("Chef de la sécurité") == ("chef", "securit")


def test_trigrams_keep_words_apart() -> None:
    """Each trigram belongs to one word, with its ends marked."""
    of, numbers = trigrams(["ab", "abc"])
    assert of.tolist() == [0, 0, 1, 1, 1]
    assert numbers[0] == numbers[2]
    assert len(np.unique(numbers)) == 4


@given(TEXTS)
def test_any_text_can_be_read(text: str) -> None:
    """A reading is at most of unit length."""
    reading = foreign_titles().read(stems(text))
    assert 0 <= reading.likeness <= 1
    assert np.sqrt((reading.near.by**2).sum()) <= 1_050
