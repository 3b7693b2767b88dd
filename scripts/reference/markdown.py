"""How the reference pages are written in Markdown."""

import inspect
from collections.abc import Sequence
from typing import Final

HOW_TO_READ: Final = "[How to read this page](README.md#how-to-read-a-page)"


def prose(docstring: str | None) -> str:
    """A docstring as one paragraph."""
    return " ".join(inspect.cleandoc(docstring or "").replace("``", "`").split())


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of these rows."""
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
