"""Validated content in a language, and everything that the documents of one hire are made from.

A workspace's ``role.yaml`` (or any other base file) replaces the shipped one together with its overlays; overlays alone join
the shipped base.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from os.path import lexists
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic_core import PydanticCustomError

from hiring.content import Base, Content
from hiring.errors import ContentError, FieldPath, Finding, Gatherer, Problem, UsageError
from hiring.language import Language, Phrase, fallbacks, fill, phrases_of
from hiring.model.employer import Employer
from hiring.model.interview import Advice, Interview, SharedInterview
from hiring.model.market import Market
from hiring.model.opening import Opening
from hiring.model.overlay import texts, translate
from hiring.model.role import Role
from hiring.model.text import PLACEHOLDER, Record, WordsSpec
from hiring.source import Document
from hiring.validation import kind_of
from hiring.workspace import OPENINGS, Workspace, shipped

M = TypeVar("M", bound=Record)
T = TypeVar("T")

SOURCE_LANGUAGE = "en"
"""The language whose phrases are complete by definition; what the program says about problems is worded in it."""


@dataclass(frozen=True)
class Vacancy:
    """Everything that the documents of one hire are made from, in one language.

    ``place_name`` says what any market is called, or one of its places: it takes their ids (None for the market as a whole)
    and raises ``ContentError`` for a market that the language lacks. ``folder`` is where the files that the employer names
    lie.
    """

    language: Language
    opening: Opening
    employer: Employer
    market: Market
    role: Role
    interview: Interview | None
    shared: SharedInterview
    advice: Advice
    is_sample: bool
    place_name: Callable[[str, str | None], str]
    folder: Path


def posting_title(opening: Opening, role: Role, market: Market) -> str:
    """The title as the market's adverts write it: the opening's own, else that of its role. All are in one language."""
    return fill(market.posting_title, {"title": opening.title or role.title})


class Library(Content):
    """The content of a workspace and what is shipped, in any of its languages."""

    def with_opening(self, opening_id: str, content: bytes) -> "Library":
        """The same content with one opening, as it would be if its file held this. Nothing else is read again."""
        path = self.workspace.root / OPENINGS / f"{opening_id}.yaml"
        other = Library(replace(self.workspace, drafts=((path, content),)))
        other.opening_ids = (opening_id,)
        # Which other files there are, looked up once and not for each draft.
        other.role_ids, other.market_ids, other.language_tags = self.role_ids, self.market_ids, self.language_tags
        other._memory = self._memory.but((OPENINGS,))
        return other

    def with_draft(self, path: Path, content: bytes) -> "Library":
        """The same content with one file of a role, an opening or the employer as it would be if it held this, or if it were
        there."""
        return self._with_anew(replace(self.workspace, drafts=((path, content),)), [path])

    def with_files_anew(self, paths: Collection[Path]) -> "Library":
        """The same content after files of roles, of openings or of the employer have changed on the disk."""
        return self._with_anew(self.workspace, paths)

    def _with_anew(self, workspace: Workspace, paths: Collection[Path]) -> "Library":
        """No other file is read again. What is made of those beside one is made again, and so are the openings."""
        other = Library(workspace)
        folders = {OPENINGS, *(path.parent.name for path in paths)}
        other._memory = self._memory.but(folders, lambda key: isinstance(key, Path) and key not in paths)
        return other

    # Content in a language.

    def language(self, tag: str) -> Language:
        """A language with its phrases. Raises ``ContentError`` for problems in them, ``UsageError`` for an unknown tag."""
        return self._memory.once("phrases", ("language", tag), lambda: self._load_language(tag))

    def role(self, role_id: str, tag: str) -> Role:
        """A role in a language."""
        return self.translated(self.role_base(role_id), tag)

    def interview(self, role_id: str, tag: str) -> Interview | None:
        """A role's interview in a language; None when the role has none."""
        base = self.interview_base(role_id)
        return self.translated(base, tag) if base else None

    def market(self, market_id: str, tag: str) -> Market:
        """A market in a language, with what it inherits."""
        base = self.market_base(market_id)
        return self.translated(base, tag)

    def shared(self, tag: str) -> SharedInterview:
        """What all interviews share, in a language."""
        return self.translated(self.shared_base("interview", SharedInterview), tag)

    def advice(self, tag: str) -> Advice:
        """Advice for candidates, in a language."""
        return self.translated(self.shared_base("advice", Advice), tag)

    def vacancy(self, opening_id: str, tag: str) -> Vacancy:
        """One of the workspace's openings in a language. Raises ``ContentError`` with every problem on the way."""
        gather = Gatherer()
        opening, employer = gather(partial(self.opening_base, opening_id)), gather(self.employer_base)
        if opening is None or employer is None:
            if opening is not None:
                gather(partial(self.role, opening.value.role, tag))
            gather.raise_problems()
        assert opening is not None
        assert employer is not None
        return self._assemble(opening, employer, tag, is_sample=False)

    def sample_vacancy(self, role_id: str, tag: str, market_id: str | None = None) -> Vacancy:
        """A role through the shipped sample opening and employer, in a market of choice."""
        opening, employer = self.sample_bases()
        changes: dict[str, object] = {"role": role_id, "languages": self.languages_of_role(role_id)}
        if market_id is not None and market_id != opening.value.market:
            # The sample's pay is in the money of its own market.
            changes |= {"market": market_id, "pay": None}
        adapted = replace(opening, value=opening.value.model_copy(update=changes))
        return self._assemble(adapted, employer, tag, is_sample=True)

    def opening(self, opening_id: str) -> Opening:
        """An opening in its own language."""
        return self.opening_base(opening_id).value

    def _assemble(self, opening: Base[Opening], employer: Base[Employer], tag: str, *, is_sample: bool) -> Vacancy:
        gather = Gatherer()
        language = gather(lambda: self.language(tag))
        own = gather(lambda: self.translated(opening, tag, opening.value.language or opening.value.languages[0]))
        hirer = gather(lambda: self.translated(employer, tag))
        market = gather(lambda: self.market(opening.value.market, tag))
        role = gather(lambda: self.role(opening.value.role, tag))
        interview = gather(lambda: self.interview(opening.value.role, tag))
        shared = gather(lambda: self.shared(tag))
        advice = gather(lambda: self.advice(tag))
        gather.raise_problems()
        assert language is not None
        assert own is not None
        assert hirer is not None
        assert market is not None
        assert role is not None
        assert shared is not None
        assert advice is not None
        fields = type(own.employer).model_fields
        changes = {name: value for name in fields if (value := getattr(own.employer, name)) is not None}
        hirer = hirer.model_copy(update=changes)
        place_name = partial(self._place_name, tag)
        folder = self.workspace.root
        return Vacancy(language, own, hirer, market, role, interview, shared, advice, is_sample, place_name, folder)

    def _place_name(self, tag: str, market_id: str, location: str | None) -> str:
        market = self.market(market_id, tag)
        return next((place.name for place in market.locations if place.id == location), market.name)

    def translated(self, base: Base[M], tag: str, language: str | None = None) -> M:
        own = language or cast(str, getattr(base.value, "language", None) or getattr(base.value, "languages", ("",))[0])
        folder, identity = base.path.parent.name, id(base.value)
        # What is remembered by its identity must live as long, or another object could get the same.
        self._memory.once(folder, ("kept", identity), lambda: base.value)
        key = ("translated", base.path, identity, tag)
        return self._memory.once(folder, key, lambda: self._translate(base, tag, own))

    def _translate(self, base: Base[M], tag: str, own: str) -> M:
        """The base's words in a language, from the overlays of the tag and of what it falls back to."""
        chain = fallbacks(tag)
        is_own = own in chain
        if is_own:
            chain = chain[: chain.index(own)]
        overlays = [self._overlay(base, path) for wanted in chain for path in self._overlay_paths(base, wanted)]
        if not overlays and is_own:
            return base.value
        inherited, problems = self._inherited_words(base, tag)
        words: Any = _nested(texts(base.value)) if is_own else _nested(inherited.items())
        if not overlays and len(inherited) < sum(1 for _ in texts(base.value)):
            raise ContentError([*problems, self._missing_overlay(base, tag)])
        for overlay in reversed(overlays):
            words = _laid_over(words, overlay.data)
        value, findings = translate(base.value, words)
        # A market that says everything itself does not need its parent's words.
        borrows = any(not any(overlay.has(path) for overlay in overlays) for path in inherited)
        found = [self._placed(finding, overlays, base, tag) for finding in findings] + (problems if borrows else [])
        if found:
            raise ContentError(found)
        return value

    def _overlay(self, base: Base[Any], path: Path) -> Document:
        """The words in one file. What the workspace's market says differently, shipped words do not translate."""
        document = self.read(path)
        is_shipped = path.is_relative_to(shipped("markets"))
        if not isinstance(base.value, Market) or not is_shipped or base.path.is_relative_to(shipped("markets")):
            return document
        without_workspace = Library(Workspace(shipped("markets")))
        market_id = base.value.id
        before = (
            dict(texts(without_workspace.market_base(market_id).value))
            if market_id in without_workspace.market_ids
            else {}
        )
        same = (place for place, text in texts(base.value) if before.get(place) == text)
        return replace(
            document, data=_nested((place, text) for place in same if (text := value_at(document.data, place)))
        )

    def _placed(self, finding: Finding, overlays: Sequence[Document], base: Base[Any], tag: str) -> Problem:
        """The finding in the nearest overlay that has its path, else where the most of the path is found.

        What shipped words lack for a market of the workspace belongs into a file of the workspace.
        """
        document = max(overlays, key=lambda overlay: len(overlay.locate(finding.path)[1]))
        folder = base.overlay_folders[0]
        if folder.is_relative_to(self.workspace.root) and all("(shipped)" in overlay.file for overlay in overlays):
            file = self.workspace.shown(folder / f"{base.path.stem}.{tag}.yaml")
            return replace(document.problem(finding), file=file, line=1, column=1)
        return document.problem(finding)

    def _inherited_words(self, base: Base[Any], tag: str) -> tuple[dict[FieldPath, str], list[Problem]]:
        """The words that a market has from its parent, in a language, and what is wrong with the parent's.

        A text that the market says differently is not among them: the parent's translation would say something else.
        Where the parent's words have problems its source texts stand in, so that the market is not blamed for them.
        """
        if not isinstance(base.value, Market) or base.value.parent is None:
            return {}, []
        parent = self.market_base(base.value.parent)
        source = dict(texts(parent.value))
        problems: list[Problem] = []
        try:
            translated = dict(texts(self.translated(parent, tag)))
        except ContentError as error:
            translated, problems = source, list(error.problems)
        same = {path for path, text in texts(base.value) if source.get(path) == text}
        return {path: text for path, text in translated.items() if path in same}, problems

    def _missing_overlay(self, base: Base[Any], tag: str) -> Problem:
        missing = self.workspace.shown(base.path.with_name(f"{base.path.stem}.{tag}.yaml"))
        values = {"language": tag, "source": self.workspace.shown(base.path)}
        return Problem("overlay.missing_file", missing, values=values, fix="overlay.missing_file")

    def _overlay_paths(self, base: Base[Any], tag: str) -> list[Path]:
        """The overlay files of one tag, the nearest first."""
        paths = [folder / f"{base.path.stem}.{tag}.yaml" for folder in base.overlay_folders]
        found = [path for path in paths if self.workspace.has(path)]
        # A workspace's market adds to the shipped one of the same id, and so do its words.
        return found if isinstance(base.value, Market) else found[:1]

    def _load_language(self, tag: str) -> Language:
        phrases: dict[str, Phrase] = {}
        nearest: Document | None = None
        gather = Gatherer()
        for wanted in reversed(fallbacks(tag)):
            for layer in reversed(self.layers("templates")):
                path = layer / "phrases" / f"{wanted}.yaml"
                if lexists(path):
                    document = gather(partial(self.workspace.read, path))
                    own = gather(partial(self._phrases_in, document, tag, phrases)) if document else None
                    phrases.update(own or {})
                    nearest = document or nearest
        gather.raise_problems()
        if nearest is None:
            known = ", ".join(self.language_tags)
            raise UsageError("unknown_language", id=tag, known=known)
        if tag != SOURCE_LANGUAGE:
            missing = [key for key in self.language(SOURCE_LANGUAGE).phrases if key not in phrases]
            findings = [Finding("phrases.missing", (key,), {"phrase": key}, "phrases.missing") for key in missing]
            if findings:
                raise ContentError(map(nearest.problem, findings))
        return Language(tag, phrases)

    def _phrases_in(self, document: Document, tag: str, below: Mapping[str, Phrase]) -> Mapping[str, Phrase]:
        """The phrases of a file, whose placeholders must be those of the English phrase (or the shipped one below)."""
        if not isinstance(document.data, dict):
            values = {"found": kind_of(document.data)}
            raise ContentError([document.problem(Finding("schema.not_mapping", (), values, "schema.not_mapping_top"))])
        phrases = phrases_of(document)
        models = below if tag == SOURCE_LANGUAGE else self.language(SOURCE_LANGUAGE).phrases
        findings = [
            finding
            for key, phrase in phrases.items()
            for path, text in _forms(key, phrase)
            for finding in _phrase_findings(path, text, models.get(key), is_translation=tag != SOURCE_LANGUAGE)
        ]
        if findings:
            raise ContentError(map(document.problem, findings))
        return phrases


