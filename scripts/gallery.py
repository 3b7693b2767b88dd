"""Contact sheets of what is built in ``out``: every PDF page by page, every web page on a phone and a desk, light and dark.

``make gallery`` writes them to ``gallery``, with a page that shows them. ``--language ar`` makes some of them again;
``--document`` and ``--subject`` narrow it further. Needs poppler-utils and Chromium.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

DPI = 60
COLUMNS = 5
GAP = 8
BACKGROUND = "#8a8f93"

Scheme = Literal["light", "dark"]
SCREENS: tuple[tuple[int, Scheme], ...] = ((360, "light"), (360, "dark"), (1100, "light"), (1100, "dark"))
"""The widths of screens in CSS pixels, each in light or dark."""
SCREEN_HEIGHT = 1500


@dataclass(frozen=True)
class Built:
    """One file of the output folder that has a look: a PDF or a web page."""

    path: Path
    subject: str
    language: str
    document: str

    @property
    def is_pdf(self) -> bool:
        """Whether it is a PDF."""
        return self.path.suffix == ".pdf"


def built(out: Path, wanted: argparse.Namespace) -> Iterator[Built]:
    """What the manifest of an output folder lists, as far as it was asked for."""
    entries = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]
    for entry in entries:
        chosen = all(
            not getattr(wanted, part) or entry[part] in getattr(wanted, part)
            for part in ("subject", "language", "document")
        )
        if chosen and entry["format"] in ("pdf", "html"):
            yield Built(out / entry["path"], entry["subject"], entry["language"], entry["document"])


def pages_of(pdf: Path) -> list[Image.Image]:
    """Every page of a PDF as an image."""
    with TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(DPI), "-png", str(pdf), f"{folder}/page"], check=True)
        return [Image.open(path).copy() for path in sorted(Path(folder).glob("page*.png"))]


def screens_of(page: Path, browser: Browser) -> list[Image.Image]:
    """The first screens of a web page, one image for each row of ``SCREENS``."""
    images = []
    for width, scheme in SCREENS:
        with browser.new_context(
            viewport={"width": width, "height": SCREEN_HEIGHT}, color_scheme=scheme, java_script_enabled=False
        ) as context:
            tab = context.new_page()
            tab.goto(page.resolve().as_uri())
            with TemporaryDirectory() as folder:
                shot = Path(folder) / "screen.png"
                tab.screenshot(path=shot)
                images.append(Image.open(shot).copy())
    return images


def sheet(images: Sequence[Image.Image]) -> Image.Image:
    """The images side by side, in rows."""
    rows = [images[start : start + COLUMNS] for start in range(0, len(images), COLUMNS)]
    width = max(sum(image.width + GAP for image in row) for row in rows) + GAP
    height = sum(max(image.height for image in row) + GAP for row in rows) + GAP
    found = Image.new("RGB", (width, height), BACKGROUND)
    top = GAP
    for row in rows:
        left = GAP
        for image in row:
            found.paste(image, (left, top))
            left += image.width + GAP
        top += max(image.height for image in row) + GAP
    return found


def save(images: Sequence[Image.Image], path: Path) -> Path:
    """Write a contact sheet, in few colours, since there are many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet(images).quantize(128).save(path, optimize=True)
    return path


def index(gallery: Path) -> None:
    """A page that shows every contact sheet of the gallery, those of earlier runs too."""
    sheets = sorted(path.relative_to(gallery).as_posix() for path in gallery.rglob("*.png"))
    figures = "\n".join(
        f'<figure><figcaption>{escape(name)}</figcaption><a href="{escape(name)}">'
        f'<img src="{escape(name)}" alt="" loading="lazy"></a></figure>'
        for name in sheets
    )
    style = "body{font-family:sans-serif;background:#ddd}img{max-width:100%}figure{margin:0 0 2rem}"
    (gallery / "index.html").write_text(
        f'<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><title>Gallery</title><style>{style}</style>\n{figures}\n',
        encoding="utf-8",
    )


def make_pdf(gallery: Path, file: Built) -> Path:
    """The contact sheet of a PDF."""
    name = f"{file.document}.pdf.png"
    return save(pages_of(file.path), gallery / file.subject / file.language / name)


def make_web(gallery: Path, file: Built, browser: Browser) -> Path:
    """The contact sheet of a web page."""
    name = f"{file.document}.html.png"
    return save(screens_of(file.path, browser), gallery / file.subject / file.language / name)


def chromium(playwright: Any) -> Browser:
    """The system's Chromium, else Playwright's own."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    opened: Browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
    return opened


def main() -> None:
    """Make the contact sheets that the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("subject", "language", "document"):
        parser.add_argument(f"--{name}", action="append", default=[], help=f"only this {name}; may be given again")
    parser.add_argument("--out", type=Path, default=Path("out"), help="where the documents are")
    parser.add_argument("--gallery", type=Path, default=Path("gallery"), help="where the contact sheets go")
    wanted = parser.parse_args()
    if not (wanted.out / "manifest.json").is_file():
        sys.exit(f"{wanted.out} holds no documents: run `make build` first")
    files = list(built(wanted.out, wanted))
    with ThreadPoolExecutor() as pool:
        made = list(pool.map(partial(make_pdf, wanted.gallery), [file for file in files if file.is_pdf]))
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        made += [make_web(wanted.gallery, file, browser) for file in files if not file.is_pdf]
        browser.close()
    index(wanted.gallery)
    sys.stdout.write(f"{len(made)} contact sheets. Open {wanted.gallery / 'index.html'}\n")


if __name__ == "__main__":
    main()
