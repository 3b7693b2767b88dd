"""What can go wrong, as data: problems in content, and the exceptions that carry them.

Nothing here is worded or printed. A problem names a rule and its values; ``language.py`` turns it into a sentence of the
phrases file, and ``cli/`` alone prints it and chooses the exit code.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, TypeVar

T = TypeVar("T")

#: One step into YAML content: the key of a mapping or the index of a list.
PathPart = str | int
FieldPath = tuple[PathPart, ...]


def shown_path(path: FieldPath) -> str:
    """A path as people read it, items counted from 1: ``responsibilities[2].text``."""
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part + 1}]"
        else:
            shown += f".{part}" if shown else part
    return shown


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place of one file.

    ``rule`` and ``fix`` are the ids of phrases (``problem.<rule>`` and ``fix.<fix>``); ``values`` fills the placeholders
    of both. ``basis``, if any, is the id of a phrase that says what the rule rests on (``problem.<basis>``): it takes the
    same values, and as ``{said}`` what the rule's phrase says. ``line`` and ``column`` count from 1, columns in characters.
    ``file`` is relative to the workspace, with forward slashes. ``path`` leads to the field, empty for the file as a whole.
    """

    rule: str
    file: str
    line: int = 1
    column: int = 1
    path: FieldPath = ()
    values: Mapping[str, str] = field(default_factory=dict)
    fix: str = ""
    basis: str = ""

    @property
    def field_path(self) -> str:
        """The path as people read it: ``responsibilities[2].text``; empty for the file as a whole."""
        return shown_path(self.path)

    @property
    def order(self) -> tuple[str, int, int, str, str, tuple[tuple[str, str], ...]]:
        """What problems are sorted by: file, place, path, rule and values, so that a listing never changes order."""
        return (
            self.file,
            self.line,
            self.column,
            self.field_path,
            self.rule,
            tuple(sorted(self.values.items())),
        )


@dataclass(frozen=True)
class Finding:
    """A problem that is not placed yet: what a check of the data says, before a file gives it line and column.

    ``at_key`` asks for the place of the key instead of its value, ``offset`` for that of a character inside the text: the
    one with so many others before it, white space not counted.
    """

    rule: str
    path: FieldPath
    values: Mapping[str, str] = field(default_factory=dict)
    fix: str = ""
    at_key: bool = False
    offset: int | None = None
    basis: str = ""


def unknown_id(kind: str, given: str, path: FieldPath, known: Collection[str]) -> Finding:
    """The finding for an id that nothing has; ``kind`` names a phrase (``kind.<kind>``)."""
    from difflib import get_close_matches  # --help reads this module, and should not wait for what words findings

    close = get_close_matches(given, sorted(known), 1)
    if close:
        return Finding(f"id.unknown_{kind}", path, {"id": given, "suggestion": close[0]}, "did_you_mean")
    values = {"id": given, "known": ", ".join(sorted(known)) or "–"}
    return Finding(f"id.unknown_{kind}", path, values, "id.known" if known else "id.none_known")


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in reading order, each once."""
    unique = {problem.order: problem for problem in problems}
    return tuple(unique[key] for key in sorted(unique))


class HiringError(Exception):
    """Every failure that this program foresees. Carries data; ``cli/ending.py`` words it."""


class ContentError(HiringError):
    """The content has problems, so what was asked for cannot be made."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sort_problems(problems)
        super().__init__(", ".join(f"{p.file}:{p.line}:{p.column} {p.rule}" for p in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        """A process can raise it in another."""
        return type(self), (self.problems,)


@dataclass(frozen=True)
class Failure:
    """A failure that is not in a file's content, as a phrase id (``error.<rule>``) and its values."""

    rule: str
    values: Mapping[str, str] = field(default_factory=dict)


class FailureError(HiringError):
    """A foreseen failure outside the content. The subclasses say whose move it is."""

    def __init__(self, rule: str, **values: str) -> None:
        self.failure = Failure(rule, values)
        super().__init__(f"{rule} {values}")


class UsageError(FailureError):
    """The command line asks for something that is not there or cannot be combined."""


class MissingToolError(FailureError):
    """Something that was asked for needs a library or program that this machine lacks."""


class StorageError(FailureError):
    """A file or folder could not be read or written."""


class EditError(FailureError):
    """A change of a file that cannot be made."""


class RenderError(FailureError):
    """A document could not be rendered; the values name template, line and reason."""


def raised_at(error: BaseException) -> str:
    """The file and line in which an exception arose, as in ``tables.py:12``."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return f"{PurePath(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last is not None else "?"


class Gatherer:
    """Runs loaders and keeps their problems, so that all of them are reported and not only the first."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def __call__(self, load: Callable[[], T]) -> T | None:
        try:
            return load()
        except ContentError as error:
            self.problems.extend(error.problems)
            return None

    def raise_problems(self) -> None:
        """Raise ``ContentError`` if there were any."""
        if self.problems:
            raise ContentError(self.problems)
