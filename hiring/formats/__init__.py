"""The formats that documents are written in. Each module turns HTML (or a view) into bytes; none writes files."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, Protocol, cast

Input = Literal["page", "flow", "fragment", "view"]


Parcel = tuple[Callable[..., bytes], tuple[Any, ...]]
"""A function that gives a document's bytes, and what it is called with: light data."""


class Writer(Protocol):
    """What the module of a format has as ``write``: it takes what the table says, in that order."""

    def __call__(self, *inputs: Any) -> bytes: ...


@dataclass(frozen=True)
class FormatSpec:
    """One row of the table of formats.

    ``takes`` is what it is made from: a form of the HTML (the ``page``, or the ``flow`` of its content), the ``fragment``
    (the text as a piece of HTML), the ``view``. ``of_samples`` says whether the documents of roles, which an invented
    employer offers, are made in it.
    """

    name: str
    suffix: str
    takes: tuple[Input, ...]
    module: str
    of_samples: bool = True

    def write(self, *inputs: Any) -> bytes:
        """The document's bytes from what ``takes`` names, in that order.

        Raises ``MissingToolError`` where this machine cannot make the format.
        """
        writer = cast(Writer, import_module(self.module).write)
        return writer(*inputs)

    def parcel(self, *inputs: Any) -> Parcel | None:
        """What another process needs to write it from what ``takes`` names; None for a format that would not gain by that."""
        pack = getattr(import_module(self.module), "parcel", None)
        return cast(Parcel, pack(*inputs)) if pack else None

    def sources(self, view: Any) -> tuple[Path, ...]:
        """The files that a document of this view is made from in this format, beside what ``takes`` names."""
        find = getattr(import_module(self.module), "sources", None)
        return tuple(find(view)) if find else ()

    def missing(self) -> str | None:
        """What this machine lacks to make the format, as a phrase id (``error.<id>``); None when it can."""
        check = getattr(import_module(self.module), "missing", None)
        return check() if check else None

    def lacks(self, view: Any) -> str | None:
        """What keeps a view from being written in the format, as a phrase id (``reason.<id>``); None when nothing does."""
        check = getattr(import_module(self.module), "lacks", None)
        return check(view) if check else None


FORMATS: tuple[FormatSpec, ...] = (
    FormatSpec("html", "html", ("page",), "hiring.formats.html"),
    FormatSpec("pdf", "pdf", ("page", "view"), "hiring.formats.pdf"),
    FormatSpec("docx", "docx", ("flow", "view"), "hiring.formats.docx"),
    FormatSpec("md", "md", ("flow",), "hiring.formats.markdown"),
    FormatSpec("txt", "txt", ("flow",), "hiring.formats.text"),
    FormatSpec("xlsx", "xlsx", ("view",), "hiring.formats.xlsx"),
    FormatSpec("json", "json", ("view",), "hiring.formats.data"),
    # As data, the jobs of an invented employer would be jobs on offer.
    FormatSpec("jsonld", "jsonld", ("view", "fragment"), "hiring.formats.jsonld", of_samples=False),
)
