"""Which structure element an HTML element becomes (ISO 32000-1, 14.8.4), and what is told with it."""

from typing import Any

SVG = "{http://www.w3.org/2000/svg}svg"

BLOCKS = {
    **dict.fromkeys("address aside center div figure footer form header main nav details summary".split(), "Div"),
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    **dict.fromkeys(("p", "pre"), "P"),
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "table": "Table",
    "article": "Art",
    "section": "Sect",
    "blockquote": "BlockQuote",
}
"""Elements that stand by themselves."""

ROLES = {"note": "Div", "paragraph": "P"}
"""Roles that say of an element within a line that it stands by itself (WAI-ARIA 1.3)."""

INLINE = {"code": "Code"}
"""Elements within a line that say something by their name; others only do with a language or an expansion."""

GROUPING = frozenset(["Document", "Part", "Art", "Sect", "Div", "BlockQuote"])
"""Types that hold elements but no words of their own (ISO 32000-1, 14.8.4.2)."""

_NUMBERING = {
    "none": "/None",
    "disc": "/Disc",
    "circle": "/Circle",
    "square": "/Square",
    "decimal": "/Decimal",
    "lower-alpha": "/LowerAlpha",
    "upper-alpha": "/UpperAlpha",
    "lower-roman": "/LowerRoman",
    "upper-roman": "/UpperRoman",
}
_ROWS = frozenset(["row", "rowgroup"])


def attributes_of(tag: str, box: Any) -> dict[str, Any]:
    """Give the attribute object of an element, empty where it needs none."""
    if tag == "L" and box.element.tag != "dl" and box.style["list_style_type"] in _NUMBERING:
        return {"O": "/List", "ListNumbering": _NUMBERING[box.style["list_style_type"]]}
    if tag in ("TH", "TD"):
        return _cell(tag, box)
    return {}


def alternative_of(element: Any) -> str:
    """Give the words that stand for a picture; none where it is decoration."""
    if element.tag == SVG:
        return (element.findtext("{http://www.w3.org/2000/svg}title") or "").strip()
    return (element.get("alt") or "").strip()


def is_picture(element: Any) -> bool:
    """Tell whether an element is a picture."""
    return element.tag in ("img", SVG)


def _cell(tag: str, box: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if tag == "TH":
        found["Scope"] = "/Row" if box.element.get("scope") in _ROWS else "/Column"
    found |= {name: count for name, count in (("ColSpan", box.colspan), ("RowSpan", box.rowspan)) if count != 1}
    return {"O": "/Table", **found} if found else {}
