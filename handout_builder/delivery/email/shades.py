"""A colour that was chosen for white paper is made fit for a dark screen."""

DARK = "#16191a"
"""The ground of a mail where a person has their screen dark."""
_READABLE = 7.0
"""Contrast of text that everybody can read (WCAG 2.2, 1.4.6)."""


def readable_on_dark(colour: str) -> str:
    """Give the nearest lighter shade of a colour that can be read on the dark ground; both are #rrggbb."""
    parts = _parts(colour)
    for step in range(101):
        lighter = tuple(round(part + (255 - part) * step / 100) for part in parts)
        if _contrast(lighter, _parts(DARK)) >= _READABLE:
            break
    return "#" + "".join(f"{part:02x}" for part in lighter)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _contrast(light: tuple[int, ...], dark: tuple[int, ...]) -> float:
    return (_luminance(light) + 0.05) / (_luminance(dark) + 0.05)


def _luminance(parts: tuple[int, ...]) -> float:
    red, green, blue = ((v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4) for v in (p / 255 for p in parts))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
