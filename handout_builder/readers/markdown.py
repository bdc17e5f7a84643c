"""Markdown sources."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markdown import Markdown

from ..model import Article, Clinician
from .assembly import Draft, finish, start_draft
from .body import line_of, parse_html, place_pictures, plain_text, take_out_hidden
from .bylines import Place
from .tangles import refuse_tangled_markdown

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
_LESS_THAN = "\ue000"
"""Stands for a < that opens no tag, past the converter, which would drop it and what follows."""
_AMPERSAND = "\ue000\ue000"
"""Stands for the & of a number that names no character, after which the converter would garble HTML further down."""
_NO_CHARACTER = re.compile(r"&(?=#(?!\d{1,7};|[xX][0-9A-Fa-f]{1,6};))")
_ELEMENTS = """
a abbr acronym address article aside audio b base basefont bdi bdo big blockquote body br button canvas caption center
cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font
footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main
map mark math menu meta meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s
samp script section select small source span strike strong style sub summary sup svg table tbody td template textarea
tfoot th thead time title tr track tt u ul var video wbr
"""
_UNKNOWN_TAG = re.compile(
    rf"<(?=/?[A-Za-z])(?!/?(?:{'|'.join(_ELEMENTS.split())})(?:[\s/>]))(?![a-z][a-z0-9+.-]*:)(?![^\s<>]+@[^\s<>]+>)",
    re.IGNORECASE,
)
"""A < before what is no element of HTML, no address and no e-mail: an author's own sign."""
_SAVED_FROM_WORD = re.compile(r"^[ \t]*[•▪‣●○◦]\s+", re.MULTILINE)


def read_file(path: Path, shown: str, root: Path, clinicians: Sequence[Clinician], language: str) -> list[Article]:
    """Read a Markdown file."""
    return [read_draft(start_draft(path, shown, root, clinicians, language))]


def read_draft(draft: Draft) -> Article:
    """Read a text as Markdown: python-markdown's HTML, its title and bylines taken out, then cleaned."""
    draft.is_markdown = True
    refuse_tangled_markdown(draft.text)
    # Bullets typed as characters are lists to their author; Markdown knows only -, * and +.
    content = _SAVED_FROM_WORD.sub(lambda match: match[0].replace(match[0].strip(), "-"), draft.content)
    converter = Markdown(extensions=_EXTENSIONS, output_format="html")
    html = converter.convert(_NO_CHARACTER.sub(_AMPERSAND, _UNKNOWN_TAG.sub(_LESS_THAN, content)))
    tree = parse_html(html.replace(_AMPERSAND, "&amp;").replace(_LESS_THAN, "&lt;"))
    draft.removed += take_out_hidden(tree, draft.text)
    _drop_footnote_marks(tree)
    take_title(draft, tree)
    take_credits(draft, tree)
    draft.removed += place_pictures(tree, draft.shelf, draft.text)
    return finish(draft, tree)


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


def take_title(draft: Draft, tree: Any) -> None:
    """Take an h1 that opens the article as its title; move other h1 down a level."""
    first = tree[0] if len(tree) and not (tree.text or "").strip() else None
    if first is not None and first.tag == "h1" and next(first.iter("img", "sup"), None) is None:
        text = plain_text(first)
        if text and (not draft.title or text.casefold() == draft.title.casefold()):
            draft.title = draft.title or text
            draft.taken.append(text)
            first.drop_tree()
    if tree.find(".//h1") is not None:
        for element in list(tree.iter("h1", "h2", "h3", "h4", "h5")):
            element.set("data-level", str(int(element.tag[1]) + 1))
        for element in list(tree.iter("h1", "h2", "h3", "h4", "h5")):
            element.tag = f"h{element.attrib.pop('data-level')}"


def take_credits(draft: Draft, tree: Any) -> None:
    """Take the paragraphs under the title that are nothing but bylines and dates."""
    while len(tree) and tree[0].tag == "p" and not (tree.text or "").strip():
        paragraph = tree[0]
        if next(paragraph.iter("img"), None) is not None:
            return
        lines = [line for line in "".join(paragraph.itertext()).split("\n") if line.strip()]
        before = draft.credits, list(draft.taken), list(draft.removed), list(draft.findings)
        if not lines or not all(
            draft.takes_credit(line, _place(line), number=line_of(line, draft.text)) for line in lines
        ):
            draft.credits, draft.taken, draft.removed, draft.findings = before
            return
        paragraph.drop_tree()


def _place(line: str) -> Place:
    """Say how a line under the title is read: one word alone is more often text than somebody's login."""
    return "title" if len(line.split()) > 1 else "anywhere"
