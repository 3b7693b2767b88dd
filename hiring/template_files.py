"""The files of templates: the workspace's own before the shipped ones, each a bounded text that lies where it says."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from jinja2 import BaseLoader, Environment, TemplateNotFound
from jinja2.loaders import split_template_path

from hiring.errors import RenderError
from hiring.workspace import Workspace, shipped

SHIPPED: Final = "shipped/"
"""What a template that overrides a shipped one of the same name calls that one: ``shipped/documents/posting.html.j2``."""
MAX_BYTES: Final = 1_000_000
"""So large may be a template, or a style with its pictures inside."""


class TemplateFiles(BaseLoader):
    """Finds templates by their names."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._folders = workspace.layers("templates")

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Text, path, and whether both still hold, which is never asked.

        Raises ``TemplateNotFound``, and ``RenderError`` for a file of the workspace that is no template. The shipped one does
        not stand in for it: whoever put it there would not learn why.
        """
        for path in self._paths(template):
            if os.path.lexists(path):
                return self._text(path), str(path), lambda: True
        raise TemplateNotFound(template)

    def holds(self, path: str) -> bool:
        """Whether a path is that of a file among the templates."""
        return any(Path(path).is_relative_to(folder) for folder in self._folders)

    def _paths(self, template: str) -> Iterator[Path]:
        base = shipped("templates")
        if template.startswith(SHIPPED):
            yield base.joinpath(*split_template_path(template.removeprefix(SHIPPED)))
        for folder in self._folders:
            yield folder.joinpath(*split_template_path(template))

    def _text(self, path: Path) -> str:
        content = self._content(path)
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise RenderError("template_encoding", file=self._workspace.shown(path), line=str(line)) from None

    def _content(self, path: Path) -> bytes:
        name = self._workspace.shown(path)
        try:
            file = path.resolve(strict=True)
            if path.is_relative_to(self._workspace.root) and not file.is_relative_to(self._workspace.root):
                raise RenderError("template_outside", file=name)
            if not file.is_file():
                raise RenderError("template_no_file", file=name)
            with file.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
        except RuntimeError:  # links in a circle, before Python 3.13
            raise RenderError("cannot_read", path=name, reason=os.strerror(errno.ELOOP)) from None
        except OSError as error:
            raise RenderError("cannot_read", path=name, reason=error.strerror or type(error).__name__) from None
        if len(content) > MAX_BYTES:
            raise RenderError("template_too_large", file=name, megabytes=str(MAX_BYTES // 1_000_000))
        return content
