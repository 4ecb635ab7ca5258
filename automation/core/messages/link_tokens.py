"""Signed tokens for the addresses of candidates' pages; each names the message that it was sent with.

A token holds no name, address or day. The ledger knows these for the message, so also how old the token is.
"""

import re
from hashlib import sha256

from itsdangerous import BadSignature, Signer
from itsdangerous.encoding import base64_decode, base64_encode

SALT = b"backpocket candidate page"
# In characters; no token of ours is longer.
LONGEST = 200
_SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


def token_of(secret: bytes, send_id: str) -> str:
    """The token of a message. The ID is encoded in it, so that no mail program mistakes it for an ID of ours."""
    return _signer(secret).sign(base64_encode(send_id)).decode()


def send_id_of(secret: bytes, token: str) -> str | None:
    """The ID of the message that a token was sent with; None where the token was not signed with this secret."""
    if len(token) > LONGEST or not _SHAPE.fullmatch(token):
        return None
    try:
        send_id = base64_decode(_signer(secret).unsign(token)).decode()
    except (BadSignature, ValueError):
        return None
    # Base64 can spell one value in several ways. Only our spelling counts, so that limits per token hold.
    return send_id if token == token_of(secret, send_id) else None


def _signer(secret: bytes) -> Signer:
    return Signer(secret, salt=SALT, key_derivation="hmac", digest_method=sha256)
