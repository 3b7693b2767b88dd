"""What every page of the studio has around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from hiring.language import Language
from hiring.library import Library
from hiring.studio.addresses import SCRIPT, STYLE


@dataclass(frozen=True)
class Named:
    """A language, and what it calls itself."""

    tag: str
    direction: str
    name: str

    @classmethod
    def of(cls, language: Language) -> "Named":
        """As a page shows a language."""
        return cls(language.tag, language.direction, language.name)


@dataclass(frozen=True)
class Frame:
    """The page around a view: its language, the others it can be read in, and which folder the studio works on.

    ``kept`` is what the address of the page keeps when its language changes. ``style`` and ``script`` are the addresses of
    what every page loads.
    """

    language: Named
    languages: tuple[Named, ...]
    workspace: str
    kept: str = ""
    style: str = STYLE
    script: str = SCRIPT


def frame(library: Library, language: Language, translation: str = "") -> Frame:
    """The frame of a page in a language; ``translation`` is the one that its texts are translated to."""
    others: Sequence[Language] = [library.language(tag) for tag in library.language_tags]
    kept = urlencode({"language": translation}) + "&" if translation else ""
    return Frame(Named.of(language), tuple(map(Named.of, others)), library.workspace.root.name, kept)
