"""Word documents on an employer's letterhead: its styles, paper, header and footer, and what is no letterhead."""

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.shared import Pt, RGBColor

from hiring.brand_file import file_findings
from hiring.errors import RenderError
from hiring.letterhead import LETTERHEAD
from tests.pictures import png
from tests.word_documents import Make, W, maker, squeezed
from tests.word_text import texts_of


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes documents of the shipped sample, each once."""
    return maker(tmp_path_factory.mktemp("empty"))


def letterhead_rules(path: Path) -> list[str]:
    """What is wrong with a letterhead, by its rules."""
    return [finding.rule for finding in file_findings(path.parent, ("brand", "letterhead"), path.name, LETTERHEAD)]


@pytest.fixture
def letterhead(tmp_path: Path) -> Path:
    """A letterhead as people make one: a page with header, picture and footer, and styles changed."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Pt(420), Pt(595)
    section.header.paragraphs[0].text = "Harbour Clinic, Pier 4"
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    section.footer.paragraphs[0].text = "Registered in Hamburg"
    document.styles["Heading 1"].font.name = "Garamond"
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    document.styles["List Bullet"].delete()
    document.add_paragraph("Dear candidate, this text is not for documents.")
    document.save(str(tmp_path / "letterhead.docx"))
    return tmp_path / "letterhead.docx"


def test_a_letterhead_gives_styles_paper_header_and_footer(make: Make, letterhead: Path) -> None:
    made = make("interview-kit", "en", None, letterhead=str(letterhead), colour="#7a1f5c")
    document = made.document
    section = document.sections[0]
    assert (section.page_width, section.page_height) == (Pt(420), Pt(595))
    assert section.header.paragraphs[0].text == "Harbour Clinic, Pier 4"
    assert [part.partname for part in section.header.part.related_parts.values()] == ["/word/media/image1.png"]
    assert section.footer.paragraphs[0].text == "Registered in Hamburg"
    heading = document.styles["Heading 1"].font
    assert (heading.name, heading.color.rgb) == ("Garamond", RGBColor(0x12, 0x34, 0x56))
    assert b"7A1F5C" not in made.content
    text = "\n".join(texts_of(made.body))
    assert "Dear candidate" not in text
    assert made.view.page.foot in text, "the footer is the letterhead's, so that the text has ours"
    assert squeezed(text) == squeezed("".join(made.flow.itertext()) + made.view.page.foot)


