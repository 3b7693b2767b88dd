"""``hiring doctor``: what is there, what is missing, and how to get it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hiring import doctor
from hiring.formats import pandoc, pdf
from tests.command import hiring

HIRING = Path(sys.executable).with_name("hiring")
PARTS = ["Python", "Pango", "HarfBuzz subset", "fonts", "Pandoc"]


def run(*args: str) -> tuple[int, list[str]]:
    """Run ``hiring doctor``: exit code and lines."""
    ended = hiring("doctor", *args)
    assert ended.err == ""
    return ended.code, ended.out.splitlines()


def row(lines: list[str], name: str) -> str:
    (found,) = [line for line in lines if re.match(rf"(ok|MISSING|slow) +{name}\b", line)]
    return found


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A machine that tests may take things away from; what formats remember of the real one is put back."""
    yield monkeypatch
    monkeypatch.undo()
    pandoc._program.cache_clear()


def test_everything_is_there() -> None:
    code, lines = run()
    assert code == 0
    assert len(lines) == len(PARTS)
    for name in PARTS:
        assert row(lines, name).startswith("ok")
    assert row(lines, "Python").endswith(".".join(map(str, sys.version_info[:3])))
    assert re.search(r"Pango +\d+\.\d+\.\d+, WeasyPrint \d+", row(lines, "Pango"))
    assert "ibm-plex-sans" in row(lines, "fonts")
    assert re.search(r"Pandoc +\d+\.\d+", row(lines, "Pandoc"))


def test_without_pango_it_says_how_to_get_it(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(pdf, "missing", lambda: "no_pango")
    code, lines = run()
    assert code == 3
    assert row(lines, "Pango").startswith("MISSING")
    assert "apt install libpango" in row(lines, "Pango")
    assert "brew install pango" in row(lines, "Pango")
    assert row(lines, "Pandoc").startswith("ok")


def test_without_the_subsetter_pdf_is_slow_and_that_is_no_failure(machine: pytest.MonkeyPatch) -> None:
    from weasyprint.text import ffi

    machine.setattr(ffi, "harfbuzz_subset", None)
    code, lines = run()
    assert code == 0
    assert row(lines, "HarfBuzz subset").startswith("slow")
    assert "libharfbuzz-subset0" in row(lines, "HarfBuzz subset")


def test_without_pandoc_it_says_how_to_get_it(machine: pytest.MonkeyPatch) -> None:
    import pypandoc

    def nowhere() -> str:
        raise OSError("No pandoc was found")

    pandoc._program.cache_clear()
    machine.setattr(pypandoc, "get_pandoc_path", nowhere)
    code, lines = run()
    assert code == 3
    assert row(lines, "Pandoc").startswith("MISSING")
    assert "pypandoc_binary" in row(lines, "Pandoc")
    assert row(lines, "Pango").startswith("ok")


def test_without_fonts_it_says_so(machine: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def elsewhere(_kind: Any) -> Path:
        return tmp_path

    machine.setattr(doctor, "shipped", elsewhere)
    code, lines = run()
    assert code == 3
    assert row(lines, "fonts").startswith("MISSING")


def test_a_machine_whose_libraries_cannot_be_loaded(tmp_path: Path) -> None:
    """WeasyPrint raises OSError when it is imported without Pango: doctor and build know that."""
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "weasyprint.py").write_text("raise OSError('cannot load library libpango')\n")
    (tmp_path / "workspace").mkdir()

    def ran(*args: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "PYTHONPATH": str(tmp_path / "path")}
        return subprocess.run(
            [HIRING, *args], cwd=tmp_path / "workspace", env=env, capture_output=True, text=True, timeout=60
        )

    examined = ran("doctor")
    assert (examined.returncode, examined.stderr) == (3, "")
    assert row(examined.stdout.splitlines(), "Pango").startswith("MISSING")
    named = ran("build", "--document", "posting", "--format", "pdf", "--format", "html")
    assert named.returncode == 3
    assert "hiring doctor" in named.stdout
    assert "Traceback" not in named.stderr
    assert (tmp_path / "workspace/out/referral-coordinator/en/posting.html").is_file()
