"""A small picture of a PDF's pages, side by side, for the report."""

from io import BytesIO

from ..model import PICTURED_PAGES

WIDTH = 150
"""Pixels of a page."""
ACROSS = 2
"""Pages beside each other."""
_GAP = 8
_GROUND = "#e4e7e7"


def draw_pages(data: bytes) -> bytes:
    """Draw the first pages of a PDF as one JPEG; equal files give equal pictures."""
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(data)
    try:
        count = min(len(document), PICTURED_PAGES)
        scale = WIDTH / document.get_page_size(0)[0]
        pages = [document[number].render(scale=scale).to_pil() for number in range(count)]
    finally:
        document.close()
    across, down = min(count, ACROSS), -(-count // ACROSS)
    width, height = WIDTH + _GAP, max(page.height for page in pages) + _GAP
    sheet = Image.new("RGB", (across * width + _GAP, down * height + _GAP), _GROUND)
    for number, page in enumerate(pages):
        sheet.paste(page, (_GAP + number % ACROSS * width, _GAP + number // ACROSS * height))
    out = BytesIO()
    sheet.save(out, "JPEG", quality=55)
    return out.getvalue()
