"""An ePub as a package: what its container, manifest and spine say, and every document in it parsed, one at a time."""

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO
from urllib.parse import unquote, urldefrag

from lxml import etree

from .manuscript import plain

_OPF = "{http://www.idpf.org/2007/opf}"
_X = "{http://www.w3.org/1999/xhtml}"
_HEADINGS = tuple(f"{_X}h{level}" for level in range(1, 7))
_XHTML = "application/xhtml+xml"
_ADDRESSES = {"href", "src", "{http://www.w3.org/1999/xlink}href"}
_STYLE_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)")
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
    _anchors: dict[str, frozenset[str]] = field(default_factory=dict)
    """By path the ids in a document."""
    _addresses: list[tuple[str, str]] = field(default_factory=list)
    """(path, address) of each link that stays in the book."""

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
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            self.faults.append(f"{name} is not well-formed ({error.msg}).")
            return None

    def survey(self) -> None:
        """Open every file once, one after the other, and follow every link that stays inside the book."""
        for name in self.documents:
            root = self.parse(name, self.read(name))
            if root is not None:
                self._take_note(name, root)
        for name in sorted(self.names - {*self.documents, "mimetype"}):
            data = self.read(name)
            if data is not None and name.endswith(".css"):
                addresses = _STYLE_ADDRESS.findall(data.decode("utf-8", "replace"))
                self._addresses += [(name, address) for address in addresses]
            elif name.endswith(".ncx") and (root := self.parse(name, data)) is not None:
                self._addresses += [(name, content.get("src", "")) for content in root.iter("{*}content")]
        self._follow_links()

    def _follow_links(self) -> None:
        for name, address in dict.fromkeys(self._addresses):
            if _ABROAD.match(address):
                continue
            where, anchor = urldefrag(address)
            target = _resolved(name, where) if where else name
            if target not in self.names:
                self.faults.append(f"{name}: {address} leads to nothing in the file.")
            elif anchor and unquote(anchor) not in self._anchors.get(target, {unquote(anchor)}):
                self.faults.append(f"{name}: {address} leads to no place in {target}.")

    def _take_note(self, name: str, root: etree._Element) -> None:
        heading = next(root.iter(*_HEADINGS), None)
        self.titles[name] = plain("".join(heading.itertext())) if heading is not None else ""
        anchors = set()
        for element in root.iter("*"):
            for attribute, value in element.items():
                if attribute == "id":
                    anchors.add(value)
                elif attribute in _ADDRESSES:
                    self._addresses.append((name, value))
            if element.tag == f"{_X}img" and not element.get("alt", "").strip():
                self.bare.append(element.get("src", ""))
        self._anchors[name] = frozenset(anchors)


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
