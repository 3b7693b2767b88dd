"""What is wrong with the files that an employer's documents take their look from."""

from collections.abc import Iterator
from pathlib import Path

from hiring.brand_file import FileKind, file_findings
from hiring.errors import FieldPath, Finding
from hiring.letterhead import LETTERHEAD
from hiring.logo import LOGO, is_address
from hiring.model.employer import Brand
from hiring.typeface import FONT


def brand_findings(root: Path, brand: Brand) -> Iterator[Finding]:
    """What is wrong with each file that an employer in the workspace ``root`` names."""
    for path, given, kind in _files(brand):
        yield from file_findings(root, ("brand", *path), given, kind)


def _files(brand: Brand) -> Iterator[tuple[FieldPath, str, FileKind]]:
    """The files that are named: the field, what it says, and which kind of file that is."""
    if brand.letterhead is not None:
        yield ("letterhead",), brand.letterhead, LETTERHEAD
    if brand.logo is not None and not is_address(brand.logo):
        yield ("logo",), brand.logo, LOGO
    if brand.fonts is not None:
        for name, file in brand.fonts.files.items():
            yield ("fonts", name), file, FONT


def brand_files(root: Path, brand: Brand) -> tuple[Path, ...]:
    """Where the files lie that an employer in the workspace ``root`` names."""
    return tuple(root / given for _, given, _ in _files(brand))
