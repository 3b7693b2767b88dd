"""Write the reference pages into ``docs``."""

from pathlib import Path
from typing import Final

from scripts.reference import pages

_ROOT: Final = Path(__file__).resolve().parents[2]


def main() -> None:
    """Write every page."""
    for path, text in pages().items():
        target = _ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
