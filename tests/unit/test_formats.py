"""What the writers of formats promise: PDF/UA with our fonts and nothing from outside, the same bytes each time."""

import base64
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from hiring.documents import DOCUMENTS
from hiring.documents.page import Context
from hiring.errors import RenderError
from hiring.formats import FORMATS, FormatSpec, pandoc, pdf
from hiring.library import Library
from hiring.rendering import Renderer
from hiring.workspace import Workspace

POSTING = next(document for document in DOCUMENTS if document.name == "posting")
PAGE = """<!DOCTYPE html><html lang="{language}"{attributes}><head><title>A title</title><style>{style}</style></head>
<body style="font-family: 'IBM Plex Sans', 'IBM Plex Sans Arabic'">{body}</body></html>"""


def page(body: str = "<h1>Head</h1><p>Text</p>", style: str = "", language: str = "en", attributes: str = "") -> str:
    return PAGE.format(body=body, style=style, language=language, attributes=attributes)


def opened(content: bytes, tmp_path: Path) -> pikepdf.Pdf:
    file = tmp_path / "made.pdf"
    file.write_bytes(content)
    return pikepdf.open(file)


@pytest.fixture(scope="module")
def posting_html(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The shipped sample posting in both forms."""
    workspace = Workspace.at(tmp_path_factory.mktemp("empty"))
    sample, renderer = Library(workspace).sample_vacancy("referral-coordinator", "en"), Renderer(workspace)
    view = POSTING.build(sample, Context(on=date(2026, 11, 23)))
    return {
        form: renderer.html(POSTING.template, view, sample.language, flow=form == "flow") for form in ("page", "flow")
    }


@pytest.fixture(scope="module")
def posting_pdf(posting_html: dict[str, str]) -> bytes:
    return pdf.write(posting_html["page"])


# PDF.


def test_the_pdf_says_that_it_is_pdf_ua_1(posting_pdf: bytes, tmp_path: Path) -> None:
    with opened(posting_pdf, tmp_path) as document, document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Referral Coordinator"


def test_the_pdf_has_title_language_and_tags(posting_pdf: bytes, tmp_path: Path) -> None:
    with opened(posting_pdf, tmp_path) as document:
        root = document.Root
        assert str(root.Lang) == "en"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(document.docinfo["/Title"]) == "Referral Coordinator"
        tags = list(structure(root.StructTreeRoot))
    assert tags.count("H1") == 1
    assert tags.count("H2") >= 5
    assert {"L", "LI", "P"} <= set(tags)


def structure(node: Any) -> Iterator[str]:
    """The types of the structure elements, in reading order."""
    if not isinstance(node, pikepdf.Dictionary):
        return
    if "/S" in node:
        yield str(node.S).removeprefix("/")
    children: Any = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        yield from structure(child)


def fonts_of(document: pikepdf.Pdf) -> dict[str, bool]:
    """The fonts of the pages by name, and whether each is embedded."""
    found = {}
    for sheet in document.pages:
        for font in sheet.Resources.get("/Font", {}).values():
            for inner in font.get("/DescendantFonts", [font]):
                descriptor: Any = inner.get("/FontDescriptor", {})
                name = str(inner.BaseFont).removeprefix("/").partition("+")[2] or str(inner.BaseFont)
                found[name] = bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()))
    return found


def test_the_pdf_carries_our_fonts_and_no_other(posting_pdf: bytes, tmp_path: Path) -> None:
    with opened(posting_pdf, tmp_path) as document:
        fonts = fonts_of(document)
    assert fonts
    assert all(fonts.values()), fonts
    assert [name for name in fonts if "Plex" not in name] == []


def test_arabic_is_set_in_our_arabic_font(tmp_path: Path) -> None:
    made = pdf.write(page("<h1>إحالة</h1><p>المريض 123</p>", language="ar", attributes=' dir="rtl"'))
    with opened(made, tmp_path) as document:
        assert str(document.Root.Lang) == "ar"
        fonts = fonts_of(document)
    assert [name for name in fonts if "Plex" not in name] == []
    assert [name for name in fonts if "Arab" in name]


def test_the_same_page_gives_the_same_bytes(posting_html: dict[str, str], posting_pdf: bytes) -> None:
    assert pdf.write(posting_html["page"]) == posting_pdf


def test_another_process_gives_the_same_bytes(posting_html: dict[str, str], posting_pdf: bytes, tmp_path: Path) -> None:
    """Sets are ordered anew in each process, and the clock goes on."""
    source, target = tmp_path / "in.html", tmp_path / "out.pdf"
    source.write_text(posting_html["page"], encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from hiring.formats import pdf;"
        "Path(sys.argv[2]).write_bytes(pdf.write(Path(sys.argv[1]).read_text('utf-8')))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", code, source, target], check=True, env=environment, timeout=120)
    assert target.read_bytes() == posting_pdf


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'


def data_url(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(SVG.format(svg).encode()).decode()


#: Every way in which a page can ask for something, with {url} in it.
ASKING = {
    "img": '<img alt="x" src="{url}">',
    "background": '<p style="background: url({url})">x</p>',
    "list": '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    "content": "<style>p::before {{ content: url({url}) }}</style><p>x</p>",
    "import": "<style>@import url({url});</style>",
    "font-face": '<style>@font-face {{ font-family: F; src: url({url}) }}</style><p style="font-family: F">x</p>',
    "stylesheet": '<link rel="stylesheet" href="{url}">',
    "attachment": '<link rel="attachment" title="x" href="{url}">',
    "attached anchor": '<a rel="attachment" href="{url}">x</a>',
    "object": '<object data="{url}" type="image/png">x</object>',
    "embed": '<embed src="{url}" type="image/png">',
    "svg image": SVG.format('<image href="{url}" width="9" height="9"/>'),
}


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine that writes down what it is asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}", asked
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.mark.parametrize("way", ASKING)
def test_a_page_that_asks_for_a_file_is_refused(way: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text(SVG.format('<text id="a" y="8">s3cret</text>'), encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        pdf.write(page(ASKING[way].format(url=secret.as_uri())))
    assert caught.value.failure.rule == "pdf"


@pytest.mark.parametrize("way", ASKING)
def test_a_page_that_asks_the_network_is_refused(way: str, server: tuple[str, list[str]]) -> None:
    address, asked = server
    with pytest.raises(RenderError):
        pdf.write(page(ASKING[way].format(url=f"{address}/x.png")))
    assert asked == []


def test_a_drawing_that_uses_part_of_a_file_is_drawn_without_it(tmp_path: Path) -> None:
    """WeasyPrint knows no such use and says nothing; what matters is that the file is not read."""
    part = tmp_path / "part.svg"
    body = SVG.format(f'<use href="{part.as_uri()}#a"/>')
    without = pdf.write(page(body))
    part.write_text(SVG.format('<rect id="a" width="9" height="9"/>'), encoding="utf-8")
    assert pdf.write(page(body)) == without


@pytest.mark.parametrize(
    "url",
    [
        "logo.png",
        "/etc/hostname",
        "file:///etc/hostname",
        "FILE:///etc/hostname",
        "font:../phrases/en.yaml",
        "font:/etc/hostname",
        "font:nowhere.ttf",
        "ftp://example.org/x",
        "//example.org/x.png",
        data_url('<image href="file:///etc/hostname" width="9" height="9"/>'),
        data_url('<image xlink:href="file:///etc/hostname" width="9" height="9"/>'),
        data_url('<style>@import url(file:///etc/hostname);</style><rect width="9" height="9"/>'),
    ],
)
def test_an_image_from_anywhere_is_refused(url: str) -> None:
    with pytest.raises(RenderError):
        pdf.write(page(f'<img alt="x" src="{url}">'))


def test_an_image_inside_the_page_is_drawn(tmp_path: Path) -> None:
    inside = data_url('<rect width="9" height="9"/>')
    made = pdf.write(page(f'<p><img alt="A square" src="{inside}"></p>'))
    with opened(made, tmp_path) as document:
        assert "Figure" in list(structure(document.Root.StructTreeRoot))


def test_css_that_weasyprint_does_not_know_is_a_problem_of_the_template() -> None:
    with pytest.raises(RenderError) as caught:
        pdf.write(page(style="p { colour: red }"))
    assert "colour" in caught.value.failure.values["reason"]


def test_one_refused_page_does_not_spoil_the_next(posting_html: dict[str, str], posting_pdf: bytes) -> None:
    with pytest.raises(RenderError):
        pdf.write(page('<img alt="x" src="nowhere.png">'))
    assert pdf.write(posting_html["page"]) == posting_pdf


# The other formats.


@pytest.mark.parametrize(
    "spec", [spec for spec in FORMATS if spec.name in ("html", "md", "txt")], ids=lambda spec: spec.name
)
def test_the_same_input_gives_the_same_bytes(spec: FormatSpec, posting_html: dict[str, str]) -> None:
    made = [spec.write(*(posting_html[name] for name in spec.takes)) for _ in range(2)]
    assert made[0] == made[1]
    text = made[0].decode("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "Referral Coordinator" in text


def test_every_format_is_there_on_this_machine() -> None:
    assert {spec.name: spec.missing() for spec in FORMATS} == dict.fromkeys([spec.name for spec in FORMATS])


def test_html_has_no_blank_lines(posting_html: dict[str, str]) -> None:
    (spec,) = [spec for spec in FORMATS if spec.name == "html"]
    assert "\n\n" in posting_html["page"]
    assert "\n\n" not in spec.write(posting_html["page"]).decode()


def test_markdown_has_no_html_left(posting_html: dict[str, str]) -> None:
    (spec,) = [spec for spec in FORMATS if spec.name == "md"]
    written = spec.write(posting_html["flow"]).decode()
    assert [line for line in written.splitlines() if line.startswith("<") and not line.startswith("<http")] == []
    assert written.count("\n## ") >= 5


def test_pandoc_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<p>s3cret</p>", encoding="utf-8")
    body = f'<iframe src="{secret.as_uri()}"></iframe><object data="{secret}"></object><p>Text</p>'
    for to in ("gfm", "plain"):
        assert "s3cret" not in pandoc.convert(page(body), to)


def test_an_unknown_format_is_an_error_with_pandocs_reason() -> None:
    with pytest.raises(RenderError) as caught:
        pandoc.convert("<p>x</p>", "nonesuch")
    assert "nonesuch" in caught.value.failure.values["reason"]


def test_pandoc_that_takes_too_long_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_TIMEOUT", 0.001)
    with pytest.raises(RenderError) as caught:
        pandoc.convert("<p>x</p>" * 1000, "gfm")
    assert caught.value.failure.rule == "pandoc"
