"""The worked example of an own look: its files, taken from the page, make what the page says."""

import re
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from tests.command import hiring

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "own-look.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```\w+ file=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def files() -> dict[str, str]:
    """The files of the page; parts of one file are joined."""
    found: dict[str, str] = defaultdict(str)
    for name, text in BLOCK.findall(PAGE):
        found[name] += text
    return found


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own-look")
    hiring("new", "workspace", folder)
    for name, text in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    documents = ("--document", "posting", "--document", "recruiter-brief", "--format", "html", "--format", "pdf")
    run = hiring("build", *documents, "--date", "2026-11-22", "--workspace", folder, "--out", folder / "out")
    assert run.code == 0, run.err
    return folder


def made(workspace: Path, document: str) -> str:
    (found,) = (workspace / "out").glob(f"*/en/{document}.html")
    return found.read_text(encoding="utf-8")


def test_the_page_has_every_kind_of_change() -> None:
    assert set(files()) == {
        "employer.yaml",
        "brand/logo.svg",
        "templates/styles/own.css",
        "templates/documents/posting.html.j2",
        "templates/phrases/en.yaml",
        "templates/base.html.j2",
    }


def test_the_example_is_sound(workspace: Path) -> None:
    checked = hiring("validate", "--workspace", workspace)
    assert (checked.code, checked.out) == (0, "")


@pytest.mark.parametrize("document", ["posting", "recruiter-brief"])
def test_every_document_has_colour_logo_rules_and_frame(workspace: Path, document: str) -> None:
    page = made(workspace, document)
    assert "--accent-fill: #7a1f5c" in page
    assert 'src="data:image/svg+xml;base64,' in page
    assert page.index(".facts { border-radius: 4pt; }") > page.index("--accent-fill: #7a1f5c")
    assert "Made by the recruiting team of Riverbend Example Clinic." in page


def test_the_posting_says_what_its_template_adds_and_not_what_it_leaves_out(workspace: Path) -> None:
    page = made(workspace, "posting")
    assert page.index("We show every applicant around.") < page.index('id="apply"')
    assert 'id="conditions"' not in page
    assert 'id="responsibilities"' in page
    assert "We show every applicant around." not in made(workspace, "recruiter-brief")


def test_the_pdf_has_the_change_too(workspace: Path) -> None:
    (path,) = (workspace / "out").glob("*/en/posting.pdf")
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert "We show every applicant around." in " ".join(text.split())


def test_a_workspace_without_them_has_none_of_it(tmp_path: Path) -> None:
    chosen = ("--role", "referral-coordinator", "--language", "en", "--document", "posting", "--format", "html")
    hiring("build", *chosen, "--date", "2026-11-22", "--workspace", tmp_path, "--out", tmp_path / "out")
    page = (tmp_path / "out" / "referral-coordinator" / "en" / "posting.html").read_text(encoding="utf-8")
    assert "border-radius: 4pt" not in page
    assert 'id="conditions"' in page
