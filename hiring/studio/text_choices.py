"""What may be chosen in the forms of texts, and what their fields are called."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from hiring.errors import ContentError
from hiring.language import Language
from hiring.library import Library
from hiring.studio.naming import gone, words_of
from hiring.studio.opening_choices import Option
from hiring.studio.parts import Leaf

_OPTIONS: Final[Mapping[str, str]] = {
    "audience": "audience",
    "conditions.kind": "description.condition",
    "credential": "studio.credential",
    "match": "description.match",
    "preferred.kind": "studio.qualification",
    "questions.kind": "kit.kind",
    "required.kind": "studio.qualification",
    "skills.kind": "description.skill",
    "sourcing.kind": "brief.channel",
    "system": "description.system",
    "variants.kind": "description.variant",
}
"""The phrases of the options of a field, by the end of its path."""


def suffixes(names: Sequence[str]) -> Iterator[str]:
    """The ends of a path of fields, the longest first: what names a field most exactly."""
    return (".".join(names[start:]) for start in range(len(names)))


def label(language: Language, names: Sequence[str]) -> str:
    """What a field is called: the phrase of the longest end of its path that has one."""
    return language(next(key for end in suffixes(names) if language.has(key := f"studio.text.{end}")))


class TextChoices:
    """The options of the fields of one file. ``data`` is what its interview says, whose competencies may be named."""

    def __init__(self, library: Library, language: Language, interview: Any) -> None:
        self._library, self._language, self._interview = library, language, interview

    def of(self, names: Sequence[str], leaf: Leaf, chosen: Sequence[str]) -> tuple[Option, ...]:
        """The options of a field; what is chosen already is among them, even if nothing knows it."""
        prefix = next((_OPTIONS[end] for end in suffixes(names) if end in _OPTIONS), "")
        options = [Option(value, self._language(f"{prefix}.{value}")) for value in leaf.choices]
        if leaf.refers:
            options = list(self._referred(leaf.refers))
        known = {option.value for option in options}
        return (
            *options,
            *(Option(value, self._named(leaf, value)) for value in chosen if value and value not in known),
        )

    def _named(self, leaf: Leaf, value: str) -> str:
        return self._language.name_of(value) if leaf.refers == "language" else gone(value, self._language)

    def _referred(self, refers: str) -> Iterator[Option]:
        if refers == "language":
            yield from (Option(tag, self._language.name_of(tag)) for tag in self._library.language_tags)
            return
        try:
            shared = self._library.shared(self._language.tag)
        except ContentError:
            shared = None  # its own file says what is wrong with it
        if refers == "shared_questions":
            yield from (Option(each.id, each.prompt) for each in (shared.questions if shared is not None else ()))
            return
        own = self._interview.get("competencies") if isinstance(self._interview, dict) else None
        items = [item for item in own if isinstance(item, dict)] if isinstance(own, list) else []
        yield from (
            Option(str(item.get("id")), str(item.get("name") or words_of(str(item.get("id"))))) for item in items
        )
        yield from (Option(each.id, each.name) for each in (shared.competencies if shared is not None else ()))
