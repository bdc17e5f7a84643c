"""An Article and an Edition become a Page: documents and every asset they need.

What is asked for is imported then: a build that makes nothing asks for the layout alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .binder import lay_out_binder, numbering_of
    from .bundle import Bundle
    from .handout import lay_out
    from .inner_links import lost_links
    from .labels import missing_labels
    from .layouts import load_layout, shipped_layouts
    from .listings import listing_of
    from .particulars import identifier
    from .translations import grouped, together

__all__ = [
    "Bundle",
    "grouped",
    "identifier",
    "lay_out",
    "lay_out_binder",
    "listing_of",
    "load_layout",
    "lost_links",
    "missing_labels",
    "numbering_of",
    "shipped_layouts",
    "together",
]

_HOMES = {
    "Bundle": "bundle",
    "grouped": "translations",
    "identifier": "particulars",
    "lay_out": "handout",
    "lay_out_binder": "binder",
    "listing_of": "listings",
    "load_layout": "layouts",
    "lost_links": "inner_links",
    "missing_labels": "labels",
    "numbering_of": "binder",
    "shipped_layouts": "layouts",
    "together": "translations",
}
"""Name -> the module where it lives."""


def __getattr__(name: str) -> Any:
    """Import what is asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
