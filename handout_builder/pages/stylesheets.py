"""Stylesheets with their variables put in.

A designer writes CSS custom properties; what leaves here has plain values, because e-readers do not know
var() and because the renderer need not resolve them again for every element.
"""

import re
from collections.abc import Mapping

from ..errors import SettingsError
from ..model import Layout

_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*((?:\"(?:\\.|[^\"\\])*\"|[^;\"])*)")
_USE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_MARGIN_BOX = re.compile(r"@(top|bottom)-(left|right)(\s*\{[^}]*\})")
"""CSS Paged Media 3, section 5."""
_ALIGNED = re.compile(r"text-align:\s*(left|right)")
_OTHER = {"left": "right", "right": "left"}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IMPORT = re.compile(r"""@import\s+(["'])([^"':]+)\1\s*;""")


def assemble(files: Mapping[str, str], name: str, layout: str, importing: tuple[str, ...] = ()) -> str:
    """Give a stylesheet of a layout with the files that it imports in their places, comments left out.

    Raises SettingsError where a file is missing, or imports itself.
    """
    place = f"layouts/{layout}/{importing[-1]}" if importing else f"layouts/{layout}"
    if name in importing:
        raise SettingsError([f'{place}: imports itself. Write @import "shipped/{name}" for the one that came with us.'])
    if name not in files:
        raise SettingsError([f"{place}: the file {name} is missing."])
    css = _COMMENT.sub("", files[name])
    return _IMPORT.sub(lambda found: assemble(files, found[2], layout, (*importing, name)), css)


def resolve(css: str, given: dict[str, str], name: str) -> str:
    """Put values for variables: those of the stylesheet's :root, the last one first, else those given.

    `name` is the stylesheet's, for messages. Raises SettingsError for a variable that nothing defines.
    """
    values = dict(given)
    values |= {key: value.strip() for block in _ROOT.findall(css) for key, value in _DECLARATION.findall(block)}
    css = _ROOT.sub("", css)
    for _depth in range(8):
        if not _USE.search(css):
            break
        css = _USE.sub(lambda use: _value(use, values, name), css)
    return "\n".join(line.rstrip() for line in css.split("\n") if line.strip()) + "\n"


def stylesheet_of(layout: Layout, name: str, given: dict[str, str]) -> str:
    """Give a stylesheet of a layout with its variables put in. Raises SettingsError."""
    return resolve(assemble(dict(layout.files), name, layout.name), given, f"layouts/{layout.name}/{name}")


def mirrored(css: str) -> str:
    """Put what stands at the sides of a page's head and foot on the other side, for pages that run from the right."""
    return _MARGIN_BOX.sub(lambda box: f"@{box[1]}-{_OTHER[box[2]]}{_ALIGNED.sub(_turned, box[3])}", css)


def _turned(aligned: re.Match[str]) -> str:
    return f"text-align: {_OTHER[aligned[1]]}"


def css_string(text: str) -> str:
    """Write a text as a CSS string (CSS Syntax 3, section 4.3.5)."""
    return '"' + "".join(f"\\{ord(c):x} " if c in '"\\<>\n' else c for c in text) + '"'


def _value(use: re.Match[str], values: dict[str, str], name: str) -> str:
    if use[1] in values:
        return values[use[1]]
    if use[2] is not None:
        return use[2].strip()
    raise SettingsError([f"{name}: {use[1]} is used but not defined. Define it in :root {{ }}."])
