"""What pages of texts do with their files: show them, check what stands in a form, save it, and ask when two were at it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from http import HTTPStatus
from os.path import lexists
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from hiring.editing import edited
from hiring.errors import ContentError
from hiring.language import Language, locale_of
from hiring.library import Library
from hiring.reporting.problems import problem_lines
from hiring.saving import ChangedError, Revision, create, read
from hiring.saving import replace as write_over
from hiring.source import load
from hiring.studio import deeds
from hiring.studio.addresses import text_address
from hiring.studio.asking import language_of
from hiring.studio.conflict import Asked, Shown, ask, between, settled
from hiring.studio.deeds import Deed, Done
from hiring.studio.entries import Given, changes
from hiring.studio.findings import Findings, advice_on_texts, of_texts
from hiring.studio.frame import Frame, Named, frame
from hiring.studio.opening_form import Draft
from hiring.studio.parts import parts_of
from hiring.studio.sections import Book, Section
from hiring.studio.sending import given
from hiring.studio.services import Services
from hiring.studio.sheet import Branch, Listed, bound, branches, lists
from hiring.studio.showing import Pages
from hiring.studio.text_choices import TextChoices, label
from hiring.studio.text_form import Builder, SectionNode, Step, TextForm, Tongue, said_by, touched
from hiring.studio.translating import confirmed, forget, note, sources_of, states, translated, word_fields
from hiring.texts import Source

_SAVE, _CHECK = "save", "check"
"""What the form's field ``do`` says for its two buttons."""


