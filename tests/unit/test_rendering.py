"""Rendering: the sandbox, errors with their places, overriding by file and block, and escaping everywhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import tinycss2  # type: ignore[import-untyped]  # ships no types

from hiring.documents import DOCUMENTS, DocumentSpec
from hiring.documents.page import Context
from hiring.errors import RenderError
from hiring.language import Language
from hiring.library import Library, Vacancy
from hiring.meaning import walk
from hiring.model.overlay import TextShape, shape_of
from hiring.model.text import Record
from hiring.rendering import Renderer, css_counter, css_text
from hiring.workspace import Workspace, shipped

CONTEXT = Context(on=date(2026, 11, 23))
POSTING = next(document for document in DOCUMENTS if document.name == "posting")
PRACTICE = shipped("templates") / "documents" / "prep-sheet.js"
"""The only script that a document has."""
HOSTILE = "<script>alert(1)</script>&\"'</style></title>--><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}\\"


@dataclass(frozen=True)
class View:
    """A small view with a method and a property, which templates must not reach."""

    title: str
    names: tuple[str, ...] = ()

    def secret(self) -> str:
        return "secret"

    @property
    def hidden(self) -> str:
        return "hidden"


Render = Callable[..., str]


@pytest.fixture
def render(tmp_path: Path) -> Render:
    """Renders the source of a template of a workspace."""

    def rendered(source: str, view: object = View("Title", ("a", "b"))) -> str:
        file = tmp_path / "templates" / "own.html.j2"
        file.parent.mkdir(exist_ok=True)
        file.write_text(source, encoding="utf-8")
        language = Language("en", {"hello": "Hello {name}", "days": {"one": "{count} day", "other": "{count} days"}})
        return Renderer(Workspace.at(tmp_path)).html("own.html.j2", view, language)

    return rendered


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Vacancy:
    """The shipped sample."""
    workspace = Workspace.at(tmp_path_factory.mktemp("empty"))
    return Library(workspace).sample_vacancy("referral-coordinator", "en")


def write(tmp_path: Path, name: str, source: str) -> None:
    file = tmp_path / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")


Posting = Callable[..., str]


@pytest.fixture
def posting_with(tmp_path: Path, sample: Vacancy) -> Posting:
    """The shipped sample posting, rendered with a workspace's own templates."""

    def rendered(**templates: str) -> str:
        for name, source in templates.items():
            write(tmp_path, f"{name.replace('__', '/')}.html.j2", source)
        view = POSTING.build(sample, CONTEXT)
        return Renderer(Workspace.at(tmp_path)).html(POSTING.template, view, sample.language)

    return rendered


# The sandbox.


def test_templates_reach_fields_phrases_and_numbers(render: Render) -> None:
    written = render(
        '{{ view.title }} {{ view["title"] }} {{ t("hello", name="A") }} {{ t("days", count=1) }} {{ number(1234) }}'
    )
    assert written == "Title Title Hello A 1 day 1,234"


@pytest.mark.parametrize(
    "expression",
    [
        "view.__class__",
        "view['__class__']",
        "view.__class__.__mro__",
        "view|attr('__class__')",
        "view|attr('secret')",
        "view.secret()",
        "view['secret']()",
        "view.hidden",
        "view.__dataclass_fields__",
        "view.__dict__",
        "view.__init__.__globals__",
        "[view]|map(attribute='secret')|join",
        "[view]|map(attribute='__class__')|join",
        "view.title.__class__",
        "''.__class__.__mro__",
        "'{0.__class__}'.format(view)",
        "'{0.secret}'.format(view)",
        "'{v.__class__}'.format_map({'v': view})",
        "'%s'|format(view.secret)",
        "t.__globals__",
        "t.__closure__[0].cell_contents",
        "t.__code__",
        "number.__self__",
        "number.__func__",
        "css_text.__globals__",
        "self.__init__",
        "self._TemplateReference__context",
        "cycler.__init__.__globals__",
        "lipsum.__globals__",
        "range.__class__",
        "namespace.__init__",
        "joiner.__init__.__globals__.os",
        "[].append(1)",
        "{}.update(a=1)",
    ],
)
def test_nothing_else_can_be_reached(render: Render, expression: str) -> None:
    with pytest.raises(RenderError) as caught:
        render(f"{{{{ {expression} }}}}")
    assert caught.value.failure.values["file"] == "templates/own.html.j2"


