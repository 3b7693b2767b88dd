"""How soon somebody in the studio sees what they typed: a preview by HTTP, warm, for one person and for ten at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from scripts.bench.measuring import Row
from scripts.studio import OPENINGS, Visitor, started, workspace

TARGET = 200.0
"""Milliseconds after which an answer no longer seems to come at once."""
TIMES = 15


def rows() -> Iterator[Row]:
    """Milliseconds until a preview is there, the median, by the target; and until a form is checked."""
    with TemporaryDirectory() as folder, started(workspace(Path(folder))) as (address, _):
        visitors = [Visitor(address, f"desk-{number}") for number in range(OPENINGS)]
        for document in ("posting", "interview-kit"):
            for people in (1, OPENINGS):
                _timed(visitors, document, 2)  # every process has compiled its templates
                checks, previews = _timed(visitors[:people], document, TIMES)
                yield Row(f"preview of {document}, {people} at once (ms)", previews, TARGET, "≤ 1")
                yield Row(f"check of the form before it, {people} at once (ms)", checks, TARGET, "≤ 1")


def _timed(visitors: list[Visitor], document: str, times: int) -> tuple[float, float]:
    """The medians of checks and previews, in milliseconds, while all visitors work at once."""
    with ThreadPoolExecutor(len(visitors)) as people:
        working = people.map(lambda visitor: [visitor.types(document) for _ in range(times)], visitors)
        found = [pair for each in working for pair in each]
    return median(check for check, _ in found) * 1000, median(preview for _, preview in found) * 1000
