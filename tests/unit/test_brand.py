"""The employer's look in documents as their readers get them: web pages, PDF, lint."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
import pytest

from hiring.workspace import shipped
from tests.command import hiring
from tests.pictures import png, svg

NAME = "Harbour <Clinic>"
EMPLOYER = f"""\
language: en
name: {NAME}
contact: {{email: jobs@example.org}}
"""
BRAND = """\
brand:
  colour: "#ffb000"
  logo: brand/logo.svg
  fonts: {name: 'Own "Sans"; </style>', regular: brand/own.ttf}
"""
OPENING = """\
id: desk
role: referral-coordinator
market: us-ca
location: san-francisco
languages: [en, ar]
posted: 2026-11-20
"""
OWN, PLEX, PLEX_ARABIC = "Own-type-of-the-employer", "IBM-Plex-Sans", "IBM-Plex-Sans-Arabic"
DOCUMENTS = ("posting", "recruiter-brief")


def write(folder: Path, brand: str) -> Path:
    """A workspace with an opening in English and Arabic, and the files that a brand can name."""
    for inner in ("openings", "brand"):
        (folder / inner).mkdir(parents=True)
    (folder / "employer.yaml").write_text(EMPLOYER + brand, encoding="utf-8")
    (folder / "openings" / "desk.yaml").write_text(OPENING, encoding="utf-8")
    (folder / "brand" / "logo.svg").write_bytes(svg())
    (folder / "brand" / "logo.png").write_bytes(png())
    # IBM Plex under another name: what it lacks is what a font without Arabic lacks.
    shutil.copy(shipped("templates") / "fonts" / "ibm-plex-sans" / "Regular.ttf", folder / "brand" / "own.ttf")
    return folder


def built(folder: Path, *formats: str) -> Path:
    """The folder of the documents."""
    chosen = [part for name in DOCUMENTS for part in ("--document", name)]
    chosen += [part for name in formats for part in ("--format", name)]
    run = hiring(
        "build", "--workspace", folder, "--out", folder / "out", "--jobs", "1", "--date", "2026-11-22", *chosen
    )
    assert run.code == 0, run.out + run.err
    return folder / "out" / "desk"


@pytest.fixture(scope="module")
def branded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents of an employer with colour, logo and a font for text."""
    return built(write(tmp_path_factory.mktemp("branded") / "clinic", BRAND), "html", "pdf", "md", "docx")


def head_of(file: Path) -> Any:
    return lxml.html.parse(str(file), parser=lxml.html.HTMLParser(encoding="utf-8")).xpath("//header")[0]


def figures(node: Any) -> Iterator[Any]:
    """The pictures of a PDF, as screen readers find them."""
    if not isinstance(node, pikepdf.Dictionary):
        return
    if node.get("/S") == "/Figure":
        yield node
    children: Any = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        yield from figures(child)


def fonts_of(document: pikepdf.Pdf) -> dict[str, bool]:
    """The fonts of a PDF by name, without the letters of the subset, and whether each is embedded."""
    found = {}
    for sheet in document.pages:
        fonts: Any = sheet.Resources.get("/Font", {})
        for font in fonts.values():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            embedded = any(key.startswith("/FontFile") for key in inner.get("/FontDescriptor", {}))
            found[str(font.BaseFont).removeprefix("/").split("+")[-1]] = embedded
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_web_page_shows_the_logo_and_says_the_employers_name_once(branded: Path, name: str, tag: str) -> None:
    head = head_of(branded / tag / f"{name}.html")
    (picture,) = head.iter("img")
    assert picture.get("src").startswith("data:image/svg+xml;base64,")
    assert picture.get("alt") == NAME
    assert NAME not in head.text_content()


def test_other_formats_say_the_name_in_words(branded: Path) -> None:
    for name in DOCUMENTS:
        text = (branded / "en" / f"{name}.md").read_text(encoding="utf-8")
        assert "Harbour" in text.split("Referral Coordinator")[0]
        assert "data:" not in text