@pytest.mark.parametrize("name", ["/etc/hostname", "../outside.html", "documents/../../outside.html", "nowhere.html"])
@pytest.mark.parametrize("tag", ["include", "extends", "import"])
def test_files_outside_the_template_folders_are_not_there(render: Render, tmp_path: Path, name: str, tag: str) -> None:
    (tmp_path / "outside.html").write_text("outside", encoding="utf-8")
    more = " as x" if tag == "import" else ""
    with pytest.raises(RenderError) as caught:
        render(f'\n{{% {tag} "{name}"{more} %}}')
    assert caught.value.failure.rule == "template"
    assert (caught.value.failure.values["file"], caught.value.failure.values["line"]) == ("templates/own.html.j2", "2")
    assert name in caught.value.failure.values["reason"]


# Errors.


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a\n\n{{ view.titel }}", "3"),
        ("a\n{{ nothing }}", "2"),
        ("a\n{% for x in view.names %}\n{{ x.y.z }}\n{% endfor %}", "3"),
        ("a\n{{ t('no.such.phrase') }}", "2"),
        ("a\n{{ t('hello') }}", "2"),
        ("a\n{{ 1 / 0 }}", "2"),
        ("a\n{{ 1 + 'a' }}", "2"),
        ("a\n{{ '{0} {1}'.format(1) }}", "2"),
        ("a\n{{ 'abc'.index('z') }}", "2"),
        ("a\n{% for x in range(100000000) %}{% endfor %}", "2"),
        ("a\n{{ number('x') }}", "2"),
        ("a\n{% if %}", "2"),
        ("a\n{% endblock %}", "2"),
        ("a\n{{ view.title", "2"),
        ("a\n{{ view.title | nofilter }}", "2"),
        ("a\n{% include 'own.html.j2' %}", "2"),
        ("{% macro again() %}\n{{ again() }}{% endmacro %}{{ again() }}", "2"),
    ],
)
def test_an_error_names_file_and_line(render: Render, source: str, line: str) -> None:
    with pytest.raises(RenderError) as caught:
        render(source)
    failure = caught.value.failure
    assert (failure.rule, failure.values["file"], failure.values["line"]) == ("template", "templates/own.html.j2", line)
    assert failure.values["reason"]


def test_an_error_in_an_included_file_is_named_there(render: Render, tmp_path: Path) -> None:
    write(tmp_path, "part.html.j2", "a\n\n\n{{ view.nothing }}")
    with pytest.raises(RenderError) as caught:
        render("{% include 'part.html.j2' %}")
    values = caught.value.failure.values
    assert (values["file"], values["line"]) == ("templates/part.html.j2", "4")


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as caught:
        Renderer(Workspace.at(tmp_path)).html("documents/nowhere.html.j2", View("x"), Language("en", {}))
    assert caught.value.failure.rule == "template_missing"
    assert caught.value.failure.values == {"name": "documents/nowhere.html.j2"}


def test_sources_of_a_broken_template_are_no_error_before_rendering(tmp_path: Path) -> None:
    write(tmp_path, "own.html.j2", "{% if %}{% include 'part.html.j2' %}")
    assert dict(Renderer(Workspace.at(tmp_path)).sources("own.html.j2")) == {
        "own.html.j2": "{% if %}{% include 'part.html.j2' %}"
    }


def test_sources_follow_what_a_template_extends_includes_and_imports(tmp_path: Path) -> None:
    names = [name for name, _ in Renderer(Workspace.at(tmp_path)).sources(POSTING.template)]
    assert {POSTING.template, "base.html.j2", "macros/parts.html.j2", "styles/base.css"} <= set(names)


# Overriding.


def test_a_workspaces_template_replaces_the_shipped_one(posting_with: Posting) -> None:
    assert posting_with(documents__posting="{{ view.title }}") == "Referral Coordinator"


