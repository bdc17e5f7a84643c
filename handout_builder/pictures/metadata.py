"""What a picture tells of itself, taken out of the file while every pixel stays as it is.

Places, names, serial numbers, small copies of a picture before it was cropped: all of it goes.
"""

from collections.abc import Iterator
from struct import pack, unpack_from

_PNG_KEPT = {
    *(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD hIST pHYs acTL fcTL fdAT".split()),
}
"""What the pixels need (PNG, third edition, section 11)."""
_WEBP_TOLD = (b"EXIF", b"XMP ")
_WEBP_FLAGS = 0x08 | 0x04
"""Bits of VP8X that announce them."""
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""Application blocks that say how often a moving picture is shown."""


def without_metadata(data: bytes, media_type: str) -> bytes:
    """Give a picture's bytes without metadata, the same where it has none. A file that cannot be walked stays."""
    walk = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp, "image/gif": _gif}[media_type]
    try:
        return b"".join(walk(data))
    except (IndexError, ValueError):
        return data


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Walk the segments (ITU-T T.81, annex B); what comes after the end, such as a second picture, goes too."""
    yield data[:2]
    place = 2
    while True:
        if data[place] != 0xFF:
            raise ValueError("no marker")
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == 0xD9:
            yield data[place : place + 2]
            return
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if _is_kept(marker, data[place + 4 : place + 16]):
            yield data[place:end]
        if marker == 0xDA:
            place, end = end, _end_of_scan(data, end)
            yield data[place:end]
        place = end


def _is_kept(marker: int, start: bytes) -> bool:
    if marker == 0xE0:
        return start.startswith(b"JFIF")
    if marker == 0xE2:
        return start.startswith(b"ICC_PROFILE")
    return marker == 0xEE or not (0xE1 <= marker <= 0xEF or marker == 0xFE)


def _end_of_scan(data: bytes, place: int) -> int:
    """Find the marker after the pixels; zeros and restarts belong to them."""
    while True:
        place = data.index(b"\xff", place)
        if data[place + 1] != 0 and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 2


def _png(data: bytes) -> Iterator[bytes]:
    yield data[:8]
    place, kind = 8, b""
    while kind != b"IEND":
        kind = data[place + 4 : place + 8]
        end = place + 12 + int.from_bytes(data[place : place + 4], "big")
        if end > len(data):
            raise ValueError("cut off")
        if kind in _PNG_KEPT:
            yield data[place:end]
        place = end


def _webp(data: bytes) -> Iterator[bytes]:
    chunks, place = [], 12
    while place < len(data):
        kind, size = data[place : place + 4], unpack_from("<I", data.ljust(place + 8), place + 4)[0]
        chunk = data[place : place + 8 + size + size % 2]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if kind not in _WEBP_TOLD:
            chunks.append(chunk)
        place += 8 + size + size % 2
    body = b"".join(chunks)
    yield data if 12 + len(body) == len(data) else b"RIFF" + pack("<I", 4 + len(body)) + b"WEBP" + body


def _gif(data: bytes) -> Iterator[bytes]:
    """Walk the blocks (GIF89a, section 11 onwards); comments and what programs add go."""
    place = 13 + _colours(data[10])
    yield data[:place]
    while data[place] != 0x3B:
        if data[place] == 0x2C:
            end = _end_of_blocks(data, place + 11 + _colours(data[place + 9]))
            is_kept = True
        elif data[place] == 0x21:
            end = _end_of_blocks(data, place + 2)
            label = data[place + 1]
            is_kept = label in (0xF9, 0x01) or (label == 0xFF and data[place + 3 : place + 14] in _GIF_KEPT)
        else:
            raise ValueError("no block")
        if is_kept:
            yield data[place:end]
        place = end
    yield b"\x3b"


def _colours(flags: int) -> int:
    """Give the bytes of a table of colours, by the flags before it."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(data: bytes, place: int) -> int:
    while data[place]:
        place += 1 + data[place]
    return place + 1
