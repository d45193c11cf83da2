"""Claims as they were read, before any reasoning: by kind, by words."""

from __future__ import annotations

import streamlit as st

from drawing import draw_claims, draw_no_graph
from loading import load_claims
from ncgraph import NcgraphError

st.title("Claims")
try:
    claims = load_claims()
except NcgraphError as error:
    draw_no_graph(str(error))
    st.stop()

kinds = st.multiselect("Kind", sorted({str(claim["kind"]) for claim in claims}))
words = st.text_input("Words in the quote or the sample").lower()
shown = [
    claim
    for claim in claims
    if (not kinds or claim["kind"] in kinds)
    and words in f"{claim['quote']} {claim.get('sample') or ''}".lower()
]
st.caption(f"{len(shown)} of {len(claims)} claims")
draw_claims(shown)
