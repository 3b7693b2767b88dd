"""The files of an employer's look: what passes, and what of a drawing or of a Word file does not."""

import io
import zipfile
from base64 import b64decode, b64encode
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest
from weasyprint import HTML

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
    "<metadata><script/></metadata>": "<script>",
    "<x:y xmlns:x='urn:x'><foreignObject/></x:y>": "<foreignObject>",
    "<title><h:iframe xmlns:h='http://www.w3.org/1999/xhtml'/></title>": "<iframe>",
    "<rect ONLOAD='a'/>": "<rect ONLOAD>",
    "<g xml:base='https://x.example/'/>": "<g base>",
    "<rect filter='url(#a)'/>": "<rect filter>",
    "<g systemLanguage='fr'/>": "<g systemLanguage>",
    "<rect cursor='url(x.cur)'/>": "<rect cursor>",
    "<switch/>": "<switch>",
    "<style>a { fill: u/* */rl(x.svg); b: /* }</style>": "<style>",
    "<style>a { fill: url(x.svg/* */) }</style>": "<style>",
    "<rect style='fill: url(/* */x.svg)'/>": "<rect style>",
}


@pytest.mark.parametrize("body", ATTACKS)
def test_a_drawing_that_runs_moves_or_asks_is_refused(tmp_path: Path, body: str) -> None:
    (finding,) = found(tmp_path, svg(body))
    assert (finding.rule, finding.values["part"], finding.values["line"]) == ("logo.unsafe", ATTACKS[body], "2")


@pytest.mark.parametrize(
    ("subset", "part"),
    [
        ('<!ENTITY a "a"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">', "<!ENTITY a>"),
        ('<!ENTITY a SYSTEM "file:///etc/passwd">', "<!ENTITY a>"),
        ('<!ENTITY % a SYSTEM "https://x.example/a.dtd"> %a;', "<!ENTITY a>"),
        ('<!ATTLIST rect class CDATA "as often as there are rectangles">', "<!ATTLIST rect>"),
    ],
)
def test_a_drawing_with_declarations_is_refused_before_they_grow(tmp_path: Path, subset: str, part: str) -> None:
    (finding,) = found(tmp_path, f"<!DOCTYPE svg [\n{subset}]>".encode() + svg("<text>&a;</text>"))
    assert (finding.rule, finding.values["part"], finding.values["line"]) == ("logo.unsafe", part, "2")


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
        '<!DOCTYPE svg SYSTEM "https://x.example/a.dtd" [<!ELEMENT svg ANY>]>',
        '<!DOCTYPE svg [%a; <!ENTITY nbsp " ">]>',
    ],
)
def test_a_name_for_text_that_is_not_known_is_refused_and_not_left_out(tmp_path: Path, doctype: str) -> None:
    (finding,) = found(tmp_path, doctype.encode() + svg("<text>a&nbsp;b</text>"))
    assert (finding.values["part"], finding.values["line"]) == ("&nbsp;", "2")


# What goes on of a drawing.

INKSCAPE = """\
<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="90mm" height="30mm" viewBox="0 0 90 30" version="1.1" id="svg8" inkscape:version="1.3 (0e150ed6c4, 2023-07-21)"
   sodipodi:docname="logo.svg" inkscape:export-filename="/home/ada/logo.png" inkscape:export-xdpi="96"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:cc="http://creativecommons.org/ns#"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/"
   xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
   xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <title id="title1">Harbour Clinic</title>
  <sodipodi:namedview id="base" pagecolor="#ffffff" inkscape:zoom="4"><inkscape:grid type="xygrid"/></sodipodi:namedview>
  <defs id="defs2">
    <inkscape:path-effect effect="spiro" id="path-effect9" is_visible="true"/>
    <linearGradient inkscape:collect="always" id="g1">
      <stop style="stop-color:#0a7d8c;stop-opacity:1" offset="0"/></linearGradient>
    <linearGradient id="g2" xlink:href="#g1" x1="0" y1="0" x2="9" y2="9" gradientUnits="userSpaceOnUse"/>
  </defs>
  <metadata id="metadata5"><rdf:RDF><cc:Work rdf:about=""><dc:creator><cc:Agent><dc:title>Ada Nurse</dc:title></cc:Agent>
    </dc:creator><dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></cc:Work></rdf:RDF></metadata>
  <g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1">
    <svg:path style="fill:url(#g2);stroke:none;-inkscape-stroke:none" d="M 0,0 H 9 V 9 Z" sodipodi:nodetypes="cccc"/>
    <text xml:space="preserve" x="12" y="8" style="font-size:6px;-inkscape-font-specification:'Sans, Bold';line-height:1.25"
      ><tspan sodipodi:role="line" x="12" y="8">Harbour &amp; Sons</tspan></text>
  </g>
</svg>
"""
ILLUSTRATOR = """\
<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 27.0.0, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.1" id="Layer_1" data-name="Layer 1" xmlns="http://www.w3.org/2000/svg" x="0px" y="0px"
   viewBox="0 0 90 30" style="enable-background:new 0 0 90 30;" xml:space="preserve">
<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
<style type="text/css"><![CDATA[
  /* the colors of the house */
  .st0{fill:#0A7D8C;} g > .st1{clip-path:url(#SVGID_2_);}
]]></style>
<g><defs><rect id="SVGID_1_" width="90" height="30"/></defs>
  <clipPath id="SVGID_2_"><use xlink:href="#SVGID_1_" style="overflow:visible;" xmlns:xlink="http://www.w3.org/1999/xlink"/></clipPath>
  <polygon class="st0" points="0,0 9,0 9,9" tabindex="0"/></g>
</svg>
"""
LEFT_OUT = """
inkscape sodipodi rdf purl Ada title metadata namedview home data-name tabindex Generator DOCTYPE xpacket house
"""


