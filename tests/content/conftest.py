"""Every shipped role in every language, built once for all content tests."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from hiring.build import Report, Settings, build
from hiring.library import Library, Vacancy
from hiring.planning import Cell, Selection
from hiring.workspace import Workspace


@dataclass(frozen=True)
class Built:
    """The output of a build of everything that is shipped."""

    library: Library
    report: Report

    def path(self, cell: Cell) -> Path:
        """The file of a cell."""
        return self.report.out / cell.path

    def vacancy(self, cell: Cell) -> Vacancy:
        """What a cell was made from."""
        return self.library.sample_vacancy(cell.subject.id, cell.language)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Everything that is shipped, built into a temporary folder."""
    library = Library(Workspace.at(tmp_path_factory.mktemp("empty")))
    settings = Settings(out=tmp_path_factory.mktemp("out"), on=date(2026, 11, 22), jobs=1)
    return Built(library, build(library, Selection(), settings))
