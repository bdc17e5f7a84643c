"""Computed styles shared by all pages of a process.

WeasyPrint computes each property of each element's style anew for every document, which is a quarter of the time it
takes for a page of ours. But a paragraph's style is the same on each page with the same stylesheet: what a style is
computed from is its parent's style and the declarations that apply to it. Where both are those of an element seen
before, its style is that element's.
"""

from collections.abc import Mapping
from typing import Any

import weasyprint.css
from weasyprint.css import StyleFor

_MOST = 4000
"""Styles kept; elements with a name or a link of their own have one each, and they come from every page."""
_ITS_OWN = ("html", "body")
"""The engine changes these styles while it lays a page out."""


class SharedStyles(StyleFor):  # type: ignore[misc]
    """Computes the styles of a document, or finds them among those of the documents before it."""

    known: "dict[tuple[Any, ...], Any]" = {}  # noqa: RUF012 - shared on purpose
    """What a style is computed from -> the style."""

    def set_computed_styles(
        self,
        element: Any,
        parent: Any,
        root: Any = None,
        pseudo_type: str | None = None,
        base_url: str | None = None,
        target_collector: Any = None,
    ) -> None:
        """Give an element its style."""
        styles = self.get_computed_styles()
        above = None if element is root and pseudo_type is None else styles[parent, None]
        cascaded = self.get_cascaded_styles().get((element, pseudo_type), {})
        key = (id(getattr(above, "same_as", None)), pseudo_type, base_url, id(self.font_config), _told(cascaded))
        found = self.known.get(key)
        if found is None or (pseudo_type is None and getattr(element, "tag", "") in _ITS_OWN):
            super().set_computed_styles(element, parent, root, pseudo_type, base_url, target_collector)
            style = styles[element, pseudo_type]
            # Kept alive by what is known, so that its id stays its own.
            style.same_as = found.same_as if found is not None else style
            if found is None:
                self._keep(key, style)
            return
        styles[element, pseudo_type] = found
        if target_collector and found["anchor"]:
            target_collector.collect_anchor(found["anchor"])

    def _keep(self, key: tuple[Any, ...], style: Any) -> None:
        if len(self.known) >= _MOST:
            self.known.clear()
        self.known[key] = style


def share_styles() -> None:
    """Have WeasyPrint share computed styles, in this process."""
    weasyprint.css.StyleFor = SharedStyles


def _told(cascaded: Mapping[str, tuple[Any, tuple[Any, ...]]]) -> tuple[Any, ...]:
    """Tell declarations apart by their values, or by where they stand in a stylesheet that is parsed once."""
    return tuple(
        [
            (name, weight[0], weight[1], tuple(weight[2]), value if _is_plain(value) else id(value))
            for name, (value, weight) in cascaded.items()
        ]
    )


def _is_plain(value: Any) -> bool:
    if type(value) is not tuple:
        return type(value) is str
    try:
        hash(value)
    except TypeError:
        return False
    return True
