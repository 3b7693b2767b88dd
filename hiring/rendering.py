"""A view and a language -> HTML, through the Jinja templates of the workspace and of the program.

Templates are not trusted: they run in a sandbox in which only the declared fields of views, what is admitted of plain values
and the phrases can be reached. No pydantic object ever gets here.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup, escape

from hiring.errors import FailureError, RenderError
from hiring.language import Language
from hiring.limits import OUTPUT_MEGABYTES, TimeUpError, exceeded, held, too_large
from hiring.logo import data_address
from hiring.requests import requests
from hiring.sandbox import Sandbox, TooDeepError
from hiring.source import printable
from hiring.template_files import TemplateFiles
from hiring.whereabouts import kept
from hiring.workspace import Workspace, shipped

_QUOTED = 300
"""So many characters of what an exception says are shown."""

_SHOWN = 200
"""The most characters of an address that a message shows."""
_LEAST_START = 9
"""So many characters of an address tell where it comes from: more than ``https://`` alone."""


class _TooMuchOutputError(Exception):
    """A page is larger than one may be."""


class Renderer:
    """Renders the templates of one workspace. Compiled templates are kept; one instance serves one process."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._files = TemplateFiles(workspace)
        self._sources: dict[str, tuple[tuple[str, str], ...]] = {}
        self._own: dict[str, tuple[tuple[Path, str], ...]] = {}

    @cached_property
    def _environment(self) -> Sandbox:
        return Sandbox(self._files, kept(), self._workspace.shown)

    def html(
        self,
        template: str,
        view: Any,
        language: Language,
        *,
        flow: bool = False,
        data: str | None = None,
        logo: str | None = None,
        site: object = None,
    ) -> str:
        """The view as HTML: a standalone page, or what else its template makes of it.

        ``flow`` asks for the form that becomes Markdown, text and Word: note areas are rules, ratings are boxes, no styles.
        ``data`` is JSON that the page holds for machines; it must not be able to end a script element.
        ``logo`` is the path of the employer's, for pages that show it; templates get the picture and no path.
        ``site`` is a dataclass: what the page is on a website, for the templates of one.
        Raises ``RenderError``, which names the template's file and line, also for a page that would ask for another file;
        or the logo that cannot be read.
        """
        values: Mapping[str, object] = {
            "view": view,
            "flow": flow,
            "data": Markup(data) if data is not None else None,
            "logo": data_address(logo) if logo is not None else None,
            "site": site,
            "t": _phrases(language),
            "number": language.number,
            "css_text": css_text,
            "css_counter": css_counter,
        }
        with held():
            try:
                written = self._written(template, values)
            except FailureError:
                raise
            except Exception as error:  # whatever running a template raises is a fault of it: templates are content
                raise self._failure(error, template) from None
            finally:
                self._environment.leave()
            self._refuse_requests(template, written)
            return written

    def _written(self, template: str, values: Mapping[str, object]) -> str:
        """The text that a template makes, which is bounded while it comes."""
        pieces: list[str] = []
        size = 0
        coming = self._environment.get_template(template).generate(values)
        for piece in coming:
            pieces.append(piece)
            size += len(piece)
            if too_large(size):
                coming.throw(_TooMuchOutputError())  # type: ignore[attr-defined]  # a generator: it knows its line
        return "".join(pieces)

    def _failure(self, error: Exception, template: str) -> RenderError:
        """What went wrong in a template, where."""
        if isinstance(error, TemplateSyntaxError):
            file = self._workspace.shown(Path(error.filename)) if error.filename else str(error.name)
            rule = "template_too_deep" if isinstance(error, TooDeepError) else "template"
            said = {} if isinstance(error, TooDeepError) else {"reason": _quotable(error.message or "")}
            return RenderError(rule, file=file, line=str(error.lineno), **said)
        file, line = self._place(error)
        if isinstance(error, TemplateNotFound) and not file:
            return RenderError("template_missing", name=_quotable(str(error.name)))
        place = {"file": file or f"templates/{template}", "line": str(line)}  # without a file it could not even be read
        if isinstance(error, TimeUpError | MemoryError):
            return exceeded(error, "template", **place)
        if isinstance(error, _TooMuchOutputError):
            return RenderError("template_output", megabytes=str(OUTPUT_MEGABYTES), **place)
        return RenderError("template", reason=_quotable(f"{type(error).__name__}: {error}"), **place)

    def _refuse_requests(self, template: str, html: str) -> None:
        """Raise ``RenderError`` for a page that asks for what is not in it. The program's own templates ask for nothing."""
        if template not in self._own:
            self._own[template] = tuple(self._own_sources(template))
        own = self._own[template]
        address = next(requests(html), "")[:_SHOWN] if own else ""
        if address:
            file, line = _asking(own, address)
            raise RenderError("request", file=self._workspace.shown(file), line=str(line), address=address)

    def _own_sources(self, template: str) -> Iterator[tuple[Path, str]]:
        """The file and text of each template of the workspace's own that a template is made of."""
        base = shipped("templates")
        for name, text in self.sources(template):
            file = self._files.get_source(self._environment, name)[1] if text else None
            if file is not None and not Path(file).is_relative_to(base):
                yield Path(file), text

    def sources(self, template: str) -> tuple[tuple[str, str], ...]:
        """The template and everything it extends, includes or imports: name and text, sorted by name."""
        if template not in self._sources:
            found: dict[str, str] = {}
            waiting = [template]
            while waiting:
                name = waiting.pop()
                if name in found:
                    continue
                found[name] = self._source(name)
                waiting.extend(self._references(found[name]))
            self._sources[template] = tuple(sorted(found.items()))
        return self._sources[template]

    def _references(self, source: str) -> Iterator[str]:
        try:
            yield from self._environment.referenced(source)
        except (TemplateSyntaxError, ValueError):
            return  # rendering says so, with the place

    def _source(self, name: str) -> str:
        try:
            return self._files.get_source(self._environment, name)[0]
        except (TemplateNotFound, RenderError, ValueError):
            return ""  # rendering says so, with the place

    def _place(self, error: BaseException) -> tuple[str, int]:
        """The template file and line in which an error arose: the innermost frame that is in a template."""
        found, line = "", 1
        traceback = error.__traceback__
        while traceback is not None:
            path = traceback.tb_frame.f_code.co_filename
            if self._files.holds(path):
                found, line = path, traceback.tb_lineno
            traceback = traceback.tb_next
        return (self._workspace.shown(Path(found)), line) if found else ("", line)


