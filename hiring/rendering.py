"""A view and a language -> HTML, through the Jinja templates of the workspace and of the program.

Templates are not trusted: they run in a sandbox in which only the declared fields of views, the builtins that Jinja allows
and the phrases can be reached. No pydantic object ever gets here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from hiring.errors import RenderError
from hiring.language import Language
from hiring.logo import data_address
from hiring.workspace import Workspace, shipped

_TEMPLATE_FAULTS = (
    TemplateError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RuntimeError,  # a template that extends, includes or calls itself: RecursionError
)
"""What the expressions of a template can raise. Templates are content, so each is a problem of the template."""


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which a dataclass shows its fields and nothing else."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if is_dataclass(obj):
            return attr in {field.name for field in fields(obj)}
        return super().is_safe_attribute(obj, attr, value)


class Renderer:
    """Renders the templates of one workspace. Compiled templates are kept; one instance serves one process."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._folders = workspace.layers("templates")
        self._sources: dict[str, tuple[tuple[str, str], ...]] = {}

    @cached_property
    def _environment(self) -> _Environment:
        # A workspace's template that overrides a shipped one extends it as "shipped/documents/posting.html.j2".
        own = FileSystemLoader([str(folder) for folder in self._folders], encoding="utf-8")
        loader = ChoiceLoader([PrefixLoader({"shipped": FileSystemLoader(str(shipped("templates")))}), own])
        return _Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=["jinja2.ext.loopcontrols"],
        )

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
        Raises ``RenderError``, which names the template's file and line, or the logo that cannot be read.
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
        try:
            return self._environment.get_template(template).render(values)
        except TemplateSyntaxError as error:
            file = self._workspace.shown(Path(error.filename)) if error.filename else str(error.name)
            raise RenderError("template", file=file, line=str(error.lineno), reason=error.message or "") from None
        except _TEMPLATE_FAULTS as error:
            file, line = self._place(error)
            if isinstance(error, TemplateNotFound) and not file:
                raise RenderError("template_missing", name=str(error.name)) from None
            reason = f"{type(error).__name__}: {error}"
            file = file or f"templates/{template}"  # it could not even be read
            raise RenderError("template", file=file, line=str(line), reason=reason) from None

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

    def _references(self, source: str) -> list[str]:
        try:
            parsed = self._environment.parse(source)
        except (TemplateSyntaxError, RecursionError):
            return []  # rendering says so, with the place
        return [name for name in find_referenced_templates(parsed) if name is not None]

    def _source(self, name: str) -> str:
        try:
            assert self._environment.loader is not None
            return self._environment.loader.get_source(self._environment, name)[0]
        except (TemplateNotFound, UnicodeDecodeError):
            return ""  # rendering says so, with the place

    def _place(self, error: BaseException) -> tuple[str, int]:
        """The template file and line in which an error arose: the innermost frame that is in a template."""
        found, line = "", 0
        traceback = error.__traceback__
        while traceback is not None:
            path = traceback.tb_frame.f_code.co_filename
            if path.endswith((".j2", ".css")):
                found, line = path, traceback.tb_lineno
            traceback = traceback.tb_next
        return (self._workspace.shown(Path(found)), line) if found else ("", 0)


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
