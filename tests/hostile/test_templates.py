"""Templates and styles that do harm: each is a failure of its document, says where, and the program goes on."""

import dataclasses
import faulthandler
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Undefined
from pydantic import BaseModel

from hiring import limits
from hiring.confinement import confined, each
from hiring.documents import DOCUMENTS, DocumentSpec
from hiring.documents.page import Context
from hiring.errors import Failure, RenderError
from hiring.language import Language
from hiring.library import Library, Vacancy
from hiring.limits import Limits
from hiring.rendering import Renderer
from hiring.sandbox import Sandbox
from hiring.template_files import MAX_BYTES, TemplateFiles
from hiring.whereabouts import Whereabouts, last
from hiring.workspace import Workspace
from tests.command import Run, hiring

OWN = "own.html.j2"
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds memory and forks")


def write(workspace: Path, name: str, source: str | bytes) -> Path:
    file = workspace / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(source.encode() if isinstance(source, str) else source)
    return file


def rendered(workspace: Path, view: object = None, template: str = OWN) -> str:
    return Renderer(Workspace.at(workspace)).html(template, view, Language("en", {"hello": "Hello {name}"}))


def failure(workspace: Path, template: str = OWN) -> Failure:
    with pytest.raises(RenderError) as caught:
        rendered(workspace, template=template)
    return caught.value.failure


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


