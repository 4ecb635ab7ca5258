"""Is the pocket alive, and what needs a person today?"""

import streamlit as st

from dashboard import frame

scope = frame.scope()
st.write(len(scope.book.candidates))
