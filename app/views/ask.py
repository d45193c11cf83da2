"""Ask a question: the answer table, the sentence behind each row, the query."""

from __future__ import annotations

import streamlit as st

from drawing import as_label, draw_answer, draw_no_graph
from loading import load_answer, open_graph
from ncgraph import NcgraphError

EXAMPLES = (
    "Which quasi-type-II emitters have lased under CW pumping?",
    "Which nanoplatelets show ASE but have not lased?",
    "What is the lowest lasing threshold?",
    "How many samples have lased in a DBR cavity?",
)


def _choose(question: str) -> None:
    st.session_state.question = question


st.title("Ask the literature")
st.session_state.setdefault("question", st.query_params.get("q", ""))
st.text_input(
    "Question",
    key="question",
    placeholder="Which quasi-type-II emitters have lased under CW pumping?",
    label_visibility="collapsed",
    icon=":material/search:",
)
with st.container(horizontal=True):
    for example in EXAMPLES:
        st.button(
            as_label(example),
            on_click=_choose,
            args=(example,),
            key=f"example {example}",
            type="tertiary",
            icon=":material/arrow_forward:",
        )

question = st.session_state.question.strip()
try:
    if question:
        st.query_params["q"] = question
        draw_answer(load_answer(question), _choose)
    else:
        st.query_params.clear()
        open_graph()
except NcgraphError as error:
    draw_no_graph(str(error))
