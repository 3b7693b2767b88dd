"""The files of an employer's look: what passes, and what of a drawing or of a Word file does not."""

import io
import zipfile
from pathlib import Path

import pytest

from hiring.brand_file import FileKind, content_of, file_findings
from hiring.errors import Finding, RenderError
from hiring.letterhead import LETTERHEAD
from hiring.logo import LOGO, data_address, is_address
from hiring.typeface import FONT, characters
from hiring.workspace import shipped
from tests.pictures import JPEG, SVG, png, svg

PLEX = shipped("templates") / "fonts" / "ibm-plex-sans" / "Regular.ttf"


def found(folder: Path, content: bytes, kind: FileKind = LOGO) -> list[Finding]:
    (folder / "file").write_bytes(content)
    return list(file_findings(folder, ("brand", kind.name), "file", kind))


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (png(), "image/png"),
        (JPEG, "image/jpeg"),
        (svg(), "image/svg+xml"),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n<!-- made by hand -->\n" + svg(), "image/svg+xml"),
    ],
    ids=["png", "jpeg", "svg", "svg with a declaration"],
)
def test_a_sound_logo_is_no_problem_whatever_its_name(tmp_path: Path, content: bytes, media: str) -> None:
    assert found(tmp_path, content) == []
    assert data_address(str(tmp_path / "file")).startswith(f"data:{media};base64,")


@pytest.mark.parametrize(
    "content", [png()[:20], png()[:-1], png()[:40] + b"x" + png()[41:], JPEG[:-2], JPEG[:3] + b"\0\0"]
)
def test_a_picture_that_is_not_whole_is_broken(tmp_path: Path, content: bytes) -> None:
    assert [finding.rule for finding in found(tmp_path, content)] == ["logo.broken"]


@pytest.mark.parametrize("size", [(4000, 1), (1, 4000)])
def test_the_largest_picture_passes(tmp_path: Path, size: tuple[int, int]) -> None:
    assert found(tmp_path, png(*size)) == []
    wider = found(tmp_path, png(size[0] + 1, size[1] + 1))
    assert [finding.rule for finding in wider] == ["logo.too_many_pixels"]


SOUND = [
    '<g transform="scale(2)" style="fill: #123; stroke-width: 2px"><path d="M0 0h9v9z"/></g>',
    '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs><rect fill="url(#a)"/>',
    "<style>.a { fill: url('#a') }</style>",
    '<defs><path id="a" d="M0 0"/></defs><clipPath id="b"><use xlink:href="#a"/></clipPath><g clip-path="url(#b)"/>',
    '<image href="data:image/png;base64,iVBORw0KGgo=" width="9" height="9"/>',
    '<text xml:space="preserve" font-family="Georgia">Clinic &amp; Sons</text><title>onload</title>',
]


@pytest.mark.parametrize("body", SOUND)
def test_what_drawing_programs_write_passes(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, svg(body)) == []


ATTACKS = {
    "<script>alert(1)</script>": "<script>",
    "<SCRIPT/>": "<SCRIPT>",
    "<a href='#a'/>": "<a>",
    "<foreignObject/>": "<foreignObject>",
    "<h:script xmlns:h='http://www.w3.org/1999/xhtml'/>": "<script>",
    "<rect><animate attributeName='href'/></rect>": "<animate>",
    "<set attributeName='onload'/>": "<set>",
    "<g><feImage href='x'/></g>": "<feImage>",
    "<rect onload='alert(1)'/>": "<rect onload>",
    "<rect h:onload='a' xmlns:h='http://www.w3.org/1999/xhtml'/>": "<rect onload>",
    "<image href='http://example.org/x.png'/>": "<image href>",
    "<image href='//example.org/x.png'/>": "<image href>",
    "<image href='file:///etc/passwd'/>": "<image href>",
    "<image href='logo.png'/>": "<image href>",
    "<image xlink:href='data:image/svg+xml;base64,PHN2Zy8+'/>": "<image href>",
    "<image href='data:text/html,x'/>": "<image href>",
    "<use href='other.svg#a'/>": "<use href>",
    "<use href='java&#10;script:alert(1)'/>": "<use href>",
    "<rect fill='url(http://example.org/a.svg#b)'/>": "<rect fill>",
    "<rect fill='URL( &quot;x.svg#b&quot;)'/>": "<rect fill>",
    r"<rect fill='u\72l(x.svg#b)'/>": "<rect fill>",
    "<rect style='fill: url(x.svg)'/>": "<rect style>",
    "<rect style='background: image-set(\"x.png\" 1x)'/>": "<rect style>",
    "<rect style='animation: a 1s'/>": "<rect style>",
    "<style>@import 'x.css';</style>": "<style>",
    "<style>@font-face { src: url(x.ttf) }</style>": "<style>",
    "<style><![CDATA[a { fill: url(x.svg) }]]></style>": "<style>",
    "<style>a { fill: u<!-- -->rl(x.svg) }</style>": "<style>",
    r"<style>a { fill: \75 rl(x.svg) }</style>": "<style>",
    "<?xml-stylesheet href='x.css'?>": "<?xml-stylesheet?>",
    "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>": '<use href="#a">',
    "<use id='a' href='#a'/>": '<use href="#a">',
    "<g>" * 70 + "</g>" * 70: "<g>",
}


