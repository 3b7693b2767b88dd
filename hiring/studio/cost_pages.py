"""The address of an opening's cost: its form, and what is saved of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from hiring.documents.cost_words import CostWriter
from hiring.editing import edited
from hiring.editing.changes import Change
from hiring.language import Language
from hiring.model.costs import CATALOGUE
from hiring.model.opening import Opening
from hiring.saving import ChangedError
from hiring.source import load
from hiring.studio import cost_fields, cost_form, entries
from hiring.studio.addresses import cost_address
from hiring.studio.asking import language_of
from hiring.studio.conflict import Asked, Difference, differences, settled
from hiring.studio.conflict_pages import ConflictPages, content_now
from hiring.studio.cost_fields import HIRES, OWN_ID, LineField, OwnLine, file_fields, own_lines, settled_own
from hiring.studio.cost_form import ONE_HIRE, inherited_of
from hiring.studio.entries import Given
from hiring.studio.frame import frame
from hiring.studio.naming import Names, words_of
from hiring.studio.opening_files import OpeningFiles, OpeningId
from hiring.studio.sending import body_of, given
from hiring.studio.services import Services
from hiring.studio.showing import Pages

_Body = Annotated[bytes, Depends(body_of)]
_SAVE: Final = "save"
_ORDER: Final = tuple(Opening.model_fields)


def router(services: Services, pages: Pages) -> APIRouter:
    """The page of an opening's cost."""
    routes = APIRouter(include_in_schema=False)
    desk = _CostDesk(services, pages)

    @routes.get("/openings/{opening_id}/cost")
    def form(request: Request, opening_id: OpeningId, saved: bool = False) -> Response:
        content = desk.revision(opening_id).content
        return desk.shown(request, opening_id, content, content, {}, was_saved=saved)

    @routes.post("/openings/{opening_id}/cost")
    def changed(request: Request, opening_id: OpeningId, body: _Body) -> Response:
        sent = settled(settled_own(given(body, services.seal)))
        read_from = desk.kept(sent) or desk.revision(opening_id).content
        wanted = desk.wanted(opening_id, read_from, sent, language_of(request, services.desk.library()))
        if sent.get("do") != [_SAVE] or OwnLine.of(sent).lacks:
            return desk.shown(request, opening_id, read_from, edited(read_from, wanted), sent)
        try:
            desk.save(opening_id, read_from, wanted)
        except ChangedError as error:
            return desk.asked(request, opening_id, read_from, sent, error)
        return RedirectResponse(cost_address(opening_id) + "?saved=1", HTTPStatus.SEE_OTHER.value)

    return routes


@dataclass(frozen=True)
class _CostDesk(OpeningFiles):
    """What the address does with an opening's file, and the pages that it answers with."""

    pages: Pages

    def wanted(self, opening_id: str, read_from: bytes, sent: Given, language: Language) -> list[Change]:
        """The changes of a file after which it says what a form says."""
        data = load(read_from, "").data
        inherited, _ = inherited_of(self.services.desk.library(), opening_id, read_from, language)
        hires = entries.changes((HIRES,), sent, data, _ORDER)
        if not HIRES.shown(data) and sent.get(HIRES.name) == [ONE_HIRE]:
            hires = []  # what the form shows where the file says nothing
        return [
            *hires,
            *cost_fields.changes(sent, data, inherited, self.services.today()),
        ]

    def shown(
        self,
        request: Request,
        opening_id: str,
        read_from: bytes,
        content: bytes,
        sent: Given,
        *,
        was_saved: bool = False,
    ) -> Response:
        """The form of an opening that was read as one content and would become another."""
        services = self.services
        library = services.desk.library().with_opening(opening_id, content)
        language = language_of(request, library)
        draft = services.drafts.draft(opening_id, read_from, content, was_saved=was_saved)
        view = cost_form.build(
            library, draft, read_from, content, language, sent, frame=frame(library, language), seal=services.seal
        )
        return self.pages.answer(request, "cost", view, language)

    def asked(self, request: Request, opening_id: str, read_from: bytes, sent: Given, error: ChangedError) -> Response:
        """The page that shows what the file says now beside what the form says, and asks which is to stay."""
        now = content_now(error)
        library = self.services.desk.library()
        language = language_of(request, library)
        contents = [load(each, "").data for each in (read_from, now, error.wanted)]
        fields = file_fields(*contents)
        names = {field.name: _called(field, contents, language) for field in fields if isinstance(field, LineField)}
        found = tuple(_named(differences(fields, *contents), names))
        title = Names(library, language).opening(opening_id)
        asked = Asked(title, opening_id, cost_address(opening_id), now)
        inherited, _ = inherited_of(library, opening_id, read_from, language)
        own = OwnLine.of(sent).id_among(contents[0], inherited)
        return ConflictPages(self.services, self.pages).ask(request, asked, found, {**sent, OWN_ID: [own]})


def _called(line: LineField, contents: Sequence[Any], language: Language) -> str:
    """What a line is called; one of nobody's catalogue as its file says."""
    if line.id in CATALOGUE:
        return CostWriter(language, "").catalogue_name(line.id)
    said = (own_lines(data).get(line.id) for data in contents)
    return next((str(found[1]["label"]) for found in said if found and found[1].get("label")), words_of(line.id))


def _named(found: Sequence[Difference], names: dict[str, str]) -> Iterator[Difference]:
    return (replace(each, label=names.get(each.name, "")) for each in found)
