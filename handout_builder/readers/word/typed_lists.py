"""Lists typed by hand: paragraphs that begin with a bullet or a number become items, as in pasted text."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from ..recognition.lines import Line
from ..recognition.lists import TypedList, typed_list
from .lines import paragraph_line
from .lists import make_item
from .places import paragraph_of
from .writer import Paragraph


def make_typed_lists(root: Any, paragraphs: list[Paragraph]) -> None:
    """Make lists of paragraphs that follow one another, in the text, in boxes and in cells."""
    for paragraph in list(root.iter("p")):
        _part_at_breaks(paragraph)
    for container in list(root.iter("div", "td", "th")):
        for blocks in list(_runs(container, paragraphs)):
            lines = [paragraph_line(block, about) for block, about in blocks]
            _make_lists([block for block, _ in blocks], lines)


def _make_lists(blocks: list[Any], lines: list[Line]) -> None:
    index = 0
    while index < len(lines):
        found = typed_list(lines, index)
        if found is not None:
            place = etree.Element("div")
            blocks[index].addprevious(place)
            place.getparent().replace(place, _list(found[0], blocks, lines))
        index = found[1] if found is not None else index + 1


def _list(typed: TypedList, blocks: list[Any], lines: list[Line]) -> Any:
    holder = etree.Element("ol" if typed.order else "ul")
    if typed.order not in ("", "1"):
        holder.set("type", typed.order)
    for index, inner in typed.items:
        label = lines[index].text.removesuffix(lines[index].plain)
        _drop_start(blocks[index], len("".join(label.split())))
        entry = make_item(holder, blocks[index])
        entry.extend([_list(one, blocks, lines) for one in inner])
    return holder


def _runs(container: Any, paragraphs: list[Paragraph]) -> Iterator[list[tuple[Any, Paragraph]]]:
    """Give the paragraphs that follow one another and of which Word says nothing."""
    run: list[tuple[Any, Paragraph]] = []
    for child in container:
        about = paragraph_of(child, paragraphs) if child.tag == "p" else None
        if about is not None and not about.role and not about.item:
            run.append((child, about))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _part_at_breaks(paragraph: Any) -> None:
    """Part a paragraph before each line in it that begins with a bullet, where at least two do."""
    breaks = [child for child in paragraph if child.tag == "br" and Line(1, (child.tail or "").strip()).bullet]
    if len(breaks) + bool(Line(1, (paragraph.text or "").strip()).bullet) < 2:
        return
    for line_break in reversed(breaks):
        rest = paragraph.makeelement("p", dict(paragraph.attrib))
        rest.text = (line_break.tail or "").lstrip()
        rest.extend(list(line_break.itersiblings()))
        paragraph.remove(line_break)
        rest.attrib.pop("id", None)
        paragraph.addnext(rest)


def _drop_start(block: Any, count: int) -> None:
    """Take the first signs away, `count` of them without white space, and the white space after them."""
    for event, inner in list(etree.iterwalk(block, events=("start", "end"))):
        if event == "end" and inner is block:
            return
        name = "text" if event == "start" else "tail"
        text = getattr(inner, name) or ""
        while text and (count or text[0].isspace()):
            count -= not text[0].isspace()
            text = text[1:]
        setattr(inner, name, text)
        if text:
            return
