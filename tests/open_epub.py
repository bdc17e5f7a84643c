"""An ePub opened as a zip of XML, not with the library that wrote it."""

import zipfile
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

NAMES = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "x": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}


class Chapter:
    """One XHTML document."""

    def __init__(self, data: bytes) -> None:
        self.root = etree.fromstring(data)

    def blocks(self) -> list[tuple[str, str]]:
        """Give each block that holds text directly, with its words, in reading order."""
        wanted = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "figcaption", "caption", "pre"}
        found = []
        for element in self.root.iter():
            tag = etree.QName(element).localname
            if tag in wanted and not any(etree.QName(parent).localname in wanted for parent in element.iterancestors()):
                found.append((tag, " ".join("".join(element.itertext()).split(" "))))
        return found

    def text_of(self, tag: str) -> list[str]:
        return [" ".join("".join(e.itertext()).split()) for e in self.root.iter(f"{{{NAMES['x']}}}{tag}")]

    def find(self, path: str) -> Any:
        return self.root.xpath(path, namespaces=NAMES)


class Epub:
    """The parts of an ePub."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.infos = archive.infolist()
            self.files = {info.filename: archive.read(info) for info in self.infos}

    @cached_property
    def package(self) -> Any:
        return etree.fromstring(self.files["EPUB/content.opf"])

    def meta(self, path: str) -> list[str]:
        return [str(value).strip() for value in self.package.xpath(path, namespaces=NAMES)]

    def schema(self, name: str) -> list[str]:
        return self.meta(f"//opf:meta[@property='schema:{name}']/text()")

    def chapter(self, slug: str) -> Chapter:
        return Chapter(self.files[f"EPUB/chapter-{slug}.xhtml"])

    def document(self, name: str) -> Chapter:
        return Chapter(self.files[f"EPUB/{name}"])

    @cached_property
    def nav(self) -> Chapter:
        return Chapter(self.files["EPUB/nav.xhtml"])

    @property
    def spine(self) -> list[str]:
        hrefs = {item.get("id"): item.get("href") for item in self.package.iter(f"{{{NAMES['opf']}}}item")}
        return [hrefs[ref.get("idref")] for ref in self.package.iter(f"{{{NAMES['opf']}}}itemref")]
