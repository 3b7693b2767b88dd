"""One document as a process of its own (two cores), beside the command ``weasyprint`` on the same HTML."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.bench.commands import weasyprint_command
from scripts.bench.measuring import Row, build_command, medians, run

WHICH = ("--role", "referral-coordinator", "--document", "posting", "--language", "en")


def rows() -> Iterator[Row]:
    """Seconds by the clock: the content is read in one process while another loads what PDFs need."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        run(build_command(out, *WHICH, formats=("html",)))
        page = out / "referral-coordinator" / "en" / "posting.html"
        ours = build_command(out, *WHICH, "--force", formats=("pdf",), jobs=2)
        bare = weasyprint_command(page, Path(folder) / "bare.pdf")
        found = medians({"ours": lambda: run(ours).clock, "bare": lambda: run(bare).clock}, 5)
    yield Row("one document, by the command weasyprint (clock)", found["ours"], found["bare"], "≤ 1.25")
