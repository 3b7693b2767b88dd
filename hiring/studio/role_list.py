"""Every role with what its translations lack, and one role with its sections."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from hiring.errors import ContentError, Gatherer, Problem
from hiring.language import Language
from hiring.library import Library
from hiring.reporting.problems import problem_lines
from hiring.studio.addresses import text_address
from hiring.studio.frame import Frame, Named
from hiring.studio.naming import Names, words_of
from hiring.studio.sections import Book, role_book
from hiring.studio.text_form import Tongue, counted
from hiring.studio.tongues import named, title_of, tongues
from hiring.studio.translating import sources_of, states
from hiring.texts import sources_of_role
from hiring.translations import state


@dataclass(frozen=True)
class LanguageState:
    """A language of a role, and how many texts are missing and stale in it. ``address`` is empty for a shipped role."""

    language: Named
    states: tuple[tuple[str, int], ...]
    address: str


@dataclass(frozen=True)
class RolePart:
    """One role. A shipped one can be adapted, one of the workspace's own is edited at its ``address``."""

    id: str
    title: str
    language: Named
    is_own: bool
    address: str
    languages: tuple[LanguageState, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class RolesView:
    """The page of all roles. ``names`` are those that a new one can be a copy of."""

    frame: Frame
    seal: str
    roles: tuple[RolePart, ...]
    problem: str


@dataclass(frozen=True)
class SectionLine:
    """A page of a role: its heading is the phrase ``studio.section.<id>``."""

    id: str
    address: str
    states: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class RoleView:
    """The page of one role."""

    frame: Frame
    id: str
    title: str
    own: Named
    translation: Named | None
    tongues: tuple[Tongue, ...]
    role: tuple[SectionLine, ...]
    interview: tuple[SectionLine, ...]
    problems: tuple[str, ...]


def build_list(library: Library, frame: Frame, language: Language, seal: str, problem: str = "") -> RolesView:
    """The page of all roles, the workspace's own first. ``problem`` is why the last thing asked for was not done."""
    parts = [_role(library, role_id, language) for role_id in library.role_ids]
    return RolesView(
        frame, seal, tuple(sorted(parts, key=lambda part: (not part.is_own, part.title.casefold()))), problem
    )


def is_own(library: Library, role_id: str) -> bool:
    """Whether a role's file is the workspace's."""
    return (library.workspace.root / "roles" / role_id / "role.yaml").is_file()


def _role(library: Library, role_id: str, language: Language) -> RolePart:
    own, book = is_own(library, role_id), role_book(role_id)
    try:
        base = library.role_base(role_id)
    except ContentError as error:
        lines = _lines(library, error.problems, language)
        return RolePart(role_id, words_of(role_id), Named.of(language), own, book.address, (), lines)
    gather = Gatherer()
    title = library.role(role_id, language.tag).title if language.tag in library.languages_of_role(role_id) else ""
    spoken = Named.of(language) if title else named(library, base.value.language)
    states = tuple(_languages(library, book, gather, is_own=own))
    lines = _lines(library, gather.problems, language)
    return RolePart(role_id, title or base.value.title, spoken, own, book.address, states, lines)


def _languages(library: Library, book: Book, gather: Gatherer, *, is_own: bool) -> Iterator[LanguageState]:
    found = list(sources_of_role(library, book.id, gather))
    tags = sorted({tag for source in found for tag in source.languages})
    own = found[0].language if found else ""
    if own:
        yield LanguageState(named(library, own), (), book.address if is_own else "")
    for tag in tags:
        files = [gather(partial(state, library, source, tag)) for source in found]
        entries = [entry for file in files if file is not None for entry in file.entries]
        address = text_address(book.address, language=tag) if is_own else ""
        yield LanguageState(named(library, tag), counted(iter(entries)), address)


def build_role(library: Library, frame: Frame, language: Language, role_id: str, tag: str) -> RoleView:
    """The page of one role; with a language also what each section lacks in it."""
    book = role_book(role_id)
    sources = sources_of(library, book)
    known = {stem: states(library, sources.get(stem), tag) if tag else {} for stem in book.files}
    lines: dict[str, list[SectionLine]] = {stem: [] for stem in book.files}
    for section in book.sections:
        within = (entry for path, entry in known[section.stem].items() if path[0] in section.fields)
        address = text_address(book.address, section.id, language=tag)
        lines[section.stem].append(SectionLine(section.id, address, counted(within)))
    own = _own(library, role_id, language)
    gather = Gatherer()
    gather(lambda: library.role_base(role_id))
    gather(lambda: library.interview_base(role_id))
    return RoleView(
        frame=frame,
        id=role_id,
        title=title_of(library, book, language),
        own=own,
        translation=named(library, tag) if tag else None,
        tongues=tongues(library, book, sources, own, (), tag),
        role=tuple(lines["role"]),
        interview=tuple(lines["interview"]),
        problems=_lines(library, gather.problems, language),
    )


def _lines(library: Library, found: Iterable[Problem], language: Language) -> tuple[str, ...]:
    return tuple(problem_lines(Names(library, language).all_named(found), language))


def _own(library: Library, role_id: str, language: Language) -> Named:
    try:
        return named(library, library.role_base(role_id).value.language)
    except ContentError:
        return Named.of(language)  # the page shows what is wrong with the role
