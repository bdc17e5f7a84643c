"""How the download page looks: its templates, its stylesheet and its script, as they are shipped."""

from functools import cache
from importlib.resources import files

from ..model import digest


@cache
def templates() -> dict[str, str]:
    """Read them all, by their names."""
    found = [file for file in (files(__package__) / "templates").iterdir() if file.is_file()]
    return {file.name: file.read_text("utf-8") for file in sorted(found, key=lambda file: file.name)}


def look_digest() -> str:
    """Give the digest of them all."""
    return digest(repr(templates()).encode())
