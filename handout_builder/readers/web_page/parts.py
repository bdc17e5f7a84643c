"""The parts of a web page that its author did not write: how they are known, and how they are taken out.

The names they go by are data: parts.toml.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from ...model import Removed
from ..body import HEADINGS

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noframes noscript ol p pre
    button section summary table tbody td template tfoot th thead tr ul video audio iframe object option select textarea
    """.split()
)
"""Elements that begin a line of their own."""
LONGEST_REPORT = 40
"""Words after which a block that is left out is reported in a further line."""

_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
NEVER_SHOWN = ("noscript", "template")
"""Elements that a browser with scripts does not show, however much they hold."""
HIDDEN = "hidden on the web page"
"""Why something is left out that a page does not show."""
_WORD = re.compile(r"[^\W_]")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "parts.toml").read_text("utf-8"))


@cache
def names_of(key: str) -> frozenset[str]:
    """Give one of the lists at the top of parts.toml."""
    return frozenset(_data()[key])


def logins() -> frozenset[str]:
    """Give the names that a program gives to whoever writes."""
    return names_of("logins")


@cache
def person_reason() -> str:
    """Give the reason of boxes that tell of a person, as reason_of says it."""
    return str(next(part["reason"] for part in _data()["part"] if part.get("tells_of_person")))


@cache
def _reasons(kind: str) -> dict[str, str]:
    return {name: part["reason"] for part in _data()["part"] for name in part.get(kind, ())}


def is_block(element: Any) -> bool:
    """Tell whether an element begins a line."""
    return element.tag in BLOCKS


def holds_block(element: Any) -> bool:
    """Tell whether a line begins somewhere within an element."""
    return any(inner.tag in BLOCKS for inner in element.iterdescendants())


def holds_line(element: Any) -> bool:
    """Tell whether a line begins or ends somewhere within an element."""
    return any(inner.tag == "br" or inner.tag in BLOCKS for inner in element.iterdescendants())


def has_mark(element: Any, key: str) -> bool:
    """Tell whether an element's classes hold a name of a list in parts.toml."""
    marks = _marks(element)
    return bool(marks) and not names_of(key).isdisjoint(_names(marks))


def reason_of(element: Any) -> str:
    """Say which part of a page's frame an element is; empty where its names tell nothing."""
    if found := _reasons("tags").get(element.tag):
        return found
    if found := _reasons("roles").get((element.get("role") or "").casefold()):
        return found
    # What a heading is called comes from the author's words, and no heading is a share bar.
    if element.tag in HEADINGS:
        return ""
    marks, name = _marks(element), element.get("id", "")
    return _reason_of_marks(marks, name.casefold()) if marks or name else ""


def is_hidden(element: Any, opened: frozenset[str]) -> bool:
    """Tell whether an element is not shown; one that opens with a click is. `opened` are the ids that buttons open."""
    is_off = element.get("hidden") not in (None, "until-found") or bool(_HIDING.search(element.get("style") or ""))
    if not is_off and element.get("aria-hidden") == "true":
        # An ornament; but a large first letter is hidden from screen readers too, and is the author's.
        is_off = is_block(element) or not _WORD.search("".join(element.itertext()))
    return is_off and element.get("id") not in opened and not has_mark(element, "opens")


def leave_out(element: Any, reason: str) -> list[Removed]:
    """Take an element out of the page; give its words, a line for every block or for several short ones."""
    removed = [Removed(line, text, reason) for line, text in text_lines(element)]
    element.drop_tree()
    return removed


def text_lines(element: Any) -> Iterator[tuple[int, str]]:
    """Give an element's words with their source lines, blocks joined until there are words enough for a line."""
    parts: list[str] = []
    count, first = 0, element.sourceline or 1
    for line, piece in pieces(element):
        if piece == "\n" and count >= LONGEST_REPORT:
            yield first, " ".join("".join(parts).split())
            parts, count = [], 0
        if not count:
            first = line
        parts.append(piece)
        count += len(piece.split())
    if text := " ".join("".join(parts).split()):
        yield first, text


def pieces(element: Any) -> Iterator[tuple[int, str]]:
    r"""Give the texts in an element, with their source lines, and "\n" at the edges of its blocks and lines."""
    line = element.sourceline or 1
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        is_edge = inner.tag == "br" if event == "end" else False
        is_edge = is_edge or is_block(inner)
        text = inner.text if event == "start" else inner.tail if inner is not element else None
        if event == "start":
            line = max(line, inner.sourceline or 1)
        if is_edge:
            yield line, "\n"
        if text:
            yield line, text
            line += text.count("\n")


def words_in(element: Any) -> str:
    """Give an element's words in one line, blocks parted by spaces."""
    if not holds_line(element):
        return " ".join("".join(element.itertext()).split())
    return " ".join("".join(piece for _, piece in pieces(element)).split())


def unwrap(element: Any) -> None:
    """Take an element away, its contents staying in its place; in a time that its siblings' number plays no part in."""
    parent, before, last = element.getparent(), element.getprevious(), last_child(element)
    text, tail, element.tail = element.text or "", element.tail or "", None
    if last is None:
        text += tail
    else:
        last.tail = (last.tail or "") + tail
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    for child in list(element):
        element.addprevious(child)
    parent.remove(element)


def last_child(element: Any) -> Any | None:
    """Give the last element in an element."""
    return next(element.iterchildren(reversed=True), None)


def _marks(element: Any) -> str:
    marks: str = element.get("class", "")
    for name in ("data-hook", "data-testid"):
        if value := element.get(name):
            marks = f"{marks} {value}"
    return marks


@cache
def _names(marks: str) -> frozenset[str]:
    """Give every run of up to four words in class names: "post-ShareRow" has post, share, row, post-share and so on."""
    found: set[str] = set()
    for mark in marks.split():
        words = [word.casefold() for word in re.split(r"[-_:]+|(?<=[a-z])(?=[A-Z])", mark) if word]
        found |= {
            "-".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, min(start + 4, len(words)) + 1)
        }
    return frozenset(found)


@cache
def _reason_of_marks(marks: str, name: str) -> str:
    whole = _reasons("whole")
    for mark in [name, *marks.casefold().split()]:
        if found := whole.get(mark):
            return found
    names = _names(marks)
    return next((reason for called, reason in _reasons("classes").items() if called in names), "")
