"""The same inputs give the same bytes: elsewhere, later, in another environment, with another number of processes."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hiring.formats import FORMATS
from scripts.soak.killing import tree
from tests.pictures import png
from tests.watched import EMPLOYER, OPENING

PROGRAM = "import os, sys; os.umask(int(sys.argv.pop(1), 8)); from hiring.cli import main; main()"
LOGO = "brand: {logo: logo.png}\n"


@dataclass(frozen=True)
class Surroundings:
    """What is around a build and must not be seen in what it makes; ``date`` goes to ``SOURCE_DATE_EPOCH`` or the option."""

    folder: str
    jobs: str
    umask: str
    date: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


FIRST = Surroundings("a", "1", "022", ("--date", "2026-11-22"), {"TZ": "UTC", "LANG": "C", "PYTHONHASHSEED": "1"})
SECOND = Surroundings(
    "another/and a much longer place/ü/for the same workspace",
    "2",
    "077",
    (),
    {
        "SOURCE_DATE_EPOCH": "1795391999",  # the last second of the day, UTC
        "TZ": "Pacific/Kiritimati",
        "LANG": "ar_EG.UTF-8",
        "LC_ALL": "de_DE.UTF-8",
        "LANGUAGE": "sv",
        "PYTHONHASHSEED": "2",
        "HOME": "/nonexistent",
        "COLUMNS": "40",
    },
)


def workspace(folder: Path) -> Path:
    """An opening in English and Arabic, of an employer with a logo."""
    (folder / "openings").mkdir(parents=True)
    (folder / "employer.yaml").write_text(EMPLOYER + LOGO, encoding="utf-8")
    (folder / "logo.png").write_bytes(png(shade=0))
    text = OPENING.replace("@ID@", "desk").replace("@ROLE@", "referral-coordinator").replace("[en]", "[en, ar]")
    (folder / "openings/desk.yaml").write_text(text + "posted: 2026-11-20\n", encoding="utf-8")
    return folder


def build(root: Path, around: Surroundings, *args: str) -> dict[str, bytes]:
    """The output of a build in its surroundings; the folder for temporary files stays empty."""
    place = workspace(root / around.folder)
    temporary = root / around.folder / "temporary"
    temporary.mkdir()
    known = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "SOURCE_DATE"))}
    command = [sys.executable, "-c", PROGRAM, around.umask, "build", "--jobs", around.jobs, *around.date, *args]
    done = subprocess.run(
        command,
        cwd=place,
        env={**known, "TMPDIR": str(temporary), **around.environment},
        capture_output=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert list(temporary.iterdir()) == []
    return tree(place / "out")


def same(first: dict[str, bytes], second: dict[str, bytes]) -> None:
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reproducible")


def test_every_format_is_the_same_wherever_and_whenever_it_is_made(root: Path) -> None:
    documents = ("--document", "posting", "--document", "cost-estimate", "--language", "ar")
    first = build(root, FIRST, *documents)
    time.sleep(2.1)  # so long that archives would tell, which count in steps of two seconds
    second = build(root, SECOND, *documents)
    suffixes = {Path(name).suffix.removeprefix(".") for name in first}
    assert suffixes >= {spec.suffix for spec in FORMATS}, "a format was not compared"
    same(first, second)


def test_a_workbook_of_an_interview_is_the_same(root: Path) -> None:
    args = ("--document", "interview-kit", "--format", "xlsx", "--format", "docx", "--language", "en")
    folders = ("kit", "kit/far/away")
    built = [
        build(root, Surroundings(folder, each.jobs, each.umask, each.date, each.environment), *args)
        for folder, each in zip(folders, (FIRST, SECOND), strict=True)
    ]
    assert len(built[0]) == 4
    same(*built)
    shutil.rmtree(root / "kit")
