"""Scripts whose fonts are packages of their own: a clinic installs those that its patients read."""

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from unicodedata import name

from .versions import installed_version

_HEAD = 65536
"""Bytes at the start of a font file: its tables' checksums stand there."""


@dataclass(frozen=True)
class Script:
    """A script and the package that holds a font for it."""

    name: str
    """As a person calls it."""
    package: str
    """On the package index, or of the system where there are `files`."""
    letters: tuple[str, ...]
    """How the Unicode names of its characters begin."""
    files: tuple[str, ...] = ()
    """Where the system's package puts its fonts; empty for a package of the index."""

    @property
    def module(self) -> str:
        """What a package of the index is imported as."""
        return self.package.replace("-", "_")

    @property
    def is_installed(self) -> bool:
        """Whether its fonts are there."""
        return all(map(Path.exists, map(Path, self.files))) if self.files else bool(find_spec(self.module))

    @property
    def command(self) -> str:
        """What to type to have its fonts."""
        if self.files:
            return f"sudo apt-get install {self.package} (Debian, Ubuntu)"
        return f"pip install {self.package}, in the same place as this program"

    @property
    def edition(self) -> str:
        """Which edition of the fonts is installed."""
        return " ".join(map(_head, self.files)) if self.files else installed_version(self.package)


SCRIPTS = (
    # Noto's Arabic fonts draw a letter and its dots as two glyphs: then ب, ت and ن are one letter to who copies them.
    Script("Arabic", "fontpkg-ibm-plex-sans-arabic", ("ARABIC",)),
    Script("Devanagari", "fontpkg-noto-sans-devanagari", ("DEVANAGARI",)),
    Script("Hebrew", "fontpkg-heebo", ("HEBREW",)),
    Script("Khmer", "fontpkg-noto-sans-khmer", ("KHMER",)),
    Script("Thai", "fontpkg-noto-sans-thai", ("THAI",)),
    # The index has no font of so many letters.
    Script(
        "Chinese, Japanese or Korean",
        "fonts-noto-cjk",
        ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH"),
        (
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
        ),
    ),
)
"""The order is that of the fonts."""


def script_roots() -> list[str]:
    """Give the folders of the installed scripts' fonts that are packages of the index."""
    return [str(import_module(one.module).ROOT) for one in SCRIPTS if not one.files and one.is_installed]


def script_files() -> list[Path]:
    """Give the installed scripts' fonts that are the system's."""
    return [Path(file) for one in SCRIPTS if one.is_installed for file in one.files]


def advice(character: str) -> str:
    """Say what to do about a character that no installed font has; empty where there is nothing to install."""
    first = name(character, "").split(" ")[0]
    script = next((script for script in SCRIPTS if first in script.letters), None)
    if script is None:
        return ""
    return f"It is {script.name}: install its font with {script.command}, and build again."


@cache
def _head(path: str) -> str:
    with Path(path).open("rb") as file:
        return blake2b(file.read(_HEAD), digest_size=16).hexdigest()
