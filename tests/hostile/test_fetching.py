"""Rendering fetches nothing: what a template, a style or an employer's file asks for is refused with its place."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from hiring.documents import posting
from hiring.documents.page import Context
from hiring.errors import RenderError
from hiring.formats import docx, markdown, pdf, text
from hiring.language import Language
from hiring.library import Library
from hiring.rendering import Renderer
from hiring.requests import requests
from hiring.workspace import Workspace, shipped
from tests.command import hiring
from tests.pictures import png, svg
from tests.unit.test_brand import EMPLOYER, OPENING
from tests.unit.test_rendering import CONTEXT, View

ASKING = {
    '<img src="https://x.example/a.png">': "https://x.example/a.png",
    "<img src=//x.example/a.png>": "//x.example/a.png",
    '<img src="a.png" alt="">': "a.png",
    '<img src="../a.png">': "../a.png",
    '<img src="/etc/passwd">': "/etc/passwd",
    '<img src="file:///etc/passwd">': "file:///etc/passwd",
    '<img src="ftp://x.example/a.png">': "ftp://x.example/a.png",
    '<IMG SRC=" HTTPS://x.example/a">': "HTTPS://x.example/a",
    '<img srcset="data:,a 1x, b.png 2x">': "b.png",
    '<link rel="stylesheet" href="a.css">': "a.css",
    '<link rel="alternate stylesheet" href="a.css">': "a.css",
    '<link rel="preconnect" href="https://x.example">': "https://x.example",
    '<script src="a.js"></script>': "a.js",
    '<iframe src="a.html"></iframe>': "a.html",
    '<iframe srcdoc="&lt;img src=a.png&gt;"></iframe>': "a.png",
    '<object data="a.svg"></object>': "a.svg",
    '<embed src="a.svg">': "a.svg",
    '<video poster="a.png"><source src="data:,"></video>': "a.png",
    '<body background="a.png">': "a.png",
    '<svg><image href="a.png"/></svg>': "a.png",
    '<svg><image xlink:href="a.png"/></svg>': "a.png",
    '<svg><use href="a.svg#b"/></svg>': "a.svg#b",
    '<svg><rect fill="url(a.svg#b)"/></svg>': "a.svg#b",
    '<p style="background: url(a.png)">': "a.png",
    "<p style=\"background: u\\72l('a.png')\">": "a.png",
    "<p style=\"background: image-set('a.png' 1x)\">": "a.png",
    "<style>@import 'a.css';</style>": "a.css",
    "<style>@import url(a.css) screen;</style>": "a.css",
    "<style>@font-face { font-family: a; src: local(b), url('a.ttf') }</style>": "a.ttf",
    "<style>@media screen { p { cursor: url(a.cur), auto } }</style>": "a.cur",
    "<style>p { background: /* ; */ url( a.png ) }</style>": "a.png",
    '<base href="https://x.example/">': "https://x.example/",
    '<meta http-equiv="refresh" content="0; url=https://x.example/">': "https://x.example/",
    '<a href="#a" ping="https://x.example/">a</a>': "https://x.example/",
}
INSIDE = [
    '<a href="https://x.example/">a</a> <map><area href="a.html"></map>',
    '<img src="data:image/png;base64,iVBORw0KGgo=" alt="url(a.png)">',
    '<link rel="canonical" href="https://x.example/"> <link rel="icon" href="data:,">',
    '<svg><use href="#a"/><rect fill="url(#b)"/></svg>',
    "<style>p { background: url(data:image/png;base64,AA==); color: red } /* url(a.png) */</style>",
    "<p>url(a.png) @import 'a.css'; &lt;img src=a.png&gt;</p>",
    '<p title="url(a.png)" data-x="url(a.png)">',
    "<!-- <img src=a.png> -->",
    '<script type="application/json">{"a": "<img src=a.png>"}</script>',
]


@pytest.mark.parametrize("asking", ASKING)
def test_what_a_template_asks_for_is_refused_at_its_line(tmp_path: Path, asking: str) -> None:
    with pytest.raises(RenderError) as caught:
        rendered(tmp_path, f"<p>\n\n{asking}\n</p>")
    failure = caught.value.failure
    assert (failure.rule, failure.values["file"], failure.values["address"]) == (
        "request",
        "templates/own.html.j2",
        ASKING[asking],
    )
    assert failure.values["line"] == "3"


@pytest.mark.parametrize("inside", INSIDE)
def test_what_is_inside_a_page_or_a_link_is_not_refused(tmp_path: Path, inside: str) -> None:
    assert rendered(tmp_path, inside) == inside
    assert list(requests(inside)) == []


def rendered(folder: Path, source: str, **templates: str) -> str:
    """A template of a workspace, rendered."""
    for name, content in {"own.html.j2": source, **templates}.items():
        file = folder / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return Renderer(Workspace.at(folder)).html("own.html.j2", View("Title"), Language("en", {}))


def test_an_address_that_a_template_puts_together_is_placed_by_its_start(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as caught:
        rendered(tmp_path, 'a\n<img src="https://x.example/{{ view.title }}.png">')
    assert caught.value.failure.values["address"] == "https://x.example/Title.png"
    assert caught.value.failure.values["line"] == "2"


def test_an_address_in_an_included_style_is_placed_there(tmp_path: Path) -> None:
    style = {"styles/own.css": "p { color: red }\nh1 { background: url(paper.png) }\n"}
    with pytest.raises(RenderError) as caught:
        rendered(tmp_path, '<style>{% include "styles/own.css" %}</style>', **style)
    assert (caught.value.failure.values["file"], caught.value.failure.values["line"]) == (
        "templates/styles/own.css",
        "2",
    )


@pytest.mark.parametrize("tag", ['include "part.html.j2"', 'extends "part.html.j2"', 'import "part.html.j2" as part'])
def test_a_link_that_leads_out_of_the_workspace_is_no_template(tmp_path: Path, tag: str) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    folder = tmp_path / "workspace"
    (folder / "templates").mkdir(parents=True)
    (folder / "templates" / "part.html.j2").symlink_to(tmp_path / "secret")
    with pytest.raises(RenderError) as caught:
        rendered(folder, f"a\n{{% {tag} %}}")
    assert caught.value.failure.rule == "template_outside"
    assert caught.value.failure.values["file"] == "templates/part.html.j2"


def test_a_refused_page_is_a_problem_of_the_build(tmp_path: Path) -> None:
    (tmp_path / "templates" / "styles").mkdir(parents=True)
    (tmp_path / "templates" / "styles" / "own.css").write_text('@import "https://x.example/a.css";\n', encoding="utf-8")
    chosen = ("--role", "referral-coordinator", "--language", "en", "--document", "posting", "--format", "html")
    run = hiring("build", "--workspace", tmp_path, "--out", tmp_path / "out", "--date", "2026-11-22", *chosen)
    assert run.code == 1
    assert "templates/styles/own.css:1: a page would fetch “https://x.example/a.css”" in run.out + run.err
    assert not list((tmp_path / "out").rglob("posting.html"))


# What the programs behind the formats do when a page asks all the same.


@dataclass(frozen=True)
class Server:
    """A server of pictures on this machine, and what it was asked for."""

    address: str
    asked: list[str]


@pytest.fixture
def server() -> Iterator[Server]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(png())

        def log_message(self, *_: Any) -> None:
            """Nothing: ``asked`` has it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield Server(f"http://127.0.0.1:{listening.server_port}", asked)
        listening.shutdown()


