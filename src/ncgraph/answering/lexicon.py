"""The closed lexicon of questions: words that join, order, negate and ask, and no others.

Nouns of the field come from the ontology's labels. A word here either has a role, or carries no
condition of its own in any question ("reported", "somewhere"); words of content stay out of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from ncgraph.model import Label

if TYPE_CHECKING:
    from ncgraph.answering.query import Filter, Range


class Role(StrEnum):
    """What a stretch of the question does for its meaning."""

    TERM = "term"  # an ontology term; `value` is its CURIE
    FORMULA = "formula"  # a composition; `value` is its normal form
    WHICH = "which"
    COUNT = "count"
    HOW = "how"  # "how high": a value is asked for; `value` is the sense if it has one
    HEAD = "head"  # a word for samples in general
    ROW = "row"
    REFERENCE = "reference"
    WHEN = "when"
    FACET = "facet"  # a branch ("cavity"): asked for, or filler beside its type; `value` its label
    NOT = "not"
    OR = "or"
    AND = "and"
    BREAK = "break"  # ends the reach of a negation
    INCLUDED = "included"
    EVERY = "every"  # harmless in a list, a claim about the world in a yes/no question
    TABLE = "table"
    TEXT = "text"  # the review itself, not the titles in its reference list
    STEADY = "steady"  # "independent": only of a temperature that is asked for
    AUXILIARY = "auxiliary"  # opens a yes/no question
    AMOUNT = "amount"  # a number or range with its unit
    UNIT = "unit"  # a unit without a number: what the answer is wanted in
    DIMENSION = "dimension"  # "fluence"; `value` is the word of model.Dimension
    SUPERLATIVE = "superlative"
    COMPARATIVE = "comparative"
    THAN = "than"
    RATIO = "ratio"
    COLOR = "color"
    EMITS = "emits"  # says that a length or color is that of the emission
    LAYER = "layer"  # "shell": the formula beside it is the material of that layer
    BARE = "bare"
    CONTAINS = "contains"  # "contains ZnO": the formula beside it is that of any layer
    ELEMENT = "element"  # "zinc-containing"; `value` is the symbol
    FAMILY = "family"  # "CdSe-based": any sample with that core
    CHANGE = "change"  # "brings below": only with two values beside it
    FIRST = "first"
    NAME = "name"  # an author
    NUMBER = "number"  # of a reference
    DOI = "doi"
    ROW_NUMBER = "row number"
    ITSELF = "itself"  # "their", "the same": the second side is the first one's sample
    WORDS = "words"  # of no ontology term; looked for in the sentences
    CONDITION = "condition"  # resolved: `condition` is the filter
    FILLER = "filler"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch of the question with its role."""

    role: Role
    text: str
    value: str = ""
    range: Range | None = None
    condition: Filter | None = None


