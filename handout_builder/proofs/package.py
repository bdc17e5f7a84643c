"""An ePub as a package: what its container, manifest and spine say, and every document in it parsed, one at a time."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Any
from urllib.parse import unquote, urldefrag

from lxml import etree

from .manuscript import plain

_OPF = "{http://www.idpf.org/2007/opf}"
_X = "{http://www.w3.org/1999/xhtml}"
_IMAGE, _LINK = f"{_X}img", f"{_X}a"
_HEADINGS = frozenset(f"{_X}h{level}" for level in range(1, 7))
_XHTML = "application/xhtml+xml"
_ADDRESSES = {"href", "src", "{http://www.w3.org/1999/xlink}href"}
_STYLE_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_STRICT: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": True}
_ABROAD = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass
class Package:
    """What is in an ePub. Its documents are not held: a book has thousands."""

    archive: zipfile.ZipFile | None = None
    """None where the file is damaged."""
    names: frozenset[str] = frozenset()
    faults: list[str] = field(default_factory=list)
    """Whatever breaks the package, or leads nowhere."""
    root: etree._Element | None = None
    """The package document."""
    documents: list[str] = field(default_factory=list)
    """Paths of the XHTML documents, in the order of the manifest."""
    spine: list[str] = field(default_factory=list)
    """Paths in reading order."""
    navigation: str = ""
    """Path of the navigation document."""
    titles: dict[str, str] = field(default_factory=dict)
    """By path the first heading of each document; empty where there is none."""
    bare: list[str] = field(default_factory=list)
    """Addresses of the pictures without alternative text, of all documents."""
    nested: list[str] = field(default_factory=list)
    """Addresses of the links that stand within another link, of all documents."""
    _anchors: dict[str, frozenset[str]] = field(default_factory=dict)
    """By path the ids in a document."""

    def read(self, name: str) -> bytes | None:
        """Read a file; one that is not there, or damaged, is a fault."""
        if self.archive is None or name not in self.names:
            self.faults.append(f"{name or 'the package document'} is not in the file.")
            return None
        try:
            return self.archive.read(name)
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError) as error:
            self.faults.append(f"the file is damaged ({error}).")
            return None

    def parse(self, name: str, data: bytes | None) -> etree._Element | None:
        """Parse a file; one that is not well-formed is a fault."""
        if data is None:
            return None
        try:
            return etree.fromstring(data, etree.XMLParser(**_STRICT))
        except etree.XMLSyntaxError as error:
            self.faults.append(f"{name} is not well-formed ({error.msg}).")
            return None

    def survey(self) -> None:
        """Open every file once, one after the other, and follow every link that stays inside the book."""
        later: list[tuple[str, str]] = []
        for name in self.documents:
            # What leads to everything else is read when all else is known, so that its links need not be remembered.
            if name != self.navigation:
                links: list[str] = []
                self._look_through(name, links.append)
                later += [(name, address) for address in dict.fromkeys(links)]
        for name, address in later:
            self._follow(name, address)
        if self.navigation in self.documents:
            self._look_through(self.navigation, partial(self._follow, self.navigation))
        for name in sorted(self.names - {*self.documents, "mimetype"}):
            data = self.read(name)
            if data is not None and name.endswith(".css"):
                for address in _STYLE_ADDRESS.findall(data.decode("utf-8", "replace")):
                    self._follow(name, address)
            elif name.endswith(".ncx"):
                self.read_through(name, data, _Notes(partial(self._follow, name)))

    def _look_through(self, name: str, link: Callable[[str], None]) -> None:
        notes = _Notes(link)
        if self.read_through(name, self.read(name), notes):
            self.titles[name] = plain("".join(notes.heading))
            self.bare += notes.bare
            self.nested += notes.nested
            self._anchors[name] = frozenset(notes.anchors)

    def read_through(self, name: str, data: bytes | None, notes: Any) -> bool:
        """Read a document through without making a tree of it, and tell whether it is well-formed.

        `notes` is told of each element's beginning and end, and of all words (lxml's parser target).
        """
        if data is None:
            return False
        try:
            etree.fromstring(data, etree.XMLParser(target=notes, **_STRICT))
        except etree.XMLSyntaxError as error:
            self.faults.append(f"{name} is not well-formed ({error.msg}).")
            return False
        return True

    def _follow(self, name: str, address: str) -> None:
        """Follow an address that stays inside the file, to the element it names."""
        if _ABROAD.match(address):
            return
        where, anchor = urldefrag(address)
        target = _resolved(name, where) if where else name
        if target not in self.names:
            self.faults.append(f"{name}: {address} leads to nothing in the file.")
        elif anchor and unquote(anchor) not in self._anchors.get(target, {unquote(anchor)}):
            self.faults.append(f"{name}: {address} leads to no place in {target}.")


class _Notes:
    """What is remembered of a document that is read through: its first heading, ids, bare pictures and nested links."""

    def __init__(self, link: Callable[[str], None]) -> None:
        self._link = link
        """Is given each address."""
        self.heading: list[str] = []
        self.anchors: list[str] = []
        self.bare: list[str] = []
        self.nested: list[str] = []
        self._links = 0
        """Links around the place that is read."""
        self._inside: str | None = ""
        """The heading that is being read; None when it has been."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        for name, value in attributes.items():
            if name == "id":
                self.anchors.append(value)
            elif name in _ADDRESSES:
                self._link(value)
        if tag == _IMAGE and not attributes.get("alt", "").strip():
            self.bare.append(attributes.get("src", ""))
        elif self._inside == "" and tag in _HEADINGS:
            self._inside = tag
        elif tag == _LINK:
            if self._links:
                self.nested.append(attributes.get("href", ""))
            self._links += 1

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if self._inside == tag:
            self._inside = None
        elif tag == _LINK:
            self._links -= 1

    def data(self, text: str) -> None:
        """Take words."""
        if self._inside:
            self.heading.append(text)

    def close(self) -> None:
        """Take the end of the document."""


