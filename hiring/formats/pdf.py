"""PDF/UA-1, made from the page form of HTML by WeasyPrint, with the program's fonts and nothing from the network.

The stylesheet of the fonts and the font configuration are made once a process and shared.
"""

import logging
from functools import cache
from typing import Any

from hiring.errors import MissingToolError, RenderError
from hiring.formats.glyphs import correct_characters
from hiring.formats.tags import correct_tags
from hiring.workspace import shipped

_FONT_SCHEME = "font:"


def missing() -> str | None:
    """``no_pango`` when the libraries that WeasyPrint needs are not installed."""
    try:
        _weasyprint()
    except MissingToolError as error:
        return error.failure.rule
    return None


def write(html: str) -> bytes:
    """The document as PDF. Raises ``RenderError`` for what WeasyPrint warns of: a warning is a fault of a template."""
    weasyprint = _weasyprint()
    warnings = _Warnings()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(warnings)
    try:
        fonts, sheet = _fonts()
        document = weasyprint.HTML(string=html, url_fetcher=_fetcher(), base_url=None, media_type="print")
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


def _finish(document: Any, pdf: Any) -> None:
    correct_characters(document, pdf)
    correct_tags(document, pdf)


@cache
def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError:  # a shared library is not there
        raise MissingToolError("no_pango") from None
    # Its messages are collected in write(); none of them goes to the terminal.
    logging.getLogger("weasyprint").propagate = False
    return weasyprint


@cache
def _fonts() -> tuple[Any, Any]:
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    css = (shipped("templates") / "styles" / "pdf.css").read_text(encoding="utf-8")
    sheet = weasyprint.CSS(string=css, font_config=configuration, url_fetcher=_fetcher())
    return configuration, sheet


@cache
def _fetcher() -> Any:
    """A fetcher that knows the program's fonts and data URLs, and refuses everything else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    fonts = (shipped("templates") / "fonts").resolve()

    class Fetcher(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(_FONT_SCHEME):
                path = (fonts / url.removeprefix(_FONT_SCHEME)).resolve()
                if path.is_relative_to(fonts):
                    return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/ttf"})
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise ValueError(f"not allowed: {url[:80]}")

    return Fetcher()


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
