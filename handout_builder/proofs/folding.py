"""The sheets of a booklet, printed on both sides, laid in each other and folded: which page lies where."""

import re
from typing import Any

_DRAWN = re.compile(
    rb"((?:-?[\d.]+\s+){6})cm\s+/([^\s/]+)\s+Do",
)
"""A place on the sheet and the drawing that is put there."""

Side = dict[str, Any]
"""`left` and `right` -> the drawing on that half of a side; no entry where it is blank."""


def placed_drawings(page: Any) -> Side:
    """Give the drawings on a side of a sheet by the half that they lie on."""
    middle = float(page.MediaBox[2]) / 2
    shown = page.get("/Resources", {}).get("/XObject", {})
    return {
        "left" if float(place.split()[4]) + 1 < middle else "right": shown[f"/{name.decode('latin-1')}"]
        for place, name in _DRAWN.findall(page.Contents.read_bytes())
    }


def folded(sides: list[Side], *, to_the_right: bool) -> list[Any]:
    """Give the pages as they are turned, None for a blank one.

    Behind the right half of a sheet's front lies the left half of its back. A reader goes through the right
    halves towards the middle of the stack, then through the left ones back to the outermost sheet.
    """
    near, far = ("left", "right") if to_the_right else ("right", "left")
    sheets = [(sides[number], sides[number + 1]) for number in range(0, len(sides) - 1, 2)]
    inwards = [page for front, back in sheets for page in (front.get(near), back.get(far))]
    outwards = [page for front, back in reversed(sheets) for page in (back.get(near), front.get(far))]
    return inwards + outwards


def sheet_faults(pdf: Any, sides: list[Side], drawings: list[Any]) -> list[str]:
    """Name what would be wrong with the sheets on the table."""
    faults = [] if len(sides) % 2 == 0 else ["the last sheet has no back."]
    for number, page in enumerate(pdf.pages, 1):
        if int(page.get("/Rotate", 0)) % 360:
            faults.append(f"side {number} is turned.")
        faults += _side_faults(number, page)
    numbers = [drawing.objgen for drawing in drawings if drawing is not None]
    if len(set(numbers)) < len(numbers):
        faults.append("a page is printed twice.")
    last = max((n for n, drawing in enumerate(drawings) if drawing is not None), default=-1)
    if gap := next((n for n, drawing in enumerate(drawings[: last + 1], 1) if drawing is None), 0):
        faults.append(f"folded, page {gap} is blank.")
    if len(drawings) - last > 4:
        faults.append("a sheet is blank on both sides.")
    return faults


def _side_faults(number: int, page: Any) -> list[str]:
    places = _DRAWN.findall(page.Contents.read_bytes())
    faults = []
    if any([float(n) for n in place.split()[:4]] != [1, 0, 0, 1] for place, _ in places):
        faults.append(f"a page on side {number} is turned or not in its size.")
    if len(places) != len(page.get("/Resources", {}).get("/XObject", {})):
        faults.append(f"a page of side {number} is not shown.")
    if len({float(place.split()[4]) + 1 < float(page.MediaBox[2]) / 2 for place, _ in places}) < len(places):
        faults.append(f"two pages lie on each other on side {number}.")
    return faults
