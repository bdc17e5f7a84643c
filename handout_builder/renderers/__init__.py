"""Pages become bytes: no disk, no network.

Importing this package loads neither WeasyPrint nor EbookLib.
"""

from ..model import Handout, Page, PageStart


def render(page: Page) -> Handout:
    """Render a page in its edition. Raises RenderError, which names the article's source."""
    if page.edition.kind == "pdf":
        from .pdf import render_pdf

        return render_pdf(page)
    if page.edition.kind == "booklet":
        from .booklet import render_booklet

        return render_booklet(page)
    if page.edition.kind == "binder":
        from .binder import render_binder

        return render_binder(page)
    from .epub import render_epub

    return render_epub(page)


def load(kind: str) -> None:
    """Import and read what rendering editions of a kind takes. Raises OSError where a system library is not there."""
    if kind in ("epub", "bundle"):
        from . import epub  # noqa: F401 - loaded ahead

        return
    import pypdfium2  # noqa: F401 - likewise

    from . import engine, fonts, page_pictures, pdf  # noqa: F401 - likewise

    engine.load()
    fonts.covered_characters()


def find_page_starts(page: Page) -> tuple[PageStart, ...]:
    """Find where the pages of a printed handout begin; none where it cannot be printed."""
    from .pdf import find_starts

    return find_starts(page)


def picture_of(handout: Handout) -> bytes:
    """Draw the first pages of a printed handout, small; nothing for an ePub."""
    if handout.pages is None:
        return b""
    from .page_pictures import draw_pages

    return draw_pages(handout.data)
