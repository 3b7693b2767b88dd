"""A second build with nothing changed, beside the first: the work of both roles in six languages as web page and PDF."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.bench.measuring import Row, all_roles, build_command, medians, run


def rows() -> Iterator[Row]:
    """Processor seconds of the second build, by those of the first."""
    with TemporaryDirectory() as folder:
        command = build_command(Path(folder) / "out", *all_roles())
        first = run(command).work
        again = medians({"again": lambda: run(command).work}, 5)["again"]
    yield Row("no change, by the whole build (work)", again, first, "< 0.03, < 0.5 s")
