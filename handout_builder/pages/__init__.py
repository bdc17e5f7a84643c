"""An Article and an Edition become a Page: documents and every asset they need."""

from .binder import lay_out_binder, numbering_of
from .bundle import bind
from .handout import lay_out
from .inner_links import lost_links
from .labels import missing_labels
from .layouts import load_layout, shipped_layouts
from .translations import together

__all__ = [
    "bind",
    "lay_out",
    "lay_out_binder",
    "load_layout",
    "lost_links",
    "missing_labels",
    "numbering_of",
    "shipped_layouts",
    "together",
]