@dataclass(frozen=True)
class Broken:
    """The page of a file that cannot be read: what is wrong with it."""

    frame: Frame
    title: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class TextLeaf:
    """One page of a book: sections of one file, or one item of the first; with a language, their translation."""

    book: Book
    sections: tuple[Section, ...]
    item: str = ""
    tag: str = ""
    parts: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """The file whose texts the page has."""
        return self.sections[0].stem

    @property
    def path(self) -> Path:
        """The file that the page's form changes, in the workspace."""
        return self.book.words(self.stem, self.tag) if self.tag else self.book.files[self.stem]

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The fields of the file as the model has them."""
        return tuple(self.book.models[self.stem].model_fields)

    @property
    def address(self) -> str:
        """Where the page is."""
        return text_address(self.book.address, *self.parts, language=self.tag)

    def branches(self, source: Any) -> tuple[Branch, ...]:
        """The parts of the page. Raises ``HTTPException`` when there is no such item."""
        fields = [name for section in self.sections for name in section.fields]
        found = branches(parts_of(self.book.models[self.stem]), source, fields)
        if not self.item:
            return found
        for listed in found:
            for entry in listed.entries if isinstance(listed, Listed) else ():
                if entry.key == self.item:
                    return entry.branches
        raise HTTPException(HTTPStatus.NOT_FOUND)


@dataclass(frozen=True)
class TextDesk:
    """What the addresses of texts do, and the pages that they answer with."""

    services: Services
    pages: Pages

    def shown(self, request: Request, leaf: TextLeaf, *, was_saved: bool = False) -> Response:
        """The page as its file is now."""
        try:
            content = self._begun(request, leaf)
            return self._page(request, leaf, content, content, {}, was_saved=was_saved)
        except ContentError as error:
            return self._broken(request, leaf, error)

    def sent(self, request: Request, leaf: TextLeaf, body: bytes) -> Response:
        """What a form asks for: the page as it would be, or the file saved and the page of what was done."""
        sent = settled(given(body, self.services.seal))
        kept = self.services.drafts.get(next(iter(sent.get("revision", ())), ""))
        try:
            read_from = kept if kept is not None else self._begun(request, leaf)
            content = self._changed(leaf, read_from, sent)
            deed = Deed.of(sent)
            if deed is None and sent.get("do") != [_SAVE]:
                return self._page(request, leaf, read_from, content, sent)
            done = self._done(leaf, content, deed, sent)
            content = edited(content, done.changes)
            try:
                self._save(leaf, read_from, content)
            except ChangedError as error:
                return self._asked(request, leaf, read_from, sent, error)
        except ContentError as error:
            return self._broken(request, leaf, error)
        self._follow(leaf, read_from, content, sent, done)
        return RedirectResponse(_after(leaf, deed, done), HTTPStatus.SEE_OTHER.value)

    def _content(self, path: Path) -> bytes | None:
        """What is in a file of the workspace; None when there is none."""
        workspace = self.services.desk.workspace
        return read(workspace, path).content if lexists(workspace.root / path) else None

    def _begun(self, request: Request, leaf: TextLeaf) -> bytes:
        """What is in the file of a page, or what one begins with that is not there; a translation begins with nothing.

        Raises ``ContentError`` when nobody can begin it here.
        """
        content = self._content(leaf.path)
        if content is not None:
            return content
        if leaf.tag:
            return b""
        library = self.services.desk.library()
        if leaf.book.kind == "employer":
            return f"language: {language_of(request, library).tag}\n".encode()
        if leaf.stem == "interview":
            return f"language: {library.role_base(leaf.book.id).value.language}\n".encode()
        return read(library.workspace, leaf.path).content

    def _source(self, leaf: TextLeaf, content: bytes) -> Any:
        """What the base file of a page says; ``content`` is that of the file that the page changes."""
        if leaf.tag:
            content = self._content(leaf.book.files[leaf.stem]) or b""
        return load(content, leaf.book.files[leaf.stem].as_posix()).data if content else None

    def _changed(self, leaf: TextLeaf, read_from: bytes, sent: Given) -> bytes:
        """The file as a form's fields have it."""
        found = leaf.branches(self._source(leaf, read_from))
        data = load(read_from, "").data if read_from else None
        changed = touched(sent, said_by(found, data, is_translation=bool(leaf.tag)))
        if leaf.tag:
            return translated(read_from, found, changed, leaf.order)
        return edited(read_from, changes([each.field for each in bound(found)], changed, data, leaf.order))

    def _done(self, leaf: TextLeaf, content: bytes, deed: Deed | None, sent: Given) -> Done:
        if deed is None or leaf.tag:
            return Done(())
        data = load(content, "").data
        return deeds.done(deed, leaf.branches(data), data, sent, leaf.order)

    def _save(self, leaf: TextLeaf, read_from: bytes, content: bytes) -> None:
        """Write what a file is to be. Raises ``ChangedError`` when it is something else than the form was read from."""
        workspace = self.services.desk.workspace
        if content and not lexists(workspace.root / leaf.path):
            create(workspace, leaf.path, content)
        elif content != read_from:
            path = workspace.root / leaf.path
            write_over(workspace, Revision(path, read_from, None), content)

    def _follow(self, leaf: TextLeaf, read_from: bytes, content: bytes, sent: Given, done: Done) -> None:
        """What a saved page brings with it in other files: the record of a translation, and words of what is gone."""
        library = self.services.desk.library()
        if leaf.tag:
            before, after = (load(each, "").data if each else None for each in (read_from, content))
            found = leaf.branches(self._source(leaf, content))
            note(library, leaf.book, leaf.stem, leaf.tag, confirmed(found, sent, before, after))
        elif done.gone:
            forget(library, leaf.book, leaf.stem, done.gone)

    def _page(
        self,
        request: Request,
        leaf: TextLeaf,
        read_from: bytes,
        content: bytes,
        sent: Given,
        *,
        was_saved: bool = False,
    ) -> Response:
        desk, drafts = self.services.desk, self.services.drafts
        library = desk.library()
        language = language_of(request, library)
        path = library.workspace.root / leaf.path
        if content and content != self._content(leaf.path):
            library = library.with_draft(path, content)
        is_there = lexists(path)
        draft = Draft(
            opening_id=leaf.book.id,
            revision=drafts.keep(read_from),
            digest=drafts.keep(content),
            is_saved=content == read_from and (is_there or bool(leaf.tag)),
            is_new=not is_there,
            was_saved=was_saved,
        )
        view = _Writing(
            library, language, leaf, self._source(leaf, content), load(content, "").data if content else None
        )
        advised = sent.get("do") == [_CHECK] and is_there
        on = self.services.today() if advised else None
        findings = view.findings(on)
        form = view.form(draft, sent, findings, self.services.seal)
        return self.pages.answer(request, "texts", form, language)

    def _broken(self, request: Request, leaf: TextLeaf, error: ContentError) -> Response:
        library = self.services.desk.library()
        language = language_of(request, library)
        view = Broken(frame(library, language, leaf.tag), leaf.book.id, tuple(problem_lines(error.problems, language)))
        return self.pages.answer(request, "broken", view, language, HTTPStatus.UNPROCESSABLE_ENTITY)

    def _asked(self, request: Request, leaf: TextLeaf, read_from: bytes, sent: Given, error: ChangedError) -> Response:
        """The page that shows what the file says now beside what the form says, and asks which is to stay."""
        if error.current is None or error.current.document is None:
            raise error
        library = self.services.desk.library()
        language = language_of(request, library)
        is_translation = bool(leaf.tag)
        contents = (read_from, error.current.content, error.wanted)
        said: list[Shown] = []
        labels: dict[str, str] = {}
        for content in contents:
            branches = leaf.branches(self._source(leaf, content))
            said.append(said_by(branches, load(content, "").data if content else None, is_translation=is_translation))
            labels |= {each.field.name: label(language, each.names) for each in bound(branches)}
        mine = {name: values for name, values in said[2].items() if name in sent}
        asked = Asked(leaf.path.as_posix(), leaf.address, self.services.drafts.keep(error.current.content))
        found = between(said[0], said[1], mine, labels)
        view = ask(frame(library, language, leaf.tag), self.services.seal, asked, found, sent)
        return self.pages.answer(request, "conflict", view, language, HTTPStatus.CONFLICT)


