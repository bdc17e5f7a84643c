"""The lines of a paragraph, laid out after the first as copies of it.

WeasyPrint works out each line as if it could hold anything: pictures, floats, words of other sizes. In a paragraph of
plain text, a line differs from the one above it in its words, their width and its place, and in nothing else.
"""

from collections.abc import Iterator
from typing import Any

import weasyprint.layout.block
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout.inline import iter_line_boxes

from .paragraphs import Line, measured

_STARTS = ("start", "left")


def lines_of(
    context: Any,
    box: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    first_letter_style: Any,
    first_line_style: Any,
) -> Iterator[tuple[Any, Any]]:
    """Give the lines of a box, each with where the next begins; arguments and result are those of WeasyPrint's."""
    while True:
        first = iter_line_boxes(
            context,
            box,
            position_y,
            bottom_space,
            skip_stack,
            containing_block,
            absolute_boxes,
            fixed_boxes,
            first_letter_style,
            first_line_style,
        )
        last = next(first, None)
        if last is None:
            return
        yield last
        if not first_line_style and not box.text_indent:
            for last in _like_it(last[0], last[1], context, box):  # noqa: B020 - each is the last one then
                yield last
        line, skip_stack = last
        if skip_stack is None:
            return
        position_y = line.position_y + line.height
        first_letter_style = first_line_style = None


def _like_it(line: Any, skip_stack: Any, context: Any, box: Any) -> Iterator[tuple[Any, Any]]:
    """Give the lines that follow one and are like it."""
    if skip_stack is None or not _is_plain(line, box):
        return
    (text,) = line.children
    paragraph, number = text.pango_layout.paragraph, text.pango_layout.number
    if paragraph is None:
        return
    ((_, at),) = skip_stack.items()
    (skip,) = at
    height = text.height
    offset = text.baseline - text.margin_top
    while not context.excluded_shapes:
        number += 1
        if number >= paragraph.safe:
            return
        found = measured(paragraph, number)
        if found is None or found[4:] != (height, offset) or found[0].text[-1] == " ":
            return
        layout, _, resume, width, _, _ = found
        position_y = line.position_y + line.height
        text = text.copy_with_text(layout.text)
        text.pango_layout, text.width = layout, width
        # As WeasyPrint adds it up: in another order, the last digits could differ.
        text.position_y = -text.baseline + (position_y + line.baseline)
        line = line.copy_with_children([text])
        line.position_y = position_y
        line.width = text.position_x + text.margin_width() - line.content_box_x()
        skip = None if resume is None else skip + resume
        yield line, None if skip is None else {0: {skip: None}}
        if skip is None:
            return


def _is_plain(line: Any, box: Any) -> bool:
    style = line.style
    return (
        len(box.children) == 1
        and len(line.children) == 1
        and type(line.children[0]) is TextBox
        and isinstance(line.children[0].pango_layout, Line)
        and line.children[0].style["vertical_align"] == "baseline"
        and style["direction"] == "ltr"
        and style["text_align_all"] in _STARTS
        and style["text_align_last"] in ("auto", *_STARTS)
    )


def repeat_lines() -> None:
    """Have WeasyPrint lay out lines so, in this process."""
    weasyprint.layout.block.iter_line_boxes = lines_of
