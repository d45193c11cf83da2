"""Runs in quantulum3's environment: paragraphs as JSON in, seconds and quantities as JSON out."""

from __future__ import annotations

import json
import sys
import time

from quantulum3 import parser


def main() -> None:
    paragraphs = json.load(sys.stdin)
    parser.parse("A length of 3 mm.")  # loads its units
    found = []
    start = time.process_time()
    for number, paragraph in enumerate(paragraphs):
        try:
            quantities = parser.parse(paragraph)
        except Exception as error:  # noqa: BLE001 - its failures are part of the result
            found.append({"paragraph": number, "error": type(error).__name__})
            continue
        found += [
            {
                "paragraph": number,
                "start": each.span[0],
                "end": each.span[1],
                "value": each.value,
                "unit": each.unit.name,
                "dimensionless": each.unit.entity.name == "dimensionless",
            }
            for each in quantities
        ]
    json.dump({"seconds": time.process_time() - start, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
