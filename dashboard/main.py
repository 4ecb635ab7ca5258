"""The script behind every page: draws the page frame, then the page that the address names."""

from pathlib import Path

import streamlit as st

from automation.core.access.roles import Access, Refusal, Right
from dashboard.auth import session
from dashboard.ui import access_denied, page_frame, phone_tabs, user_actions, user_name
from dashboard.ui.templating import style

_HERE = Path(__file__).parent
_PAGES = _HERE / "app_pages"

# File in `app_pages` → its title in the menu, its tooltip, the right that it needs. Missing files are left out.
PAGES = {
    "overview": ("Pocket", "Is the pocket alive, and what needs a person today?", Right.FIGURES),
    "requisitions": ("Requisitions", "Each open requisition and who we have in mind for it.", Right.SLATES),
    "candidates": ("Candidates", "All candidates, and each one's history.", Right.SLATES),
    "follow_ups": ("Follow-ups", "Whom to get back to, and why.", Right.FOLLOW_UP),
    "outreach": ("Outreach", "Write to people, and see what came of it.", Right.WRITE),
    "health": ("Health", "How far people get from the pocket to a hire, as charts and tables.", Right.FIGURES),
    "activity": ("Activity", "Who did what when, and who is snoozed; undo it here.", Right.FOLLOW_UP),
    "data_quality": (
        "Data",
        "What to fix in the workbook, the last runs; import people from other systems.",
        Right.PEOPLE,
    ),
    "fairness": ("Fairness", "Whose people get hired, and selection rates side by side.", Right.FIGURES),
}

# Addresses that differ from the file's name.
_ADDRESSES = {"overview": "pocket", "data_quality": "data"}


def _menu(access: Access | None) -> list[st.Page]:
    """The pages of the menu.

    Args:
        access: The user's. Pages that the user may not see are hidden, and say so at their address. None: all pages.
    """
    there = [name for name in PAGES if (_PAGES / f"{name}.py").exists()]
    pages = [_page(name, mine=access is None or access.may(PAGES[name][2])) for name in there]
    if any(page.title == PAGES[there[0]][0] and page.visibility == "visible" for page in pages):
        return pages
    first = next(page for page in pages if page.visibility == "visible")
    # Streamlit serves the default page at / only. So another page is the default, and links to `first` keep working.
    root = st.Page(
        lambda: st.switch_page(first), title="Backpocket", url_path="start", default=True, visibility="hidden"
    )
    return [root, *pages]


def _page(name: str, *, mine: bool) -> st.Page:
    title, help_text, _ = PAGES[name]
    address = _ADDRESSES.get(name, name).replace("_", "-")
    if not mine:
        return st.Page(page_frame.no_access, title=title, url_path=address, visibility="hidden")
    file = _PAGES / f"{name}.py"
    return st.Page(file, title=title, url_path=address, help=help_text, default=name == "overview")


st.set_page_config(page_title="Backpocket", page_icon=str(_HERE / "icon.png"), layout="wide")
st.logo(str(_HERE / "logo.svg"))
# Drawers are outside the element for which Streamlit sets the colour scheme.
st.html(f"{style('page')}<style>:root {{ color-scheme: {st.context.theme.type or 'light dark'}; }}</style>")
admitted = session.admission()
if isinstance(admitted, Refusal):
    st.navigation(_menu(None), position="hidden")
    access_denied.draw(admitted)
else:
    session.show_to(admitted)
    menu = _menu(admitted)
    page = st.navigation(menu, position="top")
    phone_tabs.draw(menu, page)
    page_frame.open_page(user_name.header)
    user_actions.show_outcome()
    page_frame.unknown_parameters()
    page.run()
    user_name.ask_if_needed(page_frame.view())
