"""Alerts: draft those that are due, invite candidates to them, and give or revoke standing releases."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from automation.core.ledger.standing_releases import MOST_A_WEEK, MOST_DAYS, StandingRelease, in_force, sent_by
from automation.core.messages.alerts import due_alerts, to_invite
from automation.core.sentences import counted
from automation.core.workbook.choices import families_of
from automation.outreach import alerts
from automation.outreach.context import Mailroom
from automation.outreach.drafting import Prepared
from automation.readmodel.workbook_view import View
from dashboard.data.names import colleague
from dashboard.ui import user_actions
from dashboard.ui.components import day, empty, heading, popover
from dashboard.ui.messages import message_batch
from dashboard.ui.templating import macro

# Drafts that a person reads at a time.
MOST_AT_ONCE = 50
# Fields.
_FAMILY, _CAP, _DAYS = "release_family", "release_cap", "release_days"
_WHY = "release_why"


def draw(view: View) -> None:
    """Draw what is due, with the buttons that draft it, and the standing releases."""
    if "alerts" not in view.memo:
        view.memo["alerts"] = len(due_alerts(view.workbook)), len(to_invite(view.workbook))
    due, invitations = view.memo["alerts"]
    heading("Alerts", "New openings for candidates who want to hear of them. You read each message before it is sent.")
    _draft(f"{counted(due, 'alert')} due", "Draft the alerts", "draft_alerts", due)
    _draft(
        f"{counted(invitations, 'candidate')} did not say yet whether they want alerts; each is asked once.",
        "Draft invitations",
        "draft_invitations",
        invitations,
    )
    _standing(view)


def _draft(text: str, label: str, key: str, count: int) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        more = f" The first {MOST_AT_ONCE} are drafted." if count > MOST_AT_ONCE else ""
        st.html(f"{text}{more}")
        act = _draft_alerts if key == "draft_alerts" else _draft_invitations
        st.button(label, key=key, on_click=act, disabled=not count)


def _draft_alerts() -> None:
    message_batch.draft_with(_alerts)


def _draft_invitations() -> None:
    message_batch.draft_with(_invitations)


def _alerts(room: Mailroom, by: str) -> list[Prepared]:
    return alerts.draft_alerts(room, by, most=MOST_AT_ONCE)


def _invitations(room: Mailroom, by: str) -> list[Prepared]:
    return alerts.draft_invitations(room, by, most=MOST_AT_ONCE)


def _standing(view: View) -> None:
    releases = in_force(view.ledger.standing, view.today)
    heading(
        "Standing releases",
        "Alerts about a role family go out in a colleague's name without being read first. The message says so.",
    )
    draw_releases(view, releases)
    free = [family for family in families_of(view.book) if not any(one.covers([family]) for one in releases)]
    if free:
        _allow(free)


def _allow(families: Sequence[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Role family", families, key=_FAMILY, width=220)
        st.number_input("Messages a week (maximum)", 1, MOST_A_WEEK, 20, key=_CAP, width=190)
        st.number_input("Days", 1, MOST_DAYS, MOST_DAYS, key=_DAYS, width=110)
        user_actions.button("Give a standing release", _give, key="release_give")


def _give() -> None:
    state = st.session_state
    family, cap, days = str(state[_FAMILY]), int(state[_CAP]), int(state[_DAYS])
    text = f"From the next run on, alerts about {family} go out in your name."
    user_actions.decide(text, lambda room, by: alerts.allow(room, family, by, cap, days))


def draw_releases(view: View, releases: Sequence[StandingRelease]) -> None:
    """Draw standing releases: whose, for which role family, until when, each with a button that revokes it."""
    if not releases:
        empty("There is no standing release.", "Each alert is released by a person.")
        return
    sends = view.ledger.sends.values()
    with st.container(gap="xxsmall", key="releases"):
        for one in releases:
            with st.container(
                border=True, horizontal=True, vertical_alignment="center", gap="small", key=f"release_{one.release_id}"
            ):
                used = f"{sent_by(sends, one.release_id, view.as_of)} of {one.cap} within 7 days"
                about = f"by {colleague(view, one.by)} · {used} · until {day(one.until, view.today)}"
                st.html(macro("release", family=one.family, about=about), width="stretch")
                popover("Revoke", partial(_ask_why, one), key=f"revoke_{one.release_id}")


def _ask_why(release: StandingRelease) -> None:
    field = f"{_WHY}_{release.release_id}"
    st.text_input("Why", key=field, placeholder="such as: I read them myself again")
    key = f"revoke_now_{release.release_id}"
    user_actions.button("Revoke now", _revoke, release.release_id, field, key=key, kind="primary")


def _revoke(release_id: str, field: str) -> None:
    user_actions.decide_with_reason("Revoked. It sends no more messages.", field, alerts.revoke, release_id)
