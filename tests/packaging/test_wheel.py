"""The archives that `pip install` takes: complete, alike, and at work in a folder that is not a checkout."""

from __future__ import annotations

import configparser
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from email import message_from_string
from pathlib import Path
from typing import NamedTuple

import pytest

import hiring

ROOT = Path(__file__).parents[2]
SHIPPED = {"roles": "hiring/_shipped/roles", "templates": "hiring/_shipped/templates", "hiring": "hiring"}


class Archives(NamedTuple):
    """The two files that a release consists of."""

    wheel: Path
    source: Path


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command without what ties this Python to the checkout."""
    tied = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    environment = {name: value for name, value in os.environ.items() if name not in tied}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300)


def done(*command: str | Path, cwd: Path) -> str:
    """Run a command that must succeed; its output."""
    result = run(*command, cwd=cwd)
    assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Archives:
    folder = tmp_path_factory.mktemp("archives")
    done(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", folder, cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    (source,) = folder.glob("*.tar.gz")
    return Archives(wheel, source)


@pytest.fixture(scope="module")
def installed(archives: Archives, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs' folder of a new environment that has the wheel, and the dependencies of this one."""
    folder = tmp_path_factory.mktemp("a new environment")
    environment = folder / "venv"
    caches = ("--no-download", "--no-periodic-update", "--app-data", folder / "app-data")
    done(sys.executable, "-m", "virtualenv", "--python", sys.executable, *caches, environment, cwd=folder)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    done(programs / "python", "-m", "pip", "install", "--no-index", "--no-deps", archives.wheel, cwd=folder)
    site_packages = done(
        programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder
    ).strip()
    # A .pth file adds the folder at the end of the path and follows no .pth file in it, so that neither this
    # environment's editable install nor its metadata comes before the wheel's.
    ours = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(site_packages, "dependencies.pth").write_text("\n".join(sorted(ours)) + "\n", encoding="utf-8")
    return programs


def files_of_the_checkout() -> set[str]:
    """What the wheel has to carry, by the names it has there."""
    names = set()
    for folder, inside in SHIPPED.items():
        for path in (ROOT / folder).rglob("*"):
            parts = path.relative_to(ROOT / folder).parts
            hidden = any(part.startswith(".") for part in parts if part != ".sources")
            if path.is_file() and "__pycache__" not in parts and not hidden:
                names.add("/".join((inside, *parts)))
    return names


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_the_program_roles_templates_and_markets_and_nothing_else(archives: Archives) -> None:
    names = {name for name in names_in(archives.wheel) if ".dist-info/" not in name}
    assert names == files_of_the_checkout()


@pytest.mark.parametrize(
    "pattern",
    [
        "hiring/cli/__init__.py",
        "hiring/py.typed",
        "hiring/markets/us.yaml",
        "hiring/_shipped/roles/referral-coordinator/role.yaml",
        "hiring/_shipped/roles/referral-coordinator/interview.yaml",
        "hiring/_shipped/roles/_shared/*.yaml",
        "hiring/_shipped/templates/documents/posting.html.j2",
        "hiring/_shipped/templates/phrases/en.yaml",
        "hiring/_shipped/templates/styles/*",
        "hiring/_shipped/templates/word/a4.docx",
        "hiring/_shipped/templates/word/letter.docx",
        "hiring/_shipped/templates/fonts/*/Regular.ttf",
        "hiring/_shipped/templates/fonts/*/OFL.txt",
        "healthcare_hiring-*.dist-info/licenses/LICENSE",
        "healthcare_hiring-*.dist-info/licenses/templates/fonts/*/OFL.txt",
    ],
)
def test_the_wheel_has(archives: Archives, pattern: str) -> None:
    assert any(Path(name).match(pattern) for name in names_in(archives.wheel))


def test_the_wheel_says_its_version_and_its_command(archives: Archives) -> None:
    metadata = f"healthcare_hiring-{hiring.__version__}.dist-info"
    with zipfile.ZipFile(archives.wheel) as archive:
        said = message_from_string(archive.read(f"{metadata}/METADATA").decode())
        commands = configparser.ConfigParser()
        commands.read_string(archive.read(f"{metadata}/entry_points.txt").decode())
    assert said["Version"] == hiring.__version__
    assert dict(commands["console_scripts"]) == {"hiring": "hiring.__main__:main"}


def test_the_source_archive_makes_the_same_wheel(archives: Archives, tmp_path: Path) -> None:
    with tarfile.open(archives.source) as archive:
        for member in archive:  # Debian 12's Python has no filter for extractall, and later ones ask for it
            content = archive.extractfile(member)
            assert content, f"{member.name} is no file"
            path = tmp_path / member.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())
    (unpacked,) = tmp_path.iterdir()
    done(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "again", cwd=unpacked)
    (again,) = (tmp_path / "again").iterdir()
    with zipfile.ZipFile(archives.wheel) as first, zipfile.ZipFile(again) as second:
        assert {name: first.read(name) for name in first.namelist()} == {
            name: second.read(name) for name in second.namelist()
        }


def test_the_installed_program_is_the_wheels_and_not_the_checkouts(installed: Path, tmp_path: Path) -> None:
    where = done(installed / "python", "-c", "import hiring; print(hiring.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(installed.parent)


def test_the_installed_program_knows_the_shipped_roles(installed: Path, tmp_path: Path) -> None:
    assert "referral-coordinator" in done(installed / "hiring", "list", "roles", cwd=tmp_path)


def test_the_installed_program_finds_no_fault_in_what_it_ships(installed: Path, tmp_path: Path) -> None:
    assert done(installed / "hiring", "validate", cwd=tmp_path) == ""


def test_the_installed_program_makes_a_posting_in_any_folder(installed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "somewhere else"
    folder.mkdir()
    choice = ("--role", "referral-coordinator", "--language", "en", "--document", "posting", "--format", "html")
    done(installed / "hiring", "build", *choice, cwd=folder)
    page = (folder / "out/referral-coordinator/en/posting.html").read_text(encoding="utf-8")
    assert "Referral Coordinator" in page
    assert str(ROOT) not in page
    assert {path.name for path in folder.iterdir()} == {"out"}
