"""Redaction removes addresses, numbers and links by which a person can be reached, and keeps all other text."""

import pytest

from automation.core.access.redaction import redacted


@pytest.mark.parametrize(
    "text",
    [
        "Runner-up for REQ-101 on 2026-11-22.",
        "Asked 120k; tops out at 130,000 EUR",
        "Has 5 of 5",
        "2019–2024",
        "Kubernetes 1.29, Go 1.22",
        "p3f",
        "Free 2026-03-01",
        "2026-03-01 – 2026-04-15",
        "on 1.3.2026 or 15/04/2026",
        "90k-110k",
        "90.000-110.000",
        "90,000 – 110,000 EUR",
        "90.000, 100.000, 110.000",
        "1,250,000 rows",
        "years 2024–2026",
        "2026-03 – 2026-09",
        "2023, 2024, 2025",
        "CI/CD and Node.js/React",
        "ASP.NET/C#",
        "Platform Engineer @Acme",
        "B.Sc/M.Sc",
        "rate @ 90k",
        "works (at times) alone",
    ],
)
def test_text_without_contact_details_stays(text: str) -> None:
    """Days, amounts, versions and keys of requisitions are not taken for telephone numbers."""
    assert redacted(text) == text


@pytest.mark.parametrize(
    "reach",
    [
        "+1\u2011555\u2011010\u20111234",
        "06\u202f12\u202f34\u202f56\u202f78",
        "0170–123–456",
        "0170 \u2212 1234567",
        "06·12·34·56·78",
        "06,12,34,56,78",
        "+49 (0)170 / 12 34 56 7",
        "+1 555 010 1234",
        "170.555.123.45",
        "2024 1234567",
        "1555-01-23 45678",
        "stackoverflow.com/users/123/jane",
        "t.me/janedoe",
        "x.com/jane",
        "janedoe.dev/contact",
        "behance.net/jane",
        "de.linkedin.com/in/jane",
        "xing.de/profile/Jane_Doe",
        "calendly.com/jane",
        "jane＠x.org",
        "jane(at)x.org",
        "jane [at] x.org",
        "jane (at) x [dot] org",
        "jane@\nx.org",
        "jane..doe@x.org",
        "instagram @janedoe",
        "X: @jane",
    ],
)
def test_contact_details_are_removed(reach: str) -> None:
    """Numbers with any sign between them, links without a scheme, addresses that are spelled, names on a network."""
    assert redacted(f"Ask {reach} tomorrow") == "Ask … tomorrow"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tel.0170/123456", "Tel.…"),
        ("Tel.01701234567", "Tel.…"),
        ("T01701234567", "T…"),
        ("0170 1234567mobile", "…mobile"),
        ("2026-11-22 1234567", "2026-11-22 …"),
        ("90.000 EUR, 0170 1234567", "90.000 EUR, …"),
    ],
)
def test_numbers_beside_other_text_are_removed(text: str, said: str) -> None:
    """A number that touches letters is removed too; a day or an amount before it stays."""
    assert redacted(text) == said


@pytest.mark.parametrize("piece", ["a", "é", "ab.", "word ", "-", "a(at", "x @"])
def test_long_texts_are_redacted_fast(piece: str) -> None:
    """A cell full of possible beginnings stays as it is, and is read fast."""
    text = piece * (100_000 // len(piece))
    assert redacted(text) == text
