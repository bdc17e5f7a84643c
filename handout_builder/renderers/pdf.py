"""A Page becomes a tagged PDF (PDF/UA-1). No network, and of the disk only the packaged fonts."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from typing import Any

from ..errors import RenderError
from ..model import Finding, Handout, Page, PageStart
from .engine import Log, engine
from .fonts import missing_characters, use_packaged_fonts
from .margin_notes import place_notes
from .page_starts import page_starts
from .scripts import advice
from .tag_tree import mend, note_marks

DOTS_AN_INCH = 300
"""Of a picture at the size in which it is printed, at most; a printer shows no more."""


def render_pdf(page: Page) -> Handout:
    """Render a page. Raises RenderError where a character has no font or an asset is missing."""
    is_bound = page.edition.kind == "binder" or page.edition.part_of != ""
    with laid_out(page) as (document, log):
        data = note_marks(document).write_pdf(pdf_variant="pdf/ua-1", finisher=partial(mend, is_bound=is_bound))
    return Handout(data, len(document.pages), tuple(findings_of(log.messages)), page_starts(document.pages))


@contextmanager
def laid_out(page: Page) -> Iterator[tuple[Any, Log]]:
    """Lay a page out for whoever writes it; what WeasyPrint says meanwhile is in the log, and judged at the end."""
    use_packaged_fonts()
    text = page.documents[0].text
    _refuse_missing_characters(page, text)
    press = engine()
    with Log() as log:
        try:
            html = press.html(text, page.assets, page.stylesheet)
            document = html.render(stylesheets=[press.stylesheet(page)], font_config=press.fonts, dpi=DOTS_AN_INCH)
            if any(glossing.form == "margin" for glossing in page.glossings):
                place_notes(document.pages, page.source)
            yield document, log
        except press.refused as error:
            raise RenderError(f"{page.source}: {error}.") from error
    _refuse_failures(page, log.messages)


def find_starts(page: Page) -> tuple[PageStart, ...]:
    """Lay a page out, without writing it, to find where its pages begin; none where it cannot be printed."""
    try:
        with laid_out(page) as (document, _):
            return page_starts(document.pages)
    except RenderError:
        return ()


def _refuse_missing_characters(page: Page, html: str) -> None:
    text = unescape(re.sub(r"<[^>]*>", " ", html.partition("<body")[2]))
    missing = missing_characters(text)
    if not missing:
        return
    named = ", ".join(_described(character, text) for character in missing[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    # A bracket alone tells no script; the letters after it do.
    mend_it = next(filter(None, map(advice, missing)), "Replace it, or leave it out.")
    # A setting stands on every handout, and no article can do anything about it.
    where = next((place for place, words in page.settings if missing[0] in words), page.source)
    raise RenderError(f"{where}: no font has {named}{more}. {mend_it}")


def _described(character: str, text: str) -> str:
    place = text.index(character) if character in text else 0
    around = " ".join(text[max(0, place - 25) : place + 25].split())
    name = unicodedata.name(character, "a character without a name").lower()
    return f'"{character}" (U+{ord(character):04X}, {name}), in "{around}"'


def _refuse_failures(page: Page, messages: list[str]) -> None:
    for message in messages:
        if ".notdef" in message:
            raise RenderError(f"{page.source}: a character has no font: {message}")
        if "Failed to load image" in message:
            raise RenderError(f"{page.source}: a picture is damaged and cannot be drawn: {message}")


def findings_of(messages: list[str]) -> list[Finding]:
    """Give what WeasyPrint said as findings, each once."""
    return [Finding("X102", f"the renderer says: {message}", advice=False) for message in dict.fromkeys(messages)]
