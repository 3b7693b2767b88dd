"""Files of the workspace that documents take their look from: where one lies, how large it may be, and what is wrong with it.

They come from outside the program, so that each is found inside the workspace and bounded before its content is looked at.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from hiring.errors import FieldPath, Finding, RenderError


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file: a rule, which is also the id of its mending, and its values beside the path."""

    rule: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FileKind:
    """A kind of file that an employer names.

    ``name`` is the family of its rules, ``example`` a path as people write it, ``fault`` what is wrong with its content.
    """

    name: str
    example: str
    max_bytes: int
    fault: Callable[[bytes], Fault | None]


def content_of(path: str) -> bytes:
    """The bytes of a file that was sound when it was checked. Raises ``RenderError`` when it cannot be read any more."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise RenderError("cannot_read", path=path, reason=error.strerror or type(error).__name__) from None


def file_findings(root: Path, path: FieldPath, given: str, kind: FileKind) -> Iterator[Finding]:
    """What is wrong with the file that the field at ``path`` of an employer in the workspace ``root`` names."""
    try:
        fault = _fault(root, given, kind)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield Finding("file.unreadable", path, {"reason": reason}, "file.unreadable")
        return
    if fault is not None:
        yield Finding(fault.rule, path, {"path": given, **fault.values}, fault.rule)


def _fault(root: Path, given: str, kind: FileKind) -> Fault | None:
    outside = Fault("brand_file.outside", {"example": kind.example})
    written = PureWindowsPath(given)  # which takes both kinds of slash
    if written.drive or written.root or ".." in written.parts:
        return outside
    try:
        file = (root / given).resolve()
    except RuntimeError:  # links in a circle, before Python 3.13
        return Fault("brand_file.missing")
    if not file.is_relative_to(root.resolve()):
        return outside
    if not file.is_file():
        return Fault("brand_file.missing")
    if file.stat().st_size > kind.max_bytes:
        return Fault(f"{kind.name}.too_large", {"megabytes": str(kind.max_bytes // 1_000_000)})
    return kind.fault(file.read_bytes())
