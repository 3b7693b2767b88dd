"""Chosen documents as their readers see them, against golden files: HTML, Markdown, text, JSON-LD, and the text of PDF."""

import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiring.build import build
from hiring.cells import Selection
from hiring.library import Library
from hiring.outcomes import Settings, State
from hiring.workspace import Workspace

if TYPE_CHECKING:
    from tests.conftest import Golden

HERE = Path(__file__).parent / "documents"
WORKSPACE = Path(__file__).parent / "workspace"
CHOSEN = (
    "rc-2026-01/en/posting.html",
    "rc-2026-01/en/posting.md",
    "rc-2026-01/en/posting.txt",
    "rc-2026-01/en/posting.pdf",
    "rc-2026-01/en/posting.jsonld",
    "rc-2026-01/en/interview-kit.html",
    "rc-2026-01/en/interview-kit.md",
    "rc-2026-01/en/job-description.md",
    "rc-2026-01/en/recruiter-brief.md",
    "rc-2026-01/en/prep-sheet.md",
    "rc-2026-01/en/cost-estimate.html",
    "rc-2026-01/en/cost-estimate.md",
    "rc-2026-01/en/cost-estimate.pdf",
    "index.html",
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents of the opening in ``workspace``, which is in San Francisco and has two positions."""
    folder = tmp_path_factory.mktemp("golden")
    report = build(Library(Workspace.at(WORKSPACE)), Selection(), Settings(out=folder, on=date(2026, 11, 22)))
    assert {outcome.state for outcome in report.outcomes} == {State.MADE}
    return folder


@pytest.mark.parametrize("path", CHOSEN)
def test_document(out: Path, golden: "Golden", path: str) -> None:
    if path.endswith(".pdf"):
        done = subprocess.run(
            ["pdftotext", "-layout", "-enc", "UTF-8", out / path, "-"], capture_output=True, check=True
        )
        golden.check(HERE / f"{path}.txt", done.stdout.decode())
    else:
        golden.check(HERE / path, (out / path).read_text(encoding="utf-8"))


def test_no_orphans(golden: "Golden") -> None:
    golden.only(HERE, [f"{path}.txt" if path.endswith(".pdf") else path for path in CHOSEN])
