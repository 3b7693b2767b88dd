"""A document in the forms that its formats are made from."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from hiring.documents import DocumentSpec
from hiring.errors import RenderError
from hiring.formats import FORMATS, FormatSpec, Parcel
from hiring.language import Language
from hiring.limits import OUTPUT_MEGABYTES, held, too_large
from hiring.rendering import Renderer

_EMBEDDED: Final = next(spec for spec in FORMATS if spec.name == "jsonld")
"""The format that web pages hold inside them as well."""


def not_too_large(content: bytes) -> bytes:
    """The content of a file. Raises ``RenderError`` when it is larger than one may be."""
    if too_large(len(content)):
        raise RenderError("file_output", megabytes=str(OUTPUT_MEGABYTES))
    return content


class Forms:
    """One document in one language. Each form of it is rendered when it is first needed, and kept; a faulty template raises
    ``RenderError`` then."""

    def __init__(self, document: DocumentSpec, view: Any, language: Language, renderer: Renderer) -> None:
        self.view = view
        self._document, self._language, self._renderer = document, language, renderer

    def written(self, spec: FormatSpec) -> bytes:
        """The document in a format. Raises ``RenderError``, and ``MissingToolError`` for what this machine cannot make."""
        with held():
            content = spec.write(*self._inputs(spec))
        return not_too_large(content)

    def parcel(self, spec: FormatSpec) -> Parcel | None:
        """What another process needs to write the document in a format; None for a format that would not gain by it.

        Raises ``RenderError``. Whoever takes the bytes that come of it has to see that they are ``not_too_large``.
        """
        return spec.parcel(*self._inputs(spec))

    def _inputs(self, spec: FormatSpec) -> Iterator[Any]:
        return (getattr(self, name) for name in spec.takes)

    @cached_property
    def page(self) -> str:
        """The standalone web page."""
        return self._renderer.html(
            self._document.template, self.view, self._language, data=self.data, logo=self.view.page.brand.logo
        )

    @cached_property
    def flow(self) -> str:
        """The content in the form that becomes Markdown, text and Word."""
        return self._renderer.html(self._document.template, self.view, self._language, flow=True)

    @cached_property
    def fragment(self) -> str:
        """The text as a piece of HTML."""
        assert self._document.fragment is not None  # the table offers such formats only where there is one
        return self._renderer.html(self._document.fragment, self.view, self._language)

    @property
    def data(self) -> str | None:
        """The structured data that a web page holds: what the file of it says. None where there would be no such file."""
        if _EMBEDDED.name not in self._document.formats or _EMBEDDED.lacks(self.view) is not None:
            return None
        return self.written(_EMBEDDED).decode()
