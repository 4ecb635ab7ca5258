"""The one place that makes and reads secrets: files of an outreach folder, or files named in the settings."""

import contextlib
import os
import secrets
from pathlib import Path

from automation.core.ledger.suppression import fingerprint
from automation.errors import ConfigError, LedgerError, MailNotWritable
from automation.files import cannot_be_written, private_folder
from automation.settings import Settings

SUPPRESSION_FILE, RESPOND_FILE, SIGN_IN_FILE = "suppression.key", "respond.key", "sign-in.key"
# Bytes of a secret that is made here, and the fewest characters of one that is read.
LENGTH = 32
SHORTEST = 16


class Secrets:
    """The secrets of one workbook's outreach.

    Args:
        folder: Of the secrets that the settings do not name.
        settings: Of the installation.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder, self._settings = folder, settings

    def suppression(self, known: str) -> bytes:
        """The secret of the suppression list; one is made for a list without one.

        Args:
            known: The fingerprint of the secret with which the list was made, "" for a list without one.

        Raises:
            LedgerError: The secret is missing, or is not the one with which the list was made.
            MailNotWritable: The new secret cannot be written.
        """
        path, secret = self._suppression_path, _read(self._suppression_path)
        if secret is None and not known and not self._settings.suppression_secret_file:
            secret = _make(path)
        if secret is None:
            raise LedgerError(
                f"{path} does not hold the secret of the suppression list, so people on it cannot be recognised: "
                "nothing is sent. Restore the file from a backup."
            )
        if known and fingerprint(secret) != known:
            raise LedgerError(
                f"{path} does not hold the secret with which the suppression list was made: nothing is sent. "
                "Restore the file from a backup."
            )
        return secret

    def known_suppression(self) -> bytes | None:
        """The secret of the suppression list; None if it is not on this machine."""
        return _read(self._suppression_path)

    def respond(self) -> bytes:
        """The secret that signs the links to candidates' pages; one is made if there is none.

        Raises:
            ConfigError: The file named in the settings does not hold it.
            MailNotWritable: The new secret cannot be written.
        """
        return self._own(self._settings.respond_secret_file, RESPOND_FILE, "the candidates' pages")

    def sign_in(self) -> bytes:
        """The secret that signs the dashboard's sessions; one is made if there is none.

        Raises:
            ConfigError: The file named in the settings does not hold it.
            MailNotWritable: The new secret cannot be written.
        """
        return self._own(self._settings.sign_in_secret_file, SIGN_IN_FILE, "signing in")

    @property
    def _suppression_path(self) -> Path:
        return Path(self._settings.suppression_secret_file or self._folder / SUPPRESSION_FILE)

    def _own(self, named: str | None, file: str, what: str) -> bytes:
        path = Path(named) if named else self._folder / file
        secret = _read(path) or (None if named else _make(path))
        if secret is None:
            raise ConfigError(f"{path} does not hold the secret of {what}: {SHORTEST} characters or more.")
        return secret


def _read(path: Path) -> bytes | None:
    """The secret in a file; None if there is none, or if it is too short."""
    try:
        secret = path.read_bytes().strip()
    except OSError:
        return None
    return secret if len(secret) >= SHORTEST else None


def _make(path: Path) -> bytes | None:
    """Make a secret in a file; if another process was first, return its secret."""
    try:
        if not path.parent.is_dir():
            private_folder(path.parent)
        # The name appears only with the whole secret, as another process may read it at this moment.
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(LENGTH))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    except OSError as error:
        raise MailNotWritable(cannot_be_written(path, error)) from error
    return _read(path)
