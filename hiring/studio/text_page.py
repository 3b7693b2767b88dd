"""A page of texts as it is written: its library has the file as the form has it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from hiring.errors import ContentError
from hiring.language import Language
from hiring.library import Library
from hiring.studio.addresses import text_address
from hiring.studio.drafts import Draft
from hiring.studio.entries import Given
from hiring.studio.findings import Findings, advice_on_texts, advice_while_typing, of_texts
from hiring.studio.frame import Named, frame
from hiring.studio.naming import Names
from hiring.studio.parts import parts_of
from hiring.studio.sections import Book
from hiring.studio.sheet import Branch, bound, branches, lists
from hiring.studio.text_choices import TextChoices
from hiring.studio.text_form import Builder, SectionNode, Step, TextForm
from hiring.studio.text_leaf import TextLeaf
from hiring.studio.tongues import named, own_languages, title_of, tongues
from hiring.studio.translating import sources_of, states, word_fields
from hiring.texts import Source


@dataclass(frozen=True)
class Writing:
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

    def findings(self, on: date, sent: Given, *, is_whole: bool) -> Findings:
        """What is wrong with the file and what refers to it. If nothing is, what the rules advise on a day.

        That is on what the form has ``sent``, or on the whole file, which must be there.
        """
        parts = parts_of(self.leaf.book.models[self.leaf.stem])
        every = branches(parts, self.source)
        fields = word_fields(every) if self.leaf.tag else [each.field for each in bound(every)]
        path = self.library.workspace.root / self.leaf.path
        file = self.library.workspace.shown(path)
        names = Names(self.library, self.language)
        found = of_texts(self._loads(), file, names, fields)
        if not found.is_sound:
            return found
        if is_whole:
            return advice_on_texts(path, on, names, fields)
        return advice_while_typing(path, on, names, fields, sent.keys())

    def _loads(self) -> Iterator[Callable[[], object]]:
        """How all is read that the page's file can make faulty."""
        library, book = self.library, self.leaf.book
        base = _base(library, book, self.leaf.stem)
        yield base
        tags = [self.leaf.tag] if self.leaf.tag else own_languages(library, book, self.leaf.stem)
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
            title=title_of(self.library, book, language),
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
        entry = next((each for each in self._siblings if each[0] == self.leaf.item), None)
        return entry[1] if entry is not None else self.language(f"studio.section.{self.leaf.sections[0].id}")

    @cached_property
    def _siblings(self) -> list[tuple[str, str]]:
        """The items of a section whose items stand apart: key and title."""
        section = self.leaf.sections[0]
        found = branches(parts_of(self.leaf.book.models[self.leaf.stem]), self.source, section.fields)
        return [(entry.key, entry.title) for each in lists(found[:1]) if each is found[0] for entry in each.entries]

    def _above(self) -> tuple[Step, ...]:
        book, leaf = self.leaf.book, self.leaf
        if book.kind != "role":
            return ()
        steps = [Step(title_of(self.library, book, self.language), text_address(book.address, language=leaf.tag))]
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
        pages = self._siblings
        if not leaf.item:
            pages = [(each.id, self.language(f"studio.section.{each.id}")) for each in book.sections]
        at = [key for key, _ in pages].index(leaf.item or section) + by
        if not 0 <= at < len(pages):
            return None
        key, title = pages[at]
        return Step(title, text_address(book.address, *((section, key) if leaf.item else (key,)), language=leaf.tag))


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
