"""The Python packages this program is built on."""

import sys
from importlib.metadata import PackageNotFoundError, version

NAMES = (
    "weasyprint",
    "ebooklib",
    "jinja2",
    "markdown",
    "nh3",
    "lxml",
    "pikepdf",
    "pillow",
    "pypdfium2",
    "pyyaml",
    "segno",
    "babel",
    "click",
    "email-validator",
    "keyring",
    "rich",
    "starlette",
    "uvicorn",
    "fontpkg-atkinson-hyperlegible",
    "fontpkg-inter",
    "zeroconf",
)


def installed() -> dict[str, str]:
    """Give each package's version; empty where it is not installed."""
    return {name: _version(name) for name in NAMES}


def advice(names: list[str]) -> str:
    """Give the one command that installs packages into this Python."""
    return f'"{sys.executable}" -m pip install {" ".join(names)}'


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