def test_no_writer_fetches_what_a_page_asks_for(tmp_path: Path, server: Server) -> None:
    """The planted fault: pages that nobody has looked through."""
    picture = tmp_path / "a.png"
    picture.write_bytes(png(7, 7))
    library = Library(Workspace.at(tmp_path))
    view = posting.build(library.sample_vacancy("referral-coordinator", "en"), Context(on=CONTEXT.on))
    for address in (f"{server.address}/a.png", picture.as_uri(), str(picture), "../a.png"):
        page = (
            f'<html lang="en"><head><title>a</title></head><body><p>b <img src="{address}" alt="c"></p></body></html>'
        )
        with pytest.raises(RenderError):
            pdf.write(page)
        for write in (lambda page: docx.write(page, view), markdown.write, text.write):
            try:
                assert picture.read_bytes() not in write(page)
            except RenderError:
                continue
    assert server.asked == []


# A whole build, watched.

WATCHED = """
import json, os, sys
seen = {"open": [], "socket": [], "started": []}
def watch(event, given):
    if event == "open" and isinstance(given[0], (str, bytes)):
        seen["open"].append(os.path.realpath(os.fsdecode(given[0])))
    elif event.startswith("socket.") and event != "socket.__new__":
        seen["socket"].append(event)
    elif event == "subprocess.Popen":
        seen["started"].append(os.path.basename(given[0] or given[1][0]))
sys.addaudithook(watch)
from hiring.cli import main
try:
    main()
finally:
    with open(os.environ["SEEN"], "w") as file:
        json.dump(seen, file)
"""
LIBRARIES_ARE_FOUND_BY = ("ldconfig", "gcc", "cc", "ld", "objdump", "otool", "sh")
"""What Python's own ``ctypes.util`` asks where Pango lies."""

