"""Every file of words: the texts it holds, the language it was written in, and where its translations stand."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from os.path import lexists
from pathlib import Path
from typing import Any

from hiring.content import SAMPLE, SHARED, Base
from hiring.errors import FieldPath, Gatherer
from hiring.language import Phrase, fallbacks, locale_of, phrases_of
from hiring.library import SOURCE_LANGUAGE, Library
from hiring.model.interview import Advice, SharedInterview
from hiring.model.market import Market
from hiring.model.overlay import texts
from hiring.source import Document
from hiring.workspace import OPENINGS, shipped

PHRASES = "phrases"
"""The kind of the program's own words."""

Texts = Mapping[FieldPath, Phrase]
"""The texts of a file by their path in an overlay; a phrase may have a text for each plural form."""


@dataclass(frozen=True)
class Source:
    """One file of words in the language that it was written in.

    ``folders`` are where its translations are looked for, the nearest first; with ``merges`` those of all of them count,
    else the first alone. ``home`` is where a new one goes. ``languages`` are those it should be in, besides its own.
    ``schema`` names the kind of its translations.
    """

    path: Path
    document: Document
    language: str
    schema: str
    texts: Texts
    folders: tuple[Path, ...]
    home: Path
    languages: tuple[str, ...]
    merges: bool = False

    def file_name(self, tag: str) -> str:
        """What the file of a translation is called."""
        return f"{tag}.yaml" if self.schema == PHRASES else f"{self.path.stem}.{tag}.yaml"

    def files(self, tag: str) -> list[Path]:
        """The files of one translation that there are, the nearest first."""
        found = [path for folder in self.folders if (path := folder / self.file_name(tag)).is_file()]
        return found if self.merges else found[:1]

    def written(self) -> Iterator[tuple[Path, str]]:
        """Every file of these words with its language: where they were written, and each translation that there is."""
        if self.schema != PHRASES:
            yield self.path, self.language
        for tag in self.languages if self.schema != PHRASES else (self.language, *self.languages):
            yield from ((path, tag) for path in self.files(tag))

    def translations(self) -> set[str]:
        """The tags of the translations that there are."""
        stem, tags = self.path.stem, set()
        for path in (path for folder in self.folders for path in folder.glob("*.yaml")):
            if self.schema == PHRASES:
                tags.add(path.stem)
            elif path.name.startswith(f"{stem}."):
                tags.add(path.name[len(stem) + 1 : -len(".yaml")])
        return {tag for tag in tags if tag != self.language and locale_of(tag)}

    def chain(self, tag: str) -> tuple[str, ...]:
        """The tags whose translations a language uses, nearest first: what it falls back to before the source."""
        chain = fallbacks(tag)
        return chain[: chain.index(self.language)] if self.language in chain else chain


LooksIn = Callable[[Path], bool]
"""Whether any file that stands in a folder itself, not in a folder of it, is of interest."""


def everywhere(folder: Path) -> bool:
    """Yes: every folder is looked in."""
    del folder
    return True


def sources(library: Library, gather: Gatherer, looks_in: LooksIn = everywhere) -> Iterator[Source]:
    """Every file of words of a workspace and of what is shipped, as far as it or its translations may stand in a folder that
    is looked in; ``gather`` takes the problems of those that have any."""
    asked = _Asked(library, gather)
    if looks_in(library.workspace.root / "templates" / PHRASES) or looks_in(shipped("templates") / PHRASES):
        found = gather(partial(_phrases, library, asked))
        if found is not None:
            yield found
    yield from _of_rows(library, _bases(library, asked, looks_in), gather)


def sources_of_role(library: Library, role_id: str, gather: Gatherer) -> Iterator[Source]:
    """The files of words of one role: what it is, and how to interview for it."""
    return _of_rows(library, _role_rows(library, _Asked(library, Gatherer()), role_id), gather)


def sources_of_employer(library: Library, gather: Gatherer) -> Iterator[Source]:
    """The words of the workspace's employer, which need not be there."""
    return _of_rows(library, _employer_rows(library, _Asked(library, Gatherer())), gather)


def sources_of_opening(library: Library, opening_id: str, gather: Gatherer) -> Iterator[Source]:
    """The words of one opening, in the languages that it names."""
    rows = _opening_rows(library, _Asked(library, Gatherer()))
    return _of_rows(library, (row for name, row in rows if name == opening_id), gather)


def _of_rows(library: Library, rows: Iterable["_Row"], gather: Gatherer) -> Iterator[Source]:
    for load, schema, folder, languages in rows:
        base = gather(load)
        source = gather(partial(_source, library, base, schema, folder, languages)) if base is not None else None
        if source is not None and source.texts:
            yield source


class _Asked:
    """The languages that the openings of a workspace ask of everything that they are made from."""

    def __init__(self, library: Library, gather: Gatherer) -> None:
        self.offered = library.language_tags
        self.openings: dict[str, tuple[str, ...]] = {}
        self._of: dict[tuple[str, str], set[str]] = {}
        for opening_id in library.opening_ids:
            base = gather(partial(library.opening_base, opening_id))
            if base is not None:
                self.openings[opening_id] = base.value.languages
                self._of.setdefault(("role", base.value.role), set()).update(base.value.languages)
                self._of.setdefault(("market", base.value.market), set()).update(base.value.languages)

    def of(self, kind: str, name: str) -> set[str]:
        return self._of.get((kind, name), set())

    @property
    def all(self) -> set[str]:
        return {tag for languages in self.openings.values() for tag in languages}


