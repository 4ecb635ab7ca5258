"""What stands in the address of a candidate's page: which message it came with, signed.

A token holds no name, no address and no day: it names a message of the ledger, and the ledger knows the rest, so also
how old it is.
"""

import re
from hashlib import sha256

from itsdangerous import BadSignature, Signer
from itsdangerous.encoding import base64_decode, base64_encode

SALT = b"backpocket candidate page"
# Longer than any token that was ever made.
LONGEST = 200
_SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


def token_of(secret: bytes, send_id: str) -> str:
    """The token of a message. It doesn't hold the ID as it is, so that no program on the way takes it for one."""
    return _signer(secret).sign(base64_encode(send_id)).decode()


def send_id_of(secret: bytes, token: str) -> str | None:
    """The message that a token came with; None where nobody signed it here."""
    if len(token) > LONGEST or not _SHAPE.fullmatch(token):
        return None
    try:
        send_id = base64_decode(_signer(secret).unsign(token)).decode()
    except (BadSignature, ValueError):
        return None
    # Base64 has several spellings of most values; only the one that was made counts, so that limits count one token.
    return send_id if token == token_of(secret, send_id) else None


def _signer(secret: bytes) -> Signer:
    return Signer(secret, salt=SALT, key_derivation="hmac", digest_method=sha256)
