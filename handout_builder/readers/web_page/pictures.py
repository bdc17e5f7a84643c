"""The pictures of a web page, however it loads them, and its films, which paper cannot show."""

import re
from base64 import b64decode
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import unquote, urljoin

from ...model import Finding, Removed
from ..assembly import Draft
from .parts import has_mark, unwrap, words_in

_LAZY = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-orig-file",
    "data-image",
    "data-full-url",
    "data-hi-res-src",
)
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)
_LEAST_DATA = 200
"""Bytes of the smallest picture written into an address that is no empty placeholder."""
_NEAR = 2
"""Boxes around a portrait that may be marked instead of the picture itself."""
_FILMS = ("iframe", "video", "audio", "object", "embed")


def merge_copies(body: Any) -> None:
    """Make one picture of a lazily loaded one and its copy in <noscript>, and of a <picture>'s many."""
    for copy in list(body.iter("noscript")):
        images = list(copy.iter("img"))
        if not images or words_in(copy):
            continue
        beside = [other for other in (copy.getprevious(), copy.getnext()) if other is not None]
        shown = next((image for other in beside for image in other.iter("img")), None)
        if shown is None:
            copy.tag = "span"
            continue
        for image in images:
            shown.set("data-copies", " ".join([shown.get("data-copies", ""), *map(_quoted, _addresses(image))]))
            if not shown.get("alt"):
                shown.set("alt", image.get("alt") or "")
        copy.drop_tree()
    for picture in list(body.iter("picture")):
        sources = [address for source in picture.iter("source") for address in _addresses(source)]
        for image in picture.iter("img"):
            image.set("data-copies", " ".join([image.get("data-copies", ""), *map(_quoted, sources)]))
        for source in list(picture.iter("source")):
            # The parser does not know that a source is empty, and puts what follows into it.
            unwrap(source)
        unwrap(picture)


def take_out_faces(article: Any, authors: tuple[str, ...]) -> list[Removed]:
    """Take out the small portraits that a site puts beside a name."""
    removed: list[Removed] = []
    for image in list(article.iter("img")):
        alt = " ".join((image.get("alt") or "").split())
        near = [image, *islice(image.iterancestors(), _NEAR)]
        if alt in authors or any(has_mark(box, "portrait") and not words_in(box) for box in near):
            removed.append(Removed(image.sourceline or 1, alt or "(no words)", "the web site's portrait of who wrote"))
            image.drop_tree()
    return removed


def place_page_pictures(article: Any, draft: Draft, address: str, inside: dict[str, bytes]) -> None:
    """Point each picture at its file on the page; one that is only on the web goes, and is reported with its words."""
    shelf = draft.shelf
    shelf.inside = inside
    for image in list(article.iter("img")):
        line = image.sourceline or 1
        found = _choose(image, draft, address, inside)
        alt = " ".join((image.get("alt") or "").split())
        if found is None or _is_pixel(image):
            image.drop_tree()
            continue
        picture = shelf.take(found, alt, line)
        if picture is None:
            reason = "the words of a picture that cannot be shown" if alt else "a picture that cannot be shown"
            draft.removed.append(Removed(line, alt or found[:200], reason))
            image.drop_tree()
            continue
        if image.get("alt") is None:
            message = (
                f'picture "{picture.source}" has no alternative text: a blind reader will not learn what it shows.'
            )
            shelf.findings.append(Finding("P102", message, line, advice=False))
        for name in set(image.attrib) - {"id"}:
            image.attrib.pop(name)
        image.set("src", f"pictures/{picture.name}")
        image.set("alt", alt)


def take_out_films(article: Any) -> list[Removed]:
    """Take films, sounds and frames out; give their titles and addresses, for a clinic may print those."""
    removed: list[Removed] = []
    for film in list(article.iter(*_FILMS)):
        sources = [
            film.get("src"),
            film.get("data-src"),
            film.get("data"),
            *(s.get("src") for s in film.iter("source")),
        ]
        parts = [film.get("title") or film.get("aria-label"), next(filter(None, sources), None), words_in(film)]
        text = " ".join(" ".join(part.split()) for part in parts if part)
        removed.append(
            Removed(film.sourceline or 1, text or f"<{film.tag}>", "a film or frame, which paper cannot show")
        )
        film.drop_tree()
    return removed


def _choose(image: Any, draft: Draft, page: str, inside: dict[str, bytes]) -> str | None:
    """Give the first address whose picture is at hand, else the first at all; None where there is but a placeholder."""
    candidates = [address.strip() for address in _addresses(image)]
    candidates += [unquote(address) for address in image.get("data-copies", "").split()]
    for candidate in candidates:
        whole = urljoin(page, candidate) if page and not candidate.startswith("data:") else candidate
        if whole in inside:
            return whole
        if draft.shelf.has(candidate):
            return candidate
        if (data := _written_out(candidate)) is not None:
            name = f"picture-{len(inside) + 1}"
            inside[name] = data
            return name
    rest = [
        candidate for candidate in candidates if candidate and not candidate.startswith(("data:", "blob:", "about:"))
    ]
    return rest[0] if rest else None


def _addresses(image: Any) -> Iterator[str]:
    yield from filter(None, [image.get("src"), *map(image.get, _LAZY)])
    for name in _SETS:
        for entry in re.split(r",\s+|,(?=https?:)", image.get(name) or ""):
            if entry.split():
                yield entry.split()[0]


def _written_out(address: str) -> bytes | None:
    """Give the bytes of a picture that stands in its own address; None for a placeholder."""
    if not (found := _DATA.match(address)):
        return None
    try:
        data = b64decode(unquote(address[found.end() :]))
    except ValueError:
        return None
    return data if len(data) >= _LEAST_DATA else None


def _is_pixel(image: Any) -> bool:
    return all((image.get(side) or "").strip() in ("0", "1", "0px", "1px") for side in ("width", "height"))


def _quoted(address: str) -> str:
    return address.replace(" ", "%20")
