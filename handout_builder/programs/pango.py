"""Pango and HarfBuzz, which WeasyPrint draws text with."""

import ctypes
import platform
import shutil

_NEEDED = {
    "Pango": (
        "libpango-1.0.so.0",
        "libpango-1.0.0.dylib",
        "libpango-1.0.dylib",
        "libpango-1.0-0.dll",
        "libpango-1.0-0",
    ),
    "PangoFT2": (
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0.0.dylib",
        "libpangoft2-1.0.dylib",
        "libpangoft2-1.0-0.dll",
    ),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz.dylib", "libharfbuzz-0.dll"),
    "Fontconfig": (
        "libfontconfig.so.1",
        "libfontconfig.1.dylib",
        "libfontconfig.dylib",
        "libfontconfig-1.dll",
    ),
}
_FASTER = {
    "HarfBuzz subsetting": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset.dylib",
        "libharfbuzz-subset-0.dll",
    ),
}


def missing() -> list[str]:
    """Name the libraries that PDFs cannot be made without and that are not here."""
    return [name for name, files in _NEEDED.items() if not _loads(files)]


def missing_for_speed() -> list[str]:
    """Name the libraries without which PDFs take several times longer."""
    return [name for name, files in _FASTER.items() if not _loads(files)]


def advice() -> str:
    """Give the one command that installs them on this machine."""
    system = platform.system()
    if system == "Darwin":
        return "brew install pango"
    if system == "Windows":
        return "winget install MSYS2.MSYS2; then, in its window: pacman -S mingw-w64-x86_64-pango"
    if shutil.which("dnf"):
        return "sudo dnf install pango harfbuzz"
    return "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def _loads(files: tuple[str, ...]) -> bool:
    for file in files:
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return True
    return False
