"""The zip of an ePub, packed so that equal books are equal bytes."""

import zipfile
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from struct import Struct
from typing import IO, Any
from zlib import decompress

FOLDER = "EPUB/"
"""Where the files of a book lie in its zip."""
COMPRESSION = 6
_STEADY = (1980, 1, 1, 0, 0, 0)
"""The time of every file inside: an ePub made twice is the same file twice."""
_SQUEEZED = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""What is compressed already."""
_LOCAL_HEADER = Struct("<4s5H3L2H")
"""Of a file in a zip: APPNOTE, section 4.3.7. The last two fields are the lengths of what follows it."""


@dataclass(frozen=True)
class Packed:
    """A file as it lies in a zip, to be taken over without unpacking it."""

    info: zipfile.ZipInfo
    data: bytes
    """Compressed, where `info` says so."""

    @property
    def unpacked(self) -> bytes:
        """Give the file's own bytes."""
        return decompress(self.data, -15) if self.info.compress_type else self.data


class Before:
    """A book as it was made before, from which files are taken over."""

    def __init__(self, file: IO[bytes]) -> None:
        """Open a book. Raises zipfile.BadZipFile."""
        self._file = file
        self._infos = {info.filename: info for info in zipfile.ZipFile(file).infolist()}

    def packed(self, name: str) -> Packed:
        """Give a file as it lies there. Raises KeyError."""
        info = self._infos[name]
        self._file.seek(info.header_offset)
        *_, name_length, extra_length = _LOCAL_HEADER.unpack(self._file.read(_LOCAL_HEADER.size))
        self._file.seek(name_length + extra_length, 1)
        return Packed(info, self._file.read(info.compress_size))


class TimelessZip(zipfile.ZipFile):
    """A zip that asks no clock: one that stands before 1980, as after a flat battery, can be told by none."""

    def writestr(self, name: str | zipfile.ZipInfo, data: str | bytes, *_: object, **_options: object) -> None:  # type: ignore[override]
        """Store a file under a name."""
        super().writestr(zipfile.ZipInfo(name, _STEADY) if isinstance(name, str) else name, data)


def pack(
    written: BytesIO, out: IO[bytes], mend: Callable[[str, bytes], bytes], elsewhere: Mapping[str, bytes | Packed]
) -> None:
    """Pack again with sorted names and a fixed time, the mimetype first and stored (OCF 3.3, section 4.3).

    `mend` is given each file's name and bytes, and gives what is packed. What is `elsewhere` is taken from there.
    """
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "mimetype", name)):
            data = elsewhere[name] if name in elsewhere else mend(name, source.read(name))
            if isinstance(data, Packed):
                _take_over(data, target)
                continue
            info = zipfile.ZipInfo(name, _STEADY)
            stored = name == "mimetype" or name.endswith(_SQUEEZED)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, data, compresslevel=None if stored else COMPRESSION)


def _take_over(packed: Packed, target: Any) -> None:
    """Write a file as it lay in another zip, for which `zipfile` has no word of its own."""
    info = copy(packed.info)
    target.fp.seek(target.start_dir)
    info.header_offset = target.fp.tell()
    target.fp.write(info.FileHeader(zip64=False) + packed.data)
    target.start_dir = target.fp.tell()
    target.filelist.append(info)
    target.NameToInfo[info.filename] = info
    target._didModify = True
