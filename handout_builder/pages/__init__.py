"""An Article and an Edition become a Page: documents and every asset they need.

What is asked for is imported then: a build that makes nothing asks for the layout alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .binder import lay_out_binder, leaves_of
    from .bundle import Bundle
    from .context import article_context, byline_of, clinic_context, dates_of, offered_at, web_link
    from .glossary import Entry, entries_of, glossing_of, uses_in, web_glossing
    from .handout import lay_out, rehearse
    from .inner_links import InnerLinks, lost_links
    from .labels import Labels, labels_for, missing_labels, own_words, titled, volume_words
    from .layouts import load_layout, shipped_layouts
    from .listings import listing_of
    from .own_pictures import logo_of, photo_of
    from .particulars import identifier
    from .parting import blocks_of, ids_in, page_starts, shared_out
    from .read_next import ReadNext, names_others
    from .screens import for_screens
    from .stylesheets import stylesheet_of
    from .templates import rendered
    from .tints import tint
    from .tongues import mark_of
    from .translations import grouped, own_name, together

__all__ = [
    "Bundle",
    "Entry",
    "InnerLinks",
    "Labels",
    "ReadNext",
    "article_context",
    "blocks_of",
    "byline_of",
    "clinic_context",
    "dates_of",
    "entries_of",
    "for_screens",
    "glossing_of",
    "grouped",
    "identifier",
    "ids_in",
    "labels_for",
    "lay_out",
    "lay_out_binder",
    "leaves_of",
    "listing_of",
    "load_layout",
    "logo_of",
    "lost_links",
    "mark_of",
    "missing_labels",
    "names_others",
    "offered_at",
    "own_name",
    "own_words",
    "page_starts",
    "photo_of",
    "rehearse",
    "rendered",
    "shared_out",
    "shipped_layouts",
    "stylesheet_of",
    "tint",
    "titled",
    "together",
    "uses_in",
    "volume_words",
    "web_glossing",
    "web_link",
]

_HOMES = {
    "Bundle": "bundle",
    "Entry": "glossary",
    "InnerLinks": "inner_links",
    "Labels": "labels",
    "ReadNext": "read_next",
    "article_context": "context",
    "blocks_of": "parting",
    "byline_of": "context",
    "clinic_context": "context",
    "dates_of": "context",
    "entries_of": "glossary",
    "for_screens": "screens",
    "glossing_of": "glossary",
    "grouped": "translations",
    "identifier": "particulars",
    "ids_in": "parting",
    "labels_for": "labels",
    "lay_out": "handout",
    "lay_out_binder": "binder",
    "listing_of": "listings",
    "load_layout": "layouts",
    "logo_of": "own_pictures",
    "lost_links": "inner_links",
    "mark_of": "tongues",
    "missing_labels": "labels",
    "offered_at": "context",
    "names_others": "read_next",
    "leaves_of": "binder",
    "own_name": "translations",
    "own_words": "labels",
    "page_starts": "parting",
    "photo_of": "own_pictures",
    "rehearse": "handout",
    "rendered": "templates",
    "shared_out": "parting",
    "shipped_layouts": "layouts",
    "stylesheet_of": "stylesheets",
    "tint": "tints",
    "titled": "labels",
    "together": "translations",
    "uses_in": "glossary",
    "volume_words": "labels",
    "web_glossing": "glossary",
    "web_link": "context",
}
"""Name -> the module where it lives."""


def __getattr__(name: str) -> Any:
    """Import what is asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
