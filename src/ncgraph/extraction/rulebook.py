"""The rules of `extraction/rules/*.jsonl`: patterns over a sentence whose mentions are tagged.

A pattern is a row of items separated by blanks:

- `{about}` the mention the rule is asked about, of the branch its `property` names;
  `{about=lased|lases}` the same, so written; `{about:Lasing|OpticalGain}` the same, where it is
  one of these too;
- `{other:Cavity}` of rules on couplings, the mention that `{about}` is coupled to;
- `{value}` a quantity of a dimension that the `about` term allows, `{value:fluence|power}` of one
  of these;
- `{Cavity}`, `{Lasing|OpticalGain}` any mention of that ontology branch; `{Sample}` an emitter;
- `word`, `one|other`, `demonstrat*` words in any case; a final `?` makes an item optional;
- `FEATURE|{Outcome}` a word or a mention, the mentions before or behind all words;
- `SHOWN` a named list of words from `extraction/lexicons/cues.tsv`, in braces one of tag names;
- `..` a few plain words, `~` up to three words or mentions, neither across punctuation;
- `...` anything up to the end of the clause, `....` anything at all;
- `...!WORDS` the same without these words in it;
- ` || ` between whole patterns: any of them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from ncgraph.errors import RuleError
from ncgraph.extraction.confidence import confidence_of
from ncgraph.model import Polarity
from ncgraph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

CLAUSE = "‖"  # stands in the tagged sentence where a clause begins
ITEM = re.compile(
    r"(?P<mixed>(?:[^\s{}|]+\|)+\{[A-Za-z|]+\}|\{[A-Za-z|]+\}(?:\|[^\s{}|]+)+)"
    r"|\{(?P<tag>[A-Za-z|:=_-]+)\}|(?P<gap>\.{2,4}|~)(?:!(?P<but>[\w|*]+))?|(?P<word>[^\s{}]+)"
)
_TAG = re.compile(r"\{([^{}]*)\}")
_GAPS = {
    "~": r"\s*(?:(?:⟦[^⟧]*⟧|[\w'’]+)[\s/-]+){0,3}?",
    "..": rf"[^{CLAUSE}⟦⟧,;:()]{{0,40}}?",
    "...": rf"[^{CLAUSE}]{{0,600}}?",
    "....": r".{0,1200}?",
}
PUNCTUATION = frozenset("(),:;/.")
ANY_NAME = r"[\w-]*"  # of a tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of a rule file. `kind` empty means: the claim class whose subject `about` is.

    `confidence` is what the line states, corrected by what was measured on gold.

    A rule without `property` is about the words its pattern matches, once a sentence.
    """

    id: str
    property: str
    pattern: str
    reason: str
    match: tuple[str, ...]
    skip: tuple[str, ...]
    source: str = ""
    kind: str = ""
    about: str = ""  # the term (CURIE) of a rule without property, if not that of its kind
    confidence: float = 0.8
    unless: str = ""  # a pattern; where it matches too, the rule is silent
    given: str = ""  # a pattern that the sentence must match too
    place: str = ""  # "caption": only there
    affirmed_only: bool = False  # silent where the sentence denies or supposes what it is about
    presupposed: bool = False  # an attribute holds whatever the clause denies or supposes
    number: str = ""  # the value that the matched word itself says: "1 excitons"
    polarity: Polarity | None = None  # of stance rules
    mute: bool = False  # of stance rules: nothing is claimed there at all
    spares_numbers: bool = False  # of stance rules: what was measured of a property holds
    reach: str = "clause"  # of stance rules: clause, after, sentence
    where: str = field(default="", compare=False)

    def needs_value(self) -> bool:
        """Whether the rule states a number."""
        return "{value" in self.pattern


