"""Prints the brief of a scenario, as it is delivered: ``python -m tests.scenarios.people NAME``."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.scenarios.people import SCENARIOS
from tests.scenarios.world import text_of


def main() -> None:
    """Run the scenario's rounds in a folder that is thrown away."""
    parser = argparse.ArgumentParser(prog="python -m tests.scenarios.people", description=__doc__)
    parser.add_argument("name", nargs="*", default=list(SCENARIOS), help=", ".join(SCENARIOS))
    parser.add_argument("--html", type=Path, help="write the HTML part of the last one there")
    given = parser.parse_args()
    for name in given.name:
        with tempfile.TemporaryDirectory() as home:
            briefs = SCENARIOS[name].briefs(Path(home))
        print(f"==== {name}: {SCENARIOS[name].about}")
        for brief in briefs[-1:]:
            print(f"Subject: {brief['Subject']}\n\n{text_of(brief)}")
            if given.html:
                given.html.write_text(brief.get_body(("html",)).get_content(), encoding="utf-8")
        if not briefs:
            print("No brief was delivered.\n")


if __name__ == "__main__":
    main()