@pytest.mark.parametrize("body", ATTACKS)
def test_a_drawing_that_runs_moves_or_asks_is_refused(tmp_path: Path, body: str) -> None:
    (finding,) = found(tmp_path, svg(body))
    assert (finding.rule, finding.values["part"], finding.values["line"]) == ("logo.unsafe", ATTACKS[body], "2")


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
        '<!DOCTYPE svg [<!ENTITY a "a"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_a_drawing_with_entities_is_refused_before_they_grow(tmp_path: Path, document: str) -> None:
    (finding,) = found(tmp_path, document.encode() + svg("<text>&a;</text>"))
    assert (finding.rule, finding.values["part"]) == ("logo.unsafe", "<!DOCTYPE>")


NO_DRAWINGS = [b"<svg/>", b"<svg", SVG.encode()[:60], svg("<g>"), svg("&nbsp;"), svg().replace(b"9", b"\xff")]


@pytest.mark.parametrize("content", NO_DRAWINGS)
def test_what_is_no_drawing_is_broken(tmp_path: Path, content: bytes) -> None:
    assert [finding.rule for finding in found(tmp_path, content)] == ["logo.broken"]


def test_an_address_is_no_file() -> None:
    assert [is_address(logo) for logo in ("https://example.org/a.png", "http://a", "brand/https.png")] == [
        True,
        True,
        False,
    ]


def test_a_sound_font_is_no_problem(tmp_path: Path) -> None:
    assert found(tmp_path, PLEX.read_bytes(), FONT) == []


def test_a_packed_font_must_have_the_length_it_says_and_not_unpack_to_too_much(tmp_path: Path) -> None:
    def packed(length: int, unpacked: int) -> bytes:
        head = b"wOF2" + bytes(4) + length.to_bytes(4) + bytes(4) + unpacked.to_bytes(4)
        return head + bytes(60 - len(head))

    rules = [
        [finding.rule for finding in found(tmp_path, packed(*sizes), FONT)]
        for sizes in ((60, 90), (61, 90), (60, 1 << 31))
    ]
    assert rules == [[], ["font.broken"], ["font.broken"]]


@pytest.mark.parametrize("content", [PLEX.read_bytes()[:5000], b"\0\1\0\0", b"OTTO" + PLEX.read_bytes()[4:]])
def test_a_font_that_is_not_whole_is_broken(tmp_path: Path, content: bytes) -> None:
    assert [finding.rule for finding in found(tmp_path, content, FONT)] == ["font.broken"]


def test_a_font_says_which_characters_it_has() -> None:
    assert {"A", "é", "ß", "–"} <= characters(PLEX.read_bytes())
    assert "漢" not in characters(PLEX.read_bytes())


@pytest.mark.parametrize("at", range(0, 300, 7))
def test_a_font_that_cannot_be_read_has_none_or_some(at: int) -> None:
    content = PLEX.read_bytes()
    assert "漢" not in characters(content[:at] + b"\xff" * 5 + content[at + 5 :])
    assert characters(content[:at]) == frozenset()


@pytest.mark.parametrize("content", [b"ttcf" + bytes(40), b"%!PS-AdobeFont", b""])
def test_other_files_are_no_fonts(tmp_path: Path, content: bytes) -> None:
    assert [finding.rule for finding in found(tmp_path, content, FONT)] == ["font.wrong_type"]


def test_a_file_that_has_gone_since_it_was_checked_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as caught:
        content_of(str(tmp_path / "gone.png"))
    assert caught.value.failure.rule == "cannot_read"


# A Word file that asks for another.

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LETTER = shipped("templates") / "word" / "a4.docx"


def letter(part: str, content: str) -> bytes:
    """The shipped reference document with one more part, or another one in its place."""
    file = io.BytesIO()
    with zipfile.ZipFile(LETTER) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return file.getvalue()


def relation(kind: str, target: str) -> str:
    external = f'<Relationship Id="rId9" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{external}</Relationships>'


def header(fields: str) -> str:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:hdr xmlns:w="{word}"><w:p><w:r>{fields}</w:r></w:p></w:hdr>'


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        ("word/_rels/settings.xml.rels", relation("attachedTemplate", "file:///C:/a.dotx"), "file:///C:/a.dotx"),
        ("word/_rels/header9.xml.rels", relation("image", "https://x.example/a.png"), "https://x.example/a.png"),
        ("word/_rels/footer9.xml.rels", relation("oleObject", "\\\\x.example\\a"), "\\\\x.example\\a"),
        ("word/header9.xml", header('<w:instrText>INCLUDEPICTURE "a.png"</w:instrText>'), "INCLUDEPICTURE"),
        ("word/header9.xml", header("<w:instrText>DDE</w:instrText><w:instrText>AUTO a</w:instrText>"), "DDEAUTO"),
        ("word/header9.xml", header('</w:r><w:fldSimple w:instr=" includetext a.docx "/><w:r>'), "includetext"),
    ],
)
def test_a_letterhead_that_asks_for_something_outside_is_refused(
    tmp_path: Path, part: str, content: str, said: str
) -> None:
    (finding,) = found(tmp_path, letter(part, content), LETTERHEAD)
    assert (finding.rule, finding.values["part"]) == ("letterhead.external", said)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/_rels/footer9.xml.rels", relation("hyperlink", "https://x.example/")),
        ("word/header9.xml", header("<w:instrText>PAGE</w:instrText><w:t>LINK and DDE are words here</w:t>")),
        ("word/header9.xml", "<broken"),
    ],
)
def test_links_that_people_follow_and_other_fields_stay(tmp_path: Path, part: str, content: str) -> None:
    assert found(tmp_path, letter(part, content), LETTERHEAD) == []
