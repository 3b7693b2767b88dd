"""The page that links every file in the output folder."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from hiring.confinement import confined
from hiring.documents import DOCUMENTS
from hiring.errors import Gatherer
from hiring.formats import FORMATS
from hiring.language import Language, standing_alone
from hiring.library import SOURCE_LANGUAGE, Library
from hiring.manifest import Manifest
from hiring.rendering import Renderer
from hiring.searching import Choice, Filter, counts
from hiring.workspace import Workspace

_Entry = Mapping[str, str]
"""A file as the manifest lists it."""


@dataclass(frozen=True)
class IndexLink:
    """A file of the index."""

    format: str
    href: str


@dataclass(frozen=True)
class IndexDocument:
    """A document of the index in its formats. ``id`` is its name in the table of documents, ``name`` how it reads."""

    id: str
    name: str
    audience: str
    links: tuple[IndexLink, ...]


@dataclass(frozen=True)
class IndexLanguage:
    """The documents of a subject in one language. ``name`` is that of the language, ``title`` that of the subject in it."""

    tag: str
    name: str
    direction: str
    title: str
    documents: tuple[IndexDocument, ...]


@dataclass(frozen=True)
class IndexSubject:
    """The documents of an opening or a role. ``foremost`` is the one of its languages whose title it goes by."""

    id: str
    is_sample: bool
    foremost: IndexLanguage
    languages: tuple[IndexLanguage, ...]


@dataclass(frozen=True)
class IndexView:
    """The page that links every file in the output folder. ``updated`` is the date of the last build, in words; ``counts``
    says how many documents are found, from none to all."""

    language: str
    direction: str
    updated: str
    subjects: tuple[IndexSubject, ...]
    filters: tuple[Filter, ...]
    counts: tuple[str, ...]


def index_page(library: Library, manifest: Manifest, on: date) -> bytes:
    """The index of what the manifest lists, built for a date, as HTML.

    Raises ``RenderError`` for a faulty template of the workspace.
    """
    entries = sorted(manifest.entries.values(), key=_subject_of)
    language = _language(library, {entry["language"] for entry in entries})
    subjects = tuple(_index_subject(language, list(files)) for _, files in groupby(entries, key=_subject_of))
    groups = [group for subject in subjects for group in subject.languages]
    view = IndexView(
        language=language.tag,
        direction=language.direction,
        updated=language.date(on),
        subjects=subjects,
        filters=tuple(_filters(language, subjects, groups)),
        counts=counts(language, "index", sum(len(group.documents) for group in groups)),
    )
    html = confined(library.workspace, _rendered, library.workspace, view, language)
    return next(spec for spec in FORMATS if spec.name == "html").write(html)


def _rendered(workspace: Workspace, view: IndexView, language: Language) -> str:
    return Renderer(workspace).html("documents/index.html.j2", view, language)


def _subject_of(entry: _Entry) -> str:
    return entry["subject"]


def _language(library: Library, tags: Collection[str]) -> Language:
    """The language of the page: that of all files, else the employer's if some file has it, else the source language.

    A language or an employer with problems is passed over here: the documents that need it say what is wrong.
    """
    gather = Gatherer()
    wanted = next(iter(tags)) if len(tags) == 1 else SOURCE_LANGUAGE
    if len(tags) > 1 and library.opening_ids:
        employer = gather(library.employer_base)
        if employer is not None and employer.value.language in tags:
            wanted = employer.value.language
    return gather(partial(library.language, wanted)) or library.language(SOURCE_LANGUAGE)


def _index_subject(language: Language, entries: Sequence[_Entry]) -> IndexSubject:
    tags = sorted({entry["language"] for entry in entries})
    groups = [_index_language(language, tag, [each for each in entries if each["language"] == tag]) for tag in tags]
    return IndexSubject(
        id=entries[0]["subject"],
        is_sample=entries[0]["kind"] == "role",
        foremost=next((group for group in groups if group.tag == language.tag), groups[0]),
        languages=tuple(groups),
    )


def _index_language(language: Language, tag: str, entries: Sequence[_Entry]) -> IndexLanguage:
    """The documents of a subject in the language of a tag, named in that of the page."""
    posting = next((entry["title"] for entry in entries if entry["document"] == "posting"), entries[0]["title"])
    return IndexLanguage(
        tag=tag,
        name=standing_alone(language.name_of(tag)),
        direction=Language(tag, {}).direction,
        title=posting,
        documents=tuple(_index_documents(language, entries)),
    )


def _index_documents(language: Language, entries: Sequence[_Entry]) -> Iterator[IndexDocument]:
    order = [written.name for written in FORMATS]
    for spec in DOCUMENTS:
        files = [entry for entry in entries if entry["document"] == spec.name]
        files.sort(key=lambda entry: order.index(entry["format"]))
        links = tuple(IndexLink(entry["format"], entry["path"]) for entry in files)
        if links:
            yield IndexDocument(spec.name, language(f"document.{spec.name}.name"), spec.audience.value, links)


def _filters(language: Language, subjects: Iterable[IndexSubject], groups: Sequence[IndexLanguage]) -> Iterator[Filter]:
    """The filters by which the documents differ, with the choices that find something."""
    documents = {document.id: document.name for group in groups for document in group.documents}
    found = (
        ("subject", {subject.id: f"{subject.foremost.title} · {subject.id}" for subject in subjects}),
        ("language", {group.tag: group.name for group in groups}),
        ("document", {spec.name: documents[spec.name] for spec in DOCUMENTS if spec.name in documents}),
    )
    for name, choices in found:
        if len(choices) > 1:
            options = tuple(Choice(value, label) for value, label in choices.items())
            yield Filter(name, language(f"index.{name}"), options)