def test_what_a_letterhead_lacks_is_ours_in_its_fonts(make: Make, letterhead: Path) -> None:
    made = make("interview-kit", "en", None, letterhead=str(letterhead))
    styles = made.document.styles
    for name in ("Note Line", "Table", "Checklist", "List Bullet", "Notice"):
        assert styles[name].element.find(f"{W}name") is not None
    assert styles["Note Line"].element.find(f"{W}pPr/{W}pBdr/{W}bottom") is not None
    assert b"IBM Plex" not in zipfile.ZipFile(io.BytesIO(made.content)).read("word/styles.xml")
    names = [style.name.lower() for style in styles]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_a_letterhead_of_a_german_word_keeps_its_ids(make: Make, letterhead: Path) -> None:
    """Word names styles in English whatever its language, but their ids in its own."""
    rewrite(letterhead, "word/styles.xml", {b'"Normal"': b'"Standard"', b'"Heading1"': b'"berschrift1"'})
    rewrite(letterhead, "word/styles.xml", {b'<w:name w:val="Standard"/>': b'<w:name w:val="Normal"/>'})
    made = make("posting", "de", None, letterhead=str(letterhead), title="German ids")
    assert made.document.styles["Heading 1"].style_id == "berschrift1"
    (head,) = [p for p in made.document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert head._p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "berschrift1"
    based = {style.get(f"{W}val") for style in made.part("word/styles.xml").iter(f"{W}basedOn")}
    assert "Standard" in based
    for name in ("Note Line", "Notice", "Quiet"):
        assert made.document.styles[name].element.find(f"{W}basedOn").get(f"{W}val") == "Standard"


def test_a_letterhead_may_have_an_id_of_ours_for_another_style(make: Make, letterhead: Path) -> None:
    rewrite(letterhead, "word/styles.xml", {b'w:styleId="TableGrid"': b'w:styleId="Table"'})
    made = make("job-description", "en", None, letterhead=str(letterhead))
    ids = [style.get(f"{W}styleId") for style in made.part("word/styles.xml").iter(f"{W}style")]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    styles = {table.style.name for table in made.document.tables if table.style is not None}
    assert styles == {"Table"}


DEFAULTS = "<w:docDefaults><w:rPrDefault>@</w:rPrDefault></w:docDefaults>"


@pytest.mark.parametrize(
    "defaults",
    [
        "",
        "<w:docDefaults/>",
        "<w:docDefaults><w:pPrDefault/></w:docDefaults>",
        "<w:docDefaults><w:rPrDefault/></w:docDefaults>",
        DEFAULTS.replace("@", ""),
        DEFAULTS.replace("@", "<w:rPr/>"),
        DEFAULTS.replace("@", '<w:rPr><w:sz w:val="30"/></w:rPr>'),
        DEFAULTS.replace("@", '<w:rPr><w:lang w:val="de-DE"/></w:rPr>'),
        DEFAULTS.replace("@", '<w:rPr><w:sz w:val="30"/><w:lang w:val="de-DE" w:bidi="he-IL"/></w:rPr>'),
    ],
)
def test_a_letterhead_takes_the_language_of_the_document(make: Make, letterhead: Path, defaults: str) -> None:
    with zipfile.ZipFile(letterhead) as archive:
        styles = archive.read("word/styles.xml")
    (before,) = re.findall(rb"<w:docDefaults>.*</w:docDefaults>", styles, re.DOTALL)
    rewrite(letterhead, "word/styles.xml", {before: defaults.encode()})
    made = make("posting", "ar", None, letterhead=str(letterhead))
    (said,) = made.part("word/styles.xml").iter(f"{W}lang")
    assert (said.get(f"{W}val"), said.get(f"{W}bidi")) == ("ar", "ar")
    assert [parent.tag.removeprefix(W) for parent in said.iterancestors()] == [
        "rPr", "rPrDefault", "docDefaults", "styles"
    ]  # fmt: skip
    if "30" in defaults:
        assert said.getparent()[0].get(f"{W}val") == "30"


def test_a_letterhead_may_leave_its_paper_unsaid(make: Make, letterhead: Path) -> None:
    rewrite(letterhead, "word/document.xml", {b"<w:pgMar ": b"<w:paperSrc ", b"<w:pgSz ": b"<w:cols "})
    made = make("job-description", "en", None, letterhead=str(letterhead))
    assert made.document.tables


def test_a_strict_document_is_no_letterhead(letterhead: Path) -> None:
    main = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rewrite(letterhead, "word/styles.xml", {main: b"http://purl.oclc.org/ooxml/wordprocessingml/main"})
    assert letterhead_rules(letterhead) == ["letterhead.not_word"]


def rewrite(path: Path, part: str, changes: dict[bytes, bytes]) -> None:
    """Change a part of a Word file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for old, new in changes.items():
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04"], ids=["gone", "empty", "broken"])
def test_a_letterhead_that_cannot_be_read_any_more_is_an_error(
    make: Make, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "letterhead.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RenderError) as caught:
        make("posting", "en", None, letterhead=str(path))
    assert caught.value.failure.rule == "cannot_read"


def test_a_sound_letterhead_is_no_problem(letterhead: Path) -> None:
    assert letterhead_rules(letterhead) == []


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_a_letterhead_with_a_broken_part_is_a_problem(letterhead: Path, part: str) -> None:
    rewrite(letterhead, part, {b"<w:": b"<w"})
    assert letterhead_rules(letterhead) == ["letterhead.not_word"]


def test_a_letterhead_that_unpacks_to_too_much_is_a_problem(letterhead: Path) -> None:
    with zipfile.ZipFile(letterhead, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image9.bin", bytes(110_000_000))
    assert letterhead.stat().st_size < 1_000_000
    assert letterhead_rules(letterhead) == ["letterhead.not_word"]