def test_a_web_page_takes_colours_that_can_be_read_and_asks_for_the_font_by_name(branded: Path) -> None:
    page = (branded / "en" / "posting.html").read_text(encoding="utf-8")
    assert "--accent: #976600; --accent-fill: #ffb000; --on-accent: #000000;" in page
    assert ":root { --accent: #ffb000; }" in page
    assert r'--brand-font: "Own \22 Sans\22 \3B  \3C \2F style\3E "' in page
    assert "font-face" not in page
    assert page.count("</style>") == 1


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_pdf_has_the_font_inside_and_the_programs_where_it_lacks_letters(branded: Path, tag: str) -> None:
    with pikepdf.open(branded / tag / "posting.pdf") as document:
        fonts = fonts_of(document)
    assert all(fonts.values())
    # The semi-bold face under that name is the program's: the employer gave none.
    arabic = {PLEX_ARABIC, f"{PLEX_ARABIC}-Semi-Bold"} if tag == "ar" else set()
    assert set(fonts) == {OWN, f"{OWN}-Semi-Bold"} | arabic


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_pdf_shows_the_logo_with_its_alternative(branded: Path, tag: str) -> None:
    with pikepdf.open(branded / tag / "posting.pdf") as document:
        (logo,) = figures(document.Root.StructTreeRoot)
        assert str(logo.Alt) == NAME


def test_a_pdf_draws_a_logo_of_pixels(tmp_path: Path) -> None:
    folder = built(write(tmp_path / "clinic", "brand: {logo: brand/logo.png}\n"), "pdf")
    with pikepdf.open(folder / "en" / "posting.pdf") as document:
        drawn = [thing for thing in document.objects if isinstance(thing, pikepdf.Stream) and "/Width" in thing]
        assert {(int(image.Width), int(image.Height)) for image in drawn} == {(30, 12)}
        assert fonts_of(document).keys() == {PLEX, f"{PLEX}-Semi-Bold"}


def test_a_font_that_is_only_named_is_for_web_pages(tmp_path: Path) -> None:
    """A PDF is the same wherever it is made, whatever fonts a machine has."""
    folder = built(write(tmp_path / "clinic", "brand: {fonts: {name: DejaVu Sans}}\n"), "html", "pdf")
    assert '--brand-font: "DejaVu Sans"' in (folder / "en" / "posting.html").read_text(encoding="utf-8")
    with pikepdf.open(folder / "en" / "posting.pdf") as document:
        assert fonts_of(document).keys() == {PLEX, f"{PLEX}-Semi-Bold"}


def test_a_logo_on_the_web_is_not_fetched(tmp_path: Path) -> None:
    folder = built(write(tmp_path / "clinic", "brand: {logo: https://example.org/logo.png}\n"), "html")
    head = head_of(folder / "en" / "posting.html")
    assert not list(head.iter("img"))
    assert NAME in head.text_content()


def test_the_pages_of_the_site_show_the_logo(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "clinic", BRAND), tmp_path / "site"
    run = hiring(
        "site", "--workspace", folder, "--out", out, "--base-url", "https://jobs.example.org", "--date", "2026-11-22"
    )
    assert run.code == 0, run.out + run.err
    pages = sorted(out.rglob("*.html"))
    assert len(pages) >= 5
    for page in pages:
        assert [picture.get("alt") for picture in head_of(page).iter("img")] == [NAME], page


@pytest.mark.parametrize(("colour", "said"), [("#ffb000", ["#976600"]), ("#7a1f5c", []), ("#767676", ["#707070"])])
def test_lint_says_which_colour_stands_for_one_that_cannot_be_read(
    tmp_path: Path, colour: str, said: list[str]
) -> None:
    folder = write(tmp_path / "clinic", f'brand:\n  colour: "{colour}"\n')
    run = hiring("lint", "--workspace", folder, "--date", "2026-11-22", "--select", "brand-colour", "--json")
    assert run.code == 0
    found = run.json["findings"]
    assert [finding["severity"] for finding in found] == ["advice" for _ in said]
    assert all((finding["file"], finding["line"]) == ("employer.yaml", 5) for finding in found)
    assert [finding["values"]["instead"] for finding in found] == said
    assert all(finding["text"].count(finding["values"]["instead"]) == 2 for finding in found)


def test_lint_leaves_a_workspace_without_an_employer_alone(tmp_path: Path) -> None:
    run = hiring("lint", "--workspace", tmp_path, "--date", "2026-11-22", "--select", "brand-colour", "--json")
    assert (run.code, run.json["findings"]) == (0, [])
