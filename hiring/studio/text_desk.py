"""What pages of texts answer with: what their files say, what would become of a form, and what to do when two were at it."""

from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from os.path import lexists

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from hiring.editing import edited
from hiring.errors import ContentError
from hiring.reporting.problems import problem_lines
from hiring.saving import ChangedError
from hiring.studio.asking import language_of
from hiring.studio.conflict import Asked, settled
from hiring.studio.conflict_pages import ConflictPages, content_now
from hiring.studio.deeds import Deed
from hiring.studio.entries import Given
from hiring.studio.frame import Frame, frame
from hiring.studio.naming import Names, words_of
from hiring.studio.sending import given
from hiring.studio.services import Services
from hiring.studio.showing import Pages
from hiring.studio.text_conflict import Contents, question
from hiring.studio.text_files import TextFiles, data_of
from hiring.studio.text_leaf import TextLeaf, landing
from hiring.studio.text_page import Writing
from hiring.studio.tongues import title_of

_SAVE, _CHECK = "save", "check"
"""What the form's field ``do`` says for its two buttons."""


@dataclass(frozen=True)
class Broken:
    """The page of a file that cannot be read: what is wrong with it."""

    frame: Frame
    title: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class TextDesk:
    """What the addresses of texts do, and the pages that they answer with."""

    services: Services
    pages: Pages

    @cached_property
    def files(self) -> TextFiles:
        """The files that the pages show and change."""
        return TextFiles(self.services)

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
            content = self.files.changed(leaf, read_from, sent)
            deed = Deed.of(sent)
            if deed is None and sent.get("do") != [_SAVE]:
                return self._page(request, leaf, read_from, content, sent)
            done = self.files.done(leaf, content, deed, sent)
            try:
                wanted = edited(content, done.changes) if done.changes else content
                self.files.save(leaf, read_from, wanted)
            except ChangedError as error:
                return self._asked(request, leaf, sent, error, read_from=read_from, mine=content)
        except ContentError as error:
            return self._broken(request, leaf, error)
        self.files.follow(leaf, read_from, wanted, sent, done)
        return RedirectResponse(landing(leaf, deed, done), HTTPStatus.SEE_OTHER.value)

    def _begun(self, request: Request, leaf: TextLeaf) -> bytes:
        return self.files.begun(leaf, language_of(request, self.services.desk.library()).tag)

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
        if content and content != self.files.content(leaf.path):
            library = library.with_draft(path, content)
        is_there = lexists(path)
        # A translation without a file says nothing so far, and nothing of it waits to be saved.
        is_new = not is_there and not leaf.tag
        draft = drafts.unkept(leaf.book.id, read_from, content, is_new=is_new, was_saved=was_saved)
        source = self.files.source(leaf, content)  # whose problems name the file
        view = Writing(library, language, leaf, source, data_of(content, leaf.path))
        is_whole = sent.get("do") == [_CHECK] and is_there
        findings = view.findings(self.services.today(), sent, is_whole=is_whole)
        form = view.form(draft, sent, findings, self.services.seal)
        return self.pages.answer(request, "texts", form, language)

    def _broken(self, request: Request, leaf: TextLeaf, error: ContentError) -> Response:
        library = self.services.desk.library()
        language = language_of(request, library)
        found = Names(library, language).all_named(error.problems)
        lines = tuple(problem_lines(found, language))
        view = Broken(frame(library, language, leaf.tag), words_of(leaf.book.id), lines)
        return self.pages.answer(request, "broken", view, language, HTTPStatus.UNPROCESSABLE_ENTITY)

    def _asked(
        self, request: Request, leaf: TextLeaf, sent: Given, error: ChangedError, *, read_from: bytes, mine: bytes
    ) -> Response:
        """The page that shows what the file says now beside what the form says, and asks which is to stay."""
        now = content_now(error)
        library = self.services.desk.library()
        language = language_of(request, library)
        found = question(self.files, leaf, Contents(read_from, now, mine), sent, language)
        title = title_of(library, leaf.book, language)
        asked = Asked(title, leaf.path.as_posix(), leaf.address, now, leaf.tag)
        return ConflictPages(self.services, self.pages).ask(request, asked, found.differences, found.sent)
