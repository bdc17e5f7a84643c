"""Word files (.docx, .docm).

The steps, in order: open the package, walk its plain words, write its text anew with everything worked out that
Word works out, convert that to HTML, shape the blocks, take the opening, find headings and lists made by hand, place
the pictures. A document without any mark-up is read as pasted text. At the end the page is held against the plain
words. Macros are never looked at.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...errors import SourceError
from ...model import Article, Clinician
from ..assembly import Draft, draft_of, finish
from ..decoding import LARGEST
from ..front_matter import FrontMatter
from ..pasted import understand
from .blocks import shape
from .convert import to_html
from .foreign import mark_languages
from .headings import find_headings
from .margins import left_beside
from .names import Element, W
from .numbers import Numbers
from .opening import take_opening, take_properties
from .package import Package, open_package
from .pictures import place_drawn
from .places import know_again
from .plain import Plain
from .rewrite import Rewriter
from .styles import Styles
from .typed_lists import make_typed_lists
from .unmarked import unmarked_lines
from .writer import Paragraph


def read_file(path: Path, shown: str, root: Path, clinicians: Sequence[Clinician], language: str) -> list[Article]:
    """Read a Word file; a line in messages is a paragraph's number. Raises SourceError."""
    package = open_package(path)
    with package.zip:
        document = package.xml(package.main)
        body = document.find(W + "body") if document is not None else None
        if body is None:
            raise SourceError("is damaged: it holds no text. Open it in Word, save it under a new name and try again.")
        notes_of = {kind: package.xml(package.related(package.main, kind)) for kind in ("footnotes", "endnotes")}
        plain, notes = _plain_words(body, notes_of)
        styles = Styles(package.xml(package.related(package.main, "styles")))
        tag = _language(language, body, styles)
        draft = draft_of("\n".join(plain.lines), FrontMatter({}, 0), path, shown, root, clinicians, tag)
        writer = Rewriter(
            package,
            styles,
            Numbers(package.xml(package.related(package.main, "numbering")), styles),
            {note: place for place, note in enumerate(plain.notes, 1)},
            language=draft.language,
            anchors=_anchors(body),
        )
        tree = _html(package, writer, body, [(kind, notes[kind, name]) for kind, name in plain.notes])
        mark_languages(tree, draft.language)
        if lines := unmarked_lines(tree, writer.paragraphs):
            tree = understand(draft, lines)
        else:
            _understand_marked(draft, tree, writer.paragraphs)
        take_properties(draft, package.xml(package.related("", "core-properties")))
        draft.removed += writer.removed
        draft.removed += left_beside(package, body, max(len(plain.lines), 1))
        draft.removed += place_drawn(tree, writer.pictures, package, draft.shelf)
        return [finish(draft, tree)]


def _plain_words(body: Element, notes_of: dict[str, Any]) -> tuple[Plain, dict[tuple[str, str], Element]]:
    """Walk the body, then the notes it refers to; a reference without a note is dropped."""
    plain = Plain()
    plain.walk(body)
    found = {
        (kind, note.get(W + "id", "")): note
        for kind, part in notes_of.items()
        for note in ([] if part is None else part)
    }
    plain.notes = [note for note in plain.notes if note in found]
    for note in list(plain.notes):
        plain.walk(found[note])
    plain.notes = [note for note in plain.notes if note in found]
    length = sum(len(line) for line in plain.lines)
    if length > LARGEST:
        raise SourceError(f"is {length // 1024 // 1024} MB of text, too long for an article. Is it the right file?")
    if not length:
        raise SourceError("has no text in it. Put the article into it, or delete the file.")
    return plain, found


def _html(package: Package, writer: Rewriter, body: Element, notes: list[tuple[str, Element]]) -> Any:
    writer.part = package.main
    blocks = writer.blocks(body)
    made: list[list[Element]] = []
    for kind, note in notes:
        writer.part = package.related(package.main, kind)
        made.append(writer.blocks(note))
    tree = to_html(blocks, made, writer.links)
    know_again(tree)
    return tree


def _understand_marked(draft: Draft, tree: Any, paragraphs: list[Paragraph]) -> None:
    """Make of the converter's paragraphs what Word says they are, and what their words and looks say."""
    shape(tree, paragraphs)
    take_opening(draft, tree, paragraphs)
    find_headings(draft, tree, paragraphs)
    make_typed_lists(tree, paragraphs)


def _anchors(body: Element) -> dict[str, str]:
    """Name the places that links in the text lead to."""
    names = {link.get(W + "anchor") for link in body.iter(W + "hyperlink") if link.get(W + "anchor")}
    codes = " ".join(code.text or "" for code in body.iter(W + "instrText"))
    codes += " ".join(simple.get(W + "instr", "") for simple in body.iter(W + "fldSimple"))
    marks = [mark.get(W + "name", "") for mark in body.iter(W + "bookmarkStart")]
    wanted = [name for name in dict.fromkeys(marks) if name and (name in names or f'"{name}"' in codes)]
    return {name: f"place-{place}" for place, name in enumerate(wanted, 1)}


def _language(default: str, body: Element, styles: Styles) -> str:
    """Give the language that most runs are marked as, else the file's; the clinic's where it is the same one."""
    marked = Counter(lang.get(W + "val", "") for lang in body.iter(W + "lang") if lang.get(W + "val"))
    said = marked.most_common(1)[0][0] if marked else styles.language
    is_same = said.split("-")[0].casefold() == default.split("-")[0].casefold()
    return default if is_same or not said or said.startswith("x-") else said
