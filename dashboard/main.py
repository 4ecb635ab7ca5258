"""The script behind every page: the frame, then the page that the address names."""

from pathlib import Path

import streamlit as st

from dashboard import frame
from dashboard.components import STYLE

_PAGES = Path(__file__).parent / "app_pages"

# File in `app_pages` → what the menu says, and its tooltip. A page that isn't there yet is not listed.
PAGES = {
    "pocket": ("Pocket", "Is the pocket alive, and what needs a person today?"),
    "requisitions": ("Requisitions", "Each open requisition and who we have in mind for it."),
    "candidates": ("Candidates", "Everybody on the list, and each one's story."),
    "follow_ups": ("Follow-ups", "Whom to get back to, and why."),
    "outreach": ("Outreach", "Write to people, and see what came of it."),
    "data": ("Data", "What to mend in the workbook, and the last runs."),
    "fairness": ("Fairness", "Whose people get hired, and selection rates side by side."),
}


def _menu() -> list[st.Page]:
    there = {name: said for name, said in PAGES.items() if (_PAGES / f"{name}.py").exists()}
    return [
        st.Page(
            _PAGES / f"{name}.py",
            title=title,
            url_path=name.replace("_", "-"),
            help=help_text,
            default=name == "pocket",
        )
        for name, (title, help_text) in there.items()
    ]


st.set_page_config(page_title="Backpocket", page_icon=str(Path(__file__).parent / "icon.png"), layout="wide")
# Drawers hang outside the part of the page that knows the colour scheme.
st.html(f"{STYLE}<style>:root {{ color-scheme: {st.context.theme.type or 'light dark'}; }}</style>")
page = st.navigation(_menu(), position="top")
frame.open_page()
page.run()
