"""Class words in a stretch that discusses one cited work stand for the sample of that work."""

from __future__ import annotations

from ncgraph import extract
from ncgraph.model import Claim, ClaimSource
from ncgraph.reading import read_text

REFERENCES = """
## References

1. Abara, C. Stamped disks. *J. Opt.* **3**, 17 (2014).
2. Lund, E. Lasing of InP/ZnSe dots. *J. Opt.* **4**, 18 (2017).
3. Noor, S. Rings. *J. Opt.* **5**, 19 (2012).
4. Pryce, W. More rings. *J. Opt.* **6**, 20 (2013).
"""


def claims_of(text: str) -> list[Claim]:
    document = read_text(f"# Sources on chips\n\n## 1. Results\n\n{text}\n{REFERENCES}", "paper.md")
    return [c for c in extract(document).claims if c.source is not ClaimSource.TITLE]


def lasing(text: str) -> list[str | None]:
    """Of what each statement of lasing in the body is said, in the order of the text."""
    return [
        c.subject.composition if c.subject else None
        for c in claims_of(text)
        if c.kind == "lasing-demonstrated" and c.evidence.section == "1"
    ]


def test_a_composition_told_later_in_the_discussion_of_a_work_is_its_subject_from_the_start() -> (
    None
):
    assert lasing(
        "Lasers based on QDs were demonstrated by Abara et al. [1]. They are 5 µm wide. A strip of"
        " the same CdSe/ZnS QDs absorbs much of the light."
    ) == ["CdSe/ZnS"]


def test_the_next_work_does_not_inherit_the_sample_of_the_one_before_if_it_has_one() -> None:
    assert lasing(
        "Lasing of CdSe/CdS QDs was demonstrated by Abara et al. [1]. Single-mode lasing was"
        " demonstrated by Noor et al. [3]. Rings were filled with PbS/CdS QDs."
    ) == ["CdSe/CdS", "PbS/CdS"]


def test_a_work_that_names_two_samples_settles_no_class_word() -> None:
    assert lasing(
        "Lasers of QDs were demonstrated by Noor et al. [3]. The rings held CdTe/ZnS QDs. Others"
        " held PbS/CdS QDs."
    ) == [None]


def test_a_title_names_the_sample_that_the_text_leaves_open() -> None:
    assert lasing("Lasers of QDs were demonstrated by Lund et al. [2].") == ["InP/ZnSe"]


def test_the_title_of_a_work_cited_for_its_method_tells_nothing_of_what_comes_after() -> None:
    assert lasing("The salt was dried as usual [2]. Lasing of the QDs was observed at 300 K.") == [
        None
    ]


def test_what_is_said_in_passing_neither_names_the_sample_nor_begins_a_work() -> None:
    assert lasing(
        "CdSe/ZnS QDs were cast by Noor et al. [3]. For comparison, CdTe QDs are dim [4]. Lasing of"
        " the dots was observed."
    ) == ["CdSe/ZnS"]


def test_a_caption_credited_to_the_work_names_the_sample_that_the_text_leaves_open() -> None:
    assert lasing(
        "Lasers of QDs were demonstrated by Noor et al. [3].\n\n"
        "Fig. 1 | a, Image of a ring with CdTe/ZnS QDs [3]. b, Image of CdSe/CdS QDs [4]."
    ) == ["CdTe/ZnS"]


def test_a_table_row_names_the_sample_that_the_text_leaves_open() -> None:
    table = (
        "Table 1. Lasers.\n\n| Sample | Threshold (µJ/cm2) | Ref. |\n|---|---|---|\n"
        "| CdTe/ZnS QDs | 12 | [3] |\n| CdSe/CdS QDs | 15 | [4] |\n"
    )
    assert lasing(f"Lasers of QDs were demonstrated by Noor et al. [3].\n\n{table}") == ["CdTe/ZnS"]


def test_a_sentence_that_lists_many_works_tells_of_none_of_them() -> None:
    assert lasing("Lasers of QDs were demonstrated [1-4]. CdSe/CdS QDs are bright.") == [None]


def test_another_shape_is_not_the_sample_of_the_work() -> None:
    assert lasing(
        "Lasers of nanoplatelets were demonstrated by Noor et al. [3]. PbS/CdS QDs were not tried."
    ) == [None]


def test_authors_who_speak_of_themselves_leave_the_work_they_cited() -> None:
    assert lasing(
        "Noor et al. made rings [3]. We observed lasing of QDs. Their rings held PbS/CdS QDs."
    ) == [None]


def test_a_work_ends_with_its_paragraph() -> None:
    assert lasing(
        "Lasers of QDs were demonstrated by Noor et al. [3].\n\nPbS/CdS QDs emit in the infrared."
    ) == [None]


def test_a_device_of_another_work_is_not_made_of_what_the_work_before_used() -> None:
    subjects = [
        c.subject.composition if c.subject else None
        for c in claims_of(
            "Noor et al. coupled a ring of CdSe/CdS QDs to a waveguide [3]. Pryce et al. fabricated"
            " an optical amplifier [4]."
        )
        if c.kind == "device-integration"
    ]
    assert subjects == ["CdSe/CdS", None]


def test_these_dots_are_those_spoken_of_also_in_another_work() -> None:
    subjects = [
        c.subject.composition if c.subject else None
        for c in claims_of(
            "Noor et al. coupled a ring of CdSe/CdS QDs to a waveguide [3]. Pryce et al. coupled"
            " these dots to an optical amplifier [4]."
        )
        if c.kind == "device-integration"
    ]
    assert subjects == ["CdSe/CdS", "CdSe/CdS"]


def test_a_relative_clause_behind_a_marker_goes_on_with_its_source() -> None:
    text = (
        "Spheres of CdSe/ZnS dots were built [1,2], where lasing had a threshold of 3 nJ, and "
        "crystals, which had a threshold of 7 nJ [3]."
    )
    found = {c.quantity.value: c.citations for c in claims_of(text) if c.quantity}
    assert found == {3.0: (1, 2), 7.0: (3,)}
