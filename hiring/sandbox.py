"""The sandbox in which templates run: what of each kind of value they may read or call. All else does not exist for them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from traceback import walk_tb
from types import CodeType, TracebackType
from typing import Any, Final

from jinja2 import BaseLoader, StrictUndefined, TemplateSyntaxError
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.meta import find_referenced_templates
from jinja2.nodes import Node, Output, Stmt, Template
from jinja2.parser import Parser
from jinja2.runtime import BlockReference, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Namespace

from hiring.whereabouts import Whereabouts

_TEXT: Final = """
capitalize count endswith find index isalnum isalpha isdecimal isdigit islower isnumeric isspace istitle isupper join lower
lstrip partition removeprefix removesuffix replace rfind rindex rpartition rsplit rstrip split splitlines startswith strip
swapcase title upper
"""
_ADMITTED: Final[tuple[tuple[type, frozenset[str]], ...]] = tuple(
    (kind, frozenset(names.split()))
    for kind, names in (
        (str, _TEXT),
        (tuple, "count index"),
        (list, "count index"),
        (dict, "get items keys values"),
        (Cycler, "current next reset"),
        (BlockReference, "super"),
        (
            LoopContext,
            "changed cycle depth depth0 first index index0 last length nextitem previtem revindex revindex0",
        ),
    )
)
"""What templates may read or call of values, beside the fields of views. None of it changes what is there, or formats by a
pattern: such a one could reach into a value or ask for any width."""
_NAMED_BY_TEMPLATES: Final = (Namespace, TemplateModule)
"""Values whose names a template gave."""
_BY_CHANCE: Final = {"filters": ("random",), "globals": ("lipsum",)}
"""What gives something else each time, where the same inputs are to give the same bytes."""
_LINES: Final = re.compile(r"^debug_info = '([0-9=&]*)'$", re.MULTILINE)


@cache
def _readable_of(kind: type) -> frozenset[str]:
    """What templates may read or call of values of a kind; of a dataclass its fields. Each step of a template asks for it."""
    if is_dataclass(kind):
        return frozenset(field.name for field in fields(kind))
    return frozenset().union(*(names for admitted, names in _ADMITTED if issubclass(kind, admitted)))


class TooDeepError(TemplateSyntaxError):
    """A template is nested more deeply than it can be compiled."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which a dataclass shows its fields and other values what is admitted of them.

    With ``whereabouts`` each line is noted there when it is come to, under what ``shown`` makes of the template's path.
    """

    def __init__(
        self, loader: BaseLoader, whereabouts: Whereabouts | None = None, shown: Callable[[Path], str] = str
    ) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=["jinja2.ext.loopcontrols"],
        )
        for names, left_out in ((self.filters, _BY_CHANCE["filters"]), (self.globals, _BY_CHANCE["globals"])):
            for name in left_out:
                del names[name]
        self._whereabouts, self._shown = whereabouts, shown
        if whereabouts is not None:
            self.place = whereabouts.place
            self.code_generator_class = _Noting

    def come_to(self, filename: str | None, line: int) -> int:
        """Note a line of a template; gives the place that stands for it."""
        if self._whereabouts is None or filename is None:
            return 0
        self.place[0] = place = self._whereabouts.at(self._shown(Path(filename)), line)
        return place

    def leave(self) -> None:
        """Note that no template is at work any more."""
        if self._whereabouts is not None:
            self.place[0] = 0

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute."""
        if isinstance(obj, _NAMED_BY_TEMPLATES):
            return not attr.startswith("_")
        # Of a dataclass itself templates see what they see of its instances.
        kind: type = obj if isinstance(obj, type) and is_dataclass(obj) else type(obj)
        return attr in _readable_of(kind)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """None: Jinja would admit ``str.format`` in a form of its own, whatever ``is_safe_attribute`` says."""
        return None

    def referenced(self, source: str) -> Iterator[str]:
        """The names of the templates that a template extends, includes or imports. Raises ``TemplateSyntaxError``."""
        parsed = self.parse(source)
        try:
            yield from (name for name in find_referenced_templates(parsed) if name is not None)
        except RecursionError as error:
            raise TooDeepError("", _line_of_node(error.__traceback__)) from None

    # Jinja's hooks. What is nested too deeply fails in each of them, in its own way.

    def _parse(self, source: str, name: str | None, filename: str | None) -> Template:
        self.come_to(filename, 1)
        parser = Parser(self, source, name, filename)
        try:
            return parser.parse()
        except RecursionError:
            raise TooDeepError("", parser.stream.current.lineno, name, filename) from None

    def _generate(self, source: Template, name: str | None, filename: str | None, defer_init: bool = False) -> str:
        try:
            return super()._generate(source, name, filename, defer_init)
        except RecursionError as error:
            raise TooDeepError("", _line_of_node(error.__traceback__), name, filename) from None

    def _compile(self, source: str, filename: str) -> CodeType:
        try:
            return super()._compile(source, filename)
        except (SyntaxError, RecursionError, MemoryError) as error:  # as Python says that it is nested too deeply
            made = getattr(error, "lineno", None) or _longest_line(source)
            raise TooDeepError("", _line_of_code(source, made), filename=filename) from None


class _Noting(CodeGenerator):
    """Makes code that notes each line before it does what stands there. Jinja may do it at once: that is noted too."""

    environment: Sandbox

    def visit(self, node: Node, *args: Any, **kwargs: Any) -> Any:
        """Make the code of a part of a template."""
        if isinstance(node, Stmt) and not isinstance(node, Output):
            self._note(node)
        return super().visit(node, *args, **kwargs)

    def visit_Output(self, node: Output, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        """Line by line, where Jinja takes all that is not divided by blocks as one."""
        for line, parts in groupby(node.nodes, attrgetter("lineno")):
            output = Output(list(parts), lineno=line, environment=self.environment)
            self._note(output)
            super().visit_Output(output, frame)

    def _note(self, node: Node) -> None:
        self.writeline(f"environment.place[0] = {self.environment.come_to(self.filename, node.lineno)}", node)


def _line_of_node(trace: TracebackType | None) -> int:
    """The line of the innermost part of a template that was being looked at."""
    # Jinja's visitors call it node; its own methods, self.
    seen = (frame.f_locals.get(name) for frame, _ in walk_tb(trace) for name in ("node", "self"))
    lines = [node.lineno for node in seen if isinstance(node, Node)]
    return lines[-1] if lines else 1


def _longest_line(code: str) -> int:
    """The line that is nested most deeply, in itself or in those before it, where Python does not say."""
    lines = code.splitlines()
    return 1 + max(range(len(lines)), key=lambda index: len(lines[index]), default=0)


def _line_of_code(code: str, line: int) -> int:
    """The line of a template that a line of the Python code made from it stands for."""
    found = _LINES.search(code)
    pairs = [pair.split("=") for pair in found[1].split("&")] if found and found[1] else []
    return max((int(given) for given, made in pairs if int(made) <= line), default=1)
