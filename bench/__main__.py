"""Every measurement, one after the other: `python -m bench [NAME ...]`.

Each is a module beside this one that can also be run alone, and runs in a process of its own, so
that its peak of memory is its own and its failure stops nobody else.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(wanted: Sequence[str]) -> int:
    """Run the named measurements, or all; 1 when one of them failed."""
    known = sorted(path.stem for path in HERE.glob("[a-z]*.py"))
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"There is no {', '.join(unknown)} here; there is {', '.join(known)}.")
        return 1
    print(machine())
    failed = [name for name in wanted or known if not measure(name)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}.")
    return 1 if failed else 0


def machine() -> str:
    """What the numbers were measured on: without it they say little."""
    cores, load = os.cpu_count(), os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return (
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"{cores} cores, load {load:.1f}"
    )


def measure(name: str) -> bool:
    """Run one measurement and show what it prints; whether it worked."""
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", f"{HERE.name}.{name}"], cwd=HERE.parent, check=False
    )
    print(f"({time.monotonic() - began:.0f} s)", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
