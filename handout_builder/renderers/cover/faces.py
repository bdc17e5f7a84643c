"""The fonts of a cover's words: of the packaged ones, then of the scripts', the first that has all letters."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fontpkg_atkinson_hyperlegible
import fontpkg_inter
from PIL import ImageFont, features

from ...model import han_forms
from ..scripts import script_files, script_roots

_FORMS = ("JP", "KR", "SC", "TC", "HK")
"""The order of the fonts in a file of Noto Sans CJK."""


@dataclass(frozen=True)
class Face:
    """A font in two weights."""

    regular: Path
    bold: Path
    axes: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    """Where both weights are in one file, the place of each on its axes."""
    is_shaped: bool = False
    """Whether its letters join or stand from right to left, so that they have to be set by Raqm."""
    has_forms: bool = False
    """Whether its files hold a font for each form of Chinese characters."""

    @property
    def characters(self) -> frozenset[int]:
        """Give what it can draw."""
        return _characters(self.regular)

    def at(self, size: int, language: str, *, bold: bool) -> ImageFont.FreeTypeFont:
        """Load it at a size in pixels."""
        forms = _FORMS.index(han_forms(language)) if self.has_forms else 0
        return _loaded(self, size, bold, forms)


@cache
def face_of(text: str) -> Face | None:
    """Choose the font of a text; none where no font of ours can draw all of it."""
    letters = frozenset(map(ord, text))
    return next((face for face in _packaged() if letters <= face.characters), None) or next(
        (face for face in _of_scripts() if letters <= face.characters), None
    )


@cache
def _packaged() -> tuple[Face, ...]:
    text = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files"
    wide = Path(fontpkg_inter.ROOT) / "files" / "Inter[opsz,wght].ttf"
    regular, bold = text / "AtkinsonHyperlegible-Regular.ttf", text / "AtkinsonHyperlegible-Bold.ttf"
    return Face(regular, bold), Face(wide, wide, ((14, 400), (14, 700)))


@cache
def _of_scripts() -> tuple[Face, ...]:
    """Give the installed scripts' fonts; those that need shaping only where it can be done."""
    faces = [_of_package(Path(root) / "files") for root in script_roots()] if features.check("fribidi") else []
    files = script_files()
    return (*faces, *([Face(files[0], files[1], has_forms=True)] if files else []))


def _of_package(folder: Path) -> Face:
    files = sorted(folder.glob("*.ttf"))
    variable = next((file for file in files if "[" in file.name), None)
    if variable:
        return Face(variable, variable, (_weighted(variable, 400), _weighted(variable, 700)), is_shaped=True)
    regular, bold = (next(file for file in files if file.stem.endswith(f"-{weight}")) for weight in ("Regular", "Bold"))
    return Face(regular, bold, is_shaped=True)


def _weighted(file: Path, weight: float) -> tuple[float, ...]:
    axes = ImageFont.truetype(str(file), 20).get_variation_axes()
    return tuple(weight if axis["name"] == b"Weight" else float(axis["default"] or 0) for axis in axes)


@cache
def _loaded(face: Face, size: int, bold: bool, forms: int) -> ImageFont.FreeTypeFont:
    engine = ImageFont.Layout.RAQM if face.is_shaped else ImageFont.Layout.BASIC
    path = face.bold if bold else face.regular
    font = ImageFont.truetype(str(path), size, index=forms, layout_engine=engine)
    if axes := face.axes[bold]:
        font.set_variation_by_axes(list(axes))
    return font


@cache
def _characters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap()) | {ord(" "), 0xA0}
