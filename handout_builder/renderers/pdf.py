"""A Page becomes a tagged PDF (PDF/UA-1). No network, and of the disk only the packaged fonts."""

import logging
import re
import unicodedata
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, partial
from html import unescape
from types import MappingProxyType
from typing import Any

from ..errors import RenderError
from ..model import Asset, Finding, Handout, Page, PageStart
from .fonts import missing_characters, use_packaged_fonts
from .page_starts import page_starts
from .scripts import advice
from .tag_tree import mend, note_marks

BASE = "https://page.invalid/"
"""The address under which a page's own assets are served; nothing else is."""
_WRITTEN_OUT = re.compile("data:(image/(?:png|jpeg|gif|webp));base64,")
"""A picture that stands in its own address, as in a logo drawn as SVG; looked into before it comes here."""
DOTS_AN_INCH = 300
"""Of a picture at the size in which it is printed, at most; a printer shows no more."""


def render_pdf(page: Page) -> Handout:
    """Render a page. Raises RenderError where a character has no font or an asset is missing."""
    is_bound = page.edition.kind == "binder" or page.edition.part_of != ""
    with laid_out(page) as (document, log):
        data = note_marks(document).write_pdf(pdf_variant="pdf/ua-1", finisher=partial(mend, is_bound=is_bound))
    return Handout(data, len(document.pages), tuple(findings_of(log.messages)), page_starts(document.pages))


@contextmanager
def laid_out(page: Page) -> Iterator[tuple[Any, "Log"]]:
    """Lay a page out for whoever writes it; what WeasyPrint says meanwhile is in the log, and judged at the end."""
    use_packaged_fonts()
    text = page.documents[0].text
    _refuse_missing_characters(page, text)
    press = engine()
    with Log() as log:
        try:
            html = press.html(text, page.assets)
            yield html.render(stylesheets=[press.stylesheet(page)], font_config=press.fonts, dpi=DOTS_AN_INCH), log
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


class _Engine:
    """WeasyPrint with what all pages of a process share: fonts and parsed stylesheets."""

    def __init__(self) -> None:
        # A slow import: never made by a process that renders nothing.
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

        self.fonts = FontConfiguration()
        self._weasyprint = weasyprint
        self._stylesheets: dict[str, Any] = {}

        class OwnAssets(URLFetcher):  # type: ignore[misc]
            """Serves a page's own assets by name."""

            assets: Mapping[str, Asset] = MappingProxyType({})

            def serve(self, assets: tuple[Asset, ...]) -> "OwnAssets":
                self.assets = {BASE + asset.name: asset for asset in assets}
                return self

            def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - the engine's signature
                if inside := _WRITTEN_OUT.match(url):
                    return URLFetcherResponse(url, b64decode(url[inside.end() :]), {"Content-Type": inside[1]})
                asset = self.assets.get(url)
                if asset is None:
                    raise FatalURLFetchingError(f"{url.removeprefix(BASE)} is not one of the page's own files")
                return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})

        # One for all pages: making one sets up the network handlers that it never uses.
        self._fetcher = OwnAssets(allowed_protocols=())
        self.refused = FatalURLFetchingError

    def html(self, text: str, assets: tuple[Asset, ...]) -> Any:
        """Parse a document that can reach its own assets only."""
        return self._weasyprint.HTML(string=text, base_url=BASE, url_fetcher=self._fetcher.serve(assets))

    def stylesheet(self, page: Page) -> Any:
        """Parse a page's stylesheet, once a process."""
        css = page.stylesheet
        if css not in self._stylesheets:
            self._stylesheets[css] = self._weasyprint.CSS(
                string=css, base_url=BASE, url_fetcher=self._fetcher.serve(page.assets), font_config=self.fonts
            )
        return self._stylesheets[css]


@lru_cache(maxsize=1)
def engine() -> _Engine:
    """Give the engine that all pages of a process share."""
    return _Engine()


class Log(logging.Handler):
    """Collects what WeasyPrint says while a page is rendered, instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.messages.append(record.getMessage())

    def __enter__(self) -> "Log":
        """Listen, in the place of whoever did."""
        logger = logging.getLogger("weasyprint")
        self._before = (list(logger.handlers), logger.propagate)
        logger.handlers, logger.propagate = [self], False
        return self

    def __exit__(self, *_: object) -> None:
        logger = logging.getLogger("weasyprint")
        logger.handlers, logger.propagate = self._before


def _refuse_missing_characters(page: Page, html: str) -> None:
    text = unescape(re.sub(r"<[^>]*>", " ", html.partition("<body")[2]))
    missing = missing_characters(text)
    if not missing:
        return
    named = ", ".join(_described(character, text) for character in missing[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    mend_it = advice(missing[0]) or "Replace it, or leave it out."
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
