"""Alerts: draft those that are due, invite candidates to them, and give or revoke standing releases."""

from collections.abc import Sequence

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
from dashboard.ui.components import day, empty, heading, md, table
from dashboard.ui.messages import message_batch

# Drafts that a person reads at a time.
MOST_AT_ONCE = 50
# Fields.
_FAMILY, _CAP, _DAYS = "release_family", "release_cap", "release_days"
_REVOKED, _WHY = "release_revoked", "release_why"


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
    if releases:
        sends = view.ledger.sends.values()
        table(
            "Standing releases",
            ["Role family", "By", "Within 7 days", "Until"],
            [
                [
                    one.family,
                    colleague(view, one.by),
                    f"{sent_by(sends, one.release_id, view.as_of)} of {one.cap}",
                    day(one.until, view.today),
                ]
                for one in releases
            ],
        )
        _revoke(releases)
    else:
        empty("There is no standing release.", "Each alert is released by a person.")
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


def _revoke(releases: Sequence[StandingRelease]) -> None:
    families = {one.release_id: one.family for one in releases}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Release", list(families), key=_REVOKED, format_func=lambda one: md(families[one]), width=220)
        st.text_input("Why", key=_WHY, placeholder="such as: I read them myself again", width=320)
        user_actions.button("Revoke", _revoke_chosen, key="release_revoke")


def _revoke_chosen() -> None:
    chosen = str(st.session_state[_REVOKED])
    user_actions.decide_with_reason("Revoked. It sends no more messages.", _WHY, alerts.revoke, chosen)
