"""Words that run from right to left: painted from the left, letter by letter, but read aloud from the right.

A line is painted as it is seen, so that a program that copies it turns it around again. A glyph that stands for
several letters has to give them as they are seen too, else those alone would come out turned. What is read
aloud is told besides in the author's order (ISO 32000-1, 14.9.4).
"""

import re
from typing import Any
from unicodedata import bidirectional

from .elements import Element, Mark

_SEVERAL = re.compile(rb"<([0-9a-f]{4})> <((?:[0-9a-f]{4}){2,})>")


def turn_ligatures(pdf: Any) -> None:
    """Turn the letters of each glyph that stands for several, in the fonts' maps, where they run from the right."""
    for font in pdf.objects:
        if isinstance(font, dict) and font.get("Type") == "/Font" and "ToUnicode" in font:
            lines = pdf.objects[int(bytes(font["ToUnicode"]).split()[0])].stream
            lines[:] = [_SEVERAL.sub(_turned, line) if isinstance(line, bytes) else line for line in lines]


def _turned(entry: re.Match[bytes]) -> bytes:
    letters = bytes.fromhex(entry[2].decode()).decode("utf-16-be")
    if not _runs_from_the_right(letters):
        return entry[0]
    return b"<%s> <%s>" % (entry[1], letters[::-1].encode("utf-16-be").hex().encode())


def tell_order(root: Element, pages: list[Any], behind: set[Mark]) -> None:
    """Tell words that run from the right in their own order; a space belongs behind some marked contents."""
    boxes = {
        Mark(number, mark): box
        for number, page in enumerate(pages)
        for box, mark in page.marks.items()
        if hasattr(box, "text")
    }
    texts = {mark: box.pango_layout.text for mark, box in boxes.items()}
    # In a line that runs from the right, even brackets around other letters change their sides.
    turned = {mark for mark, box in boxes.items() if box.style["direction"] == "rtl" and not texts[mark].isalnum()}
    turned |= {mark for mark, text in texts.items() if _runs_from_the_right(text)}
    if not turned:
        return
    spoken = {mark: (text + " " * (mark in behind), mark in turned) for mark, text in texts.items()}
    for element in list(root.walk()):
        _tell(element, spoken)


def _tell(element: Element, spoken: dict[Mark, tuple[str, bool]]) -> None:
    """Hold each run of marked contents in a span that says its words; an element that is a span says them itself."""
    kids: list[Any] = []
    for kid in element.kids:
        last = kids[-1] if kids else None
        if not isinstance(kid, Mark):
            kids.append(kid)
        elif isinstance(last, list):
            last.append(kid)
        else:
            kids.append([kid])
    if element.tag == "Span" and len(kids) == 1 and isinstance(kids[0], list):
        _say(element, kids[0], spoken)
        return
    element.kids = []
    for kid in kids:
        if not isinstance(kid, list):
            element.kids.append(kid)
        elif any(spoken.get(mark, ("", False))[1] for mark in kid):
            _say(element.add("Span"), kid, spoken)
        else:
            element.kids += kid


def _say(span: Element, marks: list[Mark], spoken: dict[Mark, tuple[str, bool]]) -> None:
    span.kids = list(marks)
    if any(spoken.get(mark, ("", False))[1] for mark in marks):
        span.entries["ActualText"] = "".join(spoken[mark][0] for mark in marks if mark in spoken)


def _runs_from_the_right(text: str) -> bool:
    return not text.isascii() and any(bidirectional(letter) in ("R", "AL") for letter in text)
