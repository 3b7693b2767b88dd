"""The formats that documents are written in. Each module turns HTML (or a view) into bytes; none writes files."""

from dataclasses import dataclass
from importlib import import_module
from typing import Literal, Protocol, cast


class HtmlWriter(Protocol):
    """A format that is made from a document's HTML."""

    def __call__(self, html: str, *, language: str) -> bytes: ...


@dataclass(frozen=True)
class FormatSpec:
    """One row of the table of formats. ``form`` is the form of HTML it is made from: a page, or the flow of its content."""

    name: str
    suffix: str
    form: Literal["page", "flow"]
    module: str

    def write(self, html: str, *, language: str) -> bytes:
        """The document's bytes. Raises ``MissingToolError`` where this machine cannot make the format."""
        writer = cast(HtmlWriter, import_module(self.module).write)
        return writer(html, language=language)

    def missing(self) -> str | None:
        """What this machine lacks to make the format, as a phrase id (``error.<id>``); None when it can."""
        check = getattr(import_module(self.module), "missing", None)
        return check() if check else None


FORMATS: tuple[FormatSpec, ...] = (
    FormatSpec("html", "html", "page", "hiring.formats.html"),
    FormatSpec("pdf", "pdf", "page", "hiring.formats.pdf"),
    FormatSpec("md", "md", "flow", "hiring.formats.markdown"),
    FormatSpec("txt", "txt", "flow", "hiring.formats.text"),
)
