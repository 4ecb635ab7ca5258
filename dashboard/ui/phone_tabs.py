"""On a phone: the pages that people need most, as tabs at the lower edge, within reach of the thumb."""

from collections.abc import Sequence

import streamlit as st

# Address of a page → the icon of its tab. The browser's button for the whole menu stands beside them as "More".
TABS = {
    "": ":material/inventory_2:",
    "requisitions": ":material/work:",
    "candidates": ":material/group:",
    "follow-ups": ":material/event:",
}


def draw(menu: Sequence[st.Page], here: st.Page) -> None:
    """Draw the tabs. The page's style hides them where the menu at the top has room.

    Args:
        menu: All pages of the user's menu; hidden ones get no tab.
        here: The page that is drawn, whose tab is marked.
    """
    shown = [page for page in menu if page.url_path in TABS and page.visibility == "visible"]
    with st.container(horizontal=True, gap=None, key="phone_tabs"):
        for page in shown:
            mark = "_here" if page.url_path == here.url_path else ""
            with st.container(key=f"phone_tab_{page.url_path or 'pocket'}{mark}"):
                st.page_link(page, label=page.title, icon=TABS[page.url_path])
