"""Blocks: the lines of a paper that belong together, as every format hands them on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ncgraph.model import Span


class BlockKind(StrEnum):
    """What the lines of a block look like."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CAPTION = "caption"
    TABLE = "table"
    OTHER = "other"  # code, pictures, rules: no prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that belong together; `span` has no surrounding white space and no list marker.

    `level` is the depth of a marked heading, 0 elsewhere; `marker` is what a list item or an
    entry of the reference list starts with, or the notation of a table that is not plain.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    marker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A block of the paper's own text and the section it stands in."""

    block: Block
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A paragraph's ranges in reading order, and the section it belongs to."""

    spans: tuple[Span, ...]
    section: str


# A figure's or table's label at the start of a block, with what sets it off from prose that only
# starts with the name of a figure ("Fig. 3 shows ...").
CAPTION = re.compile(
    r"[*_#>\s]{0,8}((?:Supplementary |Supporting |Extended Data )?"
    r"(?:Fig(?:ure|s?\.?)?|FIG(?:URE|\.)?|Tab(?:le|\.)|TABLE|Scheme|SCHEME|Chart|Box)"
    r"[ \u00a0]?(?:S?\d{1,3}[A-Za-z]?|[IVX]{1,5}))(?![\w–-])"
    r"(?:[ \u00a0]?\*{0,3}[ \u00a0]?(?:[|]|[:.—–](?![ \u00a0]?[a-z]{2}))\*{0,3}(?:\s?[|])?"
    r"|\*{0,3}[ \u00a0](?=\*{0,2}[A-Z(])|\*{1,3}|\s*$)"
)
