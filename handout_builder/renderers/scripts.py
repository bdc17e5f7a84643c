"""Scripts whose fonts are packages of their own: a clinic installs those that its patients read."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from unicodedata import name


@dataclass(frozen=True)
class Script:
    """A script and the package that holds a font for it."""

    name: str
    """As a person calls it."""
    package: str
    """On the package index."""

    @property
    def module(self) -> str:
        """What the package is imported as."""
        return self.package.replace("-", "_")


SCRIPTS = (
    # Noto's Arabic fonts draw a letter and its dots as two glyphs: then ب, ت and ن are one letter to who copies them.
    Script("Arabic", "fontpkg-ibm-plex-sans-arabic"),
    Script("Devanagari", "fontpkg-noto-sans-devanagari"),
    Script("Hebrew", "fontpkg-heebo"),
    Script("Khmer", "fontpkg-noto-sans-khmer"),
    Script("Thai", "fontpkg-noto-sans-thai"),
)
"""The order is that of the fonts."""
_UNPACKAGED = {"CJK": "Chinese or Japanese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}


def script_roots() -> list[str]:
    """Give the folders of the installed scripts' fonts."""
    return [str(import_module(script.module).ROOT) for script in SCRIPTS if find_spec(script.module)]


def advice(character: str) -> str:
    """Say what to do about a character that no installed font has; empty where there is nothing to install."""
    first = name(character, "").split(" ")[0]
    script = next((script for script in SCRIPTS if script.name.upper() == first), None)
    if script:
        return (
            f"It is {script.name}: install its font with pip install {script.package}, in the same place as this "
            "program, and build again."
        )
    if first in _UNPACKAGED:
        return (
            f"There is no font package for {_UNPACKAGED[first]}. The ePub is made: e-readers have fonts of their own."
        )
    return ""
