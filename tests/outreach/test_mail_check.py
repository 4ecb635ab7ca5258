"""What `check` says of the settings of mail."""

from pathlib import Path
from typing import Any

import pytest

from automation.errors import BackpocketError
from automation.outreach.mail_check import mail_findings
from automation.settings import Settings
from tests.outreach.desk import local_desk, tabs

DANA = {"dana": "Dana Reyes <dana@acme.example>"}
SMTP = {"mailer": "smtp", "smtp_host": "mail.example", "senders": DANA, "postal_address": "1 High Street"}
IMAP = {"imap_host": "mail.example", "imap_user": "replies", "imap_password": "x"}


def said(folder: Path, postal_address: str = "", **settings: Any) -> list[str]:
    """The findings, each with whether all is fine."""
    room = local_desk(folder, tabs(1)).room()
    room.settings = Settings(workbook=room.settings.workbook, **settings)
    return [f"{'ok' if one.fine else 'fix'} {one.message}" for one in mail_findings(room, postal_address)]


@pytest.mark.parametrize(
    ("settings", "what"),
    [
        ({"mailer": "smtp", "smtp_host": None}, "mailer is smtp, but smtp_host names no mail server."),
        ({"smtp_security": "none"}, "smtp_security none is only for a mail server on this machine"),
        ({"smtp_user": "dana"}, "smtp_user is set, but there is no password: set smtp_password_file"),
        ({"smtp_password": "secret"}, "there is a password, but smtp_user is empty: set it"),
        ({"smtp_user": "dana", "smtp_password_file": "/none"}, "smtp_password_file: /none cannot be read."),
        ({"smtp_certificates": "/none"}, "smtp_certificates: /none cannot be read"),
        ({"senders": {}}, "senders is empty: add all who write"),
        (
            {"senders": {"dana": "dana@acme.example"}},
            "Setting senders: 'dana@acme.example' for 'dana' is not written like",
        ),
        ({"mailer": "outbox"}, "smtp_host is set, but mailer is outbox, so nothing is e-mailed"),
        ({"reply_to": "replies"}, "reply_to is not an e-mail address"),
        ({"unsubscribe_address": "stop"}, "unsubscribe_address is not an e-mail address"),
        ({"postal_address": None}, "there is no postal address, so nothing can be sent"),
        ({"imap_user": "replies", "imap_password": "x"}, "imap_host is empty: say where replies arrive"),
        ({"forward_address": "shelve@acme.example", "imap_user": "x"}, "imap_host is empty: say where replies arrive"),
        ({**IMAP, "imap_password": None}, "imap_user is set, but there is no password: set imap_password_file"),
        ({**IMAP, "imap_security": "starttls"}, 'imap_security = "starttls" needs the port for it'),
        ({**IMAP, "imap_certificates": "/none"}, "imap_certificates: /none cannot be read"),
    ],
)
def test_what_outreach_would_refuse_for(tmp_path: Path, settings: dict[str, Any], what: str) -> None:
    """Each in one line, and nothing else; no password is in it."""
    given = {name: value for name, value in {**SMTP, **settings}.items() if value is not None}
    (line,) = said(tmp_path, **given)
    assert line.startswith(f"fix {what}")
    assert "secret" not in line


def test_settings_that_are_complete(tmp_path: Path) -> None:
    """One line says so; where the settings say nothing about mail, none does."""
    assert said(tmp_path) == []
    assert said(tmp_path, **SMTP) == ["ok mail.example sends; the settings are complete"]
    assert said(tmp_path, **SMTP, **IMAP) == [
        "ok mail.example sends, and mail.example is read for replies; the settings are complete"
    ]
    assert said(tmp_path, "1 High Street", senders=DANA) == [
        "ok messages are written to the outbox folder; the settings are complete"
    ]


def test_the_check_refuses_for_what_sending_refuses_for(tmp_path: Path) -> None:
    """The sentence is the one that `outreach send` ends with."""
    room = local_desk(tmp_path, tabs(1)).room()
    room.settings = Settings(workbook=room.settings.workbook, **{**SMTP, "smtp_security": "none"})
    with pytest.raises(BackpocketError) as error:
        room.mailer()
    assert [one.message for one in mail_findings(room, "")] == [str(error.value)]
