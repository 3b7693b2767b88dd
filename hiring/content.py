"""Folders -> the validated base files of roles, interviews, markets, employer and openings, each in its own language.

Files are read when they are asked for and once only; a file with problems raises the same ``ContentError`` each time, so
that a run can report the problems of all files together. A link to nothing is a file: reading it says what is wrong, while
nothing shipped stands in for it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from os.path import lexists
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from hiring.branding import brand_findings
from hiring.errors import ContentError, Finding, Gatherer, Problem, StorageError, unknown_id
from hiring.interviewing import plan_findings
from hiring.language import fallbacks, locale_of
from hiring.meaning import (
    general_findings,
    interview_findings,
    market_findings,
    market_id_findings,
    opening_findings,
    role_findings,
    shared_interview_findings,
    source_findings,
    walk,
)
from hiring.memory import Memory
from hiring.model.employer import Employer
from hiring.model.guide import LanguageGuide
from hiring.model.interview import Interview, SharedInterview
from hiring.model.market import PRIVACY_LAW_ID, Market
from hiring.model.opening import Opening
from hiring.model.overlay import texts
from hiring.model.role import Role
from hiring.model.text import ID_PATTERN, PLACEHOLDER, PRIVACY_LAW, RESERVED_NAMES, Record
from hiring.source import Document
from hiring.validation import kind_of, salvage, validate
from hiring.workspace import Kind, Workspace

M = TypeVar("M", bound=Record)

SHARED = "_shared"
SAMPLE = "sample"
GUIDE = "guide"


@dataclass(frozen=True)
class Base(Generic[M]):
    """A base file, validated, and the folders in which its overlays stand.

    ``faults`` are problems of its structure that left the rest of it readable; no base with any leaves this module.
    """

    value: M
    document: Document
    path: Path
    overlay_folders: tuple[Path, ...]
    faults: tuple[Problem, ...] = ()


class Content:
    """The base files of a workspace and what is shipped, read on demand."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._memory = Memory()

    # What there is, by file name; nothing is read.

    def layers(self, kind: Kind) -> tuple[Path, ...]:
        """The folders of one kind, the workspace's before the shipped one."""
        return self._layers[kind]

    @cached_property
    def _layers(self) -> Mapping[Kind, tuple[Path, ...]]:
        return {kind: self.workspace.layers(kind) for kind in get_args(Kind)}

    @cached_property
    def role_ids(self) -> tuple[str, ...]:
        """The ids of all roles: folders with a ``role.yaml``."""
        found = {
            folder.name
            for layer in self.layers("roles")
            for folder in folders_in(layer)
            if lexists(folder / "role.yaml") and not folder.name.startswith("_")
        }
        return tuple(sorted(found))

    @cached_property
    def market_ids(self) -> tuple[str, ...]:
        """The ids of all markets."""
        return tuple(sorted({name for layer in self.layers("markets") for name in _ids_in(layer)}))

    @cached_property
    def opening_ids(self) -> tuple[str, ...]:
        """The ids of the workspace's openings."""
        return tuple(_ids_in(self.workspace.root / "openings"))

    @cached_property
    def language_tags(self) -> tuple[str, ...]:
        """The languages that have a file of phrases."""
        layers = self.layers("templates")
        stems = {path.stem for layer in layers for path in _base_files(layer / "phrases")}
        return tuple(sorted(stem for stem in stems if locale_of(stem)))

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

    # Base files.

    def role_base(self, role_id: str) -> Base[Role]:
        return self._memory.once(role_id, "role", lambda: self._load_role(role_id))

    def _load_role(self, role_id: str) -> Base[Role]:
        base = self._load(*self._role_file(role_id, "role"), Role)
        return self._sound(base, role_findings(base.value, self._markets), role_id)

    def interview_base(self, role_id: str) -> Base[Interview] | None:
        return self._memory.once(role_id, "interview", lambda: self._load_interview(role_id))

    def _load_interview(self, role_id: str) -> Base[Interview] | None:
        path, folders = self._role_file(role_id, "interview")
        if not lexists(path):
            return None
        base = self._load(path, folders, Interview)
        try:
            shared = self.shared_base("interview", SharedInterview).value
        except ContentError:
            shared = None  # reported at its own file
        return self._sound(base, interview_findings(base.value, shared))

    def shared_base(self, stem: str, model: type[M]) -> Base[M]:
        return self._memory.once(SHARED, ("shared", stem), lambda: self._load_shared(stem, model))

    def _load_shared(self, stem: str, model: type[M]) -> Base[M]:
        base = self._load(*self._role_file(SHARED, stem), model)
        if isinstance(base.value, SharedInterview):
            findings = list(shared_interview_findings(base.value))
        else:
            findings = [*general_findings(base.value), *source_findings(base.value, getattr(base.value, "sources", ()))]
        return self._sound(base, findings)

    def guides(self, tag: str) -> tuple[LanguageGuide, ...]:
        """The guides of a language, the workspace's own before the shipped one; those of a language stand for its regions."""
        return self._memory.once(GUIDE, ("guides", tag), lambda: self._load_guides(tag))

    def _load_guides(self, tag: str) -> tuple[LanguageGuide, ...]:
        paths = [
            path
            for wanted in fallbacks(tag)
            for layer in self.layers("roles")
            if (path := layer / SHARED / GUIDE / f"{wanted}.yaml").is_file()
        ]
        return tuple(self.guide_base(path).value for path in paths)

    def guide_base(self, path: Path) -> Base[LanguageGuide]:
        """The guide in one file."""
        base = self._load(path, (), LanguageGuide)
        values = {"id": base.value.language, "expected": path.stem}
        wrong = Finding("id.not_file_name", ("language",), values, "id.not_file_name")
        return self._sound(base, [wrong] if base.value.language != path.stem else [])

    def market_base(self, market_id: str) -> Base[Market]:
        return self._memory.once("markets", ("market", market_id), lambda: self._load_market(market_id, ()))

    def _load_market(self, market_id: str, children: tuple[str, ...]) -> Base[Market]:
        layers = self.layers("markets")
        paths = [path for layer in layers if lexists(path := layer / f"{market_id}.yaml")]
        document = self.read(paths[0])
        for path in paths[1:]:
            document = replace(document, data=_inherit(document.data, self.read(path).data))
        if isinstance(document.data, dict) and "parent" in document.data:
            parent = self._parent_of(document, market_id, children).document.data
            own = document.data["parent"]
            document = replace(document, data=_inherit(document.data, parent) | {"parent": own})
        base = Base(validate(document, Market), document, paths[0], layers)
        return self._sound(base, market_findings(base.value), market_id)

    def _parent_of(self, document: Document, market_id: str, children: tuple[str, ...]) -> Base[Market]:
        parent_id = document.data["parent"]
        if not isinstance(parent_id, str):
            rule = "schema.not_text" if parent_id is not None else "schema.no_value"
            finding = Finding(rule, ("parent",), {"found": kind_of(parent_id)}, rule)
        elif parent_id in (market_id, *children):
            finding = Finding("market.parent_cycle", ("parent",), {"id": market_id}, "market.parent_cycle")
        elif parent_id not in self.market_ids:
            known = [name for name in self.market_ids if name not in (market_id, *children)]
            finding = unknown_id("market", parent_id, ("parent",), known)
        else:
            return self._load_market(parent_id, (*children, market_id))
        raise ContentError([document.problem(finding)])

    def employer_base(self) -> Base[Employer]:
        return self._memory.once(self.workspace.root.name, "employer", self._load_employer)

    def _load_employer(self) -> Base[Employer]:
        root = self.workspace.root
        path = root / "employer.yaml"
        if not self.workspace.has(path):
            raise ContentError([Problem("file.missing", self.workspace.shown(path), fix="file.missing_employer")])
        return self._checked(path, (root,), Employer)

    def opening_base(self, opening_id: str) -> Base[Opening]:
        return self._memory.once("openings", ("opening", opening_id), lambda: self._load_opening(opening_id))

    def role_named_by(self, opening_id: str) -> str | None:
        """The role that an opening names, whatever else its file says; None when it names none."""
        try:
            data = self.read(self._opening_file(opening_id)).data
        except ContentError:
            return None
        role = data.get("role") if isinstance(data, dict) else None
        return role if isinstance(role, str) else None

    def _opening_file(self, opening_id: str) -> Path:
        return self.workspace.root / "openings" / f"{opening_id}.yaml"

    def _load_opening(self, opening_id: str) -> Base[Opening]:
        path = self._opening_file(opening_id)
        base = self._load(path, (path.parent,), Opening)
        opening = base.value
        findings = list(
            opening_findings(opening, roles=self.role_ids, markets=self._markets, languages=self._usable(opening))
        )
        if opening.role in self.role_ids:
            findings += [*self._interview_of_opening(opening), *self._law_of_opening(opening)]
        return self._sound(base, findings, opening_id)

    def _interview_of_opening(self, opening: Opening) -> list[Finding]:
        try:
            interview = self.interview_base(opening.role)
            shared = self.shared_base("interview", SharedInterview)
        except ContentError:
            return []  # reported at the interview's own file
        if interview is not None:
            find = partial(plan_findings, opening.interview, interview.value, shared.value)
            # Most openings of a role ask for the same; planning takes longer than reading them.
            return self._memory.once(opening.role, ("interview findings", opening.interview), find)
        chosen = enumerate(opening.interview.questions)
        return [unknown_id("question", name, ("interview", "questions", index), ()) for index, name in chosen]

    def _law_of_opening(self, opening: Opening) -> list[Finding]:
        """The privacy law that the role's texts name, and the opening's market lacks."""
        market = self._markets.get(opening.market)
        if market is None or any(law.id == PRIVACY_LAW_ID for law in market.laws):
            return []
        gather = Gatherer()  # what is wrong with the role is reported at its own files
        bases = (
            gather(partial(self.role_base, opening.role)),
            gather(partial(self.interview_base, opening.role)),
            gather(partial(self.shared_base, "interview", SharedInterview)),
        )
        records: list[Record] = [opening, *(base.value for base in bases if base is not None)]
        if not any(PRIVACY_LAW in PLACEHOLDER.findall(text) for record in records for _, text in texts(record)):
            return []
        return [Finding("market.no_law", ("market",), {"market": opening.market}, "market.no_law")]

    def sample_bases(self) -> tuple[Base[Opening], Base[Employer]]:
        return self._memory.once(SAMPLE, "sample", self._load_sample)

    def _load_sample(self) -> tuple[Base[Opening], Base[Employer]]:
        layers = [layer / SHARED / SAMPLE for layer in self.layers("roles")]
        opening = self._load(*self._file(layers, "opening"), Opening)
        employer = self._checked(*self._file(layers, "employer"), Employer)
        findings = opening_findings(
            opening.value, roles=self.role_ids, markets=self._markets, languages=self._usable(opening.value)
        )
        return self._sound(opening, findings), employer

    # Reading.

    def _checked(self, path: Path, folders: tuple[Path, ...], model: type[M]) -> Base[M]:
        base = self._load(path, folders, model)
        findings = [*general_findings(base.value), *source_findings(base.value)]
        if isinstance(base.value, Employer):
            findings += brand_findings(self.workspace.root, base.value.brand)
        return self._sound(base, findings)

    def _sound(self, base: Base[M], findings: Iterable[Finding], expected_id: str | None = None) -> Base[M]:
        """The base, unless something is wrong with what its file says; what a market inherits is judged elsewhere."""
        value, document = base.value, base.document
        found = [*findings, *market_id_findings(value, self.market_ids), *self._language_findings(value)]
        if expected_id is not None:
            found.extend(_name_findings(getattr(value, "id"), expected_id))  # noqa: B009 - of any model
        problems = [document.problem(finding) for finding in found if document.has(finding.path)]
        if problems or base.faults:
            raise ContentError([*base.faults, *problems])
        return base

    def _language_findings(self, record: Record) -> Iterator[Finding]:
        """Languages that are named and that nobody speaks; one without phrases may be the source of words."""
        for path, inner in walk(record):
            tag = getattr(inner, "language", None)
            if isinstance(tag, str) and locale_of(tag) is None:
                yield unknown_id("language", tag, (*path, "language"), self.language_tags)

    def read(self, path: Path) -> Document:
        """The document in a file. Raises ``ContentError`` for a file that cannot be read or is not sound YAML."""
        return self._memory.once(path.parent.name, path, lambda: self.workspace.read(path))

    def forget_role(self, role_id: str) -> None:
        """Let go of what was read of a role, so that a run over many roles needs the memory of one."""
        self._memory.forget(role_id)

    def _load(self, path: Path, folders: tuple[Path, ...], model: type[M]) -> Base[M]:
        document = self.read(path)
        try:
            return Base(validate(document, model), document, path, folders)
        except ContentError as error:
            rest = salvage(document, model, error.problems)
            if rest is None:
                raise
            return Base(rest, document, path, folders, error.problems)

    def _role_file(self, folder: str, stem: str) -> tuple[Path, tuple[Path, ...]]:
        return self._file([layer / folder for layer in self.layers("roles")], stem)

    def _file(self, layers: Sequence[Path], stem: str) -> tuple[Path, tuple[Path, ...]]:
        """The first layer's file of this name, and the folders of its overlays: that layer and those before it."""
        for position, layer in enumerate(layers):
            if lexists(layer / f"{stem}.yaml"):
                return layer / f"{stem}.yaml", tuple(layers[: position + 1])
        return layers[0] / f"{stem}.yaml", tuple(layers)

    def _usable(self, opening: Opening) -> set[str]:
        """The languages that an opening may name: those with phrases, and regions of them."""
        own = {tag for tag in opening.languages if locale_of(tag) and set(fallbacks(tag)) & set(self.language_tags)}
        return own | set(self.language_tags)

    @cached_property
    def _markets(self) -> Mapping[str, Market | None]:
        return _Markets(self)


