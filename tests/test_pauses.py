"""The collector of cycles rests during long work, and what went in circles is let go in the end."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

from ncgraph import extract, pauses, read
from ncgraph.resources import folder

if TYPE_CHECKING:
    import pytest


class _Circle:
    def __init__(self) -> None:
        self.itself = self


def _work() -> weakref.ref[_Circle]:
    with pauses.without_pauses():
        return weakref.ref(_Circle())


def test_circles_are_let_go_once_there_was_enough_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pauses, "_rest", pauses._Rest())
    first = _work()
    assert first() is not None  # not at once: a search through everything takes its time
    pauses._rest.worked = 1e6
    second = _work()
    assert first() is None
    assert second() is None
    assert pauses._rest.worked == 0


def test_what_the_caller_has_frozen_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pauses, "_rest", pauses._Rest())
    pauses._rest.worked = 1e6
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        circle = _work()
        assert gc.get_freeze_count() == frozen
        assert gc.isenabled()
    finally:
        gc.unfreeze()
    gc.collect()
    assert circle() is None


def test_sentences_and_claims_make_no_circles() -> None:
    document = read(folder("extraction") / "digest" / "liu2024-digest.md")
    extract(document)  # fills what is kept for the next document
    gc.collect()
    gc.disable()
    try:
        claims = extract(document)
        assert gc.collect() < len(document.sentences)
    finally:
        gc.enable()
    assert claims.claims
