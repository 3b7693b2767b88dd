"""``make gallery`` makes a picture of every page and every screen of what is built, and a page that shows them."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from hiring.build import build
from hiring.cells import Selection
from hiring.library import Library
from hiring.outcomes import Settings, State
from hiring.workspace import Workspace
from scripts.gallery import BACKGROUND, GAP, SCREEN_HEIGHT, SCREENS
from tests.short_pages import write_short_pages

SCRIPT = Path(__file__).parents[2] / "scripts/gallery.py"
ROLE = "referral-coordinator"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One short document as a web page and as a PDF."""
    workspace = tmp_path_factory.mktemp("short")
    write_short_pages(workspace)
    chosen = Selection(roles=(ROLE,), languages=("en",), documents=("posting",), formats=("html", "pdf"))
    report = build(
        Library(Workspace.at(workspace)), chosen, Settings(out=workspace / "out", on=date(2026, 11, 22), jobs=1)
    )
    assert [outcome.state for outcome in report.outcomes] == [State.MADE] * 2
    return workspace / "out"


def gallery(out: Path, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The script, in a process of its own, since it opens a browser."""
    command = [sys.executable, str(SCRIPT), "--out", str(out), "--gallery", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")


@pytest.mark.usefixtures("browser")
def test_a_build_becomes_contact_sheets_and_a_page_that_shows_them(out: Path, tmp_path: Path) -> None:
    done = gallery(out, tmp_path)
    assert (done.returncode, done.stdout) == (0, f"2 contact sheets. Open {tmp_path / 'index.html'}\n"), done.stderr
    with Image.open(tmp_path / ROLE / "en" / "posting.html.png") as screens:
        size = screens.size
    assert size == (sum(width + GAP for width, _ in SCREENS) + GAP, SCREEN_HEIGHT + 2 * GAP)
    with Image.open(tmp_path / ROLE / "en" / "posting.pdf.png") as sheet:
        pages = sheet.convert("RGB")
    colours = {colour for _, colour in pages.getcolors(maxcolors=pages.width * pages.height) or ()}
    assert {(255, 255, 255), tuple(bytes.fromhex(BACKGROUND[1:]))} <= colours
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert index.count("<img") == 2
    assert f'src="{ROLE}/en/posting.pdf.png"' in index


@pytest.mark.usefixtures("browser")
def test_only_what_was_asked_for_is_looked_at(out: Path, tmp_path: Path) -> None:
    assert gallery(out, tmp_path, "--language", "ar").stdout.startswith("0 contact sheets.")
    assert list(tmp_path.rglob("*.png")) == []


def test_a_folder_without_documents_is_said(tmp_path: Path) -> None:
    done = gallery(tmp_path, tmp_path / "gallery")
    assert done.returncode == 1
    assert done.stderr == f"{tmp_path} holds no documents: run `make build` first\n"
