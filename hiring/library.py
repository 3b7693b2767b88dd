"""Folders -> validated content in a language: roles, interviews, markets, employer, openings.

Files are read when they are asked for and once only; a file with problems raises the same ``ContentError`` each time, so
that a run can report the problems of all files together. Which file counts: a workspace's ``role.yaml`` (or any other
base file) replaces the shipped one together with its overlays; overlays alone join the shipped base.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from hiring.errors import ContentError, Finding, Problem, UsageError
from hiring.interviewing import plan_findings
from hiring.language import Language, Phrase, fallbacks, locale_of, phrases_of
from hiring.meaning import (
    general_findings,
    interview_findings,
    market_findings,
    opening_findings,
    role_findings,
    shared_interview_findings,
    source_findings,
)
from hiring.model.employer import Employer
from hiring.model.interview import Advice, Interview, SharedInterview
from hiring.model.market import Market
from hiring.model.opening import Opening
from hiring.model.overlay import texts, translate
from hiring.model.role import Role
from hiring.model.text import Record
from hiring.source import Document
from hiring.validation import validate
from hiring.workspace import Workspace

M = TypeVar("M", bound=Record)
T = TypeVar("T")

SOURCE_LANGUAGE = "en"
"""The language whose phrases are complete by definition; what the program says about problems is worded in it."""
SHARED = "_shared"
SAMPLE = "sample"


@dataclass(frozen=True)
class Base(Generic[M]):
    """A base file, validated, and the folders in which its overlays stand."""

    value: M
    document: Document
    path: Path
    overlay_folders: tuple[Path, ...]


@dataclass(frozen=True)
class Vacancy:
    """Everything that the documents of one hire are made from, in one language."""

    language: Language
    opening: Opening
    employer: Employer
    market: Market
    role: Role
    interview: Interview | None
    shared: SharedInterview
    advice: Advice
    is_sample: bool


class Library:
    """The content of a workspace and what is shipped, read on demand."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._memory: dict[object, object] = {}

    # What there is, by file name; nothing is read.

    @cached_property
    def role_ids(self) -> tuple[str, ...]:
        """The ids of all roles: folders with a ``role.yaml``."""
        found = {
            folder.name
            for layer in self.workspace.layers("roles")
            for folder in folders_in(layer)
            if (folder / "role.yaml").is_file() and not folder.name.startswith("_")
        }
        return tuple(sorted(found))

    @cached_property
    def market_ids(self) -> tuple[str, ...]:
        """The ids of all markets."""
        return tuple(sorted({path.stem for layer in self.workspace.layers("markets") for path in _base_files(layer)}))

    @cached_property
    def opening_ids(self) -> tuple[str, ...]:
        """The ids of the workspace's openings."""
        return tuple(path.stem for path in _base_files(self.workspace.root / "openings"))

    @cached_property
    def language_tags(self) -> tuple[str, ...]:
        """The languages that have a file of phrases."""
        layers = self.workspace.layers("templates")
        return tuple(sorted({path.stem for layer in layers for path in _base_files(layer / "phrases")}))

    def languages_of_role(self, role_id: str) -> tuple[str, ...]:
        """The languages that a role can be written in, by its files: its own first, then the others by tag."""
        base = self.role_base(role_id)
        own = base.value.language
        others = [
            tag
            for tag in self.language_tags
            if tag != own and any((folder / f"role.{tag}.yaml").is_file() for folder in base.overlay_folders)
        ]
        return (own, *others)

    # Content in a language.

    def language(self, tag: str) -> Language:
        """A language with its phrases. Raises ``ContentError`` for problems in them, ``UsageError`` for an unknown tag."""
        return self._once(("language", tag), lambda: self._load_language(tag))

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
        opening = self.opening_base(opening_id)
        return self._assemble(opening, self.employer_base(), tag, is_sample=False)

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
        return Vacancy(language, own, hirer, market, role, interview, shared, advice, is_sample)

    # Base files.

    def role_base(self, role_id: str) -> Base[Role]:
        return self._once(("role", role_id), lambda: self._load_role(role_id))

    def _load_role(self, role_id: str) -> Base[Role]:
        base = self._load(*self._role_file(role_id, "role"), Role)
        problems = [base.document.problem(finding) for finding in role_findings(base.value, self._markets)]
        problems += _id_must_be(base, role_id)
        return _sound(base, problems)

    def interview_base(self, role_id: str) -> Base[Interview] | None:
        return self._once(("interview", role_id), lambda: self._load_interview(role_id))

    def _load_interview(self, role_id: str) -> Base[Interview] | None:
        path, folders = self._role_file(role_id, "interview")
        if not path.is_file():
            return None
        base = self._load(path, folders, Interview)
        shared = self.shared_base("interview", SharedInterview).value
        return _sound(base, [base.document.problem(finding) for finding in interview_findings(base.value, shared)])

    def shared_base(self, stem: str, model: type[M]) -> Base[M]:
        return self._once(("shared", stem), lambda: self._load_shared(stem, model))

    def _load_shared(self, stem: str, model: type[M]) -> Base[M]:
        base = self._load(*self._role_file(SHARED, stem), model)
        if isinstance(base.value, SharedInterview):
            findings = list(shared_interview_findings(base.value))
        else:
            findings = [*general_findings(base.value), *source_findings(base.value, getattr(base.value, "sources", ()))]
        return _sound(base, [base.document.problem(finding) for finding in findings])

    def market_base(self, market_id: str) -> Base[Market]:
        return self._once(("market", market_id), lambda: self._load_market(market_id, ()))

    def _load_market(self, market_id: str, children: tuple[str, ...]) -> Base[Market]:
        path, folders = self._file(self.workspace.layers("markets"), market_id)
        document = self.workspace.read(path)
        parent_id = document.data.get("parent") if isinstance(document.data, dict) else None
        if isinstance(parent_id, str):
            if parent_id not in self.market_ids or parent_id in (market_id, *children):
                known = [name for name in self.market_ids if name not in (market_id, *children)]
                values = {"id": parent_id, "known": ", ".join(known)}
                raise ContentError([document.problem(Finding("id.unknown_market", ("parent",), values, "id.known"))])
            parent = self._load_market(parent_id, (*children, market_id))
            document = replace(document, data=_inherit(document.data, parent.document.data))
        value = validate(document, Market)
        findings = [finding for finding in market_findings(value) if document.has(finding.path)]
        base = Base(value, document, path, folders)
        return _sound(base, [*map(document.problem, findings), *_id_must_be(base, market_id)])

    def employer_base(self) -> Base[Employer]:
        root = self.workspace.root
        return self._once("employer", lambda: self._checked(root / "employer.yaml", (root,), Employer))

    def opening_base(self, opening_id: str) -> Base[Opening]:
        return self._once(("opening", opening_id), lambda: self._load_opening(opening_id))

    def _load_opening(self, opening_id: str) -> Base[Opening]:
        folder = self.workspace.root / "openings"
        base = self._load(folder / f"{opening_id}.yaml", (folder,), Opening)
        opening = base.value
        findings = list(
            opening_findings(opening, roles=self.role_ids, markets=self._markets, languages=self._usable(opening))
        )
        if opening.role in self.role_ids:
            findings += self._interview_of_opening(opening)
        problems = [base.document.problem(finding) for finding in findings]
        return _sound(base, [*problems, *_id_must_be(base, opening_id)])

    def _interview_of_opening(self, opening: Opening) -> list[Finding]:
        try:
            interview = self.interview_base(opening.role)
            shared = self.shared_base("interview", SharedInterview)
        except ContentError:
            return []  # reported at the interview's own file
        return plan_findings(opening, interview.value, shared.value) if interview else []

    def sample_bases(self) -> tuple[Base[Opening], Base[Employer]]:
        return self._once("sample", self._load_sample)

    def _load_sample(self) -> tuple[Base[Opening], Base[Employer]]:
        layers = [layer / SHARED / SAMPLE for layer in self.workspace.layers("roles")]
        opening = self._load(*self._file(layers, "opening"), Opening)
        employer = self._checked(*self._file(layers, "employer"), Employer)
        findings = opening_findings(
            opening.value, roles=self.role_ids, markets=self._markets, languages=self._usable(opening.value)
        )
        return _sound(opening, [opening.document.problem(finding) for finding in findings]), employer

    # Reading.

    def _checked(self, path: Path, folders: tuple[Path, ...], model: type[M]) -> Base[M]:
        base = self._load(path, folders, model)
        findings = [*general_findings(base.value), *source_findings(base.value)]
        return _sound(base, [base.document.problem(finding) for finding in findings])

    def _load(self, path: Path, folders: tuple[Path, ...], model: type[M]) -> Base[M]:
        document = self.workspace.read(path)
        return Base(validate(document, model), document, path, folders)

    def _role_file(self, folder: str, stem: str) -> tuple[Path, tuple[Path, ...]]:
        return self._file([layer / folder for layer in self.workspace.layers("roles")], stem)

    def _file(self, layers: Sequence[Path], stem: str) -> tuple[Path, tuple[Path, ...]]:
        """The first layer's file of this name, and the folders of its overlays: that layer and those before it."""
        for position, layer in enumerate(layers):
            if (layer / f"{stem}.yaml").is_file():
                return layer / f"{stem}.yaml", tuple(layers[: position + 1])
        return layers[0] / f"{stem}.yaml", tuple(layers)

    def translated(self, base: Base[M], tag: str, language: str | None = None) -> M:
        own = language or cast(str, getattr(base.value, "language", None) or getattr(base.value, "languages", ("",))[0])
        return self._once(("translated", base.path, id(base.value), tag), lambda: self._translate(base, tag, own))

    def _translate(self, base: Base[M], tag: str, own: str) -> M:
        """The base's words in a language, from the overlays of the tag and of what it falls back to."""
        chain = fallbacks(tag)
        if own in chain:
            chain = chain[: chain.index(own)]
        overlays = [self.workspace.read(path) for wanted in chain for path in self._overlay_paths(base, wanted)]
        if not overlays and own in fallbacks(tag):
            return base.value
        if not overlays:
            if not any(texts(base.value)):
                return base.value
            missing = base.path.with_name(f"{base.path.stem}.{tag}.yaml")
            values = {"language": tag, "source": self.workspace.shown(base.path)}
            raise ContentError(
                [
                    Problem(
                        "overlay.missing_file", self.workspace.shown(missing), values=values, fix="overlay.missing_file"
                    )
                ]
            )
        words: Any = _nested(texts(base.value)) if own in fallbacks(tag) else {}
        for overlay in reversed(overlays):
            words = _laid_over(words, overlay.data)
        value, findings = translate(base.value, words)
        if findings:
            raise ContentError(_place_in_overlays(finding, overlays) for finding in findings)
        return value

    def _overlay_paths(self, base: Base[Any], tag: str) -> list[Path]:
        """The overlay files of one tag, the nearest first; a market's are followed by its parent's."""
        paths = [folder / f"{base.path.stem}.{tag}.yaml" for folder in base.overlay_folders]
        found = [path for path in paths if path.is_file()][:1]
        if isinstance(base.value, Market) and base.value.parent:
            found += self._overlay_paths(self.market_base(base.value.parent), tag)
        return found

    def _load_language(self, tag: str) -> Language:
        phrases: dict[str, Phrase] = {}
        nearest: Document | None = None
        gather = Gatherer()
        for wanted in reversed(fallbacks(tag)):
            for layer in reversed(self.workspace.layers("templates")):
                path = layer / "phrases" / f"{wanted}.yaml"
                if path.is_file():
                    document = gather(lambda path=path: self.workspace.read(path))  # type: ignore[misc]
                    own = gather(lambda document=document: phrases_of(document)) if document else None  # type: ignore[misc]
                    phrases.update(own or {})
                    nearest = document or nearest
        gather.raise_problems()
        if nearest is None:
            known = ", ".join(self.language_tags)
            raise UsageError("unknown_language", id=tag, known=known)
        if tag != SOURCE_LANGUAGE:
            missing = [key for key in self.language(SOURCE_LANGUAGE).phrases if key not in phrases]
            findings = [Finding("phrases.missing", (key,), {"key": key}, "phrases.missing") for key in missing]
            if findings:
                raise ContentError(map(nearest.problem, findings))
        return Language(tag, phrases)

    def _usable(self, opening: Opening) -> set[str]:
        """The languages that an opening may name: those with phrases, and regions of them."""
        own = {tag for tag in opening.languages if locale_of(tag) and set(fallbacks(tag)) & set(self.language_tags)}
        return own | set(self.language_tags)

    @cached_property
    def _markets(self) -> Mapping[str, Market | None]:
        return _Markets(self)

    def _once(self, key: object, load: Callable[[], T]) -> T:
        """The result of ``load`` for this key, remembered; problems are remembered as well."""
        if key not in self._memory:
            try:
                self._memory[key] = load()
            except ContentError as error:
                self._memory[key] = error
        result = self._memory[key]
        if isinstance(result, ContentError):
            raise ContentError(result.problems)
        return cast(T, result)


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


