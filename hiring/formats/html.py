"""HTML as rendered, with the blank lines of the templates folded."""

import re
from pathlib import Path
from typing import Protocol

_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class Brand(Protocol):
    """The look of a document, as far as files of it are in a web page. ``logo`` is a path."""

    @property
    def logo(self) -> str | None: ...


class Page(Protocol):
    """The page of a document, as far as files are in it."""

    @property
    def brand(self) -> Brand: ...


class View(Protocol):
    """The view of a document, as far as files are in it."""

    @property
    def page(self) -> Page: ...


def write(html: str) -> bytes:
    """The page as UTF-8."""
    return (_BLANK.sub("\n", html).strip() + "\n").encode()


def sources(view: View) -> tuple[Path, ...]:
    """The files that are in a page beside what its view says."""
    logo = view.page.brand.logo
    return (Path(logo),) if logo else ()
