"""What Send to Kindle takes: no WebP pictures, and no page for the cover, which a Kindle shows by itself."""

from dataclasses import replace
from io import BytesIO

from PIL import Image

from ...errors import RenderError
from ...model import Asset, Finding, Page

MOST = 50_000_000
"""Bytes that Send to Kindle takes by e-mail."""


def for_kindle(page: Page) -> Page:
    """Give a book without what a Kindle cannot show."""
    webp = [asset for asset in page.assets if asset.media_type == "image/webp"]
    documents = page.documents
    for asset in webp:
        documents = tuple(
            replace(document, text=document.text.replace(f'"{asset.name}"', f'"{_png_name(asset)}"'))
            for document in documents
        )
    assets = tuple(_as_png(asset) if asset in webp else asset for asset in page.assets)
    return replace(page, documents=documents, assets=assets)


def kindle_findings(size: int) -> tuple[Finding, ...]:
    """Say whether a book of so many bytes is too big to be sent."""
    if size <= MOST:
        return ()
    message = (
        f"the ePub for Kindle has {size / 1e6:.0f} MB, and Send to Kindle takes {MOST / 1e6:.0f} MB at most. "
        "Use smaller pictures."
    )
    return (Finding("X106", message),)


def _png_name(asset: Asset) -> str:
    # The ending stays in the name: a PNG of the same name may lie beside it.
    return f"{asset.name}.png"


def _as_png(asset: Asset) -> Asset:
    """Give a picture as PNG, which loses nothing; of a moving one, the first picture."""
    out = BytesIO()
    try:
        with Image.open(BytesIO(asset.data)) as image:
            image.save(out, "PNG")
    except OSError as error:
        raise RenderError(f"the picture {asset.name} is damaged and cannot be drawn: {error}. Replace it.") from error
    return Asset(_png_name(asset), "image/png", out.getvalue())