class _Markets(Mapping[str, Market | None]):
    """The markets by id, each read when it is looked up; None for one with problems of its own."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __getitem__(self, market_id: str) -> Market | None:
        if market_id not in self._library.market_ids:
            raise KeyError(market_id)
        try:
            return self._library.market_base(market_id).value
        except ContentError:
            return None

    def __iter__(self) -> Iterator[str]:
        return iter(self._library.market_ids)

    def __len__(self) -> int:
        return len(self._library.market_ids)


def folders_in(layer: Path) -> list[Path]:
    """The folders inside a folder, sorted; none if it does not exist."""
    return sorted(path for path in layer.iterdir() if path.is_dir()) if layer.is_dir() else []


def yaml_files(folder: Path) -> list[Path]:
    """Files with a suffix of YAML in a folder, sorted; hidden ones left out."""
    if not folder.is_dir():
        return []
    found = (path for path in folder.iterdir() if path.suffix in (".yaml", ".yml") and not path.name.startswith("."))
    return sorted(path for path in found if path.is_file())


def _base_files(folder: Path) -> list[Path]:
    """The YAML files that are no overlays: no language tag before the suffix."""
    return [path for path in yaml_files(folder) if path.suffix == ".yaml" and "." not in path.stem]


def _id_must_be(base: Base[Any], expected: str) -> list[Problem]:
    if base.value.id == expected:
        return []
    values = {"id": base.value.id, "expected": expected}
    return [base.document.problem(Finding("id.not_file_name", ("id",), values, "id.not_file_name"))]


def _sound(base: Base[M], problems: Iterable[Problem]) -> Base[M]:
    found = list(problems)
    if found:
        raise ContentError(found)
    return base


def _inherit(child: Any, parent: Any) -> Any:
    """The child's data over its parent's: mappings by key, lists of items by id.

    The child's own items come first and keep their positions, so that places in its file stay true.
    """
    if isinstance(child, dict) and isinstance(parent, dict):
        merged = {key: _inherit(value, parent[key]) if key in parent else value for key, value in child.items()}
        return merged | {key: value for key, value in parent.items() if key not in child and key != "parent"}
    if isinstance(child, list) and isinstance(parent, list):
        own = {item.get("id") for item in child if isinstance(item, dict)}
        return child + [item for item in parent if not (isinstance(item, dict) and item.get("id") in own)]
    return child


def _laid_over(below: Any, above: Any) -> Any:
    """Mappings merged key by key; anything else replaces."""
    if isinstance(below, dict) and isinstance(above, dict):
        return below | {key: _laid_over(below.get(key), value) for key, value in above.items()}
    return above


def _nested(entries: Iterable[tuple[tuple[Any, ...], str]]) -> dict[str, Any]:
    """Texts by path as nested mappings: the overlay that changes nothing."""
    nested: dict[str, Any] = {}
    for path, text in entries:
        inner = nested
        for part in path[:-1]:
            inner = inner.setdefault(str(part), {})
        inner[str(path[-1])] = text
    return nested


def _place_in_overlays(finding: Finding, overlays: Sequence[Document]) -> Problem:
    """The finding in the nearest overlay that has its path, else where the most of the path is found."""
    document = max(overlays, key=lambda overlay: len(overlay.locate(finding.path)[1]))
    return document.problem(finding)
