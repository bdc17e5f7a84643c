"""WeasyPrint, with what all pages of a process share: fonts, parsed stylesheets and computed styles."""

import re
from base64 import b64decode
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ...model import Asset, Page
from .loading import load
from .log import Log

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BASE", "Log", "engine", "load"]

BASE = "https://page.invalid/"
"""The address under which a page's own assets are served; nothing else is."""
_WRITTEN_OUT = re.compile("data:(image/(?:png|jpeg|gif|webp));base64,")
"""A picture that stands in its own address, as in a logo drawn as SVG; looked into before it comes here."""


class _Engine:
    """WeasyPrint as all pages of a process use it."""

    def __init__(self) -> None:
        # Slow imports: never made by a process that renders nothing.
        load()
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

        from .arrays import share_types
        from .documents import document_of
        from .glyphs import draw_runs
        from .lines import repeat_lines
        from .paragraphs import break_paragraphs
        from .shared_styles import share_styles
        from .streams import write_quickly
        from .struts import keep_struts
        from .text_layouts import keep_layouts

        share_styles()
        self.fonts = FontConfiguration()
        keep_layouts(self.fonts)
        break_paragraphs()
        repeat_lines()
        draw_runs()
        keep_struts()
        write_quickly()
        share_types()
        self._weasyprint, self._document_of = weasyprint, document_of
        self._stylesheets: dict[str, Any] = {}

        class OwnAssets(URLFetcher):  # type: ignore[misc]
            """Serves a page's own assets by name."""

            assets: "Mapping[str, Asset]" = MappingProxyType({})

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

    def html(self, text: str, assets: tuple[Asset, ...], stylesheet: str = "") -> Any:
        """Parse a document that can reach its own assets only; `stylesheet` is that of its page."""
        return self._document_of(text, BASE, self._fetcher.serve(assets), stylesheet)

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
