"""What a run says while it works."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hiring.cli.printing import tell

if TYPE_CHECKING:
    from hiring.outcomes import Outcome


@contextmanager
def progress_shown(*, show: bool) -> Iterator[Callable[["Outcome", int, int], None] | None]:
    """Progress on stderr: one changing line on a terminal, a line for each file elsewhere."""
    if not show:
        yield None
        return
    terminal = sys.stderr.isatty()

    def report(outcome: "Outcome", done: int, total: int) -> None:
        if terminal:
            tell(f"\r\x1b[K{done} of {total}  {outcome.cell.path}", end_line=False)
        else:
            tell(f"{outcome.state.value} {outcome.cell.path}")

    try:
        yield report
    finally:
        if terminal:
            tell("\r\x1b[K", end_line=False)


def tell_of_samples() -> None:
    """Say on stderr why documents are made that nobody asked for by name."""
    tell("There are no openings here: making the roles as samples.")


def tell_of_waiting(out: Path) -> None:
    """Say on stderr why nothing happens yet."""
    tell(f"Another run is writing to {out}: waiting for its end.")
