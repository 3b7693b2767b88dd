"""The addresses of the studio."""

from typing import Final
from urllib.parse import quote, urlencode

API: Final = "/api/v1"
OPENINGS: Final = "/"
STYLE: Final = "/assets/studio.css"
DESCRIPTION: Final = "/api/openapi.json"


def document_address(opening_id: str, document: str, format_name: str, language: str) -> str:
    """Where a document of an opening is made."""
    query = urlencode({"language": language})
    return f"{API}/openings/{quote(opening_id, safe='')}/documents/{document}/{format_name}?{query}"
