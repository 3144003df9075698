"""Writes syncd/text/vocabulary.json anew: `python -m tools.vocabulary`.

To be run after a change of topics.toml or words.toml, or of the stemmer.
"""

from __future__ import annotations

from pathlib import Path

import syncd.text
from syncd.text import vocabulary


def main() -> None:
    """Write the file beside the two that it is made of."""
    path = Path(syncd.text.__file__).with_name(vocabulary.FILE)
    path.write_text(vocabulary.written(vocabulary.build()), "utf-8")
    print(f"{path.name}: {path.stat().st_size / 1_000:.0f} kB")


if __name__ == "__main__":
    main()
