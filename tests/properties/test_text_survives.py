"""Any text that content may hold reaches every format as that text: nothing becomes markup, nothing is lost."""

import json
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html import escape
from io import BytesIO
from typing import Any

import docx as python_docx
import lxml.html
import pypandoc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from hiring.documents import posting
from hiring.documents.page import Context
from hiring.formats import docx, html, jsonld, markdown, text
from hiring.library import Library, Vacancy
from hiring.model.role import Skill
from hiring.model.text import PLACEHOLDER, Statement
from hiring.rendering import Renderer
from hiring.workspace import Workspace
from tests.hostile.strings import STRINGS
from tests.word_text import text_of

SPECIAL = "*_`#<>[]()|\\&$~^{}!+-=.:;,?'\"/@%1 0ax"
"""What Markdown, HTML and LaTeX read as markup, and a little to stand between."""

NASTY = [
    *(
        "*a* _b_ **c** __d__",
        "`a` ``b``",
        "# a #",
        "## a",
        "1. a",
        "1) a",
        "- a",
        "+ a",
        "* a",
        "* * *",
        "---",
        "- - -",
    ),
    *("***", "___", "===", "=", "--", "<b>a</b>", "<script>alert(1)</script>", "<!-- a -->", "&amp; &lt;b&gt; &#38;"),
    *("&copy; &copy AT&T; R&D", "[a](b) ![a](b) [^1] [ ] a", "[x] done", "[a]: b", "a|b|c", "|---|", "\\* \\ a\\"),
    *("$a$ $$b$$ $5 and $6", "~a~ ~~b~~ H~2~O", "x^2^", ":smile: :+1: 10:30:45", "> a", ">a", "```", "~~~", "    a"),
    *("https://example.org/a_b_c?x=1&copy=2&y=~z", "www.example.org/_a_", "a_b@example.org", "<https://example.org>"),
    *("'a' \"b\" -- --- ...", "%a {B} {1} {{ c }} {% d %} {# e #}", "\\begin{A}", "a\N{NO-BREAK SPACE}b", "@a #1 a#b"),
    *("«\N{NARROW NO-BREAK SPACE}a\N{NARROW NO-BREAK SPACE}»", "a\N{SOFT HYPHEN}b\N{ZERO WIDTH SPACE}c", "😀 👩‍⚕️ 🇸🇪"),
    *("إحالة المريض (١٢٣) و 123 – «نعم»", "\N{FIRST STRONG ISOLATE}a\N{POP DIRECTIONAL ISOLATE}", "a\u2028b", "é é"),
    *("\ue000 \ue001 ~", "a  b", "word " * 40 + "~end~"),
]


def is_content(candidate: str) -> bool:
    """Whether a content file may hold this text, without anything to fill in."""
    try:
        Statement(id="a", text=candidate)
    except ValidationError:
        return False
    return not PLACEHOLDER.search(candidate)


special = st.text(st.sampled_from(SPECIAL), min_size=1, max_size=25)
any_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=25)
mixed = st.lists(st.sampled_from(NASTY), min_size=1, max_size=3).map("".join)
batches = st.lists(st.one_of(special, special, any_text, mixed).filter(is_content), min_size=20, max_size=30)
few = settings(max_examples=8, deadline=None)

Printed = Callable[[list[str], bool], str]
ViewOf = Callable[[list[str]], posting.PostingView]


