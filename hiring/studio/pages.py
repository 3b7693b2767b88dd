"""The pages of the studio for people."""

from functools import cache

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from hiring.library import Library
from hiring.rendering import Renderer
from hiring.studio import openings
from hiring.studio.addresses import OPENINGS, STYLE
from hiring.studio.asking import CHOICE, COOKIE, language_of
from hiring.studio.frame import frame
from hiring.studio.services import Services
from hiring.workspace import Workspace, shipped

_STYLES = ("base.css", "studio.css")


def router(services: Services) -> APIRouter:
    """The addresses of pages, and of what pages load."""
    routes = APIRouter(include_in_schema=False)
    renderer = Renderer(Workspace(shipped("templates").parent))  # a workspace's templates are for documents

    @routes.get(OPENINGS)
    def all_openings(request: Request) -> Response:
        library = services.desk.library()
        language = language_of(request, library)
        view = openings.build(library, frame(library, language, STYLE), language, services.today())
        page = HTMLResponse(renderer.html("studio/openings.html.j2", view, language))
        return _remembering(request, library, page)

    @routes.get(STYLE)
    def style() -> Response:
        return Response(_style(), media_type="text/css")

    return routes


def _remembering(request: Request, library: Library, page: Response) -> Response:
    """The page, and the language that was chosen for the next ones."""
    chosen = request.query_params.get(CHOICE)
    if chosen in library.language_tags:
        page.set_cookie(COOKIE, chosen, samesite="strict", httponly=True)
    return page


@cache
def _style() -> str:
    folder = shipped("templates") / "styles"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in _STYLES)
