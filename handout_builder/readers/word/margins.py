"""What stands beside the text and is not part of it: page headers and footers, comments, deleted words."""

from collections.abc import Iterator

from ...model import Removed
from .names import Element, W
from .package import Package
from .plain import NUMBER, Plain

_PAGE_WORDS = 4
"""A line with a page number and no more words than these, such as "Page 2 of 3", says nothing else."""


def left_beside(package: Package, document: Element, lines: int) -> Iterator[Removed]:
    """Give every line beside the text, with the number of the paragraph where it stood."""
    yield from _comments(package, document)
    yield from _deleted(document)
    yield from _running(package, "header", 1)
    yield from _running(package, "footer", lines)


def _comments(package: Package, document: Element) -> Iterator[Removed]:
    root = package.xml(package.related(package.main, "comments"))
    if root is None:
        return
    places = {mark.get(W + "id"): number_of(mark) for mark in document.iter(W + "commentReference")}
    for comment in root.iter(W + "comment"):
        plain = Plain()
        plain.walk(comment)
        if plain.lines:
            yield Removed(places.get(comment.get(W + "id"), 1), " ".join(plain.lines), "a comment in the margin")


def _deleted(document: Element) -> Iterator[Removed]:
    """Give the words deleted while changes were tracked; words that were moved stand elsewhere."""
    found: dict[int, str] = {}
    for text in document.iter(W + "delText"):
        place = number_of(text)
        found[place] = found.get(place, "") + (text.text or "")
    for row in document.iter(W + "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            for text in row.iter(W + "t"):
                found[number_of(text)] = f"{found.get(number_of(text), '')} {text.text or ''}"
    for place, text in found.items():
        if text.strip():
            yield Removed(place, " ".join(text.split()), "deleted in Word, with its changes tracked")


def _running(package: Package, kind: str, line: int) -> Iterator[Removed]:
    said: set[str] = set()
    targets = package.targets(package.main).values()
    for part in sorted({target.address for target in targets if target.kind == kind and not target.is_outside}):
        root = package.xml(part)
        for paragraph in [] if root is None else root.iter(W + "p"):
            plain = Plain()
            plain.walk(paragraph)
            text = " ".join(plain.lines)
            is_number = _has_page_number(paragraph) and len(text.split()) <= _PAGE_WORDS
            if any(letter.isalpha() for letter in text) and not is_number and text not in said:
                said.add(text)
                yield Removed(line, text, f"the Word file's page {kind}; a handout has the clinic's own")


def _has_page_number(paragraph: Element) -> bool:
    codes = [code.text or "" for code in paragraph.iter(W + "instrText")]
    codes += [simple.get(W + "instr", "") for simple in paragraph.iter(W + "fldSimple")]
    return any("PAGE" in code.upper() for code in codes)


def number_of(node: Element) -> int:
    """Give the number of the paragraph that a node stands in, or of the one before it."""
    for above in (node, *node.iterancestors()):
        if above.get(NUMBER):
            return int(above.get(NUMBER))
        before = next((found for found in above.itersiblings(W + "p", preceding=True) if found.get(NUMBER)), None)
        if before is not None:
            return int(before.get(NUMBER))
    return 1