@cache
def cues() -> dict[str, str]:
    """Named word lists: `SHOWN` -> `demonstrat*|observed|...`."""
    path = folder("extraction") / "lexicons" / "cues.tsv"
    lines = (line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#")
    return {name: words for name, _, words in (line.partition("\t") for line in lines)}


def _word(token: str) -> str:
    """Whole words, by their initials: a search that begins with letters skips fast to them."""
    by_initial: dict[str, list[str]] = {}
    for word in (w for name in token.split("|") for w in cues().get(name, name).split("|")):
        initial, rest = re.escape(word[0]), re.escape(word[1:].removesuffix("*"))
        ending = r"[\w-]*" if word.endswith("*") else ""
        by_initial.setdefault(initial, []).append(rest + ending)
    words = (rf"{i}(?<!\w{i})(?:{'|'.join(rests)})" for i, rests in by_initial.items())
    return rf"(?:{'|'.join(words)})(?!\w)"


def _listed(tag: str) -> str:
    """A tag with the names of word lists replaced by what these hold."""
    mark, colon, names = tag.rpartition(":")
    return mark + colon + "|".join(cues().get(name, name) for name in names.split("|"))


def _gap(dots: str, but: str | None) -> str:
    if not but:
        return _GAPS[dots]
    step = rf"[^{CLAUSE}]" if dots == "..." else "."
    return rf"(?:(?!{_word(but)}){step}){{0,600}}?"


def plain(match: re.Match[str]) -> str:
    """What an item asks for, as names: the words and mentions it may be; "about" for a gap."""
    return match["tag"] or match["word"] or _TAG.sub(r"\1", match["mixed"] or "") or "about"


def _item(match: re.Match[str], names: str) -> str:
    tag = match["tag"] and _listed(match["tag"])
    if tag and tag.startswith("about:"):
        return rf"⟦@[^⟧]* (?:{tag.partition(':')[2]}) [^⟧]*⟧"
    if tag and tag.startswith("about"):
        written = tag.partition("=")[2]
        return rf"⟦@[^⟧]*=(?:{written}) ⟧" if written else "⟦@[^⟧]*⟧"
    if tag and tag.startswith("other:"):
        return rf"⟦&[^⟧]* (?:{tag.partition(':')[2]}) [^⟧]*⟧"
    if tag and tag.startswith("value"):
        names = tag.partition(":")[2] or names
        return rf"⟦(?P<value>\d+) QUANTITY (?:[^⟧]* )?(?:{names}) [^⟧]*⟧"
    if tag:
        return rf"⟦[@&]?\d+ (?:[^⟧]* )?(?:{tag}) [^⟧]*⟧"
    if mixed := match["mixed"]:
        tag, words = _listed(_TAG.findall(mixed)[0]), _TAG.sub("", mixed).strip("|")
        return rf"(?:⟦[@&]?\d+ (?:[^⟧]* )?(?:{tag}) [^⟧]*⟧|{_word(words)})"
    token = match["word"]
    if token in PUNCTUATION:
        return re.escape(token)
    return _word(token)


@lru_cache(maxsize=2048)
def compile_pattern(part: str, names: str = ANY_NAME) -> re.Pattern[str]:
    """The regular expression of one alternative; `names` are those a `{value}` may have.

    Every gap is bounded, so that matching stays linear in the length of the sentence.
    """
    parts = []
    glue = ""  # what parts the next item from the one before
    items = list(ITEM.finditer(part))
    for match, following in zip(items, [*items[1:], None], strict=True):
        if match["gap"]:
            gap = _gap(match["gap"], match["but"])
            # one item is marked as `about`: the gap ends there, whichever way it is looked for
            marked = following and (following["tag"] or "").startswith("about")
            parts.append(gap.removesuffix("?") if marked else gap)
            glue = ""
            continue
        token = match["word"] or ""
        optional = token.endswith("?") and len(token) > 1
        if optional:
            match = ITEM.match(token[:-1]) or match  # the item without its mark
        if glue and token in PUNCTUATION:
            glue = r"\s*"
        body = _item(match, names)
        parts.append(rf"(?:{glue}{body})?" if optional else glue + body)
        glue = r"\s*" if token in PUNCTUATION else r"[\s-]+"
    return re.compile("".join(parts))


def _parse(path: Path, number: int, line: str) -> Rule:
    where = f"{path.name}:{number}"
    try:
        raw: dict[str, Any] = json.loads(line)
        raw["match"], raw["skip"] = tuple(raw["match"]), tuple(raw["skip"])
        raw["polarity"] = Polarity(raw["polarity"]) if "polarity" in raw else None
        rule = Rule(**raw, where=where)
        rule = replace(rule, confidence=confidence_of(rule.id, rule.confidence))
        for part in rule.pattern.split(" || "):
            compile_pattern(part)
    except (ValueError, TypeError, KeyError, re.error) as error:
        raise RuleError(f"{where}: {error}") from error
    if not (rule.match and rule.skip and rule.reason):
        raise RuleError(f"{where}: rule {rule.id!r} needs match, skip and reason")
    return rule


@cache
def rules(topic: str | None = None) -> tuple[Rule, ...]:
    """All rules, or those of one topic, in the order of the files: earlier ones win.

    Raises:
        RuleError: A line is no rule, or two rules share an id; names file and line.
    """
    found: dict[str, Rule] = {}
    for path in sorted((folder("extraction") / "rules").glob(f"{topic or '*'}.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip():
                rule = _parse(path, number, line)
                if rule.id in found:
                    raise RuleError(
                        f"{rule.where}: id {rule.id!r} is taken by {found[rule.id].where}"
                    )
                found[rule.id] = rule
    return tuple(found.values())


@cache
def claim_rules() -> tuple[Rule, ...]:
    """The rules that make claims: all but those of stance and on couplings."""
    others = {*rules("stance"), *rules("coupling")}
    return tuple(rule for rule in rules() if rule not in others)
