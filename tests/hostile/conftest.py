"""A small sound workspace, for whatever is done to it; and one of hostile texts, made once for all tests and processes."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Final

import pytest

from tests.command import hiring
from tests.hostile.planting import Planted, Planter
from tests.hostile.strings import STRINGS
from tests.hostile.workspace import write_planted

BROKEN = Path(__file__).parents[1] / "golden" / "broken"
BOARDS: Final = ("indeed", "linkedin", "ziprecruiter", "adzuna", "jooble")
_DAY: Final = ("--date", "2026-11-22")


@pytest.fixture
def sound(tmp_path: Path) -> Iterator[Path]:
    """The sound workspace of tests/golden/broken, over the little content that is shipped there."""
    shutil.copytree(BROKEN / "workspace", tmp_path / "workspace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hiring.workspace.shipped", lambda kind: BROKEN / "shipped" / kind)
        yield tmp_path / "workspace"


@dataclass(frozen=True)
class Made:
    """What was planted, the folder of the opening's documents, and that of the careers site with the feeds."""

    planted: tuple[Planted, ...]
    documents: Path
    site: Path

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that was made, but the record of the site."""
        found = (path for folder in (self.documents, self.site) for path in folder.rglob("*.*") if path.is_file())
        return tuple(sorted(path for path in found if path.name != "site.json"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The files of a workspace whose every text is one of the hostile ones."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if base.name.startswith("popen-") else base) / "hostile-workspace"
    shared.mkdir(exist_ok=True)
    record = shared / "planted.json"
    with (shared / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not record.exists():
            planted = _make(shared)
            record.write_text(json.dumps([asdict(each) for each in planted]), encoding="utf-8")
    planted = [Planted(**each) for each in json.loads(record.read_text(encoding="utf-8"))]
    return Made(tuple(planted), shared / "out" / "desk" / "en", shared / "site")


def _make(shared: Path) -> list[Planted]:
    planter = Planter(_hostile)
    folder = write_planted(shared / "workspace", planter)
    assert hiring("validate", "--workspace", folder).out == ""
    _run("build", folder, shared / "out", "--jobs", "1")
    address = ("--base-url", "https://jobs.example.org")
    _run("site", folder, shared / "site", *address, *_each("--board", BOARDS))
    return planter.planted


def _run(command: str, folder: Path, out: Path, *more: str) -> None:
    run = hiring(command, "--workspace", folder, "--out", out, *_DAY, *more)
    assert run.code == 0, run.out + run.err


def _each(option: str, values: tuple[str, ...]) -> list[str]:
    return [part for value in values for part in (option, value)]


def _hostile(mark: str, number: int) -> str:
    """One of the hostile texts after or before its mark, so that each begins some text and ends another."""
    text = STRINGS[number // 2 % len(STRINGS)]
    return f"{mark} {text}" if number % 2 else f"{text} {mark}"
