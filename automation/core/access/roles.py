"""Who may see and do what in the dashboard.

Roles come from the settings, never from the workbook. A person without a role there sees and does nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from automation.core.identity.email_addresses import InvalidAddress, read_address, read_mailbox
from automation.core.text import key_of


class Right(StrEnum):
    """Something that a role may see or do; the text ends the sentence "you may not …"."""

    FIGURES = "see the figures"
    SLATES = "see slates"
    DECIDE = "shortlist, pass, or note a look into the pocket"
    SHELVE = "add candidates"
    PEOPLE = "see all candidates and their contact details"
    FOLLOW_UP = "deal with follow-ups"
    FORGET = "delete candidates' details"
    WRITE = "write to people, or deal with their replies"
    REFRESH = "refresh the matches"
    RESUME = "resume sending"


class Role(StrEnum):
    """The role of a user, as the settings call it."""

    VIEWER = "viewer"
    MANAGER = "hiring manager"
    RECRUITER = "recruiter"
    ADMIN = "admin"


_MANAGERS = frozenset({Right.SLATES, Right.DECIDE, Right.SHELVE})
RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset({Right.FIGURES}),
    # Of their own requisitions.
    Role.MANAGER: _MANAGERS,
    Role.RECRUITER: frozenset(Right) - {Right.RESUME},
    Role.ADMIN: frozenset(Right),
}


@dataclass(frozen=True)
class Access:
    """A user and their role.

    Attributes:
        role: What they may see and do.
        name: Their name in the workbook; "" where no sign-in is set up, and users type their name.
        email: The address they signed in with; "" without a sign-in.
    """

    role: Role
    name: str = ""
    email: str = ""

    @property
    def signed_in(self) -> bool:
        """Whether a provider confirmed who they are."""
        return bool(self.email)

    def may(self, right: Right) -> bool:
        """Whether their role has a right."""
        return right in RIGHTS[self.role]

    def owns(self, hiring_manager: str) -> bool:
        """Whether they may look at requisitions of this hiring manager; only managers are limited to their own."""
        mine = {key_of(self.name), self.email} - {""}
        return self.role is not Role.MANAGER or key_of(hiring_manager) in mine


# A user at the machine that the dashboard runs on could change the file anyway, so they may do everything.
OWNER = Access(Role.ADMIN)


class Refusal(StrEnum):
    """Why a user may not enter."""

    SIGNED_OUT = "signed out"
    EXPIRED = "expired"
    UNVERIFIED = "unverified"
    NO_ROLE = "no role"
    CLOSED = "closed"  # The settings cannot be read, so roles are unknown.


@dataclass(frozen=True)
class Door:
    """The rules for sign-ins.

    Attributes:
        members: E-mail in lower case → the access of the user who signs in with it.
        trusts_email: Whether to accept an address without `email_verified`. An unverified one is never accepted.
        seconds: How long a sign-in lasts; None for as long as the provider says.
    """

    members: Mapping[str, Access] = field(default_factory=dict)
    trusts_email: bool = False
    seconds: float | None = None


@dataclass(frozen=True)
class SignIn:
    """How people sign in to the dashboard.

    Attributes:
        url: The address at which users open the dashboard, without a slash at the end.
        provider: The address of the provider's OpenID configuration.
        client_id: The OAuth client ID of the dashboard.
        client_secret: The OAuth client secret of the dashboard.
        door: Who is let in, and for how long.
    """

    url: str
    provider: str
    client_id: str
    client_secret: str
    door: Door


def admitted(claims: Mapping[str, object], door: Door, now: float) -> Access | Refusal:
    """The access of the user whom a provider signed in, or why they may not enter.

    Args:
        claims: Those of the ID token, and `is_logged_in`.
        door: The rules for sign-ins.
        now: Seconds since 1970, by this machine's clock.
    """
    if claims.get("is_logged_in") is not True:
        return Refusal.SIGNED_OUT
    until = _seconds(claims, "exp") if door.seconds is None else _seconds(claims, "iat", door.seconds)
    # Written so that NaN counts as expired.
    if until is None or not until > now:
        return Refusal.EXPIRED
    email = claims.get("email")
    if not isinstance(email, str) or not email.strip() or not _verified(claims, door):
        return Refusal.UNVERIFIED
    # In lower case, letters of other scripts may turn into another member's address.
    return door.members.get(email.strip().lower(), Refusal.NO_ROLE) if email.isascii() else Refusal.NO_ROLE


def _seconds(claims: Mapping[str, object], name: str, more: float = 0) -> float | None:
    value = claims.get(name)
    return value + more if isinstance(value, int | float) and not isinstance(value, bool) else None


def _verified(claims: Mapping[str, object], door: Door) -> bool:
    verified = claims.get("email_verified")
    # Some providers write it as text.
    return door.trusts_email if verified is None else verified is True or verified == "true"


class UnclearRoles(ValueError):
    """The roles in the settings contradict each other or cannot be read; the message lists every problem."""


def members_of(roles: Mapping[str, Iterable[str]]) -> dict[str, Access]:
    """E-mail in lower case → access, from lists of "Dana Reyes <dana@acme.example>" by role.

    Raises:
        UnclearRoles: A role is unknown, an entry cannot be read, a person has two roles, or two people have one name.
    """
    known = {key_of(role): role for role in Role}
    found: dict[str, Access] = {}
    problems = []
    for word, people in roles.items():
        role = known.get(key_of(word.replace("_", " ").replace("-", " ")))
        if role is None:
            problems.append(f"'{word}' is not a role: write viewer, hiring_manager, recruiter or admin")
            continue
        for text in people:
            try:
                access = _member(role, text)
            except InvalidAddress as error:
                problems.append(f"'{text}' {error}")
                continue
            if access.email in found:
                problems.append(f"{access.email} is there twice: leave one role")
            found[access.email] = access
    problems += _alike(found.values())
    if problems:
        raise UnclearRoles("; ".join(problems))
    return found


def _alike(members: Iterable[Access]) -> list[str]:
    """A problem for each name that two members share: the workbook could not tell them apart."""
    seen: dict[str, Access] = {}
    problems = []
    for one in members:
        # Viewers act on nothing and own nothing, so their names do not matter.
        if one.role is Role.VIEWER:
            continue
        other = seen.setdefault(key_of(one.name), one)
        if other is not one:
            problems.append(
                f"{other.email} and {one.email} are both called {one.name}: write names that tell them apart, here and "
                "in the workbook"
            )
    return problems


def _member(role: Role, text: str) -> Access:
    # Nothing is recorded under a viewer's name, so it may be missing.
    name, address = ("", read_address(text)) if role is Role.VIEWER and "<" not in text else read_mailbox(text)
    return Access(role, name, address.lower())
