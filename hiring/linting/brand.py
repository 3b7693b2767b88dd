"""What an employer should know of its colour: that text does not take it as it is."""

from collections.abc import Iterator
from typing import Final

from hiring.colour import LIGHT_PAPERS, TEXT, least_contrast, readable
from hiring.errors import Finding, Gatherer, Problem
from hiring.library import Library
from hiring.texts import LooksIn

_RULE: Final = "brand-colour"


def brand_colour(library: Library, looks_in: LooksIn) -> Iterator[Problem]:
    """The employer's colour, where another stands for it in text. What is wrong with the file, other commands say."""
    root = library.workspace.root
    has_employer = looks_in(root) and (root / "employer.yaml").is_file()
    base = Gatherer()(library.employer_base) if has_employer else None
    colour = base.value.brand.colour if base is not None else None
    if base is None or colour is None:
        return
    instead = readable(colour, LIGHT_PAPERS)
    if instead != colour:
        ratio = int(least_contrast(colour, LIGHT_PAPERS) * 100) / 100  # 4.499 is not 4.50
        values = {"colour": colour, "ratio": f"{ratio:.2f}", "needed": str(TEXT), "instead": instead}
        yield base.document.problem(Finding(_RULE, ("brand", "colour"), values, _RULE))
