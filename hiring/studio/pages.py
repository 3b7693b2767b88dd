"""The first page of the studio, and what all pages load."""

from functools import cache

from fastapi import APIRouter, Request, Response

from hiring.studio import openings
from hiring.studio.addresses import OPENINGS, SCRIPT, STYLE
from hiring.studio.asking import language_of
from hiring.studio.frame import frame
from hiring.studio.services import Services
from hiring.studio.showing import Pages
from hiring.workspace import shipped

_STYLES = ("styles/base.css", "styles/studio.css")
_SCRIPTS = ("scripts/studio.js", "scripts/panel.js")


def router(services: Services, pages: Pages) -> APIRouter:
    """The addresses of the first page, its styles and its script."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(OPENINGS)
    def all_openings(request: Request) -> Response:
        library = services.desk.library()
        language = language_of(request, library)
        view = openings.build(library, frame(library, language), language, services.today())
        return pages.answer(request, "openings", view, language)

    @routes.get(STYLE)
    def style() -> Response:
        return Response(_joined(_STYLES), media_type="text/css")

    @routes.get(SCRIPT)
    def script() -> Response:
        return Response(_joined(_SCRIPTS), media_type="text/javascript")

    return routes


@cache
def _joined(names: tuple[str, ...]) -> str:
    return "\n".join((shipped("templates") / name).read_text(encoding="utf-8") for name in names)
