"""Equations, written as one line: 1/2, x², √(a+b)."""

from .names import Element, M

Piece = tuple[str, str]
"""Text, and superscript, subscript or an empty text."""


def equation_pieces(math: Element) -> list[Piece]:
    """Write an equation (ECMA-376 part 1, 22.1) in a line; brackets are added where a fraction needs them."""
    pieces: list[Piece] = []
    for child in math:
        pieces += _FORMS.get(child.tag, _inner)(child)
    return pieces


def _inner(element: Element) -> list[Piece]:
    name = str(element.tag).rsplit("}", 1)[-1]
    if element.tag == M + "t":
        return [(element.text or "", "")]
    return [] if name.endswith("Pr") else equation_pieces(element)


def _part(element: Element, name: str) -> list[Piece]:
    found = element.find(M + name)
    return [] if found is None else equation_pieces(found)


def _bracketed(pieces: list[Piece]) -> list[Piece]:
    text = "".join(piece for piece, _ in pieces)
    return pieces if text.isalnum() or len(text) < 2 else [("(", ""), *pieces, (")", "")]


def _fraction(element: Element) -> list[Piece]:
    return [*_bracketed(_part(element, "num")), ("/", ""), *_bracketed(_part(element, "den"))]


def _script(element: Element) -> list[Piece]:
    below = [(text, "subscript") for text, _ in _part(element, "sub")]
    above = [(text, "superscript") for text, _ in _part(element, "sup")]
    return [*_part(element, "e"), *below, *above]


def _root(element: Element) -> list[Piece]:
    degree = [(text, "superscript") for text, _ in _part(element, "deg")]
    return [*degree, ("√", ""), *_bracketed(_part(element, "e"))]


def _delimited(element: Element) -> list[Piece]:
    properties = element.find(M + "dPr")

    def sign(name: str, default: str) -> str:
        found = properties.find(M + name) if properties is not None else None
        return default if found is None else str(found.get(M + "val", ""))

    inside: list[Piece] = []
    for place, part in enumerate(element.findall(M + "e")):
        inside += [(sign("sepChr", "|"), "")] * (place > 0) + equation_pieces(part)
    return [(sign("begChr", "("), ""), *inside, (sign("endChr", ")"), "")]


def _sum(element: Element) -> list[Piece]:
    sign = element.find(f"{M}naryPr/{M}chr")
    opening = [("∫" if sign is None else str(sign.get(M + "val", "")), "")]
    below = [(text, "subscript") for text, _ in _part(element, "sub")]
    above = [(text, "superscript") for text, _ in _part(element, "sup")]
    return [*opening, *below, *above, *_part(element, "e")]


_FORMS = {
    M + "f": _fraction,
    M + "sSup": _script,
    M + "sSub": _script,
    M + "sSubSup": _script,
    M + "rad": _root,
    M + "d": _delimited,
    M + "nary": _sum,
}
