"""The opening of an article: its title, its subtitle, and the bylines and dates under them."""

from typing import Any

from lxml import etree

from ...model import Byline, Finding, Removed
from ..assembly import Draft
from ..body import HEADINGS, body_words, plain_text
from ..bylines import as_clinician, known_person
from ..credit_lines import Credits
from ..recognition.lines import Line
from .names import CORE, DUBLIN_CORE, Element
from .places import paragraph_of, words_of
from .writer import Paragraph

_LONGEST_TITLE = 250
_SHORT = 80
"""Characters of a line that may stand above the title, such as the clinic's name."""
_LETTERHEAD = 200
"""Characters of a table or box that may stand there."""
_FAR = 6
"""Blocks among which a title is looked for."""
_Kept = tuple[Credits, list[str], list[Finding], list[Removed]]


def take_opening(draft: Draft, root: Any, paragraphs: list[Paragraph]) -> None:
    """Take title, subtitle and credits out of the body; what is none of these stays."""
    titles = _titles(root, paragraphs)
    if titles:
        draft.title = " ".join(words_of(title) for title in titles)
        _leave_above(draft, root, titles[0], paragraphs)
        draft.taken += [words_of(title) for title in titles]
        place = root.index(titles[0])
        for title in titles:
            title.drop_tree()
        _take_credits(draft, root, place, paragraphs)
        _take_last_credits(draft, root, paragraphs)
    _lower_headings(root)


def take_properties(draft: Draft, core: Element | None) -> None:
    """Take title and author from what Word knows of the file, where the text tells neither."""
    if not draft.title and (title := _property(core, DUBLIN_CORE + "title")):
        draft.title = title
        message = f'no title found; "{title}" is taken from the file\'s properties. Put the title on the first line.'
        draft.findings.append(Finding("H102", message))
    _credit_writer(draft, core)


def _titles(root: Any, paragraphs: list[Paragraph]) -> list[Any]:
    blocks = [block for block in root if plain_text(block)][:_FAR]
    styled = [block for block in blocks if _role(block, paragraphs) == "title"]
    if styled and _may_stand_above(blocks[: blocks.index(styled[0])]):
        start = blocks.index(styled[0])
        return [block for place, block in enumerate(blocks[start:]) if styled[place : place + 1] == [block]]
    headings: list[Any] = root.findall(".//h1")
    if len(headings) == 1 and headings[0] in blocks and _may_stand_above(blocks[: blocks.index(headings[0])]):
        return headings
    return blocks[:1] if len(blocks) > 1 and _is_like_title(blocks[0], paragraphs) else []


def _may_stand_above(blocks: list[Any]) -> bool:
    """Tell a letterhead from an author's text: then the line below it is no title."""
    return all(len(plain_text(block)) < (_SHORT if block.tag in ("p", *HEADINGS) else _LETTERHEAD) for block in blocks)


def _is_like_title(block: Any, paragraphs: list[Paragraph]) -> bool:
    line = Line(1, words_of(block))
    if block.tag not in ("p", *HEADINGS) or _role(block, paragraphs) not in ("", "heading", "title"):
        return False
    is_short = len(line.text) <= _LONGEST_TITLE and not (line.text.endswith(".") and len(line.text) > 100)
    return is_short and not line.bullet and next(block.iter("img"), None) is None


def _role(block: Any, paragraphs: list[Paragraph]) -> str:
    about = paragraph_of(block, paragraphs)
    return about.role if about is not None and block.tag in ("p", *HEADINGS) else "other"


def _leave_above(draft: Draft, root: Any, title: Any, paragraphs: list[Paragraph]) -> None:
    """Leave out the lines above the title: under it they would stand in another place than their author gave them."""
    left: list[Removed] = []
    for block in root[: root.index(title)]:
        if not plain_text(block):
            continue
        number = _number(block, paragraphs)
        if not _takes_all(draft, block, "", paragraphs):
            reason = "stands above the title, where a handout has the clinic's own name"
            words = body_words(etree.tostring(block, encoding="unicode", with_tail=False))
            left.append(Removed(number, " ".join(words), reason))
        _drop_words(block)
    draft.removed += left
    if left:
        message = (
            f'"{left[0].text[:60]}" stands above the title and is left out, since a handout has the clinic\'s own name '
            "there. If it is the author's, move it under the title."
        )
        draft.findings.append(Finding("W102", message, left[0].line, advice=False))


def _number(block: Any, paragraphs: list[Paragraph]) -> int:
    known = (about for inner in block.iter() if (about := paragraph_of(inner, paragraphs)) is not None)
    return next((about.number for about in known), 1)


def _drop_words(block: Any) -> None:
    """Take a block away but for its pictures, such as a logo."""
    pictures = list(block.iter("img"))
    if pictures:
        kept = block.makeelement("p")
        block.addprevious(kept)
        for picture in pictures:
            picture.tail = None
        kept.extend(pictures)
    block.drop_tree()


def _take_credits(draft: Draft, root: Any, place: int, paragraphs: list[Paragraph]) -> None:
    while place < len(root):
        block = root[place]
        if not _is_opening(block, paragraphs):
            return
        below = plain_text(root[place + 1]) if place + 1 < len(root) else ""
        if not _takes_all(draft, block, below, paragraphs):
            if _role(block, paragraphs) != "subtitle" or draft.subtitle:
                return
            draft.subtitle = plain_text(block)
            draft.taken.append(draft.subtitle)
        block.drop_tree()


def _takes_all(draft: Draft, block: Any, below: str, paragraphs: list[Paragraph]) -> bool:
    """Take all lines of a block as bylines and dates, or none of them."""
    before: _Kept = draft.credits, list(draft.taken), list(draft.findings), list(draft.removed)
    lines = [line for line in _lines(block) if line]
    number = _number(block, paragraphs)
    beside = [*lines[1:], below]
    if lines and all(
        draft.takes_credit(line, "title", after, number) for line, after in zip(lines, beside, strict=True)
    ):
        return True
    draft.credits, draft.taken, draft.findings, draft.removed = before
    return False


def _take_last_credits(draft: Draft, root: Any, paragraphs: list[Paragraph]) -> None:
    """Take the bylines and dates at the end, where nobody is credited under the title."""
    while len(root) > 1 and not draft.credits.bylines and _is_opening(root[-1], paragraphs):
        last = root[-1]
        if not draft.takes_credit(plain_text(last), "end", "", _number(last, paragraphs)):
            return
        last.drop_tree()


def _is_opening(block: Any, paragraphs: list[Paragraph]) -> bool:
    is_paragraph = block.tag in ("p", *HEADINGS) and _role(block, paragraphs) in ("", "subtitle", "heading", "title")
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
        for heading in list(root.iter(*HEADINGS)):
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
