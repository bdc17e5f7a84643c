"""What OPDS 1.2, Atom, OPDS 2.0 and the Readium Web Publication Manifest ask of a feed, as a list of faults."""

import json
import re
from posixpath import basename
from typing import Any
from uuid import UUID

from lxml import etree

from handout_builder.model import media_type_of

NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/terms/",
    "os": "http://a9.com/-/spec/opensearch/1.1/",
}
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
IMAGE, THUMBNAIL = "http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def links(element: Any, rel: str = "") -> list[dict[str, str]]:
    return [dict(link.attrib) for link in element.iterfind("a:link", NAMES) if rel in ("", link.get("rel"))]


def only(element: Any, name: str) -> str:
    (found,) = element.iterfind(name, NAMES)
    return found.text or ""


def faults_of_atom(path: str, data: bytes) -> list[str]:
    """Hold a feed against RFC 4287, sections 3 and 4.1, and OPDS 1.2, sections 2, 5 and 9."""
    root = etree.fromstring(data)
    entries = root.findall("a:entry", NAMES)
    faults = []
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            if len(element.findall(f"a:{name}", NAMES)) != 1:
                faults.append(f"{path}: not one {name}")
        if not only(element, "a:title").strip():
            faults.append(f"{path}: a title is empty")
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", only(element, "a:updated")):
            faults.append(f"{path}: updated is no instant")
        if not only(element, "a:id").startswith("urn:uuid:") or not UUID(only(element, "a:id")[9:]):
            faults.append(f"{path}: id is no uuid")
    if len({only(entry, "a:id") for entry in entries}) != len(entries):
        faults.append(f"{path}: two entries have one id")
    if not root.find("a:author/a:name", NAMES).text:
        faults.append(f"{path}: nobody wrote it")
    own = media_type_of(path)
    for rel, number in (("self", 1), ("start", 1), ("up", basename(path) not in ("index.xml",))):
        if len(links(root, rel)) != number:
            faults.append(f"{path}: not {number} {rel}")
    if links(root, "self")[0] != {"rel": "self", "href": basename(path), "type": own}:
        faults.append(f"{path}: is not itself")
    for entry in entries:
        acquired, images = links(entry, OPEN_ACCESS), links(entry, IMAGE) + links(entry, THUMBNAIL)
        if bool(acquired) != own.endswith("kind=acquisition"):
            faults.append(f"{path}: an entry is not of its kind")
        if not acquired and not (entry.findtext("a:content", namespaces=NAMES) or "").strip():
            faults.append(f"{path}: nothing is told of a feed")
        if not entry.findall("a:content", NAMES) and not links(entry, "alternate"):
            faults.append(f"{path}: an entry has neither content nor a page of its own")
        if only(entry, "a:id") in [each.text for each in entry.findall("dc:identifier", NAMES)]:
            faults.append(f"{path}: an entry is told to be what it tells of")
        if any(link["type"] not in ("image/png", "image/jpeg", "image/gif") for link in images):
            faults.append(f"{path}: a cover is no bitmap")
        if {"{http://purl.org/dc/terms/}creator", "{http://purl.org/dc/terms/}title"} & {child.tag for child in entry}:
            faults.append(f"{path}: Dublin Core stands where Atom has an element")
    for link in root.iter(f"{{{NAMES['a']}}}link"):
        if not {"rel", "href", "type"} <= set(link.attrib) <= {"rel", "href", "type", "title", "length"}:
            faults.append(f"{path}: a link has other attributes")
        if re.search(r"[\s<>\"{}|\\^`]", link.get("href")):
            faults.append(f"{path}: an address is none")
    return faults


def faults_of_json(path: str, told: dict[str, Any]) -> list[str]:
    """Hold a feed or a publication against OPDS 2.0 and the Readium Web Publication Manifest."""
    faults = [f"{path}: {name} is missing" for name in ("metadata", "links") if name not in told]
    if not isinstance(told["metadata"].get("title"), str):
        faults.append(f"{path}: no title")
    own = [link for link in told["links"] if link.get("rel") == "self"]
    if "publication." in path:
        return faults + faults_of_publication(path, told)
    if own != [{"href": basename(path), "type": "application/opds+json", "rel": "self"}]:
        faults.append(f"{path}: is not itself")
    if len({"navigation", "publications"} & told.keys()) != 1:
        faults.append(f"{path}: not one collection")
    for link in (*told["links"], *told.get("navigation", ())):
        if not isinstance(link.get("href"), str) or not link.get("type") or not link.get("rel"):
            faults.append(f"{path}: {link} is no link")
    if not all(link.get("title") for link in told.get("navigation", ())):
        faults.append(f"{path}: a link of the navigation has no title")
    for each in told.get("publications", ()):
        faults += faults_of_publication(path, each)
    return faults


def faults_of_publication(path: str, told: dict[str, Any]) -> list[str]:
    faults, metadata = [], told["metadata"]
    rels = [link["rel"] for link in told["links"]]
    if rels.count("self") != 1 or OPEN_ACCESS not in rels:
        faults.append(f"{path}: a publication needs itself and something to acquire")
    if not told["images"] or any(image["type"] != "image/png" for image in told["images"]):
        faults.append(f"{path}: a publication needs a bitmap")
    if metadata["@type"] != "http://schema.org/Book" or not UUID(metadata["identifier"][9:]):
        faults.append(f"{path}: type or identifier")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", metadata["language"]):
        faults.append(f"{path}: language")
    if metadata["readingProgression"] not in ("ltr", "rtl"):
        faults.append(f"{path}: direction")
    people = [*metadata.get("author", ()), *metadata.get("editor", ()), *metadata.get("contributor", ())]
    if not all(person["name"] and person["sortAs"] for person in people):
        faults.append(f"{path}: somebody has no name")
    return faults


def faults_of(files: dict[str, bytes]) -> list[str]:
    faults = []
    for path, data in files.items():
        faults += faults_of_atom(path, data) if path.endswith(".xml") else faults_of_json(path, json.loads(data))
    return faults
