"""A character that no font of a PDF has is a warning that names it, and its text still comes out of the PDF."""

import logging
import re
import unicodedata
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pytest

from hiring.formats import pdf
from hiring.workspace import shipped
from tests.command import hiring
from tests.hostile.reading import is_right_to_left, squeezed
from tests.hostile.strings import STRINGS
from tests.hostile.workspace import as_yaml
from tests.pdf_text import decoded_runs

CODE = re.compile(r"U\+([0-9A-F]+)")

EMPLOYER = """\
language: en
name: Clinic 😀
about: |-
  Straight “text” – fine.
  漢字 and 漢 again.
"""
OPENING = """\
id: desk
role: referral-coordinator
market: us
location: {city: "\\U0001F3E5 Oakland"}
languages: [en]
"""
OVERLAY = "about: |-\n  Vårt ꙮ och e\u0301, ä, ẞ, ﬁ.\n"


def write(folder: Path, brand: str = "") -> Path:
    """A workspace with characters that the fonts lack in three files, one of which holds no words."""
    (folder / "openings").mkdir()
    (folder / "employer.yaml").write_text(EMPLOYER + brand, encoding="utf-8")
    (folder / "employer.sv.yaml").write_text(OVERLAY, encoding="utf-8")
    (folder / "openings" / "desk.yaml").write_text(OPENING, encoding="utf-8")
    return folder


def found(folder: Path) -> list[tuple[str, int, int, str]]:
    """File, line, column and the characters that are named, of every finding."""
    run = hiring("lint", "--workspace", folder, "--select", "no-glyph", "--date", "2026-11-22", "--json")
    assert run.code == 0, "a warning is no error"
    assert {finding["severity"] for finding in run.findings} <= {"warning"}
    return [
        (finding["file"], finding["line"], finding["column"], finding["values"]["characters"])
        for finding in run.findings
    ]


def test_each_is_named_once_a_file_with_its_code_where_it_first_stands(tmp_path: Path) -> None:
    assert found(write(tmp_path)) == [
        ("employer.sv.yaml", 1, 8, "ꙮ U+A66E"),
        ("employer.yaml", 2, 7, "😀 U+1F600"),
        ("employer.yaml", 3, 8, "漢 U+6F22, 字 U+5B57"),
        ("openings/desk.yaml", 4, 18, "🏥 U+1F3E5"),
    ]


def test_a_font_of_ones_own_that_has_them_is_enough(tmp_path: Path) -> None:
    """The program's own font, in which every character is the letter A, stands for one that has emoji."""
    from fontTools.ttLib import TTFont

    with TTFont(shipped("templates") / "fonts" / "ibm-plex-sans" / "Regular.ttf") as font:
        for table in font["cmap"].tables:
            table.cmap[0xA66E] = "A"
        font.save(tmp_path / "own.ttf")
    folder = write(tmp_path, "brand: {fonts: {name: Own, regular: own.ttf}}\n")
    assert "employer.sv.yaml" not in {file for file, *_ in found(folder)}
    assert len(found(folder)) == 3


def test_the_shipped_texts_need_no_other_font() -> None:
    assert found(shipped("roles").parent) == []


@dataclass(frozen=True)
class Drawn:
    """All hostile texts in one PDF: what it says, and the characters for which WeasyPrint found no font on the machine."""

    runs: tuple[str, ...]
    without_font: frozenset[str]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """The file, made by the program's own writer."""
    said: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]  # this handler alone
    logging.getLogger("weasyprint").addHandler(handler)
    path = tmp_path_factory.mktemp("drawn") / "all.pdf"
    lines = "".join(f"<p>{escape(text)}</p>" for text in STRINGS)
    try:
        path.write_bytes(pdf.write(f'<html lang="en"><head><title>a</title></head><body>{lines}</body></html>'))
    finally:
        logging.getLogger("weasyprint").removeHandler(handler)
    codes = (code for line in said for code in CODE.findall(line))
    return Drawn(tuple(decoded_runs(path)), frozenset(chr(int(code, 16)) for code in codes))


def test_texts_come_out_of_a_pdf_by_its_own_characters_whatever_fonts_there_are(drawn: Drawn) -> None:
    read = squeezed("".join(drawn.runs))
    texts = [text for text in STRINGS if not is_right_to_left(text)]
    assert len(texts) > 300
    assert [text for text in texts if squeezed(text) not in read] == []


def test_so_do_words_that_run_from_right_to_left(drawn: Drawn) -> None:
    """Word by word: those of a line stand as the page has them. A mark above a letter cuts its word into pieces."""
    read = squeezed("".join(drawn.runs)) + squeezed("".join(reversed(drawn.runs)))
    texts = [unicodedata.normalize("NFKD", text) for text in STRINGS if is_right_to_left(text)]
    words = [word for text in texts for word in re.findall(r"[^\W\d_]+", text)]
    assert len(words) > 15
    assert [word for word in words if word not in read] == []


def test_fields_to_fill_in_take_no_text_away(tmp_path: Path) -> None:
    """Of the fonts of fields WeasyPrint writes the character map, and nothing of what it drew besides."""
    texts = [chr(code) for code in range(0xE000, 0xE0FA)]
    style = "<style>body, input { font-family: IBM Plex Sans } input { appearance: auto }</style>"
    field = '<input name="a" title="a" value="b">'
    page = (
        f'<html lang="en"><head><title>a</title>{style}</head><body><p>{" ".join(texts)} 1 ½</p>{field}</body></html>'
    )
    (tmp_path / "a.pdf").write_bytes(pdf.write(page))
    assert squeezed("".join((*texts, "1½"))) in squeezed("".join(decoded_runs(tmp_path / "a.pdf")))


def test_every_character_that_a_pdf_has_no_font_for_is_named(tmp_path: Path, drawn: Drawn) -> None:
    texts = [{"id": f"b{number}", "text": text} for number, text in enumerate(STRINGS)]
    content = {"language": "en", "name": "Clinic", "benefits": texts}
    (tmp_path / "employer.yaml").write_text(as_yaml(content), encoding="utf-8")
    named = {chr(int(code, 16)) for *_, characters in found(tmp_path) for code in CODE.findall(characters)}
    assert named & set("😀한漢𝔘\ue000\u2028")
    without_font = unicodedata.normalize("NFC", "".join(drawn.without_font))
    assert without_font
    assert set(without_font) - named == set()
