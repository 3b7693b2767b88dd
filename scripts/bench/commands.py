"""Our PDFs of one role in six languages, beside as many commands that make one each: ``weasyprint``, and Chromium's print."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.bench.measuring import Row, build_command, run

ROLE = "referral-coordinator"


def weasyprint_command(page: Path, target: Path) -> list[str | Path]:
    """The command that turns a page into a tagged PDF with forms."""
    weasyprint = [sys.executable, "-m", "weasyprint"]
    return [*weasyprint, "--pdf-variant", "pdf/ua-1", "--pdf-forms", page, target]


def rows() -> Iterator[Row]:
    """Seconds by the clock; the other side has one process after the other."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        run(build_command(out, "--role", ROLE, formats=("html",)))
        pages = sorted(out.glob(f"{ROLE}/*/*.html"))
        ours = run(build_command(out, "--role", ROLE, formats=("pdf",), jobs=2)).clock
        target = Path(folder) / "one.pdf"
        bare = sum(run(weasyprint_command(page, target)).clock for page in pages)
        yield Row(f"{len(pages)} PDFs, by as many commands weasyprint (clock)", ours, bare, "≤ 0.25")
        browser = shutil.which("chromium")
        if browser is not None:
            options = ("--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}")
            printed = sum(run([browser, *options, page.as_uri()]).clock for page in pages)
            yield Row(f"{len(pages)} PDFs, by as many prints of Chromium (clock)", ours, printed, "")
