"""The file itself: a zip of parts, opened so that a damaged or hostile one is refused with a clear message."""

import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from ...errors import SourceError
from .names import RELATIONSHIPS, Element, parse_part

LARGEST = 100 * 1024 * 1024
"""Bytes of all that is read from one file, unpacked."""
_LARGEST_XML = 32 * 1024 * 1024
_MOST_PARTS = 10_000
_SAVE_AGAIN = 'Open it in Word, choose "Save as" and "Word document (.docx)", and put that file into sources/'
_KINDS = (
    (b"{\\rtf", "is a rich text (RTF) file with a Word file's name"),
    (b"%PDF", "is a PDF with a Word file's name"),
    (b"<", "is a web page or XML with a Word file's name"),
)
_OTHER_ZIPS = (
    ("xl/workbook.xml", "is an Excel workbook, not a Word file. Copy the article's text into a Word file"),
    ("ppt/presentation.xml", "is a PowerPoint presentation, not a Word file. Copy the article's text into a Word file"),
    ("Index/Document.iwa", "is a Pages document. In Pages choose File, Export To, Word"),
    ("content.xml", "is an OpenDocument file with a Word file's name. Open it in LibreOffice and save it as .docx"),
)


@dataclass(frozen=True)
class Target:
    """Where a relationship leads."""

    kind: str
    """The last word of its type, such as hyperlink, image or footnotes."""
    address: str
    """A part's name, or an address outside."""
    is_outside: bool


@dataclass
class Package:
    """An opened file; parts are read when they are asked for."""

    zip: ZipFile
    names: dict[str, ZipInfo]
    """By the part's name in lower case, since names differ only by more than that (ECMA-376 part 2, 6.2.2.3)."""
    read_so_far: int = 0
    main: str = ""
    """Name of the part that holds the text."""
    _targets: dict[str, dict[str, Target]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name.lower() in self.names

    def data(self, name: str, most: int = LARGEST) -> bytes:
        """Unpack a part. Raises SourceError where it is damaged, or larger than what is told beforehand."""
        try:
            with self.zip.open(self.names[name.lower()]) as part:
                found = part.read(min(most, LARGEST - self.read_so_far) + 1)
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise SourceError(f'is damaged: its part "{name}" cannot be unpacked. {_SAVE_AGAIN}.') from error
        self.read_so_far += len(found)
        if len(found) > most or self.read_so_far > LARGEST:
            raise SourceError(f"is over {LARGEST // 1024 // 1024} MB unpacked. Make its pictures smaller, or part it.")
        return found

    def xml(self, name: str) -> Element | None:
        """Parse a part; None where there is none."""
        return parse_part(self.data(name, _LARGEST_XML)) if name and self.has(name) else None

    def targets(self, part: str) -> dict[str, Target]:
        """Give the relationships of a part, by their ids; of the whole file for an empty name."""
        if part not in self._targets:
            path = PurePosixPath(part or "x")
            root = self.xml(str(path.parent / "_rels" / (path.name if part else "")) + (".rels" if part else "/.rels"))
            found = {} if root is None else {e.get("Id", ""): _target(e, path.parent) for e in _relationships(root)}
            self._targets[part] = found
        return self._targets[part]

    def related(self, part: str, kind: str) -> str:
        """Give the first part of a kind that a part leads to; empty where there is none."""
        found = (t.address for t in self.targets(part).values() if t.kind == kind and not t.is_outside)
        return next(filter(self.has, found), "")


def open_package(path: Path) -> Package:
    """Open a Word file. Raises SourceError with what to do for whatever is none."""
    with path.open("rb") as file:
        start = file.read(512)
        if start[:4] == b"\xd0\xcf\x11\xe0":
            raise SourceError(_old_or_locked(start + file.read(LARGEST)))
    if not start:
        raise SourceError("is empty. Put the article's Word file in its place, or delete it.")
    for opening, kind in _KINDS:
        if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(opening):
            raise SourceError(f"{kind}. {_SAVE_AGAIN}.")
    try:
        zipped = ZipFile(path)
    except (BadZipFile, LargeZipFile, ValueError, NotImplementedError) as error:
        raise SourceError(f"is damaged, or no Word file. {_SAVE_AGAIN}.") from error
    infos = zipped.infolist()
    if len(infos) > _MOST_PARTS:
        raise SourceError(f"holds {len(infos)} parts, which no Word file does. {_SAVE_AGAIN}.")
    if any(info.flag_bits & 1 for info in infos):
        raise SourceError(f"has a password. Take it off in Word, then: {_SAVE_AGAIN}.")
    package = Package(zipped, {info.filename.lstrip("/").replace("\\", "/").lower(): info for info in infos})
    package.main = _main_part(package)
    return package


def _main_part(package: Package) -> str:
    for name, what in _OTHER_ZIPS:
        if package.has(name):
            raise SourceError(f"{what}.")
    name = package.related("", "officeDocument") or "word/document.xml"
    if not package.has(name):
        raise SourceError(f"is damaged, or no Word file: it has no text in it. {_SAVE_AGAIN}.")
    return name


def _old_or_locked(data: bytes) -> str:
    """Tell a locked .docx from an old .doc: both are OLE containers (MS-OFFCRYPTO 1.3)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"has a password. Take it off in Word (File, Info, Protect document), then: {_SAVE_AGAIN}."
    return f"is an old Word file (.doc) by another name. {_SAVE_AGAIN}."


def _relationships(root: Element) -> list[Element]:
    return list(root.iter(f"{{{RELATIONSHIPS}}}Relationship"))


def _target(element: Element, folder: PurePosixPath) -> Target:
    address = element.get("Target", "")
    kind = element.get("Type", "").rsplit("/", 1)[-1]
    if element.get("TargetMode") == "External":
        return Target(kind, address, is_outside=True)
    steps: list[str] = []
    for step in (address if address.startswith("/") else f"{folder}/{address}").split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return Target(kind, "/".join(steps), is_outside=False)
