"""Mends the painting of pages: what no element owns is an artifact, and bullets stand where they are read."""

from itertools import takewhile
from typing import Any

import pydyf

from .elements import Element, Mark


def make_artifacts(pdf: Any, root: Element, pages: list[Any]) -> None:
    """Turn marked content that no element owns into artifacts: margins, decoration, headers printed again."""
    owned = set(root.marks())
    for number, page in enumerate(pages):
        orphans = set(page.marks.values()) - {mark.number for mark in owned if mark.page == number}
        tokens = _tokens(pdf, number)
        for place, token in enumerate(tokens):
            if isinstance(token, dict) and token.get("MCID") in orphans:
                tokens[place - 1] = "/Artifact"
                tokens[place] = pydyf.Dictionary({"Type": "/Pagination"})


def paint_spaces(pdf: Any, fonts: dict[Any, Any], behind: set[Mark]) -> None:
    """Paint a space behind each of some marked contents: nothing that is seen moves, as all text is placed anew."""
    spaces = {font.hash: glyph for font in fonts.values() for glyph, text in font.to_unicode.items() if text == " "}
    for number in sorted({mark.page for mark in behind}):
        numbers = {mark.number for mark in behind if mark.page == number}
        content = _tokens(pdf, number)
        for place, font in reversed(_ends_of_text(content, numbers)):
            content[place + 1 : place + 1] = _space(font, spaces)


def _ends_of_text(content: list[Any], numbers: set[int]) -> list[tuple[int, bytes]]:
    """Give for some marked contents the place of the last operator that shows text, and of that which set its font."""
    ends: dict[int, tuple[int, bytes]] = {}
    opened: list[int | None] = []
    font = b""
    for place, token in enumerate(content):
        if token in (b"BDC", b"BMC"):
            properties = content[place - 1]
            opened.append(properties.get("MCID") if isinstance(properties, dict) else None)
        elif token == b"EMC":
            opened.pop()
        elif isinstance(token, bytes) and token.endswith(b" Tf"):
            font = token
        elif opened and (number := opened[-1]) in numbers and isinstance(token, bytes) and token.endswith(b"] TJ"):
            ends[number] = place, font
    return sorted(ends.values())


def _space(font: bytes, spaces: dict[str, int]) -> list[bytes]:
    """Give the operators that show a space in the font that was set, or in another where it has none."""
    name, size, _ = font.split()
    if (own := spaces.get(name[1:].decode())) is not None:
        return [b"[<%04x>] TJ" % own]
    others = [b"/%s %s Tf" % (other.encode(), size) for other in spaces]
    return [others[0], b"[<%04x>] TJ" % next(iter(spaces.values())), font] if others else []


def place_labels(pdf: Any, root: Element) -> None:
    """Paint each list item's bullet or number right before the item's first words, where it is copied from."""
    moves: dict[int, dict[int, int]] = {}
    for item in root.walk():
        kids = item.children() if item.tag == "LI" else []
        if len(kids) > 1 and kids[0].tag == "Lbl" and kids[1].tag == "LBody":
            label, body = next(kids[0].marks(), None), next(kids[1].marks(), None)
            if label and body and label.page == body.page:
                moves.setdefault(label.page, {})[label.number] = body.number
    for number, targets in moves.items():
        _move(_tokens(pdf, number), targets)


def _tokens(pdf: Any, number: int) -> list[Any]:
    """Give the tokens of a page's content stream."""
    page = pdf.objects[pdf.pages["Kids"][3 * number]]
    tokens: list[Any] = pdf.objects[int(bytes(page["Contents"]).split()[0])].stream
    return tokens


def _move(content: list[Any], targets: dict[int, int]) -> None:
    """Move self-contained groups of tokens: marked-content id of the group -> id that it is to stand before."""
    places = {
        token["MCID"]: place for place, token in enumerate(content) if isinstance(token, dict) and "MCID" in token
    }
    groups: dict[int, list[Any]] = {}
    cut: set[int] = set()
    for label, body in targets.items():
        start, end = places[label] - 1, content.index(b"EMC", places[label])
        # Only a group that saves and restores the graphics state may be painted elsewhere.
        while content[start - 1] == b"q" and content[end + 1] == b"Q":
            start, end = start - 1, end + 1
        if content[start] == b"q" and places[body] < start:
            group = content[start : end + 1]
            groups[places[body] - 1] = [b"q", *_paint_before(content[:start], group), *group[1:]]
            cut |= set(range(start, end + 1))
    content[:] = [
        token
        for place, here in enumerate(content)
        for token in [*groups.get(place, ()), *(() if place in cut else (here,))]
    ]


def _paint_before(content: list[Any], group: list[Any]) -> list[bytes]:
    """Give the operators behind the colour and opacity of text that a group takes over from what stands before it.

    The engine sets neither again where it was the same before (ISO 32000-2, 8.4.1).
    """
    wanted = {"colour", "opacity"} - {_paint_of(token) for token in takewhile(lambda token: token != b"BT", group)}
    found: list[bytes] = []
    closed = 0
    for token in reversed(content if wanted else ()):
        if token in (b"q", b"Q"):
            closed = max(0, closed + (1 if token == b"Q" else -1))
        elif not closed and (kind := _paint_of(token)) in wanted:
            found.insert(0, token)
            # A colour of other spaces than these stands behind its space.
            wanted -= {kind} if not token.endswith((b" sc", b" scn")) else set()
            if not wanted:
                break
    return found


def _paint_of(token: Any) -> str:
    """Tell what of the paint for text an operator sets."""
    if not isinstance(token, bytes):
        return ""
    if token.endswith((b" rg", b" sc", b" scn", b" cs")):
        return "colour"
    return "opacity" if token.startswith(b"/a") and token.endswith(b" gs") else ""
