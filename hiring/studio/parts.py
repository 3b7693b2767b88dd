"""What a file may hold, as the parts of a form: derived from the model, so that a new field needs a phrase and no code."""

import types
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import AfterValidator

from hiring.model.costs import CostLine
from hiring.model.money import Figure, Source
from hiring.model.role import SearchTerm
from hiring.model.text import Record, WordsSpec
from hiring.studio.entries import Kind


@dataclass(frozen=True)
class Leaf:
    """One value. ``choices`` are those of an enumeration; ``refers`` says whose ids or tags it takes, by the field's name.

    ``placeholders`` may stand in it; it ``is_words`` when it is translated.
    """

    kind: Kind
    choices: tuple[str, ...] = ()
    refers: str = ""
    placeholders: tuple[str, ...] = ()
    is_words: bool = False
    is_required: bool = False


@dataclass(frozen=True)
class Group:
    """The fields of a record, by the names that they have in YAML."""

    parts: "Mapping[str, Part]"


@dataclass(frozen=True)
class Items:
    """A list of records. ``main`` is the field that says in words what an item is; ``is_named`` is that items have ids.

    ``can_grow`` is that a form can say all that an item needs.
    """

    parts: "Mapping[str, Part]"
    main: str
    is_named: bool
    can_grow: bool


Part = Leaf | Group | Items

_MAIN: Final = ("prompt", "question", "term", "code", "title", "name", "label", "text")
"""What says in words what an item is, the best first."""
_REFERRING: Final = frozenset(("competencies", "shared_questions", "language"))
"""Fields that hold ids of other items, or tags of languages."""
_NEVER: Final = frozenset(("id", "sources"))
"""Fields that nobody fills in: ids are made from words, and where a fact is from is kept as it is."""
_LEFT_OUT: Final[Mapping[type[Record], frozenset[str]]] = {
    CostLine: frozenset(CostLine.model_fields) - {"label", "note"},
    Figure: frozenset(Figure.model_fields) - {"label", "note"},
    SearchTerm: frozenset(("source",)),
    Source: frozenset(("kind", "market", "language")),
}
"""Numbers and what they rest on: they are changed in the file, beside their source."""


@cache
def parts_of(model: type[Record]) -> Mapping[str, Part]:
    """The parts of a form for a model, by the names of the fields in YAML and in their order."""
    left_out = _LEFT_OUT.get(model, frozenset())
    found: dict[str, Part] = {}
    for name, info in model.model_fields.items():
        written = info.alias or name
        annotation: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        part = (
            None if name in left_out or _is_kept(name, annotation) else _part(written, annotation, info.is_required())
        )
        if part is not None:
            found[written] = part
    return found


def _is_kept(name: str, annotation: Any) -> bool:
    """Whether a field stays as it is: ids, and lists of the ids of sources."""
    return name in _NEVER and not any(_record(inner) for inner in get_args(annotation))


def _part(name: str, annotation: Any, is_required: bool) -> Part | None:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        spec = next((m.func for m in metadata if isinstance(m, AfterValidator) and isinstance(m.func, WordsSpec)), None)
        if spec is not None:
            return Leaf(Kind.WORDS, placeholders=spec.placeholders, is_words=True, is_required=is_required)
        return _part(name, inner, is_required)
    if origin in (Union, types.UnionType):
        given = [inner for inner in get_args(annotation) if inner is not type(None)]
        return _part(name, given[0], is_required) if len(given) == 1 else None
    if origin is tuple:
        return _many(name, get_args(annotation)[0], is_required)
    model = _record(annotation)
    if model is not None:
        return Group(parts_of(model))
    return _value(name, annotation, is_required)


def _many(name: str, inner: Any, is_required: bool) -> Part | None:
    model = _record(inner)
    if model is not None:
        parts = parts_of(model)
        main = next((each for each in _MAIN if each in parts), None)
        if main is None:
            return None
        can_grow = model not in (CostLine, Figure)
        return Items({main: parts[main], **parts}, main, "id" in model.model_fields, can_grow)
    if name in _REFERRING:
        return Leaf(Kind.CHOICES, refers=name, is_required=is_required)
    choices = _choices(inner)
    return Leaf(Kind.CHOICES if choices else Kind.NAMES, choices, is_required=is_required)


def _value(name: str, annotation: Any, is_required: bool) -> Leaf | None:
    if name in _REFERRING:
        return Leaf(Kind.CHOICE, refers=name, is_required=is_required)
    choices = _choices(annotation)
    if choices:
        return Leaf(Kind.CHOICE, choices, is_required=is_required)
    kind = _KINDS.get(annotation)
    return Leaf(kind, is_required=is_required) if kind is not None else None


_KINDS: Final[Mapping[Any, Kind]] = {str: Kind.LINE, bool: Kind.FLAG, int: Kind.NUMBER, Decimal: Kind.NUMBER}


def _choices(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(map(str, get_args(annotation)))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(str(each.value) for each in annotation)
    return ()


def _record(annotation: Any) -> type[Record] | None:
    return annotation if isinstance(annotation, type) and issubclass(annotation, Record) else None
