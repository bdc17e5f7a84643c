"""The block editor's marks: comments around pieces of HTML, and pieces that are nothing but a comment."""

import json
import re
from collections.abc import Callable, Mapping
from html import escape

from ...model import Removed
from .paragraphs import add_paragraphs

_MARK = re.compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>[a-z0-9-]+(?:/[a-z0-9-]+)?)\s+(?P<settings>\{.*?\}\s+)?(?P<alone>/)?-->", re.DOTALL
)
_PAGE_MARK = re.compile(r"<!--\s*(?:more(?P<words>.*?)|noteaser|nextpage)\s*-->", re.DOTALL)
_WITHOUT_WORDS = {"spacer", "separator", "nextpage", "more", "page-break"}
_AS_TYPED = {"freeform", "shortcode"}
"""Blocks whose text has no paragraph tags."""
_DEEPEST = 5
"""Reusable blocks inside reusable blocks; one that holds itself would never end."""


def has_blocks(content: str) -> bool:
    """Tell whether the block editor wrote a content."""
    return "<!-- wp:" in content


class Blocks:
    """Takes the marks out of one post's content, and puts in what they stand for."""

    def __init__(
        self, reusable: Mapping[str, str], notes: tuple[tuple[str, str], ...], line_at: Callable[[str], int]
    ) -> None:
        self._reusable = reusable
        self._notes = notes
        self._line_at = line_at
        self.removed: list[Removed] = []

    def take_out(self, content: str, depth: int = 0) -> str:
        """Give the HTML between the marks; what stands outside all blocks gets its paragraphs."""
        out: list[str] = []
        open_blocks: list[str] = []
        place = 0
        for mark in _MARK.finditer(content):
            out.append(_paragraphs_if_typed(content[place : mark.start()], open_blocks))
            place = mark.end()
            name = mark["name"].removeprefix("core/")
            if mark["alone"]:
                out.append(self._alone(name, mark, depth))
            elif not mark["end"]:
                open_blocks.append(name)
            elif name in open_blocks:
                while open_blocks.pop() != name:
                    pass
        return "".join([*out, _paragraphs_if_typed(content[place:], open_blocks)])

    def _alone(self, name: str, mark: re.Match[str], depth: int) -> str:
        settings = _settings(mark["settings"])
        if name == "block":
            return self._reused(str(settings.get("ref", "")), mark[0], depth)
        if name == "footnotes":
            return self._footnotes()
        if name not in _WITHOUT_WORDS:
            words = [str(settings[key]) for key in ("label", "content", "text", "url") if settings.get(key)]
            text = ": ".join([name, *words])
            self.removed.append(Removed(self._line_at(mark[0]), text, "a part that the blog fills in by itself"))
        return ""

    def _reused(self, number: str, mark: str, depth: int) -> str:
        content = self._reusable.get(number, "")
        if content and depth < _DEEPEST:
            return self.take_out(content, depth + 1) if has_blocks(content) else add_paragraphs(content)
        reason = "a reusable block that is not in the export"
        self.removed.append(Removed(self._line_at(mark), f"reusable block {number}", reason))
        return ""

    def _footnotes(self) -> str:
        items = "".join(f'<li id="{escape(name)}"><p>{words}</p></li>' for name, words in self._notes)
        return f'<div class="footnote"><ol>{items}</ol></div>' if items else ""


def take_page_marks_out(content: str, line_at: Callable[[str], int]) -> tuple[str, list[Removed]]:
    """Take out the marks where a blog cuts a post in two; the words of a link to the rest are reported."""
    removed = [
        Removed(line_at(found[0]), " ".join(found["words"].split()), "the words of a link to the rest of the post")
        for found in _PAGE_MARK.finditer(content)
        if (found["words"] or "").strip()
    ]
    return _PAGE_MARK.sub("", content), removed


def _paragraphs_if_typed(html: str, open_blocks: list[str]) -> str:
    is_typed = not open_blocks or open_blocks[-1] in _AS_TYPED
    return add_paragraphs(html) if is_typed and html.strip() else html


def _settings(text: str | None) -> dict[str, object]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
