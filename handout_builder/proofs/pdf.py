"""The proof of a PDF: its words by way of the tag tree, its outline, fonts and the rules of PDF/UA told fast."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import pikepdf

from .checks import Check, check
from .comparison import compare, is_copy, outline_faults
from .manuscript import Copy, Manuscript, plain
from .painting import Painting, read_painting
from .reading import Reading
from .tags import TagTree, read_tags


def prove_pdf(data: bytes, manuscript: Manuscript | None) -> list[Check]:
    """Check a PDF; without a manuscript, what can be checked without one."""
    return check_pdf(data, _compared(manuscript) if manuscript else _uncompared, manuscript)


def check_pdf(
    data: bytes, compared: Callable[[Any, TagTree], list[Check]], manuscript: Manuscript | None
) -> list[Check]:
    """Check a PDF, with `compared` telling what its words are to be compared with."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            painting = read_painting(pdf)
            tree = read_tags(pdf, painting)
            return [*compared(pdf, tree), *_checks(pdf, painting, tree, manuscript)]
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        return [check("file", "it opens", "V110", [f"the file is damaged ({type(error).__name__}: {error}).".strip()])]


def _checks(pdf: Any, painting: Painting, tree: TagTree, manuscript: Manuscript | None) -> list[Check]:
    return [
        check("metadata", "title, authors and language are in the metadata", "V104", _metadata(pdf, manuscript)),
        check("glyphs", "every character has its glyph and its meaning", "V105", glyph_faults(painting)),
        check("fonts", "every font is embedded", "V106", font_faults(painting)),
        check("tags", "all is tagged, in reading order", "V107", _tag_faults(pdf, painting, tree)),
        check("pictures", "every picture has its words", "V108", _picture_faults(tree)),
        check("links", "every link tells where it leads", "V109", _link_faults(pdf, tree)),
    ]


def _compared(manuscript: Manuscript) -> Callable[[Any, TagTree], list[Check]]:
    return lambda pdf, tree: compare_article(tree.reading, tree.told, outline_of(pdf), manuscript)


def _uncompared(_pdf: Any, _tree: TagTree) -> list[Check]:
    return []


def compare_article(
    reading: Reading, told: Sequence[tuple[str, str, str]], outline: list[tuple[int, str]], manuscript: Manuscript
) -> list[Check]:
    """Compare an article's reading, what is told beside its words, and the outline from its entry on."""
    return [*compare(reading, manuscript), _outline(outline, manuscript), _told(told, manuscript)]


def _told(told: Sequence[tuple[str, str, str]], manuscript: Manuscript) -> Check:
    """Look for each expansion and each change of language, in the article's order."""
    faults, found = [], iter(told)
    for kind, value, words in manuscript.told:
        if kind == "Lang" and value == manuscript.language:
            continue
        if not any((key, plain(said)) == (kind, value) and is_copy(words, text) for key, said, text in found):
            what = "the expansion" if kind == "E" else "the language"
            faults.append(f'{what} "{value}" of "{words.text.strip()[:60]}" is not told to screen readers.')
            found = iter(told)
    return check("voices", "every expansion and every other language is told", "V118", faults)


def outline_of(pdf: Any) -> list[tuple[int, str]]:
    """Give level and words of each entry of the outline."""
    return [(level, text) for level, text, _ in outline_targets(pdf)]


def outline_targets(pdf: Any) -> list[tuple[int, str, Any]]:
    """Give level, words and target page of each entry of the outline."""
    return _entries(pdf.Root.get("/Outlines", {}).get("/First"), 1)


def _outline(found: list[tuple[int, str]], manuscript: Manuscript) -> Check:
    start = next((n for n, (_, text) in enumerate(found) if text == manuscript.title), None)
    if start is None:
        faults = ["the title is not in the outline."]
    else:
        top, below = found[start][0] - 1, found[start + 1 : start + 1 + len(manuscript.headings)]
        # The outline has the headings' own words, without what is printed after a link.
        wanted = tuple((level, Copy((copy.text,))) for level, copy in manuscript.headings)
        faults = outline_faults(wanted, [(level - top, text) for level, text in below])
    return check("outline", "every heading is in the outline, at its level", "V111", faults)


def _entries(entry: Any, level: int) -> list[tuple[int, str, Any]]:
    found: list[tuple[int, str, Any]] = []
    while entry is not None:
        target = entry.get("/Dest", [None])[0]
        found.append((level, plain(str(entry.get("/Title", ""))), target and target.objgen))
        found += _entries(entry.get("/First"), level + 1)
        entry = entry.get("/Next")
    return found


def _metadata(pdf: Any, manuscript: Manuscript | None) -> list[str]:
    root, info = pdf.Root, pdf.trailer.get("/Info", {})
    xmp = root.Metadata.read_bytes().decode("utf-8", "replace") if "/Metadata" in root else ""
    faults = []
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        faults.append("the window would show the file's name in place of the title.")
    if "pdfuaid" not in xmp:
        faults.append("the file does not say that it follows PDF/UA.")
    if not str(root.get("/Lang", "")):
        faults.append("the language is not told, so that a screen reader may read with a wrong voice.")
    if not manuscript:
        return faults
    if plain(str(info.get("/Title", ""))) != manuscript.title or not _holds(xmp, manuscript.title):
        faults.append(f'the title "{manuscript.title}" is not in the metadata.')
    author = plain(str(info.get("/Author", "")))
    missing = [name for name in manuscript.authors if name not in author or not _holds(xmp, name)]
    return faults + [f'the author "{name}" is not in the metadata.' for name in missing]


def _holds(xmp: str, text: str) -> bool:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped in plain(xmp)


def glyph_faults(painting: Painting) -> list[str]:
    """Name characters without a glyph, and glyphs without a character."""
    faults = [f'a character after "{text[-30:]}" has no glyph.' for text in painting.glyphless[:3]]
    nameless = [text for text in (*painting.marked.values(), *painting.unmarked) if "\ufffd" in text]
    return faults + [f'a character in "{text[:60]}" has no meaning, so that it cannot be copied.' for text in nameless]


def font_faults(painting: Painting) -> list[str]:
    """Name the fonts that are not embedded."""
    names = dict.fromkeys(font.name for font in painting.fonts.values() if not font.is_embedded)
    return [f"the font {name} is not embedded." for name in names]


def _tag_faults(pdf: Any, painting: Painting, tree: TagTree) -> list[str]:
    faults = list(tree.faults)
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
        faults.append("the file does not say that it is tagged.")
    faults += [f'"{text[:60]}" is neither tagged nor set aside.' for text in painting.unmarked if text.strip()]
    if any(page.get("/Annots") and page.get("/Tabs") != "/S" for page in pdf.pages):
        faults.append("the Tab key would not follow the reading order.")
    return faults


def _picture_faults(tree: TagTree) -> list[str]:
    bare = sum(not alt.strip() for alt in tree.figures)
    return [f"{bare} picture{'s' * (bare > 1)} without alternative text."] if bare else []


def _link_faults(pdf: Any, tree: TagTree) -> list[str]:
    faults = []
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if not str(note.get("/Contents", "")).strip():
                faults.append(f"a link does not tell where it leads: {_target(note)}.")
            if note.objgen not in tree.links:
                faults.append(f"a link is not in the tag tree: {_target(note)}.")
    return faults


def _target(note: Any) -> str:
    return str(note.get("/A", {}).get("/URI", "to a place in the file"))
