"""The margins of a handout of one page: they run nowhere, and are read after the article."""

from typing import Any

from .elements import Element, Mark


def adopt_margins(page: Any, root: Element) -> None:
    """Make each margin of a single page a paragraph; as artifacts, checkers take them for lost text."""
    for box in page.box.children:
        marks = [page.marks[inner] for inner in box.descendants() if inner in page.marks]
        if hasattr(box, "at_keyword") and marks:
            root.add("P").kids += [Mark(0, number) for number in marks]
