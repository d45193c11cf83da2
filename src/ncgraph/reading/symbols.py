"""Characters and LaTeX commands with the one plain form each is read as."""

from __future__ import annotations

from unicodedata import normalize

_SMALL = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma
sigma tau upsilon phi chi psi omega
"""
_LARGE = """
Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma
Tau Upsilon Phi Chi Psi Omega
"""
# Unicode lists the letters in the order of the alphabet, final sigma included (a gap in capitals).
GREEK = {name: chr(0x3B1 + place) for place, name in enumerate(_SMALL.split())}
GREEK |= {name: chr(0x391 + place) for place, name in enumerate(_LARGE.split()) if name != "-"}
GREEK |= {
    "mu": "µ",
    "upmu": "µ",
    "textmu": "µ",
    "varepsilon": "ε",
    "varphi": "φ",
    "vartheta": "θ",
    "hbar": "ħ",
    "ell": "l",
    "AA": "Å",
    "angstrom": "Å",
    "micro": "µ",
    "degree": "°",
    "textdegree": "°",
    "textohm": "Ω",
    "circ": "°",
    "prime": "′",
    "infty": "∞",
}

# Operators keep the spaces around them; "~" stands for "about" and clings to its number.
OPERATORS = {
    "times": "×",
    "cdot": "·",
    "cdots": "...",
    "ldots": "...",
    "dots": "...",
    "pm": "±",
    "mp": "∓",
    "approx": "≈",
    "simeq": "≈",
    "cong": "≈",
    "leq": "≤",
    "le": "≤",
    "leqslant": "≤",
    "lesssim": "≲",
    "geq": "≥",
    "ge": "≥",
    "geqslant": "≥",
    "gtrsim": "≳",
    "lt": "<",
    "gt": ">",
    "ll": "≪",
    "gg": "≫",
    "neq": "≠",
    "ne": "≠",
    "equiv": "≡",
    "propto": "∝",
    "to": "→",
    "rightarrow": "→",
    "leftarrow": "←",
    "longrightarrow": "→",
    "leftrightarrow": "↔",
    "langle": "⟨",
    "rangle": "⟩",
    "div": "÷",
    "textpm": "±",
    "texttimes": "×",
    "textless": "<",
    "textgreater": ">",
    "textemdash": "—",
    "perp": "⊥",
    "parallel": "∥",
    "vert": "|",
    "mid": "|",
    "asymp": "≈",
    "dagger": "†",
    "ddagger": "‡",
    "bullet": "·",
    "sim": "~",
    "slash": "/",
    "textendash": "–",
    "quad": " ",
    "qquad": " ",
    "sqrt": "√",
}

# Commands that only dress what follows.
_DRESS = """
text mathrm mathit mathbf mathsf mathcal mathbb rm it bf textit textbf textrm emph operatorname
boldsymbol bm ce si SI num unit qty mbox hbox ensuremath left right big Big bigl bigr displaystyle
textstyle textsubscript textnormal textsf textsc texttt underset bar hat tilde vec overline
underline nolinebreak
"""
DRESS = frozenset(_DRESS.split())

# Letters that LaTeX has commands for.
LETTERS = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "ss": "ß", "i": "ı", "j": "ȷ", "dh": "ð", "th": "þ",
}  # fmt: skip

# Full-width forms of ASCII, and the squares that East Asian sets print units in (㎛, ㎼).
_WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
_SQUARED = {
    chr(code): normalize("NFKC", chr(code)).replace("μ", "µ").replace("∕", "/")
    for code in (*range(0x3380, 0x33DD), 0x2103)
}

CHARACTERS = {
    **_WIDE,
    **_SQUARED,
    "μ": "µ",  # Greek mu for micro: one form, U+00B5
    "−": "-",
    "‐": "-",
    "‑": "-",
    "⁃": "-",
    "﹣": "-",
    "－": "-",
    "∼": "~",
    "˜": "~",
    "～": "~",
    "⋅": "·",
    "∙": "·",
    "•": "·",
    "\N{ANGSTROM SIGN}": "\N{LATIN CAPITAL LETTER A WITH RING ABOVE}",
    "\N{OHM SIGN}": "\N{GREEK CAPITAL LETTER OMEGA}",
    "∆": "Δ",
    "∕": "/",
    "⁄": "/",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffc", ""),
}

SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ", "0123456789+-=()aeoxhklmnpst", strict=True))

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿᵃᵇᶜᵈᵉ"
