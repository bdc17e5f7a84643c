"""Clinics to measure: articles the length of the example, and one with photos from a phone."""

import random
from pathlib import Path

from PIL import Image

from .costs import HOME

PHOTOS = 12


def write_clinic(folder: Path, articles: int) -> Path:
    """Write a clinic whose articles are the example's paragraphs, shuffled, under other titles."""
    example = next((HOME / "sources").glob("*.txt")).read_text("utf-8").split("\n\n")
    (folder / "sources").mkdir(parents=True)
    shuffle = random.Random(1)  # noqa: S311 - the same articles on every run
    for number in range(1, articles + 1):
        body = example[2:-2]
        shuffle.shuffle(body)
        text = "\n\n".join([f"{example[0]} {number}", example[1], *body])
        source_of(folder, number).write_text(text, "utf-8")
    return folder


def source_of(folder: Path, number: int) -> Path:
    """Give the place of an article."""
    return folder / "sources" / f"article-{number:04}.txt"


def write_photos(folder: Path) -> Path:
    """Write a clinic with one article that shows photos of 12 megapixels."""
    (folder / "sources").mkdir(parents=True)
    lines = ["# Photos", "By Jane Roe, LPCC"]
    for number in range(1, PHOTOS + 1):
        _photo(number).save(folder / "sources" / f"photo-{number}.jpg", quality=92)
        lines.append(f"Words above photo {number}.\n\n![Photo {number}](photo-{number}.jpg)")
    (folder / "sources" / "photos.md").write_text("\n\n".join(lines) + "\n", "utf-8")
    return folder


def _photo(number: int) -> Image.Image:
    """Make a picture with as much in it as a photo has: soft shapes, and the grain of a small sensor."""
    soft = Image.effect_noise((60 + number, 45), 90).resize((4000, 3000), Image.Resampling.BICUBIC)
    grain = Image.effect_noise((4000, 3000), 18)
    return Image.merge("RGB", (Image.blend(soft, grain, 0.25), Image.blend(soft.rotate(180), grain, 0.25), grain))
