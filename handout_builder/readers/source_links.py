"""Links from one source to another: kept by the other's place in sources/, whatever is made of it."""

import re
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import quote, unquote, urldefrag

from ..model import SOURCE_LINK
from . import READERS

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#", re.IGNORECASE)


def name_sources(tree: Any, root: Path, folder: Path) -> None:
    """Give links to other sources the form `source:PLACE#ANCHOR`, the place relative to sources/.

    `folder` is where the source lies itself, `root` is sources/. Whether the other is there is not asked: the
    answer would change without a change of this source.
    """
    links = [link for link in tree.iter("a") if link.get("href")]
    if not links:
        return
    base = folder.resolve()
    if not base.is_relative_to(root.resolve()):
        return
    here = base.relative_to(root.resolve()).as_posix()
    for link in links:
        if place := _place(link.get("href"), here):
            link.set("href", SOURCE_LINK + place)


def _place(href: str, here: str) -> str:
    """Give the place of the source that an address names, with its anchor; empty where it names none inside."""
    if href.startswith(SOURCE_LINK):
        href, here = href.removeprefix(SOURCE_LINK), "."
    path, anchor = urldefrag(href.strip().replace("\\", "/"))
    if _SCHEME.match(path) or Path(path).suffix.casefold() not in READERS:
        return ""
    place = normpath(f"{here}/{unquote(path)}")
    if place.startswith("../"):
        return ""
    return quote(place) + (f"#{quote(unquote(anchor))}" if anchor else "")
