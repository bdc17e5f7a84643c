"""The opening of an article: its title, its subtitle, and the bylines and dates under them."""

from typing import Any

from ...model import Byline, Finding
from ..assembly import Draft
from ..body import plain_text
from ..bylines import as_clinician, known_person
from .names import CORE, DUBLIN_CORE, Element
from .places import paragraph_of
from .writer import Paragraph

_LONGEST_TITLE = 250
_SHORT = 80
"""Characters of a line that may stand above the title, such as the clinic's name."""
_FAR = 6
"""Blocks among which a title is looked for."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def take_opening(draft: Draft, root: Any, paragraphs: list[Paragraph], core: Element | None) -> None:
    """Take title, subtitle and credits out of the body; what is none of these stays."""
    titles = _titles(root, paragraphs)
    if titles:
        draft.title = " ".join(_text(title) for title in titles)
        draft.taken += [_text(title) for title in titles]
        place = root.index(titles[0])
        for title in titles:
            title.drop_tree()
        _take_credits(draft, root, place, paragraphs)
    elif title := _property(core, DUBLIN_CORE + "title"):
        draft.title = title
        message = f'no title found; "{title}" is taken from the file\'s properties. Put the title on the first line.'
        draft.findings.append(Finding("H102", message))
    _lower_headings(root)
    _credit_writer(draft, core)


def _titles(root: Any, paragraphs: list[Paragraph]) -> list[Any]:
    blocks = [block for block in root if plain_text(block)][:_FAR]
    styled = [block for block in blocks if _role(block, paragraphs) == "title"]
    if styled:
        start = blocks.index(styled[0])
        return [block for place, block in enumerate(blocks[start:]) if styled[place : place + 1] == [block]]
    headings: list[Any] = root.findall(".//h1")
    if len(headings) == 1 and headings[0] in blocks:
        above = blocks[: blocks.index(headings[0])]
        if all(len(plain_text(block)) < _SHORT for block in above):
            return headings
    if not blocks or blocks[0].tag not in ("p", *_HEADINGS):
        return []
    first = _text(blocks[0])
    is_short = len(first) <= _LONGEST_TITLE and not (first.endswith(".") and len(first) > 100)
    is_text = _role(blocks[0], paragraphs) in ("", "heading") and next(blocks[0].iter("img"), None) is None
    return blocks[:1] if is_short and is_text and len(blocks) > 1 else []


def _role(block: Any, paragraphs: list[Paragraph]) -> str:
    about = paragraph_of(block, paragraphs)
    return about.role if about is not None and block.tag in ("p", *_HEADINGS) else "other"


def _text(block: Any) -> str:
    """Give a block's words without the numbers of notes."""
    for mark in list(block.iter("sup")):
        if next(mark.iter("a"), None) is not None:
            mark.drop_tree()
    return plain_text(block)


def _take_credits(draft: Draft, root: Any, place: int, paragraphs: list[Paragraph]) -> None:
    while place < len(root):
        block = root[place]
        if not _is_opening(block, paragraphs):
            return
        before, taken = draft.credits, list(draft.taken)
        lines = [line for line in _lines(block) if line]
        if lines and all(draft.takes_credit(line) for line in lines):
            block.drop_tree()
            continue
        draft.credits, draft.taken = before, taken
        if _role(block, paragraphs) != "subtitle" or draft.subtitle:
            return
        draft.subtitle = plain_text(block)
        draft.taken.append(draft.subtitle)
        block.drop_tree()


def _is_opening(block: Any, paragraphs: list[Paragraph]) -> bool:
    is_paragraph = block.tag in ("p", *_HEADINGS) and _role(block, paragraphs) in ("", "subtitle", "heading", "title")
    return is_paragraph and next(block.iter("img", "sup"), None) is None


def _lines(block: Any) -> list[str]:
    """Give a block's lines, as its line breaks part them."""
    for line_break in block.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    lines = [" ".join(line.split()) for line in "".join(block.itertext()).split("\n")]
    for line_break in block.iter("br"):
        line_break.tail = line_break.tail.removeprefix("\n")
    return lines


def _lower_headings(root: Any) -> None:
    """Move all headings down one level where some stand at the title's."""
    if root.find(".//h1") is not None:
        for heading in list(root.iter(*_HEADINGS)):
            heading.tag = f"h{min(int(heading.tag[1]) + 1, 6)}"


def _credit_writer(draft: Draft, core: Element | None) -> None:
    """Credit who wrote the file where the text credits nobody, and only a clinician of the clinic's.

    What Word knows is the name on the computer, which may be anyone's.
    """
    name = _property(core, DUBLIN_CORE + "creator")
    if name and not draft.credits.bylines and known_person(name, draft.clinicians):
        draft.credits.bylines.append(as_clinician(Byline(name), draft.clinicians))
        message = f'no byline found; "{name}" is taken from the file\'s properties. Put "By {name}" under the title.'
        draft.findings.append(Finding("B104", message))


def _property(core: Element | None, name: str) -> str:
    if core is None or core.tag != CORE + "coreProperties":
        return ""
    return " ".join((core.findtext(name) or "").split())