def test_a_block_is_replaced_by_extending_the_shipped_template(posting_with: Posting) -> None:
    before = posting_with()
    own = '{% extends "shipped/documents/posting.html.j2" %}{% block apply %}<p>Call us.</p>{% endblock %}'
    after = posting_with(documents__posting=own)
    assert "<p>Call us.</p>" in after
    assert "https://example.org/jobs/sample" in before
    assert "https://example.org/jobs/sample" not in after
    assert before.partition('aria-labelledby="apply"')[0].rpartition("<section")[0] in after


def test_a_block_can_add_to_the_shipped_one(posting_with: Posting) -> None:
    own = '{% extends "shipped/documents/posting.html.j2" %}{% block apply %}{{ super() }}<p>Or call us.</p>{% endblock %}'
    after = posting_with(documents__posting=own)
    assert "https://example.org/jobs/sample" in after
    assert "<p>Or call us.</p>" in after


def test_the_frame_of_all_documents_is_replaced_by_block(posting_with: Posting) -> None:
    own = '{% extends "shipped/base.html.j2" %}{% block footer %}<p>Our foot</p>{% endblock %}'
    written = posting_with(base=own)
    assert "<p>Our foot</p>" in written
    assert "<h1>Referral Coordinator</h1>" in written


def test_shipped_templates_stay_what_they_are_whatever_the_workspace_calls_its_own(posting_with: Posting) -> None:
    own = '{% extends "shipped/documents/posting.html.j2" %}'
    before = posting_with()
    assert posting_with(documents__posting=own, shipped__documents__posting="other").strip() == before.strip()


def test_sources_tell_an_override_from_what_it_extends(tmp_path: Path) -> None:
    own = '{% extends "shipped/documents/posting.html.j2" %}'
    write(tmp_path, "documents/posting.html.j2", own)
    found = dict(Renderer(Workspace.at(tmp_path)).sources(POSTING.template))
    assert found[POSTING.template] == own
    assert "{% block apply %}" in found["shipped/documents/posting.html.j2"]


# Escaping.


UNTRANSLATED = {"name", "title", "phone", "city", "publisher", "law", "term", "citation"}
"""Fields of one line of any text, beside those of words."""


def hostile(record: Any) -> Any:
    """The record with every text replaced by hostile markup."""
    changes: dict[str, Any] = {}
    model: type[Record] = type(record)
    shapes = shape_of(model).fields.values()
    words = {name for name, shape in shapes if isinstance(shape, TextShape)}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Record):
            changes[name] = hostile(value)
        elif isinstance(value, tuple):
            changes[name] = tuple(hostile(item) if isinstance(item, Record) else item for item in value)
        elif value is not None and name in words | UNTRANSLATED:
            changes[name] = HOSTILE
    return record.model_copy(update=changes)


PARTS = ("opening", "employer", "market", "role", "interview", "shared", "advice")


@pytest.fixture(scope="module")
def hostile_vacancy(sample: Vacancy) -> Vacancy:
    """The sample, every text of which is hostile markup."""
    return replace(sample, **{name: hostile(getattr(sample, name)) for name in PARTS})


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    """Renders the shipped templates."""
    return Renderer(Workspace.at(tmp_path_factory.mktemp("empty")))


def test_the_hostile_vacancy_is_hostile_everywhere(hostile_vacancy: Vacancy) -> None:
    assert hostile_vacancy.employer.name == HOSTILE
    found = [
        getattr(inner, name)
        for _, inner in walk(hostile_vacancy.role)
        for name, shape in shape_of(type(inner)).fields.values()
        if isinstance(shape, TextShape) and getattr(inner, name) is not None
    ]
    assert len(found) > 50
    assert set(found) == {HOSTILE}


