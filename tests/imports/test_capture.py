"""A pasted line or block fills the form of a candidate."""

import pytest

from automation.core.imports.capture import captured

LINKED = "https://www.linkedin.com/in/ex-ben"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Ada Okafor, ada@okafor.example, Staff Platform Engineer, asked 120k",
            {"name": "Ada Okafor", "email": "ada@okafor.example", "title": "Staff Platform Engineer", "pay": "120k"},
        ),
        (
            "Ada Okafor <ada@okafor.example>; SRE at Acme; Berlin; salary too high",
            {
                "name": "Ada Okafor",
                "email": "ada@okafor.example",
                "title": "SRE",
                "company": "Acme",
                "location": "Berlin",
                "shelve_reason": "Pay too high",
                "reason_detail": "salary too high",
            },
        ),
        (
            f"Ben Ek\nData Engineer @ Fjord\nOslo, Norway\n+47 000 00 001\nben@ek.example\n{LINKED}\nfree from 2027-02-01",  # noqa: E501
            {
                "name": "Ben Ek",
                "title": "Data Engineer",
                "company": "Fjord",
                "location": "Oslo, Norway",
                "phone": "+47 000 00 001",
                "email": "ben@ek.example",
                "profile_url": LINKED,
                "revisit_on": "2027-02-01",
            },
        ),
        (
            "Name: Cy Li\nEmail: cy@li.example\nSkills: Go, Kafka\nAge: 33\nExpected salary: 65k EUR",
            {"name": "Cy Li", "email": "cy@li.example", "skills": "Go, Kafka", "pay": "65k EUR"},
        ),
        ("ada@o.example", {"email": "ada@o.example"}),
        ("", {}),
        ("Ada Ok, rude in interview", {"name": "Ada Ok", "reason_detail": "rude in interview"}),
    ],
)
def test_captured(text: str, wanted: dict[str, str]) -> None:
    assert captured(text) == wanted


def test_any_text_is_read() -> None:
    for text in ("\x00" * 5_000, "a" * 5_000, ", , ;;; |", "@ @ @", "🙂\n🙂", "name: name: name:", "=SUM(1)"):
        captured(text)
