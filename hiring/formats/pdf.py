"""PDF/UA-1, made from the page form of HTML by WeasyPrint, with fonts from files and nothing from the network.

The fonts are the program's and, where an employer has its own, those before them. The stylesheet that names them and the font
configuration are made once a process for the same fonts, and shared.
"""

import gc
import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, Protocol

from hiring.brand_file import content_of
from hiring.errors import FailureError, MissingToolError, RenderError
from hiring.formats.glyphs import correct_characters
from hiring.formats.repeated_fields import join_repeated_fields
from hiring.formats.tags import correct_tags
from hiring.workspace import shipped

_FONT_SCHEME = "font:"
_OWN_SCHEME: Final = "own-font:"
"""An employer's own font, by the name of its face. Its bytes are read before: no address leads to a file of the workspace."""
_OWN_FAMILY: Final = "Own type of the employer"
"""A name that no machine knows a font by, so that a PDF has the same letters wherever it is made."""


class FontFile(Protocol):
    """A font of an employer's and which it is: ``regular``, ``bold`` or ``italic``."""

    @property
    def face(self) -> str: ...
    @property
    def path(self) -> str: ...


class Brand(Protocol):
    """The look of a document, as far as files of it are in a PDF. ``logo`` is a path."""

    @property
    def font_files(self) -> Sequence[FontFile]: ...
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


@dataclass(frozen=True)
class _Face:
    """One face of a type in CSS, and the program's font that stands for an own one that is missing."""

    name: str
    weight: int
    style: str
    shipped: str


_FACES: Final = (
    _Face("regular", 400, "normal", "ibm-plex-sans/Regular.ttf"),
    _Face("bold", 600, "normal", "ibm-plex-sans/SemiBold.ttf"),
    _Face("italic", 400, "italic", "ibm-plex-sans/Italic.ttf"),
)

_FEATURES: Final = '"liga" 0, "clig" 0, "tnum"'
"""What is asked of each face in ``pdf.css``, which says why."""

_OBJECTS_BETWEEN_COLLECTIONS: Final = 100_000
"""So many new objects make Python look for garbage while a PDF is made. Nearly all live until it is done: looking at them
every few hundred, as Python does of itself, takes a quarter of the time and finds nothing."""

_NO_GLYPH: Final = ".notdef glyph rendered"
"""How WeasyPrint begins to say that no font has a character. That is no fault of a template, and the text stays in the file:
``hiring lint`` says where it stands (``no-glyph``)."""

OwnFonts = tuple[tuple[str, bytes], ...]
"""The fonts of an employer: face and content."""


def missing() -> str | None:
    """``no_pango`` when the libraries that WeasyPrint needs are not installed."""
    try:
        _weasyprint()
    except MissingToolError as error:
        return error.failure.rule
    return None


def warm() -> None:
    """Read what every PDF needs, by making a small one, where this machine can make PDFs."""
    with suppress(FailureError):  # it shows again with each PDF, where it can be said which
        _made('<html lang="en"><title>.</title><p>.</p></html>')


def write(html: str, view: View | None = None) -> bytes:
    """The document as PDF, in the fonts that its view names; a page without a view has the program's.

    Raises ``RenderError`` for what WeasyPrint warns of, since a warning is a fault of a template, and for a font that cannot
    be read; ``MissingToolError`` where this machine lacks WeasyPrint's libraries.
    """
    function, given = parcel(html, view)
    return function(*given)


def parcel(html: str, view: View | None) -> tuple[Callable[..., bytes], tuple[Any, ...]]:
    """What another process needs to write it: a function, and what to call it with. A view is not among it: most of the
    program would be loaded for one."""
    own = tuple((font.face, content_of(font.path)) for font in view.page.brand.font_files) if view else ()
    return _made, (html, own)


def _made(html: str, own: OwnFonts = ()) -> bytes:
    weasyprint = _weasyprint()
    warnings = _Warnings()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(warnings)
    try:
        with _rare_collections():
            fonts, sheet = _fonts(own, tempfile.gettempdir())
            document = weasyprint.HTML(string=html, url_fetcher=_fetcher(()), base_url=None, media_type="print")
            content = document.write_pdf(
                stylesheets=[sheet],
                font_config=fonts,
                pdf_variant="pdf/ua-1",
                pdf_forms=True,
                presentational_hints=False,
                finisher=_finish,
            )
    finally:
        logger.removeHandler(warnings)
    if warnings.messages:
        raise RenderError("pdf", reason="; ".join(warnings.messages[:3]))
    return bytes(content)


def sources(view: View) -> tuple[Path, ...]:
    """The files that are in a PDF beside what its view says."""
    brand = view.page.brand
    named = (brand.logo, *(font.path for font in brand.font_files))
    return tuple(Path(path) for path in named if path)


def _finish(document: Any, pdf: Any) -> None:
    """What WeasyPrint writes otherwise than a reader needs it."""
    correct_characters(document, pdf)
    correct_tags(document, pdf)
    join_repeated_fields(document, pdf)


@contextmanager
def _rare_collections() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@cache
def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError:  # a shared library is not there
        raise MissingToolError("no_pango") from None
    # Its messages are collected in write(); none of them goes to the terminal.
    logging.getLogger("weasyprint").propagate = False
    return weasyprint


@lru_cache(maxsize=4)
def _fonts(own: OwnFonts, folder: str) -> tuple[Any, Any]:
    """The font configuration with the program's fonts and an employer's own, and the stylesheet that names them.

    WeasyPrint reads fonts from copies in the folder for temporary files, which last as long as that folder does.
    """
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    css = (shipped("templates") / "styles" / "pdf.css").read_text(encoding="utf-8")
    css += "\n".join(_own_css({face for face, _ in own}))
    sheet = weasyprint.CSS(string=css, font_config=configuration, url_fetcher=_fetcher(own))
    return configuration, sheet


def _own_css(given: set[str]) -> Iterator[str]:
    """The employer's type as CSS: its own faces, and the program's for those that it lacks.

    ``--brand-font`` is the name by which web pages ask for it. Here that name would find whatever the machine has.
    """
    family = _OWN_FAMILY if given else "IBM Plex Sans"
    yield f':root {{ --brand-font: "{family}" !important; }}'
    for face in _FACES if given else ():
        source = f"{_OWN_SCHEME}{face.name}" if face.name in given else f"{_FONT_SCHEME}{face.shipped}"
        yield (
            f'@font-face {{ font-family: "{_OWN_FAMILY}"; font-weight: {face.weight}; font-style: {face.style}; '
            f'src: url("{source}"); font-feature-settings: {_FEATURES}; }}'
        )


@lru_cache(maxsize=4)
def _fetcher(own: OwnFonts) -> Any:
    """A fetcher that knows the program's fonts, those given and data URLs, and refuses everything else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    fonts = (shipped("templates") / "fonts").resolve()
    own_fonts = {f"{_OWN_SCHEME}{face}": content for face, content in own}

    class Fetcher(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(_FONT_SCHEME):
                path = (fonts / url.removeprefix(_FONT_SCHEME)).resolve()
                if path.is_relative_to(fonts):
                    return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/ttf"})
            if url in own_fonts:
                return URLFetcherResponse(url, own_fonts[url], {"Content-Type": "font/otf"})
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise ValueError(f"not allowed: {url[:80]}")

    return Fetcher()


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.startswith(_NO_GLYPH):
            self.messages.append(message)
