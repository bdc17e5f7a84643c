"""The fonts of printed pages: those of pinned packages, and none of the system's but one that is named."""

import atexit
import os
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from unicodedata import combining, normalize

import fontpkg_atkinson_hyperlegible
import fontpkg_inter

from .scripts import script_files, script_roots

FAMILIES = (fontpkg_atkinson_hyperlegible, fontpkg_inter)
"""Text first, then what it lacks: arrows, check marks, Vietnamese, Greek, Cyrillic."""

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


@cache
def use_packaged_fonts() -> None:
    """Show this process the packaged fonts and no others; to be called before WeasyPrint is imported."""
    folder = Path(mkdtemp(prefix="handout-fonts-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    named = folder / "named"
    named.mkdir()
    for file in script_files():
        # fontconfig takes whole folders, and that of the system has more than is meant.
        (named / file.name).symlink_to(file)
    folders = "\n".join(f"<dir>{root}</dir>" for root in [*_roots(), named])
    path = folder / "fonts.conf"
    path.write_text(_CONFIGURATION.format(folders=folders, cache=folder / "cache"), "utf-8")
    os.environ["FONTCONFIG_FILE"] = str(path)
    # fontTools stamps the time into a font that it cuts from a variable one; equal pages are to give equal bytes.
    os.environ["SOURCE_DATE_EPOCH"] = "0"


def _roots() -> list[str]:
    return [*(str(family.ROOT) for family in FAMILIES), *script_roots()]


@cache
def covered_characters() -> frozenset[int]:
    """Give every character that one of the packaged fonts can draw."""
    files = [file for root in _roots() for file in Path(root).rglob("*.ttf") if "Italic" not in file.name]
    return frozenset().union(*map(_characters_of, files))


@cache
def _named_characters() -> frozenset[int]:
    """Give every character that one of the system's named fonts can draw; read only where a page needs one."""
    return frozenset().union(*map(_characters_of, script_files()))


def _characters_of(file: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(file, fontNumber=0, lazy=True) as font:
        # Else it would read the names of all glyphs, which nobody asks for.
        font.setGlyphOrder([f"g{number}" for number in range(font["maxp"].numGlyphs)])
        return frozenset(font.getBestCmap())


def missing_characters(text: str) -> list[str]:
    """Give the characters of a text that no font can draw, in order of first appearance."""
    composed = dict.fromkeys(normalize("NFC", text))
    missing = [c for c in composed if ord(c) not in covered_characters() and not _needs_no_font(c)]
    return [c for c in missing if ord(c) not in _named_characters()]


def _needs_no_font(character: str) -> bool:
    return character.isspace() or ord(character) in _UNDRAWN or _joins(character)


def _joins(character: str) -> bool:
    return bool(combining(character)) and ord(character) < 0x370


_UNDRAWN = frozenset(
    [
        0x200B,
        0x200C,
        0x200D,
        0x200E,
        0x200F,
        0x202A,
        0x202B,
        0x202C,
        0x2066,
        0x2067,
        0x2068,
        0x2069,
        0xFE0E,
        0xFE0F,
    ]
)
"""Joiners and direction marks: they steer other characters and show nothing themselves."""
