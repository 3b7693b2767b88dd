"""The reference documents of Word: styles, page and footer of every Word file that has no letterhead.

``python scripts/word.py`` writes ``templates/word/a4.docx`` and ``letter.docx``. The same code gives the same bytes: parts
are stored, not packed, and carry no date.
"""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[1] / "templates" / "word"
ACCENT, INK, QUIET, LINE, WASH = "0B5D66", "1C2429", "55626B", "C9D1D6", "F1F5F6"
"""The colours of templates/styles/base.css. An employer's own colour takes the place of the accent."""
FONT, ARABIC, FIXED = "IBM Plex Sans", "IBM Plex Sans Arabic", "Consolas"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARTS_OF = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Paper:
    """A size of paper in twentieths of a point, and its margins: sides, top, bottom."""

    name: str
    width: int
    height: int
    margins: tuple[int, int, int] = (1134, 1134, 1247)

    @property
    def text_width(self) -> int:
        """The width of a line."""
        return self.width - 2 * self.margins[0]


PAPERS: Final = (Paper("a4", 11906, 16838), Paper("letter", 12240, 15840))


@dataclass(frozen=True)
class Style:
    """A style by the name that Word or Pandoc knows; ``of_paragraph`` and ``of_text`` are in the order of the schema."""

    name: str
    based_on: str = "Normal"
    of_paragraph: str = ""
    of_text: str = ""
    kind: str = "paragraph"
    following: str = ""
    level: int | None = None
    is_builtin: bool = True

    @property
    def xml(self) -> str:
        """The element of the style."""
        default = ' w:default="1"' if self.name in DEFAULTS else ""
        custom = "" if self.is_builtin else ' w:customStyle="1"'
        based = f'<w:basedOn w:val="{style_id(self.based_on)}"/>' if self.based_on else ""
        following = f'<w:next w:val="{style_id(self.following)}"/>' if self.following else ""
        outline = f'<w:outlineLvl w:val="{self.level}"/>' if self.level is not None else ""
        paragraph = f"<w:pPr>{self.of_paragraph}{outline}</w:pPr>" if self.of_paragraph or outline else ""
        text = f"<w:rPr>{self.of_text}</w:rPr>" if self.of_text else ""
        table = TABLES.get(self.name, "")
        return (
            f'<w:style w:type="{self.kind}"{default}{custom} w:styleId="{style_id(self.name)}">'
            f'<w:name w:val="{self.name}"/>{based}{following}<w:qFormat/>{paragraph}{text}{table}</w:style>'
        )


def style_id(name: str) -> str:
    """The id of a style, as Word and Pandoc make it from the name."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def spacing(before: int = 0, after: int = 0, line: int | None = None) -> str:
    """Room around a paragraph in twentieths of a point; ``line`` in 240ths of a line."""
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def text(points: float, colour: str = INK, *, bold: bool = False) -> str:
    """Size, colour and weight, for scripts from the left and from the right."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    size = round(points * 2)
    return f'{weight}<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def bottom(size: int, colour: str) -> str:
    """A line below a paragraph; ``size`` in eighths of a point."""
    return f"<w:pBdr>{edge('bottom', size, colour, 1)}{edge('between', size, colour, 1)}</w:pBdr>"


def edge(name: str, size: int, colour: str, space: int = 0) -> str:
    """One border."""
    return f'<w:{name} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


