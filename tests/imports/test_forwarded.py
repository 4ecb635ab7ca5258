"""What a forwarded mail says about a candidate, as mail programs forward it; what is not sure stays out."""

from email.message import EmailMessage

import pytest

from automation.core.imports.forwarded import Original, drafted
from automation.mail.forwarded import read_forwarded
from automation.mail.incoming import read_message

OWN = {"dana@acme.example", "lee@acme.example"}
OUTLOOK = """Please shelve.

-----Original Message-----
From: Ada Okafor [mailto:ada@okafor.example]
Sent: Monday, 23 November 2026 09:00
To: Dana Reyes
Subject: My application

Call me: +49 30 555 0100
"""
APPLE = """Begin forwarded message:

> From: "Ada Okafor" <ada@okafor.example>
> Subject: My application
> Date: 23. November 2026
> To: Dana Reyes <dana@acme.example>
>
> Call me: +49 30 555 0100
"""
GERMAN = """---------- Weitergeleitete Nachricht ----------
Von: Ada Okafor <ada@okafor.example>
Gesendet: Montag, 23. November 2026
An: Dana Reyes
Betreff: Bewerbung

Telefon: +49 30 555 0100
"""
CHAIN = """See below, for the pocket.

From: Lee Wong <lee@acme.example>
Sent: Tuesday
Subject: Fwd: My application

Lee Wong, +1 555 000 1111

From: *Ada Okafor* <ada@okafor.example>
Sent: Monday
Subject: My application

Phone: +49 30 555 0100
"""


def forwarded(text: str, attached: EmailMessage | None = None) -> dict[str, str]:
    message = EmailMessage()
    message["From"], message["Subject"] = "dana@acme.example", "Fwd: My application"
    message.set_content(text)
    if attached:
        message.add_attachment(attached)
    data = message.as_bytes()
    found = read_forwarded(data)
    cells, _ = drafted(read_message(data).text, [Original(*one) for one in found.originals], (), OWN)
    cells.pop("reason_detail", None)
    return cells


@pytest.mark.parametrize("text", [OUTLOOK, APPLE, GERMAN, CHAIN], ids=["outlook", "apple", "german", "chain"])
def test_forms_of_forwarding(text: str) -> None:
    """Who wrote the mail that was forwarded is the candidate, never a colleague in between."""
    wanted = {"name": "Ada Okafor", "email": "ada@okafor.example", "phone": "+49 30 555 0100"}
    assert forwarded(text) == wanted
    assert forwarded(text.replace("\n", "\r\n")) == wanted


def test_a_mail_that_is_attached() -> None:
    """Outlook and Thunderbird forward so, too."""
    inner = EmailMessage()
    inner["From"] = "Ada Okafor <ada@okafor.example>"
    inner.set_content("Phone: +49 30 555 0100\n")
    assert forwarded("", inner) == {"name": "Ada Okafor", "email": "ada@okafor.example", "phone": "+49 30 555 0100"}


@pytest.mark.parametrize(
    "sender",
    ["LinkedIn <no-reply@linkedin.example>", "Jobs <jobs@acme.example>", "Lee Wong <lee@acme.example>", "Ada Okafor"],
)
def test_who_is_no_candidate(sender: str) -> None:
    """Machines, departments and colleagues; a name alone is no address."""
    assert forwarded(f"---------- Forwarded message ---------\nFrom: {sender}\nSubject: x\nDate: y\n\nHi there") == {}


def test_a_name_stays_out_unless_it_is_sure() -> None:
    """Neither "Great Person" in the recruiter's own words is one, nor a From that may be a company's."""
    assert forwarded("Great Person, call soon\n\nFrom: Blue Harbour <x9@mail.example>\nDate: y\nSubject: x\n\n") == {
        "email": "x9@mail.example"
    }


def test_several_addresses_are_pointed_out() -> None:
    """The CV's address counts before the mail's, which may be an agency's; what the recruiter typed, before both."""
    original = Original("Eve Agent", "eve@agency.example", "")
    cells, remarks = drafted("", [original], ["Ada Okafor\nada@okafor.example"], OWN)
    assert (cells["email"], cells["name"]) == ("ada@okafor.example", "Ada Okafor")
    assert remarks == [
        "There are several addresses (ada@okafor.example, eve@agency.example): check which one is theirs."
    ]
    cells, _ = drafted("Ada Okafor <ada@new.example>", [original], ["Ada Okafor\nada@okafor.example"], OWN)
    assert cells["email"] == "ada@new.example"
    _, remarks = drafted("", [], ["Ada Okafor\nada_1@indeedemail.com"], OWN)
    assert remarks == ["The address is a job board's, and stops working one day: ask for the real one."]


def test_what_is_sensitive_stays_out() -> None:
    """Neither the note nor the mail brings age, gender or a photo into a draft."""
    note = "Age: 43\nGender: f\nFree from 2027-03-01\n\n"
    mail = "From: Ada Okafor <ada@okafor.example>\nDate: y\nSubject: x\n\nDate of birth: 1983-01-01"
    assert forwarded(note + mail) == {"name": "Ada Okafor", "email": "ada@okafor.example", "revisit_on": "2027-03-01"}
