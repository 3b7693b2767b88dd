"""Templates and styles that take too much time or memory, or end the process: the program says where, and goes on."""

import dataclasses
import faulthandler
import os
import signal
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from hiring import limits
from hiring.confinement import confined, each
from hiring.errors import Failure, RenderError
from hiring.limits import Limits
from hiring.whereabouts import Whereabouts, last
from hiring.workspace import Workspace
from tests.command import hiring
from tests.hostile.own_templates import OWN, build, failure, rendered, write

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds memory and forks")


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
