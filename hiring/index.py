"""The page that links every file in the output folder."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from hiring.documents import DOCUMENTS
from hiring.errors import Gatherer
from hiring.formats import FORMATS
from hiring.language import Language
from hiring.library import SOURCE_LANGUAGE, Library
from hiring.manifest import Manifest
from hiring.rendering import Renderer

INDEX = "index.html"


@dataclass(frozen=True)
class IndexLink:
    """A file of the index."""

    format: str
    href: str


@dataclass(frozen=True)
class IndexDocument:
    """A document of the index in its formats."""

    name: str
    audience: str
    links: tuple[IndexLink, ...]


@dataclass(frozen=True)
class IndexGroup:
    """The documents of one subject in one language."""

    subject: str
    title: str
    is_sample: bool
    language: str
    language_name: str
    direction: str
    documents: tuple[IndexDocument, ...]


@dataclass(frozen=True)
class IndexView:
    """The page that links every file in the output folder."""

    language: str
    direction: str
    groups: tuple[IndexGroup, ...]


def index_page(library: Library, manifest: Manifest) -> bytes:
    """The index of what the manifest lists, as HTML. Raises ``RenderError`` for a faulty template of the workspace."""
    language = _language(library, {entry["language"] for entry in manifest.entries.values()})
    groups = []
    keys = sorted({(entry["subject"], entry["language"]) for entry in manifest.entries.values()})
    for subject, tag in keys:
        entries = [
            entry for entry in manifest.entries.values() if (entry["subject"], entry["language"]) == (subject, tag)
        ]
        groups.append(_index_group(language, Language(tag, {}), entries))
    view = IndexView(language.tag, language.direction, tuple(groups))
    html = Renderer(library.workspace).html("documents/index.html.j2", view, language)
    return next(spec for spec in FORMATS if spec.name == "html").write(html)


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


def _index_group(language: Language, own: Language, entries: Sequence[Mapping[str, str]]) -> IndexGroup:
    documents = []
    for spec in DOCUMENTS:
        files = [entry for entry in entries if entry["document"] == spec.name]
        order = [written.name for written in FORMATS]
        links = tuple(
            IndexLink(entry["format"], entry["path"])
            for entry in sorted(files, key=lambda entry: order.index(entry["format"]))
        )
        if links:
            documents.append(IndexDocument(language(f"document.{spec.name}.name"), spec.audience.value, links))
    first = entries[0]
    posting = next((entry["title"] for entry in entries if entry["document"] == "posting"), first["title"])
    return IndexGroup(
        subject=first["subject"],
        title=posting,
        is_sample=first["kind"] == "role",
        language=own.tag,
        language_name=language.name_of(own.tag),
        direction=own.direction,
        documents=tuple(documents),
    )