_LINES = {
    Role.WHICH: "which what list name show give find tell enumerate whose express",
    Role.COUNT: "count",
    Role.HEAD: "emitter emitters sample samples system systems structure structures one ones "
    "specimen specimens anything everything something media medium nanocrystal nanocrystals "
    "circuit circuits chip chips example examples case cases particle particles candidate "
    "candidates",
    Role.FAMILY: "variant variants family families based derivative derivatives",
    Role.CHANGE: "bring brings brought bringing push pushes pushed reduce reduces reduced lowers "
    "lowered raise raises raised increase increases increased decrease decreases decreased",
    Role.ROW: "row rows entry entries",
    Role.REFERENCE: "paper papers reference references ref refs work works publication "
    "publications article articles study studies author authors doi dois who source sources "
    "whom where group groups team teams researcher researchers bibliography title titles",
    Role.WHEN: "when year years date",
    Role.NOT: "not no never without non neither nor excluding except lacking lacks lack none "
    "cannot isn hasn haven didn doesn wasn weren aren don fail fails failed failing missing absent "
    "besides",
    Role.OR: "or",
    Role.AND: "and plus , &",
    Role.BREAK: "but that while although though yet whereas however ; : when despite",
    Role.INCLUDED: "included including inclusive",
    Role.EVERY: "all every each always",
    Role.AUXILIARY: "is are was were do does did has have had can could be been being will would",
    Role.TEXT: "review reviews text prose",
    Role.STEADY: "insensitive independent unaffected unchanged constant steady stable",
    Role.DIMENSION: "fluence fluences intensity intensities power powers energy energies "
    "voltage voltages wavelength wavelengths duration durations",
    Role.THAN: "than versus vs against",
    Role.BARE: "bare core-only coreonly uncoated unshelled shell-free",
    Role.EMITS: "emit emits emitting emitted emission emissions peak peaks peaking peaked emissive "
    "luminescence luminescent glow glows glowing color colors colour colours coloured colored "
    "spectral spectrum",
    Role.LAYER: "core cores shell shells crown crowns layer layers coating coatings",
    Role.HOW: "how",
    Role.CONTAINS: "contain contains containing contained",
    Role.FIRST: "first earliest pioneered pioneering",
    Role.ITSELF: "their its itself themselves same own",
    Role.FILLER: "number features deal deals the a an of in on at by "
    "with under for from to into between within among via through using used use "
    "uses having ever any there it they them this these those me us you i we my our "
    "please thanks thank kindly as so if either both too such about also already "
    "actually how s t type types kind kinds sort sorts made exhibit exhibits "
    "exhibited exhibiting achieve achieves achieved achieving achievement reach "
    "reaches reached reaching demonstrate demonstrates demonstrated demonstrating "
    "demonstration demonstrations display displays displayed observe observes "
    "observed observation report reports reported reporting reportedly see seen saw "
    "sees produce produces produced producing given gives shown shows showed "
    "showing undergo undergoes underwent support supports supported possess "
    "possesses possessing known know knows exist exists existing run runs ran "
    "running operate operates operated operating operation happen happened occur "
    "occurs occurred treated considered regarded called classified counted count's "
    "present colloidal semiconductor regime condition conditions mode literature "
    "mention mentions mentioned mentioning get got gets obtain obtained obtaining "
    "include want would like need needs needed needing requires require required "
    "look looking say says said here which's able listed yes provide provides "
    "provided measured recorded experiment experiments carried done graph start "
    "starts started starting begin begins began set sets onset quote quotes quoted "
    "cite cites cited print prints printed state states stated statement statements "
    "behind enough large high low much little big long small far put data somewhere "
    "value values documented document describe describes described discuss "
    "discussed determine determines determined find finds found confirm confirms "
    "confirmed confirming prove proved proven establish established realise "
    "realised realize realized come comes came appear appears appeared appearing "
    "colleagues coworkers co al et alone only just hold holds held serve serves "
    "served act acts acted take takes took turn turned turns whatever currently so- "
    "called respectively overall really exactly total altogether different distinct "
    "separate several various average mean per particular specific individual "
    "possible respect compare compared comparison relative regard concerning "
    "regarding related across published publish publishes dated dates wrote "
    "authored apply applied applies anyone anybody coupled couple couples coupling "
    "integrated integrate integrates combined combine combines together pulse "
    "pulses amount amounts size result results resulting worked "
    "working driven drive drives drove driving fed excited exciting excite equal "
    "equals level levels somebody someone lasts hit hits sit sits sitting "
    "stand stands go goes went let lets reads read think could may during after "
    "before until up down out over off own quite roughly approximately around some "
    "certain other another else effect effects phenomenon unit units converted "
    "convert feed feeds contribute contributes belong belongs belonging fall falls "
    "falling range ranges ranging lie lies lying above below "
    "build builds built building construct constructs constructed develop develops developed "
    "fabricate fabricated make makes making create created design designed form forms formed "
    "prepare prepared assemble assembled investigate investigated examine examined explore "
    "explored employ employs employed employing utilise utilised utilize utilized accomplish "
    "accomplished attain attains attained manage managed succeed succeeded yield yields yielded "
    "deliver delivers delivered generate generates generated place placed places sat consist "
    "consists comprise comprises comprised include feature featuring stay stays stayed "
    "remain remains remained still according light time times listed corresponding associated "
    "involve involves involved involving inside cover covers covered covering constitute "
    "constitutes sends send sent dealt nothing namely thus hence "
    "considering account takes hosted host hosts laid attribute attributed attributable "
    "introduced introduce introduces proposed propose proposes order respective two three four "
    "once includes signal output outer outermost inner must written writes deposited coated "
    "gave rely relies relied fill fills filled rest rests exploit exploits exploited enables "
    "enable enabled allow allows allowed offer offers offered arise arises emerge emerged "
    "lead leads led "
    "reveal reveals revealed indicate indicates claim claims claimed present presents presented "
    "test tested tests try tried choose chosen select selected perform performed performs pair "
    "paired join joined joins connect connected attach attached link linked rise rises rose "
    "instead line lines am sitting named keep keeps kept nearly almost differ differs",
}
_SENSES = {
    (Role.SUPERLATIVE, "less"): "lowest smallest least minimum minimal min shortest fewest weakest "
    "narrowest thinnest",
    (Role.SUPERLATIVE, "more"): "highest largest greatest maximum maximal max longest strongest "
    "most biggest widest thickest",
    (Role.COMPARATIVE, "less"): "lower smaller less shorter fewer below narrower beneath weaker "
    "dimmer fainter",
    (Role.COMPARATIVE, "more"): "higher larger greater more longer above exceed exceeds exceeding "
    "wider bigger exceeded stronger brighter",
}
_AGES = {"less": "oldest", "more": "latest newest recent youngest"}
_HUES = {"reddest": "more", "bluest": "less"}
_ELEMENTS = {  # general knowledge; "lead" is left out, it is a verb as well
    "cadmium": "Cd", "selenium": "Se", "selenide": "Se", "sulfur": "S", "sulphur": "S",
    "sulfide": "S", "sulphide": "S", "zinc": "Zn", "tellurium": "Te", "telluride": "Te",
    "oxygen": "O", "oxide": "O", "indium": "In", "phosphorus": "P", "phosphide": "P",
    "arsenic": "As", "gallium": "Ga", "mercury": "Hg", "cesium": "Cs", "caesium": "Cs",
    "bromine": "Br", "bromide": "Br", "iodine": "I", "iodide": "I", "chlorine": "Cl",
    "copper": "Cu", "silver": "Ag", "tin": "Sn", "germanium": "Ge", "silicon": "Si",
    "manganese": "Mn", "bismuth": "Bi", "antimony": "Sb",
}  # fmt: skip
COLORS = {  # nm, half-open; general knowledge, no text gives the limits
    "violet": (380, 450),
    "blue": (450, 495),
    "green": (495, 570),
    "yellow": (570, 590),
    "orange": (590, 620),
    "red": (620, 750),
}
# what a branch is called in questions where its own labels name its members, or nothing
_FACET_WORDS = {
    Label.CAVITY: "feedback",
    Label.PUMP: "drive driving",
    Label.BAND_ALIGNMENT: "alignment alignments",
    Label.MORPHOLOGY: "morphology morphologies shape shapes",
    Label.HETEROSTRUCTURE: "architecture architectures",
    Label.MATERIAL: "material materials composition compositions compound compounds",
    Label.GAIN_MECHANISM: "mechanism mechanisms",
    Label.PIC_COMPONENT: "component components device devices element elements",
}
PHRASES = {
    ("how", "many", "times"): (Role.RATIO, ""),
    ("what", "factor"): (Role.RATIO, ""),
    ("which", "factor"): (Role.RATIO, ""),
    ("how", "many"): (Role.COUNT, ""),
    ("how", "often"): (Role.COUNT, ""),
    ("number", "of"): (Role.COUNT, ""),
    ("how", "high"): (Role.HOW, ""),
    ("how", "large"): (Role.HOW, ""),
    ("how", "big"): (Role.HOW, ""),
    ("how", "strong"): (Role.HOW, ""),
    ("how", "much"): (Role.HOW, ""),
    ("how", "long"): (Role.HOW, "ncg:Length"),
    ("how", "wide"): (Role.HOW, "ncg:Width"),
    ("how", "broad"): (Role.HOW, "ncg:Width"),
    ("how", "narrow"): (Role.HOW, "ncg:Width"),
    ("how", "thick"): (Role.HOW, "ncg:Thickness"),
    ("how", "tall"): (Role.HOW, "ncg:Height"),
    ("how", "hot"): (Role.HOW, "ncg:Temperature"),
    ("how", "warm"): (Role.HOW, "ncg:Temperature"),
    ("how", "low"): (Role.HOW, "less"),
    ("how", "little"): (Role.HOW, "less"),
    ("how", "small"): (Role.HOW, "less"),
    ("the", "first", "time"): (Role.FIRST, "first"),
    ("first", "time"): (Role.FIRST, "first"),
    ("as", "well"): (Role.AND, ""),
    ("together", "with"): (Role.FILLER, ""),
    ("on", "a", "chip"): (Role.FILLER, ""),
    ("on", "chip"): (Role.FILLER, ""),
    ("other", "than"): (Role.NOT, ""),
    ("apart", "from"): (Role.NOT, ""),
    ("aside", "from"): (Role.NOT, ""),
    ("rather", "than"): (Role.NOT, ""),
    ("instead", "of"): (Role.NOT, ""),
    ("pulse", "length"): (Role.DIMENSION, "duration"),
    ("pulse", "width"): (Role.DIMENSION, "duration"),
    ("i", "e"): (Role.FILLER, ""),
    ("e", "g"): (Role.FILLER, ""),
    ("compared", "with"): (Role.THAN, ""),
    ("compared", "to"): (Role.THAN, ""),
    ("in", "comparison", "with"): (Role.THAN, ""),
    ("in", "comparison", "to"): (Role.THAN, ""),
    ("relative", "to"): (Role.THAN, ""),
    ("reference", "list"): (Role.REFERENCE, ""),
    ("current", "density"): (Role.DIMENSION, "current density"),
    ("current", "densities"): (Role.DIMENSION, "current density"),
    ("electric", "current"): (Role.TERM, "ncg:ElectricalPump"),
    ("not", "depend"): (Role.STEADY, ""),
    ("not", "vary"): (Role.STEADY, ""),
    ("not", "change"): (Role.STEADY, ""),
    ("single", "photon"): (Role.TERM, "ncg:OnePhotonPump"),
    ("single", "mode"): (Role.TERM, "ncg:SingleModeLasing"),
    ("room", "temperature"): (Role.WORDS, "room temperature"),
    ("ambient", "temperature"): (Role.WORDS, "room temperature"),
    ("on", "average"): (Role.FILLER, ""),
    ("most", "recent"): (Role.SUPERLATIVE, "year more"),
    ("et", "al"): (Role.FILLER, ""),
}


@cache
def lexicon() -> dict[str, Tag]:
    """Each word of the lexicon with its role."""
    words = {word: Tag(role, word) for role, line in _LINES.items() for word in line.split()}
    for (role, sense), line in _SENSES.items():
        words |= {word: Tag(role, word, sense) for word in line.split()}
    for sense, line in _AGES.items():
        words |= {word: Tag(Role.SUPERLATIVE, word, f"year {sense}") for word in line.split()}
    words["gain"] = Tag(Role.TERM, "gain", "ncg:OpticalGain")  # too general for a mention in text
    words |= {word: Tag(Role.SUPERLATIVE, word, f"peak {sense}") for word, sense in _HUES.items()}
    words |= {name: Tag(Role.ELEMENT, name, symbol) for name, symbol in _ELEMENTS.items()}
    words |= {word: Tag(Role.COLOR, word, word) for word in COLORS}
    words |= {word: Tag(Role.DIMENSION, word, _singular(word)) for word in _dimension_words()}
    words |= {
        word: Tag(Role.FACET, word, str(facet))
        for facet, line in _FACET_WORDS.items()
        for word in line.split()
    }
    return words


def _dimension_words() -> list[str]:
    return _LINES[Role.DIMENSION].split()


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
