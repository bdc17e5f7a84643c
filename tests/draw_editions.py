"""`make pictures`: draw the first pages of every edition of the example, for docs/layouts.md."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pypdfium2
from PIL import Image, ImageOps

from handout_builder.model import EDITIONS, Edition
from handout_builder.renderers.fonts import use_packaged_fonts

HOME = Path(__file__).resolve().parents[1]
PICTURES = HOME / "docs" / "editions"
HEIGHT = 480
"""Pixels of a page."""
GAP = 14
COLOURS = 24
"""Few enough for a small file, enough for smooth letters."""


def main() -> None:
    """Build the example in every edition and draw each one's first two pages."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _build(folder)
        for edition in EDITIONS:
            if edition.part_of or edition.profile != "standard":
                # What is bound is shown by the binder, and other readers show the same book.
                continue
            path = _handout(folder / "handouts", edition)
            pages = _pages_of(path) if path.suffix == ".pdf" else _pages_of_book(path)
            # The back of a binder's cover is blank.
            step = 2 if edition.kind == "binder" else 1
            picture = _beside_each_other(list(islice(pages, 0, 2 * step, step)))
            picture.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{edition.name}.png", optimize=True)


def _build(folder: Path) -> None:
    shutil.copytree(HOME / "sources", folder / "sources")
    (folder / "layouts").mkdir()
    shutil.copy(HOME / "layouts" / "logo.svg", folder / "layouts")
    settings = (HOME / "layouts" / "clinic.toml").read_text("utf-8")
    every = ", ".join(f'"{edition.name}"' for edition in EDITIONS if not edition.part_of)
    settings = re.sub(r"^editions = .*$", f"editions = [{every}]", settings, flags=re.MULTILINE)
    (folder / "layouts" / "clinic.toml").write_text(settings, "utf-8")
    subprocess.run([sys.executable, str(HOME / "make_handouts.py"), "--folder", str(folder)], check=True)


def _handout(handouts: Path, edition: Edition) -> Path:
    place = handouts if edition.is_book else handouts / edition.name
    return next(place.glob(f"*{edition.suffix}"))


def _pages_of(pdf: Path | bytes) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield page.render(scale=HEIGHT / page.get_height()).to_pil()


def _pages_of_book(path: Path) -> Iterator[Image.Image]:
    """Give the cover, then the first page as a small reading device might show it."""
    use_packaged_fonts()
    from weasyprint import CSS, HTML

    with ZipFile(path) as book:
        names = book.namelist()
        cover = next(name for name in names if re.search(r"cover\.(png|jpe?g)$", name))
        with Image.open(BytesIO(book.read(cover))) as picture:
            yield picture.convert("RGB").resize((round(picture.width * HEIGHT / picture.height), HEIGHT))
        first = min((name for name in names if re.search(r"/(contents\.|chapter-)", name)), key=_is_chapter)
        device = CSS(string='@page { size: 100mm 133mm; margin: 8mm 4mm } body { font: 10pt "Atkinson Hyperlegible" }')
        style = CSS(string=book.read(str(PurePosixPath(first).with_name("book.css"))).decode())
        text = HTML(string=book.read(first).decode())
    yield from _pages_of(text.write_pdf(stylesheets=[style, device]))


def _is_chapter(name: str) -> bool:
    return "/chapter-" in name


def _beside_each_other(pages: list[Image.Image]) -> Image.Image:
    framed = [ImageOps.expand(page.convert("RGB"), 1, "#9aa3a2") for page in pages]
    width = sum(page.width for page in framed) + GAP * (len(framed) + 1)
    sheet = Image.new("RGB", (width, HEIGHT + 2 + 2 * GAP), "#dfe4e3")
    left = GAP
    for page in framed:
        sheet.paste(page, (left, GAP))
        left += page.width + GAP
    return sheet


if __name__ == "__main__":
    main()