# Time and memory.


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that are soon reached, also in processes that are forked now."""
    monkeypatch.setattr(limits, "LIMITS", Limits(seconds=1, megabytes=256))
    monkeypatch.setattr(limits, "_GRACE", 2)


ENDLESS = "{% for a in range(100000) %}\n{% for b in range(100000) %}{% endfor %}{% endfor %}"


@needs_linux
@pytest.mark.usefixtures("tight")
@pytest.mark.parametrize(
    ("source", "rule"),
    [
        (ENDLESS, "template_time"),
        ("\n{{ 9 ** (9 ** 9) }}", "template_time"),
        ("\n{{ 'a' * 10 ** 10 }}", "template_memory"),
        ("\n{{ '%1000000000s'|format(1) }}", "template_memory"),
        ("\n{{ 'a'|center(10 ** 10) }}", "template_memory"),
        (
            "{% set ns = namespace(a='a') %}{% for i in range(99) %}\n{% set ns.a = ns.a ~ ns.a %}{% endfor %}",
            "template_memory",
        ),
        (
            "{% macro m() %}\n{% for a in range(99999) %}{{ 'x' * 99999 }}{% endfor %}{% endmacro %}{{ m() }}",
            "template_memory",
        ),
    ],
    ids=["loops", "power", "repeated", "width", "center", "doubled", "buffered"],
)
def test_a_template_that_takes_too_much_is_said_with_its_line(tmp_path: Path, source: str, rule: str) -> None:
    write(tmp_path, OWN, source)
    with pytest.raises(RenderError) as caught:
        confined(Workspace.at(tmp_path), rendered, tmp_path)
    values = caught.value.failure.values
    assert (caught.value.failure.rule, values["file"], values["line"]) == (rule, f"templates/{OWN}", "2")
    assert (values["seconds"], values["megabytes"]) == ("1", "256")


ONE_LONG_CALL = (
    "{% set ns = namespace(a=[1], b=[1]) %}{% for i in range(30) %}"
    "{% set ns.a = [ns.a] * 4 %}{% set ns.b = [ns.b] * 4 %}{% endfor %}{{ ns.a == ns.b }}"
)
"""A comparison that does not come back, in which Python hears no signal."""


@needs_linux
@pytest.mark.usefixtures("tight")
def test_a_call_that_does_not_return_ends_with_its_process(tmp_path: Path) -> None:
    write(tmp_path, OWN, ONE_LONG_CALL)
    with pytest.raises(RenderError) as caught:
        confined(Workspace.at(tmp_path), rendered, tmp_path)
    assert caught.value.failure == Failure(
        "template_time", {"file": f"templates/{OWN}", "line": "1", **limits.LIMITS.values}
    )


class Deadly:
    """A value that ends the process which writes it, as the kernel does when the machine has no memory left."""

    def __init__(self, number: signal.Signals) -> None:
        self._number = number

    def __str__(self) -> str:
        os.kill(os.getpid(), self._number)
        return ""


@dataclasses.dataclass(frozen=True)
class DeadlyView:
    end: Deadly


DEADLY: dict[str, tuple[dict[str, str], str]] = {
    "a line among others": ({OWN: "a\n{{ 1 }}\n{{ 2 }} b {{ view.end }}\n{{ 3 }}"}, f"{OWN}:3"),
    "a loop": (
        {OWN: "{% for a in range(3) %}\n{{ a }}\n{% if a == 2 %}\n{{ view.end }}{% endif %}{% endfor %}"},
        f"{OWN}:4",
    ),
    "a macro of lines": ({OWN: "{% macro m() %}\na\n{{ 1 }}\n{{ view.end }}\n{% endmacro %}\n{{ m() }}"}, f"{OWN}:4"),
    "behind a macro": ({OWN: "{% macro m() %}\n{{ 1 }}{% endmacro %}\n{{ m() }}\n{{ view.end }}"}, f"{OWN}:4"),
    "an included one": ({OWN: "a\n{% include 'b.j2' %}", "b.j2": "\n\n{{ view.end }}"}, "b.j2:3"),
    "behind an included one": ({OWN: "{% include 'b.j2' %}\n\n{{ view.end }}", "b.j2": "b"}, f"{OWN}:3"),
    "a block": (
        {
            OWN: "{% extends 'b.j2' %}\n{% block a %}\n{{ view.end }}{% endblock %}",
            "b.j2": "{% block a %}{% endblock %}",
        },
        f"{OWN}:3",
    ),
    "a set": ({OWN: "{% set a = 1 %}\n{% set b = view.end ~ a %}"}, f"{OWN}:2"),
}


def _write_deadly(workspace: Path, number: signal.Signals) -> str:
    faulthandler.disable()  # pytest's would print what is meant
    return rendered(workspace, DeadlyView(Deadly(number)))


@needs_linux
@pytest.mark.parametrize("name", DEADLY)
def test_a_template_in_which_the_process_is_killed_is_said_with_its_line(tmp_path: Path, name: str) -> None:
    files, place = DEADLY[name]
    for file, source in files.items():
        write(tmp_path, file, source)
    with pytest.raises(RenderError) as caught:
        confined(Workspace.at(tmp_path), _write_deadly, tmp_path, signal.SIGKILL)
    file, _, line = place.partition(":")
    expected = {"file": f"templates/{file}", "line": line, "signal": "SIGKILL", **limits.LIMITS.values}
    assert caught.value.failure == Failure("template_ended", expected)


@needs_linux
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS])
def test_so_is_one_that_ends_it_by_a_fault(tmp_path: Path, number: signal.Signals) -> None:
    write(tmp_path, OWN, "\n{{ view.end }}")
    with pytest.raises(RenderError) as caught:
        confined(Workspace.at(tmp_path), _write_deadly, tmp_path, number)
    said = caught.value.failure.values
    assert (said["file"], said["line"], said["signal"]) == (f"templates/{OWN}", "2", number.name)


def _end_behind(workspace: Path) -> None:
    """End outside templates, behind one that was rendered and one that failed."""
    assert rendered(workspace, template="sound.j2") == "1"
    assert failure(workspace, "failing.j2").rule == "template"
    os.kill(os.getpid(), signal.SIGKILL)


@needs_linux
def test_no_template_is_blamed_for_the_end_of_a_process_outside_templates(tmp_path: Path) -> None:
    write(tmp_path, "sound.j2", "{{ 1 }}")
    write(tmp_path, "failing.j2", "{{ 1 // 0 }}")
    with pytest.raises(RenderError) as caught:
        confined(Workspace.at(tmp_path), _end_behind, tmp_path)
    assert caught.value.failure.rule == "process_ended"


def test_a_place_has_room_or_is_none(tmp_path: Path) -> None:
    notes = Whereabouts(tmp_path / "note")
    assert last((tmp_path / "note").read_bytes()) is None
    places = [notes.at(f"{number}" * 4000, number) for number in range(10, 20)]
    assert (places[0] != 0, places[-1]) == (True, 0)
    assert notes.at("10" * 4000, 3) == places[0] - 10 + 3, "names are kept once"
    notes.place[0] = notes.at("10" * 4000, (1 << 32) - 1)
    assert last((tmp_path / "note").read_bytes()) == ("10" * 4000, (1 << 32) - 1)
    assert last(b"") is None


def _working() -> Callable[[str], str]:
    return _work


def _work(item: str) -> str:
    if item == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "exhaust":
        with pytest.raises(RenderError), limits.held():
            raise MemoryError
    if item == "fail":
        raise RenderError("template_missing", name="x")
    return f"{os.getpid()}"


@needs_linux
def test_a_process_that_ends_is_the_failure_of_its_item_alone() -> None:
    found = dict(each(iter(["a", "die", "b", "c"]), _working, jobs=2))
    assert found.pop("die") == Failure("process_ended", {"signal": "SIGKILL", **limits.LIMITS.values})
    assert set(found) == {"a", "b", "c"}
    assert str(os.getpid()) not in found.values()


@needs_linux
def test_a_process_in_which_a_limit_was_reached_does_nothing_more() -> None:
    found = dict(each(iter(["a", "exhaust", "b"]), _working, jobs=1))
    assert found["a"] == found["exhaust"] != found["b"]


@needs_linux
def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(RenderError) as caught:
        list(each(iter(["fail"]), _working, jobs=1))
    assert caught.value.failure == Failure("template_missing", {"name": "x"})


def test_without_own_templates_no_process_is_started(tmp_path: Path) -> None:
    assert confined(Workspace.at(tmp_path), os.getpid) == os.getpid()
    write(tmp_path, "phrases/en.yaml", "hello: Hello {name}")
    assert confined(Workspace.at(tmp_path), os.getpid) == os.getpid(), "phrases are texts"
    write(tmp_path, "styles/own.css", "")
    assert confined(Workspace.at(tmp_path), os.getpid) != os.getpid()


# Builds.


def build(workspace: Path, *more: str, document: str = "posting", format_: str = "html") -> Run:
    chosen = ("--role", "referral-coordinator", "--language", "en", "--document", document, "--format", format_)
    return hiring("build", *chosen, *more, "--date", "2026-11-22", "--workspace", workspace, "--out", workspace / "out")


@needs_linux
@pytest.mark.usefixtures("tight")
def test_one_document_too_many_leaves_the_others_and_the_program(tmp_path: Path) -> None:
    write(tmp_path, "documents/posting.html.j2", ENDLESS)
    run = build(tmp_path, "--document", "job-description", "--format", "md", "--json")
    folder = "referral-coordinator/en"
    assert run.code == 1
    assert run.states == {
        f"{folder}/posting.html": "failed",
        f"{folder}/posting.md": "failed",
        f"{folder}/job-description.html": "made",
        f"{folder}/job-description.md": "made",
    }
    (reason,) = {cell["reason"] for cell in run.json["cells"] if cell["reason"]}
    assert reason == "templates/documents/posting.html.j2:2: the template takes more than 1 s of processor time"


@needs_linux
@pytest.mark.usefixtures("tight")
def test_a_single_document_is_bounded_as_well(tmp_path: Path) -> None:
    write(tmp_path, "documents/posting.html.j2", ONE_LONG_CALL)
    run = build(tmp_path)
    assert run.code == 1
    assert "templates/documents/posting.html.j2:1: the template takes more than 1 s of processor time" in run.out


@needs_linux
@pytest.mark.usefixtures("tight")
def test_the_page_that_links_them_is_bounded_as_well(tmp_path: Path) -> None:
    write(tmp_path, "documents/index.html.j2", ENDLESS)
    run = build(tmp_path)
    assert run.code == 1
    assert "templates/documents/index.html.j2:2: the template takes more than 1 s" in run.out
    assert (tmp_path / "out" / "referral-coordinator" / "en" / "posting.html").is_file()


NESTED = " ".join(["var(--{})"] * 10)
STYLES = {
    "values of values": "p{--a:x;"
    + "".join(f"--{b}:{NESTED.replace('{}', a)};" for a, b in pairwise("abcdefghi"))
    + "font-family:var(--i)}",
    "blocks in blocks": "@media print{" * 3000 + "}" * 3000,
}
"""Stylesheets that take all there is, or more levels than Python has."""


@needs_linux
@pytest.mark.parametrize("style", STYLES)
def test_styles_are_bounded_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, style: str) -> None:
    monkeypatch.setattr(limits, "LIMITS", Limits(seconds=2, megabytes=256))
    write(tmp_path, "styles/own.css", STYLES[style])
    run = build(tmp_path, format_="pdf")
    assert run.code == 1
    assert "with the templates and styles of this workspace this file" in run.out


@needs_linux
def test_a_site_and_feeds_are_bounded_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hiring("new", "workspace", tmp_path / "own").code == 0
    monkeypatch.setattr(limits, "LIMITS", Limits(seconds=1, megabytes=256))
    with (tmp_path / "own" / "openings" / "first-opening.yaml").open("a", encoding="utf-8") as opening:
        opening.write("posted: 2026-11-20\n")
    write(tmp_path / "own", "documents/posting-description.html.j2", ENDLESS)
    for command in ("site", "feeds"):
        out = tmp_path / command
        options = ("--base-url", "https://jobs.example.org", "--date", "2026-11-22", "--workspace", tmp_path / "own")
        run = hiring(command, "--out", out, *options)
        assert (run.code, "the template takes more than 1 s" in run.err) == (1, True), run.err
        assert not out.is_dir() or not list(out.iterdir())
