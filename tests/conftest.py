"""What all tests share: golden files, and the language that problems are worded in."""

import ctypes
import difflib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from hiring.language import Language
from hiring.library import SOURCE_LANGUAGE, Library
from hiring.workspace import Workspace
from tests.chromium import browser

__all__ = ["browser"]  # once for all tests: a process cannot hold two of it

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


_CAPABILITY_VERSION = 0x20080522
_MAY_READ_EVERYTHING = (1 << 1) | (1 << 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what lets root read files without permission (capabilities(7))."""


@contextmanager
def _without_root_rights() -> Iterator[None]:
    """File permissions hold inside, for root as well (on Linux; elsewhere a test run by root is skipped)."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted and inheritable, twice 32 bits
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "capset") or library.capget(header, sets) != 0:
        pytest.skip("root may read every file, and these rights cannot be laid down here")
    before = sets[0]
    sets[0] = before & ~_MAY_READ_EVERYTHING
    assert library.capset(header, sets) == 0
    try:
        yield
    finally:
        sets[0] = before
        assert library.capset(header, sets) == 0


@pytest.fixture(scope="session")
def without_root_rights() -> Callable[[], AbstractContextManager[None]]:
    """A context in which file permissions hold, for root as well."""
    return _without_root_rights
