"""Long work on data with few cycles, during which the collector of cycles stays at rest."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHARE = 50  # a search through all that is held may take this part of the time of the work


class _Rest:
    """How long was worked since the last search for cycles, and how long that took."""

    def __init__(self) -> None:
        self.worked = 0.0
        self.search = 0.05  # seconds: about what the first one takes

    def end(self, seconds: float) -> None:
        """What is held now counts as old; after enough work what went in circles is let go."""
        if gc.get_freeze_count():
            return  # what the caller has frozen would be freed with it
        gc.freeze()
        gc.unfreeze()
        self.worked += seconds
        if self.worked > _SHARE * self.search:
            start = process_time()
            gc.collect()
            self.search, self.worked = process_time() - start, 0.0


_rest = _Rest()


@contextmanager
def without_pauses() -> Iterator[None]:
    """Looks for no cycles meanwhile: rows, sentences and claims make hardly any.

    What is made stays until the work is done, so that a search through all of it, again and again,
    frees nothing; it took a fifth of the time. Afterwards it counts as old, so that not the next
    object made sets off such a search. Old cycles would never be searched for again, as they do not
    add to what Python counts; after every fifty times as long as it takes, all are. A collector
    that was off before stays off.

    >>> with without_pauses():
    ...     gc.isenabled()
    False
    """
    was_on = gc.isenabled()
    start = process_time()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            _rest.end(process_time() - start)
            gc.enable()
