"""The pictures a source names: local files inside sources/, and nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from unicodedata import normalize
from urllib.parse import unquote

from ..errors import PictureError
from ..model import Finding, Picture, digest
from ..pictures import Printable, printable, shared_out

LARGEST = 40 * 1024 * 1024
"""Bytes of the largest picture taken."""

_WITH_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)


@dataclass
class PictureShelf:
    """Collects an article's pictures as its reader comes upon them."""

    root: Path
    """The folder sources/."""
    folder: Path
    """The folder of the source, to which its paths are relative."""
    slug: str
    """Begins the picture's name on the page, so that articles bound in one book do not clash."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """By path relative to sources/; where they came inside the source, by address, or by name and contents."""
    paths: list[str] = field(default_factory=list)
    """Every local path named, found or not."""
    findings: list[Finding] = field(default_factory=list)
    inside: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures that lie in the source itself, by the address it names them with."""

    def has(self, address: str) -> bool:
        """Tell whether the picture at an address is at hand, whether or not it can be shown."""
        if address in self.inside:
            return True
        path = self._local(address)
        return path is not None and path.is_file()

    def take(self, address: str, alt: str, line: int | None) -> Picture | None:
        """Load the picture at an address as the source writes it; None, with a finding, where it cannot be shown."""
        if address in self.inside:
            return self._take_inside(address, alt, line)
        if _WITH_SCHEME.match(address.strip()):
            shown = address if len(address) < 80 else address[:77] + "..."
            return self._refuse(f'picture "{shown}" is not a file in sources/ and was left out. Save it there', line)
        path = self._local(address)
        if path is None:
            return self._refuse(
                f'picture "{address}" lies outside sources/ and was left out. Move it into sources/', line
            )
        name = path.relative_to(self.root.resolve()).as_posix()
        # A pipe would be waited for without end, by whoever looks whether it changed, too.
        if name not in self.paths and (path.is_file() or not path.exists()):
            self.paths.append(name)
        if name not in self.pictures:
            picture = self._load(path, name, address, alt, line)
            if picture is None:
                return None
            self.pictures[name] = picture
        return self.pictures[name]

    def take_bytes(self, name: str, data: bytes, alt: str, line: int | None) -> Picture | None:
        """Take a picture that came inside the source; None, with a finding, where it cannot be shown.

        The same bytes are the same picture; other bytes under a name already taken are another one.
        """
        key = f"{name}#{sha256(data).hexdigest()[:16]}"
        if key not in self.pictures:
            picture = self._made(data, name, name, alt, line)
            if picture is None:
                return None
            self.pictures[key] = picture
        return self.pictures[key]

    def printed(self) -> tuple[Picture, ...]:
        """Give the pictures as they are printed: all of an article's share the room that there is."""
        pictures = list(self.pictures.values())
        made = shared_out([Printable(each.media_type, "", each.data) for each in pictures])
        return tuple(replace(each, data=one.data) for each, one in zip(pictures, made, strict=True))

    def _local(self, address: str) -> Path | None:
        """Find the file that a relative address names; None where it lies outside sources/."""
        local = unquote(re.split(r"[?#]", address.strip().replace("\\", "/"), maxsplit=1)[0])
        path = (self.folder / local.replace("\0", "")).resolve()
        is_file_name = local and "\0" not in local and not _WITH_SCHEME.match(address.strip())
        return path if is_file_name and path.is_relative_to(self.root.resolve()) else None

    def _take_inside(self, address: str, alt: str, line: int | None) -> Picture | None:
        name = unquote(re.split(r"[?#]", address, maxsplit=1)[0].rsplit("/", 1)[-1]) or "picture"
        if address not in self.pictures:
            picture = self._made(self.inside[address], name, name, alt, line)
            if picture is None:
                return None
            self.pictures[address] = picture
        return self.pictures[address]

    def _load(self, path: Path, name: str, address: str, alt: str, line: int | None) -> Picture | None:
        if not path.is_file():
            return self._refuse(f'there is no picture "{address}" beside the article. Put it there', line)
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= LARGEST else b""
        except OSError as error:
            return self._refuse(f'picture "{address}" cannot be opened ({error.strerror}). Save it anew', line)
        if size > LARGEST:
            return self._refuse(f'picture "{address}" is over {LARGEST // 1024 // 1024} MB. Save a smaller copy', line)
        return self._made(data, name, address, alt, line)

    def _made(self, data: bytes, source: str, shown: str, alt: str, line: int | None) -> Picture | None:
        """Make a picture fit for a page; None, with a finding, where it cannot be shown."""
        try:
            made = printable(data)
        except PictureError as error:
            return self._refuse(f'picture "{shown}" {error}', line)
        name = self._free_name(source, made.suffix)
        return Picture(name, source, made.media_type, made.data, alt, digest(data), made.own_size)

    def _free_name(self, source: str, suffix: str) -> str:
        stem = normalize("NFKD", PurePosixPath(source).stem).encode("ascii", "ignore").decode()
        stem = f"{self.slug}-" + (re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-").lower() or "picture")
        taken = {picture.name for picture in self.pictures.values()}
        names = [f"{stem}{suffix}", *(f"{stem}-{number}{suffix}" for number in range(2, len(taken) + 3))]
        return next(name for name in names if name not in taken)

    def _refuse(self, what: str, line: int | None) -> Picture | None:
        self.findings.append(Finding("P101", f"{what}.", line))
        return None
