"""A thousand PDFs in one process: whether its memory stays. Reads ``/proc``, so it runs on Linux only."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from hiring.formats import pdf
from scripts.bench.measuring import Row, build_command, resident_megabytes, run

COUNT = int(os.environ.get("BENCH_PDFS", "1000"))
WHICH = ("--role", "referral-coordinator", "--document", "posting")


def rows() -> Iterator[Row]:
    """Memory in megabytes after all PDFs, by that after a tenth. Postings in six languages take turns."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        run(build_command(out, *WHICH, formats=("html",)))
        pages = [path.read_text(encoding="utf-8") for path in sorted(out.glob("*/*/posting.html"))]
    early = 0.0
    for number in range(COUNT):
        if number == COUNT // 10:
            early = resident_megabytes()
        pdf.write(pages[number % len(pages)])
    yield Row(f"memory after {COUNT} PDFs, by after {COUNT // 10} (MB)", resident_megabytes(), early, "≤ 1.1")
