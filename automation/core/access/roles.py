"""Who may see and do what in the dashboard.

Roles come from the settings, never from the workbook. Whoever is not named there sees and does nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from automation.core.identity.email_addresses import InvalidAddress, read_address, read_mailbox
from automation.core.text import key_of


class Right(StrEnum):
    """Something that can be seen or done, as the end of "you may not …"."""

    FIGURES = "see the figures"
    SLATES = "see slates"
    DECIDE = "shortlist, pass, or note a look into the pocket"
    SHELVE = "add candidates"
    PEOPLE = "see all candidates and their contact details"
    FOLLOW_UP = "deal with follow-ups"
    WRITE = "write to people, or deal with what they answer"
    REFRESH = "refresh the matches"
    RESUME = "resume sending"


class Role(StrEnum):
    """What somebody is here, as the settings call it."""

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
    """Somebody who may look.

    Attributes:
        role: Theirs.
        name: As the workbook knows them; "" on a machine of one's own, where a name is typed.
        email: That they signed in with; "" there.
    """

    role: Role
    name: str = ""
    email: str = ""

    @property
    def signed_in(self) -> bool:
        """Whether a provider said who they are."""
        return bool(self.email)

    def may(self, right: Right) -> bool:
        """Whether their role has a right."""
        return right in RIGHTS[self.role]

    def owns(self, hiring_manager: str) -> bool:
        """Whether requisitions with this Hiring manager are theirs to look at, or everybody's are."""
        mine = {key_of(self.name), self.email} - {""}
        return self.role is not Role.MANAGER or key_of(hiring_manager) in mine


# Whoever sits at the machine that the dashboard runs on may do what they could do to the file.
OWNER = Access(Role.ADMIN)


class Refusal(StrEnum):
    """Why somebody sees nothing."""

    SIGNED_OUT = "signed out"
    EXPIRED = "expired"
    UNVERIFIED = "unverified"
    NO_ROLE = "no role"
    CLOSED = "closed"  # Nobody can be told apart: the settings cannot be read.


@dataclass(frozen=True)
class Door:
    """How what a provider says of somebody is judged.

    Attributes:
        members: E-mail in lower case → the access of whoever signs in with it.
        trusts_email: Whether an address counts of which the provider says nothing; one it calls unverified never does.
        seconds: How long a sign-in lasts; None for as long as the provider says.
    """

    members: Mapping[str, Access] = field(default_factory=dict)
    trusts_email: bool = False
    seconds: float | None = None


def admitted(claims: Mapping[str, object], door: Door, now: float) -> Access | Refusal:
    """Who somebody is here, from what their provider said of them.

    Args:
        claims: Of the ID token, and `is_logged_in`.
        door: How they are judged.
        now: Seconds since 1970, by this machine's clock.
    """
    if claims.get("is_logged_in") is not True:
        return Refusal.SIGNED_OUT
    until = _seconds(claims, "exp") if door.seconds is None else _seconds(claims, "iat", door.seconds)
    # What is no number is later than nothing.
    if until is None or not until > now:
        return Refusal.EXPIRED
    email = claims.get("email")
    if not isinstance(email, str) or not email.strip() or not _verified(claims, door):
        return Refusal.UNVERIFIED
    # Letters of other scripts may become those of somebody else in lower case.
    return door.members.get(email.strip().lower(), Refusal.NO_ROLE) if email.isascii() else Refusal.NO_ROLE


def _seconds(claims: Mapping[str, object], name: str, more: float = 0) -> float | None:
    value = claims.get(name)
    return value + more if isinstance(value, int | float) and not isinstance(value, bool) else None


def _verified(claims: Mapping[str, object], door: Door) -> bool:
    said = claims.get("email_verified")
    # Some providers write it as text.
    return door.trusts_email if said is None else said is True or said == "true"


class UnclearRoles(ValueError):
    """Who has which role cannot be told; the message says everything at once."""


def members_of(roles: Mapping[str, Iterable[str]]) -> dict[str, Access]:
    """E-mail in lower case → access, from lists of "Dana Reyes <dana@acme.example>" by role.

    Raises:
        UnclearRoles: A role is not known, an entry cannot be read, somebody has two roles, or two people one name.
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
    """Names that two people have: what the workbook says of one would be the other's, too."""
    seen: dict[str, Access] = {}
    problems = []
    for one in members:
        # In a viewer's name nothing is done, and nothing is theirs.
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
    # Nothing is ever noted in a viewer's name.
    name, address = ("", read_address(text)) if role is Role.VIEWER and "<" not in text else read_mailbox(text)
    return Access(role, name, address.lower())
