"""Draws answers, evidence and claims. Text from papers and people is never read as markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ncgraph.model import Answer, AnswerRow, Conflict, Evidence, Group, Pump

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$:~])")


def as_label(text: str) -> str:
    """Text for a place that reads Markdown (buttons, folds), with all markup made harmless."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def draw_answer(answer: Answer, choose: Callable[[str], None]) -> None:
    """An answer: how it was read, the table, evidence by row, notes, query."""
    if not answer.understood:
        _draw_refusal(answer, choose)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge("Interpreted as", icon=":material/translate:", color="blue")
        st.text(answer.reading)
    if answer.value is not None:
        _draw_value(answer.value, answer.unit)
    if answer.rows:
        _draw_table(answer.rows)
    elif answer.value is None:
        st.info("The graph holds no such thing.", icon=":material/search_off:")
    _draw_groups(answer.groups)
    _draw_notes(answer.notes)
    _draw_evidence(answer.rows)
    _draw_suggestions(answer.suggestions, choose)
    if answer.sparql:
        with st.expander("SPARQL", icon=":material/code:"):
            st.code(answer.sparql, language="sparql", wrap_lines=True)


def _draw_value(value: float | bool | str, unit: str | None) -> None:
    """Yes, no and numbers large; words as text, which is never cut short."""
    if isinstance(value, str):
        with st.container(border=True):
            st.text(value)
    else:
        st.metric(unit or "Answer", _value_words(value))


def _draw_refusal(answer: Answer, choose: Callable[[str], None]) -> None:
    unread = any(note.startswith("not understood") for note in answer.notes)
    reason = (
        "This question is not understood well enough to answer it."
        if unread
        else "This question cannot be answered from the graph."
    )
    st.warning(reason, icon=":material/help:")
    if answer.reading:
        st.caption("Read so far:")
        st.text(answer.reading)
    for note in answer.notes:
        st.text(f"• {note}")
    _draw_evidence(answer.rows)
    _draw_suggestions(answer.suggestions, choose)


def _draw_suggestions(questions: Iterable[str], choose: Callable[[str], None]) -> None:
    questions = list(questions)
    if questions:
        st.caption("These can be answered:")
    for question in questions:
        st.button(as_label(question), on_click=choose, args=(question,), key=f"near {question}")


def _draw_notes(notes: Iterable[str]) -> None:
    notes = list(notes)
    if notes:
        with st.container(border=True):
            st.caption("Assumed, mixed, left out; further notes")
            st.text("\n".join(f"• {note}" for note in notes))


def _draw_table(rows: Iterable[AnswerRow]) -> None:
    rows = list(rows)
    of_works = not any(row.layers or row.morphology for row in rows)
    columns = [_cells(row, "Work" if of_works else "Sample") for row in rows]
    used = [name for name in columns[0] if any(cells[name] not in (None, "") for cells in columns)]
    st.dataframe(
        [{name: cells[name] or "" for name in used} for cells in columns],
        hide_index=True,
        column_config={"DOI": st.column_config.LinkColumn("DOI", display_text=r"doi\.org/(.*)")},
    )


def _cells(row: AnswerRow, subject: str) -> dict[str, str | None]:
    return {
        subject: row.sample,
        "Morphology": row.morphology,
        "Cavity": row.cavity,
        "Pump": pump_words(row.pump),
        "Value": f"{row.value:g} {row.unit or ''}".strip() if row.value is not None else None,
        "References": ", ".join(str(number) for number in row.references),
        "DOI": f"https://doi.org/{row.dois[0]}" if row.dois else None,
        "Band alignment": row.basis,
        "Disputed": "yes" if row.conflicts else None,
    }


def _draw_groups(groups: Iterable[Group]) -> None:
    """What may be ranked with each other, by the value at the end that was asked for."""
    cells = [
        {
            "Ranked within": group.within,
            "Values": group.count,
            "At the end": f"{group.value:g} {group.unit}".strip()
            if group.value is not None
            else "",
            "Sample": group.sample,
            "References": ", ".join(str(number) for number in group.references),
        }
        for group in groups
    ]
    if cells:
        st.caption("Values that may be ranked with each other")
        st.dataframe(cells, hide_index=True)


def _draw_evidence(rows: Iterable[AnswerRow]) -> None:
    for number, row in enumerate(rows):
        credit = ", ".join(f"ref. {label}" for label in row.references) or "no reference given"
        title = as_label(f"{row.sample} — {credit}")
        with st.expander(title, icon=":material/format_quote:", expanded=number == 0):
            for piece in row.evidence:
                draw_quote(piece)
            for conflict in row.conflicts:
                _draw_conflict(conflict)
            for doi in row.dois:
                st.link_button(
                    as_label(doi), f"https://doi.org/{doi}", icon=":material/open_in_new:"
                )


def _draw_conflict(conflict: Conflict) -> None:
    st.warning(as_label(f"Sources disagree. {conflict.message}"), icon=":material/rule:")
    for side in conflict.sides:
        credit = ", ".join(f"ref. {label}" for label in side.references) or "no reference given"
        st.caption(as_label(f"{side.says} — {credit}"))
        draw_quote(side.evidence)


def draw_quote(piece: Evidence) -> None:
    """The words behind a row, and the place in the input where they stand."""
    where = ", ".join(f"{span.start}–{span.end}" for span in piece.spans)
    section = f", section {piece.section}" if piece.section else ""
    with st.container(border=True):
        st.text(piece.quote)
        st.caption(as_label(f"{piece.document}{section}, characters {where}"))


def draw_claims(claims: list[dict[str, str | int | float | bool | None]]) -> None:
    """Claims as a table; the quote is the last column."""
    order = ["kind", "sample", "polarity", "source", "quote", "start", "end"]
    st.dataframe(
        [{name: claim.get(name) for name in order} for claim in claims],
        hide_index=True,
        column_config={"quote": st.column_config.TextColumn("quote", width="large")},
    )


def draw_no_graph(reason: str) -> None:
    """What to do where there is no store to read."""
    st.info("There is no graph to ask yet.", icon=":material/database_off:")
    st.text(reason)
    st.code("ncgraph build --store graph\nncgraph app --store graph", language="shell")


def pump_words(pump: Pump | None) -> str | None:
    """A pump in words: `two-photon fs, 800 nm`."""
    if pump is None:
        return None
    orders = {1: "one-photon", 2: "two-photon", 3: "three-photon"}
    order = orders.get(pump.photon_order or 0, "multi-photon" if pump.multi_photon else "")
    kind = " ".join(part for part in (order, pump.mode) if part)
    wavelength = f"{pump.wavelength_nm:g} nm" if pump.wavelength_nm else ""
    voltage = f"{pump.voltage_v:g} V" if pump.voltage_v else ""
    return ", ".join(part for part in (kind, wavelength, voltage) if part) or None


def _value_words(value: float | bool) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return f"{value:g}"
