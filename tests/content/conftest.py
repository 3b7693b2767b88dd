"""Every shipped role in every language, built once for all content tests and all their processes."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from hiring.build import build
from hiring.cells import Cell, Selection
from hiring.library import Library, Vacancy
from hiring.outcomes import Settings
from hiring.workspace import Workspace


@dataclass(frozen=True)
class Built:
    """The documents of everything that is shipped, each made when a test first asks for it."""

    library: Library
    folder: Path
    _states: dict[str, Mapping[str, list[str]]] = field(default_factory=dict)

    def path(self, cell: Cell) -> Path:
        """The file of a cell."""
        self._make(cell)
        return self._out(cell) / cell.path

    def state(self, cell: Cell) -> list[str]:
        """How a cell ended, then why and with which problems, if any."""
        return self._make(cell)[cell.path]

    def vacancy(self, cell: Cell) -> Vacancy:
        """What a cell was made from."""
        return self.library.sample_vacancy(cell.subject.id, cell.language)

    def _out(self, cell: Cell) -> Path:
        return self.folder / f"{cell.subject.id}.{cell.language}.{cell.document.name}"

    def _make(self, cell: Cell) -> Mapping[str, list[str]]:
        out = self._out(cell)
        record = out.with_suffix(out.suffix + ".json")
        if out.name not in self._states:
            with _alone(out):
                if not record.exists():
                    selection = Selection(
                        roles=(cell.subject.id,), languages=(cell.language,), documents=(cell.document.name,)
                    )
                    report = build(self.library, selection, Settings(out=out, on=date(2026, 11, 22), jobs=1))
                    states = {
                        outcome.cell.path: [
                            outcome.state.value,
                            str(outcome.failure or ""),
                            *map(str, outcome.problems),
                        ]
                        for outcome in report.outcomes
                    }
                    record.write_text(json.dumps(states), encoding="utf-8")
            self._states[out.name] = json.loads(record.read_text(encoding="utf-8"))
        return self._states[out.name]


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Only one of the processes that share the folder goes on at a time."""
    with out.with_suffix(out.suffix + ".lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Everything that is shipped, in a folder that all processes of the run share."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    folder = shared / "shipped-documents"
    folder.mkdir(exist_ok=True)
    return Built(Library(Workspace.at(tmp_path_factory.mktemp("empty"))), folder)