KEPT = "<w:keepNext/><w:keepLines/>"
SHADED = (
    f"<w:pBdr>{''.join(edge(side, 4, WASH, 4) for side in ('top', 'left', 'bottom', 'right'))}</w:pBdr>"
    f'<w:shd w:val="clear" w:color="auto" w:fill="{WASH}"/>'
)
"""A shade, with borders of its colour to keep the text from its edge."""
INDENTED = '<w:ind w:left="113" w:right="113"/>'
DEFAULTS = ("Normal", "Default Paragraph Font", "Normal Table", "No List")
CELLS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 50), ("left", 85), ("bottom", 50), ("right", 85))
)
TABLES: Final = {
    "Normal Table": '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr>",
    "Table": f"<w:tblPr><w:tblBorders>{edge('bottom', 4, LINE)}{edge('insideH', 4, LINE)}</w:tblBorders>"
    f"<w:tblCellMar>{CELLS}</w:tblCellMar></w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>'
    f'<w:tcPr><w:tcBorders>{edge("bottom", 12, INK)}</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>',
}
STYLES: Final = (
    Style("Normal", ""),
    Style("Default Paragraph Font", "", kind="character"),
    Style("Normal Table", "", kind="table"),
    Style("No List", "", kind="numbering"),
    Style("Title", of_paragraph=KEPT + spacing(0, 120, 252), of_text=text(21, bold=True), following="Body Text"),
    Style("Subtitle", of_paragraph=spacing(0, 120), of_text=text(13, QUIET), following="Body Text"),
    Style(
        "heading 1",
        of_paragraph=KEPT + spacing(0, 120, 252),
        of_text=text(21, bold=True),
        following="Body Text",
        level=0,
    ),
    Style(
        "heading 2",
        of_paragraph=KEPT + spacing(320, 100, 252),
        of_text=text(13, ACCENT, bold=True),
        following="Body Text",
        level=1,
    ),
    Style(
        "heading 3",
        of_paragraph=KEPT + spacing(220, 60, 252),
        of_text=text(11, bold=True),
        following="Body Text",
        level=2,
    ),
    Style(
        "heading 4",
        of_paragraph=KEPT + spacing(160, 40, 252),
        of_text=text(10.5, QUIET, bold=True),
        following="Body Text",
        level=3,
    ),
    Style("Body Text"),
    Style("First Paragraph", "Body Text", following="Body Text", is_builtin=False),
    Style("Compact", "Body Text", spacing(0, 20), is_builtin=False),
    Style("List Bullet", of_paragraph=spacing(0, 60)),
    Style("List Number", of_paragraph=spacing(0, 60)),
    Style("Checklist", of_paragraph=spacing(0, 60) + '<w:ind w:left="272" w:hanging="272"/>', is_builtin=False),
    Style(
        "Block Text",
        of_paragraph=SHADED + spacing(0, 60, 290) + INDENTED,
        of_text=text(11),
        following="Body Text",
    ),
    Style("caption", of_paragraph="<w:keepNext/>" + spacing(80, 80), of_text=text(9.5, QUIET)),
    Style("Table Caption", "caption", is_builtin=False),
    Style("Quiet", of_paragraph=spacing(0, 60), of_text=text(9.5, QUIET), is_builtin=False),
    Style("Notice", of_paragraph=SHADED + spacing(60, 120) + INDENTED, is_builtin=False),
    Style(
        "Note Line",
        of_paragraph=bottom(6, "A9B3B9") + '<w:spacing w:before="0" w:after="0" w:line="454" w:lineRule="exact"/>',
        is_builtin=False,
    ),
    Style("header", of_text=text(8.5, QUIET)),
    Style("footer", of_text=text(8.5, QUIET)),
    Style(
        "Hyperlink",
        "Default Paragraph Font",
        of_text=f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>',
        kind="character",
    ),
    Style(
        "Verbatim Char",
        "Default Paragraph Font",
        of_text=f'<w:rFonts w:ascii="{FIXED}" w:hAnsi="{FIXED}"/><w:sz w:val="19"/>',
        kind="character",
        is_builtin=False,
    ),
    Style(
        "Table",
        "Normal Table",
        of_paragraph=spacing(0, 0, 252),
        of_text='<w:sz w:val="19"/><w:szCs w:val="19"/>',
        kind="table",
        is_builtin=False,
    ),
)


def styles() -> str:
    """word/styles.xml."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{ARABIC}"/>'
    languages = '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/>'
    return (
        f"{HEAD}<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{text(10.5)}{languages}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{spacing(0, 120, 264)}</w:pPr></w:pPrDefault></w:docDefaults>"
        + "".join(f"\n{style.xml}" for style in STYLES)
        + "\n</w:styles>\n"
    )


def fonts() -> str:
    """word/fontTable.xml: the fonts, and what takes their place on a machine without them."""
    rows = ((FONT, "Calibri", "swiss", "variable"), (ARABIC, "Segoe UI", "swiss", "variable"))
    known = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="00"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, other, family, pitch in (*rows, (FIXED, "Courier New", "modern", "fixed"))
    )
    return f"{HEAD}<w:fonts {WORD}>{known}</w:fonts>\n"


def settings() -> str:
    """word/settings.xml: the layout of Word 2013 and later, without which Word calls a file one of an older version."""
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'{HEAD}<w:settings {WORD}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compatible}</w:compat></w:settings>\n'
    )


def footer(paper: Paper) -> str:
    """word/footer1.xml: what each document replaces by its own words, with the tab at the end of the line."""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{paper.text_width}"/></w:tabs>'
    return (
        f'{HEAD}<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val="Footer"/>{tab}</w:pPr><w:r><w:tab/></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>\n'
    )


def document(paper: Paper) -> str:
    """word/document.xml: a page that shows the headings, and the section with paper and footer."""
    shown = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style_id(style.name)}"/></w:pPr><w:r><w:t>{style.name}</w:t></w:r></w:p>'
        for style in STYLES
        if style.kind == "paragraph"
    )
    sides, top, bottom_margin = paper.margins
    return (
        f'{HEAD}<w:document {WORD} xmlns:r="{PARTS_OF}"><w:body>{shown}<w:sectPr>'
        '<w:footerReference w:type="default" r:id="rId4"/>'
        f'<w:pgSz w:w="{paper.width}" w:h="{paper.height}"/><w:pgMar w:top="{top}" w:right="{sides}" '
        f'w:bottom="{bottom_margin}" w:left="{sides}" w:header="567" w:footer="567" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>\n"
    )


def relationships(*rows: tuple[str, str]) -> str:
    """A part of relationships: type and target."""
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{PARTS_OF}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(rows, 1)
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>\n'


def content_types() -> str:
    """[Content_Types].xml."""
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    rows = (
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("footer1", "footer"),
    )
    parts = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{base}.{kind}+xml"/>' for name, kind in rows)
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>\n'
    )


def reference(paper: Paper) -> bytes:
    """The reference document for a size of paper."""
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relationships(
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("fontTable", "fontTable.xml"),
            ("footer", "footer1.xml"),
        ),
        "word/document.xml": document(paper),
        "word/fontTable.xml": fonts(),
        "word/footer1.xml": footer(paper),
        "word/settings.xml": settings(),
        "word/styles.xml": styles(),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return file.getvalue()


def main() -> None:
    """Write the reference documents."""
    FOLDER.mkdir(exist_ok=True)
    for paper in PAPERS:
        (FOLDER / f"{paper.name}.docx").write_bytes(reference(paper))


if __name__ == "__main__":
    main()
