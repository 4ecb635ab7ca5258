"""The page for users who may see no other: one sentence, and one button."""

import streamlit as st

from automation.core.access.roles import Refusal
from automation.errors import BackpocketError
from dashboard.auth import session
from dashboard.auth.sign_in import FAILED
from dashboard.data.current_settings import load
from dashboard.ui.templating import element, style


def draw(refusal: Refusal) -> None:
    """Draw the page. It reads nothing of the workbook."""
    st.html(style("access_denied"))
    with st.container(key="gate", gap="medium"):
        st.title("Backpocket", anchor=False)
        st.html(element(_sentence(refusal), tag="p"))
        if refusal in {Refusal.SIGNED_OUT, Refusal.EXPIRED}:
            label = "Sign in" if refusal is Refusal.SIGNED_OUT else "Sign in again"
            st.button(label, type="primary", on_click=st.login, key="sign_in")
        elif refusal is not Refusal.CLOSED:
            st.button("Sign out", on_click=st.logout, key="sign_out")


def _sentence(refusal: Refusal) -> str:
    me = session.user_claim("email") or "a user without an address"
    if refusal is Refusal.CLOSED:
        return "The settings of this dashboard cannot be read right now. backpocket check says why to those who run it."
    if refusal is Refusal.EXPIRED:
        return "Your sign-in has expired."
    if refusal is Refusal.UNVERIFIED:
        return f"You are signed in as {me}, but this address is not confirmed. Ask {_whom_to_ask()}."
    if refusal is Refusal.NO_ROLE:
        return f"You are signed in as {me}, but you have no role here. Ask {_whom_to_ask()}."
    if st.query_params.get(FAILED[0]) == FAILED[1]:
        # Strangers may read this, so it names no person.
        return "Signing in did not work. Try again; if it keeps failing, ask the person who runs this dashboard."
    return "People you already know, for the openings you have now. Sign in with your work account."


def _whom_to_ask() -> str:
    try:
        admins = load().admins
    except BackpocketError:
        admins = []
    return " or ".join(admins[:2]) or "the person who runs this dashboard"
