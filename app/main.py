"""Router of the ncgraph page; `ncgraph app` runs it. Every view is a file in `views/`."""

from __future__ import annotations

import streamlit as st

st.set_page_config(page_title="ncgraph", page_icon=":material/hub:", layout="wide")
st.navigation(
    [
        st.Page("views/ask.py", title="Ask", icon=":material/search:", default=True),
        st.Page("views/claims.py", title="Claims", icon=":material/format_quote:"),
    ],
    position="top",
).run()