def _quotable(reason: str) -> str:
    """What an exception says, as a message can show it: templates give it words, of any length and for any terminal."""
    return printable(reason[:_QUOTED])


def _asking(own: Sequence[tuple[Path, str]], address: str) -> tuple[Path, int]:
    """The file and line with an address, or with the most of its start, since a template can put one together.

    The start of the first file when none has any of it.
    """
    for length in range(len(address), min(len(address), _LEAST_START) - 1, -1):
        start = address[:length]
        for file, text in own:
            for written in (start, str(escape(start))):
                if written in text:
                    return file, text[: text.index(written)].count("\n") + 1
    return own[0][0], 1


def css_text(text: str) -> Markup:
    """A text as a CSS string, safe inside a style element: every character that could end either is escaped.

    A space ends each escape; CSS takes it as part of the escape, and would take the text's own.
    """
    escaped = "".join(
        char if char.isalnum() or char in " .,·–-" else f"\\{ord(char):X} " for char in text.replace("\n", " ")
    )
    return Markup(f'"{escaped}"')


def css_counter(text: str) -> Markup:
    """A text with ``{page}`` and ``{pages}`` as the value of CSS ``content``: strings and page counters."""
    parts = re.split(r"\{(pages?)\}", text)
    pieces = [f"counter({part})" if index % 2 else css_text(part) for index, part in enumerate(parts) if part]
    return Markup(" ").join(Markup(piece) for piece in pieces)


def _phrases(language: Language) -> Callable[..., str]:
    def phrase(key: str, /, **values: object) -> str:
        return language(key, **values)

    return phrase
