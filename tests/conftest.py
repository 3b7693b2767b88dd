"""What all tests share: golden files, and the language that problems are worded in."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from hiring.language import Language
from hiring.library import SOURCE_LANGUAGE, Library
from hiring.workspace import Workspace

_UPDATE = "--update-golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(_UPDATE, action="store_true", help="rewrite the golden files instead of comparing with them")


@dataclass(frozen=True)
class Golden:
    """Compares text with golden files; with ``--update-golden`` it rewrites them instead."""

    updating: bool

    def check(self, path: Path, actual: str) -> None:
        """Fail unless the file holds exactly this text."""
        if self.updating:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
            return
        if not path.is_file():
            pytest.fail(f"{path.name} does not exist; {_UPDATE} writes it")
        expected = path.read_bytes().decode("utf-8")
        if actual != expected:
            lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(), "golden", "actual", lineterm="")
            pytest.fail(f"{path.name} differs ({_UPDATE} rewrites it):\n" + "\n".join(lines), pytrace=False)

    def only(self, folder: Path, names: Iterable[str]) -> None:
        """Fail for files in a golden folder that no test compares with, and for a folder or list without any file."""
        expected = set(names)
        assert expected, "no golden file is expected: nothing was compared"
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        orphans = sorted(found - expected)
        if self.updating:
            for name in orphans:
                (folder / name).unlink()
        elif orphans:
            pytest.fail(f"golden files that nothing compares with: {', '.join(orphans)}", pytrace=False)


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    """Comparison with golden files."""
    return Golden(updating=bool(request.config.getoption(_UPDATE)))


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Language:
    """The shipped English, in which problems are worded."""
    return Library(Workspace.at(tmp_path_factory.mktemp("no-workspace"))).language(SOURCE_LANGUAGE)
