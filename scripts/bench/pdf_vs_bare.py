"""A PDF of ours in a warm process, beside WeasyPrint alone on the same HTML and CSS, with the same fonts and options."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from hiring.documents import DOCUMENTS
from hiring.formats import pdf
from hiring.workspace import shipped
from scripts.bench.measuring import Row, build_command, medians, run, work_of

ROLE = "referral-coordinator"


def bare(html: str) -> bytes:
    """The PDF as a short script would make it: fonts and styles are read for each document."""
    fonts = FontConfiguration()
    folder = (shipped("templates") / "fonts").as_uri()
    css = (shipped("templates") / "styles" / "pdf.css").read_text(encoding="utf-8").replace("font:", f"{folder}/")
    sheet = weasyprint.CSS(string=css, font_config=fonts)
    document = weasyprint.HTML(string=html, media_type="print")
    return bytes(document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1", pdf_forms=True))


def rows() -> Iterator[Row]:
    """Processor seconds of each document, in English and in Arabic."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        run(build_command(out, "--role", ROLE, "--language", "en", "--language", "ar", formats=("html",)))
        for tag in ("en", "ar"):
            for document in DOCUMENTS:
                html = (out / ROLE / tag / f"{document.name}.html").read_text(encoding="utf-8")
                yield _row(f"PDF of {document.name} {tag}, by bare WeasyPrint (work)", html)


def _row(case: str, html: str) -> Row:
    writers: dict[str, Callable[[str], bytes]] = {"ours": pdf.write, "bare": bare}
    for writer in writers.values():
        writer(html)  # warm
    found = medians({name: partial(work_of, partial(writer, html)) for name, writer in writers.items()}, 5)
    return Row(case, found["ours"], found["bare"], "≤ 1.0, aim 0.8")
