"""How long ``hiring --help`` takes, beside Python importing click and nothing else."""

import sys
from collections.abc import Iterator
from statistics import median

from scripts.bench.row import Row, cost_of, show

TARGET = 1.6
RUNS = 31

_HELP = "import sys; from hiring.cli import main; sys.argv = ['hiring', '--help']; main()"
_CLICK = "import click"


def start() -> Iterator[Row]:
    """Medians of whole processes that take turns, after one of each has filled the caches."""
    commands = {source: (sys.executable, "-c", source) for source in (_HELP, _CLICK)}
    taken: dict[str, list[float]] = {_HELP: [], _CLICK: []}
    for run in range(RUNS + 1):
        for source, command in commands.items():
            cost = cost_of(command)
            if run:
                taken[source].append(cost.seconds)
    yield Row("start", "hiring --help / python -c 'import click'", median(taken[_HELP]) / median(taken[_CLICK]), TARGET)


if __name__ == "__main__":
    show(start())