class _Markets(Mapping[str, Market | None]):
    """The markets by id, each read when it is looked up; None for one with problems of its own."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __getitem__(self, market_id: str) -> Market | None:
        if market_id not in self._content.market_ids:
            raise KeyError(market_id)
        try:
            return self._content.market_base(market_id).value
        except ContentError:
            return None

    def __iter__(self) -> Iterator[str]:
        return iter(self._content.market_ids)

    def __len__(self) -> int:
        return len(self._content.market_ids)


def entries_of(folder: Path) -> list[Path]:
    """What stands in a folder, sorted; nothing if there is no such folder. Raises ``StorageError``."""
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise StorageError("cannot_read", path=str(folder), reason=error.strerror or type(error).__name__) from None


def folders_in(layer: Path) -> list[Path]:
    """The folders inside a folder, sorted; none if it does not exist."""
    return [path for path in entries_of(layer) if path.is_dir()]


def yaml_files(folder: Path) -> list[Path]:
    """What has a suffix of YAML in a folder, sorted; hidden files left out.

    A folder of such a name is among them, a pipe, and a link to nothing: reading them says what is wrong.
    """
    return [path for path in entries_of(folder) if path.suffix in (".yaml", ".yml") and path.name[0] != "."]


def _ids_in(folder: Path) -> list[str]:
    """The ids by which the base files of a folder are named; other names are reported as files that nothing reads."""
    return [path.stem for path in _base_files(folder) if re.fullmatch(ID_PATTERN, path.stem)]


def _base_files(folder: Path) -> list[Path]:
    """The YAML files that are no overlays: no language tag before the suffix."""
    return [path for path in yaml_files(folder) if path.suffix == ".yaml" and "." not in path.stem]


def _name_findings(given: str, expected: str) -> Iterator[Finding]:
    """What is wrong with the id of a file that is named by it, or its folder."""
    if given != expected:
        yield Finding("id.not_file_name", ("id",), {"id": given, "expected": expected}, "id.not_file_name")
    elif given in RESERVED_NAMES:
        yield Finding("id.reserved", ("id",), {"id": given}, "id.reserved")


def _inherit(child: Any, parent: Any) -> Any:
    """The child's data over its parent's: mappings by key, lists of items by id.

    The child's own items come first and keep their positions, so that places in its file stay true.
    """
    if isinstance(child, dict) and isinstance(parent, dict):
        merged = {key: _inherit(value, parent[key]) if key in parent else value for key, value in child.items()}
        return merged | {key: value for key, value in parent.items() if key not in child}
    if isinstance(child, list) and isinstance(parent, list):
        own = {item.get("id") for item in child if isinstance(item, dict)}
        return child + [item for item in parent if not (isinstance(item, dict) and item.get("id") in own)]
    return child