def _forms(key: str, phrase: Phrase) -> list[tuple[FieldPath, str]]:
    """The texts of a phrase, each with its path."""
    return [((key,), phrase)] if isinstance(phrase, str) else [((key, form), text) for form, text in phrase.items()]


def _phrase_findings(path: FieldPath, text: str, model: Phrase | None, *, is_translation: bool) -> list[Finding]:
    known = {name for _, form in _forms("", model) for name in PLACEHOLDER.findall(form)} if model is not None else None
    found = set(PLACEHOLDER.findall(text))
    try:
        WordsSpec(tuple(found if known is None else sorted(known)), paragraphs=True)(text)
    except PydanticCustomError as error:
        return [
            Finding(error.type, path, {name: str(value) for name, value in (error.context or {}).items()}, error.type)
        ]
    # A plural form may leave out the number: “one minute”.
    may_leave_out = len(path) > 1 and path[-1] != "other"
    if is_translation and known is not None and found != known and not may_leave_out:
        values = {"expected": _braced(known), "found": _braced(found)}
        return [Finding("overlay.placeholders", path, values, "overlay.placeholders")]
    return []


def _braced(names: Iterable[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names)) or "–"


def _laid_over(below: Any, above: Any) -> Any:
    """Mappings merged key by key; anything else replaces."""
    if isinstance(below, dict) and isinstance(above, dict):
        return below | {key: _laid_over(below.get(key), value) for key, value in above.items()}
    return above


def value_at(data: Any, path: FieldPath) -> Any:
    """What stands at a path of a translation's data; None when there is nothing."""
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data


def _nested(entries: Iterable[tuple[tuple[Any, ...], str]]) -> dict[str, Any]:
    """Texts by path as nested mappings: the overlay that changes nothing."""
    nested: dict[str, Any] = {}
    for path, text in entries:
        inner = nested
        for part in path[:-1]:
            inner = inner.setdefault(str(part), {})
        inner[str(path[-1])] = text
    return nested
