"""Whether a colour can be read on white paper (WCAG 2.1, relative luminance and contrast ratio)."""

import re

READABLE = 4.5
"""Least contrast of text against its ground (WCAG 2.1, success criterion 1.4.3)."""


def parse(text: str) -> tuple[int, int, int] | None:
    """Give red, green and blue (0-255) of #rgb or #rrggbb; None where it is neither."""
    if not re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text):
        return None
    digits = text[1:] if len(text) == 7 else "".join(2 * digit for digit in text[1:])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def contrast_on_white(colour: tuple[int, int, int]) -> float:
    """Give the contrast ratio against white, 1 to 21."""
    channels = [value / 255 for value in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def darkened(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    """Give the nearest darker shade that can be read on white."""
    shade = colour
    for percent in range(99, 0, -1):
        if contrast_on_white(shade) >= READABLE:
            break
        shade = (colour[0] * percent // 100, colour[1] * percent // 100, colour[2] * percent // 100)
    return shade


def as_hex(colour: tuple[int, int, int]) -> str:
    """Write a colour as #rrggbb."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
