"""Who may see and do what: no one by default, whatever the sign-in provider claims."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.access.roles import (
    OWNER,
    RIGHTS,
    Access,
    Door,
    Refusal,
    Right,
    Role,
    UnclearRoles,
    admitted,
    members_of,
)

NOW = 1_800_000_000.0
DANA = Access(Role.RECRUITER, "Dana Reyes", "dana@acme.example")
DOOR = Door({DANA.email: DANA})
GOOD = {"is_logged_in": True, "email": "dana@acme.example", "email_verified": True, "iat": NOW - 60, "exp": NOW + 60}

anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just("dana@acme.example"), st.just(NOW + 1)
)


class TestAdmitted:
    def test_good_claims_are_let_in(self) -> None:
        """A person with a role, a confirmed address and time left has the access of their role."""
        assert admitted(GOOD, DOOR, NOW) == DANA

    @given(st.dictionaries(st.sampled_from(list(GOOD)), anything))
    def test_only_good_claims_are_let_in(self, claims: dict[str, object]) -> None:
        """Whatever is claimed, only all of these together open the door."""
        found = admitted(claims, DOOR, NOW)
        if not isinstance(found, Refusal):
            assert claims["is_logged_in"] is True
            assert str(claims["email"]).strip().lower() == DANA.email
            assert claims["email_verified"] in {True, "true"}
            assert float(str(claims["exp"])) > NOW

    @pytest.mark.parametrize(
        ("changed", "refusal"),
        [
            ({"is_logged_in": False}, Refusal.SIGNED_OUT),
            ({"is_logged_in": "yes"}, Refusal.SIGNED_OUT),
            ({"exp": NOW}, Refusal.EXPIRED),
            ({"exp": None}, Refusal.EXPIRED),
            ({"exp": True}, Refusal.EXPIRED),
            ({"exp": str(NOW + 60)}, Refusal.EXPIRED),
            ({"exp": float("nan")}, Refusal.EXPIRED),
            ({"email_verified": False}, Refusal.UNVERIFIED),
            ({"email_verified": None}, Refusal.UNVERIFIED),
            ({"email_verified": "no"}, Refusal.UNVERIFIED),
            ({"email": ""}, Refusal.UNVERIFIED),
            ({"email": ["dana@acme.example"]}, Refusal.UNVERIFIED),
            ({"email": "dana@acme.example.evil"}, Refusal.NO_ROLE),
            ({"email": "lee@acme.example"}, Refusal.NO_ROLE),
        ],
    )
    def test_each_lack_has_its_refusal(self, changed: dict[str, object], refusal: Refusal) -> None:
        """Each missing condition has its own refusal, so that the page can name it."""
        assert admitted(GOOD | changed, DOOR, NOW) is refusal

    def test_case_does_not_matter(self) -> None:
        """Addresses are compared without regard to case, but other scripts' similar letters stay different."""
        assert admitted(GOOD | {"email": " Dana@ACME.example "}, DOOR, NOW) == DANA
        kelvin = Door({"kim@acme.example": DANA})
        assert admitted(GOOD | {"email": "\u212aim@acme.example"}, kelvin, NOW) is Refusal.NO_ROLE

    def test_a_provider_that_says_nothing(self) -> None:
        """With the setting, silence about an address is enough; a no never is."""
        door = Door(DOOR.members, trusts_email=True)
        assert admitted(GOOD | {"email_verified": None}, door, NOW) == DANA
        assert admitted(GOOD | {"email_verified": False}, door, NOW) is Refusal.UNVERIFIED

    def test_hours_of_our_own(self) -> None:
        """With a length of our own the day of signing in counts, not the provider's end."""
        door = Door(DOOR.members, seconds=3600)
        assert admitted(GOOD | {"exp": NOW - 1}, door, NOW) == DANA
        assert admitted(GOOD | {"iat": NOW - 3600}, door, NOW) is Refusal.EXPIRED
        assert admitted(GOOD | {"iat": None}, door, NOW) is Refusal.EXPIRED


class TestRights:
    def test_each_role_has_its_rights(self) -> None:
        """Viewers see figures and nothing else; managers no contact data; admins alone resume sending."""
        assert RIGHTS[Role.VIEWER] == {Right.FIGURES}
        assert RIGHTS[Role.MANAGER] == {Right.SLATES, Right.DECIDE, Right.SHELVE}
        assert set(Right) - RIGHTS[Role.RECRUITER] == {Right.RESUME}
        assert RIGHTS[Role.ADMIN] == set(Right)
        assert all(OWNER.may(right) for right in Right)

    @given(st.text(string.ascii_letters + " ", min_size=1))
    def test_managers_own_requisitions_that_name_them(self, name: str) -> None:
        """A requisition is a hiring manager's by name or address, whatever the case; others look at all."""
        priya = Access(Role.MANAGER, "Priya Shah", "priya@acme.example")
        assert priya.owns(" PRIYA  shah ")
        assert priya.owns("Priya@acme.example")
        assert priya.owns(name) == (" ".join(name.lower().split()) == "priya shah")
        assert not priya.owns("")
        assert DANA.owns(name)

    def test_a_manager_without_a_name_owns_nothing(self) -> None:
        """An empty Hiring manager belongs to no one, even if a member's name is empty, too."""
        assert not Access(Role.MANAGER, "", "").owns("")


class TestMembers:
    def test_roles_are_read(self) -> None:
        """Lists by role, the role's word written as people do; addresses in lower case."""
        found = members_of({"Hiring manager": ["Priya Shah <Priya@Acme.example>"], "viewer": ["vera@acme.example"]})
        assert found == {
            "priya@acme.example": Access(Role.MANAGER, "Priya Shah", "priya@acme.example"),
            "vera@acme.example": Access(Role.VIEWER, "", "vera@acme.example"),
        }

    def test_all_errors_are_reported_at_once(self) -> None:
        """Refused: a role that is not known, an entry without a name, and a person with two roles."""
        with pytest.raises(UnclearRoles) as caught:
            members_of(
                {
                    "boss": ["Ana <ana@acme.example>"],
                    "recruiter": ["lee@acme.example", "Dana <dana@acme.example>"],
                    "admin": ["Dana <dana@acme.example>"],
                }
            )
        said = str(caught.value)
        assert "'boss' is not a role: write viewer, hiring_manager, recruiter or admin" in said
        assert "'lee@acme.example' is not written like Dana Reyes <dana@acme.example>" in said
        assert "dana@acme.example is there twice" in said

    def test_two_people_with_one_name(self) -> None:
        """A member with another member's name is refused: they would own that one's requisitions."""
        with pytest.raises(UnclearRoles, match=r"alex@\S+ and kim@\S+ are both called Alex Kim"):
            members_of({"hiring_manager": ["alex kim <alex@acme.example>"], "admin": ["Alex Kim <kim@acme.example>"]})
        viewers = ["Alex Kim <alex@acme.example>", "vera@acme.example", "tom@acme.example"]
        assert len(members_of({"viewer": viewers, "admin": ["Alex Kim <kim@acme.example>"]})) == 4