OF_THE_SYSTEM = (
    "/dev/null",
    "/etc/mime.types",
    "/etc/localtime",
    "/usr/share/zoneinfo/",
    "/usr/share/fonts/",
    "/etc/fonts/",
)
"""Files that Python and its libraries look at wherever they run."""


def test_a_build_opens_no_file_from_elsewhere_and_no_connection(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    for inner in ("openings", "brand"):
        (folder / inner).mkdir(parents=True)
    brand = "brand: {logo: brand/logo.svg, letterhead: brand/letter.docx, fonts: {name: Own, regular: brand/own.ttf}}\n"
    (folder / "employer.yaml").write_text(EMPLOYER + brand, encoding="utf-8")
    (folder / "openings" / "desk.yaml").write_text(OPENING.replace("[en, ar]", "[en]"), encoding="utf-8")
    (folder / "brand" / "logo.svg").write_bytes(svg())
    (folder / "brand" / "letter.docx").write_bytes((shipped("templates") / "word" / "a4.docx").read_bytes())
    (folder / "brand" / "own.ttf").write_bytes((shipped("templates") / "fonts/ibm-plex-sans/Regular.ttf").read_bytes())
    seen = tmp_path / "seen.json"
    chosen = ("--document", "posting", "--document", "cost-estimate", "--date", "2026-11-22", "--jobs", "1")
    command = [
        sys.executable,
        "-c",
        WATCHED,
        "build",
        "--workspace",
        str(folder),
        "--out",
        str(tmp_path / "out"),
        *chosen,
    ]
    environment = {**os.environ, "SEEN": str(seen), "TMPDIR": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(seen.read_text(encoding="utf-8"))
    assert found["socket"] == []
    assert "pandoc" in found["started"]
    assert set(found["started"]) <= {"pandoc", "pandoc.exe", *LIBRARIES_ARE_FOUND_BY}
    inside = (tmp_path, shipped("roles").parent, Path(sys.prefix), Path(sys.base_prefix), *map(Path, sys.path[1:]))
    elsewhere = {path for path in found["open"] if not any(Path(path).is_relative_to(f.resolve()) for f in inside)}
    assert {path for path in elsewhere if not path.startswith(OF_THE_SYSTEM)} == set()
    assert str(folder / "brand" / "logo.svg") in found["open"], "the watch sees what is opened"
