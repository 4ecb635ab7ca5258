"""Signed tokens for the addresses of pages: a candidate's names the message that it was sent with.

A token holds no name, address or day. The ledger knows these for the message, so also how old the token is. Pages for
colleagues have tokens of their own kinds, which are not valid on any other page.
"""

import re
from hashlib import sha256

from itsdangerous import BadSignature, Signer
from itsdangerous.encoding import base64_decode, base64_encode

# Each kind of page has a salt of its own.
CANDIDATE = b"backpocket candidate page"
CLOSING = b"backpocket closing page"
REVIEW = b"backpocket review page"
# In characters; no token of ours is longer.
LONGEST = 200
_SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


def token_of(secret: bytes, send_id: str, kind: bytes = CANDIDATE) -> str:
    """The token of a message, or of what else an ID names, for one kind of page.

    The ID is encoded in it, so that no mail program mistakes it for an ID of ours.
    """
    return _signer(secret, kind).sign(base64_encode(send_id)).decode()


def send_id_of(secret: bytes, token: str, kind: bytes = CANDIDATE) -> str | None:
    """The ID that a token names; None where it was not signed with this secret for this kind of page."""
    if len(token) > LONGEST or not _SHAPE.fullmatch(token):
        return None
    try:
        send_id = base64_decode(_signer(secret, kind).unsign(token)).decode()
    except (BadSignature, ValueError):
        return None
    # Base64 can spell one value in several ways. Only our spelling counts, so that limits per token hold.
    return send_id if token == token_of(secret, send_id, kind) else None


def _signer(secret: bytes, kind: bytes) -> Signer:
    return Signer(secret, salt=kind, key_derivation="hmac", digest_method=sha256)
