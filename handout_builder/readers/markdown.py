"""Markdown sources."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markdown import Markdown

from ..model import Article, Clinician
from .assembly import Draft, finish, start_draft
from .body import parse_html, place_pictures, take_out_hidden

_EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "sane_lists",
    "tables",
]
_SAVED_FROM_WORD = re.compile(r"^[ \t]*[•▪‣●○◦]\s+", re.MULTILINE)


def read_file(path: Path, shown: str, root: Path, clinicians: Sequence[Clinician], language: str) -> list[Article]:
    """Read a Markdown file: python-markdown's HTML, its title and bylines taken out, then cleaned."""
    draft = start_draft(path, shown, root, clinicians, language)
    # Bullets typed as characters are lists to their author; Markdown knows only -, * and +.
    content = _SAVED_FROM_WORD.sub(lambda match: match[0].replace(match[0].strip(), "-"), draft.content)
    converter = Markdown(extensions=_EXTENSIONS, output_format="html")
    tree = parse_html(converter.convert(content))
    draft.removed += take_out_hidden(tree, draft.text)
    _drop_footnote_marks(tree)
    _take_title(draft, tree)
    _take_credits(draft, tree)
    draft.removed += place_pictures(tree, draft.shelf, draft.text)
    return [finish(draft, tree)]


def _drop_footnote_marks(tree: Any) -> None:
    """Drop the arrows back and the rule that python-markdown adds to footnotes: no author wrote them."""
    for link in tree.xpath('.//a[contains(@class, "footnote-backref")]'):
        before = link.getprevious()
        link.drop_tree()
        if before is not None and before.tail:
            before.tail = before.tail.rstrip("\u00a0")
    for notes in tree.xpath('.//div[contains(@class, "footnote")]'):
        for rule in notes.findall("hr"):
            rule.drop_tree()
        for paragraph in notes.iter("p"):
            paragraph.text = (paragraph.text or "").rstrip("\u00a0") if len(paragraph) == 0 else paragraph.text


def _take_title(draft: Draft, tree: Any) -> None:
    """Take the first heading as the title where it is the one h1 or opens the article; move other h1 down."""
    first = tree[0] if len(tree) else None
    headings = tree.findall(".//h1")
    heading = headings[0] if headings else None
    if heading is not None and (len(headings) == 1 or heading is first):
        text = " ".join("".join(heading.itertext()).split())
        if not draft.title or text.casefold() == draft.title.casefold():
            draft.title = draft.title or text
            heading.drop_tree()
            headings = headings[1:]
    if headings:
        for element in tree.iter("h1", "h2", "h3", "h4", "h5"):
            element.set("data-level", str(int(element.tag[1]) + 1))
        for element in tree.iter("h1", "h2", "h3", "h4", "h5"):
            element.tag = f"h{element.attrib.pop('data-level')}"


def _take_credits(draft: Draft, tree: Any) -> None:
    """Take the paragraphs under the title that are nothing but bylines and dates."""
    while len(tree) and tree[0].tag == "p" and not (tree.text or "").strip():
        paragraph = tree[0]
        if next(paragraph.iter("img"), None) is not None:
            return
        lines = [line for line in "".join(paragraph.itertext()).split("\n") if line.strip()]
        before = draft.credits
        if not lines or not all(draft.takes_credit(line) for line in lines):
            draft.credits = before
            return
        paragraph.drop_tree()
