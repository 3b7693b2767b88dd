"""Templates that reach for what is closed, are no templates, or nest too deeply: each fails and says where."""

import dataclasses
import os
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Undefined
from pydantic import BaseModel

from hiring.documents import DOCUMENTS, DocumentSpec
from hiring.documents.page import Context
from hiring.errors import RenderError
from hiring.language import Language
from hiring.library import Library, Vacancy
from hiring.rendering import Renderer
from hiring.sandbox import Sandbox
from hiring.template_files import MAX_BYTES, TemplateFiles
from hiring.workspace import Workspace
from tests.hostile.own_templates import OWN, build, failure, rendered, write

# What can be reached.


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Vacancy:
    return Library(Workspace.at(tmp_path_factory.mktemp("empty"))).sample_vacancy("referral-coordinator", "en")


def reached(sandbox: Sandbox, names: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every value that templates get to from these names, by any attribute or element, once, with the way to it; of each kind
    of plain value one is looked into."""
    seen: dict[int, Any] = {}
    kinds: set[type] = set()
    waiting = list(names.items())
    while waiting:
        way, value = waiting.pop()
        if id(value) in seen:
            continue
        seen[id(value)] = value
        yield way, value
        if type(value) in kinds:
            continue
        kinds |= {type(value)} & {str, int, bool, Decimal, type(None)}
        elements = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else ()
        waiting += [(f"{way}[]", element) for element in elements]
        found = ((name, sandbox.getattr(value, name)) for name in dir(value))
        waiting += [(f"{way}.{name}", inner) for name, inner in found if not isinstance(inner, Undefined)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_from_a_view_templates_reach_its_fields_and_plain_values_only(document: DocumentSpec, sample: Vacancy) -> None:
    sandbox = Sandbox(TemplateFiles(Workspace.at(sample.folder)))
    view = document.build(sample, Context(date(2026, 11, 22)))
    values = list(reached(sandbox, {"view": view}))
    assert len(values) > 100
    for way, value in values:
        assert not isinstance(value, BaseModel), way
        if callable(value):
            assert isinstance(value.__self__, str | tuple), f"{way}: the methods of texts and tuples that are admitted"


def test_of_what_templates_are_given_besides_nothing_is_reached(tmp_path: Path) -> None:
    sandbox = Sandbox(TemplateFiles(Workspace.at(tmp_path)))
    given = {"t": Language("en", {}).__call__, "number": Language("en", {}).number, **sandbox.globals}
    assert [way for way, _ in reached(sandbox, given) if "." in way] == []


@dataclasses.dataclass(frozen=True)
class Shown:
    """A view with all kinds of values that views have, and what templates must not reach."""

    title: str = "Title"
    names: tuple[str, ...] = ("a",)
    day: date = date(2026, 11, 22)

    def secret(self) -> str:
        return "secret"


@pytest.mark.parametrize(
    "expression",
    [
        "'{}'.format(1)",
        "'{:9}'.format(1)",
        "'{a.secret}'.format_map({'a': view})",
        "('{}'|attr('format'))(1)",
        "['{}']|map('attr', 'format')|first",
        "'a'.center(9)",
        "'a'.zfill(9)",
        "'a'.encode()",
        "view.names.__add__",
        "view.title.maketrans",
        "view.day.replace(year=1)",
        "view.day.strftime('%Y')",
        "view.day.resolution",
        "view.secret",
        "view['__class__']",
        "[view]|map(attribute='secret')|first",
        "[view]|selectattr('secret')|list",
        "[view, view]|groupby('secret')|list",
        "[view, view]|sort(attribute='__class__')",
        "[view]|sum(attribute='secret')",
        "[view]|map('attr', 'secret')|first",
        "dict(a=1).pop('a')",
        "dict.fromkeys('a')",
        "[3, 1].sort()",
        "cycler(1).items",
        "joiner(1).sep",
        "namespace(a=1)['__class__']",
        "self.__class__",
        "lipsum()",
        "[1]|random",
        "5 .to_bytes(1, 'big')",
        "(1.5).hex()",
        "t.__globals__",
        "number.__self__",
        "nothing",
        "nothing.more",
    ],
)
def test_no_expression_reaches_further(tmp_path: Path, expression: str) -> None:
    write(tmp_path, OWN, f"\n{{{{ {expression} }}}}")
    with pytest.raises(RenderError) as caught:
        rendered(tmp_path, Shown())
    values = caught.value.failure.values
    assert (values["file"], values["line"]) == (f"templates/{OWN}", "2")


@pytest.mark.parametrize(
    "source",
    [
        "{% macro m() %}{% endmacro %}{{ m._func }}",
        "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
        "{% macro m() %}{{ varargs.__class__ }}{% endmacro %}{{ m(1) }}",
        "{% for a in [1] %}{{ loop._iterator }}{% endfor %}",
        "{% for a in [1] %}{{ loop.__init__ }}{% endfor %}",
        "{% for a in [1]|map('string') recursive %}{{ loop.gi_frame }}{% endfor %}",
        "{% set g = [1]|map('string') %}{{ g.gi_frame }}",
        "{% set g = [1]|select %}{{ g.gi_code }}",
        "{% block b %}{{ super.__self__ }}{{ self.b.__self__ }}{% endblock %}",
        "{% import 'part.html.j2' as part %}{{ part.__dict__ }}",
        "{% import 'part.html.j2' as part %}{{ part._body_stream }}",
        "{% import 'part.html.j2' as part %}{{ part.m._environment }}",
    ],
)
def test_what_makes_templates_work_is_closed_to_them(tmp_path: Path, source: str) -> None:
    write(tmp_path, "part.html.j2", "{% macro m() %}{% endmacro %}")
    write(tmp_path, OWN, source)
    assert failure(tmp_path).rule == "template"


def test_what_templates_need_is_open_to_them(tmp_path: Path) -> None:
    write(tmp_path, "part.html.j2", "{% macro m(x) %}<{{ x.upper() }}>{{ caller() }}{% endmacro %}{% set y = 'y' %}")
    write(
        tmp_path,
        OWN,
        "{% import 'part.html.j2' as part %}{% set ns = namespace(n=0) %}{% set c = cycler('odd', 'even') %}"
        "{% for a in view.names %}{{ loop.index }}{{ loop.last }}{{ c.next() }}{% set ns.n = ns.n + 1 %}{% endfor %}"
        "{% call part.m('x') %}{{ part.y }}{% endcall %}{{ ns.n }}{{ {'k': 1}.get('k') }}"
        "{% block b %}{{ view.title.replace('T', 't') }}{% endblock %}{{ '%s-%s'|format(1, 2) }}",
    )
    assert rendered(tmp_path, Shown()) == "1Trueodd&lt;X&gt;y11title1-2".replace("&lt;", "<").replace("&gt;", ">")


# Files.


def pipe(file: Path) -> None:
    os.mkfifo(file)


def link_to(target: str) -> Callable[[Path], None]:
    return lambda file: file.symlink_to(target)


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (pipe, "template_no_file"),
        (Path.mkdir, "template_no_file"),
        (link_to("/etc/hostname"), "template_outside"),
        (link_to("/dev/zero"), "template_outside"),
        (link_to("nowhere"), "cannot_read"),
        (link_to("posting.html.j2"), "cannot_read"),
        (lambda file: file.write_bytes(b"a" * (MAX_BYTES + 1)), "template_too_large"),
        (lambda file: file.write_bytes(b"a\nb\xff\xfe"), "template_encoding"),
        (lambda file: file.write_bytes("a".encode("utf-16")), "template_encoding"),
    ],
    ids=["pipe", "folder", "link out", "device", "broken link", "link to itself", "large", "not UTF-8", "UTF-16"],
)
def test_what_is_no_template_does_not_let_the_shipped_one_stand_in_for_it(
    tmp_path: Path, make: Callable[[Path], Any], rule: str
) -> None:
    file = tmp_path / "templates" / "documents" / "posting.html.j2"
    file.parent.mkdir(parents=True)
    make(file)
    found = failure(tmp_path, "documents/posting.html.j2")
    assert found.rule == rule
    assert "templates/documents/posting.html.j2" in found.values.values()
    assert rule != "template_encoding" or found.values["line"] in ("1", "2")


def test_a_mark_of_order_of_bytes_is_no_text(tmp_path: Path) -> None:
    write(tmp_path, OWN, b"\xef\xbb\xbfa")
    assert rendered(tmp_path) == "a"


def test_a_link_inside_the_workspace_is_followed(tmp_path: Path) -> None:
    write(tmp_path, "real.html.j2", "real")
    (tmp_path / "templates" / OWN).symlink_to("real.html.j2")
    assert rendered(tmp_path) == "real"


def test_a_pipe_among_the_templates_does_not_hold_up_a_build(tmp_path: Path) -> None:
    (tmp_path / "templates" / "styles").mkdir(parents=True)
    os.mkfifo(tmp_path / "templates" / "styles" / "other.css")
    assert build(tmp_path).code == 0


# Depth.


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a\n{{ " + "(" * 10_000 + "1" + ")" * 10_000 + " }}", "2"),
        ("a\n{{ " + "[" * 500 + "]" * 500 + " }}", "2"),
        ("a\n\n{{ " + "+".join("1" * 5000) + " }}", "3"),
        ("a\n{{ 'x'" + "|e" * 5000 + " }}", "2"),
        ("a\n{{ " + "not " * 5000 + "1 }}", "2"),
        ("a\n" + "{% for a in b %}\n" * 25 + "{% endfor %}" * 25, "22"),
        ("a\n" + "{% if 1 %}\n" * 120 + "{% endif %}" * 120, "100"),
        ("a\n" + "{% if 1 %}" * 2000 + "{% endif %}" * 2000, "2"),
    ],
    ids=["parentheses", "lists", "sum", "filters", "not", "loops", "conditions", "many conditions"],
)
def test_what_is_nested_too_deeply_is_said_with_its_line(tmp_path: Path, source: str, line: str) -> None:
    write(tmp_path, OWN, source)
    assert Renderer(Workspace.at(tmp_path)).sources(OWN)[0][1] == source, "the plan of a build looks at it first"
    found = failure(tmp_path)
    assert (found.rule, found.values) == ("template_too_deep", {"file": f"templates/{OWN}", "line": line})


def test_what_a_template_makes_a_message_say_is_short_and_printable(tmp_path: Path) -> None:
    write(tmp_path, OWN, "{{ view['\x1b[2J' ~ 'x' * 9999] }}")
    reason = failure(tmp_path).values["reason"]
    assert len(reason) < 400
    assert "\x1b" not in reason


# Output.


def test_output_is_bounded_while_it_comes(tmp_path: Path) -> None:
    write(tmp_path, OWN, "{% block b %}\n{% for a in range(100000) %}{{ 'x' * 99999 }}{% endfor %}{% endblock %}")
    found = failure(tmp_path)
    assert (found.rule, found.values["file"], found.values["line"]) == (
        "template_output",
        f"templates/{OWN}",
        "2",
    )
