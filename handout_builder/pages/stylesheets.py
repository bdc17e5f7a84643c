"""Stylesheets with their variables put in.

A designer writes CSS custom properties; what leaves here has plain values, because e-readers do not know
var() and because the renderer need not resolve them again for every element.
"""

import re

from ..errors import SettingsError

_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*((?:\"(?:\\.|[^\"\\])*\"|[^;\"])*)")
_USE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def resolve(css: str, given: dict[str, str], name: str) -> str:
    """Put values for variables: those given, else those of the stylesheet's :root.

    `name` is the stylesheet's, for messages. Raises SettingsError for a variable that nothing defines.
    """
    css = _COMMENT.sub("", css)
    values = {key: value.strip() for block in _ROOT.findall(css) for key, value in _DECLARATION.findall(block)}
    values |= given
    css = _ROOT.sub("", css)
    for _depth in range(8):
        if not _USE.search(css):
            break
        css = _USE.sub(lambda use: _value(use, values, name), css)
    return "\n".join(line.rstrip() for line in css.split("\n") if line.strip()) + "\n"


def css_string(text: str) -> str:
    """Write a text as a CSS string (CSS Syntax 3, section 4.3.5)."""
    return '"' + "".join(f"\\{ord(c):x} " if c in '"\\<>\n' else c for c in text) + '"'


def _value(use: re.Match[str], values: dict[str, str], name: str) -> str:
    if use[1] in values:
        return values[use[1]]
    if use[2] is not None:
        return use[2].strip()
    raise SettingsError([f"{name}: {use[1]} is used but not defined. Define it in :root {{ }}."])
