"""The fonts of printed pages: those of pinned packages, never the system's."""

import atexit
import os
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from unicodedata import combining, normalize

import fontpkg_atkinson_hyperlegible
import fontpkg_inter

from .scripts import script_roots

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
    folders = "\n".join(f"<dir>{root}</dir>" for root in _roots())
    path = folder / "fonts.conf"
    path.write_text(_CONFIGURATION.format(folders=folders, cache=folder / "cache"), "utf-8")
    os.environ["FONTCONFIG_FILE"] = str(path)
    # fontTools stamps the time into a font that it cuts from a variable one; equal pages are to give equal bytes.
    os.environ["SOURCE_DATE_EPOCH"] = "0"


def _roots() -> list[str]:
    return [*(str(family.ROOT) for family in FAMILIES), *script_roots()]


@cache
def covered_characters() -> frozenset[int]:
    """Give every character that one of the fonts can draw."""
    from fontTools.ttLib import TTFont

    files = [file for root in _roots() for file in Path(root).rglob("*.ttf") if "Italic" not in file.name]
    covered: set[int] = set()
    for file in files:
        with TTFont(file, lazy=True) as font:
            covered |= font.getBestCmap().keys()
    return frozenset(covered)


def missing_characters(text: str) -> list[str]:
    """Give the characters of a text that no font can draw, in order of first appearance."""
    covered = covered_characters()
    composed = normalize("NFC", text)
    return [
        c
        for c in dict.fromkeys(composed)
        if ord(c) not in covered and not c.isspace() and ord(c) not in _UNDRAWN and not _joins(c)
    ]


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
