"""What the commands of LaTeX do to the words around them, as far as a reader of text must know."""

from __future__ import annotations

# Their groups are no text.
_HIDDEN = """
BibitemShut
label vspace hspace includegraphics bibliographystyle pagestyle thispagestyle setcounter setlength
addtolength input include usepackage documentclass definecolor hypersetup graphicspath index
thanks author authors affiliation affil address email date title subtitle phantom vphantom
hphantom nocite footnotemark color fontsize hyphenation markboth markright pdfbookmark rule todo
addcontentsline sisetup captionsetup numberwithin newtheorem bibpunct keywords pacs orcid ead
fntext cortext institute titlerunning authorrunning newlength newcounter makeatletter geometry
altaffiliation corref cormark tnotetext tnote stepcounter refstepcounter bibliography
printbibliography addbibresource nobibliography
"""
HIDDEN = frozenset(_HIDDEN.split())

# They have no groups and print nothing.
_SILENT = """
maketitle noindent centering raggedright raggedleft par newpage clearpage cleardoublepage tiny
small footnotesize scriptsize normalsize large Large LARGE huge Huge bfseries itshape mdseries
upshape rmfamily sffamily ttfamily em it bf rm tt sc sf sl hfill vfill smallskip medskip bigskip
indent protect xspace allowbreak linebreak newline sloppy tableofcontents appendix hline toprule
midrule bottomrule newblock selectfont frontmatter mainmatter backmatter null leavevmode onecolumn
twocolumn balance FloatBarrier columnbreak nobreak BibitemOpen normalfont nonumber
notag displaystyle textstyle limits nolimits relax unskip ignorespaces
"""
SILENT = frozenset(_SILENT.split())

# The last of their groups is text.
_LAST = """
href textcolor colorbox resizebox scalebox raisebox parbox foreignlanguage makebox framebox
bibinfo bibfield rotatebox adjustbox hyperref hyperlink hypertarget multirow multicolumn url
nolinkurl path doi
bibnamefont bibfnamefont citenamefont href@noop
"""
LAST = frozenset(_LAST.split())

# `reading.latex` reads them with their groups.
_WHOLE = """
SI si qty unit SIrange qtyrange SIlist qtylist num numrange numlist ang ce ch cf
"""
WHOLE = frozenset(_WHOLE.split())

# They print the number of what they name.
_POINTERS = """
ref eqref autoref cref Cref pageref nameref subref
"""
POINTERS = frozenset(_POINTERS.split())

# Environments that are a displayed formula, which belongs to the sentence around it.
_MATHEMATICAL = """
equation align gather eqnarray multline displaymath math alignat flalign
"""
MATHEMATICAL = frozenset(_MATHEMATICAL.split())
