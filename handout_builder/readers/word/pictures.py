"""Drawings in a Word file: pictures with their words, and what cannot be printed of charts and diagrams."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from ...model import Finding, Removed
from ...pictures import picture_type
from ..pictures import LARGEST, PictureShelf
from .names import MC, WP, A, Element, O, R, V, W
from .package import Package

_MOST_PIXELS = 50_000_000


@dataclass(frozen=True)
class Drawn:
    """A picture as the text shows it."""

    part: str
    """The part that holds it; empty where it is not in the file."""
    address: str
    """Where it lies instead."""
    alt: str
    line: int
    is_decorative: bool = False
    is_cropped: bool = False
    """Whether Word hides a part of it that is still in the file."""


def drawn_pictures(drawing: Element, package: Package, part: str, line: int) -> Iterator[Drawn]:
    """Give the pictures of a drawing, without those inside its text boxes."""
    for blip in drawing.iter(A + "blip", V + "imagedata"):
        if is_inside_box(blip, drawing):
            continue
        name = blip.get(R + "embed") or blip.get(R + "id") or blip.get(R + "link") or ""
        target = package.targets(part).get(name)
        is_here = target is not None and not target.is_outside and package.has(target.address)
        alt, is_decorative = _words(drawing, blip)
        part_name = target.address if target and is_here else ""
        yield Drawn(
            part_name,
            target.address if target and target.is_outside else "",
            alt,
            line,
            is_decorative,
            _is_cropped(blip),
        )


def is_inside_box(node: Element, drawing: Element) -> bool:
    """Tell whether a part of a drawing belongs to a text box in it, or stands in the file a second time."""
    for above in node.iterancestors():
        if above is drawing:
            return False
        if above.tag == W + "txbxContent" or (above.tag == MC + "Fallback" and len(above.getparent()) > 1):
            return True
    return False


def _is_cropped(blip: Element) -> bool:
    crop = blip.getparent().find(A + "srcRect") if blip.getparent() is not None else None
    return crop is not None and any(edge not in ("", "0") for edge in crop.attrib.values())


def _words(drawing: Element, blip: Element) -> tuple[str, bool]:
    properties = next(drawing.iter(WP + "docPr"), None)
    if properties is None:
        shape = next(blip.iterancestors(V + "shape", V + "rect"), None)
        return ((shape.get("alt") if shape is not None else "") or blip.get(O + "title") or ""), False
    marks = [mark for mark in properties.iter() if str(mark.tag).endswith("}decorative")]
    is_decorative = any(mark.get("val") in ("1", "true") for mark in marks)
    words = (properties.get("descr") or "").strip() or properties.get("title") or ""
    return " ".join(words.split()), is_decorative


def undrawable(drawing: Element, package: Package, part: str, line: int) -> Iterator[Removed]:
    """Give the words of charts, SmartArt and WordArt, none of which can be printed."""
    for data in drawing.iter(A + "graphicData"):
        uri = data.get("uri", "")
        alt, _ = _words(drawing, data)
        if uri.endswith("/chart"):
            yield Removed(line, alt or "(chart)", "a chart; copy it in Word and paste it as a picture")
        elif uri.endswith("/diagram"):
            ids = next((found for found in data.iter() if str(found.tag).endswith("}relIds")), None)
            name = next((v for k, v in ids.attrib.items() if k.endswith("}dm")), "") if ids is not None else ""
            target = package.targets(part).get(name)
            root = package.xml(target.address) if target and not target.is_outside else None
            texts = [] if root is None else ["".join(t.text or "" for t in p.iter(A + "t")) for p in root.iter(A + "p")]
            for text in filter(str.strip, texts or [alt or "(SmartArt)"]):
                yield Removed(line, " ".join(text.split()), "words of a SmartArt drawing; type them as text or a list")
    for path in drawing.iter(V + "textpath"):
        if path.get("string"):
            yield Removed(line, " ".join(path.get("string").split()), "WordArt; type its words as text")


def place_drawn(root: Any, drawn: list[Drawn], package: Package, shelf: PictureShelf) -> list[Removed]:
    """Put each picture on the shelf and point its element there; one that cannot be shown goes, and is reported."""
    removed: list[Removed] = []
    for image in list(root.iter("img")):
        one = drawn[int(image.get("alt"))]
        picture = None
        if one.part:
            name = PurePosixPath(one.part).name
            picture = shelf.take_bytes(name, _printable(package.data(one.part, LARGEST)), one.alt, one.line)
        else:
            shelf.findings.append(Finding("P101", _not_here(one), one.line))
        if picture is None:
            reason = "a picture that cannot be shown"
            removed.append(Removed(one.line, one.alt or one.part or one.address or "(picture)", reason))
            image.drop_tree()
            continue
        image.set("src", f"pictures/{picture.name}")
        image.set("alt", one.alt)
        if one.is_cropped:
            advice = 'In Word choose Compress Pictures and "Delete cropped areas of pictures"'
            shelf.findings.append(
                Finding("P103", f'picture "{name}" is cropped, but printed whole. {advice}.', one.line)
            )
        if not one.alt and not one.is_decorative:
            advice = "Say what it shows: right-click it in Word and choose Alt Text"
            shelf.findings.append(Finding("P102", f'picture "{name}" has no alternative text. {advice}.', one.line))
    return removed


def _not_here(one: Drawn) -> str:
    shown = one.address if len(one.address) < 80 else one.address[:77] + "..."
    where = f'lies outside the file ("{shown}")' if shown else "is not in the file"
    return f"a picture {where} and was left out. Insert it in Word with Insert, Pictures."


def _printable(data: bytes) -> bytes:
    """Make a PNG of a bitmap or TIFF; whatever else comes stays as it is, for the shelf to judge."""
    if picture_type(data)[0] or (data[:4] not in (b"II*\0", b"MM\0*") and data[:2] != b"BM"):
        return data
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=("TIFF", "BMP")) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    return data
                made = BytesIO()
                picture.convert("RGBA" if "A" in picture.getbands() else "RGB").save(made, "PNG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return data
    return made.getvalue()
