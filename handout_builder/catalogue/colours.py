"""The clinic's colours on a screen: whatever is written on a tint can be read there (WCAG 2.2, 1.4.3)."""

from ..pages import tint

_SHARES = (0.07, 0.05, 0.03, 0.0)
"""Of the clinic's colour in the ground of a box, the one to be preferred first."""
_READABLE = 4.5
"""Contrast that small letters need."""


def ground(*inks: str) -> str:
    """Give the palest tint of the first colour on which it and the others can be read; each is given as #rrggbb."""
    tints = [tint(inks[0], share) for share in _SHARES]
    return next((found for found in tints if all(_contrast(ink, found) >= _READABLE for ink in inks)), tints[-1])


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
