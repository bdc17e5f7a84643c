"""A PDF opened with libraries other than the one that wrote it."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

FOOTER = re.compile(r"^.{5,90} · |^(Page|Página) \d+ (of|de) \d+$")


@dataclass(frozen=True)
class Font:
    family: str
    is_embedded: bool
    is_subset: bool
    has_unicode_map: bool


class Pdf:
    """What a reader of the file can know."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def pages(self) -> list[str]:
        document = pypdfium2.PdfDocument(self.path)
        try:
            texts = []
            for page in document:
                text_page = page.get_textpage()
                texts.append(text_page.get_text_range().replace("\r\n", "\n"))
                text_page.close()
                page.close()
            return texts
        finally:
            document.close()

    @cached_property
    def sizes(self) -> list[tuple[float, float]]:
        document = pypdfium2.PdfDocument(self.path)
        try:
            return [document.get_page_size(number) for number in range(len(document))]
        finally:
            document.close()

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    def body_words(self, count: int, first: list[str], running: tuple[str, ...] = ("Example Clinic",)) -> list[str]:
        """Give a number of words from the first ones given on; the lines of running header and footer aside."""
        words: list[str] = []
        for page in self.pages:
            lines = (line.strip() for line in page.split("\n"))
            words += " ".join(line for line in lines if line not in running and not FOOTER.search(line)).split()
        start = next(n for n in range(len(words)) if words[n : n + len(first)] == first)
        return words[start : start + count]

    @cached_property
    def _facts(self) -> dict[str, Any]:
        with pikepdf.open(self.path) as pdf:
            with pdf.open_outline() as outline:
                entries: list[tuple[int, str]] = []

                def walk(items: Any, depth: int) -> None:
                    for item in items:
                        entries.append((depth, item.title))
                        walk(item.children, depth + 1)

                walk(outline.root, 0)
            root = pdf.Root
            return {
                "title": str(pdf.docinfo.get("/Title", "")),
                "author": str(pdf.docinfo.get("/Author", "")),
                "language": str(root.get("/Lang", "")),
                "tagged": bool("/MarkInfo" in root and root.MarkInfo.get("/Marked", False)),
                "shows_title": bool(
                    "/ViewerPreferences" in root and root.ViewerPreferences.get("/DisplayDocTitle", False)
                ),
                "outline": entries,
                "tags": _tags(root.StructTreeRoot),
                "fonts": _fonts(pdf),
                "xmp": str(root.Metadata.read_bytes().decode("utf-8")),
                "links": _links(pdf),
            }

    title = property(lambda self: self._facts["title"])
    author = property(lambda self: self._facts["author"])
    language = property(lambda self: self._facts["language"])
    is_tagged = property(lambda self: self._facts["tagged"])
    shows_title = property(lambda self: self._facts["shows_title"])
    outline = property(lambda self: self._facts["outline"])
    fonts = property(lambda self: self._facts["fonts"])
    xmp = property(lambda self: self._facts["xmp"])
    links = property(lambda self: self._facts["links"])
    tags = property(lambda self: self._facts["tags"])

    @property
    def heading_tags(self) -> list[str]:
        return [tag for tag in self.tags if tag in ("H1", "H2", "H3", "H4", "H5", "H6")]


def _tags(node: Any) -> list[str]:
    found: list[str] = []
    if isinstance(node, pikepdf.Array):
        for kid in node:
            found += _tags(kid)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append(str(node.S).lstrip("/"))
        if "/K" in node:
            found += _tags(node.K)
    return found


def _fonts(pdf: Any) -> list[Font]:
    found = []
    for thing in pdf.objects:
        if (
            not isinstance(thing, pikepdf.Dictionary)
            or thing.get("/Type") != "/Font"
            or "/DescendantFonts" not in thing
        ):
            continue
        name = str(thing.BaseFont).lstrip("/")
        descriptor = thing.DescendantFonts[0].FontDescriptor
        embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        subset, _, family = name.rpartition("+")
        found.append(Font(family, embedded, len(subset) == 6, "/ToUnicode" in thing))
    return found


def _links(pdf: Any) -> list[str]:
    return [
        str(note.A.URI)
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if note.get("/Subtype") == "/Link" and "/URI" in note.get("/A", {})
    ]