@dataclass(frozen=True)
class _Writing:
    """A page that is being written: its library has the file as the form has it."""

    library: Library
    language: Language
    leaf: TextLeaf
    source: Any
    data: Any

    @cached_property
    def _branches(self) -> tuple[Branch, ...]:
        return self.leaf.branches(self.source)

    @cached_property
    def _sources(self) -> Mapping[str, Source]:
        return sources_of(self.library, self.leaf.book)

    def findings(self, on: date | None) -> Findings:
        """What is wrong with the file and what refers to it; with a day also what the rules advise, if nothing is."""
        parts = parts_of(self.leaf.book.models[self.leaf.stem])
        every = branches(parts, self.source)
        fields = word_fields(every) if self.leaf.tag else [each.field for each in bound(every)]
        path = self.library.workspace.root / self.leaf.path
        file = self.library.workspace.shown(path)
        found = of_texts(self._loads(), file, self.language, fields)
        if on is None or not found.is_sound:
            return found
        return advice_on_texts(self.library, path, on, self.language, fields)

    def _loads(self) -> Iterator[Callable[[], object]]:
        """How all is read that the page's file can make faulty."""
        library, book = self.library, self.leaf.book
        base = _base(library, book, self.leaf.stem)
        yield base
        tags = [self.leaf.tag] if self.leaf.tag else _own_languages(library, book, self.leaf.stem)
        yield from (partial(_translated, library, base, tag) for tag in tags)
        for opening_id in library.opening_ids if book.kind == "role" and not self.leaf.tag else ():
            if library.role_named_by(opening_id) == book.id:
                yield partial(library.opening_base, opening_id)

    def form(self, draft: Draft, sent: Given, found: Findings, seal: str) -> TextForm:
        """The page."""
        leaf, book, language = self.leaf, self.leaf.book, self.language
        own = self._own()
        translation = named(self.library, leaf.tag) if leaf.tag else None
        builder = Builder(
            language=language,
            own=own,
            translation=translation,
            data=self.data,
            source=self.source,
            given=sent,
            found=found,
            choices=TextChoices(self.library, language, self._interview()),
            states=states(self.library, self._sources.get(leaf.stem), leaf.tag) if leaf.tag else {},
        )
        names = {each.field.name for each in bound(self._branches)}
        aside = tuple(said for name, each in found.by_field.items() if name not in names for said in each)
        return TextForm(
            frame=frame(self.library, language, leaf.tag),
            seal=seal,
            kind=book.kind,
            title=title_of(self.library, book),
            heading=self._heading(),
            address=leaf.address,
            draft=draft,
            own=own,
            translation=translation,
            tongues=tongues(self.library, book, self._sources, own, leaf.parts, leaf.tag),
            above=self._above(),
            before=self._beside(-1),
            after=self._beside(1),
            sections=tuple(self._sections(builder)),
            others=(*found.others, *aside),
            is_file_there=self.source is not None,
        )

    def _sections(self, builder: Builder) -> Iterator[SectionNode]:
        by_name = {each.names[0]: each for each in self._branches} if not self.leaf.item else {}
        for section in self.leaf.sections:
            found = [by_name[name] for name in section.fields] if by_name else self._branches
            address = ""
            if section.apart and not self.leaf.item:
                parts = text_address(self.leaf.book.address, section.id, "item", language=self.leaf.tag)
                address = parts.replace("/item", "/{item}")
            nodes = builder.nodes(found, address)
            if nodes:
                yield SectionNode(section.id, nodes)

    def _own(self) -> Named:
        """The language in which the base file is written."""
        said = self.source if isinstance(self.source, dict) else {}
        tags = said.get("languages")
        tag = said.get("language") or (tags[0] if isinstance(tags, list) and tags else None)
        return named(self.library, tag if isinstance(tag, str) else self.language.tag)

    def _interview(self) -> Any:
        """What the interview of a role says, whose competencies its questions name."""
        return self.source if self.leaf.stem == "interview" else None

    def _heading(self) -> str:
        if len(self.leaf.sections) > 1:
            return ""
        entry = next((each for each in self._siblings() if each[0] == self.leaf.item), None)
        return entry[1] if entry is not None else self.language(f"studio.section.{self.leaf.sections[0].id}")

    def _siblings(self) -> list[tuple[str, str]]:
        """The items of a section whose items stand apart: key and title."""
        section = self.leaf.sections[0]
        found = branches(parts_of(self.leaf.book.models[self.leaf.stem]), self.source, section.fields)
        return [(entry.key, entry.title) for each in lists(found[:1]) if each is found[0] for entry in each.entries]

    def _above(self) -> tuple[Step, ...]:
        book, leaf = self.leaf.book, self.leaf
        if book.kind != "role":
            return ()
        steps = [Step(title_of(self.library, book), text_address(book.address, language=leaf.tag))]
        if leaf.item:
            named_by = self.language(f"studio.section.{leaf.sections[0].id}")
            steps.append(Step(named_by, text_address(book.address, leaf.sections[0].id, language=leaf.tag)))
        return tuple(steps)

    def _beside(self, by: int) -> Step | None:
        """The page before or after this one."""
        leaf, book = self.leaf, self.leaf.book
        if book.kind != "role":
            return None
        section = leaf.sections[0].id
        pages = self._siblings()
        if not leaf.item:
            pages = [(each.id, self.language(f"studio.section.{each.id}")) for each in book.sections]
        at = [key for key, _ in pages].index(leaf.item or section) + by
        if not 0 <= at < len(pages):
            return None
        key, title = pages[at]
        return Step(title, text_address(book.address, *((section, key) if leaf.item else (key,)), language=leaf.tag))