_Row = tuple[Callable[[], Base[Any] | None], str, Path, set[str]]


def _bases(library: Library, asked: _Asked, looks_in: LooksIn) -> Iterator[_Row]:
    """Every base file with words in folders that are looked in: how it is read, the kind of its words, the workspace's folder
    for them, its languages."""
    root = library.workspace.root
    yield from (row for row in _shared_rows(library, asked) if looks_in(row[2]))
    for role_id in library.role_ids:
        if looks_in(root / "roles" / role_id):
            yield from _role_rows(library, asked, role_id)
    if looks_in(root / "markets") or looks_in(shipped("markets")):
        yield from _market_rows(library, asked)
    if looks_in(root):
        yield from _employer_rows(library, asked)
    if looks_in(root / OPENINGS):
        yield from (row for _, row in _opening_rows(library, asked))


def _shared_rows(library: Library, asked: _Asked) -> Iterator[_Row]:
    shared, tags = library.workspace.root / "roles" / SHARED, set(asked.offered)
    yield partial(library.shared_base, "interview", SharedInterview), "shared-interview", shared, tags
    yield partial(library.shared_base, "advice", Advice), "advice", shared, tags
    yield lambda: library.sample_bases()[0], "opening", shared / SAMPLE, tags
    yield lambda: library.sample_bases()[1], "employer", shared / SAMPLE, tags


def _market_rows(library: Library, asked: _Asked) -> Iterator[_Row]:
    for market_id in library.market_ids:
        is_shipped = (shipped("markets") / f"{market_id}.yaml").is_file()
        languages = asked.of("market", market_id) | (set(asked.offered) if is_shipped else set())
        yield partial(library.market_base, market_id), "market", library.workspace.root / "markets", languages


def _role_rows(library: Library, asked: _Asked, role_id: str) -> Iterator[_Row]:
    folder = library.workspace.root / "roles" / role_id
    is_shipped = (shipped("roles") / role_id / "role.yaml").is_file()
    languages = asked.of("role", role_id) | (set(asked.offered) if is_shipped else _overlay_tags(folder))
    yield partial(library.role_base, role_id), "role", folder, languages
    yield partial(library.interview_base, role_id), "interview", folder, languages


def _employer_rows(library: Library, asked: _Asked) -> Iterator[_Row]:
    root = library.workspace.root
    if lexists(root / "employer.yaml"):
        yield library.employer_base, "employer", root, asked.all


def _opening_rows(library: Library, asked: _Asked) -> Iterator[tuple[str, _Row]]:
    folder = library.workspace.root / OPENINGS
    for opening_id, tags in asked.openings.items():
        yield opening_id, (partial(library.opening_base, opening_id), "opening", folder, set(tags))


def _overlay_tags(folder: Path) -> set[str]:
    """The languages that a role of one's own is translated to, by the files in its folder."""
    names = [path.name.split(".") for path in folder.glob("*.*.yaml")]
    return {parts[1] for parts in names if len(parts) == 3 and locale_of(parts[1])}


def _source(library: Library, base: Base[Any], schema: str, folder: Path, languages: set[str]) -> Source:
    value = base.value
    own = getattr(value, "language", None) or value.languages[0]
    inherited = _inherited_texts(library, value)
    found = {path: text for path, text in texts(value) if inherited.get(path) != text}
    home = base.path.parent if base.path.is_relative_to(library.workspace.root) else folder
    merges = isinstance(value, Market)
    source = Source(base.path, base.document, own, schema, found, base.overlay_folders, home, (), merges)
    there = source.translations()
    # A region of the own language needs no translation; it may have one.
    wanted = {tag for tag in languages | there if tag in there or own not in fallbacks(tag)}
    return replace(source, languages=tuple(sorted(wanted)))


def _inherited_texts(library: Library, value: Any) -> dict[FieldPath, str]:
    """What a market says only because its parent does; the parent's translation has it."""
    if isinstance(value, Market) and value.parent:
        return dict(texts(library.market_base(value.parent).value))
    return {}


def _phrases(library: Library, asked: _Asked) -> Source:
    layers = [layer / "phrases" for layer in library.workspace.layers("templates")]
    # A workspace that words an English phrase differently has not changed what the others are translations of.
    path = shipped("templates") / "phrases" / f"{SOURCE_LANGUAGE}.yaml"
    document = library.workspace.read(path)
    found: dict[FieldPath, Phrase] = {(key,): phrase for key, phrase in phrases_of(document).items()}
    root = library.workspace.root
    home = path.parent if path.is_relative_to(root) else root / "templates" / "phrases"
    source = Source(path, document, SOURCE_LANGUAGE, PHRASES, found, tuple(layers), home, (), merges=True)
    tags = (source.translations() | set(asked.offered)) - {SOURCE_LANGUAGE}
    return replace(source, languages=tuple(sorted(tags)))
