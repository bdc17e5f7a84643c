"""The room that an article's pictures share, so that a handout can be sent by e-mail however many photos it has."""

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

from .opening import opened
from .printable import LARGEST, Printable, drawn_anew, fitting

ROOM = 850_000
"""Bytes of all pictures of an article; with fonts, text and cover a handout stays below a megabyte."""
_LEAST = 0.5
"""Share of the full 300 dots an inch: below 150 print begins to look coarse."""
_LIGHTER = 1.3
"""How many times smaller a photo becomes by the first of these qualities alone."""
_QUALITIES = (75, 55)


def shared_out(pictures: Sequence[Printable], room: int = ROOM) -> list[Printable]:
    """Make photos smaller until all pictures fit, or none can be smaller; what small ones leave, large ones get.

    Drawings stay sharp. Equal pictures give equal pictures.
    """
    if sum(len(picture.data) for picture in pictures) <= room:
        return list(pictures)
    made = list(pictures)
    order = sorted(range(len(made)), key=lambda place: (made[place].media_type == "image/jpeg", len(made[place].data)))
    for done, place in enumerate(order):
        if made[place].media_type == "image/jpeg":
            made[place] = _within(made[place], max(room, 0) // (len(order) - done))
        room -= len(made[place].data)
    return made


def _within(picture: Printable, most: int) -> Printable:
    smallest = picture
    for share, quality in _steps(sqrt(_LIGHTER * most / len(picture.data))):
        if len(smallest.data) <= most:
            break
        with opened(picture.data) as image:
            size = fitting(image.size, (round(LARGEST[0] * share), round(LARGEST[1] * share)))
            image.draft(None, size)
            again = drawn_anew(image, size, picture.media_type, quality)
        if len(again.data) < len(smallest.data):
            smallest = again
    return replace(picture, data=smallest.data)


def _steps(share: float) -> list[tuple[float, int]]:
    """Give sizes and qualities to be tried, from what should fit to the least that can be printed."""
    fine, coarse = _QUALITIES
    shares = [min(1.0, share), 0.85 * share, 0.7 * share, _LEAST]
    return list(dict.fromkeys([*((max(_LEAST, each), fine) for each in shares), (_LEAST, coarse)]))