def _after(leaf: TextLeaf, deed: Deed | None, done: Done) -> str:
    """Where somebody goes after saving: to the item that was added or moved, else to the page again."""
    section = leaf.sections[0]
    if deed is not None and deed.verb == deeds.ADD and done.key and section.apart and not leaf.item:
        return text_address(leaf.book.address, section.id, done.key) + "?saved=1"
    mark = ""
    if deed is not None and done.key:
        mark = f"#item-{deed.name}" if deed.verb != deeds.ADD else f"#item-{deed.name}.{done.key}"
    return f"{leaf.address}{'&' if '?' in leaf.address else '?'}saved=1{mark}"


def _base(library: Library, book: Book, stem: str) -> Callable[[], Any]:
    """How the base file of a book is read."""
    if book.kind == "employer":
        return library.employer_base
    loads = {"role": library.role_base, "interview": library.interview_base, "opening": library.opening_base}
    return partial(loads[stem], book.id)


def _translated(library: Library, base: Callable[[], Any], tag: str) -> object:
    try:
        found = base()
    except ContentError:
        return None  # it is read for itself
    return library.translated(found, tag) if found is not None else None


def _own_languages(library: Library, book: Book, stem: str) -> list[str]:
    """The languages of the workspace's own translations of a file."""
    base = library.workspace.root / book.files[stem]
    names = [path.name.split(".") for path in base.parent.glob(f"{base.stem}.*.yaml")]
    return sorted(parts[1] for parts in names if len(parts) == 3 and locale_of(parts[1]))


def named(library: Library, tag: str) -> Named:
    """A language as a page shows it, with phrases or without."""
    locale = locale_of(tag)
    if tag in library.language_tags:
        return Named.of(library.language(tag))
    direction = "rtl" if locale is not None and locale.text_direction == "rtl" else "ltr"
    return Named(tag, direction, (locale.get_display_name(locale) if locale is not None else None) or tag)


def tongues(
    library: Library, book: Book, sources: Mapping[str, Source], own: Named, parts: tuple[str, ...], current: str
) -> tuple[Tongue, ...]:
    """The languages that a book can be seen in: its own, those it is in, and those that the program speaks.

    An opening is in the languages that it names and in no others.
    """
    found = {tag for source in sources.values() for tag in source.languages}
    for stem in book.files:
        found.update(_own_languages(library, book, stem))
    offered = set(library.language_tags) if book.kind != "opening" else set()
    tags = sorted(found | offered - {own.tag})
    first = Tongue(own, text_address(book.address, *parts), not current)
    others = (
        Tongue(named(library, tag), text_address(book.address, *parts, language=tag), tag == current) for tag in tags
    )
    return (first, *others)


def title_of(library: Library, book: Book) -> str:
    """What a book is called in its own language, by its file; else its id."""
    path = library.workspace.root / next(iter(book.files.values()))
    try:
        data = library.read(path).data
    except ContentError:
        return book.id
    said = data.get("name" if book.kind == "employer" else "title") if isinstance(data, dict) else None
    return said if isinstance(said, str) else book.id


def opened(leaf: TextLeaf, tag: str) -> TextLeaf:
    """The page beside its translation into a language. Raises ``HTTPException`` for a tag that is no language."""
    if locale_of(tag) is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return replace(leaf, tag=tag)
