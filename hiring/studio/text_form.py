"""Texts of a file as their page shows them: in place, or each source text beside the field of its translation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hiring.errors import FieldPath
from hiring.language import Language
from hiring.library import value_at
from hiring.model.text import PLACEHOLDER
from hiring.studio.drafts import Draft
from hiring.studio.entries import Given, Kind
from hiring.studio.findings import Findings, Said, is_wrong
from hiring.studio.frame import Frame, Named
from hiring.studio.opening_form import FieldPart
from hiring.studio.sheet import Bound, Branch, Entry, Grouped, Listed, bound, has_words
from hiring.studio.text_choices import TextChoices, label
from hiring.translations import Entry as State

_LINE_BREAK = re.compile(r"(?<!\n)[ \t]*\n[ \t]*(?!\n)")
STILL_RIGHT = "right."
"""Before the name of a field: the box that says that a translation still fits its source."""


@dataclass(frozen=True)
class SourcePart:
    """The source of a translation. ``status`` is missing, stale, unrecorded or empty for a fresh one.

    ``before`` is what a stale one was made from; ``kept`` are the placeholders that the translation must have, in braces.
    """

    text: str
    language: Named
    status: str
    before: str
    kept: tuple[str, ...]


@dataclass(frozen=True)
class ItemNode:
    """An item of a list. ``address`` is that of its own page, ``states`` how many of its texts are in which state."""

    name: str
    title: str
    nodes: "tuple[Node, ...]"
    is_first: bool
    is_last: bool
    address: str
    states: tuple[tuple[str, int], ...]
    is_wrong: bool


@dataclass(frozen=True)
class Node:
    """A part of the page: a field, with its source where it is a translation; fields under a heading; or a list.

    ``kind`` says which: field, group or list. ``is_folded`` is that nobody has filled in any of it.
    """

    kind: str
    name: str
    label: str
    field: FieldPart | None = None
    source: SourcePart | None = None
    nodes: "tuple[Node, ...]" = ()
    items: tuple[ItemNode, ...] = ()
    can_grow: bool = False
    is_folded: bool = False


@dataclass(frozen=True)
class SectionNode:
    """Parts under one heading, the phrase ``studio.section.<id>``."""

    id: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Tongue:
    """A language that the texts can be seen in, and how many are missing or stale in it, if that was counted."""

    language: Named
    address: str
    is_current: bool


@dataclass(frozen=True)
class Step:
    """A page around this one."""

    label: str
    address: str


@dataclass(frozen=True)
class TextForm:
    """The page. ``own`` is the language in which the file is written, ``translation`` the one beside it, if any."""

    frame: Frame
    seal: str
    kind: str
    title: str
    heading: str
    address: str
    draft: Draft
    own: Named
    translation: Named | None
    tongues: tuple[Tongue, ...]
    above: tuple[Step, ...]
    before: Step | None
    after: Step | None
    sections: tuple[SectionNode, ...]
    others: tuple[Said, ...]
    is_file_there: bool


@dataclass(frozen=True)
class Builder:
    """What the nodes of a page are made from.

    ``data`` is what the form's file says and ``source`` what the base file says; both are one where nothing is translated.
    ``states`` has the texts of the translation that are not right, by their path.
    """

    language: Language
    own: Named
    translation: Named | None
    data: Any
    source: Any
    given: Given
    found: Findings
    choices: TextChoices
    states: Mapping[FieldPath, State] = field(default_factory=dict)

    def nodes(self, branches: Sequence[Branch], address: str = "") -> tuple[Node, ...]:
        """The parts of a page. With an ``address``, the items of lists are only named and lead to pages below it."""
        return tuple(node for branch in branches if (node := self._node(branch, address)) is not None)

    def _node(self, branch: Branch, address: str) -> Node | None:
        if isinstance(branch, Bound):
            return self._text(branch) if self.translation is not None else self._field(branch)
        named = label(self.language, branch.names)
        if isinstance(branch, Grouped):
            nodes = self.nodes(branch.branches)
            is_folded = not branch.is_there and not any(node.field and node.field.said for node in nodes)
            return Node("group", branch.name, named, nodes=nodes, is_folded=is_folded) if nodes else None
        if self.translation is not None and not (has_words(branch.items) and branch.entries):
            return None
        items = tuple(self._items(branch, address))
        if self.translation is not None and not items:
            return None
        can_grow = branch.items.can_grow and self.translation is None
        return Node("list", branch.name, named, items=items, can_grow=can_grow)

    def _items(self, listed: Listed, address: str) -> Iterator[ItemNode]:
        last = len(listed.entries) - 1
        for index, entry in enumerate(listed.entries):
            nodes = () if address else self.nodes(entry.branches)
            if nodes or address:
                yield ItemNode(
                    name=entry.name,
                    title=entry.title,
                    nodes=nodes,
                    is_first=index == 0,
                    is_last=index == last,
                    address=address.replace("{item}", entry.key),
                    states=self._counted(entry),
                    is_wrong=any(each.field.name in self.found.by_field for each in bound(entry.branches)),
                )

    def _counted(self, entry: Entry) -> tuple[tuple[str, int], ...]:
        return counted(self.states.get(each.words) for each in bound(entry.branches) if each.leaf.is_words)

    def _field(self, each: Bound) -> Node:
        values = tuple(self.given.get(each.field.name, shown_in(each, self.data)))
        part = self._part(each, each.leaf.kind, values, self.choices.of(each.names, each.leaf, values))
        if each.leaf.is_words:
            part = replace(part, language=self.own)
        return Node("field", each.field.name, part.label, field=part)

    def _text(self, each: Bound) -> Node | None:
        text = next(iter(shown_in(each, self.source)), "")
        if not each.leaf.is_words or not text:
            return None
        values = tuple(self.given.get(each.field.name, _written(value_at(self.data, each.words))))
        state = self.states.get(each.words)
        status = state.status if state is not None else ""
        if not any(values):
            status = "missing"
        elif status == "missing":
            status = ""
        before = flowing(str(state.made_from)) if state is not None and status == "stale" else ""
        kept = tuple(dict.fromkeys(f"{{{name}}}" for name in PLACEHOLDER.findall(text)))
        part = replace(self._part(each, Kind.WORDS, values, ()), language=self.translation)
        return Node("field", each.field.name, part.label, part, SourcePart(text, self.own, status, before, kept))

    def _part(self, each: Bound, kind: Kind, values: tuple[str, ...], options: Any) -> FieldPart:
        said = self.found.by_field.get(each.field.name, ())
        return FieldPart(
            name=each.field.name,
            kind=kind.value,
            hint=False,
            values=values,
            options=options,
            said=said,
            is_shown=True,
            is_wrong=is_wrong(said),
            label=label(self.language, each.names),
        )


def counted(states: "Iterator[State | None]") -> tuple[tuple[str, int], ...]:
    """How many texts are missing and how many are stale; states that no text is in are left out."""
    found = [state.status for state in states if state is not None]
    return tuple((status, found.count(status)) for status in ("missing", "stale") if status in found)


def flowing(text: str) -> str:
    """A text without the line breaks that only its file has; paragraphs stay apart."""
    return _LINE_BREAK.sub(" ", text.strip())


def touched(sent: Given, said: Mapping[str, tuple[str, ...]]) -> Given:
    """The fields of a form that say something else than they were filled with, so that others keep their notation."""
    return {name: values for name, values in sent.items() if _plain(values) != _plain(said.get(name, ()) or ("",))}


def _plain(texts: Sequence[str]) -> list[str]:
    return [text.replace("\r\n", "\n").strip() for text in texts]


def said_by(branches: Sequence[Branch], data: Any, *, is_translation: bool) -> dict[str, tuple[str, ...]]:
    """What a file says, by the names of the fields of a form and as the form shows it."""
    found = bound(branches)
    if is_translation:
        return {each.field.name: _written(value_at(data, each.words)) for each in found if each.leaf.is_words}
    return {each.field.name: shown_in(each, data) for each in found}


def shown_in(each: Bound, data: Any) -> tuple[str, ...]:
    """What a file says in one place, as a form shows it."""
    texts = each.field.shown(data)
    return tuple(map(flowing, texts)) if each.leaf.is_words else texts


def _written(value: Any) -> tuple[str, ...]:
    return (flowing(str(value)),) if value else ()