@pytest.fixture(scope="module")
def view_of(tmp_path_factory: pytest.TempPathFactory) -> ViewOf:
    """The view of the posting of such a role."""
    sample = Library(Workspace.at(tmp_path_factory.mktemp("workspace"))).sample_vacancy("referral-coordinator", "en")
    return lambda texts: posting.build(_with(sample, texts), Context(on=date(2026, 11, 23)))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The posting, as a page or as flow, of a role whose responsibilities, skills and title are these texts."""
    workspace = Workspace.at(tmp_path_factory.mktemp("workspace"))
    sample, renderer = Library(workspace).sample_vacancy("referral-coordinator", "en"), Renderer(workspace)

    def render(texts: list[str], flow: bool) -> str:
        view = posting.build(_with(sample, texts), Context(on=date(2026, 11, 23)))
        return renderer.html("documents/posting.html.j2", view, sample.language, flow=flow)

    return render


@pytest.fixture(scope="module")
def as_data(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[str]], Any]:
    """The structured data of the posting, read back, of a role whose responsibilities, skills and title are these texts."""
    workspace = Workspace.at(tmp_path_factory.mktemp("workspace"))
    sample, renderer = Library(workspace).sample_vacancy("referral-coordinator", "en"), Renderer(workspace)

    def written(texts: list[str]) -> Any:
        view = posting.build(replace(_with(sample, texts), is_sample=False), Context(on=date(2026, 11, 23)))
        fragment = renderer.html("documents/posting-description.html.j2", view, sample.language)
        return json.loads(jsonld.write(view, fragment))

    return written


def _with(sample: Vacancy, texts: list[str]) -> Vacancy:
    changes = {
        "title": Statement(id="title", text=texts[0]).text,
        "responsibilities": tuple(Statement(id=f"r{i}", text=one) for i, one in enumerate(texts)),
        "skills": tuple(
            Skill.model_validate({"id": f"s{i}", "kind": "technical", "name": one, "text": one})
            for i, one in enumerate(texts)
        ),
    }
    return replace(sample, role=sample.role.model_copy(update=changes))


def plain(shown: str) -> str:
    """White space as HTML counts it, runs are one space; composed, because Pandoc composes what it reads."""
    return unicodedata.normalize("NFC", re.sub(r"[ \t\n]+", " ", shown).strip(" "))


def expected(texts: list[str]) -> tuple[str, list[str], list[str]]:
    """Title, responsibilities and skills as a reader sees them; content is trimmed and folded when it is read."""
    seen = [plain(Statement(id="a", text=one).text) for one in texts]
    return seen[0], seen, [f"{one} – {one}" for one in seen]


def read_html(page: str) -> tuple[str, list[str], list[str]]:
    tree = lxml.html.document_fromstring(page)
    sections = {section.get("aria-labelledby"): section for section in tree.iter("section")}

    def items(name: str) -> list[str]:
        return [plain(item.text_content()) for item in sections[name].iter("li")]

    (title,) = tree.iter("h1")
    return plain(title.text_content()), items("responsibilities"), items("skills")


def read_markdown(written: str) -> tuple[str, list[str], list[str]]:
    blocks = json.loads(_pandoc(written, "json"))["blocks"]
    lists: dict[str, list[str]] = {}
    title, heading = "", ""
    for block in blocks:
        if block["t"] == "Header":
            level, _, inlines = block["c"]
            heading = "".join(_inline_texts(inlines))
            title = heading if level == 1 else title
        elif block["t"] == "BulletList":
            assert heading not in lists, heading
            lists[heading] = [plain("".join(_inline_texts(item))) for item in block["c"]]
    return plain(title), lists["What you will do"], lists["Skills you will use"]


def _pandoc(written: str, to: str) -> str:
    command = [pypandoc.get_pandoc_path(), "--from=gfm", f"--to={to}", "--wrap=none", "--sandbox"]
    done = subprocess.run(command, input=written.encode(), capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def _inline_texts(node: Any) -> Iterator[str]:
    """The text of Pandoc's syntax tree. Markup that no template writes shows as its name."""
    if isinstance(node, list):
        for inner in node:
            yield from _inline_texts(inner)
    elif isinstance(node, dict):
        kind: str = node["t"]
        inside: Any = node.get("c")
        if kind == "Str":
            yield inside
        elif kind in ("Space", "SoftBreak"):
            yield " "
        elif kind in ("Plain", "Para", "Strong"):
            yield from _inline_texts(inside)
        elif kind == "Link":  # an address that readers make a link of by themselves
            yield from _inline_texts(inside[1])
        else:
            yield f"‹{kind}›"


def read_text(written: str) -> tuple[str, list[str], list[str]]:
    sections = re.split(
        r"^(What you will do|What you need|Skills you will use|What the work is like)$", written, flags=re.M
    )
    by_heading = dict(zip(sections[1::2], sections[2::2], strict=True))

    def items(name: str) -> list[str]:
        return [plain(item) for item in re.split(r"^- ", by_heading[name].strip(" \n") + "\n", flags=re.M)[1:]]

    _, title, *_ = sections[0].split("\n\n")
    return plain(title), items("What you will do"), items("Skills you will use")


