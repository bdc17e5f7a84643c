"""A PNG of four shades, from a ground colour to white.

Four are enough for smooth letters of this size, and half the work of sixteen. Pillow spends most of its time
on the empty ground; here only the bands that hold something are packed.
"""

import struct
import zlib
from collections.abc import Sequence
from functools import cached_property, lru_cache

from PIL import Image, ImageChops

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ADLER = 65521
"""The prime of Adler-32."""
WHITE = 3
"""The last shade; 0 is the ground."""


class Band:
    """Rows of a picture of mode P, as wide as the whole, its pixels shades from 0 to WHITE."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self.height = image.height

    @cached_property
    def rows(self) -> bytes:
        """The rows as PNG has them: each a filter, none, and four pixels a byte."""
        pixels = self.image.tobytes("raw", "P;2")
        row = self.image.width // 4
        return b"".join([b"\0" + pixels[start : start + row] for start in range(0, len(pixels), row)])

    @cached_property
    def squeezed(self) -> bytes:
        """The rows, squeezed."""
        return _squeezed(self.rows)

    def joined(self, other: "Band", down: int) -> "Band":
        """Give this band with another over it, so many rows below its top."""
        image = Image.new("P", (self.image.width, max(self.height, down + other.height)), 0)
        image.paste(self.image, (0, 0))
        place = (0, down, self.image.width, down + other.height)
        # As grey: Pillow takes the numbers of a palette for no shades.
        below = Image.frombytes("L", (self.image.width, other.height), image.crop(place).tobytes())
        above = Image.frombytes("L", other.image.size, other.image.tobytes())
        lighter = ImageChops.lighter(below, above)
        image.paste(Image.frombytes("P", lighter.size, lighter.tobytes()), place)
        return Band(image)

    def cropped(self, rows: int) -> "Band":
        """Give no more than so many of its rows."""
        return self if self.height <= rows else Band(self.image.crop((0, 0, self.image.width, rows)))


def write_png(width: int, height: int, bands: Sequence[tuple[int, Band]], ground: str) -> bytes:
    """Write a picture of bands, each with its first row, from top to bottom and apart from each other."""
    # 2 bits a pixel, colours from the palette.
    header = struct.pack(">IIBBBBB", width, height, 2, 3, 0, 0, 0)
    pixels = _Squeezed()
    done = 0
    for top, band in bands:
        pixels.add_empty(width, top - done)
        pixels.add(band)
        done = top + band.height
    pixels.add_empty(width, height - done)
    chunks = ((b"IHDR", header), (b"PLTE", _palette(ground)), (b"IDAT", pixels.stream()), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


class _Squeezed:
    """A zlib stream (RFC 1950) of parts that know nothing of each other, so that equal ones are squeezed once."""

    def __init__(self) -> None:
        self._parts, self._sum = [b"\x78\x01"], 1

    def add(self, band: Band) -> None:
        """Add rows that hold something."""
        self._parts.append(band.squeezed)
        self._sum = zlib.adler32(band.rows, self._sum)

    def add_empty(self, width: int, rows: int) -> None:
        """Add rows that hold nothing."""
        # A row is its filter, none, and four pixels a byte.
        size = (1 + width // 4) * rows
        self._parts.append(_empty(size))
        # What the sum becomes by zeros is known without them (RFC 1950, section 8.2).
        low, high = self._sum & 0xFFFF, self._sum >> 16
        self._sum = (high + size * low) % _ADLER << 16 | low

    def stream(self) -> bytes:
        """End it: with an empty last block, and the sum of everything."""
        return b"".join([*self._parts, b"\x03\x00", struct.pack(">I", self._sum)])


@lru_cache(maxsize=64)
def _empty(size: int) -> bytes:
    """Squeeze zeros; the covers of a clinic leave the same rows empty."""
    return _squeezed(bytes(size))


def _squeezed(data: bytes) -> bytes:
    # Level 1 is five times faster than 6 here and a third larger.
    squeezer = zlib.compressobj(1, wbits=-zlib.MAX_WBITS)
    return squeezer.compress(data) + squeezer.flush(zlib.Z_FULL_FLUSH)


def _palette(ground: str) -> bytes:
    colour = [int(ground[place : place + 2], 16) for place in (1, 3, 5)]
    return bytes(round(part + (255 - part) * shade / WHITE) for shade in range(WHITE + 1) for part in colour)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