def open_package(file: IO[bytes]) -> Package:
    """Open an ePub (OCF 3.3, EPUB 3.3); what is wrong is in its faults."""
    package = Package()
    try:
        package.archive = zipfile.ZipFile(file)
        package.names = frozenset(package.archive.namelist())
        first = package.archive.infolist()[0]
        kind = package.archive.read(first) if first.filename == "mimetype" else b""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, IndexError, EOFError) as error:
        package.faults.append(f"the file is damaged ({error}).")
        return package
    if first.filename != "mimetype" or first.compress_type or kind != b"application/epub+zip":
        package.faults.append("the file does not begin with its type, so that e-readers may refuse it.")
    _open_contents(package)
    return package


def _open_contents(package: Package) -> None:
    name = "META-INF/container.xml"
    container = package.parse(name, package.read(name))
    path = next((e.get("full-path", "") for e in container.iter("{*}rootfile")), "") if container is not None else ""
    package.root = package.parse(path, package.read(path))
    if package.root is None:
        return
    manifest: dict[str, str] = {}
    for item in package.root.iter(f"{_OPF}item"):
        name = _resolved(path, item.get("href", ""))
        manifest[item.get("id", "")] = name
        if name not in package.names:
            package.faults.append(f"{name} is listed and not in the file.")
        elif item.get("media-type") == _XHTML:
            package.documents.append(name)
        if "nav" in item.get("properties", "").split():
            package.navigation = name
    package.spine = [manifest.get(item.get("idref", ""), "") for item in package.root.iter(f"{_OPF}itemref")]
    listed = {*manifest.values(), path, "mimetype"}
    unlisted = [name for name in sorted(package.names - listed) if not name.startswith("META-INF/")]
    package.faults += [f"{name} is in the file and not listed." for name in unlisted]
    if "" in package.spine or not package.spine:
        package.faults.append("the reading order names a document that is not listed.")
    if not package.navigation:
        package.faults.append("there is no table of contents.")


def _resolved(name: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address)))
