"""The language in which whoever asks is answered."""

import re
from typing import Final

from babel import negotiate_locale
from starlette.requests import Request

from hiring.language import Language
from hiring.library import SOURCE_LANGUAGE, Library

CHOICE: Final = "in"
"""What chooses a language in an address."""
COOKIE: Final = "studio-language"


def language_of(request: Request, library: Library) -> Language:
    """The language that was chosen, else the one that is preferred of those that the program speaks."""
    for chosen in (request.query_params.get(CHOICE), request.cookies.get(COOKIE)):
        if chosen in library.language_tags:
            return library.language(chosen)
    ranges = [part.partition(";") for part in request.headers.get("accept-language", "").split(",")]
    preferred = [name.strip().replace("-", "_") for name, _, _ in sorted(ranges, key=_weight, reverse=True)]
    known = [tag.replace("-", "_") for tag in library.language_tags]
    found = negotiate_locale(preferred, known)
    return library.language(found.replace("_", "-") if found else SOURCE_LANGUAGE)


def _weight(part: tuple[str, str, str]) -> float:
    match = re.fullmatch(r"\s*q=([01](?:\.[0-9]{1,3})?)\s*", part[2])
    return float(match[1]) if match else 1.0