def elements(page: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes, in order; the shape of a page without its texts."""
    for element in lxml.html.document_fromstring(page).iter():
        if isinstance(element.tag, str):
            yield element.tag, tuple(sorted(element.attrib))


@pytest.mark.parametrize("flow", [False, True], ids=["page", "flow"])
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_hostile_texts_are_texts_in_every_document(
    renderer: Renderer, hostile_vacancy: Vacancy, document: DocumentSpec, flow: bool
) -> None:
    view = document.build(hostile_vacancy, CONTEXT)
    page = renderer.html(document.template, view, hostile_vacancy.language, flow=flow)
    assert "alert(1)" in page
    assert "<script>alert" not in page
    kinds = set(elements(page))
    assert not {tag for tag, _ in kinds} & {"iframe", "object", "embed"}
    assert not [names for _, names in kinds if any(name.startswith("on") for name in names)]
    tree = lxml.html.document_fromstring(page)
    own = [PRACTICE.read_text(encoding="utf-8").strip()] if document.name == "prep-sheet" and not flow else []
    scripts = [script for script in tree.iter("script") if script.get("type") != "application/json"]
    assert [(script.text or "").strip() for script in scripts] == own, "no script but the program's own"
    assert len(tree.findall(".//style")) == (0 if flow else 1)
    assert len(tree.findall("head/title")) == 1
    assert HOSTILE in (tree.findtext("head/title") or "")
    shown = tree.text_content()
    assert shown.count("{{ 7*7 }}") > 20
    assert "&lt;script" not in shown, "escaped twice"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_hostile_texts_do_not_change_the_elements_of_a_page(
    renderer: Renderer, hostile_vacancy: Vacancy, document: DocumentSpec
) -> None:
    """The same vacancy with harmless words in the same places gives the same elements with the same attributes."""
    pages = []
    for word in (HOSTILE, "Word"):
        texts = {name: _reworded(getattr(hostile_vacancy, name), word) for name in PARTS}
        view = document.build(replace(hostile_vacancy, **texts), CONTEXT)
        pages.append(list(elements(renderer.html(document.template, view, hostile_vacancy.language))))
    assert len(pages[0]) > 60
    assert pages[0] == pages[1]


def _reworded(record: Any, word: str) -> Any:
    return type(record).model_construct(
        **{name: _word(getattr(record, name), word) for name in type(record).model_fields}
    )


def _word(value: Any, word: str) -> Any:
    if isinstance(value, Record):
        return _reworded(value, word)
    if isinstance(value, tuple):
        return tuple(_word(item, word) for item in value)
    return word if value == HOSTILE else value


# Texts in styles.


@pytest.mark.parametrize(
    "text",
    [
        "Smith & Sons",
        "& b",
        'a"b',
        "a\\b",
        "a'b",
        "</style><script>alert(1)</script>",
        "*/ } body { display: none } /*",
        "url(file:///etc/hostname)",
        "<!-- a -->",
        "عيادة (الأمل) 3",
        "Nº 5 · 100 % – é",
        "& 1a & f",
        "😀 x",
        "\N{NARROW NO-BREAK SPACE}«\N{NO-BREAK SPACE}»",
        "",
    ],
)
def test_a_text_in_a_style_reads_as_it_is_and_ends_nothing(text: str) -> None:
    written = str(css_text(text))
    assert not set("<>&'{}()*/;@!") & set(written)
    assert written.count('"') == 2
    (token,) = tinycss2.parse_component_value_list(written)
    assert (token.type, token.value) == ("string", text)


def test_page_counters_stand_between_texts() -> None:
    tokens = tinycss2.parse_component_value_list(
        str(css_counter('Page {page} of {pages} "x" {other}')), skip_comments=True
    )
    shown = [(token.type, getattr(token, "value", None) or getattr(token, "name", None)) for token in tokens]
    assert [entry for entry in shown if entry[0] != "whitespace"] == [
        ("string", "Page "),
        ("function", "counter"),
        ("string", " of "),
        ("function", "counter"),
        ("string", ' "x" {other}'),
    ]


def test_the_employers_name_reaches_the_foot_of_the_paper_as_it_is(
    renderer: Renderer, hostile_vacancy: Vacancy
) -> None:
    page = renderer.html(POSTING.template, POSTING.build(hostile_vacancy, CONTEXT), hostile_vacancy.language)
    (style,) = lxml.html.document_fromstring(page).findall(".//style")
    strings = [token.value for token in _tokens(tinycss2.parse_stylesheet(style.text or "")) if token.type == "string"]
    assert [text for text in strings if HOSTILE in text]


def _tokens(nodes: Any) -> Iterator[Any]:
    for node in nodes or ():
        yield node
        for inner in ("prelude", "content", "arguments"):
            yield from _tokens(getattr(node, inner, None))
