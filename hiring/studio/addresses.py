"""The addresses of the studio."""

from typing import Final
from urllib.parse import quote, urlencode

API: Final = "/api/v1"
OPENINGS: Final = "/"
NEW_OPENING: Final = "/new-opening"
ROLES: Final = "/roles"
EMPLOYER: Final = "/employer"
SCRIPT: Final = "/assets/studio.js"
STYLE: Final = "/assets/studio.css"
DESCRIPTION: Final = "/api/openapi.json"


def document_address(opening_id: str, document: str, format_name: str, language: str) -> str:
    """Where a document of an opening is made."""
    query = urlencode({"language": language})
    return f"{API}/openings/{quote(opening_id, safe='')}/documents/{document}/{format_name}?{query}"


def opening_address(opening_id: str) -> str:
    """The form of an opening."""
    return f"/openings/{quote(opening_id, safe='')}"


def interview_address(opening_id: str) -> str:
    """The interview of an opening."""
    return f"{opening_address(opening_id)}/interview"


def cost_address(opening_id: str) -> str:
    """The form of an opening's cost."""
    return f"{opening_address(opening_id)}/cost"


def candidate_address(opening_id: str) -> str:
    """What is sent to the candidates of an opening."""
    return f"{opening_address(opening_id)}/candidate"


def candidate_file_address(opening_id: str, format_name: str, language: str) -> str:
    """Where a file to send to candidates is made."""
    return f"{candidate_address(opening_id)}/{format_name}?{urlencode({'language': language})}"


def draft_address(opening_id: str, digest: str, document: str, format_name: str, language: str) -> str:
    """Where a document is made of what stands in a form, saved or not."""
    query = urlencode({"language": language})
    return f"{opening_address(opening_id)}/drafts/{digest}/{document}/{format_name}?{query}"


def archive_address(opening_id: str, digest: str) -> str:
    """Where every document of what stands in a form comes as one archive."""
    return f"{opening_address(opening_id)}/drafts/{digest}/archive.zip"


def words_address(opening_id: str) -> str:
    """The texts of an opening in its languages."""
    return f"{opening_address(opening_id)}/words"


def role_address(role_id: str) -> str:
    """What a role consists of."""
    return f"{ROLES}/{quote(role_id, safe='')}"


def text_address(above: str, *parts: str, language: str = "") -> str:
    """A page of texts below another address; with a language, their translation beside them."""
    query = f"?{urlencode({'language': language})}" if language else ""
    return "/".join((above, *(quote(part, safe="") for part in parts if part))) + query
