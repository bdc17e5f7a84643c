"""An ePub as a package: what its container, manifest and spine say, and every document in it parsed."""

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote, urldefrag

from lxml import etree

_OPF = "{http://www.idpf.org/2007/opf}"
_XHTML = "application/xhtml+xml"
_ADDRESSES = {"href", "src", "{http://www.w3.org/1999/xlink}href"}
_STYLE_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_ABROAD = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass
class Package:
    """What is in an ePub."""

    faults: list[str] = field(default_factory=list)
    """Whatever breaks the package, or leads nowhere."""
    root: etree._Element | None = None
    """The package document."""
    documents: dict[str, etree._Element] = field(default_factory=dict)
    """Path inside the file -> XHTML document, in the order of the manifest."""
    spine: list[str] = field(default_factory=list)
    """Paths in reading order."""
    navigation: str = ""
    """Path of the navigation document."""


def open_package(data: bytes) -> Package:
    """Open an ePub (OCF 3.3, EPUB 3.3); what is wrong is in its faults."""
    package = Package()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
            first = archive.infolist()[0]
    except (zipfile.BadZipFile, OSError, ValueError, IndexError) as error:
        package.faults.append(f"the file is damaged ({error}).")
        return package
    if first.filename != "mimetype" or first.compress_type or files["mimetype"] != b"application/epub+zip":
        package.faults.append("the file does not begin with its type, so that e-readers may refuse it.")
    _open_contents(files, package)
    _follow_links(files, package)
    return package


def _open_contents(files: dict[str, bytes], package: Package) -> None:
    container = _parse("META-INF/container.xml", files, package)
    path = next((e.get("full-path", "") for e in container.iter("{*}rootfile")), "") if container is not None else ""
    package.root = _parse(path, files, package)
    if package.root is None:
        return
    manifest: dict[str, str] = {}
    for item in package.root.iter(f"{_OPF}item"):
        name = _resolved(path, item.get("href", ""))
        manifest[item.get("id", "")] = name
        if name not in files:
            package.faults.append(f"{name} is listed and not in the file.")
        elif item.get("media-type") == _XHTML and (document := _parse(name, files, package)) is not None:
            package.documents[name] = document
        if "nav" in item.get("properties", "").split():
            package.navigation = name
    package.spine = [manifest.get(item.get("idref", ""), "") for item in package.root.iter(f"{_OPF}itemref")]
    listed = {*manifest.values(), path, "mimetype"}
    unlisted = [name for name in files if name not in listed and not name.startswith("META-INF/")]
    package.faults += [f"{name} is in the file and not listed." for name in unlisted]
    if "" in package.spine or not package.spine:
        package.faults.append("the reading order names a document that is not listed.")
    if not package.navigation:
        package.faults.append("there is no table of contents.")


def _parse(name: str, files: dict[str, bytes], package: Package) -> etree._Element | None:
    if name not in files:
        package.faults.append(f"{name or 'the package document'} is not in the file.")
        return None
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        return etree.fromstring(files[name], parser)
    except etree.XMLSyntaxError as error:
        package.faults.append(f"{name} is not well-formed ({error.msg}).")
        return None


def _follow_links(files: dict[str, bytes], package: Package) -> None:
    """Follow every address that stays inside the file, to the element it names."""
    anchors = {name: {e.get("id") for e in root.iter() if e.get("id")} for name, root in package.documents.items()}
    for name, root in package.documents.items():
        for element in root.iter("*"):
            for attribute, address in element.items():
                if attribute in _ADDRESSES:
                    _follow(name, address, files, anchors, package)
    for name in files:
        if name.endswith(".css"):
            for address in _STYLE_ADDRESS.findall(files[name].decode("utf-8", "replace")):
                _follow(name, address, files, anchors, package)
        elif name.endswith(".ncx") and (root := _parse(name, files, package)) is not None:
            for content in root.iter("{*}content"):
                _follow(name, content.get("src", ""), files, anchors, package)


def _follow(name: str, address: str, files: dict[str, bytes], anchors: dict[str, set[str]], package: Package) -> None:
    if _ABROAD.match(address):
        return
    where, anchor = urldefrag(address)
    target = _resolved(name, where) if where else name
    if target not in files:
        package.faults.append(f"{name}: {address} leads to nothing in the file.")
    elif anchor and unquote(anchor) not in anchors.get(target, {unquote(anchor)}):
        package.faults.append(f"{name}: {address} leads to no place in {target}.")


def _resolved(name: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address)))
