"""The clinic's logo on a cover: in shades of the ground on a white plate, so that no two colours quarrel."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from ...model import Asset
from .png import WHITE

_TALLEST, _WIDEST = 240, 900
"""Pixels of a logo on a cover."""
_AROUND = 36
_SHEET = (
    f"@page {{ size: {_WIDEST}px {_TALLEST}px; margin: 0 }}"
    f"img {{ display: block; width: {_WIDEST}px; height: {_TALLEST}px; object-fit: contain }}"
)
_PIXELS_A_POINT = 4 / 3
_VANISHES = 190
"""A logo whose every spot is lighter than this was made for a dark ground."""


@lru_cache(maxsize=4)
def drawn_logo(logo: Asset) -> Image.Image | None:
    """Draw a logo as an image of mode P, its pixels shades; none where it cannot be opened. Once a process."""
    try:
        picture = _opened(logo)
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    picture = ImageOps.contain(picture, (_WIDEST, _TALLEST), Image.Resampling.LANCZOS)
    on_white = Image.new("RGBA", picture.size, "white")
    on_white.alpha_composite(picture)
    greys = on_white.convert("L")
    if min(greys.tobytes()) > _VANISHES:
        return _shades(picture.getchannel("A"))
    plate = ImageOps.expand(ImageOps.autocontrast(greys, preserve_tone=True), _AROUND, 255)
    return _shades(plate)


def _opened(logo: Asset) -> Image.Image:
    if logo.media_type == "image/svg+xml":
        return _drawing(logo)
    with Image.open(BytesIO(logo.data)) as opened:
        return ImageOps.exif_transpose(opened).convert("RGBA")


def _drawing(logo: Asset) -> Image.Image:
    """Draw an SVG with the engine of the pages; slow, as is what it imports."""
    import pypdfium2

    from ..engine import Log, engine
    from ..fonts import use_packaged_fonts

    use_packaged_fonts()
    text = f'<style>{_SHEET}</style><img src="{logo.name}" alt="">'
    with Log():
        data = engine().html(text, (logo,)).write_pdf(font_config=engine().fonts)
    document = pypdfium2.PdfDocument(data)
    picture: Image.Image = (
        document[0].render(scale=_PIXELS_A_POINT, fill_color=(255, 255, 255, 0)).to_pil().convert("RGBA")
    )
    document.close()
    box = picture.getchannel("A").getbbox()
    if box is None:
        raise ValueError("nothing is drawn")
    return picture.crop(box)


def _shades(greys: Image.Image) -> Image.Image:
    shades = greys.point([round(grey * WHITE / 255) for grey in range(256)])
    return Image.frombytes("P", shades.size, shades.tobytes())
