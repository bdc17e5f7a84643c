"""A PNG of four shades, from a ground colour to white.

Four are enough for smooth letters of this size, and half the work of sixteen. Pillow spends most of its time
on the empty ground; here only the bands that hold something are packed.
"""

import struct
import zlib
from collections.abc import Sequence

from PIL import Image

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
WHITE = 3
"""The last shade; 0 is the ground."""


def write_png(image: Image.Image, bands: Sequence[tuple[int, int]], ground: str) -> bytes:
    """Write an image of mode P, its pixels shades from 0 to WHITE.

    `bands` are the rows that hold something, top and bottom, from top to bottom and apart from each other.
    """
    width, height = image.size
    # A row is its filter, none, and four pixels a byte.
    empty = bytes(1 + width // 4)
    rows, done = [], 0
    for top, bottom in bands:
        rows += [empty * (top - done), _packed(image, top, bottom)]
        done = bottom
    rows.append(empty * (height - done))
    # 2 bits a pixel, colours from the palette.
    header = struct.pack(">IIBBBBB", width, height, 2, 3, 0, 0, 0)
    # Level 1 is five times faster than 6 here and a third larger.
    squeezed = zlib.compress(b"".join(rows), 1)
    chunks = ((b"IHDR", header), (b"PLTE", _palette(ground)), (b"IDAT", squeezed), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


def _packed(image: Image.Image, top: int, bottom: int) -> bytes:
    pixels = image.crop((0, top, image.width, bottom)).tobytes("raw", "P;2")
    row = image.width // 4
    return b"".join(b"\0" + pixels[start : start + row] for start in range(0, len(pixels), row))


def _palette(ground: str) -> bytes:
    colour = [int(ground[place : place + 2], 16) for place in (1, 3, 5)]
    return bytes(round(part + (255 - part) * shade / WHITE) for shade in range(WHITE + 1) for part in colour)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
