"""The whole matrix with two processes, beside one: needs two cores that nobody else uses."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.bench.measuring import Row, all_roles, build_command, medians, run


def rows() -> Iterator[Row]:
    """Seconds by the clock of both; the ratio is at most 1 / 1.8 where two processes are 1.8 times as fast."""
    with TemporaryDirectory() as folder:
        commands = {
            jobs: build_command(Path(folder) / f"out-{jobs}", *all_roles(), "--force", jobs=jobs) for jobs in (2, 1)
        }
        found = medians({str(jobs): lambda jobs=jobs: run(commands[jobs]).clock for jobs in commands}, 3)
    yield Row("two processes, by one (clock)", found["2"], found["1"], "≤ 0.556")
