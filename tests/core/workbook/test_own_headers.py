"""Messages about rows call columns as the sheet does."""

from automation.core.model import Problem, Row
from tests.core.small_workbooks import planned

PEOPLE: list[Row] = [
    (
        *("Name", "E-Mail", "Kandidaten-Nr", "Fähigkeiten", "Gehaltswunsch", "Währung", "Absagedatum", "Absagegrund"),
        *("Bemerkungen", "Land", "Rechtsgrundlage", "Zuständig"),
    ),
    (
        *("Ana Souza", "ana@mail.example", None, "Go", "$60k", "EUR", "2026-03-01", "Timing: until March"),
        *("pregnant; do not contact", "DE", None, None),
    ),
    ("Ben Okoro", "ben@mail.example", None, "Go", None, None, "2026-03-01", None, None, "Atlantis", None, None),
    ("Cleo / Dora", "cleo@mail.example", None, "Go", None, None, "2026-03-01", "Timing", None, None, None, None),
    ("Finn", "finn@mail.example", None, "Go", None, None, "2026-03-01", "Timing", None, "US", None, None),
    ("Eve", None, None, "Go", None, None, "2026-03-01", "Timing", None, "US", None, None),
]
ROLES: list[Row] = [
    ("Req-Nr", "Titel", "Must-haves", "Gehalt max", "Währung", "Eröffnet am", "Status"),
    ("REQ-1", "Senoir Engineer", "Kubernets", "80000", None, "2026-11-01", "Open"),
    ("REQ-2", "Cook", None, None, None, "2026-11-01", "Open"),
]


def found() -> list[Problem]:
    return list(planned({"Candidates": PEOPLE, "Requisitions": ROLES}).problems)


def test_a_message_names_the_headers_of_the_sheet() -> None:
    """Also those of other columns than the one that it is about, and of one that the sheet lacks by our name."""
    said = {(one.tab, one.row, one.column): one.message for one in found()}
    wanted = {
        ("Candidates", 2, "Gehaltswunsch"): (
            "Gehaltswunsch '$60k' is another currency, but the Währung column says EUR: make them agree."
        ),
        ("Candidates", 2, "Absagegrund"): (
            "Absagegrund 'Timing: until March' says more than a shelve reason: write 'Timing' here, and the rest under "
            "Reason detail."
        ),
        ("Candidates", 2, "Bemerkungen"): (
            "Bemerkungen seems to say that they want no messages: write yes under Do not contact, or change it."
        ),
        ("Candidates", 2, "Consent on"): (
            "Rechtsgrundlage is empty: ask whether you may keep them, or remove the row."
        ),
        ("Candidates", 3, "Land"): "Land 'Atlantis' is not known: write EU, UK, US or a country.",
        ("Candidates", 4, "Land"): "Land is empty: fill it before you write to them.",
        ("Candidates", 6, "E-Mail"): (
            "E-Mail is empty, so this person cannot be matched: type an e-mail, or a Kandidaten-Nr."
        ),
        ("Requisitions", 2, "Titel"): (
            "Titel says 'Senoir', which looks like a typo of Senior. Messages show it as it is typed: correct it."
        ),
        ("Requisitions", 2, "Must-haves"): (
            "Must-haves 'Kubernets' is read as Kubernetes. Messages show it as it is typed: correct it."
        ),
        ("Requisitions", 2, "Gehalt max"): (
            "Gehalt max '80000' has no currency, so pay is not compared: fill Währung."
        ),
        ("Requisitions", 3, "Must-haves"): (
            "Must-haves is empty, so candidates are compared by title alone: list three to five."
        ),
    }
    assert {place: said.get(place) for place in wanted} == wanted


def test_cells_beside_a_row_name_them_too() -> None:
    """Why nothing is due, and who is to take it over."""
    plan = planned({"Candidates": PEOPLE, "Requisitions": ROLES})
    reasons = [str(cells["BP Follow-up reason"]) for cells in plan.publication.columns["Candidates"].values()]
    assert reasons[0].startswith("None: Rechtsgrundlage is empty")
    assert any("Unassigned: fill Zuständig" in one for one in reasons)
