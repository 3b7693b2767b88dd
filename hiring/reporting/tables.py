"""Rows in columns."""

from collections.abc import Iterable, Iterator, Sequence


def table(rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> Iterator[str]:
    """Rows in columns that line up; the columns in ``right`` at their right edge."""
    given, at_right = [list(row) for row in rows], set(right)
    widths = [max(len(row[column]) for row in given) for column in range(len(given[0]))] if given else []
    for row in given:
        cells = [
            text.rjust(width) if column in at_right else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
