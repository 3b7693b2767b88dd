"""Templates and styles of a workspace's own: written, rendered, and built with."""

from pathlib import Path

import pytest

from hiring.errors import Failure, RenderError
from hiring.language import Language
from hiring.rendering import Renderer
from hiring.workspace import Workspace
from tests.command import Run, hiring

OWN = "own.html.j2"
"""A template that the program does not know."""


def write(workspace: Path, name: str, source: str | bytes) -> Path:
    """Write a file among the templates of a workspace."""
    file = workspace / "templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(source.encode() if isinstance(source, str) else source)
    return file


def rendered(workspace: Path, view: object = None, template: str = OWN) -> str:
    """A template with a view, in a language of one phrase."""
    return Renderer(Workspace.at(workspace)).html(template, view, Language("en", {"hello": "Hello {name}"}))


def failure(workspace: Path, template: str = OWN) -> Failure:
    """What a template fails with."""
    with pytest.raises(RenderError) as caught:
        rendered(workspace, template=template)
    return caught.value.failure


def build(workspace: Path, *more: str, document: str = "posting", format_: str = "html") -> Run:
    """Build one document of a shipped role with the templates of a workspace."""
    chosen = ("--role", "referral-coordinator", "--language", "en", "--document", document, "--format", format_)
    return hiring("build", *chosen, *more, "--date", "2026-11-22", "--workspace", workspace, "--out", workspace / "out")
