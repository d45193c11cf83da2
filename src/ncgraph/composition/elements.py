"""Elements and organic cations that semiconductors are made of: symbols, names, charges."""

from __future__ import annotations

import re

# Symbol, name, usual charge (IUPAC names; charge of the commonest binary compound, by group). No
# noble gases, no hydrogen, no radioactive elements: none builds a semiconductor or its dielectric.
_CATIONS = """
Li lithium 1  Na sodium 1  K potassium 1  Rb rubidium 1  Cs cesium|caesium 1  Cu copper 1
Ag silver 1  Au gold 1  Be beryllium 2  Mg magnesium 2  Ca calcium 2  Sr strontium 2  Ba barium 2
Mn manganese 2  Co cobalt 2  Ni nickel 2  Zn zinc 2  Cd cadmium 2  Hg mercury 2  Pd palladium 2
Pt platinum 2  Sn tin 2  Pb lead 2  Eu europium 3  B boron 3  Al aluminum|aluminium 3
Ga gallium 3  In indium 3  Tl thallium 1  Sc scandium 3  Y yttrium 3  La lanthanum 3  Ce cerium 4
Pr praseodymium 3  Nd neodymium 3  Sm samarium 3  Gd gadolinium 3  Tb terbium 3  Dy dysprosium 3
Ho holmium 3  Er erbium 3  Tm thulium 3  Yb ytterbium 3  Lu lutetium 3  Cr chromium 3  Fe iron 3
Rh rhodium 3  Ir iridium 4  Ru ruthenium 4  Os osmium 4  As arsenic 3  Sb antimony 3
Bi bismuth 3  Si silicon 4  Ge germanium 4  Ti titanium 4  Zr zirconium 4  Hf hafnium 4
Mo molybdenum 4  W tungsten 4  Re rhenium 4  V vanadium 5  Nb niobium 5  Ta tantalum 5"""
_ANIONS = """
C carbide 4  N nitride 3  P phosphide 3  As arsenide 3  Sb antimonide 3  O oxide 2
S sulfide|sulphide 2  Se selenide 2  Te telluride 2  F fluoride 1  Cl chloride 1  Br bromide 1
I iodide 1  X halide 1"""
# Salts of oxygen acids, as groups of one anion: "bismuth vanadate" is BiVO4.
_OXYANIONS = """
VO4 vanadate 3  WO4 tungstate 2  MoO4 molybdate 2  TiO3 titanate 2  NbO3 niobate 1
TaO3 tantalate 1  SnO3 stannate 2  ZrO3 zirconate 2  PO4 phosphate 3"""
ORGANIC_NAMES = {"formamidinium": "FA", "methylammonium": "MA", "phenethylammonium": "PEA"}
ORGANIC = ("CH3NH3", "HC(NH2)2", "CH(NH2)2", "PEA", "DMA", "FA", "MA", "BA", "EA", "GA")
B_SITE = {"Pb", "Sn", "Ge", "Bi", "Sb", "Ag", "In", "Cu", "Mn"}  # what holds halide octahedra
TETRELS = {"Si", "Ge", "Sn"}  # alloys without an anion: SiGe, GeSn
# Solids of one element that devices are made of; alone they count only when asked for, in a stack
# always. Left out: symbols that are words or units in prose (In, As, C, W, K).
ELEMENTAL = {"Si", "Ge", "Ag", "Au", "Al", "Cu", "Pt", "Pd", "Ni", "Ti", "Cr"}

_CATION_ROWS: list[tuple[str, str, str]] = re.findall(r"(\S+) (\S+) (\d)", _CATIONS)
_ANION_ROWS: list[tuple[str, str, str]] = re.findall(r"(\S+) (\S+) (\d)", _ANIONS)
_OXYANION_ROWS: list[tuple[str, str, str]] = re.findall(r"(\S+) (\S+) (\d)", _OXYANIONS)
OXYANIONS = {name: (group, int(charge)) for group, name, charge in _OXYANION_ROWS}
CATION_CHARGE = {symbol: int(charge) for symbol, _, charge in _CATION_ROWS}
ANION_CHARGE = {symbol: int(charge) for symbol, _, charge in _ANION_ROWS}
CATION_NAMES = {name: s for s, names, _ in _CATION_ROWS for name in names.split("|")}
CATION_NAMES |= ORGANIC_NAMES
CHARGE_OF = CATION_CHARGE | dict.fromkeys(ORGANIC_NAMES.values(), 1)
ANION_NAMES = {name: s for s, names, _ in _ANION_ROWS for name in names.split("|") if s != "X"}