def shown(folder: Path, drawing: str) -> str:
    """A drawing as it stands in a document."""
    (folder / "logo.svg").write_text(drawing, encoding="utf-8")
    assert found(folder, drawing.encode()) == []
    address = data_address(str(folder / "logo.svg"))
    return b64decode(address.removeprefix("data:image/svg+xml;base64,")).decode()


@pytest.mark.parametrize("drawing", [INKSCAPE, ILLUSTRATOR], ids=["Inkscape", "Illustrator"])
def test_what_drawing_programs_write_for_themselves_is_left_out(tmp_path: Path, drawing: str) -> None:
    text = shown(tmp_path, drawing).replace("-inkscape-", "")  # a property of CSS, which nothing knows
    assert [word for word in LEFT_OUT.split() if word in drawing] != []
    assert [word for word in LEFT_OUT.split() if word in text] == []


@pytest.mark.parametrize("drawing", [INKSCAPE, ILLUSTRATOR], ids=["Inkscape", "Illustrator"])
def test_a_drawing_looks_the_same_without_it(tmp_path: Path, drawing: str) -> None:
    cleaned = shown(tmp_path, drawing)
    assert printed(cleaned.encode()) == printed(drawing.encode())
    assert printed(cleaned.encode()) != printed(svg("")), "there is something to see"


def printed(drawing: bytes) -> object:
    """A drawing on a page, as the bytes of its PDF."""
    page = f'<img style="width: 90mm; height: 30mm" src="data:image/svg+xml;base64,{b64encode(drawing).decode()}">'
    return HTML(string=page).write_pdf(uncompressed_pdf=True)


def test_what_is_drawn_stays_as_it_was_written(tmp_path: Path) -> None:
    body = (
        '<g transform="scale(2)" class="a b"><text xml:space="preserve" lang="fr">a  &lt;b&gt; &amp; "c"</text></g>'
        '<path d="M0 0&#10;h9" style="fill: url(#a)"/><use xlink:href="#b"/><use href="#c"/>'
        "<style>g > .a { fill: #123 }</style>"
    )
    drawing = svg(body).decode()
    assert canonicalize(shown(tmp_path, drawing)) == canonicalize(drawing)
    assert shown(tmp_path, shown(tmp_path, drawing)) == shown(tmp_path, drawing)


@pytest.mark.parametrize(
    ("body", "gone"),
    [
        ("<metadata onload='a'><x:y xmlns:x='urn:x' onload='a'/></metadata>", "onload"),
        ("<x:script xmlns:x='urn:x'>alert(1)</x:script>", "alert"),
        ("<title><x:a xmlns:x='urn:x'><x:b/></x:a>secret</title><desc>secret</desc>", "secret"),
        ("<rect xmlns:x='urn:x' x:href='https://x.example/' x:style='a'/>", "x.example"),
        ("<rect xmlns:x='urn:x' x:style='a'/>", "style"),
        ("<rect tabindex='1' data-x='https://x.example/' ping='https://x.example/'/>", "x.example"),
        ("<!-- <script>alert(1)</script> -->", "alert"),
        ("<style>a /* url(x.svg) @import */ { fill: red }</style>", "import"),
        ("<rect style='fill: red; /* url(x.svg) */'/>", "x.svg"),
    ],
)
def test_nothing_goes_on_that_is_not_listed(tmp_path: Path, body: str, gone: str) -> None:
    assert gone not in shown(tmp_path, svg(body).decode())


def test_a_logo_that_has_changed_since_it_was_checked_does_not_go_on(tmp_path: Path) -> None:
    assert found(tmp_path, svg()) == []
    for content in (svg("<script/>"), b"<html>", png()[:30]):
        (tmp_path / "file").write_bytes(content)
        with pytest.raises(RenderError) as caught:
            data_address(str(tmp_path / "file"))
        assert caught.value.failure.rule == "logo_changed"


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