def read_word(written: bytes) -> tuple[str, list[str], list[str]]:
    by_heading: dict[str, list[str]] = {"": []}
    title = heading = ""
    for paragraph in python_docx.Document(BytesIO(written)).paragraphs:
        if paragraph.style is not None and paragraph.style.name.startswith("Heading"):
            heading = text_of(paragraph._p)
            title = title or heading
            by_heading[heading] = []
        else:
            by_heading[heading].append(plain(text_of(paragraph._p)))
    return plain(title), by_heading["What you will do"], by_heading["Skills you will use"]


@few
@given(texts=batches)
@example(texts=NASTY)
@example(texts=STRINGS)
def test_html(printed: Printed, texts: list[str]) -> None:
    written = html.write(printed(texts, False)).decode()
    assert read_html(written) == expected(texts)


@few
@given(texts=batches)
@example(texts=NASTY)
@example(texts=STRINGS)
@example(texts=[":smile:"])
@example(texts=["- a"])
@example(texts=["---"])
def test_markdown(printed: Printed, texts: list[str]) -> None:
    written = markdown.write(printed(texts, True)).decode()
    assert read_markdown(written) == expected(texts)


@few
@given(texts=batches)
@example(texts=NASTY)
@example(texts=STRINGS)
def test_plain_text(printed: Printed, texts: list[str]) -> None:
    written = text.write(printed(texts, True)).decode()
    assert read_text(written) == expected(texts)


@few
@given(texts=batches)
@example(texts=NASTY)
@example(texts=STRINGS)
def test_structured_data(as_data: Callable[[list[str]], Any], texts: list[str]) -> None:
    data = as_data(texts)
    assert data["title"] == texts[0]
    assert data["responsibilities"] == [Statement(id="a", text=one).text for one in texts]
    lists = [
        [plain(item.text_content()) for item in found.iter("li")]
        for found in lxml.html.fragment_fromstring(data["description"], create_parent="div").iter("ul")
    ]
    _, responsibilities, skills = expected(texts)
    assert responsibilities in lists
    assert skills in lists


@few
@given(texts=batches)
@example(texts=NASTY)
@example(texts=STRINGS)
def test_word(printed: Printed, view_of: ViewOf, texts: list[str]) -> None:
    written = docx.write(printed(texts, True), view_of(texts))
    assert read_word(written) == expected(texts)


@pytest.mark.parametrize("texts", [[*NASTY, *STRINGS], ["-", "+", "1.", "12) b", "123456789. c", "1 . d", "☐ - e"]])
def test_behind_the_box_of_a_task_a_text_is_a_text(texts: list[str]) -> None:
    items = "".join(f"<li>☐ {escape(text.strip())}</li>" for text in texts)
    written = markdown.write(f"<ul>{items}</ul>").decode()
    (found,) = json.loads(_pandoc(written, "json"))["blocks"]
    read = [plain("".join(_inline_texts(item))) for item in found["c"]]
    assert read == [plain(f"☐ {text.strip()}") for text in texts]


def test_lines_of_text_are_short_enough_for_mail(printed: Printed) -> None:
    written = text.write(printed(["Title", "word " * 60, "إحالة " * 60], True)).decode()
    assert max(map(len, written.splitlines())) <= 78


def test_addresses_in_links_stay_whole() -> None:
    address = "https://example.org/~user/a_b?x=1&copy=2&amp=3"
    written = markdown.write(f'<p><a href="{address.replace("&", "&amp;")}">Apply ~ here</a></p>').decode()
    assert f"]({address})" in written
    assert f'href="{address.replace("&", "&amp;")}"' in _pandoc(written, "html")


def test_the_reader_of_markdown_sees_markup_that_nobody_wrote() -> None:
    """The planted fault: the same texts written without any escape."""
    bare = "# T\n\n## What you will do\n\n- *a*\n\n## Skills you will use\n\n- ~~b~~\n"
    assert read_markdown(bare) == ("T", ["‹Emph›"], ["‹Strikeout›"])
