"""`python -m tests.quality [AREA ...]`: prints the report of each area, or of those named."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main(areas: list[str]) -> None:
    """Run every module of this folder that has a ``report() -> str``."""
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        module = import_module(f"tests.quality.{path.stem}")
        if hasattr(module, "report") and (not areas or path.stem in areas):
            print(module.report())


main(sys.argv[1:])
